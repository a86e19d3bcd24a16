using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using PropertyGraph.Requests;

namespace PropertyGraph.DatabaseTests.Keys;

/// <summary>A partner's portal with its API key on the real gateway: from the key to the rows, and to nothing else, until the key is revoked.</summary>
public sealed partial class ApiKeyHttpTests(ApiKeyHttpTests.Portal portal) : IClassFixture<ApiKeyHttpTests.Portal>
{
    private const string Other = "{ complaints { totalCount } }";

    /// <summary>Two gateways of one fleet, a partner with work to do, and a key for its portal's documents.</summary>
    public sealed class Portal : IAsyncLifetime
    {
        public GatewayProcess First { get; private set; } = null!;
        public GatewayProcess Second { get; private set; } = null!;
        public string Administrator { get; private set; } = "";
        public string Partner { get; private set; } = "";
        public string Complaint { get; private set; } = "";

        public async Task InitializeAsync()
        {
            var database = await TestServer.CreateDatabaseAsync();
            // Tokens are asked about every ten minutes: what is seen sooner is the keys' own haste.
            (string, string)[] patient = [("Connections__Recheck", "00:10:00"), ("Connections__Init", "00:10:00")];
            First = await GatewayProcess.ServeAsync(database, environment: patient);
            Second = await GatewayProcess.ServeAsync(database, environment: patient);
            Administrator = await First.TokenAsync("admin");
            var manager = await First.TokenAsync("manager");
            Partner = (await First.DataAsync(Administrator, """mutation { registerPartner(input: { code: "LIFTS", name: "Lifts and Sons", trade: "lifts" }) { partner { id } } }""")).GetProperty("registerPartner").GetProperty("partner").GetProperty("id").GetString()!;
            Complaint = (await First.DataAsync(manager, """mutation { fileComplaint(input: { title: "Lift", description: "It stops.", channel: HOTLINE }) { complaint { id } } }""")).GetProperty("fileComplaint").GetProperty("complaint").GetProperty("id").GetString()!;
            await First.DataAsync(manager, """mutation { fileComplaint(input: { title: "Not theirs", description: "-", channel: HOTLINE }) { complaint { id } } }""");
            var staff = (await First.DataAsync(manager, """{ staff(first: 1, where: { position: { eq: MANAGER } }) { nodes { id } } }""")).GetProperty("staff").GetProperty("nodes")[0].GetProperty("id").GetString();
            await First.DataAsync(manager, "mutation($c: ID!, $s: ID!) { acknowledgeComplaint(input: { complaint: $c, accountable: $s }) { errors { ... on Error { message } } } }", new { c = Complaint, s = staff });
            await First.DataAsync(manager, "mutation($c: ID!, $p: ID!) { assignComplaint(input: { complaint: $c, partner: $p, reason: \"lifts\" }) { errors { ... on Error { message } } } }", new { c = Complaint, p = Partner });
        }

        public async Task<(string Id, string Secret)> KeyAsync(string[] scopes, string? client = null, DateTimeOffset? expiresAt = null)
        {
            var made = (await First.DataAsync(Administrator, "mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret apiKey { id } errors { ... on Error { message } } } }",
                new { input = new { partner = Partner, name = "Portal", scopes, client, expiresAt } })).GetProperty("createApiKey");
            return (made.GetProperty("apiKey").GetProperty("id").GetString()!, made.GetProperty("secret").GetString()!);
        }

        public Task RevokeAsync(string id) => First.DataAsync(Administrator, "mutation($id: ID!) { revokeApiKey(input: { apiKey: $id }) { errors { ... on Error { message } } } }", new { id });

        public async Task DisposeAsync()
        {
            await First.DisposeAsync();
            await Second.DisposeAsync();
        }
    }

    private static async Task<string> HashAsync(string document) => TrustedDocuments.Hash(await File.ReadAllTextAsync(Repository.Path("schema", "operations", "partner", $"{document}.graphql")));

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(GatewayProcess gateway, string key, object body)
    {
        using var http = new HttpClient { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await http.PostAsJsonAsync("graphql", body);
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    private static string? Code(JsonElement answer) => answer.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("extensions").GetProperty("code").GetString() : null;

    [Fact]
    public async Task A_portal_gets_from_its_key_to_its_rows()
    {
        var (_, key) = await portal.KeyAsync(["READ", "WRITE"], "partner");

        var (_, list) = await PostAsync(portal.First, key, new { documentId = await HashAsync("AssignedComplaints") });
        var rows = list.GetProperty("data").GetProperty("complaints").GetProperty("nodes");
        Assert.Equal(portal.Complaint, Assert.Single(rows.EnumerateArray()).GetProperty("id").GetString());
        var (_, one) = await PostAsync(portal.Second, key, new { documentId = await HashAsync("AssignedComplaint"), variables = new { id = portal.Complaint } });
        Assert.Equal(portal.Complaint, one.GetProperty("data").GetProperty("complaint").GetProperty("id").GetString());
        var (_, noted) = await PostAsync(portal.First, key, new { documentId = await HashAsync("AddNote"), variables = new { complaint = portal.Complaint, note = "The part is ordered." } });
        Assert.Null(Code(noted));
    }

    /// <summary>The page's own request, by the program that it names, with a key that the page's own mutation made.</summary>
    [Fact]
    public async Task The_request_of_the_page_works()
    {
        var page = Example().Match(await File.ReadAllTextAsync(Repository.Path("docs", "protocols.md")));
        Assert.True(page.Success);
        var made = await portal.First.DataAsync(portal.Administrator, page.Groups[1].Value, new { partner = portal.Partner });
        var command = page.Groups[2].Value.Replace("localhost:5080", portal.First.Address.Authority, StringComparison.Ordinal).Replace("HASH", await HashAsync("AssignedComplaints"), StringComparison.Ordinal);
        using var curl = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true, Environment = { ["KEY"] = made.GetProperty("createApiKey").GetProperty("secret").GetString()! } })!;
        var said = await curl.StandardOutput.ReadToEndAsync();
        await curl.WaitForExitAsync();

        Assert.Equal(1, JsonDocument.Parse(said).RootElement.GetProperty("data").GetProperty("complaints").GetProperty("totalCount").GetInt32());
    }

    [GeneratedRegex("^## API keys$.*?^```graphql\n(.*?)^```$.*?^```sh key\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [Fact]
    public async Task And_to_nothing_else_by_any_transport()
    {
        var (_, key) = await portal.KeyAsync(["READ", "SUBSCRIBE", "WRITE"], "partner");

        foreach (var query in new[] { Other, "{ __typename }", "{ __schema { types { name } } }", "mutation { fileComplaint(input: { title: \"t\", description: \"d\" }) { reference } }" })
            Assert.Equal("PG-REQ-TRUSTED", Code((await PostAsync(portal.First, key, new { query })).Answer));
        Assert.Equal("PG-REQ-TRUSTED", Code((await PostAsync(portal.First, key, new { query = Other, extensions = new { persistedQuery = new { version = 1, sha256Hash = TrustedDocuments.Hash(Other) } } })).Answer));
        using var socket = await portal.First.SubscribeAsync(key, "subscription { complaintChanged { cursor } }");
        var message = await GatewayProcess.ReadAsync(socket);
        Assert.Equal(("error", "PG-REQ-TRUSTED"), (message.GetProperty("type").GetString(), message.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString()));
        Assert.Contains("PG-REQ-TRUSTED", await FirstEventAsync(portal.First, key, new { query = "subscription { complaintChanged { cursor } }" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_any_document_runs_what_its_scopes_allow()
    {
        var (_, key) = await portal.KeyAsync(["READ"]);
        Assert.Equal(1, (await PostAsync(portal.First, key, new { query = Other })).Answer.GetProperty("data").GetProperty("complaints").GetProperty("totalCount").GetInt32());
        Assert.Equal("PG-REQ-SCOPE", Code((await PostAsync(portal.First, key, new { query = "mutation { fileComplaint(input: { title: \"t\", description: \"d\" }) { reference } }" })).Answer));
        using var socket = await portal.First.SubscribeAsync(key, "subscription { complaintChanged { cursor } }");
        Assert.Equal("PG-REQ-SCOPE", (await GatewayProcess.ReadAsync(socket)).GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_revoked_key_lets_nobody_in_on_any_gateway_and_its_connections_close()
    {
        // A second is the promise; a busy machine that runs all tests at once gets several tries at it.
        var took = TimeSpan.MaxValue;
        for (var tries = 0; tries < 10 && took > TimeSpan.FromSeconds(1); tries++) took = await RevokedAsync();
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    /// <summary>How long after the revocation all connections have ended.</summary>
    private async Task<TimeSpan> RevokedAsync()
    {
        var (id, key) = await portal.KeyAsync(["READ", "SUBSCRIBE"]);
        foreach (var gateway in new[] { portal.First, portal.Second }) Assert.Equal(HttpStatusCode.OK, (await PostAsync(gateway, key, new { query = Other })).Status);
        using var socket = await portal.Second.SubscribeAsync(key, "subscription { complaintChanged { cursor } }");
        var ended = FirstEventAsync(portal.Second, key, new { query = "subscription { complaintChanged { cursor } }" }, toEnd: true);

        await portal.RevokeAsync(id);

        var revoked = TimeProvider.System.GetTimestamp();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        // What was told before it does not count.
        while ((await socket.ReceiveAsync(new byte[1000], limit.Token)).MessageType != WebSocketMessageType.Close) { }
        Assert.Equal(4403, (int?)socket.CloseStatus);
        Assert.Contains(": The API key was revoked", await ended.WaitAsync(limit.Token), StringComparison.Ordinal);
        var took = TimeProvider.System.GetElapsedTime(revoked);
        foreach (var gateway in new[] { portal.First, portal.Second })
        {
            var (status, answer) = await PostAsync(gateway, key, new { query = Other });
            Assert.Equal((HttpStatusCode.Unauthorized, "PG-REQ-KEY"), (status, Code(answer)));
        }
        return took;
    }

    [Fact]
    public async Task A_wrong_key_and_one_whose_time_is_over_are_refused()
    {
        var (_, key) = await portal.KeyAsync(["READ"], expiresAt: DateTimeOffset.UtcNow.AddSeconds(3));
        var wrong = key[..^1] + (key[^1] == 'A' ? 'B' : 'A');
        foreach (var bad in new[] { wrong, "pgk_x", key[..^1], "pgk_0000000000000000_" + new string('A', 43) })
            Assert.Equal((HttpStatusCode.Unauthorized, "PG-REQ-KEY"), ((await PostAsync(portal.First, bad, new { query = Other })) is var (status, answer) ? status : default, Code((await PostAsync(portal.First, bad, new { query = Other })).Answer)));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Code((await PostAsync(portal.First, key, new { query = Other })).Answer) is null)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Delay(100);
        }
        Assert.Equal("PG-REQ-KEY", Code((await PostAsync(portal.First, key, new { query = Other })).Answer));
    }

    /// <summary>What comes over an event stream until it ends, or until its first event.</summary>
    private static async Task<string> FirstEventAsync(GatewayProcess gateway, string key, object body, bool toEnd = false)
    {
        using var http = new HttpClient { BaseAddress = gateway.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.Accept.Add(new("text/event-stream"));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var text = "";
        while (await reader.ReadLineAsync() is { } line && (toEnd || !text.Contains("data:", StringComparison.Ordinal))) text += line + "\n";
        return text;
    }
}
