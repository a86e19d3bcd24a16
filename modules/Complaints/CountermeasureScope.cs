using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PropertyGraph.Commands;
using PropertyGraph.Faults;

namespace PropertyGraph.Complaints;

/// <summary>In which properties a countermeasure may be tried at a stage: in a few, then in more, then wherever the cause comes up.</summary>
internal static class CountermeasureScope
{
    private const int Most = 1000, PageSize = 100;
    private static readonly TimeSpan Lookback = TimeSpan.FromDays(365);

    /// <summary>The scope of the next stage.</summary>
    /// <param name="given">What the caller named; null for nothing.</param>
    /// <returns>Keys of the properties, which hold only where <paramref name="checks"/> did not fail.</returns>
    public static async Task<IReadOnlyCollection<Guid>> AdvanceAsync(Countermeasure it, IReadOnlyList<Guid>? given, InputChecks checks, ComplaintsDb db, IGraph graph, DateTimeOffset now, CancellationToken cancel)
    {
        var named = await KnownAsync(given, checks, graph, cancel);
        HashSet<Guid> present = [.. it.Stages.Single(s => s.To is null).Sites.Select(s => s.PropertyId)];
        if (it.Status != CountermeasureStatus.Pilot)
        {
            checks.Rule(named.Count > 0, "Name the properties in which it is to be tried.", "properties")
                .Rule(it.Status != CountermeasureStatus.Trial || named.IsProperSupersetOf(present), "Name all properties of the trial, and more.", "properties");
            return named;
        }
        HashSet<Guid> exposed = [.. present, .. await ExposedAsync(it.CauseId, db, now, cancel)];
        if (given is null) return exposed;
        var missing = exposed.Except(named).Count();
        checks.Rule(missing == 0, $"A standard holds wherever the cause comes up: {missing} of the properties of the pilot, or with a complaint of the cause within a year, are not named. Leave the list out for all of them.", "properties");
        return named;
    }

    /// <summary>The scope of the stage before: a part of the present one, and what it was at that stage where nothing was named.</summary>
    public static async Task<IReadOnlyCollection<Guid>> StepBackAsync(Countermeasure it, IReadOnlyList<Guid>? given, InputChecks checks, ComplaintsDb db, IGraph graph, CancellationToken cancel)
    {
        var next = CountermeasureLifecycle.Next(CountermeasureStep.StepBack, it.Status)!.Value;
        var named = await KnownAsync(given, checks, graph, cancel);
        if (!CountermeasureLifecycle.IsTried(next))
        {
            checks.Rule(given is null, "Leave the properties out: what is proposed is tried nowhere.", "properties");
            return [];
        }
        if (given is null)
            return [.. (await db.CountermeasureStages.AsNoTracking().Include(s => s.Sites).Where(s => s.CountermeasureId == it.Id && s.Status == next).OrderByDescending(s => s.From).FirstAsync(cancel)).Sites.Select(s => s.PropertyId)];
        checks.Rule(named.Count > 0 && named.IsSubsetOf(it.Stages.Single(s => s.To is null).Sites.Select(s => s.PropertyId)), "Name at least one of the properties of the present stage, and no others.", "properties");
        return named;
    }

    /// <summary>The cause and all below it.</summary>
    public static async Task<IReadOnlyList<Guid>> CausesAsync(Guid cause, ComplaintsDb db, CancellationToken cancel)
    {
        var children = (await db.Causes.AsNoTracking().Select(c => new { c.Id, c.ParentId }).ToListAsync(cancel)).ToLookup(c => c.ParentId, c => c.Id);
        var found = new List<Guid> { cause };
        for (var i = 0; i < found.Count; i++) found.AddRange(children[found[i]]);
        return found;
    }

    private static async Task<IReadOnlyList<Guid>> ExposedAsync(Guid cause, ComplaintsDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var (causes, since) = (await CausesAsync(cause, db, cancel), now - Lookback);
        return await db.Complaints
            .Where(c => c.CauseId != null && causes.Contains(c.CauseId.Value) && c.FiledAt >= since && c.PropertyId != null && c.Status != ComplaintStatus.Withdrawn && c.Status != ComplaintStatus.Merged)
            .Select(c => c.PropertyId!.Value).Distinct().ToListAsync(cancel);
    }

    private static async Task<HashSet<Guid>> KnownAsync(IReadOnlyList<Guid>? given, InputChecks checks, IGraph graph, CancellationToken cancel)
    {
        HashSet<Guid> named = [.. given ?? []];
        checks.Rule(named.Count <= Most, $"Name at most {Most} properties.", "properties");
        if (checks.Failed) return named;
        foreach (var page in named.Chunk(PageSize))
        {
            var data = await graph.QueryAsync("query($ids: [ID!]!) { nodes(ids: $ids) { ... on Property { id } } }", new { ids = page.Select(p => graph.GlobalId("Property", p)) }, cancel);
            if (data.GetProperty("nodes").EnumerateArray().Any(n => n.ValueKind == JsonValueKind.Null)) checks.Add(new NotFound("One of the properties does not exist.", ["properties"]));
        }
        return named;
    }
}
