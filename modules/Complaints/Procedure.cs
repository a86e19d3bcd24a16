using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Complaints;

/// <summary>A version of what is demanded of complaints of a severity. Configuration: it never changes; a later version takes its place for what begins after.</summary>
internal sealed class Procedure : IVersioned
{
    private Procedure() { }

    public Procedure(ComplaintSeverity severity, Guid? categoryId, int version, ProcedureRules rules, Guid? setById, DateTimeOffset validFrom)
    {
        (Severity, CategoryId, Version, SetById, ValidFrom) = (severity, categoryId, version, setById, validFrom);
        (BeforeDeciding, BeforeResolving, BeforeClosing, Rules) = ([.. rules.BeforeDeciding], [.. rules.BeforeResolving], [.. rules.BeforeClosing], rules.Text);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public ComplaintSeverity Severity { get; private set; }
    public Guid? CategoryId { get; private set; }
    public Category? Category { get; private set; }
    public int Version { get; private set; }
    public DateTimeOffset ValidFrom { get; private set; }
    public DateTimeOffset? ValidTo { get; private set; }
    public List<ProcedureStep> BeforeDeciding { get; private set; } = [];
    public List<ProcedureStep> BeforeResolving { get; private set; } = [];
    public List<ProcedureStep> BeforeClosing { get; private set; } = [];
    /// <summary>See <see cref="ProcedureRules.Text"/>.</summary>
    public string Rules { get; private set; } = "";
    public Guid? SetById { get; private set; }

    /// <inheritdoc/>
    public void EndAt(DateTimeOffset at) => ValidTo = at < ValidFrom ? ValidFrom : at;

    public bool IsValidAt(DateTimeOffset at) => ValidFrom <= at && (ValidTo is null || at < ValidTo);

    internal static void Describe(EntityBuilder<Procedure> procedure)
    {
        procedure.Is("A version of what is demanded of complaints of a severity, and who may do what with them. Complaints keep the version that was valid when they were filed or reopened.", null, "procedures")
            .OrderedBy(p => p.ValidFrom, descending: true);
        procedure.Field(p => p.Severity, "For which severity.");
        procedure.Field(p => p.Version, "Number of the version, from 1, for its severity and category.");
        procedure.Field(p => p.ValidFrom, "From when on complaints begin under it.");
        procedure.Field(p => p.ValidTo, "From when on they begin under a later version; null while it is the latest.");
        procedure.Field(p => p.BeforeDeciding, "What must come before a decision is proposed.");
        procedure.Field(p => p.BeforeResolving, "What must come before the work is called done.");
        procedure.Field(p => p.BeforeClosing, "What must come before a complaint is closed.");
        procedure.Resolve<string, IReadOnlyList<ActionPermission>>("permissions", p => p.Rules, ActionPermission.Of, "Who may take which step.");
        procedure.One("category", "Category", p => p.CategoryId, "For which category and those under it; null for all that have none of their own.");
        procedure.One("setBy", "Staff", p => p.SetById, "Who set it; null for what came with the platform.");
        procedure.VisibleTo(Audience.Staff);
    }
}

[Describes("Who may take a step.")]
internal sealed record ActionPermission(
    [Describes("Which step.")] ComplaintStep Step,
    [Describes("Positions of staff and audiences that may, such as AGENT or CUSTOMER, as far as the company's rights let them call its mutation.")] IReadOnlyList<string> Roles)
{
    public static ValueTask<IReadOnlyList<IReadOnlyList<ActionPermission>>> Of(IReadOnlyList<string> rules, CancellationToken cancel) =>
        new([.. rules.Select(IReadOnlyList<ActionPermission> (text) => [.. StepRoles.Widest.Keys.Select(step => new ActionPermission(step, ProcedureRules.Of(text).RolesOf(step)))])]);
}
