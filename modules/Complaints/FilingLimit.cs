using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>
/// A version of how much may be filed without staff in an hour: filing is easy, for who means to do harm too. Configuration, like procedures. The count is of what is committed, so as many more
/// can get in as arrive at the very same moment.
/// </summary>
internal sealed class FilingLimit : IVersioned
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private FilingLimit() { }

    public FilingLimit(Audience audience, int version, int perHour, int perPropertyAndHour, int longestDescription, Guid? setById, DateTimeOffset validFrom)
    {
        (Audience, Version, SetById, ValidFrom) = (audience, version, setById, validFrom);
        (PerHour, PerPropertyAndHour, LongestDescription) = (perHour, perPropertyAndHour, longestDescription);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Audience Audience { get; private set; }
    public int Version { get; private set; }
    public int PerHour { get; private set; }
    public int PerPropertyAndHour { get; private set; }
    public int LongestDescription { get; private set; }
    public DateTimeOffset ValidFrom { get; private set; }
    public DateTimeOffset? ValidTo { get; private set; }
    public Guid? SetById { get; private set; }

    /// <inheritdoc/>
    public void EndAt(DateTimeOffset at) => ValidTo = at < ValidFrom ? ValidFrom : at;

    /// <summary>What keeps this caller from filing now, or null.</summary>
    public static async Task<Fault?> CheckAsync(string description, ComplaintParties parties, Actor actor, ComplaintsDb db, DateTimeOffset now, CancellationToken cancel)
    {
        if (actor.Audience is not (Audience.Anonymous or Audience.Customer)) return null;
        var limit = await db.FilingLimits.AsNoTracking().Where(l => l.Audience == actor.Audience && l.ValidTo == null).OrderByDescending(l => l.Version).FirstOrDefaultAsync(cancel);
        if (limit is null) return null;
        if (description.Trim().Length > limit.LongestDescription) return new ValidationError($"Shorten description to at most {limit.LongestDescription} characters.", ["description"]);
        var since = now - Window;
        var filed = db.Complaints.Where(c => c.FiledAt > since && c.Events.Any(e => e.Kind == ComplaintEventKind.Filed && e.ActorKind == actor.Audience));
        if (actor.Audience == Audience.Customer)
        {
            var customer = actor.CustomerId;
            filed = filed.Where(c => c.CustomerId == customer);
        }
        if (await filed.CountAsync(cancel) >= limit.PerHour) return FilingLimitReached.In(Window);
        if (actor.Audience == Audience.Anonymous && parties.Property is { } property && await filed.CountAsync(c => c.PropertyId == property, cancel) >= limit.PerPropertyAndHour) return FilingLimitReached.In(Window);
        return null;
    }

    internal static void Describe(EntityBuilder<FilingLimit> limit)
    {
        limit.Is("A version of how much an audience may file without staff.", null, "filingLimits")
            .OrderedBy(l => l.ValidFrom, descending: true);
        limit.Field(l => l.Audience, "For whom: ANONYMOUS all together, CUSTOMER each.");
        limit.Field(l => l.Version, "Number of the version, from 1 for each audience.");
        limit.Field(l => l.PerHour, "Complaints within an hour.");
        limit.Field(l => l.PerPropertyAndHour, "Complaints about one property within an hour; for ANONYMOUS only.");
        limit.Field(l => l.LongestDescription, "Characters of a description.");
        limit.Field(l => l.ValidFrom, "From when on it holds.");
        limit.Field(l => l.ValidTo, "From when on a later version holds; null while it is the latest.");
        limit.One("setBy", "Staff", l => l.SetById, "Who set it; null for what came with the platform.");
        limit.VisibleTo(Audience.Staff);
    }
}

/// <summary>More was filed than may be for now.</summary>
[Describes("More was filed than may be for now.")]
internal sealed record FilingLimitReached(
    string Message,
    [property: Describes("After how many minutes it is worth trying again, at most.")] int RetryAfterMinutes,
    IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-FILING-LIMIT", Message, Path)
{
    public static FilingLimitReached In(TimeSpan window) => new("Many complaints have come in this way just now. Try again later, or call the hotline: there is no limit to calling.", (int)window.TotalMinutes);
}
