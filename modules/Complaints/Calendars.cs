using PropertyGraph.Commands;
using PropertyGraph.Contracts;

namespace PropertyGraph.Complaints;

/// <summary>A version of a business calendar, as the organization keeps it.</summary>
internal sealed record CalendarVersion(string Code, DateTimeOffset ValidFrom, DateTimeOffset? ValidTo, BusinessHours Hours);

/// <summary>Asks the organization for its calendars.</summary>
internal static class Calendars
{
    public static async Task<IReadOnlyList<CalendarVersion>> VersionsAsync(IReadOnlyCollection<string> codes, IGraph graph, CancellationToken cancel)
    {
        if (codes.Count == 0) return [];
        var data = await graph.AsSystem.QueryAsync(
            "query($codes: [String!]) { businessCalendars(first: 10000, where: { code: { in: $codes } }) { nodes { code timeZone hours exceptions validFrom validTo } } }", new { codes }, cancel);
        return [.. data.GetProperty("businessCalendars").GetProperty("nodes").EnumerateArray().Select(c => new CalendarVersion(
            c.GetProperty("code").GetString()!, c.GetProperty("validFrom").GetDateTimeOffset(),
            c.GetProperty("validTo") is { ValueKind: System.Text.Json.JsonValueKind.String } ends ? ends.GetDateTimeOffset() : null,
            BusinessHours.Read(c.GetProperty("timeZone").GetString()!, Texts(c.GetProperty("hours")), Texts(c.GetProperty("exceptions")))))];
    }

    /// <summary>The hours that count for what begins at a time: of the version that is valid then, or else of the first.</summary>
    public static BusinessHours At(this IReadOnlyList<CalendarVersion> versions, string? code, DateTimeOffset at) => code is null
        ? BusinessHours.Always
        : (versions.FirstOrDefault(v => v.Code == code && v.ValidFrom <= at && (v.ValidTo is null || at < v.ValidTo)) ?? versions.Where(v => v.Code == code).MinBy(v => v.ValidFrom))?.Hours ?? BusinessHours.Always;

    private static List<string> Texts(System.Text.Json.JsonElement list) => [.. list.EnumerateArray().Select(t => t.GetString()!)];
}
