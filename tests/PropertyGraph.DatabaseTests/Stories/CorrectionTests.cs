using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>What was written down wrongly is set right: by whom, within which rules, and with a trace.</summary>
public sealed class CorrectionTests : IAsyncLifetime
{
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync();

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Administrator => company[Position.Administrator];

    [Fact]
    public async Task A_department_gets_other_names_and_another_place_but_none_below_itself()
    {
        var engineering = await DepartmentAsync("ENGINEERING");
        var lifts = await OpenAsync("LIFTS", engineering);
        var cabins = await OpenAsync("CABINS", lifts);
        var corrected = await company.DoAsync("correctDepartment", Administrator, new { department = lifts, name = " Lifts and stairs ", nameZh = "电梯楼梯组", parent = company.Department }, "department { code name nameZh kind parent { code } }");
        Assert.Equal("""{"code":"LIFTS","name":"Lifts and stairs","nameZh":"电梯楼梯组","kind":"OTHER","parent":{"code":"SERVICE_CENTRE"}}""", Readable(corrected, "department"));
        corrected = await company.DoAsync("correctDepartment", Administrator, new { department = lifts, name = "Lifts", kind = "ENGINEERING" }, "department { name nameZh kind parent { code } }");
        Assert.Equal("""{"name":"Lifts","nameZh":null,"kind":"ENGINEERING","parent":{"code":"SERVICE_CENTRE"}}""", Readable(corrected, "department"));

        foreach (var parent in new[] { lifts, cabins })
            Assert.Equal(["Conflict"], await company.RefusedAsync("correctDepartment", Administrator, new { department = lifts, name = "Lifts", parent }));
        Assert.Equal(["Conflict"], await company.RefusedAsync("correctDepartment", Administrator, new { department = company.Department, name = "Centre", parent = engineering }));
        Assert.Equal(["ValidationError", "NotFound"], await company.RefusedAsync("correctDepartment", Administrator, new { department = lifts, name = " ", parent = GlobalId.Encode("Department", Guid.CreateVersion7()) }));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("correctDepartment", company[Position.Manager], new { department = lifts, name = "Lifts" }));
        await company.AssertLoggedAsync("Department.CORRECTED");
    }

    [Fact]
    public async Task Two_that_move_each_under_the_other_at_once_make_no_circle()
    {
        for (var round = 0; round < 5; round++)
        {
            var (one, other) = (await OpenAsync($"ONE_{round}", company.Department), await OpenAsync($"OTHER_{round}", company.Department));
            var outcomes = await Task.WhenAll(
                company.RefusedAsync("correctDepartment", Administrator, new { department = one, name = "One", parent = other }),
                company.RefusedAsync("correctDepartment", Administrator, new { department = other, name = "Other", parent = one }));
            Assert.Equal(["Conflict"], outcomes.SelectMany(o => o));
        }
    }

    [Fact]
    public async Task A_member_of_staff_gets_the_right_name_address_and_first_day()
    {
        var staff = Company.IdOf(company[Position.Worker]);
        var corrected = await company.DoAsync("correctStaff", Administrator, new { staff, name = "李伟", email = "li.wei@example.com", hiredOn = "2020-02-01" }, "staff { name email hiredOn position active }");
        Assert.Equal("""{"name":"李伟","email":"li.wei@example.com","hiredOn":"2020-02-01","position":"WORKER","active":true}""", Readable(corrected, "staff"));
        corrected = await company.DoAsync("correctStaff", Administrator, new { staff, name = "李伟" }, "staff { email hiredOn }");
        Assert.Equal("""{"email":null,"hiredOn":"2020-02-01"}""", Readable(corrected, "staff"));

        Assert.Equal(["ValidationError"], await company.RefusedAsync("correctStaff", Administrator, new { staff, name = "李伟", hiredOn = "2999-01-01" }));
        Assert.Equal(["ValidationError", "ValidationError"], await company.RefusedAsync("correctStaff", Administrator, new { staff, name = "", email = "nobody" }));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("correctStaff", company[Position.Director], new { staff, name = "李伟" }));

        // Before the first day it can move, and only to days to come.
        var soon = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(2).ToString("yyyy-MM-dd");
        var coming = Company.Id(await company.DoAsync("hireStaff", Administrator, new { number = "S-900", name = "Zhao", position = "WORKER", department = company.Department, hiredOn = "2998-01-01" }, "staff { id }"), "staff");
        await company.DoAsync("correctStaff", Administrator, new { staff = coming, name = "Zhao", hiredOn = soon }, "staff { hiredOn }");
        Assert.Equal(1L, await company.Platform.ScalarAsync<long>($"SELECT count(*) FROM propertygraph.timers WHERE key = '{Company.Key(coming)}' AND due < now() + interval '3 days'"));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("correctStaff", Administrator, new { staff = coming, name = "Zhao", hiredOn = "2020-01-01" }));
        await company.AssertLoggedAsync("Staff.CORRECTED");
    }

    [Fact]
    public async Task A_firm_is_corrected_let_go_and_taken_back()
    {
        var (manager, partner) = (company[Position.Manager], Company.IdOf(company.Partner));
        var corrected = await company.DoAsync("correctPartner", manager, new { partner, name = "Lifts & Co", trade = "lifts", phone = "555 0101" }, "partner { code name trade phone active }");
        Assert.Equal("""{"code":"LIFTS","name":"Lifts & Co","trade":"lifts","phone":"555 0101","active":true}""", Readable(corrected, "partner"));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("correctPartner", manager, new { partner, name = "", trade = "lifts" }));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("correctPartner", company.Partner, new { partner, name = "Mine", trade = "lifts" }));

        Assert.Equal(["Conflict"], await company.RefusedAsync("reinstatePartner", manager, new { partner }));
        await company.DoAsync("deactivatePartner", manager, new { partner }, "partner { active }");
        Assert.Null(await company.Platform.Get<People>().ResolveAsync(Audience.Partner, company.Partner.Id, CancellationToken.None));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("reinstatePartner", company[Position.Agent], new { partner }));
        await company.DoAsync("reinstatePartner", manager, new { partner }, "partner { active }");
        Assert.NotNull(await company.Platform.Get<People>().ResolveAsync(Audience.Partner, company.Partner.Id, CancellationToken.None));
        await company.AssertLoggedAsync("Partner.CORRECTED", "Partner.REGISTERED");
    }

    private async Task<string> DepartmentAsync(string code) => Company.Id(await company.Platform.DataAsync("query($code: String) { department(code: $code) { id } }", Administrator, new { code }), "department");

    private async Task<string> OpenAsync(string code, string parent) =>
        Company.Id(await company.DoAsync("openDepartment", Administrator, new { code, name = code, kind = "OTHER", parent, nameZh = "组" }, "department { id }"), "department");

    private static string Readable(System.Text.Json.JsonElement payload, string row) => payload.GetProperty(row).GetRawText();
}
