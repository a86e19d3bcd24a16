namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>The first day of a calendar unit; null where the calendar of <see cref="DateOnly"/> has no such day.</summary>
internal static class SlowCalendar
{
    /// <param name="zone">An IANA time zone, by whose clocks the moment's day is told.</param>
    public static DateOnly? FirstDay(DateTimeOffset moment, string unit, string zone)
    {
        var offset = TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(moment);
        var ticks = moment.UtcTicks + offset.Ticks;
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks ? null : FirstDay(DateOnly.FromDateTime(new DateTime(ticks)), unit);
    }

    public static DateOnly FirstDay(DateOnly day, string unit) => unit switch
    {
        "DAY" => day,
        "WEEK" => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        "MONTH" => new(day.Year, day.Month, 1),
        "QUARTER" => new(day.Year, day.Month - ((day.Month - 1) % 3), 1),
        "YEAR" => new(day.Year, 1, 1),
        _ => throw new NotSupportedException(unit),
    };
}
