using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A new version of what is demanded of complaints of a severity.")]
internal sealed record SetProcedure(
    [Describes("For which severity.")] ComplaintSeverity Severity,
    [Describes("What must come before the work is called done.")] IReadOnlyList<ProcedureStep> BeforeResolving,
    [Describes("What must come before a decision is proposed.")] IReadOnlyList<ProcedureStep>? BeforeDeciding = null,
    [Describes("What must come before a complaint is closed.")] IReadOnlyList<ProcedureStep>? BeforeClosing = null,
    [Describes("Who may take a step, for steps that fewer may take than their mutation is for.")] IReadOnlyList<StepPermission>? Permissions = null,
    [Describes("For which category and those under it; left out for all that have none of their own."), IdOf("Category")] Guid? Category = null,
    [Describes("From when on complaints begin under it; left out for now. A version that was to begin later never does.")] DateTimeOffset? ValidFrom = null)
{
    [Allow(Position.Director, Position.Administrator)]
    [Describes("Sets the procedure of a severity for complaints that are filed or reopened from now on, or from a later moment. Running ones keep the version that they began under; see applyProcedure.")]
    public static async Task<Outcome<Procedure>> Handle(SetProcedure input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var from = input.ValidFrom?.ToUniversalTime() ?? now;
        var checks = new InputChecks().Rule(from >= now, "Give a moment that is still to come, or leave it out.", "validFrom");
        if (input.Category is { } category && await db.FindVisibleAsync<Category>(category, cancel) is null) checks.Add(new NotFound("There is no such category.", ["category"]));
        var roles = Roles(input.Permissions ?? [], checks);
        checks.Rule(!(input.BeforeDeciding ?? []).Contains(ProcedureStep.JointDecision), "A decision can't wait for itself; leave JOINT_DECISION out.", "beforeDeciding");
        if (checks.Failed) return Outcome<Procedure>.Failed(checks.Faults);

        var version = await db.Procedures.Where(p => p.Severity == input.Severity && p.CategoryId == input.Category).EndAsync(from, cancel);
        var procedure = new Procedure(
            input.Severity, input.Category, version, new(input.BeforeDeciding ?? [], input.BeforeResolving, input.BeforeClosing ?? [], roles),
            actor.StaffIdOrNull, from);
        db.Add(procedure);
        return Outcome<Procedure>.Of(procedure.Id, new ProcedureSet(procedure.Id, procedure.Severity, procedure.CategoryId, procedure.Version));
    }

    private static Dictionary<ComplaintStep, IReadOnlyList<string>> Roles(IReadOnlyList<StepPermission> permissions, InputChecks checks)
    {
        var roles = new Dictionary<ComplaintStep, IReadOnlyList<string>>();
        for (var i = 0; i < permissions.Count; i++)
        {
            var (step, given) = permissions[i];
            var widest = StepRoles.Widest[step];
            checks.Rule(given.All(widest.Contains), $"Name at most those whom {ComplaintLifecycle.MutationOf(step)} is for: {string.Join(", ", widest)}.", "permissions", $"{i}", "roles")
                .Rule(given.Count > 0, "Name at least one who may.", "permissions", $"{i}", "roles")
                .Rule(roles.TryAdd(step, [.. given.Distinct().Order(StringComparer.Ordinal)]), "This step is given twice.", "permissions", $"{i}", "step");
        }
        return roles;
    }
}

[Describes("Who may take a step.")]
internal sealed record StepPermission(
    [Describes("Which step.")] ComplaintStep Step,
    [Describes("Positions of staff and audiences, such as AGENT or CUSTOMER.")] IReadOnlyList<string> Roles);

[EventOf("Procedure", "SET", "A version of a procedure was set.")]
internal sealed record ProcedureSet(Guid Procedure, ComplaintSeverity Severity, Guid? Category, int Version) : IEvent
{
    public Guid Subject => Procedure;
}
