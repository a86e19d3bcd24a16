namespace PropertyGraph.Imports;

/// <summary>What demo data is asked for.</summary>
/// <param name="Size"><c>small</c> (about 500 customers, 5,000 complaints) or <c>large</c>.</param>
/// <param name="Now">The present (UTC): the latest moment in the data. All else follows from it and the seed.</param>
/// <param name="Seed">Seed of the generator: the same seed and present give the same rows.</param>
public sealed record DemoRequest(string Size, DateTimeOffset Now, int Seed)
{
    /// <summary>Whether it is the large one: about 20,000 customers and 200,000 complaints.</summary>
    /// <exception cref="ArgumentException">There is no such size.</exception>
    public bool IsLarge => Size switch
    {
        "small" => false,
        "large" => true,
        _ => throw new ArgumentException($"There is no demo data of size '{Size}'; choose small or large."),
    };

    /// <summary>The day of <see cref="Now"/> (UTC).</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);
}

/// <summary>Rows of one CSV file that are imported in one transaction.</summary>
public sealed class ImportBatch<TRow>
{
    internal ImportBatch(IReadOnlyList<ImportRow<TRow>> rows) => Rows = rows;

    /// <summary>Rows whose columns could be read, in the file's order.</summary>
    public IReadOnlyList<ImportRow<TRow>> Rows { get; }

    internal List<(int Line, string Column, string Reason)> Rejections { get; } = [];

    /// <summary>Reports a row as bad, by line, column and reason; it must not be written.</summary>
    public void Reject(ImportRow<TRow> row, string column, string reason) => Rejections.Add((row.Line, column, reason));

    /// <summary>Reports a row as bad where a check failed, by the columns that the faults' paths name.</summary>
    /// <returns>Whether the row is bad and must not be written.</returns>
    public bool Rejects(ImportRow<TRow> row, Faults.InputChecks checks)
    {
        foreach (var fault in checks.Faults) Reject(row, fault.Path is [var first, ..] ? Schema.Names.Snake(first) : "", fault.Message);
        return checks.Failed;
    }
}

/// <summary>A row of a CSV file.</summary>
/// <param name="Line">Line of the file, counted from 1, header included.</param>
/// <param name="Value">Its columns.</param>
public sealed record ImportRow<TRow>(int Line, TRow Value);
