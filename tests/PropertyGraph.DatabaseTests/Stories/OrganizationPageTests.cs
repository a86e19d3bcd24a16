using System.Text.RegularExpressions;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>Every example of docs/organization.md does what the page says, in the page's order, for an administrator.</summary>
public sealed partial class OrganizationPageTests
{
    [Fact]
    public async Task Its_examples_run()
    {
        await using var company = await Company.OpenAsync();
        var role = (await company.Platform.DataAsync("""{ customerServiceRole(code: "HEAD") { id } }""", company[Position.Agent])).GetProperty("customerServiceRole").GetProperty("id").GetString()!;
        var answers = await PageExamples.RunAsync(company, "organization.md", new()
        {
            ["role"] = role,
            ["department"] = company.Department,
            ["staff"] = Company.IdOf(company[Position.Leader]),
            ["partner"] = Company.IdOf(company.Partner),
            ["person"] = Company.Id(await company.DoAsync("addPartnerPerson", company.Partner, new { partner = Company.IdOf(company.Partner), name = "Li" }, "partnerPerson { id }"), "partnerPerson"),
        }, Position.Administrator);
        Assert.True(answers.Count > 7);
        // What the examples make is what later ones read.
        Assert.Contains("客服主管", answers[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("Head of customer service", answers[1].ToString(), StringComparison.Ordinal);
        Assert.Equal(1, answers[^1].GetProperty("businessCalendars").GetProperty("nodes")[0].GetProperty("version").GetInt32());
    }

    /// <summary>The page names exactly what nobody can set otherwise.</summary>
    [Fact]
    public async Task It_names_what_is_fixed()
    {
        await using var platform = await ModulesPlatform.StartAsync();
        var page = await File.ReadAllTextAsync(Repository.Path("docs", "organization.md"));
        var named = Fixed().Match(page).Groups[1].Value.Split(", ").Select(n => n.Trim('`')).Order(StringComparer.Ordinal);
        var data = await platform.DataAsync("{ rights(first: 500, where: { isFixed: { eq: true } }) { nodes { mutation } } }", Actor.System);
        Assert.Equal(data.GetProperty("rights").GetProperty("nodes").EnumerateArray().Select(r => r.GetProperty("mutation").GetString()), named);
    }

    [GeneratedRegex("set things right: (.*?)\\.$", RegexOptions.Multiline)]
    private static partial Regex Fixed();
}
