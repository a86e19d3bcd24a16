using PropertyGraph.Modules;

namespace Visitors;

/// <summary>Who is expected to visit a customer, so that reception lets them in.</summary>
public sealed class VisitorsModule : IModule
{
    public string Name => "visitors";

    public IReadOnlyList<string> DependsOn => ["customers"];

    public void Configure(ModuleBuilder module)
    {
        module.Database<VisitorsDb>();
        module.Entity<Visit>(Visit.Describe);
        module.Extend("Customer").Many<Visit>("visits", v => v.CustomerId, "Visitors whom the customer expects or expected, latest day first.");
        module.Commands(AnnounceVisit.Handle);
        module.Events(typeof(VisitAnnounced));
        module.Subscription<Visit>("visitChanged", "Visits as they are announced.");
    }
}
