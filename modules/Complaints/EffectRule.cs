using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>A version of how the effect of countermeasures is measured. Configuration, like procedures; a stage keeps the version that it began under.</summary>
internal sealed class EffectRule : IVersioned
{
    private EffectRule() { }

    public EffectRule(int version, int windowMonths, int lookEveryDays, decimal confidence, decimal regressionAbove, Guid? setById, DateTimeOffset validFrom) =>
        (Version, WindowMonths, LookEveryDays, Confidence, RegressionAbove, SetById, ValidFrom) = (version, windowMonths, lookEveryDays, confidence, regressionAbove, setById, validFrom);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public int Version { get; private set; }
    public int WindowMonths { get; private set; }
    public int LookEveryDays { get; private set; }
    public decimal Confidence { get; private set; }
    public decimal RegressionAbove { get; private set; }
    public DateTimeOffset ValidFrom { get; private set; }
    public DateTimeOffset? ValidTo { get; private set; }
    public Guid? SetById { get; private set; }

    public TimeSpan LookEvery => TimeSpan.FromDays(LookEveryDays);

    /// <inheritdoc/>
    public void EndAt(DateTimeOffset at) => ValidTo = at < ValidFrom ? ValidFrom : at;

    /// <summary>The latest version, of which the first came with the platform.</summary>
    public static Task<EffectRule> CurrentAsync(ComplaintsDb db, CancellationToken cancel) =>
        db.EffectRules.AsNoTracking().Where(r => r.ValidTo == null).OrderByDescending(r => r.Version).FirstAsync(cancel);

    internal static void Describe(EntityBuilder<EffectRule> rule)
    {
        rule.Is("A version of how the effect of countermeasures is measured, and when it has become worse than before.", null, "effectRules")
            .OrderedBy(r => r.ValidFrom, descending: true);
        rule.Field(r => r.Version, "Number of the version, from 1.");
        rule.Field(r => r.WindowMonths, "How many months before a stage, and how many in it, are compared at most.");
        rule.Field(r => r.LookEveryDays, "Every how many days it is looked whether the rate has become worse than before.");
        rule.Field(r => r.Confidence, "Confidence of the intervals, in percent.");
        rule.Field(r => r.RegressionAbove, "It has become worse where the lower end of the interval of CountermeasureEffect.rateRatio is above this, or that of change where there are no untreated properties.");
        rule.Field(r => r.ValidFrom, "From when on stages begin under it.");
        rule.Field(r => r.ValidTo, "From when on they begin under a later version; null while it is the latest.");
        rule.One("setBy", "Staff", r => r.SetById, "Who set it; null for what came with the platform.");
        rule.VisibleTo(Audience.Staff);
    }
}

/// <summary>A rule to start with: up to a year, looked at every week.</summary>
internal static class FirstEffectRule
{
    public static async Task Seed(ComplaintsDb db, CancellationToken cancel)
    {
        if (await db.EffectRules.AnyAsync(cancel)) return;
        db.Add(new EffectRule(1, 12, 7, 95, 1, null, new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        await db.SaveChangesAsync(cancel);
    }
}
