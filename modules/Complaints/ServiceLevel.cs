using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>A version of how fast complaints are to be handled. Configuration: rows that a company sets anew, not constants; complaints keep the version that they began under.</summary>
internal sealed class ServiceLevel : IVersioned
{
    private ServiceLevel() { }

    public ServiceLevel(Guid? categoryId, ComplaintSeverity severity, int resolveWithinHours, bool pausesOnHold, bool forKeyAccounts = false, int version = 1, DateTimeOffset validFrom = default)
    {
        (CategoryId, Severity, ForKeyAccounts, Version, ValidFrom) = (categoryId, severity, forKeyAccounts, version, validFrom);
        (ResolveWithinHours, PausesOnHold) = (resolveWithinHours, pausesOnHold);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid? CategoryId { get; private set; }
    public Category? Category { get; private set; }
    public ComplaintSeverity Severity { get; private set; }
    public bool ForKeyAccounts { get; private set; }
    public int Version { get; private set; }
    public DateTimeOffset ValidFrom { get; private set; }
    public DateTimeOffset? ValidTo { get; private set; }
    public string? CalendarCode { get; private set; }
    public int? AcknowledgeWithinMinutes { get; private set; }
    public int? InvestigateWithinMinutes { get; private set; }
    public int ResolveWithinHours { get; private set; }
    public int? SilenceWithinMinutes { get; private set; }
    public int WarnAtPercent { get; private set; } = 80;
    public int? EscalateAfterMinutes { get; private set; }
    public bool PausesOnHold { get; private set; }
    public bool SilencePausesOnHold { get; private set; }

    /// <summary>What is promised beside the resolution, in minutes of the calendar; null where nothing is.</summary>
    public ServiceLevel Promising(int? acknowledge, int? investigate, int? silence, int? escalateAfter = null, int warnAtPercent = 80, bool silencePausesOnHold = false, string? calendarCode = null)
    {
        (AcknowledgeWithinMinutes, InvestigateWithinMinutes, SilenceWithinMinutes, EscalateAfterMinutes) = (acknowledge, investigate, silence, escalateAfter);
        (WarnAtPercent, SilencePausesOnHold, CalendarCode) = (warnAtPercent, silencePausesOnHold, calendarCode);
        return this;
    }

    /// <inheritdoc/>
    public void EndAt(DateTimeOffset at) => ValidTo = at < ValidFrom ? ValidFrom : at;

    public bool IsValidAt(DateTimeOffset at) => ValidFrom <= at && (ValidTo is null || at < ValidTo);

    internal static void Describe(EntityBuilder<ServiceLevel> level)
    {
        level.Is("A version of how fast complaints of a severity, and perhaps of one category or of key accounts, are to be handled. Complaints keep the version that was valid when they were filed or reopened.", null, "serviceLevels")
            .OrderedBy(s => s.Severity);
        level.Field(s => s.Severity, "For which severity.");
        level.Field(s => s.ForKeyAccounts, "Whether it is for key accounts only, for whom it comes before the one for everybody.");
        level.Field(s => s.Version, "Number of the version, from 1.");
        level.Field(s => s.ValidFrom, "From when on complaints begin under it.");
        level.Field(s => s.ValidTo, "From when on they begin under a later version; null while it is the latest.");
        level.Field(s => s.CalendarCode, "The business calendar whose hours count; null where every hour does.");
        level.Field(s => s.AcknowledgeWithinMinutes, "Minutes from filing to acknowledgement; null where nothing is promised.");
        level.Field(s => s.InvestigateWithinMinutes, "Minutes from filing or reopening to the first investigation; null where nothing is promised.");
        level.Field(s => s.ResolveWithinHours, "Hours from filing or reopening to the due time.");
        level.Field(s => s.SilenceWithinMinutes, "The longest time without a word to the customer, in minutes; null where nothing is promised.");
        level.Field(s => s.WarnAtPercent, "At which share of a promised time a warning is given, in percent.");
        level.Field(s => s.EscalateAfterMinutes, "Minutes after a breach until the next level of the hierarchy learns of it, and again to the one after; null for the first level alone.");
        level.Field(s => s.PausesOnHold, "Whether a hold stops the clocks of investigation and resolution.");
        level.Field(s => s.SilencePausesOnHold, "Whether a hold stops the clock of silence too.");
        level.One("category", "Category", s => s.CategoryId, "For which category and those under it; null for all that have none of their own.");
        level.VisibleTo(Audience.Staff);
    }
}
