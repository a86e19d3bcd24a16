using System.Globalization;
using CsCheck;
using PropertyGraph.Contracts;

namespace PropertyGraph.Tests.Complaints;

/// <summary>Business hours against a slow oracle that looks at the wall clock at every minute.</summary>
public sealed class BusinessHoursTests
{
    private static readonly string[] Zones = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia"];
    private static readonly string[] Office = ["MON 08:00-12:00", "MON 13:30-18:00", "TUE 08:00-12:00", "TUE 13:30-18:00", "WED 08:00-12:00", "THU 08:00-18:00", "FRI 08:00-16:30", "SUN 01:30-03:15", "SUN 23:00-24:00"];

    [Fact]
    public void Time_is_counted_in_intervals_and_not_on_holidays()
    {
        var hours = BusinessHours.Read("Asia/Shanghai", ["WED 09:00-12:00", "WED 13:00-17:00", "THU 09:00-17:00", "FRI 09:00-17:00"], ["2026-10-01", "2026-10-02 10:00-11:00"]);
        var wednesday = new DateTimeOffset(2026, 9, 30, 16, 0, 0, TimeSpan.FromHours(8));
        Assert.Equal(wednesday.AddHours(1), hours.Add(wednesday, TimeSpan.FromHours(1)));
        // Thursday is closed; Friday is open for an hour.
        Assert.Equal(new DateTimeOffset(2026, 10, 2, 10, 30, 0, TimeSpan.FromHours(8)), hours.Add(wednesday, TimeSpan.FromMinutes(90)));
        Assert.Equal(TimeSpan.FromHours(2), hours.Between(wednesday, wednesday.AddDays(3)));
        Assert.Equal(TimeSpan.Zero, hours.Between(wednesday, wednesday.AddDays(-3)));
    }

    [Fact]
    public void An_hour_that_the_end_of_summer_time_repeats_counts_twice_and_one_that_its_beginning_leaves_out_not_at_all()
    {
        var nights = BusinessHours.Read("Europe/Berlin", ["SUN 02:00-03:00"], []);
        Assert.Equal(TimeSpan.Zero, nights.Between(new(2026, 3, 28, 12, 0, 0, TimeSpan.Zero), new(2026, 3, 30, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(TimeSpan.FromHours(2), nights.Between(new(2026, 10, 24, 12, 0, 0, TimeSpan.Zero), new(2026, 10, 26, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_calendar_that_never_opens_ends_no_clock() =>
        Assert.Null(BusinessHours.Read("UTC", ["MON 08:00-09:00"], []).Add(DateTimeOffset.UnixEpoch, TimeSpan.FromHours(1000)));

    [Theory]
    [InlineData("Mars/Olympus", "MON 08:00-12:00")]
    [InlineData("UTC", "MON 12:00-08:00")]
    [InlineData("UTC", "MON")]
    [InlineData("UTC", "MOO 08:00-12:00")]
    [InlineData("UTC", "MON 08:00-25:00")]
    [InlineData("UTC", "MON 08:00-12:00|MON 11:00-13:00")]
    public void What_is_no_calendar_is_refused(string zone, string hours) => Assert.Throws<FormatException>(() => BusinessHours.Read(zone, hours.Split('|'), []));

    [Fact]
    public void Both_ways_agree_with_the_wall_clock_at_every_minute() =>
        Gen.Select(Gen.Int[0, Zones.Length - 1], Gen.Int[0, 364], Gen.Int[0, 1439], Gen.Int[0, 4 * 1440], Gen.Int[0, 4]).Sample((zone, day, minute, length, exception) =>
        {
            var from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day).AddMinutes(minute);
            var holiday = DateOnly.FromDateTime(from.UtcDateTime).AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            string[] exceptions = exception switch { 0 => [holiday], 1 => [$"{holiday} 00:00-06:15", $"{holiday} 20:00-24:00"], _ => [] };
            var hours = BusinessHours.Read(Zones[zone], Office, exceptions);
            var slow = new SlowHours(Zones[zone], Office, exceptions);
            var counted = Enumerable.Range(0, length).Count(m => slow.IsOpen(from.AddMinutes(m)));
            if (hours.Between(from, from.AddMinutes(length)) != TimeSpan.FromMinutes(counted)) return false;
            if (counted == 0) return true;
            var last = Enumerable.Range(0, length).Last(m => slow.IsOpen(from.AddMinutes(m)));
            return hours.Add(from, TimeSpan.FromMinutes(counted)) == from.AddMinutes(last + 1);
        }, iter: 400);
}

/// <summary>Whether the wall clock shows an open minute, looked up each time.</summary>
internal sealed class SlowHours(string zone, IReadOnlyList<string> hours, IReadOnlyList<string> exceptions)
{
    private readonly TimeZoneInfo clock = TimeZoneInfo.FindSystemTimeZoneById(zone);

    public bool IsOpen(DateTimeOffset moment)
    {
        var wall = TimeZoneInfo.ConvertTime(moment, clock).DateTime;
        var date = wall.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var own = exceptions.Where(e => e.StartsWith(date, StringComparison.Ordinal)).ToList();
        var intervals = own.Count > 0 ? own : hours.Where(h => h.StartsWith(wall.DayOfWeek.ToString()[..3].ToUpperInvariant(), StringComparison.Ordinal)).ToList();
        var now = wall.ToString("HH:mm", CultureInfo.InvariantCulture);
        return intervals.Select(i => i.Split(' ')).Where(i => i.Length == 2).Any(i => string.CompareOrdinal(i[1][..5], now) <= 0 && string.CompareOrdinal(now, i[1][6..]) < 0);
    }
}
