using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>What is done about a cause: tried in a few places, then in more, then everywhere, or given up. Each time that it spent at a stage is a <see cref="CountermeasureStage"/>.</summary>
internal sealed class Countermeasure
{
    private Countermeasure() { }

    public Countermeasure(Cause cause, string title, string description, Guid ownerId, string evidence, Guid? proposedById, DateTimeOffset at)
    {
        (CauseId, Title, Description, OwnerId, ProposedAt) = (cause.Id, title.Trim(), description.Trim(), ownerId, at);
        Begin(CountermeasureStatus.Proposed, new([], ownerId, evidence, proposedById), null, null, at);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid CauseId { get; private set; }
    public string Title { get; private set; } = "";
    public string Description { get; private set; } = "";
    public CountermeasureStatus Status { get; private set; }
    /// <summary>Of the present stage, like <see cref="RegressedAt"/>: kept here too, so that lists need no way through the stages.</summary>
    public Guid OwnerId { get; private set; }
    public DateTimeOffset ProposedAt { get; private set; }
    public DateTimeOffset? RegressedAt { get; private set; }
    /// <summary>Key of the present stage, of which there is exactly one.</summary>
    public Guid StageId { get; private set; }
    /// <summary>Counts the changes: two at the same time collide on it, and the later one is run again on what the first left behind.</summary>
    public int Version { get; private set; }
    public List<CountermeasureStage> Stages { get; private set; } = [];
    public List<CountermeasureOwner> Owners { get; private set; } = [];

    public static InputChecks Check(string title, string description) => new InputChecks()
        .Text("title", title, 200)
        .Text("description", description, 4000);

    /// <summary>Takes it from one stage to another. It needs the present one in <see cref="Stages"/>, and the present one in <see cref="Owners"/>.</summary>
    /// <param name="measured">Effect of the stage that ends, as <see cref="CountermeasureEffect"/> reads it; null where it was tried nowhere.</param>
    /// <param name="rule">The version of the rule that the next stage is under.</param>
    public CountermeasureStage Take(CountermeasureStep step, GateDecision decision, string? measured, EffectRule? rule, DateTimeOffset at)
    {
        var next = CountermeasureLifecycle.Next(step, Status) ?? throw new InvalidOperationException($"{step} of a countermeasure that is {Status}.");
        Stages.Single(s => s.To is null).End(at);
        return Begin(next, decision, measured, rule, at);
    }

    /// <summary>Gives it to somebody else, who answers for it in the same stage. It needs the same as <see cref="Take"/>.</summary>
    public void PassOn(Guid owner, string? reason, Guid? by, DateTimeOffset at)
    {
        OwnedBy(owner, reason, by, at);
        Stages.Single(s => s.To is null).PassOn(owner);
        Version++;
    }

    public void Regressed(DateTimeOffset at)
    {
        RegressedAt = at;
        Stages.Single(s => s.To is null).Regressed(at);
        Version++;
    }

    private CountermeasureStage Begin(CountermeasureStatus status, GateDecision decision, string? measured, EffectRule? rule, DateTimeOffset at)
    {
        var stage = new CountermeasureStage(this, status, decision, measured, rule?.Id, at);
        Stages.Add(stage);
        OwnedBy(decision.Owner, null, decision.By, at);
        (Status, RegressedAt, StageId) = (status, null, stage.Id);
        Version++;
        return stage;
    }

    private void OwnedBy(Guid owner, string? reason, Guid? by, DateTimeOffset at)
    {
        var present = Owners.Find(o => o.To is null);
        if (present?.StaffId == owner) return;
        present?.End(at);
        Owners.Add(new(this, owner, reason, by, at));
        OwnerId = owner;
    }

    internal static void Describe(EntityBuilder<Countermeasure> countermeasure)
    {
        countermeasure.Is("What is done about a cause, so that complaints of it become fewer.", "countermeasure", "countermeasures")
            .OrderedBy(m => m.ProposedAt, descending: true);
        countermeasure.Field(m => m.Title, "What is done, in one line.").Searchable();
        countermeasure.Field(m => m.Description, "What is done, and why it should help.").Searchable();
        countermeasure.Field(m => m.Status, "The stage that it has reached.");
        countermeasure.Field(m => m.ProposedAt, "When it was proposed.");
        countermeasure.Field(m => m.RegressedAt, "Since when the rate of complaints is known to have become worse than before the present stage, which asks for a step back; null where it is not.");
        countermeasure.Field(m => m.Version, "Counts the changes; a mutation names the one that was read, and fails where somebody was faster.");
        countermeasure.Field("isOpen", m => m.Status != CountermeasureStatus.Rejected, "Whether it was not rejected.");
        countermeasure.Resolve<string, IReadOnlyList<CountermeasureAction>>("nextActions", CountermeasureAction.Key, CountermeasureAction.Of, "What can be decided about it now, and by whom.");
        countermeasure.Resolve<string, CountermeasureEffect>("effect", m => ComplaintsDb.CountermeasureCounts(m.StageId, Clock.Now)!, CountermeasureEffect.Of, "What the present stage has done to the rate of complaints until now; null where it is tried nowhere.").Weighs(20);
        countermeasure.One("cause", "Cause", m => m.CauseId, "The cause.");
        countermeasure.One("owner", "Staff", m => m.OwnerId, "The one person who answers for it.");
        countermeasure.One("stage", "CountermeasureStage", m => m.StageId, "The present stage.");
        countermeasure.Many<CountermeasureOwner>("owners", o => o.CountermeasureId, "Everybody who answered for it and when, oldest first.");
        countermeasure.Many<CountermeasureStage>("stages", s => s.CountermeasureId, "Every time that it spent at a stage, oldest first.");
        countermeasure.VisibleTo(Audience.Staff);
    }
}

/// <summary>What is decided at a gate.</summary>
/// <param name="Properties">Keys of the properties in which it is tried from then on.</param>
/// <param name="Owner">Key of the one who answers for it from then on.</param>
/// <param name="Evidence">What speaks for the decision.</param>
/// <param name="By">Key of who decided; null for the platform.</param>
internal sealed record GateDecision(IReadOnlyCollection<Guid> Properties, Guid Owner, string Evidence, Guid? By);

[Describes("The stage that a countermeasure has reached.")]
internal enum CountermeasureStatus
{
    [Describes("Somebody thinks that it would help; it is tried nowhere.")]
    Proposed,
    [Describes("It is tried in a few properties.")]
    Trial,
    [Describes("It is tried in more properties than at first.")]
    Pilot,
    [Describes("It is how things are done wherever the cause comes up.")]
    Standard,
    [Describes("It was given up.")]
    Rejected,
}
