using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>A client asks who it is.</summary>
public sealed class ViewerTests : IAsyncLifetime
{
    private const string Fields = "viewer { __typename audience position staff { id number department { code } } customer { id language contacts { totalCount } } partner { id code } partnerPerson { id name } }";
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync();

    public async Task DisposeAsync() => await company.DisposeAsync();

    [Fact]
    public async Task Everybody_is_told_what_they_act_as_and_nothing_else()
    {
        var agent = company[Position.Agent];
        Assert.Equal(
            $$$"""{"__typename":"Viewer","audience":"STAFF","position":"AGENT","staff":{"id":"{{{Company.IdOf(agent)}}}","number":"S-0","department":{"code":"SERVICE_CENTRE"}},"customer":null,"partner":null,"partnerPerson":null}""",
            await AskAsync(agent));
        Assert.Equal(
            $$$"""{"__typename":"Viewer","audience":"CUSTOMER","position":null,"staff":null,"customer":{"id":"{{{Company.IdOf(company.Customer)}}}","language":"zh-CN","contacts":{"totalCount":1}},"partner":null,"partnerPerson":null}""",
            await AskAsync(company.Customer));
        var firm = $$$"""{"id":"{{{Company.IdOf(company.Partner)}}}","code":"LIFTS"}""";
        Assert.Equal($$$"""{"__typename":"Viewer","audience":"PARTNER","position":null,"staff":null,"customer":null,"partner":{{{firm}}},"partnerPerson":null}""", await AskAsync(company.Partner));
        Assert.Equal("""{"__typename":"Viewer","audience":"ANONYMOUS","position":null,"staff":null,"customer":null,"partner":null,"partnerPerson":null}""", await AskAsync(Actor.Anonymous));

        var person = Company.Id(await company.DoAsync("addPartnerPerson", company.Partner, new { partner = Company.IdOf(company.Partner), name = "Reed" }, "partnerPerson { id }"), "partnerPerson");
        var reed = await company.Platform.Get<People>().ResolveAsync(Audience.Partner, Company.Key(person), CancellationToken.None);
        Assert.Equal(
            $$$"""{"__typename":"Viewer","audience":"PARTNER","position":null,"staff":null,"customer":null,"partner":{{{firm}}},"partnerPerson":{"id":"{{{person}}}","name":"Reed"}}""", await AskAsync(reed!.Through(null)));
    }

    [Fact]
    public async Task Who_comes_with_a_key_is_whose_key_it_is()
    {
        var person = Company.Id(await company.DoAsync("addPartnerPerson", company.Partner, new { partner = Company.IdOf(company.Partner), name = "Reed" }, "partnerPerson { id }"), "partnerPerson");
        var partner = $$$"""{"id":"{{{Company.IdOf(company.Partner)}}}","code":"LIFTS"}""";
        foreach (var (holder, shown) in new[] { (person, $$$"""{"id":"{{{person}}}","name":"Reed"}"""), (null, "null") })
        {
            var made = await company.DoAsync("createApiKey", company[Position.Administrator], new { partner = Company.IdOf(company.Partner), person = holder, name = "Portal", scopes = new[] { "READ" } }, "secret");
            Assert.True(ApiKeySecret.TryParse(made.GetProperty("secret").GetString()!, out var secret));
            var grant = await company.Platform.Get<ApiKeys>().FindAsync(secret.Lookup, CancellationToken.None);
            Assert.Equal($$$"""{"__typename":"Viewer","audience":"PARTNER","position":null,"staff":null,"customer":null,"partner":{{{partner}}},"partnerPerson":{{{shown}}}}""", await AskAsync(grant!.Actor));
        }
    }

    [Fact]
    public async Task A_payload_tells_it_too()
    {
        var payload = await company.DoAsync("registerPartner", company[Position.Manager], new { code = "ROOFS", name = "Roofs", trade = "roofs" }, "query { viewer { audience staff { number } } }");
        Assert.Equal("""{"viewer":{"audience":"STAFF","staff":{"number":"S-3"}}}""", payload.GetProperty("query").GetRawText());
    }

    [Fact]
    public async Task A_wrong_time_zone_is_told_where_it_is()
    {
        var payload = await company.TryAsync("setBusinessCalendar", company[Position.Director], new { code = "OFFICE", name = "Office", timeZone = "Mars/Base", hours = new[] { "MON 08:00-12:00" } }, "__typename");
        Assert.Equal("""["timeZone"]""", Assert.Single(Company.Errors(payload)).GetProperty("path").GetRawText());
    }

    private async Task<string> AskAsync(Actor actor) => (await company.Platform.DataAsync($"{{ {Fields} }}", actor)).GetProperty("viewer").GetRawText();
}
