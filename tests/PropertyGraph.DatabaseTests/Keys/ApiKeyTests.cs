using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Stories;
using PropertyGraph.Execution;
using PropertyGraph.Requests;

namespace PropertyGraph.DatabaseTests.Keys;

/// <summary>API keys: made and revoked by administrators, and narrowed by their scopes.</summary>
public sealed class ApiKeyTests : IAsyncLifetime
{
    private readonly SettableTime time = new();
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync(background: true, time: time);

    public async Task DisposeAsync() => await company.DisposeAsync();

    private ModulesPlatform Platform => company.Platform;

    private Actor Administrator => company[Position.Administrator];

    private Task<JsonElement> CreateAsync(string[] scopes, object? expiresAt = null, string? key = null) => company.DoAsync("createApiKey", Administrator,
        new { partner = Company.IdOf(company.Partner), name = "Portal", scopes, expiresAt, idempotencyKey = key }, "secret apiKey { id prefix isActive scopes lastUsedAt createdBy { id } }");

    private async Task<ApiKeyGrant?> GrantAsync(string secret) =>
        ApiKeySecret.TryParse(secret, out var parsed) && await Platform.Get<ApiKeys>().FindAsync(parsed.Lookup, CancellationToken.None) is { } grant && parsed.Fits(grant.Hash) ? grant : null;

    private async Task<Actor> ActorAsync(params string[] scopes) => (await GrantAsync((await CreateAsync(scopes)).GetProperty("secret").GetString()!))!.Actor;

    [Fact]
    public async Task The_secret_is_shown_once_and_kept_nowhere()
    {
        var made = await CreateAsync(["READ"], key: "once");
        var secret = made.GetProperty("secret").GetString()!;
        Assert.Matches("^pgk_[0-9a-f]{16}_[A-Za-z0-9_-]{43}$", secret);
        Assert.Equal(secret[..20], made.GetProperty("apiKey").GetProperty("prefix").GetString());
        Assert.Equal(Company.IdOf(Administrator), made.GetProperty("apiKey").GetProperty("createdBy").GetProperty("id").GetString());

        var again = await CreateAsync(["READ"], key: "once");
        Assert.Equal(JsonValueKind.Null, again.GetProperty("secret").ValueKind);
        Assert.Equal(made.GetProperty("apiKey").GetProperty("id").GetString(), again.GetProperty("apiKey").GetProperty("id").GetString());
        Assert.Equal(1L, await Platform.ScalarAsync<long>("SELECT count(*) FROM organization.api_keys"));
        foreach (var table in new[] { "organization.api_keys", "propertygraph.audit", "propertygraph.events", "propertygraph.idempotency_keys" })
            Assert.Equal(0L, await Platform.ScalarAsync<long>($"SELECT count(*) FROM {table} AS t WHERE t::text LIKE '%{secret[21..]}%'"));
        await company.AssertLoggedAsync("ApiKey.CREATED");
    }

    [Fact]
    public async Task It_stands_for_its_partner_until_it_is_revoked_or_the_partner_is_inactive()
    {
        var made = await CreateAsync(["READ", "WRITE", "READ"]);
        var secret = made.GetProperty("secret").GetString()!;
        var grant = (await GrantAsync(secret))!;
        Assert.Equal((Audience.Partner, company.Partner.Id), (grant.Actor.Audience, grant.Actor.Id));
        Assert.Equal(["READ", "WRITE"], made.GetProperty("apiKey").GetProperty("scopes").EnumerateArray().Select(s => s.GetString()));
        Assert.Null(await GrantAsync(secret[..^1] + (secret[^1] == 'A' ? 'B' : 'A')));

        var apiKey = made.GetProperty("apiKey").GetProperty("id").GetString();
        var revoked = await company.DoAsync("revokeApiKey", Administrator, new { apiKey }, "apiKey { isActive revokedAt }");
        Assert.False(revoked.GetProperty("apiKey").GetProperty("isActive").GetBoolean());
        Assert.Null(await GrantAsync(secret));
        Assert.Equal(["Conflict"], await company.RefusedAsync("revokeApiKey", Administrator, new { apiKey }));

        var other = (await CreateAsync(["READ"])).GetProperty("secret").GetString()!;
        await company.DoAsync("deactivatePartner", Administrator, new { partner = Company.IdOf(company.Partner) }, "partner { id }");
        Assert.Null(await GrantAsync(other));
        Assert.Equal(["Conflict"], await company.RefusedAsync("createApiKey", Administrator, new { partner = Company.IdOf(company.Partner), name = "x", scopes = new[] { "READ" } }));
        await company.AssertLoggedAsync("ApiKey.REVOKED");
    }

    [Fact]
    public async Task Only_administrators_see_make_and_revoke_them()
    {
        var apiKey = (await CreateAsync(["READ"])).GetProperty("apiKey").GetProperty("id").GetString();
        foreach (var persona in company.Personas)
        {
            var isAdministrator = persona == Administrator;
            var data = await Platform.DataAsync("query($id: ID!) { apiKeys { totalCount } apiKey(id: $id) { name } }", persona, new { id = apiKey });
            Assert.Equal(isAdministrator ? 1 : 0, data.GetProperty("apiKeys").GetProperty("totalCount").GetInt32());
            Assert.Equal(isAdministrator, data.GetProperty("apiKey").ValueKind == JsonValueKind.Object);
            if (isAdministrator) continue;
            Assert.Equal(["NotAllowed"], await company.RefusedAsync("revokeApiKey", persona, new { apiKey }));
            Assert.Equal(["NotAllowed"], await company.RefusedAsync("createApiKey", persona, new { partner = Company.IdOf(company.Partner), name = "x", scopes = new[] { "READ" } }));
        }
    }

    [Fact]
    public async Task What_makes_no_key_is_told()
    {
        foreach (var (scopes, expiresAt, name) in new (string[], object?, string)[] { ([], null, "x"), (["READ"], time.GetUtcNow().AddHours(-1), "x"), (["READ"], null, " ") })
            Assert.Equal(["ValidationError"], await company.RefusedAsync("createApiKey", Administrator, new { partner = Company.IdOf(company.Partner), name, scopes, expiresAt }));
        Assert.Equal(["NotFound"], await company.RefusedAsync("createApiKey", Administrator, new { partner = Schema.GlobalId.Encode("Partner", Guid.NewGuid()), name = "x", scopes = new[] { "READ" } }));
    }

    [Fact]
    public async Task A_scope_that_a_key_lacks_is_refused_whatever_the_document()
    {
        const string query = "{ complaints { totalCount } }", live = "subscription { complaintChanged { cursor } }";
        const string file = "mutation { fileComplaint(input: { title: \"t\", description: \"d\" }) { reference errors { __typename } } }";
        foreach (var (scope, allowed) in new[] { ("READ", query), ("SUBSCRIBE", live), ("WRITE", file) })
        {
            var actor = await ActorAsync(scope);
            foreach (var document in new[] { query, live, file })
                Assert.Equal(document == allowed ? null : "PG-REQ-SCOPE", await FirstCodeAsync(document, actor));
        }
        Assert.Null(await FirstCodeAsync(query, await ActorAsync("READ", "WRITE")));
    }

    [Fact]
    public async Task What_a_payload_reads_is_reading()
    {
        var before = await Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.complaints");
        var writer = await ActorAsync("WRITE");
        foreach (var selection in new[] { "complaint { id }", "query { complaints { nodes { id } } }", "query { __typename complaints { totalCount } }" })
            Assert.Equal("PG-REQ-SCOPE", await FirstCodeAsync($"mutation {{ fileComplaint(input: {{ title: \"t\", description: \"d\" }}) {{ {selection} }} }}", writer));
        Assert.Equal(before, await Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.complaints"));
        Assert.Null(await FirstCodeAsync("mutation { fileComplaint(input: { title: \"t\", description: \"d\" }) { complaint { id } } }", await ActorAsync("READ", "WRITE")));
    }

    [Fact]
    public async Task When_it_was_last_used_is_written_down_without_an_audit_row()
    {
        var made = await CreateAsync(["READ"]);
        var grant = (await GrantAsync(made.GetProperty("secret").GetString()!))!;
        var before = await Platform.ScalarAsync<long>("SELECT count(*) FROM propertygraph.audit");

        await Platform.Get<ApiKeys>().UsedAsync(new([grant.Id], time.GetUtcNow()), CancellationToken.None);

        var data = await Platform.DataAsync("{ apiKeys { nodes { lastUsedAt } } }", Administrator);
        Assert.Equal(time.GetUtcNow(), data.GetProperty("apiKeys").GetProperty("nodes")[0].GetProperty("lastUsedAt").GetDateTimeOffset(), TimeSpan.FromSeconds(60));
        Assert.Equal(before, await Platform.ScalarAsync<long>("SELECT count(*) FROM propertygraph.audit"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pgk_")]
    [InlineData("pgk_0123456789abcdef_")]
    [InlineData("pgk_0123456789ABCDEF_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pgk_0123456789abcdef-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pgk_0123456789abcdef_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!")]
    [InlineData("pgx_0123456789abcdef_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_has_not_the_form_of_a_key_is_none(string text) => Assert.False(ApiKeySecret.TryParse(text, out _));

    [Fact]
    public void No_two_keys_are_alike()
    {
        var keys = Enumerable.Range(0, 1000).Select(_ => ApiKeySecret.New()).ToList();
        Assert.Equal(1000, keys.Select(k => k.Text).Distinct().Count());
        Assert.Equal(1000, keys.Select(k => k.Secret.Lookup).Distinct().Count());
        Assert.All(keys, k => Assert.True(ApiKeySecret.TryParse(k.Text, out var parsed) && parsed.Lookup == k.Secret.Lookup && parsed.Fits(k.Secret.Hash)));
    }

    private async Task<string?> FirstCodeAsync(string document, Actor actor)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        // A live view that opens has nothing to tell: a change that comes is its first answer.
        await foreach (var answer in Platform.Engine.SubscribeAsync(new GraphRequest(document) { Cost = document.StartsWith("subscription", StringComparison.Ordinal) ? CostMode.Validate : CostMode.None }, actor, limit.Token))
            using (answer)
            {
                var json = JsonSerializer.Deserialize<JsonElement>(answer.Json.Span);
                return json.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("extensions").GetProperty("code").GetString() : null;
            }
        return "no answer";
    }
}
