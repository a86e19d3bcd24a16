using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>Every example of docs/customers.md does what the page says.</summary>
public sealed class CustomersPageTests
{
    [Fact]
    public async Task Its_examples_run()
    {
        await using var company = await Company.OpenAsync();
        var kind = (await company.Platform.DataAsync("""{ chargeKind(code: "MANAGEMENT") { id } }""", Actor.System)).GetProperty("chargeKind").GetProperty("id").GetString()!;
        var answers = await PageExamples.RunAsync(company, "customers.md", new()
        {
            ["customer"] = Company.IdOf(company.Customer),
            ["kind"] = kind,
            ["staff"] = Company.IdOf(company[Position.Leader]),
            ["complaint"] = await company.FileAsync(customer: company.Customer),
            ["duplicate"] = Company.IdOf(company.Neighbour),
            ["number"] = await company.Platform.ScalarAsync<string>($"SELECT number FROM customers.customers WHERE id = '{company.Neighbour.Id}'"),
            ["former"] = Company.Id(await company.DoAsync("registerCustomer", company[Position.Agent], new { kind = "PERSON", name = "Former" }, "customer { id }"), "customer"),
        });
        Assert.True(answers.Count > 14);
    }
}
