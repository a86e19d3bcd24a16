using System.Text.Json;
using System.Text.RegularExpressions;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>Every example of docs/complaints.md does what the page says, in the page's order, for the customer director.</summary>
public sealed partial class ComplaintsPageTests
{
    [Fact]
    public async Task Its_examples_run()
    {
        await using var company = await Company.OpenAsync(isStrict: true);
        var complaint = await company.FileAsync(customer: company.Customer);
        await company.StepAsync(complaint, "acknowledge");
        var known = new Dictionary<string, object> { ["complaint"] = complaint, ["complaints"] = new[] { complaint, await company.FileAsync() }, ["unit"] = company.Unit, ["department"] = company.Department, ["staff"] = Company.IdOf(company[Position.Worker]) };
        foreach (Match example in Examples().Matches(await File.ReadAllTextAsync(Repository.Path("docs", "complaints.md"))))
        {
            var text = example.Groups[1].Value;
            var data = await company.Platform.DataAsync(text, company[Position.Director], known.Where(k => text.Contains($"${k.Key}:", StringComparison.Ordinal)).ToDictionary());
            foreach (var field in data.EnumerateObject().Where(f => f.Value.ValueKind == JsonValueKind.Object))
            {
                if (field.Value.TryGetProperty("errors", out var errors)) Assert.True(errors.ValueKind == JsonValueKind.Null, $"{text}\n{errors}");
                // What an example makes, a later one may use.
                foreach (var made in field.Value.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.Object && m.Value.TryGetProperty("id", out _))) known[made.Name] = made.Value.GetProperty("id").GetString()!;
            }
        }
    }

    [GeneratedRegex("^```graphql\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Examples();
}
