using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>R50: why complaints come up, in a tree that a company keeps itself.</summary>
public sealed class CauseStoryTests : IAsyncLifetime
{
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync();

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Manager => company[Position.Manager];

    [Fact]
    public async Task A_complaint_is_of_the_cause_that_its_latest_analysis_names()
    {
        var complaint = await company.FileAsync(customer: company.Customer);
        await company.StepsAsync(complaint, "acknowledge", "assign");
        var (seal, pipe) = (await CauseAsync("SEAL_PERISHED"), await CauseAsync("PIPE_BLOCKED"));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("recordInvestigation", Manager, new { complaint, kind = "SITE", findings = "Wet.", cause = seal }));
        Assert.Equal(["NotFound"], await company.RefusedAsync("recordInvestigation", Manager, new { complaint, kind = "CAUSE", findings = "Wet.", cause = GlobalId.Encode("Cause", Guid.NewGuid()) }));
        await AnalyseAsync(complaint, pipe);
        await AnalyseAsync(complaint, seal);
        await AnalyseAsync(complaint, null);

        const string Read =
            """
            query($id: ID!) {
              complaint(id: $id) { cause { code parent { code } } investigations { nodes { cause { code } } } }
              complaints(where: { cause: { code: { eq: "SEAL_PERISHED" } } }) { totalCount }
              all: complaints { groups(by: [{ cause: { code: true } }]) { key { cause { code } } aggregate { count } } }
              cause(code: "SEAL_PERISHED") { complaints { totalCount } }
            }
            """;
        var read = await company.Platform.DataAsync(Read, company[Position.Worker], new { id = complaint });
        Assert.Equal(
            """{"complaint":{"cause":{"code":"SEAL_PERISHED","parent":{"code":"EQUIPMENT"}},"investigations":{"nodes":[{"cause":{"code":"PIPE_BLOCKED"}},{"cause":{"code":"SEAL_PERISHED"}},{"cause":null}]}},"complaints":{"totalCount":1},"all":{"groups":[{"key":{"cause":{"code":"SEAL_PERISHED"}},"aggregate":{"count":1}}]},"cause":{"complaints":{"totalCount":1}}}""",
            read.GetRawText());
    }

    [Fact]
    public async Task Neither_customer_nor_partner_learns_the_cause()
    {
        var complaint = await company.FileAsync(customer: company.Customer);
        await company.StepsAsync(complaint, "acknowledge", "assign");
        await AnalyseAsync(complaint, await CauseAsync("SEAL_PERISHED"));
        await company.Platform.ExecuteAsync($"UPDATE complaints.complaints SET partner_id = '{company.Partner.Id}'");
        foreach (var reader in new[] { company.Customer, company.Partner })
        {
            Assert.Equal("""{"causes":{"totalCount":0},"complaints":{"totalCount":1}}""", (await company.Platform.DataAsync("{ causes { totalCount } complaints { totalCount } }", reader)).GetRawText());
            foreach (var query in new[] { "{ complaints { nodes { cause { code } } } }", """{ complaints(where: { cause: { code: { eq: "SEAL_PERISHED" } } }) { totalCount } }""", "{ complaints { groups(by: [{ cause: { code: true } }]) { aggregate { count } } } }" })
                Assert.Contains("cause", (await company.Platform.AskAsync(query, reader)).GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_tree_never_becomes_a_circle()
    {
        var (root, seal) = (await CauseAsync("EQUIPMENT"), await CauseAsync("SEAL_PERISHED"));
        var below = Company.Id(await company.DoAsync("setCause", Manager, new { code = "GASKET", name = "Gasket", nameZh = "垫圈", parent = seal }, "cause { id parent { code } }"), "cause");
        Assert.Equal(["ValidationError"], await company.RefusedAsync("setCause", Manager, new { code = "SEAL_PERISHED", name = "Seal", parent = below }));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("setCause", Manager, new { code = "SEAL_PERISHED", name = "Seal", parent = seal }));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("setCause", Manager, new { code = "TWO WORDS", name = "Seal" }));
        Assert.Equal(["NotFound"], await company.RefusedAsync("setCause", Manager, new { code = "NEW", name = "New", parent = GlobalId.Encode("Cause", Guid.NewGuid()) }));

        // Each of two is moved under what is below the other, at the same time, again and again: one of them always comes too late.
        var (work, process) = (await CauseAsync("WORK"), await CauseAsync("PROCESS"));
        for (var round = 0; round < 5; round++)
        {
            var moves = await Task.WhenAll(
                company.TryAsync("setCause", Manager, new { code = "WORK", name = "Work", parent = process }, "__typename"),
                company.TryAsync("setCause", Manager, new { code = "PROCESS", name = "Process", parent = work }, "__typename"));
            Assert.Equal(1, moves.Count(m => Company.Errors(m).Count == 0));
            await company.DoAsync("setCause", Manager, new { code = "WORK", name = "Work" }, "cause { id }");
            await company.DoAsync("setCause", Manager, new { code = "PROCESS", name = "Process" }, "cause { id }");
        }
        await company.DoAsync("setCause", Manager, new { code = "GASKET", name = "Gasket", parent = root }, "cause { id }");
        await company.AssertLoggedAsync("Cause.SET");
    }

    private async Task AnalyseAsync(string complaint, string? cause) =>
        await company.DoAsync("recordInvestigation", company[Position.Worker], new { complaint, kind = "CAUSE", findings = Company.Private, cause }, "complaint { id }");

    private async Task<string> CauseAsync(string code) =>
        (await company.Platform.DataAsync("query($code: String) { cause(code: $code) { id } }", Manager, new { code })).GetProperty("cause").GetProperty("id").GetString()!;
}
