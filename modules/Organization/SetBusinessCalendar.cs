using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("A new version of when the company works.")]
internal sealed record SetBusinessCalendar(
    [Describes("Short name that service levels use, such as OFFICE; a new one begins a calendar, a known one its next version.")] string Code,
    [Describes("Name for people.")] string Name,
    [Describes("IANA name of the time zone whose wall clocks count, such as Asia/Shanghai.")] string TimeZone,
    [Describes("Intervals of the week, such as MON 08:00-12:00; several for a day with several.")] IReadOnlyList<string> Hours,
    [Describes("Days of their own: 2026-10-01 is closed, 2026-10-10 09:00-17:00 is open then and at no other time.")] IReadOnlyList<string>? Exceptions = null)
{
    private const int MostHours = 100, MostExceptions = 1000;

    [Allow(Position.Director, Position.Administrator)]
    [Describes("Sets when the company works. Clocks that run keep the version that they began under.")]
    public static async Task<Outcome<BusinessCalendar>> Handle(SetBusinessCalendar input, OrganizationDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var checks = new InputChecks()
            .Text("code", input.Code, 40)
            .Rule(!input.Code.Any(char.IsWhiteSpace), "Write the code without blanks, such as OFFICE.", "code")
            .Text("name", input.Name, 200)
            .Rule(TimeZoneInfo.TryFindSystemTimeZoneById(input.TimeZone, out _), "Give the IANA name of a time zone, such as Asia/Shanghai.", "timeZone")
            .Rule(input.Hours.Count is > 0 and <= MostHours, $"Give 1 to {MostHours} intervals.", "hours")
            .Rule((input.Exceptions ?? []).Count <= MostExceptions, $"Give at most {MostExceptions} days of their own.", "exceptions");
        if (!checks.Failed)
            try
            {
                _ = BusinessHours.Read(input.TimeZone, input.Hours, input.Exceptions ?? []);
            }
            catch (FormatException wrong)
            {
                checks.Rule(false, wrong.Message, "hours");
            }
        if (checks.Failed) return Outcome<BusinessCalendar>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        var version = await db.BusinessCalendars.Where(c => c.Code == input.Code).EndAsync(now, cancel);
        var calendar = new BusinessCalendar(
            input.Code, input.Name, version, input.TimeZone, input.Hours, input.Exceptions ?? [], actor.StaffIdOrNull, now);
        db.Add(calendar);
        return Outcome<BusinessCalendar>.Of(calendar.Id, new BusinessCalendarSet(calendar.Id, calendar.Version));
    }
}

[EventOf("BusinessCalendar", "SET", "A version of a calendar was set.")]
internal sealed record BusinessCalendarSet(Guid BusinessCalendar, int Version) : IEvent
{
    public Guid Subject => BusinessCalendar;
}
