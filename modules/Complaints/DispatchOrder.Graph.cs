using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>
/// What the graph shows of dispatch orders, and to whom: a partner sees what is addressed to it, without who of the company did what; a customer of those for its own complaints
/// when somebody comes, and of which group.
/// </summary>
internal sealed partial class DispatchOrder
{
    /// <summary>Those who have to do with the work itself.</summary>
    private static readonly Audience[] Workers = [Audience.Staff, Audience.Partner];

    internal static void Describe(EntityBuilder<DispatchOrder> order)
    {
        order.Is("Work that a group or a partner, or one of its people, is asked to do.", "dispatchOrder", "dispatchOrders")
            .Lookup(o => o.Reference)
            .OrderedBy(o => o.WindowFrom)
            .DataSubject(o => o.CustomerId);
        order.Field(o => o.Reference, "Number that people use, such as D-2026-000042.");
        order.Field(o => o.Kind, "Kind of work in the company's own words, such as PATROL or LIFT_REPAIR. Two groups that have the same kind of work on one complaint overlap.").OnlyFor(Workers);
        order.Field(o => o.Title, "What is to be done, in one line.").Personal().OnlyFor(Workers);
        order.Field(o => o.Instructions, "What else has to be known to do it; null for nothing.").Personal().OnlyFor(Workers);
        order.Field(o => o.WindowFrom, "When it is planned to begin.");
        order.Field(o => o.WindowTo, "When it is planned to be over.");
        order.Field(o => o.EffortHours, "How much work it is expected to be, in hours of one person.").OnlyFor(Workers);
        order.Field(o => o.ActualHours, "How much work it was, in hours of one person; null before it is finished, and where nobody said.").OnlyFor(Workers);
        order.Field(o => o.IsEmergency, "Whether nothing may displace it.").OnlyFor(Workers);
        order.Field(o => o.Status, "Where it is in its lifecycle.");
        order.Field(o => o.OfferedAt, "When it was first offered.").OnlyFor(Workers);
        order.Field(o => o.AnsweredAt, "When it was last accepted, refused or cancelled; null while it waits for an answer.").OnlyFor(Workers);
        order.Field(o => o.StartedAt, "When the work began; null before.");
        order.Field(o => o.FinishedAt, "When the work was done; null before.");
        order.Field(o => o.Answer, "Why it was refused or cancelled; null where it was not, and where its complaint was over.").Personal().OnlyFor(Workers);
        order.Field(o => o.Result, "What was done; null before, and where nobody said.").Personal().OnlyFor(Workers);
        order.Field(o => o.RescheduleCount, "How often it was moved to another window.").OnlyFor(Workers);
        order.Field(o => o.Version, "Counts the steps; a mutation that names the one that was read fails where somebody was faster.").OnlyFor(Workers);
        order.Field("isLive", Live, "Whether it takes up time in its window, or asks to: neither finished nor refused or cancelled.");
        order.Resolve<string, IReadOnlyList<NextAction>>("nextActions", NextAction.OrderKey, NextAction.OfOrders, "What can be done about it now, and who may; partners learn what they may do themselves.").OnlyFor(Workers);
        order.One("complaint", "Complaint", o => o.ComplaintId, "The complaint that it is for; null for the group's own work, such as a patrol.");
        order.One("unit", "Unit", o => o.UnitId, "Where the work is to be done; null where no unit was named.").OnlyFor(Workers);
        order.One("property", "Property", o => o.PropertyId, "Where the work is to be done; null where no property was named.").OnlyFor(Workers);
        order.One("department", "Department", o => o.DepartmentId, "The group that is to do it; null for a partner's.");
        order.One("staff", "Staff", o => o.StaffId, "The one person who does it; null until somebody accepts, and for a partner's.").OnlyFor(Workers);
        order.One("partner", "Partner", o => o.PartnerId, "The partner that is to do it; null for a group's.").OnlyFor(Workers);
        order.One("partnerPerson", "PartnerPerson", o => o.PartnerPersonId, "The partner's person who does it; null until one is named or accepts, and for a group's.").OnlyFor(Workers);
        order.One("offeredBy", "Staff", o => o.OfferedById, "Who offered it; null for what the platform did.").OnlyFor(Audience.Staff);
        order.Many<DispatchConflict>("conflicts", c => c.OrderId, "Times when it was displaced, oldest first.").OnlyFor(Audience.Staff);
        order.VisibleTo(Audience.Staff);
        order.VisibleTo(Audience.Partner, (o, actor) => o.PartnerId == actor.PartnerId);
        order.VisibleThrough("complaint", Audience.Customer);
    }
}
