using System.Text.Json;
using PropertyGraph.Benchmarks.Measuring;

namespace PropertyGraph.Benchmarks;

/// <summary>A question of a board or a dashboard, over all 200,000 complaints.</summary>
/// <param name="Query">With the variables <c>$month</c>, the beginning of the last thirty days, and <c>$year</c>, of the last twelve months, where it needs them.</param>
internal sealed record IndicatorQuery(string Name, string Title, string Query)
{
    public static IReadOnlyList<IndicatorQuery> All { get; } =
    [
        new("board", "the service board: open by department and severity, overdue, the oldest unacknowledged",
            """
            { open: complaints(where: { isOpen: { eq: true } }) { totalCount groups(by: [{ department: { code: true } }, { severity: true }]) { key { department { code } severity } aggregate { count } } }
              overdue: complaints(where: { isOverdue: { eq: true } }) { totalCount }
              unacknowledged: complaints(first: 1, where: { isUnacknowledged: { eq: true } }, order: [{ filedAt: ASC }]) { totalCount nodes { reference filedAt } } }
            """),
        new("work", "open complaints of one department, by who answers for them",
            """{ department(code: "ENGINEERING") { openComplaints { totalCount groups(by: [{ accountable: { name: true } }], order: [{ aggregate: { count: DESC } }], first: 10) { key { accountable { name } } aggregate { count share { isLate } } } } } }"""),
        new("property", "one property: twelve months, with shares and percentiles of each",
            """
            query($year: DateTime!) { property(code: "P01") { complaints(where: { filedAt: { gte: $year } }) { groups(by: [{ filedAt: { unit: MONTH } }]) {
              key { filedAt } aggregate { count share { isLate isReopened } percentile(at: 0.95) { timeToAcknowledge timeToResolve } } } } } }
            """),
        new("rates", "one property: complaint rates of twelve months",
            """{ property(code: "P01") { complaintMonths(last: 12) { nodes { month complaints unitMonths complaintRate } aggregate { avg { complaintRate } } } } }"""),
        new("customers", "the ten customers with the most open complaints of one property",
            """{ property(code: "P01") { complaints(where: { isOpen: { eq: true } }) { groups(by: [{ customer: { name: true } }], order: [{ aggregate: { count: DESC } }], first: 10) { key { customer { name } } aggregate { count } } } } }"""),
        new("department", "one department: complaint rates of twelve months",
            """{ department(code: "ENGINEERING") { complaintMonths(last: 12) { nodes { month complaints complaintRate } } } }"""),
        new("month", "thirty days by department: counts, shares, percentiles",
            """
            query($month: DateTime!) { complaints(where: { filedAt: { gte: $month } }) { groups(by: [{ department: { code: true } }]) {
              key { department { code } } aggregate { count share { isLate isReopened } percentile(at: 0.95) { timeToAcknowledge timeToResolve } avg { rating } } } } }
            """),
        new("clocks", "thirty days: how long each step took, by clock and department",
            """
            query($month: DateTime!) { serviceClocks(where: { startedAt: { gte: $month } }) { groups(by: [{ clock: true }, { complaint: { department: { code: true } } }]) {
              key { clock complaint { department { code } } } aggregate { count share { isBreached } percentile(at: 0.95) { elapsed } } } } }
            """),
        new("people", "thirty days: what each person answered for",
            """
            query($month: DateTime!) { responsibilities(where: { from: { gte: $month } }) { groups(by: [{ staff: { name: true } }], order: [{ aggregate: { count: DESC } }], first: 20) {
              key { staff { name } } aggregate { count avg { duration idle } } } } }
            """),
        new("company", "complaint rates of the whole company, all months",
            """{ complaintMonths(where: { of: { eq: COMPANY } }, last: 12) { nodes { month complaints complaintRate } } }"""),
        new("year", "twelve months by department and month: counts, shares, percentiles",
            """
            query($year: DateTime!) { complaints(where: { filedAt: { gte: $year } }) { groups(by: [{ department: { code: true } }, { filedAt: { unit: MONTH } }]) {
              key { department { code } filedAt } aggregate { count share { isLate } percentile(at: 0.95) { timeToResolve } } } } }
            """),
    ];

    /// <summary>Those with the names, or all where there are none.</summary>
    /// <exception cref="ArgumentException">There is no such question.</exception>
    public static IReadOnlyList<IndicatorQuery> Chosen(IReadOnlyList<string> names)
    {
        var unknown = names.Except(All.Select(q => q.Name)).ToList();
        if (unknown.Count > 0) throw new ArgumentException($"There is no question {string.Join(", ", unknown)}; there are {string.Join(", ", All.Select(q => q.Name))}.");
        return [.. All.Where(q => names.Count == 0 || names.Contains(q.Name))];
    }

    public Dictionary<string, DateTimeOffset> Variables
    {
        get
        {
            var today = new DateTimeOffset(DateTimeOffset.UtcNow.Date, TimeSpan.Zero);
            var all = new Dictionary<string, DateTimeOffset> { ["month"] = today.AddDays(-30), ["year"] = today.AddMonths(-12) };
            return all.Where(v => Query.Contains($"${v.Key}:", StringComparison.Ordinal)).ToDictionary();
        }
    }
}

/// <summary>What boards and dashboards take with many at once: how long, and which CPU.</summary>
internal static class Indicators
{
    private const int Connections = 16;

    public static async Task<int> RunAsync(Options options, CancellationToken cancel)
    {
        var chosen = IndicatorQuery.Chosen(options.Operations);
        await using var bench = await Bench.StartAsync(options, cancel);
        using var report = new Report(options.Output);
        report.Line($"Measured on {await Bench.MachineAsync()}. {Connections} connections, {options.Rounds} rounds of {options.Seconds:0.#} s; medians.");
        report.Line("");
        report.Line("| question | statements | requests/s | p50 ms | p95 ms | p99 ms | gateway CPU ms | PostgreSQL CPU ms |");
        report.Line("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var query in chosen)
        {
            var (_, trace, _) = await bench.Preparation.AskAsync(query.Query, query.Variables);
            var request = new WrkRequest("POST", "/graphql", JsonSerializer.Serialize(new { query = query.Query, variables = query.Variables }));
            var samples = new List<Sample>();
            for (var round = 0; round <= options.Rounds; round++) samples.Add(await bench.Meter.MeasureAsync(bench.Product, [request], Connections, options.Seconds));
            // The first was for warming up.
            var s = Sample.Median(samples[1..]);
            report.Line($"| {query.Title} | {trace.GetProperty("statements").GetInt32()} | {s.RequestsPerSecond:0} | {s.P50Milliseconds:0.0} | {s.P95Milliseconds:0.0} | {s.P99Milliseconds:0.0} | {s.ServerMicroseconds / 1000:0.00} | {s.PostgresMicroseconds / 1000:0.00} |");
        }
        return 0;
    }
}
