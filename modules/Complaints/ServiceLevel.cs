using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>How fast complaints are to be resolved. Configuration: rows that a company changes, not constants.</summary>
internal sealed class ServiceLevel
{
    private ServiceLevel() { }

    public ServiceLevel(Guid? categoryId, ComplaintSeverity severity, int resolveWithinHours, bool pausesOnHold)
    {
        (CategoryId, Severity) = (categoryId, severity);
        Promise(resolveWithinHours, pausesOnHold);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid? CategoryId { get; private set; }
    public Category? Category { get; private set; }
    public ComplaintSeverity Severity { get; private set; }
    public int ResolveWithinHours { get; private set; }
    public bool PausesOnHold { get; private set; }

    public void Promise(int resolveWithinHours, bool pausesOnHold) => (ResolveWithinHours, PausesOnHold) = (resolveWithinHours, pausesOnHold);

    internal static void Describe(EntityBuilder<ServiceLevel> level)
    {
        level.Is("How fast complaints of a severity, and perhaps of one category, are to be resolved.", null, "serviceLevels")
            .OrderedBy(s => s.Severity);
        level.Field(s => s.Severity, "For which severity.");
        level.Field(s => s.ResolveWithinHours, "Hours from filing or reopening to the due time.");
        level.Field(s => s.PausesOnHold, "Whether a hold stops the clock.");
        level.One("category", "Category", s => s.CategoryId, "For which category and those under it; null for all that have none of their own.");
        level.VisibleTo(Audience.Staff);
    }
}
