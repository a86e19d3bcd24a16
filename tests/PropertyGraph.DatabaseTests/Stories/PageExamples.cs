using System.Text.Json;
using System.Text.RegularExpressions;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>The examples of a page of docs, run one after the other: each has to succeed.</summary>
internal static partial class PageExamples
{
    /// <param name="page">Name of the file in docs.</param>
    /// <param name="known">Values of variables by name; what an example makes, a later one may use by the name of its field; a version that it tells, as version.</param>
    /// <param name="by">Who runs them.</param>
    /// <returns>Their answers.</returns>
    public static async Task<IReadOnlyList<JsonElement>> RunAsync(Company company, string page, Dictionary<string, object> known, Position by = Position.Director)
    {
        var answers = new List<JsonElement>();
        foreach (var text in Examples().Matches(await File.ReadAllTextAsync(Repository.Path("docs", page))).Select(e => e.Groups[1].Value))
        {
            var data = await company.Platform.DataAsync(text, company[by], known.Where(k => text.Contains($"${k.Key}:", StringComparison.Ordinal)).ToDictionary());
            foreach (var field in data.EnumerateObject().Where(f => f.Value.ValueKind == JsonValueKind.Object))
            {
                if (field.Value.TryGetProperty("errors", out var errors)) Assert.True(errors.ValueKind == JsonValueKind.Null, $"{text}\n{errors}");
                foreach (var made in field.Value.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.Object && m.Value.TryGetProperty("id", out _))) known[made.Name] = made.Value.GetProperty("id").GetString()!;
                foreach (var told in field.Value.EnumerateObject().Where(t => t.Value.ValueKind == JsonValueKind.Object && t.Value.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.String)) known["version"] = told.Value.GetProperty("version").GetString()!;
            }
            answers.Add(data);
        }
        return answers;
    }

    [GeneratedRegex("^```graphql\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Examples();
}
