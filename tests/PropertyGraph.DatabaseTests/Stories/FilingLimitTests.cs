using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>R42: filing is easy, for who means to do harm too.</summary>
public sealed class FilingLimitTests : IAsyncLifetime
{
    private readonly SettableTime time = new();
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync(time: time);

    public async Task DisposeAsync() => await company.DisposeAsync();

    [Fact]
    public async Task So_many_without_a_name_and_no_more_until_an_hour_has_passed()
    {
        var director = company[Position.Director];
        foreach (var wrong in new object[] { new { audience = "STAFF", perHour = 5 }, new { audience = "ANONYMOUS", perHour = 0 }, new { audience = "ANONYMOUS", perHour = 5, longestDescription = 5 } })
            Assert.Equal(["ValidationError"], await company.RefusedAsync("setFilingLimit", director, wrong));
        await company.DoAsync("setFilingLimit", director, new { audience = "ANONYMOUS", perHour = 4, perPropertyAndHour = 2, longestDescription = 100 }, "filingLimit { version }");
        await company.DoAsync("setFilingLimit", director, new { audience = "CUSTOMER", perHour = 1 }, "filingLimit { version }");

        var here = new { title = "Noise", description = "Again.", property = company.Property };
        Assert.Equal(["ValidationError"], await company.RefusedAsync("fileComplaint", Actor.Anonymous, here with { description = new string('x', 101) }));
        for (var i = 0; i < 2; i++) await company.DoAsync("fileComplaint", Actor.Anonymous, here, "reference");
        Assert.Equal(["FilingLimitReached"], await company.RefusedAsync("fileComplaint", Actor.Anonymous, here));
        var elsewhere = new { title = "Noise", description = "Elsewhere." };
        for (var i = 0; i < 2; i++) await company.DoAsync("fileComplaint", Actor.Anonymous, elsewhere, "reference");
        Assert.Equal(["FilingLimitReached"], await company.RefusedAsync("fileComplaint", Actor.Anonymous, elsewhere));

        // Others are not held up: staff, and each customer alone.
        await company.FileAsync();
        await company.FileAsync(company.Customer);
        await company.FileAsync(company.Neighbour);
        Assert.Equal(["FilingLimitReached"], await company.RefusedAsync("fileComplaint", company.Customer, elsewhere));
        await company.FileAsync(company[Position.Agent], company.Customer);

        time.Forward(TimeSpan.FromMinutes(61));
        await company.DoAsync("fileComplaint", Actor.Anonymous, here, "reference");
        await company.FileAsync(company.Customer);
        await company.AssertLoggedAsync("FilingLimit.SET");
    }
}
