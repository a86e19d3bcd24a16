using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>A time that a countermeasure spent at a stage, and the decision that brought it there.</summary>
internal sealed class CountermeasureStage
{
    private CountermeasureStage() { }

    public CountermeasureStage(Countermeasure countermeasure, CountermeasureStatus status, GateDecision decision, string? measured, Guid? ruleId, DateTimeOffset from)
    {
        (CountermeasureId, Countermeasure, Status, From, RuleId) = (countermeasure.Id, countermeasure, status, from, ruleId);
        (OwnerId, Evidence, DecidedById, Measured) = (decision.Owner, decision.Evidence.Trim(), decision.By, measured);
        Sites.AddRange(decision.Properties.Select(p => new CountermeasureSite(this, p)));
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid CountermeasureId { get; private set; }
    public Countermeasure? Countermeasure { get; private set; }
    public CountermeasureStatus Status { get; private set; }
    public DateTimeOffset From { get; private set; }
    public DateTimeOffset? To { get; private set; }
    public Guid OwnerId { get; private set; }
    public string Evidence { get; private set; } = "";
    public Guid? DecidedById { get; private set; }
    /// <summary>Effect of the stage before, at the moment of the decision, see <see cref="CountermeasureEffect"/>.</summary>
    public string? Measured { get; private set; }
    public Guid? RuleId { get; private set; }
    public DateTimeOffset? RegressedAt { get; private set; }
    public List<CountermeasureSite> Sites { get; private set; } = [];

    public void End(DateTimeOffset at) => To = at;

    public void PassOn(Guid owner) => OwnerId = owner;

    public void Regressed(DateTimeOffset at) => RegressedAt = at;

    internal static void Describe(EntityBuilder<CountermeasureStage> stage)
    {
        stage.Is("A time that a countermeasure spent at a stage, with the decision that brought it there.", null, null)
            .OrderedBy(s => s.From);
        stage.Field(s => s.Status, "Which stage.");
        stage.Field(s => s.From, "When it began.");
        stage.Field(s => s.To, "When it ended; null while it lasts.");
        stage.Field(s => s.Evidence, "What spoke for the decision.");
        stage.Field(s => s.RegressedAt, "When the rate of complaints was found to have become worse than before; null where it was not.");
        stage.Resolve<string, CountermeasureEffect>("measured", s => s.Measured!, CountermeasureEffect.Of, "The effect of the stage before as it was measured at the decision; null where it was tried nowhere before.");
        stage.Resolve<string, CountermeasureEffect>("effect", s => ComplaintsDb.CountermeasureCounts(s.Id, Clock.Now)!, CountermeasureEffect.Of, "What it has done to the rate of complaints until its end or now; null where it is tried nowhere.").Weighs(20);
        stage.One("countermeasure", "Countermeasure", s => s.CountermeasureId, "The countermeasure.");
        stage.One("owner", "Staff", s => s.OwnerId, "The one person who answers or answered for it.");
        stage.One("decidedBy", "Staff", s => s.DecidedById, "Who decided; null for what the platform did.");
        stage.One("rule", "EffectRule", s => s.RuleId, "The version of the rule by which its effect is measured; null where it is tried nowhere.");
        stage.Many<CountermeasureSite>("sites", s => s.StageId, "The properties in which it is or was tried.");
        stage.VisibleTo(Audience.Staff);
    }
}

/// <summary>A property in which a countermeasure is tried at a stage.</summary>
internal sealed class CountermeasureSite
{
    private CountermeasureSite() { }

    public CountermeasureSite(CountermeasureStage stage, Guid propertyId) => (StageId, Stage, PropertyId) = (stage.Id, stage, propertyId);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid StageId { get; private set; }
    public CountermeasureStage? Stage { get; private set; }
    public Guid PropertyId { get; private set; }

    internal static void Describe(EntityBuilder<CountermeasureSite> site)
    {
        site.Is("A property in which a countermeasure is or was tried at a stage.", null, null);
        site.One("stage", "CountermeasureStage", s => s.StageId, "The stage.");
        site.One("property", "Property", s => s.PropertyId, "The property.");
        site.VisibleTo(Audience.Staff);
    }
}
