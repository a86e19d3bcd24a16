using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;
using PropertyGraph.Schema;
using static PropertyGraph.Complaints.CountermeasureStatus;

namespace PropertyGraph.Complaints;

/// <summary>What can be decided about a countermeasure.</summary>
internal enum CountermeasureStep
{
    Advance,
    StepBack,
    Reject,
    HandOver,
}

/// <summary>Which decision leads from which stage to which.</summary>
internal static class CountermeasureLifecycle
{
    public static CountermeasureStatus? Next(CountermeasureStep step, CountermeasureStatus status) => (step, status) switch
    {
        (CountermeasureStep.Advance, Proposed) => Trial,
        (CountermeasureStep.Advance, Trial) => Pilot,
        (CountermeasureStep.Advance, Pilot) => Standard,
        (CountermeasureStep.StepBack, Standard) => Pilot,
        (CountermeasureStep.StepBack, Pilot) => Trial,
        (CountermeasureStep.StepBack, Trial) => Proposed,
        // What is done everywhere is given up step by step.
        (CountermeasureStep.Reject, Proposed or Trial or Pilot) => Rejected,
        // It is somebody else's, at the same stage.
        (CountermeasureStep.HandOver, not Rejected) => status,
        _ => null,
    };

    public static IEnumerable<CountermeasureStep> Possible(CountermeasureStatus status) => Enum.GetValues<CountermeasureStep>().Where(s => Next(s, status) is not null);

    public static string MutationOf(CountermeasureStep step) => $"{Names.Camel(step.ToString())}Countermeasure";

    /// <summary>Whether it is tried somewhere at this stage.</summary>
    public static bool IsTried(CountermeasureStatus status) => status is Trial or Pilot or Standard;

    /// <summary>Loads a countermeasure with its present stage for a decision, as far as it is possible now.</summary>
    /// <param name="version">The version that the caller has read.</param>
    public static async Task<(Countermeasure Countermeasure, Fault? Fault)> BeginGateAsync(this ComplaintsDb db, Guid id, CountermeasureStep step, int version, CancellationToken cancel)
    {
        if (await db.FindVisibleAsync<Countermeasure>(id, cancel) is not { } it) return (null!, new NotFound("There is no such countermeasure, or none that you may see.", ["countermeasure"]));
        var state = Names.Screaming(it.Status.ToString());
        if (version != it.Version) return (it, new CountermeasureChanged($"The countermeasure was changed since version {version} was read: it is {state} now. Read it again.", it.Version, state, ["version"]));
        if (Next(step, it.Status) is null)
        {
            IReadOnlyList<string> possible = [.. Possible(it.Status).Select(MutationOf)];
            return (it, new StepNotAllowed($"The countermeasure is {state}: {MutationOf(step)} is not possible now. Possible: {string.Join(", ", possible.DefaultIfEmpty("nothing"))}.", state, possible, ["countermeasure"]));
        }
        await db.Entry(it).Collection(m => m.Owners).Query().Where(o => o.To == null).LoadAsync(cancel);
        await db.Entry(it).Collection(m => m.Stages).Query().Include(s => s.Sites).Where(s => s.To == null).LoadAsync(cancel);
        return (it, null);
    }

    /// <summary>Takes a decision that was checked, with the effect of the stage that it ends.</summary>
    public static async Task DecideAsync(this ComplaintsDb db, Countermeasure it, CountermeasureStep step, GateDecision decision, DateTimeOffset now, CancellationToken cancel)
    {
        var measured = await db.CountAsync(it.StageId, now, cancel);
        db.Unschedule(ComplaintsDb.EffectTimer, it.StageId);
        var rule = IsTried(Next(step, it.Status)!.Value) ? await EffectRule.CurrentAsync(db, cancel) : null;
        var stage = it.Take(step, decision, measured, rule, now);
        db.Add(stage);
        if (rule is not null) db.Schedule(ComplaintsDb.EffectTimer, stage.Id, now + rule.LookEvery);
    }
}

[Describes("Something that can be decided about a countermeasure now.")]
internal sealed record CountermeasureAction(
    [Describes("Name of the mutation.")] string Mutation,
    [Describes("The stage that it leads to; the present one where only its owner changes.")] CountermeasureStatus To,
    [Describes("Positions of staff that may decide it, by the company's rights.")] IReadOnlyList<string> By,
    [Describes("Whether the reader may.")] bool IsMine,
    [Describes("Whether it is asked for: the rate of complaints became worse than before.")] bool IsAskedFor)
{
    /// <summary>All that <see cref="Of"/> needs, as one text: stage, whether it regressed, who asks, by which rights.</summary>
    public static readonly Expression<Func<Countermeasure, Actor, string>> Key = (m, actor) =>
        (m.Status == Proposed ? "Proposed" : m.Status == Trial ? "Trial" : m.Status == Pilot ? "Pilot" : m.Status == Standard ? "Standard" : "Rejected")
        + "#" + (m.RegressedAt == null ? "" : "regressed") + "#" + actor.Role + "#" + actor.Id + "#" + ComplaintsDb.CallerFacts(actor.Role, actor.Id);

    public static ValueTask<IReadOnlyList<IReadOnlyList<CountermeasureAction>>> Of(IReadOnlyList<string> keys, CancellationToken cancel) => new([.. keys.Select(Of)]);

    private static IReadOnlyList<CountermeasureAction> Of(string key)
    {
        var parts = key.Split('#', 5);
        var caller = Facts.Caller(parts[2], parts[3], parts[4]);
        var status = Enum.Parse<CountermeasureStatus>(parts[0]);
        return [.. CountermeasureLifecycle.Possible(status).Select(step =>
        {
            var mutation = CountermeasureLifecycle.MutationOf(step);
            var by = caller.WhoMay(mutation);
            return new CountermeasureAction(mutation, CountermeasureLifecycle.Next(step, status)!.Value, by, by.Contains(caller.Role), step == CountermeasureStep.StepBack && parts[1].Length > 0);
        })];
    }
}

/// <summary>What was read is not what would be decided on.</summary>
[Describes("The countermeasure was changed since it was read; its present stage is told.")]
internal sealed record CountermeasureChanged(
    string Message,
    [property: Describes("The version that it has now.")] int Version,
    [property: Describes("Stage that it is at now, as CountermeasureStatus spells it.")] string State,
    IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-COUNTERMEASURE-CHANGED", Message, Path);
