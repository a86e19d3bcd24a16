using System.Collections.Concurrent;
using System.Globalization;

namespace PropertyGraph.Contracts;

/// <summary>
/// When a company works: several intervals a day, by the clocks on the wall of one time zone, with holidays and other days of their own. A moment is open if the wall clock then shows a time inside
/// an interval of that day: an hour that the end of summer time repeats counts twice, one that its beginning leaves out not at all.
/// </summary>
public sealed class BusinessHours
{
    private const int MinutesOfDay = 24 * 60;
    /// <summary>How far ahead time is looked for; a calendar that does not open by then never ends a clock.</summary>
    private const int MostDays = 3660;

    private readonly TimeZoneInfo zone;
    private readonly IReadOnlyDictionary<DayOfWeek, IReadOnlyList<(int From, int To)>> week;
    private readonly IReadOnlyDictionary<DateOnly, IReadOnlyList<(int From, int To)>> exceptions;
    private readonly ConcurrentDictionary<DateOnly, IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)>> days = new();

    private BusinessHours(TimeZoneInfo zone, IReadOnlyDictionary<DayOfWeek, IReadOnlyList<(int, int)>> week, IReadOnlyDictionary<DateOnly, IReadOnlyList<(int, int)>> exceptions) =>
        (this.zone, this.week, this.exceptions) = (zone, week, exceptions);

    /// <summary>Open at every moment.</summary>
    public static BusinessHours Always { get; } = Read("UTC", [.. Enum.GetNames<DayOfWeek>().Select(day => $"{day[..3].ToUpperInvariant()} 00:00-24:00")], []);

    /// <summary>Reads a calendar as it is kept.</summary>
    /// <param name="timeZone">IANA name of the time zone, such as <c>Asia/Shanghai</c>.</param>
    /// <param name="hours">Intervals of the week, such as <c>MON 08:00-12:00</c>.</param>
    /// <param name="exceptions">Days of their own: <c>2026-10-01</c> closed, <c>2026-10-10 09:00-17:00</c> open then and at no other time; several for a day with several intervals.</param>
    /// <exception cref="FormatException">Something is no such text, intervals of a day overlap, or there is no such time zone.</exception>
    public static BusinessHours Read(string timeZone, IReadOnlyList<string> hours, IReadOnlyList<string> exceptions)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone)) throw new FormatException($"There is no time zone {timeZone}.");
        var week = hours.Select(h => h.Split(' ')).GroupBy(h => Day(h[0]), h => Interval(h.Length == 2 ? h[1] : ""))
            .ToDictionary(g => g.Key, g => Ordered(g, g.Key.ToString()));
        var days = exceptions.Select(e => e.Split(' ')).GroupBy(e => DateOnly.ParseExact(e[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), e => e.Length == 1 ? ((int, int)?)null : Interval(e[1]))
            .ToDictionary(g => g.Key, g => Ordered(g.OfType<(int, int)>(), g.Key.ToString("O", CultureInfo.InvariantCulture)));
        return new(zone, week, days);
    }

    /// <summary>Open time between two moments; none where the second is not after the first.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var sum = TimeSpan.Zero;
        for (var day = DayOf(from).AddDays(-1); from < to && day <= DayOf(to).AddDays(1); day = day.AddDays(1))
            foreach (var (opens, closes) in Open(day))
                sum += Positive(Min(closes, to) - Max(opens, from));
        return sum;
    }

    /// <summary>The first moment by which so much open time has passed since another.</summary>
    /// <returns>Null where the calendar does not open so long within ten years.</returns>
    public DateTimeOffset? Add(DateTimeOffset from, TimeSpan work)
    {
        if (work <= TimeSpan.Zero) return from;
        var first = DayOf(from).AddDays(-1);
        for (var i = 0; i < MostDays; i++)
            foreach (var (opens, closes) in Open(first.AddDays(i)))
            {
                var begins = Max(opens, from);
                var here = Positive(closes - begins);
                if (here >= work) return begins + work;
                work -= here;
            }
        return null;
    }

    /// <summary>The day that calendars on the wall show at a moment.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

    /// <summary>Open intervals of a day of the wall clock, in the order of time.</summary>
    private IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Open(DateOnly day) => days.GetOrAdd(day, d =>
    {
        var intervals = exceptions.TryGetValue(d, out var own) ? own : week.GetValueOrDefault(d.DayOfWeek) ?? [];
        if (intervals.Count == 0) return [];
        var found = new List<(DateTimeOffset From, DateTimeOffset To)>();
        foreach (var (begins, ends, offset) in Offsets(d))
            foreach (var (from, to) in intervals)
            {
                var opens = Max(At(d, from, offset), begins);
                var closes = Min(At(d, to, offset), ends);
                if (opens < closes) found.Add((opens, closes));
            }
        return [.. found.OrderBy(f => f.From)];
    });

    /// <summary>The times around a day in which the wall clock is one fixed distance from UTC.</summary>
    private IEnumerable<(DateTimeOffset From, DateTimeOffset To, TimeSpan Offset)> Offsets(DateOnly day)
    {
        var begins = At(day, 0, TimeSpan.Zero).AddHours(-15);
        var last = At(day, MinutesOfDay, TimeSpan.Zero).AddHours(15);
        while (begins < last)
        {
            var offset = zone.GetUtcOffset(begins);
            var hour = begins;
            while (hour < last && zone.GetUtcOffset(hour) == offset) hour = hour.AddHours(1);
            var ends = hour >= last ? last : FirstOther(hour.AddHours(-1), hour, offset);
            yield return (begins, ends, offset);
            begins = ends;
        }
    }

    /// <summary>The minute at which the distance from UTC changes.</summary>
    private DateTimeOffset FirstOther(DateTimeOffset still, DateTimeOffset other, TimeSpan offset)
    {
        for (var minute = new DateTimeOffset(still.Ticks - (still.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero); minute < other; minute = minute.AddMinutes(1))
            if (minute >= still && zone.GetUtcOffset(minute) != offset) return minute;
        return other;
    }

    private static DateTimeOffset At(DateOnly day, int minute, TimeSpan offset) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddMinutes(minute) - offset;

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;

    private static DayOfWeek Day(string text) => Enum.GetValues<DayOfWeek>().Cast<DayOfWeek?>().FirstOrDefault(d => string.Equals(d.ToString()![..3], text, StringComparison.OrdinalIgnoreCase))
        ?? throw new FormatException($"'{text}' is no day of the week such as MON.");

    private static (int From, int To) Interval(string text) => text.Split('-') is [var from, var to] && Minute(from) is { } begins && Minute(to) is { } ends && begins < ends
        ? (begins, ends)
        : throw new FormatException($"'{text}' is no interval such as 08:00-12:00.");

    private static int? Minute(string text) => text == "24:00" ? MinutesOfDay
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (time.Hour * 60) + time.Minute : null;

    private static IReadOnlyList<(int, int)> Ordered(IEnumerable<(int From, int To)> intervals, string day)
    {
        var ordered = intervals.Order().ToList();
        return ordered.Zip(ordered.Skip(1)).All(pair => pair.First.To <= pair.Second.From) ? ordered : throw new FormatException($"Intervals of {day} overlap.");
    }
}
