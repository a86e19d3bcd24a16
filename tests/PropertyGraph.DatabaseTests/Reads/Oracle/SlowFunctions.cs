using System.Globalization;
using PropertyGraph.Complaints;
using PropertyGraph.Customers;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>The functions of the modules' databases once more, in C#, over all rows.</summary>
internal static class SlowFunctions
{
    public static Func<string, object?[], object?> Of(SlowRows rows) => (name, arguments) => name switch
    {
        nameof(ComplaintsDb.CountermeasureCounts) => Counts(rows, (Guid)arguments[0]!, (DateTimeOffset)arguments[1]!),
        _ => throw new NotSupportedException($"Teach the slow executor {name}."),
    };

    /// <summary>One property after the other, one complaint after the other.</summary>
    private static string? Counts(SlowRows rows, Guid key, DateTimeOffset now)
    {
        IEnumerable<T> All<T>() => rows.Of(rows.Model.Entities[typeof(T).Name]).Cast<T>();
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
