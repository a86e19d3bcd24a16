using System.Text.Json;
using System.Text.RegularExpressions;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>What those who took part in a tale read in the end, in a file beside the test.</summary>
internal static partial class Tale
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Compares what each reads; complaints' numbers are counted by their first appearance, and no ids or times are read.</summary>
    /// <param name="reads">Query and its variables; without a query, what was read already.</param>
    public static async Task AssertAsync(Company company, string name, params (Actor Reader, string? Query, object Given)[] reads)
    {
        var answers = new List<object>();
        foreach (var (reader, query, given) in reads)
            answers.Add(new { reader = reader.Role, answer = query is null ? (JsonElement)given : await company.Platform.DataAsync(query, reader, given) });
        var text = JsonSerializer.Serialize(answers, Readable);
        var known = new Dictionary<string, string>();
        text = Reference().Replace(text, m => known.TryGetValue(m.Value, out var number) ? number : known[m.Value] = $"C-2026-00000{known.Count + 1}");
        Repository.AssertGolden(Repository.Path("tests", "PropertyGraph.DatabaseTests", "Stories", $"{name}.json"), text.ReplaceLineEndings("\n") + "\n");
    }

    [GeneratedRegex(@"C-\d{4}-\d{6}")]
    private static partial Regex Reference();
}
