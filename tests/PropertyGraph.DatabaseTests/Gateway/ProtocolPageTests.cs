using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PropertyGraph.Gateway.Http;
using PropertyGraph.Requests;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>docs/protocols.md: each request of its chapters on HTTP is answered by the real gateway, and its limits are those of the source.</summary>
[Collection(nameof(ServedGateway))]
public sealed partial class ProtocolPageTests(ServedGateway gateway)
{
    private static readonly string Page = File.ReadAllText(Repository.Path("docs", "protocols.md"));

    [Theory]
    [InlineData("HTTP", 4)]
    [InlineData("Trusted documents", 1)]
    [InlineData("Automatic persisted queries", 1)]
    public async Task Its_requests_are_answered(string chapter, int count)
    {
        var token = await gateway.Running.TokenAsync("agent");
        var hash = TrustedDocuments.Hash(await File.ReadAllTextAsync(Repository.Path("schema", "operations", "partner", "AssignedComplaints.graphql")));
        var start = Page.IndexOf($"\n## {chapter}\n", StringComparison.Ordinal);
        var requests = Request().Matches(Page[start..(Page.IndexOf("\n## ", start + 4, StringComparison.Ordinal) is > 0 and var end ? end : Page.Length)]);
        Assert.Equal(count, requests.Count);
        foreach (Match request in requests)
        {
            var line = request.Groups[1].Value.Replace("localhost:5080", gateway.Running.Address.Authority, StringComparison.Ordinal).Replace("HASH", hash, StringComparison.Ordinal);
            using var json = JsonDocument.Parse(await ShellAsync(line, token));
            Assert.False(json.RootElement.TryGetProperty("errors", out var errors), errors.ToString());
            Assert.Equal(JsonValueKind.Object, json.RootElement.GetProperty("data").ValueKind);
        }
    }

    [Fact]
    public void Its_table_has_every_limit_with_its_number()
    {
        var limits = new HttpLimits();
        var expected = typeof(HttpLimits).GetProperties().Where(p => p.PropertyType.IsPrimitive).ToDictionary(p => p.Name, p => Convert.ToInt64(p.GetValue(limits), CultureInfo.InvariantCulture));
        var table = Page[Page.IndexOf("### Limits of a connection", StringComparison.Ordinal)..];
        table = table[..(table.IndexOf("\n## ", StringComparison.Ordinal) is > 0 and var end ? end : table.Length)];
        var page = Row().Matches(table).ToDictionary(r => r.Groups[1].Value, r => long.Parse(r.Groups[2].Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));
        Assert.Equal(expected.OrderBy(l => l.Key), page.OrderBy(l => l.Key));
    }

    private static async Task<string> ShellAsync(string line, string token)
    {
        var start = new ProcessStartInfo("bash", ["-c", line]) { RedirectStandardOutput = true };
        start.Environment["TOKEN"] = token;
        using var shell = Process.Start(start)!;
        var output = await shell.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await shell.WaitForExitAsync();
        return output;
    }

    [GeneratedRegex("^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Request();

    [GeneratedRegex(@"^\| `([A-Za-z]+)` \| ([0-9,]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
