using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>Events that are handled after their customer was erased or merged.</summary>
public sealed class LateEventTests
{
    [Fact]
    public async Task What_is_told_late_of_a_customer_is_told_of_who_that_is_by_then()
    {
        await using var company = await Company.OpenAsync();
        var survey = Company.Id(await company.DoAsync("createSurvey", company[Position.Surveyor],
            new { code = "FIRST", title = "Your opinion", kind = "AFTER_COMPLAINT", questions = new[] { new { kind = "CSAT", text = "How was it?", required = true } } }, "survey { id }"), "survey");
        await company.DoAsync("publishSurvey", company[Position.Surveyor], new { survey }, "survey { id }");
        foreach (var customer in new[] { company.Customer, company.Neighbour })
        {
            var complaint = await company.FileAsync(customer: customer);
            await company.StepsAsync(complaint, "acknowledge", "assign", "resolve");
            await company.StepAsync(complaint, "close", Position.Director);
        }
        // Nobody has handled that they were closed, when one customer is erased and the other turns out to be a duplicate.
        var gone = Company.IdOf(company.Customer);
        var preview = await company.Platform.DataAsync("query($id: ID!) { customer(id: $id) { erasurePreview { version } } }", company[Position.Director], new { id = gone });
        var version = preview.GetProperty("customer").GetProperty("erasurePreview").GetProperty("version");
        await company.DoAsync("eraseCustomer", company[Position.Director], new { customer = gone, reason = "REQUEST", version }, "erasure { id }");
        var stays = Company.Id(await company.DoAsync("registerCustomer", company[Position.Agent], new { kind = "PERSON", name = "Stays" }, "customer { id }"), "customer");
        await company.DoAsync("mergeCustomers", company[Position.Director], new { customer = stays, duplicate = Company.IdOf(company.Neighbour) }, "customer { id }");

        await company.Platform.StartBackgroundAsync();
        await company.UntilAsync(2, "SELECT count(*) FROM surveys.handled_complaints WHERE closings = 1");
        Assert.Equal(1L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM surveys.invitations"));
        Assert.Equal(1L, await company.Platform.ScalarAsync<long>($"SELECT count(*) FROM surveys.invitations WHERE customer_id = '{Company.Key(stays)}'"));
        Assert.Equal(1L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM surveys.handled_complaints WHERE customer_id IS NULL"));
    }
}
