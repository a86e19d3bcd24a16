using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("When overdue charges are dunned from now on.")]
internal sealed record SetDunningSchedule(
    [Describes("For each level, first one first: how many days after the due day, from 1 to 1,000, each more than the one before; at most 10 levels, and none for no dunning.")] IReadOnlyList<int> DaysAfterDue)
{
    private const int MostLevels = 10;
    private const int MostDays = 1000;

    [Allow(Position.Director, Position.Administrator)]
    [Describes("Sets the next version of the dunning schedule. Charges that were recorded before keep theirs.")]
    public static async Task<Outcome<DunningSchedule>> Handle(SetDunningSchedule input, CustomersDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var checks = new InputChecks()
            .Rule(input.DaysAfterDue.Count <= MostLevels, $"Give at most {MostLevels} levels.", "daysAfterDue")
            .Rule(input.DaysAfterDue.All(d => d is >= 1 and <= MostDays), $"Give days from 1 to {MostDays}.", "daysAfterDue")
            .Rule(input.DaysAfterDue.Zip(input.DaysAfterDue.Skip(1)).All(pair => pair.First < pair.Second), "Give more days for each level than for the one before.", "daysAfterDue");
        if (checks.Failed) return Outcome<DunningSchedule>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        var version = await db.DunningSchedules.EndAsync(now, cancel);
        var schedule = new DunningSchedule(version, input.DaysAfterDue, actor.StaffIdOrNull, now);
        db.Add(schedule);
        return Outcome<DunningSchedule>.Of(schedule.Id, new DunningScheduleSet(schedule.Id, schedule.Version));
    }
}

[EventOf("DunningSchedule", "SET", "A version of the dunning schedule was set.")]
internal sealed record DunningScheduleSet(Guid DunningSchedule, int Version) : IEvent
{
    public Guid Subject => DunningSchedule;
}
