using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

/// <summary>A version of how long the law wants rows of a type kept. What was erased under a version keeps it.</summary>
internal sealed class RetentionRule : IVersioned
{
    private RetentionRule() { }

    public RetentionRule(string type, int version, int years, string ground, Guid? setById, DateTimeOffset validFrom) =>
        (Type, Version, Years, Ground, SetById, ValidFrom) = (type, version, years, ground.Trim(), setById, validFrom);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Type { get; private set; } = "";
    public int Version { get; private set; }
    public int Years { get; private set; }
    public string Ground { get; private set; } = "";
    public DateTimeOffset ValidFrom { get; private set; }
    public DateTimeOffset? ValidTo { get; private set; }
    public Guid? SetById { get; private set; }

    /// <inheritdoc/>
    public void EndAt(DateTimeOffset at) => ValidTo = at < ValidFrom ? ValidFrom : at;

    internal static void Describe(EntityBuilder<RetentionRule> rule)
    {
        rule.Is("A version of how long the law wants rows of a type kept when their customer is erased.", null, "retentionRules")
            .OrderedBy(r => r.ValidFrom, descending: true);
        rule.Field(r => r.Type, "Name of the type in this schema, such as Charge.");
        rule.Field(r => r.Version, "Number of the version for this type, from 1.");
        rule.Field(r => r.Years, "How many years after the one that a row belongs to, until the end of the last.");
        rule.Field(r => r.Ground, "Which law says so.");
        rule.Field(r => r.ValidFrom, "From when on customers are erased under it.");
        rule.Field(r => r.ValidTo, "From when on a later version holds; null while it is the latest.");
        rule.One("setBy", "Staff", r => r.SetById, "Who set it; null for what came with the platform.");
        rule.VisibleTo(Audience.Staff);
    }
}
