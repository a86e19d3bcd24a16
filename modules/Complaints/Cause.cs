using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

internal sealed class Cause
{
    private Cause() { }

    public Cause(string code, string name, string? nameZh)
    {
        Code = code.Trim();
        Rename(name, nameZh);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string? NameZh { get; private set; }
    public Guid? ParentId { get; private set; }
    public Cause? Parent { get; private set; }
    public List<Cause> Children { get; private set; } = [];
    /// <summary>Counts what is moved to under it: two moves at the same time that would make a circle collide on it, and the later one is run again.</summary>
    public int Moves { get; private set; }

    public static InputChecks Check(string code, string name, string? nameZh) => new InputChecks()
        .Text("code", code, 40)
        .Rule(!code.Any(char.IsWhiteSpace), "Write the code without blanks, such as SEAL_PERISHED.", "code")
        .Text("name", name, 200)
        .OptionalText("nameZh", nameZh, 200);

    public void Rename(string name, string? nameZh) => (Name, NameZh) = (name.Trim(), nameZh?.Trim());

    /// <summary>Moves it, with all that is under it.</summary>
    /// <param name="parent">The wider cause; null for the top.</param>
    /// <param name="all">The whole tree.</param>
    /// <returns>Whether that is possible: no cause stands under itself. Nothing was changed otherwise.</returns>
    public bool PlaceUnder(Cause? parent, IReadOnlyDictionary<Guid, Cause> all)
    {
        if (ParentId == parent?.Id) return true;
        var above = new List<Cause>();
        for (var at = parent; at is not null; at = at.ParentId is { } next ? all.GetValueOrDefault(next) : null) above.Add(at);
        if (above.Contains(this)) return false;
        ParentId = parent?.Id;
        Moves++;
        foreach (var cause in above) cause.Moves++;
        return true;
    }

    internal static void Describe(EntityBuilder<Cause> cause)
    {
        cause.Is("Why complaints come up, in a tree.", "cause", "causes")
            .Lookup(c => c.Code)
            .OrderedBy(c => c.Code);
        cause.Field(c => c.Code, "Short name that people and files use, such as SEAL_PERISHED.").Searchable();
        cause.Field(c => c.Name, "Name in English.").Searchable();
        cause.Field(c => c.NameZh, "Name in simplified Chinese; null where there is none.").Searchable();
        cause.One("parent", "Cause", c => c.ParentId, "The wider cause; null at the top.");
        cause.Many<Cause>("children", c => c.ParentId, "The narrower causes.");
        cause.Many<Complaint>("complaints", c => c.CauseId, "Complaints of exactly this cause, latest first.");
        cause.Many<ComplaintMonth>("complaintMonths", m => m.CauseId, "How many complaints of exactly this cause each month brought, against the units that could have brought one, earliest first.");
        cause.Many<Countermeasure>("countermeasures", m => m.CauseId, "What is done about exactly this cause, latest first.");
        cause.Many<Improvement>("improvements", i => i.CauseId, "Improvements because of exactly this cause, by the time at which they are due.");
        cause.VisibleTo(Audience.Staff);
    }
}
