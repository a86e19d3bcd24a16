using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A new version of how many people of a group are there when.")]
internal sealed partial record SetShiftPlan(
    [Describes("Which group."), IdOf("Department")] Guid Department,
    [Describes("IANA name of the time zone whose wall clocks count, such as Asia/Shanghai.")] string TimeZone,
    [Describes("Its shifts, 1 to 100.")] IReadOnlyList<ShiftHours> Shifts)
{
    private const int Most = 100, MostPeople = 1000;

    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Sets how many orders a group can take at a time. What is planned already stays as it is. Managers set their own group's.")]
    public static async Task<Outcome<ShiftPlan>> Handle(SetShiftPlan input, ComplaintsDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var checks = new InputChecks()
            .Rule(TimeZoneInfo.TryFindSystemTimeZoneById(input.TimeZone, out _), "Give the IANA name of a time zone, such as Asia/Shanghai.", "timeZone")
            .Rule(input.Shifts.Count is > 0 and <= Most, $"Give 1 to {Most} shifts.", "shifts")
            .Rule(input.Shifts.All(s => Clock().IsMatch(s.From) && Clock().IsMatch(s.To)), "Give times such as 08:00, from 00:00 to 24:00.", "shifts")
            .Rule(input.Shifts.All(s => s.People is > 0 and <= MostPeople), $"Give 1 to {MostPeople} people.", "shifts")
            .Add(await graph.RequireAsync("Department", input.Department, "department", cancel));
        if (checks.Failed) return Outcome<ShiftPlan>.Failed(checks.Faults);
        if (actor.Holds(Position.Manager) && actor.DepartmentId != input.Department) return new NotAllowed("Managers set the shifts of their own group.", ["department"]);

        var now = time.GetUtcNow();
        var version = await db.ShiftPlans.Where(p => p.DepartmentId == input.Department).EndAsync(now, cancel);
        var plan = new ShiftPlan(input.Department, version, input.TimeZone, input.Shifts, actor.StaffIdOrNull, now);
        db.Add(plan);
        return Outcome<ShiftPlan>.Of(plan.Id, new ShiftPlanSet(plan.Id, plan.DepartmentId, plan.Version));
    }

    [GeneratedRegex("^(?:[01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$")]
    private static partial Regex Clock();
}

[Describes("A shift of a group on a day of the week.")]
internal sealed record ShiftHours(
    [Describes("On which day of the week it begins.")] Weekday Weekday,
    [Describes("When it begins by the clock on the wall, such as 08:00.")] string From,
    [Describes("When it ends, such as 16:00; on the next day where that is not after its beginning.")] string To,
    [Describes("How many people are there, 1 to 1,000, each for one order at a time.")] int People);

[EventOf("ShiftPlan", "SET", "A version of a group's shifts was set.", StaffOnly = true)]
internal sealed record ShiftPlanSet(Guid ShiftPlan, Guid Department, int Version) : IEvent
{
    public Guid Subject => ShiftPlan;
}
