using System.Linq.Expressions;
using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Something that the state of a complaint allows.")]
internal sealed record NextAction(
    [Describes("The step.")] ComplaintStep Step,
    [Describes("Name of its mutation.")] string Mutation,
    [Describes("Positions of staff and audiences that may take it, by the procedure; for readers who are not staff, themselves alone.")] IReadOnlyList<string> By,
    [Describes("Whether the reader may take it.")] bool IsMine,
    [Describes("What the procedure demands first; empty where it can be taken at once.")] IReadOnlyList<ProcedureStep> Missing)
{
    private const char Separator = '#';

    /// <summary>All that <see cref="Of"/> needs, as one text: state, what was done, who asks, rules.</summary>
    public static readonly Expression<Func<Complaint, Actor, string>> Key = (c, actor) =>
        (c.Status == ComplaintStatus.Filed ? "Filed" : c.Status == ComplaintStatus.Acknowledged ? "Acknowledged" : c.Status == ComplaintStatus.InProgress ? "InProgress"
            : c.Status == ComplaintStatus.OnHold ? "OnHold" : c.Status == ComplaintStatus.Resolved ? "Resolved" : c.Status == ComplaintStatus.Closed ? "Closed"
            : c.Status == ComplaintStatus.Reopened ? "Reopened" : c.Status == ComplaintStatus.Withdrawn ? "Withdrawn" : "Merged")
        + "#" + c.StepsDone + "#" + actor.Role + "#" + c.Rules;

    public static ValueTask<IReadOnlyList<IReadOnlyList<NextAction>>> Of(IReadOnlyList<string> keys, CancellationToken cancel) => new([.. keys.Select(Of)]);

    public static ValueTask<IReadOnlyList<IReadOnlyList<ProcedureStep>>> MissingAsync(IReadOnlyList<string> keys, CancellationToken cancel) => new([.. keys.Select(MissingOf)]);

    public static ValueTask<IReadOnlyList<IReadOnlyList<ProcedureStep>>> Done(IReadOnlyList<string> done, CancellationToken cancel) => new([.. done.Select(ProcedureRules.Steps)]);

    private static IReadOnlyList<NextAction> Of(string key)
    {
        var (state, done, role, rules) = Read(key);
        var forStaff = role is not ("CUSTOMER" or "PARTNER" or "ANONYMOUS");
        return [.. ComplaintLifecycle.StepsIn(state)
            .Where(step => forStaff || rules.RolesOf(step).Contains(role))
            .Select(step => new NextAction(
                step, ComplaintLifecycle.MutationOf(step), forStaff ? rules.RolesOf(step) : [role], rules.RolesOf(step).Contains(role), [.. rules.Before(step, state).Except(done)]))];
    }

    private static IReadOnlyList<ProcedureStep> MissingOf(string key)
    {
        var (state, done, _, rules) = Read(key);
        return state switch
        {
            ComplaintStatus.Closed or ComplaintStatus.Withdrawn or ComplaintStatus.Merged => [],
            ComplaintStatus.Resolved => [.. rules.BeforeClosing.Except(done)],
            _ => [.. rules.BeforeResolving.Concat(rules.BeforeClosing).Distinct().Except(done)],
        };
    }

    private static (ComplaintStatus State, IReadOnlyList<ProcedureStep> Done, string Role, ProcedureRules Rules) Read(string key)
    {
        var parts = key.Split(Separator, 4);
        return (Enum.Parse<ComplaintStatus>(parts[0]), ProcedureRules.Steps(parts[1]), parts[2], ProcedureRules.Of(parts[3]));
    }
}
