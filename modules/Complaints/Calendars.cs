using System.Text.Json;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;

namespace PropertyGraph.Complaints;

/// <summary>A version of a business calendar, as the organization keeps it.</summary>
internal sealed record CalendarVersion(string Code, DateTimeOffset ValidFrom, DateTimeOffset? ValidTo, BusinessHours Hours);

/// <summary>Asks the organization for its calendars.</summary>
internal static class Calendars
{
    private const string Fields = "code timeZone hours exceptions validFrom validTo";

    public static async Task<IReadOnlyList<CalendarVersion>> VersionsAsync(IReadOnlyCollection<string> codes, IGraph graph, CancellationToken cancel)
    {
        if (codes.Count == 0) return [];
        var data = await graph.AsSystem.QueryAsync($"query($codes: [String!]) {{ businessCalendars(first: 10000, where: {{ code: {{ in: $codes }} }}) {{ nodes {{ {Fields} }} }} }}", new { codes }, cancel);
        return [.. data.GetProperty("businessCalendars").GetProperty("nodes").EnumerateArray().Select(Read)];
    }

    /// <summary>The hours that count for what begins at a time: of the version that is valid then, or else of the first.</summary>
    public static BusinessHours At(this IReadOnlyList<CalendarVersion> versions, string? code, DateTimeOffset at) => code is null
        ? BusinessHours.Always
        : (versions.FirstOrDefault(v => v.Code == code && v.ValidFrom <= at && (v.ValidTo is null || at < v.ValidTo)) ?? versions.Where(v => v.Code == code).MinBy(v => v.ValidFrom))?.Hours ?? BusinessHours.Always;

    /// <summary>The hours of the first calendar by its code, as they are now; every hour of UTC where there is none.</summary>
    public static async Task<BusinessHours> FirstAsync(IGraph graph, CancellationToken cancel)
    {
        var data = await graph.AsSystem.QueryAsync($"{{ businessCalendars(first: 1) {{ nodes {{ {Fields} }} }} }}", null, cancel);
        return data.GetProperty("businessCalendars").GetProperty("nodes").EnumerateArray().Select(c => Read(c).Hours).FirstOrDefault() ?? BusinessHours.Always;
    }

    private static CalendarVersion Read(JsonElement calendar) => new(
        calendar.GetProperty("code").GetString()!, calendar.GetProperty("validFrom").GetDateTimeOffset(),
        calendar.GetProperty("validTo") is { ValueKind: JsonValueKind.String } ends ? ends.GetDateTimeOffset() : null,
        BusinessHours.Read(calendar.GetProperty("timeZone").GetString()!, Texts(calendar.GetProperty("hours")), Texts(calendar.GetProperty("exceptions"))));

    private static List<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(t => t.GetString()!)];
}
