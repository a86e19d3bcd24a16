namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>Every example of docs/complaints.md does what the page says.</summary>
public sealed class ComplaintsPageTests
{
    [Fact]
    public async Task Its_examples_run()
    {
        await using var company = await Company.OpenAsync(isStrict: true);
        var complaint = await company.FileAsync(customer: company.Customer);
        await company.StepAsync(complaint, "acknowledge");
        var cause = (await company.Platform.DataAsync("""{ cause(code: "DOOR_DRIVE_WORN") { id } }""", company[Access.Position.Director])).GetProperty("cause").GetProperty("id").GetString()!;
        var answers = await PageExamples.RunAsync(company, "complaints.md", new()
        {
            ["complaint"] = complaint,
            ["complaints"] = new[] { complaint, await company.FileAsync() },
            ["unit"] = company.Unit,
            ["property"] = company.Property,
            ["cause"] = cause,
            ["department"] = company.Department,
            ["staff"] = Company.IdOf(company[Access.Position.Worker]),
            ["colleague"] = Company.IdOf(company[Access.Position.Leader]),
        });
        Assert.True(answers.Count > 10);
    }
}
