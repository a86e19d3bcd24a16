using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>R7, R24: who may do what is configuration, in versions, and holds at once on every gateway.</summary>
public sealed class ChangedRightsTests : IAsyncLifetime
{
    private const string Present = """
        { first: rights(first: 100, where: { validTo: { eq: null } }) { ...Those } last: rights(last: 100, where: { validTo: { eq: null } }) { ...Those } }
        fragment Those on RightConnection { nodes { mutation positions isFixed } }
        """;

    private Company company = null!;
    private ModulesPlatform other = null!;

    public async Task InitializeAsync()
    {
        company = await Company.OpenAsync();
        other = ModulesPlatform.Compose(company.Platform.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await other.DisposeAsync();
        await company.DisposeAsync();
    }

    private Actor Administrator => company[Position.Administrator];

    [Fact]
    public async Task The_table_shows_every_mutation_as_the_platform_comes_with_it()
    {
        var shown = (await PresentAsync(company[Position.Worker])).ToDictionary(r => r.GetProperty("mutation").GetString()!, r => string.Join(' ', r.GetProperty("positions").EnumerateArray().Select(p => p.GetString())));
        var code = company.Platform.Get<GraphModel>().Commands.Where(c => c.Audiences.Has(Audience.Staff))
            .ToDictionary(c => c.Name, c => string.Join(' ', (c.Positions.Count == 0 ? Enum.GetValues<Position>() : c.Positions).Order().Select(p => p.ToString().ToUpperInvariant())));
        Assert.Equal(code.OrderBy(c => c.Key, StringComparer.Ordinal), shown.OrderBy(c => c.Key, StringComparer.Ordinal));
        Assert.Equal(0, (await company.Platform.DataAsync("{ rights { totalCount } }", company.Customer)).GetProperty("rights").GetProperty("totalCount").GetInt32());
    }

    /// <summary>Both gateways remember the rights; neither is told of the change but by the database, at the commit of a call.</summary>
    [Fact]
    public async Task A_right_that_is_taken_away_is_gone_on_every_gateway_and_one_that_is_given_is_there()
    {
        var leader = company[Position.Leader];
        foreach (var gateway in new[] { company.Platform, other })
        {
            Assert.Null(await FileAsync(gateway, leader));
            Assert.Equal("PG-CMD-NOT-ALLOWED", await RegisterAsync(gateway, leader));
        }
        await SetAsync("recordGrievance", "Agents only, for now", "AGENT");
        await SetAsync("registerPartner", "Leaders know their firms", "LEADER", "MANAGER");
        var before = await company.Platform.ScalarAsync<long>("SELECT count(*) FROM propertygraph.audit");
        foreach (var gateway in new[] { other, company.Platform }) Assert.Equal("PG-CMD-NOT-ALLOWED", await FileAsync(gateway, leader));
        Assert.Equal(before, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM propertygraph.audit"));
        foreach (var gateway in new[] { other, company.Platform })
        {
            Assert.Null(await RegisterAsync(gateway, leader));
            Assert.Equal("PG-CMD-NOT-ALLOWED", await RegisterAsync(gateway, Administrator));
        }
        var refused = await company.TryAsync("registerPartner", Administrator, Firm(), "partner { id }");
        Assert.Equal("registerPartner is for these positions: LEADER, MANAGER.", refused.GetProperty("errors")[0].GetProperty("message").GetString());

        await SetAsync("registerPartner", "Back to the usual");
        foreach (var gateway in new[] { other, company.Platform })
        {
            Assert.Equal("PG-CMD-NOT-ALLOWED", await RegisterAsync(gateway, leader));
            Assert.Null(await RegisterAsync(gateway, Administrator));
        }
        var history = await company.Platform.DataAsync(
            """{ rights(where: { mutation: { eq: "registerPartner" } }) { nodes { version positions isDefault reason setBy { position } validTo } } }""", company[Position.Agent]);
        Assert.Equal(
            ["3 MANAGER DIRECTOR ADMINISTRATOR True Back to the usual ADMINISTRATOR Null", "2 LEADER MANAGER False Leaders know their firms ADMINISTRATOR String", "1 MANAGER DIRECTOR ADMINISTRATOR True   String"],
            history.GetProperty("rights").GetProperty("nodes").EnumerateArray().Select(Told));
        await company.AssertLoggedAsync("Right.SET");
    }

    [Fact]
    public async Task A_call_that_runs_while_its_right_is_taken_away_changes_nothing_after()
    {
        var agent = company[Position.Agent];
        using var stop = new CancellationTokenSource();
        var calls = Enumerable.Range(0, 4).Select(async n =>
        {
            var ends = new List<(bool Done, long At)>();
            while (!stop.IsCancellationRequested)
                ends.Add((await RecordAsync(n % 2 == 0 ? other : company.Platform, agent) is null, DateTime.UtcNow.Ticks));
            return ends;
        }).ToList();
        for (var i = 0; i < 3; i++)
        {
            await SetAsync("recordInteraction", "Nobody but leaders", "LEADER");
            var written = await company.Platform.ScalarAsync<long>("SELECT count(*) FROM customers.interactions");
            foreach (var gateway in new[] { other, company.Platform }) Assert.Equal("PG-CMD-NOT-ALLOWED", await RecordAsync(gateway, agent));
            Assert.InRange(await company.Platform.ScalarAsync<long>("SELECT count(*) FROM customers.interactions"), written, written + calls.Count);
            await SetAsync("recordInteraction", "Everybody again");
            foreach (var gateway in new[] { other, company.Platform }) Assert.Null(await RecordAsync(gateway, agent));
        }
        await stop.CancelAsync();
        var ends = (await Task.WhenAll(calls)).SelectMany(e => e).ToList();
        Assert.Contains(ends, e => e.Done);
        Assert.Contains(ends, e => !e.Done);
    }

    [Fact]
    public async Task There_are_bounds_that_no_configuration_goes_beyond()
    {
        var fixedOnes = (await PresentAsync(Administrator)).Where(r => r.GetProperty("isFixed").GetBoolean()).Select(r => r.GetProperty("mutation").GetString()!).ToList();
        Assert.Equal(["createApiKey", "deactivateStaff", "hireStaff", "planLeaving", "reinstateStaff", "setRight", "transferStaff"], fixedOnes.Order(StringComparer.Ordinal));
        foreach (var mutation in fixedOnes) Assert.Equal(["NotAllowed"], await RefusedAsync(mutation, "DIRECTOR"));
        Assert.Equal(["NotAllowed"], await RefusedAsync("assignComplaint", "AGENT", "SURVEYOR"));
        Assert.Equal(["NotAllowed"], await RefusedAsync("sendInvitation", "SURVEYOR", "LEADER"));
        Assert.Equal(["NotFound"], await RefusedAsync("rateComplaint", "AGENT"));
        Assert.Equal(["NotFound"], await RefusedAsync("noSuchThing", "AGENT"));
        Assert.Equal(["ValidationError"], await RefusedAsync("assignComplaint"));
        await SetAsync("closeComplaint", "Own", "MANAGER", "DIRECTOR");
        Assert.Equal(["Conflict"], await RefusedAsync("closeComplaint", "DIRECTOR", "MANAGER", "DIRECTOR"));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("setRight", company[Position.Director], new { mutation = "assignComplaint", reason = "x", positions = new[] { "AGENT" } }));
        // A right does not widen what the handler's own rules allow.
        await SetAsync("appoint", "Agents as well", "AGENT", "MANAGER");
        var stranger = Actor.Staff(company[Position.Agent].Id, Guid.CreateVersion7(), Position.Agent);
        var role = (await company.Platform.DataAsync("""{ customerServiceRole(code: "HEAD") { id } }""", Administrator)).GetProperty("customerServiceRole").GetProperty("id").GetString();
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("appoint", stranger, new { role, department = company.Department, staff = Company.IdOf(company[Position.Leader]) }));
    }

    [Fact]
    public async Task Two_who_set_the_same_at_once_make_two_versions_or_one_of_them_is_told()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => company.TryAsync("setRight", Administrator,
            new { mutation = "assignComplaint", reason = $"n {n}", positions = n % 2 == 0 ? new[] { "AGENT" } : ["LEADER"] }, "right { version }")));
        var versions = answers.Where(a => Company.Errors(a).Count == 0).Select(a => a.GetProperty("right").GetProperty("version").GetInt32()).Order().ToList();
        Assert.NotEmpty(versions);
        Assert.Equal(Enumerable.Range(2, versions.Count), versions);
        Assert.Equal(1L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM organization.rights WHERE mutation = 'assignComplaint' AND valid_to IS NULL"));
    }

    private async Task<IEnumerable<JsonElement>> PresentAsync(Actor reader)
    {
        var data = await company.Platform.DataAsync(Present, reader);
        return new[] { "first", "last" }.SelectMany(page => data.GetProperty(page).GetProperty("nodes").EnumerateArray()).DistinctBy(r => r.GetProperty("mutation").GetString());
    }

    private Task SetAsync(string mutation, string reason, params string[] positions) =>
        company.DoAsync("setRight", Administrator, new { mutation, reason, positions = positions.Length == 0 ? null : positions }, "right { id }");

    private Task<IReadOnlyList<string>> RefusedAsync(string mutation, params string[] positions) => company.RefusedAsync("setRight", Administrator, new { mutation, reason = "x", positions });

    private static object Firm() => new { code = $"F{Guid.CreateVersion7():N}", name = "Firm", trade = "lifts" };

    private Task<string?> RegisterAsync(ModulesPlatform gateway, Actor actor) => CodeAsync(gateway, actor, "registerPartner", Firm());

    private Task<string?> FileAsync(ModulesPlatform gateway, Actor actor) => CodeAsync(gateway, actor, "recordGrievance", new { customer = Company.IdOf(company.Customer), text = "Noise" });

    private Task<string?> RecordAsync(ModulesPlatform gateway, Actor actor) =>
        CodeAsync(gateway, actor, "recordInteraction", new { customer = Company.IdOf(company.Customer), channel = "PHONE", direction = "INBOUND", summary = "Said" });

    /// <summary>Code of the first error on one of the gateways; null where the call succeeded.</summary>
    private static async Task<string?> CodeAsync(ModulesPlatform gateway, Actor actor, string mutation, object input)
    {
        var data = await gateway.DataAsync($"mutation($input: {char.ToUpperInvariant(mutation[0])}{mutation[1..]}Input!) {{ {mutation}(input: $input) {{ errors {{ ... on Error {{ code message }} }} }} }}", actor, new { input });
        var errors = Company.Errors(data.GetProperty(mutation));
        return errors.Count == 0 ? null : errors[0].GetProperty("code").GetString();
    }

    private static string Told(JsonElement right) => string.Join(' ',
        right.GetProperty("version"), string.Join(' ', right.GetProperty("positions").EnumerateArray().Select(p => p.GetString())), right.GetProperty("isDefault"), right.GetProperty("reason").GetString(),
        right.GetProperty("setBy") is { ValueKind: JsonValueKind.Object } by ? by.GetProperty("position").GetString() : "", right.GetProperty("validTo").ValueKind);
}
