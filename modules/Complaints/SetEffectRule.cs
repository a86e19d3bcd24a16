using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A new version of how the effect of countermeasures is measured.")]
internal sealed record SetEffectRule(
    [Describes("How many months before a stage, and how many in it, are compared at most, from 1 to 12.")] int WindowMonths,
    [Describes("Every how many days it is looked whether the rate has become worse than before, from 1 to 90.")] int LookEveryDays,
    [Describes("Confidence of the intervals in percent, from 50 to 99.9 with at most one decimal; 95 where left out.")] decimal? Confidence = null,
    [Describes("The ratio that the whole interval must be above for a regression, from 1 to 10 with at most two decimals; 1 where left out.")] decimal? RegressionAbove = null)
{
    [Allow(Position.Director, Position.Administrator)]
    [Describes("Sets how the effect of countermeasures is measured in stages that begin from now on. Stages that run keep the version that they began under.")]
    public static async Task<Outcome<EffectRule>> Handle(SetEffectRule input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (confidence, above) = (input.Confidence ?? 95, input.RegressionAbove ?? 1);
        var checks = new InputChecks()
            .Rule(input.WindowMonths is >= 1 and <= 12, "Give between 1 and 12 months.", "windowMonths")
            .Rule(input.LookEveryDays is >= 1 and <= 90, "Give between 1 and 90 days.", "lookEveryDays")
            .Rule(confidence is >= 50 and <= 99.9m && decimal.Round(confidence, 1) == confidence, "Give between 50 and 99.9 percent, with at most one decimal.", "confidence")
            .Rule(above is >= 1 and <= 10 && decimal.Round(above, 2) == above, "Give between 1 and 10, with at most two decimals.", "regressionAbove");
        if (checks.Failed) return Outcome<EffectRule>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        var version = await db.EffectRules.EndAsync(now, cancel);
        var rule = new EffectRule(version, input.WindowMonths, input.LookEveryDays, confidence, above, actor.StaffIdOrNull, now);
        db.Add(rule);
        return Outcome<EffectRule>.Of(rule.Id, new EffectRuleSet(rule.Id, rule.Version));
    }
}

[EventOf("EffectRule", "SET", "A version of the rule was set.", StaffOnly = true)]
internal sealed record EffectRuleSet(Guid EffectRule, int Version) : IEvent
{
    public Guid Subject => EffectRule;
}
