using System.Text.Json;
using System.Text.RegularExpressions;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>Every example of docs/customers.md does what the page says, in the page's order, for the customer director.</summary>
public sealed partial class CustomersPageTests
{
    [Fact]
    public async Task Its_examples_run()
    {
        await using var company = await Company.OpenAsync();
        var kind = (await company.Platform.DataAsync("""{ chargeKind(code: "MANAGEMENT") { id } }""", Actor.System)).GetProperty("chargeKind").GetProperty("id").GetString()!;
        var known = new Dictionary<string, object>
        {
            ["customer"] = Company.IdOf(company.Customer),
            ["kind"] = kind,
            ["staff"] = Company.IdOf(company[Position.Leader]),
            ["complaint"] = await company.FileAsync(customer: company.Customer),
        };
        var examples = Examples().Matches(await File.ReadAllTextAsync(Repository.Path("docs", "customers.md")));
        Assert.True(examples.Count > 8);
        foreach (var text in examples.Select(e => e.Groups[1].Value))
        {
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
