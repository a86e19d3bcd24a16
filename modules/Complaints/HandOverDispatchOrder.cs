using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Who is to do the work instead. Name a department or one of its people, or a partner or one of its people.")]
internal sealed record HandOverDispatchOrder(
    [Describes("Which order."), IdOf("DispatchOrder")] Guid DispatchOrder,
    [Describes("The group that is to do it; left out where a member of staff or a partner is named."), IdOf("Department")] Guid? Department = null,
    [Describes("The one member of staff who is to do it."), IdOf("Staff")] Guid? Staff = null,
    [Describes("The partner that is to do it; may be left out where its person is named."), IdOf("Partner")] Guid? Partner = null,
    [Describes("The partner's person who is to do it; others of the partner may answer too."), IdOf("PartnerPerson")] Guid? PartnerPerson = null,
    [Describes("When it is planned to begin; left out where that stays. Its length stays.")] DateTimeOffset? WindowFrom = null,
    [Describes("The version that was read, so that it fails where somebody was faster; left out for any.")] int? Version = null)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed), typeof(DispatchOrderChanged), typeof(NoCapacity))]
    [Describes("Offers work to somebody else, who has to accept. Outside of the service centre it stays in the group.")]
    public static async Task<Outcome<DispatchOrder>> Handle(HandOverDispatchOrder input, ComplaintsDb db, IGraph graph, IEmployment employment, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (order, fault) = await db.BeginOrderAsync(input.DispatchOrder, DispatchStep.HandOver, input.Version, actor, graph, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks()
            .Add(DispatchAddressees.Check(input.Department ?? input.Staff, input.Partner ?? input.PartnerPerson))
            .Rule(input.WindowFrom is null or { Year: >= 2000 and < 2200 }, "Give a time between 2000 and 2200.", "windowFrom");
        if (checks.Failed) return Outcome<DispatchOrder>.Failed(checks.Faults);
        var (to, wrong) = await DispatchAddressees.FindAsync(input.Department, input.Staff, input.Partner, input.PartnerPerson, graph, employment, cancel);
        if (wrong is not null) return wrong;
        var isCentre = await DispatchRights.IsCentreAsync(actor, graph, cancel);
        if (!isCentre && (to.Department is null || to.Department != order.DepartmentId)) return new NotAllowed("Ask the service centre to give the work to another group or a partner.", ["department"]);

        var now = time.GetUtcNow();
        var window = order.Window.At(input.WindowFrom?.ToUniversalTime() ?? order.WindowFrom);
        var planning = await DispatchPlanning.LoadAsync(to.Department, window, db, cancel);
        if (!planning.Fits(window, to.Staff, order)) return planning.NoCapacity(window, to.Staff, order, false, graph);
        var from = (order.DepartmentId, order.StaffId, order.PartnerId, order.PartnerPersonId);
        order.HandOver(to, window);
        planning.Take(order);
        await db.NoteActAsync(order, actor, now, cancel);
        var opened = await Coordination.AfterDispatchAsync(order, db, graph, now, cancel);
        return Outcome<DispatchOrder>.Of(order.Id, [new DispatchOrderHandedOver(order.Id, order.ComplaintId, from.DepartmentId, to.Department, from.StaffId, to.Staff, from.PartnerId, to.Partner, from.PartnerPersonId, to.PartnerPerson), .. opened]);
    }
}

[EventOf("DispatchOrder", "HANDED_OVER", "It was offered to somebody else.")]
internal sealed record DispatchOrderHandedOver(Guid DispatchOrder, Guid? Complaint, Guid? FromDepartment, Guid? ToDepartment, Guid? FromStaff, Guid? ToStaff, Guid? FromPartner, Guid? ToPartner, Guid? FromPartnerPerson = null, Guid? ToPartnerPerson = null) : IEvent
{
    public Guid Subject => DispatchOrder;
}
