using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Keys;

/// <summary>A partner's portal with its API key on the real gateway: from the key to the rows, and to nothing else, until the key is revoked.</summary>
public sealed partial class ApiKeyHttpTests(ApiKeyHttpTests.Portal portal) : IClassFixture<ApiKeyHttpTests.Portal>
{
    private const string Other = "{ complaints { totalCount } }";

    /// <summary>Two gateways of one fleet, a partner with work to do, and a key for its portal's documents.</summary>
    public sealed class Portal : IAsyncLifetime
    {
        private string database = "";

        public GatewayProcess First { get; private set; } = null!;
        public GatewayProcess Second { get; private set; } = null!;
        public string Administrator { get; private set; } = "";
        public string Partner { get; private set; } = "";
        public string Complaint { get; private set; } = "";

        public async Task InitializeAsync()
        {
            database = await TestServer.CreateDatabaseAsync();
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

        public async Task<(string Id, string Secret)> KeyAsync(string[] scopes, string? client = null, DateTimeOffset? expiresAt = null, string? person = null)
        {
            var made = (await First.DataAsync(Administrator, "mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret apiKey { id } errors { ... on Error { message } } } }",
                new { input = new { partner = Partner, name = "Portal", scopes, client, expiresAt, person } })).GetProperty("createApiKey");
            return (made.GetProperty("apiKey").GetProperty("id").GetString()!, made.GetProperty("secret").GetString()!);
        }

        /// <summary>Somebody who works for the partner.</summary>
        public async Task<string> PersonAsync(string name) => (await First.DataAsync(Administrator, "mutation($input: AddPartnerPersonInput!) { addPartnerPerson(input: $input) { partnerPerson { id } } }",
            new { input = new { partner = Partner, name } })).GetProperty("addPartnerPerson").GetProperty("partnerPerson").GetProperty("id").GetString()!;

        /// <summary>A token with which the person signs in on the first gateway.</summary>
        public async Task<string> SignInAsync(string person)
        {
            var token = await First.TokenAsync("partner");
            await using var source = NpgsqlDataSource.Create(database);
            await using var grant = source.CreateCommand($"UPDATE propertygraph.principals SET person_id = '{GlobalKey(person)}' WHERE subject = 'development:partner'");
            Assert.Equal(1, await grant.ExecuteNonQueryAsync());
            return token;
        }

        /// <summary>Ends a person's work for the partner, by way of the second gateway.</summary>
        public async Task DismissAsync(string person) => await Second.DataAsync(await Second.TokenAsync("admin"),
            "mutation($id: ID!) { deactivatePartnerPerson(input: { partnerPerson: $id }) { errors { ... on Error { message } } } }", new { id = person });

        /// <summary>An order for the partner.</summary>
        public async Task<string> OrderAsync() => (await First.DataAsync(await First.TokenAsync("agent"), "mutation($input: OfferDispatchOrderInput!) { offerDispatchOrder(input: $input) { dispatchOrder { id } errors { ... on Error { message } } } }",
            new { input = new { kind = "LIFT_REPAIR", title = "Lift", partner = Partner, complaint = Complaint, windowFrom = DateTimeOffset.UtcNow.AddHours(1), windowTo = DateTimeOffset.UtcNow.AddHours(3), effortHours = 1 } }))
            .GetProperty("offerDispatchOrder").GetProperty("dispatchOrder").GetProperty("id").GetString()!;

        public async Task<long> CountAsync(string sql)
        {
            await using var source = NpgsqlDataSource.Create(database);
            await using var command = source.CreateCommand(sql);
            return (long)(await command.ExecuteScalarAsync())!;
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

    /// <summary>What a partner is there for: an order is accepted, started and finished by the key of one of its people, until that person is gone.</summary>
    [Fact]
    public async Task A_persons_key_does_the_firms_orders_and_ends_with_the_person()
    {
        var person = await portal.PersonAsync("Zhao");
        var (_, key) = await portal.KeyAsync(["READ", "WRITE"], person: person);
        var order = await portal.OrderAsync();
        foreach (var (step, status) in new[] { ("accept", "ACCEPTED"), ("start", "STARTED"), ("finish", "FINISHED") })
        {
            var (_, done) = await PostAsync(step == "start" ? portal.Second : portal.First, key, new
            {
                query = $"mutation($order: ID!) {{ {step}DispatchOrder(input: {{ dispatchOrder: $order }}) {{ dispatchOrder {{ status partner {{ name }} }} errors {{ ... on Error {{ message }} }} }} }}",
                variables = new { order },
            });
            Assert.Equal(status, done.GetProperty("data").GetProperty($"{step}DispatchOrder").GetProperty("dispatchOrder").GetProperty("status").GetString());
        }
        var (_, hire) = await PostAsync(portal.First, key, new { query = "mutation { registerPartner(input: { code: \"X\", name: \"X\", trade: \"x\" }) { errors { ... on Error { code } } } }" });
        Assert.Equal("PG-CMD-NOT-ALLOWED", hire.GetProperty("data").GetProperty("registerPartner").GetProperty("errors")[0].GetProperty("code").GetString());

        await portal.DismissAsync(person);
        foreach (var gateway in new[] { portal.First, portal.Second }) await UntilAsync(async () => Code((await PostAsync(gateway, key, new { query = Other })).Answer) == "PG-REQ-KEY");
    }

    /// <summary>A person who signs in with a token acts for the firm under the own name.</summary>
    [Fact]
    public async Task Somebody_of_the_firm_signs_in_and_is_out_when_dismissed()
    {
        var person = await portal.PersonAsync("Reed");
        var token = await portal.SignInAsync(person);
        // Who the token was before is remembered for some seconds.
        await UntilAsync(async () => (await PostAsync(portal.First, token, new { query = "{ partnerPeople { nodes { name } } complaints { totalCount } }" })).Answer.GetProperty("data").GetProperty("complaints").GetProperty("totalCount").GetInt32() == 1);
        var (_, added) = await PostAsync(portal.First, token, new
        {
            query = "mutation($partner: ID!) { addPartnerPerson(input: { partner: $partner, name: \"Reed's colleague\" }) { partnerPerson { name } errors { ... on Error { message } } } }",
            variables = new { partner = portal.Partner },
        });
        Assert.Equal("Reed's colleague", added.GetProperty("data").GetProperty("addPartnerPerson").GetProperty("partnerPerson").GetProperty("name").GetString());
        Assert.Equal(1L, await portal.CountAsync($"SELECT count(*) FROM propertygraph.audit WHERE command = 'addPartnerPerson' AND subject = 'partner-person:{GlobalKey(person)}'"));

        await portal.DismissAsync(person);
        await UntilAsync(async () => Code((await PostAsync(portal.First, token, new { query = Other })).Answer) == "PG-REQ-SUBJECT");
    }

    private static Guid GlobalKey(string id) => GlobalId.TryDecode(id, out _, out var key) ? key : throw new FormatException(id);

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Delay(20);
        }
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
