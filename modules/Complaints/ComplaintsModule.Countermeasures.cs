using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>Causes and what is done about them.</summary>
public sealed partial class ComplaintsModule
{
    private static void ConfigureCauses(ModuleBuilder module)
    {
        module.Entity<Cause>(Cause.Describe);
        module.Commands(SetCause.Handle);
        module.Events(typeof(CauseSet));
        module.Seed(FirstCauses.Seed);
    }
}
