using Microsoft.EntityFrameworkCore;
using PropertyGraph.Events;

namespace PropertyGraph.Complaints;

/// <summary>
/// Looks again and again whether the rate of complaints has become worse than before a stage, and tells it once for each stage. After downtime the next look comes after now: what was missed would
/// have seen less than this one.
/// </summary>
internal static class WatchCountermeasure
{
    public static async Task<Reaction> Handle(TimerFired timer, ComplaintsDb db, TimeProvider time, CancellationToken cancel)
    {
        var stage = await db.CountermeasureStages.Include(s => s.Countermeasure).SingleOrDefaultAsync(s => s.Id == timer.Key, cancel);
        if (stage is not { To: null, RegressedAt: null } || await db.EffectRules.FindAsync([stage.RuleId], cancel) is not { } rule) return Reaction.None;
        var now = time.GetUtcNow();
        if (await db.CountAsync(stage.Id, now, cancel) is { } counts && CountermeasureEffect.Of(counts).IsWorseThan((double)rule.RegressionAbove))
        {
            stage.Countermeasure!.Regressed(now);
            return Reaction.Of(new CountermeasureRegressed(stage.CountermeasureId, stage.Id, stage.Status, stage.OwnerId));
        }
        var next = timer.Due + rule.LookEvery;
        while (next <= now) next += rule.LookEvery;
        db.Schedule(ComplaintsDb.EffectTimer, stage.Id, next);
        return Reaction.None;
    }
}

[EventOf("Countermeasure", "REGRESSED", "The rate of complaints became worse than before the stage: it asks for a step back.", StaffOnly = true)]
internal sealed record CountermeasureRegressed(Guid Countermeasure, Guid Stage, CountermeasureStatus Status, Guid Owner) : IEvent
{
    public Guid Subject => Countermeasure;
}
