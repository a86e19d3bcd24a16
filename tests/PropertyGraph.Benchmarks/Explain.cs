using System.Text;
using System.Text.RegularExpressions;
using PropertyGraph.Benchmarks.Operations;

namespace PropertyGraph.Benchmarks;

/// <summary>
/// <c>EXPLAIN (ANALYZE, BUFFERS)</c> of the statements that the gateway really sends, with its own parameters and prepared as there: PostgreSQL's auto_explain writes the plans into its log while the
/// gateway answers, and here they are read from it.
/// </summary>
internal static partial class Explain
{
    /// <summary>PostgreSQL plans a prepared statement anew for its first five executions, and then decides.</summary>
    private const int Repetitions = 8;

    private static readonly string[] Settings = ["log_min_duration = 0", "log_analyze = on", "log_buffers = on", "log_timing = off"];

    public static async Task<int> RunAsync(Options options, CancellationToken cancel)
    {
        bool IsAsked(string name) => options.Operations.Count == 0 || options.Operations.Contains(name);
        List<Operation> operations = [.. AllOperations.List.Where(o => IsAsked(o.Name))];
        List<IndicatorQuery> indicators = [.. IndicatorQuery.All.Where(q => IsAsked(q.Name))];
        if (operations.Count + indicators.Count == 0)
            throw new ArgumentException($"There is none of these; there are {string.Join(", ", AllOperations.List.Select(o => o.Name).Concat(IndicatorQuery.All.Select(q => q.Name)))}.");
        await using var bench = await Bench.StartAsync(options, cancel);
        using var report = new Report(options.Output);
        // Read when a session begins: the gateway that is asked is started after this, and the one of the bench only told us that the database is ready.
        try
        {
            await bench.Preparation.RunAsync("ALTER DATABASE propertygraph SET session_preload_libraries = 'auto_explain'");
            foreach (var setting in Settings) await bench.Preparation.RunAsync($"LOAD 'auto_explain'; ALTER DATABASE propertygraph SET auto_explain.{setting}");
            await using var explained = await bench.StartProductAsync();
            foreach (var operation in operations)
            {
                var variants = await operation.VariantsAsync(explained.Preparation);
                await ExplainAsync(explained, operation.Name, operation.Title, operation.Query, [.. variants.Select(v => v.Variables)], options, report);
            }
            foreach (var query in indicators) await ExplainAsync(explained, query.Name, query.Title, query.Query, [query.Variables], options, report);
        }
        finally
        {
            await bench.Preparation.RunAsync("ALTER DATABASE propertygraph RESET ALL");
        }
        return 0;
    }

    private static async Task ExplainAsync(AskedProduct explained, string name, string title, string query, IReadOnlyList<object> variants, Options options, Report report)
    {
        if (!await explained.Preparation.KnowsAsync(query, variants[0])) return;
        var log = Path.Combine(options.Data, "postgres.log");
        var before = new FileInfo(log).Length;
        for (var i = 0; i < Repetitions; i++) await explained.Preparation.AskAsync(query, variants[i % variants.Count]);
        report.Line($"\n## {name}: {title}\n");
        await using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(before, SeekOrigin.Begin);
        using var reader = new StreamReader(file, Encoding.UTF8);
        foreach (var plan in Plans(await reader.ReadToEndAsync())) report.Line($"```\n{plan}\n```\n");
    }

    /// <summary>The last plan of each statement, without those of the platform's own tables.</summary>
    private static IEnumerable<string> Plans(string log)
    {
        var last = new Dictionary<string, string>();
        foreach (Match entry in Entry().Matches(log))
        {
            var text = entry.Groups["plan"].Value.Replace("\n\t", "\n", StringComparison.Ordinal).TrimEnd();
            var sql = Query().Match(text).Value;
            if (sql.Length > 0 && !OwnTable().IsMatch(sql) && !sql.Contains("pg_", StringComparison.Ordinal)) last[sql] = text.TrimStart();
        }
        return last.Values;
    }

    [GeneratedRegex(@"^[^\t\n][^\n]*duration: [0-9.]+ ms  plan:\n(?<plan>(\t[^\n]*\n|\t?\n)*)", RegexOptions.Multiline)]
    private static partial Regex Entry();

    /// <summary>Its functions are in statements of the gateway as well.</summary>
    [GeneratedRegex(@"\b(FROM|JOIN|INTO|UPDATE) propertygraph\.\w+(?![\w(])")]
    private static partial Regex OwnTable();

    [GeneratedRegex(@"Query Text: .*?\n(?=\S[^\n]*\(cost=)", RegexOptions.Singleline)]
    private static partial Regex Query();
}
