using System.Text.Json;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>R13, R44: who stays a customer and who leaves, by place and by how complaints were handled.</summary>
public sealed class RetentionStoryTests : IAsyncLifetime
{
    private readonly MovableTime time = new(new(2025, 3, 3, 8, 0, 0, TimeSpan.Zero));
    private Company company = null!;
    private string river = null!, court = null!;

    public async Task InitializeAsync()
    {
        company = await Company.OpenAsync(time: time);
        river = await PlaceAsync("RIVER");
        court = await PlaceAsync("COURT");
    }

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Manager => company[Position.Manager];

    [Fact]
    public async Task How_many_stayed_is_asked_by_property_and_year_and_by_how_their_complaints_went()
    {
        // Of five who were there when the year began two leave within it; who comes later does not count, nor does who had left before.
        var settled = await LiveAsync(river, "2020-01-01", null);
        var disappointed = await LiveAsync(river, "2021-01-01", "2025-06-30");
        var patient = await LiveAsync(river, "2021-01-01", null);
        await LiveAsync(river, "2022-01-01", "2025-12-31");
        await LiveAsync(river, "2022-01-01", null);
        await LiveAsync(river, "2025-03-01", null);
        // Whoever goes from one place to another is not lost, nor is one who will come back.
        var mover = await LiveAsync(court, "2020-01-01", "2025-02-01");
        await MoveInAsync(mover, await UnitAsync(river), "2025-02-02", null);
        await LiveAsync(court, "2020-01-01", "2024-12-31");
        var content = await LiveAsync(court, "2023-01-01", "2025-08-31");
        await MoveInAsync(content, await UnitAsync(court), "2026-09-01", null);

        foreach (var customer in new[] { settled, content }) await company.StepsAsync(await FileAsync(customer), "acknowledge", "assign", "resolve", "close");
        await company.StepsAsync(await FileAsync(disappointed), "acknowledge", "assign", "resolve", "close", "reopen", "assign", "resolve", "close");
        var late = await FileAsync(patient);
        time.Set(new(2026, 1, 15, 8, 0, 0, TimeSpan.Zero));
        await company.StepsAsync(late, "acknowledge", "assign", "resolve", "close");

        const string There = "from: { lte: $start }, or: [{ to: { eq: null } }, { to: { gte: $start } }]";
        var kept = await AskAsync(
            $$"""
            query($start: LocalDate!, $end: LocalDate!) {
              there: occupancies(where: { {{There}} }) { groups(by: [{ unit: { property: { code: true } } }]) { key { unit { property { code } } } aggregate { distinct(of: CUSTOMER) } } }
              left: occupancies(where: { {{There}}, customer: { formerSince: { gte: $start, lte: $end } } }) { groups(by: [{ unit: { property: { code: true } } }]) { key { unit { property { code } } } aggregate { distinct(of: CUSTOMER) } } }
            }
            """);
        Assert.Equal(["COURT 2", "RIVER 5"], Groups(kept, "there"));
        Assert.Equal(["RIVER 2"], Groups(kept, "left"));

        const string Badly = "{ or: [{ isReopened: { eq: true } }, { isLate: { eq: true } }] }";
        var lost = await AskAsync(
            $$"""
            query($start: LocalDate!) {
              badly: customers(where: { occupancies: { some: { {{There}} } }, complaints: { some: {{Badly}} } }) { aggregate { count share { isFormer } } }
              well: customers(where: { occupancies: { some: { {{There}} } }, complaints: { any: true, none: {{Badly}} } }) { aggregate { count share { isFormer } } }
              without: customers(where: { occupancies: { some: { {{There}} } }, complaints: { any: false } }) { aggregate { count share { isFormer } } }
            }
            """);
        Assert.Equal(
            """{"badly":{"aggregate":{"count":2,"share":{"isFormer":0.5}}},"well":{"aggregate":{"count":2,"share":{"isFormer":0}}},"without":{"aggregate":{"count":3,"share":{"isFormer":0.3333333333333333}}}}""",
            lost.GetRawText());

        var months = await AskAsync("query($start: LocalDate!) { customers(where: { formerSince: { gte: $start } }) { groups(by: [{ formerSince: { unit: MONTH } }]) { key { formerSince } aggregate { count } } } }");
        Assert.Equal("""{"customers":{"groups":[{"key":{"formerSince":"2025-06-01"},"aggregate":{"count":1}},{"key":{"formerSince":"2025-12-01"},"aggregate":{"count":1}}]}}""", months.GetRawText());
    }

    [Fact]
    public async Task Occupancies_are_one_list_for_staff_and_each_customer_s_own_for_the_customer()
    {
        var customer = await LiveAsync(river, "2020-01-01", "2024-12-31");
        await LiveAsync(court, "2022-01-01", null);
        const string List = "{ occupancies { nodes { from movedInAt isCurrent unit { property { code } } customer { isFormer formerSince } } } }";
        Assert.Equal(
            """{"occupancies":{"nodes":[{"from":"2022-01-01","movedInAt":"2022-01-01T00:00:00Z","isCurrent":true,"unit":{"property":{"code":"COURT"}},"customer":{"isFormer":false,"formerSince":null}},{"from":"2020-01-01","movedInAt":"2020-01-01T00:00:00Z","isCurrent":false,"unit":{"property":{"code":"RIVER"}},"customer":{"isFormer":true,"formerSince":"2024-12-31"}}]}}""",
            (await company.Platform.DataAsync(List, Manager)).GetRawText());
        const string Own = "{ occupancies { totalCount } customers { nodes { timeline(types: [OCCUPANCY]) { edges { at node { ... on Occupancy { from to role } } } } } } }";
        Assert.Equal(
            """{"occupancies":{"totalCount":1},"customers":{"nodes":[{"timeline":{"edges":[{"at":"2020-01-01T00:00:00Z","node":{"from":"2020-01-01","to":"2024-12-31","role":"TENANT"}}]}}]}}""",
            (await company.Platform.DataAsync(Own, Actor.Customer(Company.Key(customer)))).GetRawText());
        foreach (var reader in new[] { company.Neighbour, company.Partner, Actor.Anonymous })
            Assert.Equal("""{"occupancies":{"totalCount":0}}""", (await company.Platform.DataAsync("{ occupancies { totalCount } }", reader)).GetRawText());
    }

    private Task<JsonElement> AskAsync(string query) =>
        company.Platform.DataAsync(query, Manager, query.Contains("$end", StringComparison.Ordinal) ? new { start = "2025-01-01", end = "2025-12-31" } : new { start = "2025-01-01" });

    private static IEnumerable<string> Groups(JsonElement data, string list) => data.GetProperty(list).GetProperty("groups").EnumerateArray()
        .Select(g => $"{g.GetProperty("key").GetProperty("unit").GetProperty("property").GetProperty("code")} {g.GetProperty("aggregate").GetProperty("distinct")}");

    private async Task<string> PlaceAsync(string code)
    {
        var property = Company.Id(await company.DoAsync("setProperty", Manager, new { code, name = code, address = "1 Road" }, "property { id }"), "property");
        return Company.Id(await company.DoAsync("setBuilding", Manager, new { property, code = "1", name = "Tower" }, "building { id }"), "building");
    }

    private async Task<string> UnitAsync(string building) =>
        Company.Id(await company.DoAsync("setUnit", Manager, new { building, code = Guid.CreateVersion7().ToString(), usage = "RESIDENTIAL" }, "unit { id }"), "unit");

    private async Task<string> LiveAsync(string building, string from, string? to)
    {
        var customer = Company.Id(await company.DoAsync("registerCustomer", Manager, new { kind = "PERSON", name = "Li", since = from }, "customer { id }"), "customer");
        await MoveInAsync(customer, await UnitAsync(building), from, to);
        return customer;
    }

    private Task MoveInAsync(string customer, string unit, string from, string? to) => company.DoAsync("moveIn", Manager, new { customer, unit, role = "TENANT", from, to }, "occupancy { id }");

    private Task<string> FileAsync(string customer) => company.FileAsync(Manager, Actor.Customer(Company.Key(customer)));
}
