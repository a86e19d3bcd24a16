using System.Globalization;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>A version of how many people of a group are there when. Configuration; what is planned already stays as it is.</summary>
internal sealed class ShiftPlan : IVersioned
{
    private ShiftPlan() { }

    public ShiftPlan(Guid departmentId, int version, string timeZone, IEnumerable<ShiftHours> shifts, Guid? setById, DateTimeOffset validFrom)
    {
        (DepartmentId, Version, TimeZone, SetById, ValidFrom) = (departmentId, version, timeZone, setById, validFrom);
        Shifts.AddRange(shifts.Select(s => new Shift(this, s)));
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid DepartmentId { get; private set; }
    public int Version { get; private set; }
    public string TimeZone { get; private set; } = "";
    public DateTimeOffset ValidFrom { get; private set; }
    public DateTimeOffset? ValidTo { get; private set; }
    public Guid? SetById { get; private set; }
    /// <summary>Counts what is planned under it: two at the same time collide on it, so that both together never go over what is free.</summary>
    public long Plannings { get; private set; }
    public List<Shift> Shifts { get; private set; } = [];

    /// <inheritdoc/>
    public void EndAt(DateTimeOffset at) => ValidTo = at < ValidFrom ? ValidFrom : at;

    public void Plan() => Plannings++;

    /// <summary>Its shifts on the days around a time. A shift that ends by the clock before it begins ends on the next day.</summary>
    public IReadOnlyList<ShiftTime> Between(DateTimeOffset from, DateTimeOffset to)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var times = new List<ShiftTime>();
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(to, zone).DateTime).AddDays(1);
        for (var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, zone).DateTime).AddDays(-1); day <= last; day = day.AddDays(1))
            foreach (var shift in Shifts.Where(s => s.IsOn(day)))
            {
                var (begins, ends) = (Minutes(shift.From), Minutes(shift.To));
                times.Add(new(new(At(day, begins, zone), At(day, ends > begins ? ends : ends + (24 * 60), zone)), shift.People));
            }
        return times;
    }

    public static int Minutes(string clock) => (int.Parse(clock.AsSpan(0, 2), CultureInfo.InvariantCulture) * 60) + int.Parse(clock.AsSpan(3, 2), CultureInfo.InvariantCulture);

    private static DateTimeOffset At(DateOnly day, int minutes, TimeZoneInfo zone)
    {
        var wall = day.ToDateTime(TimeOnly.MinValue).AddMinutes(minutes);
        // An hour that the beginning of summer time leaves out is the one after it.
        if (zone.IsInvalidTime(wall)) wall = wall.AddHours(1);
        return new DateTimeOffset(wall, zone.GetUtcOffset(wall)).ToUniversalTime();
    }

    internal static void Describe(EntityBuilder<ShiftPlan> plan)
    {
        plan.Is("A version of how many people of a group are there when. A group without one is not limited.", null, "shiftPlans")
            .OrderedBy(p => p.ValidFrom, descending: true);
        plan.Field(p => p.Version, "Number of the version, from 1 for each department.");
        plan.Field(p => p.TimeZone, "IANA name of the time zone whose wall clocks count.");
        plan.Field(p => p.ValidFrom, "From when on it holds.");
        plan.Field(p => p.ValidTo, "From when on a later version holds; null while it is the latest.");
        plan.One("department", "Department", p => p.DepartmentId, "The group.");
        plan.One("setBy", "Staff", p => p.SetById, "Who set it; null for what the platform did.");
        plan.Many<Shift>("shifts", s => s.PlanId, "Its shifts.");
        plan.VisibleTo(Audience.Staff);
    }
}

internal sealed class Shift
{
    private Shift() { }

    public Shift(ShiftPlan plan, ShiftHours hours) => (PlanId, Plan, Weekday, From, To, People) = (plan.Id, plan, hours.Weekday, hours.From, hours.To, hours.People);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid PlanId { get; private set; }
    public ShiftPlan? Plan { get; private set; }
    public Weekday Weekday { get; private set; }
    public string From { get; private set; } = "";
    public string To { get; private set; } = "";
    public int People { get; private set; }

    public bool IsOn(DateOnly day) => ((int)day.DayOfWeek + 6) % 7 == (int)Weekday;

    internal static void Describe(EntityBuilder<Shift> shift)
    {
        shift.Is("A shift of a group on a day of the week.", null, null)
            .OrderedBy(s => s.From);
        shift.Field(s => s.Weekday, "On which day of the week it begins.");
        shift.Field(s => s.From, "When it begins by the clock on the wall, such as 08:00.");
        shift.Field(s => s.To, "When it ends, such as 16:00; on the next day where that is not after its beginning.");
        shift.Field(s => s.People, "How many people are there, each for one order at a time.");
        shift.One("plan", "ShiftPlan", s => s.PlanId, "The plan.");
        shift.VisibleTo(Audience.Staff);
    }
}

[Describes("A day of the week.")]
internal enum Weekday
{
    [Describes("Monday.")]
    Monday,
    [Describes("Tuesday.")]
    Tuesday,
    [Describes("Wednesday.")]
    Wednesday,
    [Describes("Thursday.")]
    Thursday,
    [Describes("Friday.")]
    Friday,
    [Describes("Saturday.")]
    Saturday,
    [Describes("Sunday.")]
    Sunday,
}
