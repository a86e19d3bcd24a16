using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

/// <summary>A version of when the company works. Configuration: it never changes; a later version takes its place for what begins after.</summary>
internal sealed class BusinessCalendar : IVersioned
{
    private BusinessCalendar() { }

    public BusinessCalendar(string code, string name, int version, string timeZone, IEnumerable<string> hours, IEnumerable<string> exceptions, Guid? setById, DateTimeOffset validFrom) =>
        (Code, Name, Version, TimeZone, Hours, Exceptions, SetById, ValidFrom) = (code, name.Trim(), version, timeZone, [.. hours], [.. exceptions], setById, validFrom);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public int Version { get; private set; }
    public string TimeZone { get; private set; } = "";
    public List<string> Hours { get; private set; } = [];
    public List<string> Exceptions { get; private set; } = [];
    public DateTimeOffset ValidFrom { get; private set; }
    public DateTimeOffset? ValidTo { get; private set; }
    public Guid? SetById { get; private set; }

    /// <inheritdoc/>
    public void EndAt(DateTimeOffset at) => ValidTo = at < ValidFrom ? ValidFrom : at;

    internal static void Describe(EntityBuilder<BusinessCalendar> calendar)
    {
        calendar.Is("A version of when the company works: the hours in which clocks run.", null, "businessCalendars")
            .OrderedBy(c => c.Code)
            .OrderedBy(c => c.Version, descending: true);
        calendar.Field(c => c.Code, "Short name that service levels use, such as OFFICE; its versions share it.");
        calendar.Field(c => c.Name, "Name for people.");
        calendar.Field(c => c.Version, "Number of the version, from 1 for each code.");
        calendar.Field(c => c.TimeZone, "IANA name of the time zone whose wall clocks count, such as Asia/Shanghai.");
        calendar.Field(c => c.Hours, "Intervals of the week, such as MON 08:00-12:00.");
        calendar.Field(c => c.Exceptions, "Days of their own: 2026-10-01 is closed, 2026-10-10 09:00-17:00 is open then and at no other time.");
        calendar.Field(c => c.ValidFrom, "From when on clocks that begin use it.");
        calendar.Field(c => c.ValidTo, "From when on they use a later version; null while it is the latest.");
        calendar.One("setBy", "Staff", c => c.SetById, "Who set it; null where the platform did.");
        calendar.VisibleTo(Audience.Staff);
    }
}
