using System.Text.Json;
using System.Text.RegularExpressions;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>The examples of a page of docs, run one after the other for the customer director: each has to succeed.</summary>
internal static partial class PageExamples
{
    /// <param name="page">Name of the file in docs.</param>
    /// <param name="known">Values of variables by name; what an example makes, a later one may use by the name of its field; a version that it tells, as version.</param>
    /// <returns>How many there are.</returns>
    public static async Task<int> RunAsync(Company company, string page, Dictionary<string, object> known)
    {
        var examples = Examples().Matches(await File.ReadAllTextAsync(Repository.Path("docs", page)));
        foreach (var text in examples.Select(e => e.Groups[1].Value))
        {
            var data = await company.Platform.DataAsync(text, company[Position.Director], known.Where(k => text.Contains($"${k.Key}:", StringComparison.Ordinal)).ToDictionary());
            foreach (var field in data.EnumerateObject().Where(f => f.Value.ValueKind == JsonValueKind.Object))
            {
                if (field.Value.TryGetProperty("errors", out var errors)) Assert.True(errors.ValueKind == JsonValueKind.Null, $"{text}\n{errors}");
                foreach (var made in field.Value.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.Object && m.Value.TryGetProperty("id", out _))) known[made.Name] = made.Value.GetProperty("id").GetString()!;
                foreach (var told in field.Value.EnumerateObject().Where(t => t.Value.ValueKind == JsonValueKind.Object && t.Value.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.String)) known["version"] = told.Value.GetProperty("version").GetString()!;
            }
        }
        return examples.Count;
    }

    [GeneratedRegex("^```graphql\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Examples();
}
