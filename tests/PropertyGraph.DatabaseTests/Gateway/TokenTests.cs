using System.Net;
using System.Text.Json;
using PropertyGraph.Gateway.Auth;
using PropertyGraph.Modules;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>Who is taken for whom.</summary>
public sealed class TokenTests
{
    private static StringContent Query => GatewayHost.Json(new { query = "{ __typename }" });

    [Fact]
    public async Task The_personas_are_listed()
    {
        await using var host = await GatewayHost.StartAsync();
        using var json = JsonDocument.Parse(await host.Http.GetStringAsync("/dev/personas"));
        Assert.Equal(
            ["agent", "worker", "leader", "manager", "director", "surveyor", "trainer", "admin", "customer", "key-account", "partner", "nobody"],
            json.RootElement.EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.Equal("STAFF", json.RootElement[0].GetProperty("audience").GetString());
    }

    [Fact]
    public async Task A_token_acts_as_its_persona_and_nobody_is_hired_twice()
    {
        await using var host = await GatewayHost.StartAsync();
        var tokens = await Task.WhenAll(host.TokenAsync("agent"), host.TokenAsync("agent"));
        using var response = await host.PostAsync(Query, token: tokens[0]);
        Assert.Contains("\"audience\":\"Staff\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1, host.Engine.Hired);
    }

    [Fact]
    public async Task Nobody_has_no_token() => Assert.Null(await (await GatewayHost.StartAsync()).TokenAsync("nobody"));

    [Theory]
    [InlineData("partner", true)]
    [InlineData("portal.example.com", true)]
    [InlineData("somebody-elses", false)]
    [InlineData(null, null)]
    public async Task A_token_says_which_client_asks(string? client, bool? trustedOnly)
    {
        await using var host = await GatewayHost.StartAsync("Development", null,
            ("Clients:partner:TrustedOnly", "true"), ("Clients:partner:Ids:0", "portal.example.com"), ("Clients:partner:Ids:1", "partner"), ("Clients:web:TrustedOnly", "false"));
        var token = await host.TokenAsync("agent", client);
        using var response = await host.PostAsync(Query, token: token);
        Assert.Equal(trustedOnly, host.Engine.LastActor!.Client?.TrustedOnly);
        Assert.Equal(trustedOnly == true ? "partner" : client, host.Engine.LastActor.Client?.Name);
    }

    [Theory]
    [InlineData("Clients:nobodys:TrustedOnly", "true", "schema/operations/nobodys")]
    [InlineData("Clients:partner:TrustedOnyl", "true", "TrustedOnyl")]
    [InlineData("Clients:partner:TrustedOnly", "perhaps", "TrustedOnly")]
    public async Task A_client_that_is_configured_wrongly_stops_the_start(string name, string value, string told)
    {
        var stop = await Assert.ThrowsAsync<StartupException>(() => GatewayHost.StartAsync("Development", null, (name, value)));
        Assert.Contains(told, stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_persona_needs_a_customer()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.Http.PostAsync("/dev/token", GatewayHost.Json(new { persona = "customer" }));
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("--demo small", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        host.Engine.Customer = Guid.NewGuid();
        using var answer = await host.PostAsync(Query, token: await host.TokenAsync("customer"));
        Assert.Contains("\"audience\":\"Customer\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stranger", HttpStatusCode.BadRequest)]
    [InlineData("partner", HttpStatusCode.Conflict)]
    public async Task Other_personas_are_refused_with_a_sentence(string persona, HttpStatusCode status)
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.Http.PostAsync("/dev/token", GatewayHost.Json(new { persona }));
        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("nonsense", "the token is not valid")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJkZXZlbG9wbWVudDphZ2VudCJ9.", "the token is not valid")]
    public async Task An_invalid_token_is_401(string token, string description)
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.PostAsync(Query, token: token);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains(description, response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_token_is_401()
    {
        await using var host = await GatewayHost.StartAsync();
        var token = DevelopmentIssuer.Open(host.DataDirectory).Issue("development:agent", DateTimeOffset.UtcNow.AddHours(-13));
        using var response = await host.PostAsync(Query, token: token);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("expired", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_valid_token_of_somebody_unknown_is_403_and_not_anonymous()
    {
        await using var host = await GatewayHost.StartAsync();
        var token = DevelopmentIssuer.Open(host.DataDirectory).Issue("somebody@example.com", DateTimeOffset.UtcNow);
        using var response = await host.PostAsync(Query, token: token);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("./run grant", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_signing_key_is_for_its_owner_only()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var host = await GatewayHost.StartAsync();
        var file = Directory.GetFiles(host.DataDirectory, "*.key").Single();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Development_routes_answer_only_to_this_machines_names()
    {
        await using var host = await GatewayHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dev/personas");
        request.Headers.Host = "rebound.example.com";
        using var response = await host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/dev/personas")]
    [InlineData("/dev/token")]
    public async Task Elsewhere_the_development_routes_do_not_exist(string path)
    {
        await using var host = await GatewayHost.StartAsync("Production", null, ("Auth:Authority", "https://issuer.example.com"), ("Auth:Audience", "propertygraph"));
        using var get = await host.Http.GetAsync(path);
        using var post = await host.Http.PostAsync(path, GatewayHost.Json(new { persona = "admin" }));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (get.StatusCode, post.StatusCode));
    }

    [Fact]
    public async Task Elsewhere_a_start_without_an_issuer_stops_with_one_sentence()
    {
        var stop = await Assert.ThrowsAsync<StartupException>(() => GatewayHost.StartAsync("Production"));
        Assert.Contains("Auth__Authority", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grant_employs_and_lets_the_subject_act()
    {
        var engine = new FakeEngine();
        var granted = new List<(string, Access.Audience)>();
        var subjects = new Subjects((_, _) => Task.FromResult<Access.Actor?>(null), (subject, audience, _, _) =>
        {
            granted.Add((subject, audience));
            return Task.CompletedTask;
        });
        var sentence = await new Grant(engine, subjects).RunAsync("li.wei@example.com", "administrator", CancellationToken.None);
        Assert.Equal([("li.wei@example.com", Access.Audience.Staff)], granted);
        Assert.Contains("ADMINISTRATOR", sentence, StringComparison.Ordinal);
        var stop = await Assert.ThrowsAsync<StartupException>(() => new Grant(engine, subjects).RunAsync("x", "EMPEROR", CancellationToken.None));
        Assert.Contains("AGENT", stop.Message, StringComparison.Ordinal);
        var person = Schema.GlobalId.Encode("PartnerPerson", Guid.CreateVersion7());
        stop = await Assert.ThrowsAsync<StartupException>(() => new Grant(engine, subjects).RunAsync("x", person, CancellationToken.None));
        Assert.Contains("none that is active", stop.Message, StringComparison.Ordinal);
        Assert.Equal(("x", Access.Audience.Partner), granted[^1]);
        var known = subjects with { FindAsync = (_, _) => Task.FromResult<Access.Actor?>(Access.Actor.Partner(Guid.CreateVersion7())) };
        Assert.Contains(person, await new Grant(engine, known).RunAsync("x", person, CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_a_token_stands_for_is_remembered_until_people_change()
    {
        var (asked, changes) = (0, 0L);
        using var actors = new Actors(new Subjects((_, _) => Task.FromResult<Access.Actor?>(Access.Actor.Partner(Guid.CreateVersion7(), $"{++asked}")), (_, _, _, _) => Task.CompletedTask, () => changes));
        for (var i = 0; i < 3; i++) Assert.Equal("1", (await actors.FindAsync("somebody", CancellationToken.None))!.Subject);
        changes++;
        for (var i = 0; i < 3; i++) Assert.Equal("2", (await actors.FindAsync("somebody", CancellationToken.None))!.Subject);
    }
}
