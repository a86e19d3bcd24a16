namespace PropertyGraph.Organization;

/// <summary>Days are those of UTC.</summary>
internal static class Days
{
    public static DateOnly Of(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    public static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>When a day is over.</summary>
    public static DateTimeOffset End(DateOnly day) => Start(day == DateOnly.MaxValue ? day : day.AddDays(1));
}
