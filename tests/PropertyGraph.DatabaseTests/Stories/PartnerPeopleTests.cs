using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>People of firms: let in, kept out, and forgotten.</summary>
public sealed class PartnerPeopleTests : IAsyncLifetime
{
    private Company company = null!;
    private string firm = null!;

    public async Task InitializeAsync()
    {
        company = await Company.OpenAsync();
        firm = Company.IdOf(company.Partner);
    }

    public async Task DisposeAsync() => await company.DisposeAsync();

    [Fact]
    public async Task Whom_the_company_keeps_out_the_firm_can_not_let_in()
    {
        var person = await AddAsync("Reed");
        await company.DoAsync("deactivatePartnerPerson", company.Partner, new { partnerPerson = person }, "partnerPerson { active }");
        await company.DoAsync("reinstatePartnerPerson", company.Partner, new { partnerPerson = person }, "partnerPerson { active }");
        await company.DoAsync("deactivatePartnerPerson", company[Position.Manager], new { partnerPerson = person }, "partnerPerson { active isBarred }");
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("reinstatePartnerPerson", company.Partner, new { partnerPerson = person }));
        Assert.Null(await company.Platform.Get<People>().ResolveAsync(Audience.Partner, Company.Key(person), CancellationToken.None));

        // The company bars somebody whom the firm let go itself, too.
        var gone = await AddAsync("Rush");
        await company.DoAsync("deactivatePartnerPerson", company.Partner, new { partnerPerson = gone }, "partnerPerson { active }");
        await company.DoAsync("deactivatePartnerPerson", company[Position.Manager], new { partnerPerson = gone }, "partnerPerson { isBarred }");
        Assert.Equal(["Conflict"], await company.RefusedAsync("deactivatePartnerPerson", company[Position.Manager], new { partnerPerson = gone }));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("reinstatePartnerPerson", company.Partner, new { partnerPerson = gone }));

        await company.DoAsync("reinstatePartnerPerson", company[Position.Manager], new { partnerPerson = person }, "partnerPerson { active isBarred }");
        await company.DoAsync("deactivatePartnerPerson", company.Partner, new { partnerPerson = person }, "partnerPerson { active }");
        await company.DoAsync("reinstatePartnerPerson", company.Partner, new { partnerPerson = person }, "partnerPerson { active }");
        Assert.Equal(Audience.Partner, (await company.Platform.Get<People>().ResolveAsync(Audience.Partner, Company.Key(person), CancellationToken.None))?.Audience);
    }

    [Fact]
    public async Task What_is_kept_of_somebody_who_left_a_firm_is_erased()
    {
        var (one, other) = (await AddAsync("Reed"), await AddAsync("Rush"));
        await company.Platform.Get<People>().GrantAsync("reed-signs-in", Audience.Partner, Company.Key(one), CancellationToken.None);
        Assert.Equal(["Conflict"], await company.RefusedAsync("erasePartnerPerson", company[Position.Director], new { partnerPerson = one }));
        foreach (var person in new[] { one, other })
        {
            await company.DoAsync("deactivatePartnerPerson", company.Partner, new { partnerPerson = person }, "partnerPerson { active }");
            foreach (var actor in new[] { company.Partner, company.Customer, Actor.Anonymous, company[Position.Manager] })
                Assert.Equal(["NotAllowed"], await company.RefusedAsync("erasePartnerPerson", actor, new { partnerPerson = person }));
            var erased = await company.DoAsync("erasePartnerPerson", company[Position.Director], new { partnerPerson = person }, "partnerPerson { name phone email qualification active }");
            Assert.Equal("""{"name":"—","phone":null,"email":null,"qualification":null,"active":false}""", erased.GetProperty("partnerPerson").GetRawText());
        }
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM organization.partner_people AS p WHERE p::text ~ 'Reed|Rush|555 0100|for lifts'"));
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM propertygraph.audit AS a WHERE a::text ~ 'Reed|Rush|555 0100|for lifts'"));
        Assert.Equal(2L, await company.Platform.ScalarAsync<long>($"SELECT count(*) FROM propertygraph.subject_keys WHERE key IS NULL AND subject IN ('{Company.Key(one)}', '{Company.Key(other)}')"));
        Assert.Null(await company.Platform.Get<People>().OfSubjectAsync("reed-signs-in", CancellationToken.None));

        // Nobody finds the person any more, and another may have the name.
        foreach (var mutation in new[] { "reinstatePartnerPerson", "deactivatePartnerPerson", "erasePartnerPerson" })
            Assert.Equal(["NotFound"], await company.RefusedAsync(mutation, company[Position.Director], new { partnerPerson = one }));
        Assert.Equal(["NotFound"], await company.RefusedAsync("correctPartnerPerson", company.Partner, new { partnerPerson = one, name = "Reed" }));
        await AddAsync("Reed");
        var people = await company.Platform.DataAsync("{ partnerPeople { totalCount } }", company.Partner);
        Assert.Equal("""{"partnerPeople":{"totalCount":1}}""", people.GetRawText());
        await company.AssertLoggedAsync("PartnerPerson.ERASED");
    }

    private async Task<string> AddAsync(string name) => Company.Id(await company.DoAsync("addPartnerPerson", company.Partner,
        new { partner = firm, name, phone = "555 0100", email = $"{name}@example.com", qualification = $"{name}'s licence for lifts" }, "partnerPerson { id }"), "partnerPerson");
}
