namespace PropertyGraph.Faults;

/// <summary>Collects all that is wrong with an input, so that a client (or a CSV file's owner) learns it in one go.</summary>
public sealed class InputChecks
{
    private readonly List<Fault> faults = [];

    /// <summary>What was wrong, in the order of the checks.</summary>
    public IReadOnlyList<Fault> Faults => faults;

    /// <summary>Whether anything was wrong.</summary>
    public bool Failed => faults.Count > 0;

    /// <summary>Text that must hold more than blanks, of at most <paramref name="longest"/> characters.</summary>
    public InputChecks Text(string path, string? value, int longest) =>
        Rule(!string.IsNullOrWhiteSpace(value), $"Give a {path}: it may not be blank.", path).OptionalText(path, value, longest);

    /// <summary>Text that may be absent, of at most <paramref name="longest"/> characters.</summary>
    public InputChecks OptionalText(string path, string? value, int longest) =>
        Rule(value is null || value.Trim().Length <= longest, $"Shorten {path} to at most {longest} characters.", path);

    /// <summary>Any other condition; <paramref name="message"/> says what to do where it does not hold.</summary>
    public InputChecks Rule(bool holds, string message, params IReadOnlyList<string> path)
    {
        if (!holds) faults.Add(new ValidationError(message, path));
        return this;
    }

    /// <summary>Adds a fault that was found elsewhere; null is none.</summary>
    public InputChecks Add(Fault? fault)
    {
        if (fault is not null) faults.Add(fault);
        return this;
    }
}
