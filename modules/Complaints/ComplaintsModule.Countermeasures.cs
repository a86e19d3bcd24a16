using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>Causes and what is done about them.</summary>
public sealed partial class ComplaintsModule
{
    private static void ConfigureCauses(ModuleBuilder module)
    {
        module.Entity<Cause>(Cause.Describe);
        module.Entity<Countermeasure>(Countermeasure.Describe);
        module.Entity<CountermeasureStage>(CountermeasureStage.Describe);
        module.Entity<CountermeasureOwner>(CountermeasureOwner.Describe);
        module.Entity<CountermeasureSite>(CountermeasureSite.Describe);
        module.Entity<EffectRule>(EffectRule.Describe);
        module.Entity<Improvement>(Improvement.Describe);
        module.Commands(
            SetCause.Handle, ProposeCountermeasure.Handle, AdvanceCountermeasure.Handle, StepBackCountermeasure.Handle, RejectCountermeasure.Handle, HandOverCountermeasure.Handle, SetEffectRule.Handle,
            PlanImprovement.Handle, CompleteImprovement.Handle, DropImprovement.Handle);
        module.Events(
            typeof(CauseSet), typeof(CountermeasureProposed), typeof(CountermeasureAdvanced), typeof(CountermeasureSteppedBack), typeof(CountermeasureRejected), typeof(CountermeasureHandedOver),
            typeof(CountermeasureRegressed), typeof(EffectRuleSet), typeof(ImprovementPlanned), typeof(ImprovementCompleted), typeof(ImprovementDropped), typeof(ImprovementHandedOver), typeof(ImprovementDue));
        module.Timer(ComplaintsDb.EffectTimer, WatchCountermeasure.Handle);
        module.Timer(ComplaintsDb.ImprovementTimer, RemindOfImprovement.Handle);
        module.Seed(FirstCauses.Seed);
        module.Seed(FirstEffectRule.Seed);
        module.Subscription<Countermeasure>("countermeasureChanged", "Countermeasures as they are proposed, decided on and found to have regressed.");
        module.Subscription<Improvement>("improvementChanged", "Improvements as they are planned, handed over, due and ended.");

        var staff = module.Extend("Staff");
        staff.Many<Countermeasure>("countermeasures", m => m.OwnerId, "Countermeasures that the person answers for.").OnlyFor(Audience.Staff);
        staff.Many<Improvement>("improvements", i => i.OwnerId, "Improvements that the person makes or made, by the time at which they are due.").OnlyFor(Audience.Staff);
        module.Extend("Property").Many<CountermeasureSite>("countermeasureSites", s => s.PropertyId, "Stages of countermeasures that are or were tried here.").OnlyFor(Audience.Staff);
    }
}
