using PropertyGraph.Access;
using PropertyGraph.Events;
using PropertyGraph.Plans;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.Execution;

/// <summary>How the changes of a live view are read.</summary>
internal sealed record ViewPlan(SubscriptionField Field, string Key, ChangePlan Change, CompiledPlan Compiled);

/// <summary>What views must have in common to read the same of a change: the plan, and all values that fill it but the row and the moment.</summary>
/// <param name="Values">The variables and the actor's claims, as text.</param>
internal sealed record ViewGroup(ViewPlan Plan, CostMode Cost, string Values);

/// <summary>One subscriber's view.</summary>
/// <param name="cost">What each change costs, where the subscriber wants to know.</param>
/// <param name="after">The place to go on after; null for now.</param>
internal sealed class LiveView(ViewGroup group, Operation operation, Actor actor, CostReport? cost, LogPosition? after)
{
    private const int MaximumRemembered = 10_000;

    /// <summary>Rows that this subscriber was shown; false for those whose leaving was told.</summary>
    private readonly Dictionary<Guid, bool> shown = [];
    private readonly RowJudge judge = new(actor);

    /// <summary>Whether a row that is not remembered may have been shown before: after a resumption, or when too many were shown to remember.</summary>
    private bool mayHaveShownOthers = after is not null;

    public ViewGroup Group => group;
    public ViewPlan Plan => group.Plan;
    public Operation Operation => operation;
    public Actor Actor => actor;
    public CostReport? Cost => cost;
    public LogPosition? After => after;

    /// <summary>When the rows were read that it was shown last, as a timestamp: what it is shown next is no older.</summary>
    public long ReadAt { get; set; }

    /// <summary>Whether the subscriber may know who did it.</summary>
    public bool MayKnowActor(LoggedEvent happened) => happened.ActorId is { } id && (actor.Audience is Audience.Staff or Audience.System || actor.Id == id);

    /// <summary>What the change is to this subscriber, or null where it is nothing.</summary>
    public string? KindFor(LoggedEvent happened, bool visible, bool matching)
    {
        if (matching)
        {
            Remember(happened.Subject, true);
            return happened.Kind;
        }
        if (visible) return Leaves(happened) ? SubscriptionTypes.NoLongerMatching : null;
        // The row is read as it is now: a later event may have hidden it, and that one tells so, once.
        if (!Sees(happened.Before) || Sees(happened.After)) return null;
        return Plan.Change.Matching is null || Leaves(happened) ? SubscriptionTypes.NoLongerVisible : null;
    }

    private bool Sees(IReadOnlyDictionary<string, object?>? keys) => keys is not null && judge.Sees(Plan.Change.Visible.Rows.Entity, keys);

    /// <summary>Whether a row that is not in the view now was in it, and nobody has told its leaving yet.</summary>
    private bool Leaves(LoggedEvent happened)
    {
        // A row that is new can't have been shown before.
        var left = shown.TryGetValue(happened.Subject, out var was) ? was : mayHaveShownOthers && happened.Before is not null;
        if (mayHaveShownOthers) Remember(happened.Subject, false);
        else shown.Remove(happened.Subject);
        return left;
    }

    private void Remember(Guid subject, bool isShown)
    {
        if (Plan.Change.Matching is null) return;
        if (shown.Count >= MaximumRemembered && !shown.ContainsKey(subject))
        {
            shown.Clear();
            mayHaveShownOthers = true;
        }
        shown[subject] = isShown;
    }
}
