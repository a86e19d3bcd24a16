using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Faults;
using PropertyGraph.Modules;
using PropertyGraph.Schema;
using static PropertyGraph.Complaints.DispatchStatus;

namespace PropertyGraph.Complaints;

/// <summary>What can be done to a dispatch order.</summary>
internal enum DispatchStep
{
    Accept,
    Refuse,
    Start,
    Finish,
    HandOver,
    Cancel,
    /// <summary>Done by preemption and by resolving a conflict alone.</summary>
    Reschedule,
}

/// <summary>Which step leads from which state to which.</summary>
internal static class DispatchLifecycle
{
    public static DispatchStatus? Next(DispatchStep step, DispatchStatus state) => (step, state) switch
    {
        (DispatchStep.Accept, Offered or Rescheduled) => Accepted,
        (DispatchStep.Refuse, Offered or Rescheduled) => Refused,
        (DispatchStep.Start, Accepted) => Started,
        (DispatchStep.Finish, Started) => Finished,
        (DispatchStep.HandOver, Offered or Rescheduled or Accepted or Refused) => Offered,
        (DispatchStep.Cancel, Offered or Rescheduled or Accepted or Started or Refused) => Cancelled,
        (DispatchStep.Reschedule, Offered or Rescheduled or Accepted) => Rescheduled,
        _ => null,
    };

    public static IReadOnlyList<string> Possible(DispatchStatus state) =>
        [.. Steps(state).Select(MutationOf)];

    /// <summary>Steps that somebody can take in a state.</summary>
    public static IEnumerable<DispatchStep> Steps(DispatchStatus state) => Enum.GetValues<DispatchStep>().Where(s => s != DispatchStep.Reschedule && Next(s, state) is not null);

    public static NotFound NoSuchOrder => new("There is no such dispatch order, or none that you may see.", ["dispatchOrder"]);

    public static StepNotAllowed Over(DispatchOrder order) =>
        new($"Order {order.Reference} is {Names.Screaming(order.Status.ToString())}: no work remains on it.", Names.Screaming(order.Status.ToString()), Possible(order.Status), ["dispatchOrder"]);

    public static string MutationOf(DispatchStep step) => $"{Names.Camel(step.ToString())}DispatchOrder";

    /// <summary>Loads an order for a step, as far as the actor sees it, may take the step, and it is possible now.</summary>
    /// <param name="version">The version that the caller has read; null for any.</param>
    public static async Task<(DispatchOrder Order, Fault? Fault)> BeginOrderAsync(this ComplaintsDb db, Guid id, DispatchStep step, int? version, Actor actor, IGraph graph, CancellationToken cancel)
    {
        if (await db.FindVisibleAsync<DispatchOrder>(id, cancel) is not { } order) return (null!, NoSuchOrder);
        var isCentre = DispatchRights.IsGiving(step) && await DispatchRights.IsCentreAsync(actor, graph, cancel);
        if (DispatchRights.Objection(step, order.People, actor, isCentre) is { } objection) return (order, new NotAllowed(objection, ["dispatchOrder"]));
        if (version is { } read && read != order.Version)
            return (order, new DispatchOrderChanged($"Order {order.Reference} was changed since version {read} was read; read it again.", order.Version, Names.Screaming(order.Status.ToString()), ["version"]));
        if (Next(step, order.Status) is not null) return (order, null);
        var possible = Possible(order.Status);
        return (order, new StepNotAllowed(
            $"Order {order.Reference} is {Names.Screaming(order.Status.ToString())}: {MutationOf(step)} is not possible now. Possible: {string.Join(", ", possible)}.", Names.Screaming(order.Status.ToString()), possible, ["dispatchOrder"]));
    }
}

internal static class DispatchRights
{
    /// <summary>Whether somebody dispatches for all groups: people of the service centre, and customer directors.</summary>
    public static async Task<bool> IsCentreAsync(Actor actor, IGraph graph, CancellationToken cancel) => IsCentre(actor, await ServiceCentre.FindAsync(graph, cancel));

    public static bool IsCentre(Actor actor, Guid centre) =>
        actor.Audience == Audience.System || actor.Holds(Position.Director) || (actor.Holds(Position.Agent, Position.Leader, Position.Manager) && actor.DepartmentId == centre);

    /// <summary>Whether a step gives the work to others or takes it back, which the centre may do too.</summary>
    public static bool IsGiving(DispatchStep step) => step is DispatchStep.HandOver or DispatchStep.Cancel;

    /// <summary>Why somebody may not take a step with an order, or null. Who does the work answers for it; who asked for it, or leads the group, may give it to others or take it back.</summary>
    public static string? Objection(DispatchStep step, OrderPeople order, Actor actor, bool isCentre)
    {
        if (actor.Audience is Audience.System || (actor.Audience is Audience.Partner && !IsGiving(step))) return null; // A partner sees no order but its own.
        var isSuperior = actor.Holds(Position.Leader, Position.Manager) && actor.DepartmentId == order.Department;
        if (step == DispatchStep.HandOver && !isCentre && order.Partner is not null) return "The order is a partner's: the service centre may give it to others.";
        if (IsGiving(step))
            return isSuperior || isCentre || (actor.StaffIdOrNull is { } giver && (giver == order.OfferedBy || (step == DispatchStep.HandOver && giver == order.Staff)))
                ? null
                : "Who offered the order, its group's leader or manager, or the service centre may do this.";
        if (order.Partner is not null) return "The order is a partner's, who answers it.";
        return isSuperior || actor.StaffId == order.Staff || (order.Staff is null && actor.DepartmentId == order.Department)
            ? null
            : "The order is another's: the person it is for, or the group's leader or manager, answers it.";
    }
}

/// <summary>What was read is not what would be changed.</summary>
[Describes("The order was changed since it was read; its present state is told.")]
internal sealed record DispatchOrderChanged(
    string Message,
    [property: Describes("The version that it has now.")] int Version,
    [property: Describes("State that it is in now, as DispatchStatus spells it.")] string State,
    IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-DISPATCH-ORDER-CHANGED", Message, Path);
