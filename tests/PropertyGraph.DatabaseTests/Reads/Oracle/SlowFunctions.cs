using System.Globalization;
using PropertyGraph.Complaints;
using PropertyGraph.Customers;
using PropertyGraph.Organization;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>The functions of the modules' databases once more, in C#, over all rows.</summary>
internal static class SlowFunctions
{
    public static Func<string, object?[], object?> Of(SlowRows rows) => (name, arguments) => name switch
    {
        nameof(ComplaintsDb.CountermeasureCounts) => Counts(rows, (Guid)arguments[0]!, (DateTimeOffset)arguments[1]!),
        nameof(ComplaintsDb.CallerFacts) => Caller(rows, (string)arguments[0]!, (Guid)arguments[1]!),
        nameof(ComplaintsDb.ComplaintFacts) => OfComplaint(rows, (Guid)arguments[0]!, (string)arguments[1]!, (Guid)arguments[2]!),
        nameof(ComplaintsDb.OrderFacts) => Facts.Write(Order(rows.All<DispatchOrder>().Single(o => o.Id == (Guid)arguments[0]!))),
        nameof(ComplaintsDb.HandOverFacts) => Offer(rows.All<HandOver>().Single(h => h.Id == (Guid)arguments[0]!)) is { } offer ? Facts.Write(offer) : "",
        _ => throw new NotSupportedException($"Teach the slow executor {name}."),
    };

    private static string Caller(SlowRows rows, string role, Guid who) => role is "CUSTOMER" or "PARTNER" or "ANONYMOUS" or "SYSTEM" ? "{}" : Facts.Write(new CallerFacts(
        rows.All<Staff>().SingleOrDefault(s => s.Id == who)?.DepartmentId, rows.All<Department>().SingleOrDefault(d => d.Code == "SERVICE_CENTRE")?.Id,
        rows.All<Right>().Where(r => r is { ValidTo: null, IsDefault: false }).ToDictionary(r => r.Mutation, IReadOnlyList<string> (r) => [.. r.Positions.Select(p => Names.Screaming(p.ToString()))])));

    private static string OfComplaint(SlowRows rows, Guid key, string role, Guid who)
    {
        var complaint = rows.All<Complaint>().Single(c => c.Id == key);
        var isStaff = role is not ("CUSTOMER" or "PARTNER" or "ANONYMOUS");
        var decision = rows.All<Decision>().Where(d => d.ComplaintId == key && d.SupersededAt is null).MaxBy(d => d.Version);
        return Facts.Write(new ComplaintFacts(
            key, complaint.Status, complaint.CustomerId is not null, isStaff ? complaint.AccountableId : null,
            isStaff && rows.All<EmergencyMeasure>().Any(m => m.ComplaintId == key && m.Kind != EmergencyMeasureKind.NotNeeded),
            isStaff && decision is not null ? new(decision.CentreId, decision.DepartmentId, decision.CentreSignedById, decision.DepartmentSignedById) : null,
            isStaff ? rows.All<HandOver>().Where(h => h.ComplaintId == key).Select(Offer).SingleOrDefault(o => o is not null) : null,
            [.. rows.All<DispatchOrder>().Where(o => o.ComplaintId == key && o.Status is not (DispatchStatus.Finished or DispatchStatus.Cancelled) && (isStaff || (role == "PARTNER" && o.PartnerId == who)))
                .OrderBy(o => o.WindowFrom).ThenBy(o => o.Id).Select(Order)]));
    }

    private static OrderFacts Order(DispatchOrder o) => new(o.Id, o.Status, o.DepartmentId, o.StaffId, o.PartnerId, o.OfferedById);

    private static HandOverFacts? Offer(HandOver h) => h.Status == HandOverStatus.Pending ? new(h.Id, h.ToId, h.ById) : null;

    private static IEnumerable<T> All<T>(this SlowRows rows) => rows.Of(rows.Model.Entities[typeof(T).Name]).Cast<T>();

    /// <summary>One property after the other, one complaint after the other.</summary>
    private static string? Counts(SlowRows rows, Guid key, DateTimeOffset now)
    {
        IEnumerable<T> All<T>() => rows.All<T>();
        var stage = All<CountermeasureStage>().Single(s => s.Id == key);
        if (stage.RuleId is null) return null;
        var rule = All<EffectRule>().Single(r => r.Id == stage.RuleId);
        var until = stage.To < now ? stage.To.Value : now;
        var most = TimeSpan.FromSeconds(rule.WindowMonths * CountermeasureEffect.MonthSeconds);
        var span = until - stage.From < most ? until - stage.From : most;
        var (before, after) = ((From: stage.From - span, To: stage.From), (From: until - span, To: until));

        var cause = All<Countermeasure>().Single(m => m.Id == stage.CountermeasureId).CauseId;
        var treated = All<CountermeasureSite>().Where(s => s.StageId == key).Select(s => s.PropertyId).ToHashSet();
        var elsewhere = All<CountermeasureStage>().Where(s => s.CountermeasureId == stage.CountermeasureId && s.From < after.To && !(s.To <= before.From)).Select(s => s.Id).ToHashSet();
        var touched = All<CountermeasureSite>().Where(s => elsewhere.Contains(s.StageId)).Select(s => s.PropertyId).ToHashSet();

        (int Count, decimal Seconds) Cell(bool isTreated, (DateTimeOffset From, DateTimeOffset To) time)
        {
            var (count, seconds) = (0, 0m);
            foreach (var property in All<Property>().Where(p => treated.Contains(p.Id) ? isTreated : !isTreated && !touched.Contains(p.Id)))
            {
                var units = All<Unit>().Count(u => u.PropertyId == property.Id);
                if (units == 0) continue;
                var managed = property.ManagedSince is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : time.From;
                var from = managed > time.From ? managed : time.From;
                if (from > time.To) from = time.To;
                seconds += units * ((time.To - from).Ticks / (decimal)TimeSpan.TicksPerSecond);
                count += All<Complaint>().Count(c => c.PropertyId == property.Id && c.FiledAt >= from && c.FiledAt < time.To && c.Status is not (ComplaintStatus.Withdrawn or ComplaintStatus.Merged) && IsUnder(c.CauseId, cause));
            }
            return (count, seconds);
        }

        bool IsUnder(Guid? at, Guid above)
        {
            for (; at is { } id; at = All<Cause>().Single(c => c.Id == id).ParentId) if (id == above) return true;
            return false;
        }

        var cells = new[] { Cell(true, before), Cell(true, after), Cell(false, before), Cell(false, after) };
        return string.Join(' ', new[] { rule.Confidence, span.Ticks / (decimal)TimeSpan.TicksPerSecond }.Concat(cells.SelectMany(c => new[] { c.Count, c.Seconds })).Select(n => n.ToString(CultureInfo.InvariantCulture)));
    }
}
