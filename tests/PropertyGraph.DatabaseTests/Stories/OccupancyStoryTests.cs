using System.Text.Json;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>Who lives where, and who owns how much of it.</summary>
public sealed class OccupancyStoryTests : IAsyncLifetime
{
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync();

    public async Task DisposeAsync() => await company.DisposeAsync();

    private object Move(Actor customer, string role, decimal? share = null) => new { customer = Company.IdOf(customer), unit = company.Unit, role, from = "2026-01-01", share };

    [Fact]
    public async Task Nobody_moves_in_twice()
    {
        await company.DoAsync("moveIn", company[Position.Agent], Move(company.Customer, "TENANT"), "occupancy { id }");
        Assert.Equal(["AlreadyOccupies"], await company.RefusedAsync("moveIn", company[Position.Agent], Move(company.Customer, "TENANT")));
        await company.AssertLoggedAsync("Occupancy.MOVED_IN");
    }

    [Fact]
    public async Task Owners_have_no_more_than_the_whole()
    {
        await company.DoAsync("moveIn", company[Position.Agent], Move(company.Customer, "OWNER", 60), "occupancy { id }");
        var response = await company.Platform.DataAsync(
            "mutation($input: MoveInInput!) { moveIn(input: $input) { errors { ... on SharesExceeded { available path } } } }", company[Position.Agent], new { input = Move(company.Neighbour, "OWNER", 50) });
        var exceeded = response.GetProperty("moveIn").GetProperty("errors")[0];
        Assert.Equal(40, decimal.Parse(exceeded.GetProperty("available").ToString(), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Owners_who_move_in_at_the_same_time_have_no_more_than_the_whole_either()
    {
        var payloads = await Task.WhenAll(new[] { company.Customer, company.Neighbour }
            .Select(owner => company.TryAsync("moveIn", company[Position.Agent], Move(owner, "OWNER", 60), "occupancy { id }")));
        Assert.Single(payloads, p => Company.Errors(p).Count == 0);
        Assert.Equal(60m, await company.Platform.ScalarAsync<decimal>("SELECT sum(share) FROM customers.occupancies"));
    }
}
