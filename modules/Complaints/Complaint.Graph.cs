using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>What the graph shows of complaints, and to whom.</summary>
internal sealed partial class Complaint
{
    internal static void Describe(EntityBuilder<Complaint> complaint)
    {
        complaint.Is("An expression of dissatisfaction that asks for an answer.", "complaint", "complaints")
            .Lookup(c => c.Reference)
            .OrderedBy(c => c.FiledAt, descending: true)
            .DataSubject(c => c.CustomerId);
        DescribeFields(complaint);
        DescribeProcedure(complaint);
        DescribeFigures(complaint);
        DescribeRelations(complaint);
        complaint.VisibleTo(Audience.Staff);
        complaint.VisibleTo(Audience.Customer, (c, actor) => c.CustomerId == actor.CustomerId);
        complaint.VisibleTo(Audience.Partner, (c, actor) => c.PartnerId == actor.PartnerId);
    }

    private static void DescribeFields(EntityBuilder<Complaint> complaint)
    {
        complaint.Field(c => c.Reference, "Number that people use, such as C-2026-000123.").Searchable();
        complaint.Field(c => c.Title, "What it is about, in one line.").Personal().Searchable();
        complaint.Field(c => c.Description, "What happened, in the words of whoever filed it.").Personal().Searchable();
        complaint.Field(c => c.Channel, "How it reached the company.");
        complaint.Field(c => c.Severity, "How grave it is; decides the procedure and the deadline.");
        complaint.Field(c => c.Urgency, "How soon something has to be done, as staff judged it; changes neither procedure nor deadline. Null while nobody has said.").OnlyFor(Audience.Staff);
        complaint.Field(c => c.Status, "Where it is in its lifecycle.");
        complaint.Field(c => c.FiledAt, "When it was filed.");
        complaint.Field(c => c.AcknowledgedAt, "When receipt was confirmed and somebody was made accountable; null before.");
        complaint.Field(c => c.ResolvedAt, "When the work was done; null before, and again after reopening.");
        complaint.Field(c => c.ClosedAt, "When it was closed, withdrawn or merged; null before, and again after reopening.");
        complaint.Field(c => c.DueAt, "When it is to be resolved, by the service level of its severity and category; a hold that pauses the clock moves it.");
        complaint.Field(c => c.HeldAt, "Since when it is on hold; null while it is not.");
        complaint.Field(c => c.ReopenCount, "How often it was reopened.");
        complaint.Field(c => c.Resolution, "What was done, as told to the customer; null until it was first resolved.").Personal();
        complaint.Field("isOpen", Open, "Whether work remains to be done: neither resolved nor closed, withdrawn or merged.");
        complaint.Field("isOverdue",
            c => c.Status != ComplaintStatus.Resolved && c.Status != ComplaintStatus.Closed && c.Status != ComplaintStatus.Withdrawn && c.Status != ComplaintStatus.Merged
                && c.DueAt < Clock.Now && (c.HeldAt == null || !c.PausesOnHold || c.DueAt < c.HeldAt),
            "Whether it is open and past its due time. While a hold pauses the clock, it counts only if it was late before.");
        complaint.Field("isUnacknowledged", c => c.Status == ComplaintStatus.Filed, "Whether nobody has confirmed its receipt yet.");
        complaint.Field("isAnonymous", c => c.CustomerId == null, "Whether nobody is known to have filed it.");
    }

    private static void DescribeProcedure(EntityBuilder<Complaint> complaint)
    {
        complaint.Resolve<string, IReadOnlyList<NextAction>>("nextActions", NextAction.Key, NextAction.Of, "What can be done now about it, the offer to hand it over and its dispatch orders, who may, and what has to come before; others than staff learn what they may do themselves.").Weighs(5);
        complaint.Resolve<string, IReadOnlyList<ProcedureStep>>("missingSteps", ProcedureSteps.Key, ProcedureSteps.MissingAsync, "What its procedure still demands before it can be resolved and closed; empty where nothing is left.").OnlyFor(Audience.Staff);
        complaint.Resolve<string, IReadOnlyList<ProcedureStep>>("doneSteps", c => c.StepsDone, ProcedureSteps.Done, "What was done of the procedure since it was filed or reopened.").OnlyFor(Audience.Staff);
        complaint.Field(c => c.DuplicateCount, "How many complaints about the same thing were merged into it.").OnlyFor(Audience.Staff);
        complaint.Field(c => c.CosignerCount, "How many other customers joined it.");
        complaint.Field(c => c.Rating, "How well it was handled, from 1 (badly) to 5 (very well), as whoever filed it says; null before it was rated.");
        complaint.Field(c => c.RatingComment, "What was said with the rating; null for nothing.").Personal();
        complaint.Field(c => c.RatedAt, "When it was rated; null before.");
        complaint.One("procedure", "Procedure", c => c.ProcedureId, "The version of the procedure that it follows; null where there was none when it began.").OnlyFor(Audience.Staff);
        complaint.One("mergedInto", "Complaint", c => c.MergedIntoId, "The complaint that it goes on as a part of; null unless it was merged.");
        complaint.One("incident", "Incident", c => c.IncidentId, "The incident that it is one of many complaints about; null for none.").OnlyFor(Audience.Staff);
        complaint.Many<CustomerUpdate>("updates", u => u.ComplaintId, "What its customer was written about it, latest first.");
        complaint.Field(c => c.IsKeyAccount, "Whether its customer was a key account when it was filed.").OnlyFor(Audience.Staff);
        complaint.Field(c => c.ExposedRevenue, "What the company stood to lose with the key account when it was filed, in the currency of the customer's charges: the amounts, less credits, of the charges that had fallen due within twelve months; null where its customer was no key account. Customer.annualCharges is the same of now.").OnlyFor(Audience.Staff);
        complaint.Many<FeeDispute>("feeDisputes", d => d.ComplaintId, "Fees that are or were withheld because of it, latest first.").OnlyFor(Audience.Staff, Audience.Customer);
        complaint.One("serviceLevel", "ServiceLevel", c => c.ServiceLevelId, "The version of the service level that it is under; null where it began before they had versions.").OnlyFor(Audience.Staff);
        complaint.Many<ServiceClock>("clocks", c => c.ComplaintId, "The times that its service level puts to it, and how they were kept.").OnlyFor(Audience.Staff);
        complaint.Many<Escalation>("escalations", e => e.ComplaintId, "Who of the hierarchy was made aware of breaches, earliest first.").OnlyFor(Audience.Staff);
        complaint.Many<Complaint>("duplicates", c => c.MergedIntoId, "Complaints that were merged into it.").OnlyFor(Audience.Staff);
        complaint.Many<Investigation>("investigations", i => i.ComplaintId, "What was found on the spot and as the cause, oldest first.").OnlyFor(Audience.Staff);
        complaint.Many<EmergencyMeasure>("emergencyMeasures", m => m.ComplaintId, "What was done at once to keep the loss small, oldest first.").OnlyFor(Audience.Staff);
        complaint.Many<Improvement>("improvements", i => i.ComplaintId, "What is or was improved because of it, by the time at which it is due.").OnlyFor(Audience.Staff);
        complaint.Many<Decision>("decisions", d => d.ComplaintId, "Versions of what is to be done, oldest first.").OnlyFor(Audience.Staff);
        complaint.Many<Cosignature>("cosignatures", s => s.ComplaintId, "Who else joined it.").OnlyFor(Audience.Staff);
        complaint.Many<Grievance>("grievances", g => g.ComplaintId, "The grievance that it began as, if any.").OnlyFor(Audience.Staff);
        complaint.Many<ComplaintLink>("links", l => l.ComplaintId, "Complaints that it is tied to.").OnlyFor(Audience.Staff);
        complaint.Many<ComplaintLink>("linkedFrom", l => l.ToId, "Complaints that are tied to it.").OnlyFor(Audience.Staff);
    }

    private static void DescribeRelations(EntityBuilder<Complaint> complaint)
    {
        complaint.One("category", "Category", c => c.CategoryId, "What kind of complaint it is; null until somebody sorts it in.");
        complaint.One("cause", "Cause", c => c.CauseId, "Why it came up, by its latest cause analysis that names a cause; null before.").OnlyFor(Audience.Staff);
        complaint.One("customer", "Customer", c => c.CustomerId, "Whose complaint it is; null when it is anonymous.");
        complaint.One("unit", "Unit", c => c.UnitId, "Which unit it is about; null where none was named.");
        complaint.One("property", "Property", c => c.PropertyId, "Which property it is about; null where none was named.");
        complaint.One("department", "Department", c => c.DepartmentId, "Who works on it.");
        complaint.One("accountable", "Staff", c => c.AccountableId, "The one member of staff who answers for it; null before it is acknowledged.");
        complaint.One("partner", "Partner", c => c.PartnerId, "The partner that works on it too; null for none.");
        complaint.Many<ComplaintEvent>("events", e => e.ComplaintId, "What happened to it, oldest first.");
        complaint.Many<ComplaintAttachment>("attachments", a => a.ComplaintId, "Files about it, oldest first.");
        complaint.Many<Responsibility>("responsibilities", r => r.ComplaintId, "Who answered for it and when, oldest first.").OnlyFor(Audience.Staff);
        complaint.Many<HandOver>("responsibilityChain", h => h.ComplaintId, "Every time that it was given to somebody, accepted or not, oldest first.").OnlyFor(Audience.Staff);
        complaint.Many<DispatchOrder>("dispatchOrders", o => o.ComplaintId, "Work that was dispatched for it, by the time at which it is planned: when somebody comes.");
        complaint.Many<CoordinationCase>("coordinationCases", c => c.ComplaintId, "What department managers and customer director had to settle about it, latest first.").OnlyFor(Audience.Staff);
        complaint.Field(c => c.BounceCount, "How often it came back since a ruling, if any: refused, or given to somebody who had answered for it before.").OnlyFor(Audience.Staff);
    }
}
