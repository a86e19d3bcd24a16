using CsCheck;
using PropertyGraph.Complaints;

namespace PropertyGraph.Tests.Complaints;

/// <summary>R21, R22: who has time when, against an oracle that looks at every hour.</summary>
public sealed class DispatchRoomTests
{
    private static readonly DateTimeOffset Monday = new(2030, 1, 7, 0, 0, 0, TimeSpan.Zero);
    private static readonly Guid[] People = [Guid.CreateVersion7(), Guid.CreateVersion7()];

    private static readonly Gen<(int From, int Length)> Hours = Gen.Select(Gen.Int[0, 40], Gen.Int[1, 8]);
    private static readonly Gen<int> Person = Gen.Int[-1, 1];

    [Fact]
    public void A_window_fits_where_there_is_somebody_at_every_hour_of_it_and_the_next_free_one_is_the_first_that_does() =>
        Gen.Select(Gen.Select(Hours, Gen.Int[1, 3]).List[0, 5], Gen.Select(Hours, Person).List[0, 8], Hours, Person).Sample((shifts, taken, wanted, person) =>
        {
            var room = new DispatchRoom([.. shifts.Select(s => new ShiftTime(Window(s.Item1), s.Item2))], [.. taken.Select(t => (Window(t.Item1), Staff(t.Item2)))]);
            bool Covers((int From, int Length) window, int hour) => window.From <= hour && hour < window.From + window.Length;
            bool HasTime(int hour) => shifts.Where(s => Covers(s.Item1, hour)).Sum(s => s.Item2) > taken.Count(t => Covers(t.Item1, hour)) && !(person >= 0 && taken.Any(t => t.Item2 == person && Covers(t.Item1, hour)));
            bool Fits(int from) => Enumerable.Range(from, wanted.Length).All(HasTime);

            Assert.Equal(Fits(wanted.From), room.Fits(Window(wanted), Staff(person)));
            var first = Enumerable.Range(wanted.From, 60).Where(Fits).Select(from => (TimeWindow?)Window((from, wanted.Length))).FirstOrDefault();
            Assert.Equal(first, room.NextFree(Window(wanted), Staff(person)));
        });

    [Fact]
    public void A_group_without_shifts_always_has_time() =>
        Assert.True(new DispatchRoom(null, [(Window((0, 5)), People[0])]).Fits(Window((1, 2)), People[0]));

    /// <summary>Eight hours by the clock on the wall are seven in the night in which summer time begins, and nine in that in which it ends.</summary>
    [Theory]
    [InlineData("2026-03-28T12:00:00Z", "2026-03-28T21:00:00Z", 7)]
    [InlineData("2026-10-24T12:00:00Z", "2026-10-24T20:00:00Z", 9)]
    [InlineData("2026-06-06T12:00:00Z", "2026-06-06T20:00:00Z", 8)]
    public void A_night_shift_ends_on_the_next_day(string noon, string begins, int hours)
    {
        var plan = new ShiftPlan(Guid.CreateVersion7(), 1, "Europe/Berlin", [new(Weekday.Saturday, "22:00", "06:00", 2)], null, Monday);
        var at = DateTimeOffset.Parse(noon, System.Globalization.CultureInfo.InvariantCulture);
        var shift = Assert.Single(plan.Between(at, at.AddHours(12)), s => s.Window.To > at);
        Assert.Equal((DateTimeOffset.Parse(begins, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(hours), 2), (shift.Window.From, shift.Window.Length, shift.People));
    }

    private static TimeWindow Window((int From, int Length) hours) => new(Monday.AddHours(hours.From), Monday.AddHours(hours.From + hours.Length));

    private static Guid? Staff(int person) => person < 0 ? null : People[person];
}
