using System.Linq.Expressions;
using PropertyGraph.Access;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Complaints;

[Describes("Something that can be done now.")]
internal sealed record NextAction(
    [Describes("The step of the complaint; null for what is done about a hand-over or a dispatch order.")] ComplaintStep? Step,
    [Describes("Name of its mutation.")] string Mutation,
    [Describes("Global id of what the mutation is about: the complaint, the hand-over or the dispatch order.")] string Subject,
    [Describes("Positions of staff and audiences that may call the mutation, by the company's rights and the complaint's procedure; for readers who are not staff, themselves alone.")] IReadOnlyList<string> By,
    [Describes("Whether the reader may do it.")] bool IsMine,
    [Describes("What the procedure demands first; empty where it can be done at once.")] IReadOnlyList<ProcedureStep> Missing)
{
    /// <summary>All that <see cref="Of"/> needs, as one text.</summary>
    public static readonly Expression<Func<Complaint, Actor, string>> Key = (c, actor) =>
        actor.Role + "#" + actor.Id + "#" + ComplaintsDb.CallerFacts(actor.Role, actor.Id) + "#" + ComplaintsDb.ComplaintFacts(c.Id, actor.Role, actor.Id) + "#" + c.StepsDone + "#" + c.Rules;

    public static readonly Expression<Func<DispatchOrder, Actor, string>> OrderKey = (o, actor) =>
        actor.Role + "#" + actor.Id + "#" + ComplaintsDb.CallerFacts(actor.Role, actor.Id) + "#" + ComplaintsDb.OrderFacts(o.Id);

    public static readonly Expression<Func<HandOver, Actor, string>> HandOverKey = (h, actor) =>
        actor.Role + "#" + actor.Id + "#" + ComplaintsDb.CallerFacts(actor.Role, actor.Id) + "#" + ComplaintsDb.HandOverFacts(h.Id);

    public static ValueTask<IReadOnlyList<IReadOnlyList<NextAction>>> Of(IReadOnlyList<string> keys, CancellationToken cancel) => Each(keys, 6, (caller, parts) =>
    {
        var facts = Facts.Read<ComplaintFacts>(parts[3]);
        return OfComplaint(caller, facts, ProcedureRules.Steps(parts[4]), ProcedureRules.Of(parts[5]))
            .Concat(facts.HandOver is { } offer ? OfHandOver(caller, offer) : [])
            .Concat((facts.Orders ?? []).SelectMany(order => OfOrder(caller, order)));
    });

    public static ValueTask<IReadOnlyList<IReadOnlyList<NextAction>>> OfOrders(IReadOnlyList<string> keys, CancellationToken cancel) =>
        Each(keys, 4, (caller, parts) => OfOrder(caller, Facts.Read<OrderFacts>(parts[3])));

    public static ValueTask<IReadOnlyList<IReadOnlyList<NextAction>>> OfHandOvers(IReadOnlyList<string> keys, CancellationToken cancel) =>
        Each(keys, 4, (caller, parts) => parts[3].Length == 0 ? [] : OfHandOver(caller, Facts.Read<HandOverFacts>(parts[3])));

    private static IEnumerable<NextAction> OfComplaint(CallerFacts caller, ComplaintFacts facts, IReadOnlyList<ProcedureStep> done, ProcedureRules rules)
    {
        var subject = GlobalId.Encode("Complaint", facts.Id);
        foreach (var step in ComplaintLifecycle.StepsIn(facts.Status).Where(facts.HasWhatItNeeds))
        {
            var mutation = ComplaintLifecycle.MutationOf(step);
            IReadOnlyList<string> by = [.. caller.WhoMay(mutation).Where(role => rules.Permits(step, role))];
            if (caller.Show(by) is { } shown) yield return new(step, mutation, subject, shown, by.Contains(caller.Role) && facts.Objection(step, caller.Actor) is null, [.. rules.Before(step, facts.Status).Except(done)]);
        }
        if (facts.Accountable is { } accountable && facts.HandOver is null && Complaint.CanBeHandedOver(facts.Status))
            if (Own(caller, nameof(HandOverComplaint), subject, HandOvers.MayOffer(caller.Actor, accountable)) is { } action) yield return action;
    }

    private static IEnumerable<NextAction> OfHandOver(CallerFacts caller, HandOverFacts offer) => new[]
    {
        Own(caller, nameof(AcceptHandOver), GlobalId.Encode("HandOver", offer.Id), HandOvers.MayAnswer(caller.Actor, offer.To)),
        Own(caller, nameof(RefuseHandOver), GlobalId.Encode("HandOver", offer.Id), HandOvers.MayAnswer(caller.Actor, offer.To)),
        Own(caller, nameof(WithdrawHandOver), GlobalId.Encode("HandOver", offer.Id), HandOvers.MayWithdraw(caller.Actor, offer.By)),
    }.OfType<NextAction>();

    private static IEnumerable<NextAction> OfOrder(CallerFacts caller, OrderFacts order) => DispatchLifecycle.Steps(order.Status)
        .Select(step => Own(caller, DispatchLifecycle.MutationOf(step), GlobalId.Encode("DispatchOrder", order.Id), DispatchRights.Objection(step, order.People, caller.Actor, caller.IsCentre) is null))
        .OfType<NextAction>();

    /// <summary>What is no step of the complaint; null where the reader learns nothing of it.</summary>
    private static NextAction? Own(CallerFacts caller, string mutation, string subject, bool isMine)
    {
        var name = Names.Camel(mutation);
        return caller.Show(caller.WhoMay(name)) is { } by ? new(null, name, subject, by, isMine && by.Contains(caller.Role), []) : null;
    }

    private static ValueTask<IReadOnlyList<IReadOnlyList<NextAction>>> Each(IReadOnlyList<string> keys, int parts, Func<CallerFacts, string[], IEnumerable<NextAction>> of) =>
        new([.. keys.Select(IReadOnlyList<NextAction> (key) =>
        {
            var texts = key.Split('#', parts);
            return [.. of(Facts.Caller(texts[0], texts[1], texts[2]), texts)];
        })]);
}

/// <summary>What has yet to be done, as far as a complaint's procedure says.</summary>
internal static class ProcedureSteps
{
    /// <summary>All that <see cref="MissingAsync"/> needs, as one text: state, what was done, rules.</summary>
    public static readonly Expression<Func<Complaint, string>> Key = c =>
        (c.Status == ComplaintStatus.Resolved ? "Resolved" : c.Status == ComplaintStatus.Closed || c.Status == ComplaintStatus.Withdrawn || c.Status == ComplaintStatus.Merged ? "Closed" : "Open")
        + "#" + c.StepsDone + "#" + c.Rules;

    public static ValueTask<IReadOnlyList<IReadOnlyList<ProcedureStep>>> MissingAsync(IReadOnlyList<string> keys, CancellationToken cancel) => new([.. keys.Select(Missing)]);

    public static ValueTask<IReadOnlyList<IReadOnlyList<ProcedureStep>>> Done(IReadOnlyList<string> done, CancellationToken cancel) => new([.. done.Select(ProcedureRules.Steps)]);

    private static IReadOnlyList<ProcedureStep> Missing(string key)
    {
        var parts = key.Split('#', 3);
        var rules = ProcedureRules.Of(parts[2]);
        return parts[0] == "Closed" ? [] : [.. (parts[0] == "Resolved" ? rules.BeforeClosing : rules.BeforeResolving.Concat(rules.BeforeClosing).Distinct()).Except(ProcedureRules.Steps(parts[1]))];
    }
}
