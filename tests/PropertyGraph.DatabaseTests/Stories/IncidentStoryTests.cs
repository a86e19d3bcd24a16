using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Live;
using PropertyGraph.DatabaseTests.Security;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>R27, R54: what hits many is one incident; whoever lives where it hits reads it and is told, nobody else.</summary>
public sealed class IncidentStoryTests : IAsyncLifetime
{
    private const string Told = "SELECT count(*) FROM complaints.customer_updates WHERE kind = 'INCIDENT_NOTICE'";
    private Company company = null!;

    public async Task InitializeAsync()
    {
        company = await Company.OpenAsync();
        await company.DoAsync("moveIn", Agent, new { customer = Company.IdOf(company.Neighbour), unit = company.Unit, role = "TENANT", from = "2020-01-01" }, "occupancy { id }");
    }

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Agent => company[Position.Agent];

    [Fact]
    public async Task Residents_read_and_are_told_of_an_incident_of_their_property_and_of_its_end()
    {
        await company.Platform.StartBackgroundAsync();
        await company.DoAsync("setMessageTemplate", company[Position.Director], new { kind = "INCIDENT_NOTICE", language = "zh", subject = "通知：{title}", body = "{note}\n{reference} 物业服务中心" }, "messageTemplate { version }");
        var elsewhere = await TowerAsync(1);
        var opened = (await company.DoAsync("openIncident", Agent, new { title = "Burst main", property = company.Property }, "incident { id reference units { totalCount } }")).GetProperty("incident");
        var (incident, reference) = (opened.GetProperty("id").GetString()!, opened.GetProperty("reference").GetString());
        Assert.Equal(2, opened.GetProperty("units").GetProperty("totalCount").GetInt32());
        await OpenAsync(new { title = "Other", units = new[] { GlobalId.Encode("Unit", elsewhere) } });
        await company.DoAsync("tellIncident", Agent, new { incident, text = "Water is off until noon.", textZh = "中午前停水。" }, "incident { id }");
        await company.UntilAsync(2, Told);
        Assert.Equal(["ValidationError"], await company.RefusedAsync("endIncident", Agent, new { incident, text = " ", textZh = "已经来水。" }));
        await company.DoAsync("endIncident", Agent, new { incident, text = "Water is back." }, "incident { endedAt }");
        await company.UntilAsync(4, Told);

        const string Read = "{ incidents { nodes { title property { code } notices { nodes { text textZh } } units { totalCount } } } customerUpdates(order: [{ at: ASC }]) { nodes { language subject body incident { title } } } }";
        // Nobody is written in two languages at once: what there is in English alone is English throughout.
        Assert.Equal(
            $$$"""{"incidents":{"nodes":[{"title":"Burst main","property":{"code":"P1"},"notices":{"nodes":[{"text":"Water is off until noon.","textZh":"中午前停水。"},{"text":"Water is back.","textZh":null}]},"units":{"totalCount":1}}]},"customerUpdates":{"nodes":[{"language":"zh","subject":"通知：Burst main","body":"中午前停水。\n{{{reference}}} 物业服务中心","incident":{"title":"Burst main"}},{"language":"en","subject":"Burst main ({{{reference}}})","body":"Water is back.","incident":{"title":"Burst main"}}]}}""",
            (await company.Platform.DataAsync(Read, company.Neighbour)).GetRawText());
        Assert.Equal(
            """{"unit":{"incidents":{"nodes":[{"incident":{"title":"Burst main"}}]},"property":{"incidents":{"totalCount":1}}}}""",
            (await company.Platform.DataAsync("query($id: ID!) { unit(id: $id) { incidents { nodes { incident { title } } } property { incidents { totalCount } } } }", company.Neighbour, new { id = company.Unit })).GetRawText());
        foreach (var hidden in new[] { "openedBy { id }", "complaints { totalCount }", "updates { totalCount }", "notices { nodes { by { id } } }" })
            Assert.Contains("PG-PLAN-HIDDEN", (await company.Platform.AskAsync($"{{ incidents {{ nodes {{ {hidden} }} }} }}", company.Neighbour)).GetRawText(), StringComparison.Ordinal);
        await company.AssertLoggedAsync("Incident.OPENED", "Incident.TOLD", "Incident.ENDED");
    }

    [Fact]
    public async Task Only_the_centre_and_leads_say_what_is_an_incident_and_nobody_reads_of_one_that_is_not_his()
    {
        var incident = await OpenAsync(new { title = "Burst main", property = company.Property });
        foreach (var persona in new[] { company[Position.Worker], company[Position.Surveyor], company.Neighbour, company.Partner, Actor.Anonymous })
        {
            Assert.Equal(["NotAllowed"], await company.RefusedAsync("openIncident", persona, new { title = "Mine" }));
            Assert.Equal(["NotAllowed"], await company.RefusedAsync("tellIncident", persona, new { incident, text = "Mine" }));
            Assert.Equal(["NotAllowed"], await company.RefusedAsync("endIncident", persona, new { incident }));
        }
        // The other customer lives nowhere in it.
        foreach (var (persona, seen) in new[] { (company.Neighbour, 1), (company.Customer, 0), (company.Partner, 0), (Actor.Anonymous, 0), (company[Position.Worker], 1) })
        {
            var read = await company.Platform.DataAsync("query($id: ID!) { incidents { totalCount } node(id: $id) { id } }", persona, new { id = incident });
            Assert.Equal((seen, seen == 1), (read.GetProperty("incidents").GetProperty("totalCount").GetInt32(), read.GetProperty("node").ValueKind == JsonValueKind.Object));
        }
        await company.DoAsync("moveOut", Agent, new { occupancy = await OccupancyAsync(), on = "2021-01-01" }, "occupancy { id }");
        Assert.Equal("""{"incidents":{"totalCount":0}}""", (await company.Platform.DataAsync("{ incidents { totalCount } }", company.Neighbour)).GetRawText());
    }

    [Fact]
    public async Task An_incident_hits_a_building_and_its_property_is_known()
    {
        var unit = await TowerAsync(3);
        var tower = GlobalId.Encode("Building", unit);
        Assert.Equal(["ValidationError"], await company.RefusedAsync("openIncident", Agent, new { title = "T", property = await EstateAsync(), building = tower }));
        Assert.Equal(["NotFound"], await company.RefusedAsync("openIncident", Agent, new { title = "T", building = GlobalId.Encode("Building", Guid.NewGuid()) }));
        var opened = (await company.DoAsync("openIncident", Agent, new { title = "No power", building = tower, units = new[] { company.Unit } }, "incident { property { id } units { totalCount } }")).GetProperty("incident");
        Assert.Equal((company.Property, 4), (opened.GetProperty("property").GetProperty("id").GetString(), opened.GetProperty("units").GetProperty("totalCount").GetInt32()));
        // What hits a building is no affair of the next one's.
        await OpenAsync(new { title = "Lift stopped", building = tower });
        Assert.Equal("""{"incidents":{"nodes":[{"title":"No power"}]}}""", (await company.Platform.DataAsync("{ incidents { nodes { title } } }", company.Neighbour)).GetRawText());
    }

    /// <summary>However many are told, customers and texts are read once.</summary>
    [Fact]
    public async Task Hundreds_are_told_with_as_many_statements_as_a_few()
    {
        await TowerAsync(300);
        var incident = await OpenAsync(new { title = "Burst main", property = company.Property });
        await company.DoAsync("tellIncident", Agent, new { incident, text = "Water is off until noon.", textZh = "中午前停水。" }, "incident { id }");
        var sent = await SentSql.DuringAsync(async () =>
        {
            await company.Platform.StartBackgroundAsync();
            await company.UntilAsync(301, Told);
        });
        Assert.Equal((1, 1), (sent.Count(s => s.Contains("contacts", StringComparison.Ordinal)), sent.Count(s => s.Contains("message_templates", StringComparison.Ordinal))));
        Assert.Equal(301L, await company.Platform.ScalarAsync<long>("SELECT count(DISTINCT customer_id) FROM complaints.customer_updates WHERE status = 'READY' AND channel = 'EMAIL'"));
        Assert.Equal(151L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.customer_updates WHERE language = 'zh' AND body = '中午前停水。'"));
    }

    [Fact]
    public async Task Of_two_who_end_it_at_the_same_time_one_does_and_all_are_told_once()
    {
        var incident = await OpenAsync(new { title = "Burst main", property = company.Property });
        await using var held = await RowLock.TakeAsync(company.Platform, incident, "complaints.incidents");
        var calls = new[] { Position.Agent, Position.Leader }.Select(p => company.RefusedAsync("endIncident", company[p], new { incident })).ToList();
        await held.UntilWaitingAsync(2);
        await held.LetGoAsync(keep: false);
        Assert.Equal([[], ["ValidationError"]], (await Task.WhenAll(calls)).OrderBy(e => e.Count));
        Assert.Equal("It is over. 现已结束。", await company.Platform.ScalarAsync<string>("SELECT string_agg(text || ' ' || text_zh, ';') FROM complaints.incident_notices"));
    }

    [Fact]
    public async Task Who_lives_where_it_hits_follows_it_live_and_nobody_else_does()
    {
        await company.Platform.StartBackgroundAsync();
        const string Change = "{ cursor kind incidentId incident { title endedAt notices { totalCount } } }";
        await using var resident = await Watcher.StartAsync(company, company.Neighbour, "", Change, "incidentChanged");
        await using var stranger = await Watcher.StartAsync(company, company.Customer, "", Change, "incidentChanged");
        await using var partner = await Watcher.StartAsync(company, company.Partner, "", Change, "incidentChanged");
        var incident = await OpenAsync(new { title = "Burst main", property = company.Property });
        await company.DoAsync("tellIncident", Agent, new { incident, text = "Water is off." }, "incident { id }");
        await company.DoAsync("endIncident", Agent, new { incident }, "incident { id }");
        var kinds = new List<string?>();
        while (kinds.Count < 4) kinds.Add((await resident.NextAsync()).GetProperty("kind").GetString());
        Assert.Equal(["OPENED", "TOLD", "TOLD", "ENDED"], kinds);
        await company.CaughtUpAsync();
        Assert.False(stranger.HasReceived || partner.HasReceived);
    }

    private async Task<string> OpenAsync(object input) => Company.Id(await company.DoAsync("openIncident", Agent, input, "incident { id }"), "incident");

    private Task<string> OccupancyAsync() => Task.Run(async () => GlobalId.Encode("Occupancy", await company.Platform.ScalarAsync<Guid>("SELECT id FROM customers.occupancies")));

    private async Task<string> EstateAsync()
    {
        var key = Guid.CreateVersion7();
        await company.Platform.ExecuteAsync($"INSERT INTO customers.properties (id, code, name, address) VALUES ('{key}', 'P2', 'Court', 'Road 2')");
        return GlobalId.Encode("Property", key);
    }

    /// <summary>Another building of the property, with so many units, in each of which somebody lives, half of them reading English; gives the key of the building and of its first unit.</summary>
    private async Task<Guid> TowerAsync(int units)
    {
        var key = Guid.CreateVersion7();
        await company.Platform.ExecuteAsync(
            $"""
            INSERT INTO customers.buildings (id, property_id, code, name) VALUES ('{key}', '{Company.Key(company.Property)}', 'B2', 'Second tower');
            CREATE TEMP TABLE homes AS SELECT n, CASE n WHEN 1 THEN '{key}' ELSE gen_random_uuid() END AS id FROM generate_series(1, {units}) AS n;
            INSERT INTO customers.units (id, property_id, building_id, code, usage, occupancy_version) SELECT id, '{Company.Key(company.Property)}', '{key}', 'B2-' || n, 'RESIDENTIAL', 0 FROM homes;
            INSERT INTO customers.customers (id, number, kind, name, language, since) SELECT id, 'T-' || n, 'PERSON', 'Resident ' || n, CASE n % 2 WHEN 0 THEN 'en-GB' ELSE 'zh-CN' END, '2020-01-01' FROM homes;
            INSERT INTO customers.contacts (id, customer_id, channel, value, purpose, consent) SELECT id, id, 'EMAIL', n || '@example.com', 'SERVICE', true FROM homes;
            INSERT INTO customers.occupancies (id, customer_id, unit_id, role, "from") SELECT id, id, id, 'TENANT', '2020-01-01' FROM homes;
            DROP TABLE homes;
            """);
        return key;
    }
}
