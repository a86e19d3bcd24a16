using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>Figures of one complaint, from which the lists' aggregates make indicators.</summary>
internal sealed partial class Complaint
{
    private static void DescribeFigures(EntityBuilder<Complaint> complaint)
    {
        complaint.Field("timeToAcknowledge", c => c.AcknowledgedAt - c.FiledAt, "From filing to acknowledgement, every hour counted; null before.");
        complaint.Field("timeToResolve", c => c.ResolvedAt - c.FiledAt, "From filing to the resolution that holds, every hour counted, those before a reopening too; null while there is none.");
        complaint.Field("isReopened", c => c.ReopenCount > 0, "Whether it was ever reopened.");
        complaint.Field("isLate",
            c => c.ResolvedAt != null
                ? c.ResolvedAt > c.DueAt
                : c.Status != ComplaintStatus.Closed && c.Status != ComplaintStatus.Withdrawn && c.Status != ComplaintStatus.Merged
                    && c.DueAt < Clock.Now && (c.HeldAt == null || !c.PausesOnHold || c.DueAt < c.HeldAt),
            "Whether it was resolved after its due time, or is overdue now.");
        complaint.Field("hasBounced", c => c.BounceCount > 0, "Whether it came back since a ruling, if any: refused, or given to somebody who had answered for it before.").OnlyFor(Audience.Staff);
        complaint.Field("expectedCost", c => c.EmergencyMeasures.Sum(m => m.ExpectedCost), "What its emergency measures were expected to cost, in the company's currency; 0 where nobody said.").OnlyFor(Audience.Staff);
        complaint.Field("actualCost", c => c.EmergencyMeasures.Sum(m => m.ActualCost), "What its emergency measures cost as far as they are completed, in the company's currency.").OnlyFor(Audience.Staff);
        complaint.Field("expectedLoss", c => c.Decisions.Where(d => d.CentreSignedAt != null && d.DepartmentSignedAt != null && d.SupersededAt == null).Max(d => d.ExpectedLoss),
            "What the decision that holds expected it to cost, in the company's currency; null where there is none, or it does not say.").OnlyFor(Audience.Staff);
        complaint.Field(c => c.ActualLoss, "What it cost in the end, in the company's currency, as told with its resolution; null before, and where nobody said.").OnlyFor(Audience.Staff);
    }
}
