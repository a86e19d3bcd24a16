using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>R9, R10, R44, R45: fees that are withheld because of a complaint, as long as it is open and no more than is disputed.</summary>
public sealed class FeeDisputeTests : IAsyncLifetime
{
    private readonly MovableTime time = new(new DateTimeOffset(2026, 6, 1, 8, 0, 0, TimeSpan.Zero));
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync(background: true, time: time);

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Agent => company[Position.Agent];
    private Actor Manager => company[Position.Manager];

    [Fact]
    public async Task A_key_account_that_withholds_fees()
    {
        await company.DoAsync("designateKeyAccount", company[Position.Director], new { customer = Company.IdOf(company.Customer), tier = "PLATINUM", accountManager = Company.IdOf(company[Position.Leader]) }, "customer { id }");
        var (april, may, parking) = (await company.ChargeAsync(company.Customer, 12_000, "2026-04-30", number: "F-04"), await company.ChargeAsync(company.Customer, 12_000, "2026-05-31", number: "F-05"), await company.ChargeAsync(company.Customer, 800.50m, "2026-05-31", number: "P-05"));
        var neighbours = await company.ChargeAsync(company.Neighbour, 50);
        await SettledAsync();
        await company.DoAsync("recordPayment", Agent, new { charge = april, amount = 12_000 }, "payment { id }");

        var complaint = await company.FileAsync(company.Customer);
        var disputed = new { complaint, reason = "No heating for a week.", charges = new[] { new { charge = may, amount = 4000m }, new { charge = parking, amount = 300.50m } } };
        foreach (var (wrong, fault) in new[] { (may, "MoreThanDisputable"), (april, "MoreThanDisputable"), (neighbours, "NotFound") })
            Assert.Equal([fault], await company.RefusedAsync("openFeeDispute", company.Customer, new { complaint, reason = "No.", charges = new[] { new { charge = wrong, amount = 12_000.01m } } }));
        Assert.Equal(["NotFound"], await company.RefusedAsync("openFeeDispute", company.Neighbour, disputed));
        var dispute = Company.Id(await company.DoAsync("openFeeDispute", company.Customer, disputed, "feeDispute { id }"), "feeDispute");
        Assert.Equal(["MoreThanDisputable"], await company.RefusedAsync("openFeeDispute", Agent, new { complaint, reason = "No.", charges = new[] { new { charge = may, amount = 8000.01m } } }));

        // A week after the due day the rest is dunned, and nothing but the rest.
        time.Set(new(2026, 6, 8, 0, 0, 1, TimeSpan.Zero));
        await SettledAsync();
        await company.StepsAsync(complaint, "acknowledge", "assign");
        await company.Platform.ExecuteAsync($"UPDATE complaints.complaints SET partner_id = '{company.Partner.Id}' WHERE id = '{Company.Key(complaint)}'");
        const string Case =
            """
            query($id: ID!, $charges: [ID!]!) {
              complaint(id: $id) { isKeyAccount exposedRevenue customer { keyAccountTier annualCharges withheldAmount openAmount } feeDisputes { nodes { status disputedAmount heldAmount upheldAmount currency ruling charges(order: [{ charge: { number: ASC } }]) { nodes { amount held upheld charge { number } credit { amount reason } } } } } }
              nodes(ids: $charges) { ... on Charge { number amount paid credited withheld openAmount payableAmount isOverdue dunningLevel dunningNotices { nodes { level amount } } disputes { nodes { held dispute { status } } } } }
            }
            """;
        var before = await company.Platform.DataAsync(Case, Manager, new { id = complaint, charges = new[] { april, may, parking } });

        Assert.Equal(["NotAllowed"], await company.RefusedAsync("ruleOnFeeDispute", Agent, new { feeDispute = dispute, ruling = "x" }));
        Assert.Equal(["MoreThanHeld"], await company.RefusedAsync("ruleOnFeeDispute", Manager, new { feeDispute = dispute, ruling = "x", upheld = new[] { new { charge = may, amount = 4000.01m } } }));
        Assert.Equal(["NotFound"], await company.RefusedAsync("ruleOnFeeDispute", Manager, new { feeDispute = dispute, ruling = "x", upheld = new[] { new { charge = april, amount = 1m } } }));
        await company.DoAsync("ruleOnFeeDispute", Manager, new { feeDispute = dispute, ruling = "A quarter of the week's heating.", upheld = new[] { new { charge = may, amount = 2500m } } }, "feeDispute { status }");
        Assert.Equal(["FeeDisputeEnded"], await company.RefusedAsync("ruleOnFeeDispute", Manager, new { feeDispute = dispute, ruling = "Again." }));
        await company.StepsAsync(complaint, "resolve", "close");
        await company.DoAsync("recordPayment", Agent, new { charge = may, amount = 9500 }, "payment { id }");
        await company.UntilAsync(1, "SELECT count(*) FROM complaints.customer_updates WHERE kind = 'FEE_DISPUTE_RULED'");
        await company.UntilAsync(0, "SELECT count(*) FROM propertygraph.timers WHERE module = 'complaints' AND kind = 'tell'");

        const string Own =
            """
            query($id: ID!) {
              complaint(id: $id) { status feeDisputes { nodes { status ruling upheldAmount reason } } updates(where: { kind: { eq: FEE_DISPUTE_RULED } }) { nodes { subject body } } events { nodes { kind } } }
              charges { nodes { number amount paid credited withheld openAmount isSettled disputes { nodes { upheld credit { reason } } } } }
              customers { nodes { withheldAmount openAmount timeline { nodes { __typename } } } }
            }
            """;
        const string Outside = "query($id: ID!) { complaint(id: $id) { status events { nodes { kind } } } charges { totalCount } feeDisputes { totalCount } payments { totalCount } }";
        await Tale.AssertAsync(company, "tale-withheld-fees",
            (Manager, null, before), (Manager, Case, new { id = complaint, charges = new[] { april, may, parking } }), (company.Customer, Own, new { id = complaint }), (company.Partner, Outside, new { id = complaint }),
            (company.Neighbour, "{ charges { nodes { openAmount } } feeDisputes { totalCount } }", new { }));
        await company.AssertLoggedAsync("FeeDispute.OPENED", "FeeDispute.RULED", "Charge.WITHHELD_CHANGED", "Credit.GIVEN");
    }

    [Fact]
    public async Task A_dispute_ends_with_its_complaint_and_is_dunned_again()
    {
        foreach (var end in new[] { "close", "withdraw" })
        {
            var charge = await company.ChargeAsync(company.Customer, 100, time.GetUtcNow().AddDays(5).ToString("yyyy-MM-dd"));
            var complaint = await company.FileAsync(customer: company.Customer);
            var dispute = await DisputeAsync(complaint, charge, 100);
            time.Forward(TimeSpan.FromDays(15));
            await SettledAsync();
            Assert.Equal("OPEN 100 0", await StateAsync(dispute, charge));
            await company.StepsAsync(complaint, end == "close" ? ["acknowledge", "assign", "resolve", "close"] : ["withdraw"]);
            await company.UntilAsync(1, $"SELECT dunning_level::bigint FROM customers.charges WHERE id = '{Company.Key(charge)}'");
            Assert.Equal("RELEASED 0 1", await StateAsync(dispute, charge));
            Assert.Equal(["StepNotAllowed"], await TryDisputeAsync(complaint, charge, 1));
            if (end != "close") continue;
            await company.StepsAsync(complaint, "reopen");
            Assert.Equal("OPEN 40 1", await StateAsync(await DisputeAsync(complaint, charge, 40), charge));
        }
        await company.AssertLoggedAsync("FeeDispute.RELEASED");
    }

    [Fact]
    public async Task A_dispute_goes_on_with_the_complaint_that_its_own_is_merged_into()
    {
        var charge = await company.ChargeAsync(company.Customer, 100);
        var (complaint, other) = (await company.FileAsync(customer: company.Customer), await company.FileAsync(customer: company.Neighbour));
        var dispute = await DisputeAsync(complaint, charge, 60);
        await company.DoAsync("mergeComplaint", Manager, new { complaint, into = other }, "complaint { id }");
        Assert.Equal("OPEN 60 0", await StateAsync(dispute, charge));
        const string Read = "query($id: ID!) { complaint(id: $id) { feeDisputes { totalCount } } feeDisputes { nodes { reference complaint { id } } } }";
        // Whose complaint it goes on with does not see it, and who withholds does not see the complaint.
        Assert.Contains("\"totalCount\":0", (await company.Platform.DataAsync(Read, company.Neighbour, new { id = other })).ToString(), StringComparison.Ordinal);
        Assert.Contains("\"complaint\":null", (await company.Platform.DataAsync(Read, company.Customer, new { id = complaint })).ToString(), StringComparison.Ordinal);
        await company.StepsAsync(other, "acknowledge", "assign", "resolve", "close");
        Assert.Equal("RELEASED 0 0", await StateAsync(dispute, charge));
    }

    [Fact]
    public async Task What_is_paid_after_all_is_not_disputed_any_more()
    {
        var charge = await company.ChargeAsync(company.Customer, 100);
        var complaint = await company.FileAsync(customer: company.Customer);
        var (first, second) = (await DisputeAsync(complaint, charge, 50), await DisputeAsync(complaint, charge, 30));
        await company.DoAsync("recordPayment", Agent, new { charge, amount = 60 }, "payment { id }");
        Assert.Equal("RELEASED 40 0", await StateAsync(second, charge));
        Assert.Equal("40.00", await company.Platform.ScalarAsync<string>($"SELECT held::text FROM complaints.disputed_charges WHERE fee_dispute_id = '{Company.Key(first)}'"));
        await company.DoAsync("releaseFeeDispute", company.Customer, new { feeDispute = first, reason = Company.Private }, "feeDispute { id }");
        Assert.Equal("RELEASED 0 0", await StateAsync(first, charge));
        Assert.Equal(["NotFound"], await company.RefusedAsync("releaseFeeDispute", company.Neighbour, new { feeDispute = first }));
        await company.AssertLoggedAsync("FeeDispute.REDUCED", "FeeDispute.RELEASED");
    }

    [Fact]
    public async Task Many_at_once_never_withhold_more_than_is_open()
    {
        var charge = await company.ChargeAsync(company.Customer, 100);
        var complaints = new List<string>();
        for (var i = 0; i < 6; i++) complaints.Add(await company.FileAsync(customer: company.Customer));
        await Task.WhenAll([.. complaints.Select(c => TryDisputeAsync(c, charge, 35)), company.RefusedAsync("recordPayment", Agent, new { charge, amount = 35 })]);
        var (withheld, paid) = (await company.Platform.ScalarAsync<decimal>("SELECT withheld FROM customers.charges"), await company.Platform.ScalarAsync<decimal>("SELECT paid FROM customers.charges"));
        // Some lose to the others, again and again perhaps, and are told so.
        Assert.InRange(withheld, 30, 100 - paid);
        Assert.Equal(withheld, await company.Platform.ScalarAsync<decimal>("SELECT sum(held) FROM complaints.disputed_charges"));

        // A complaint that ends while fees are withheld because of it holds none in the end.
        await Task.WhenAll([.. complaints.Select(c => company.RefusedAsync("withdrawComplaint", Manager, new { complaint = c })), .. complaints.Select(c => TryDisputeAsync(c, charge, 1))]);
        Assert.Equal(0m, await company.Platform.ScalarAsync<decimal>("SELECT withheld FROM customers.charges"));
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.fee_disputes WHERE status = 'OPEN'"));
    }

    private async Task<string> DisputeAsync(string complaint, string charge, decimal amount) =>
        Company.Id(await company.DoAsync("openFeeDispute", Agent, Input(complaint, charge, amount), "feeDispute { id }"), "feeDispute");

    private Task<IReadOnlyList<string>> TryDisputeAsync(string complaint, string charge, decimal amount) => company.RefusedAsync("openFeeDispute", Agent, Input(complaint, charge, amount));

    private static object Input(string complaint, string charge, decimal amount) => new { complaint, reason = Company.Private, charges = new[] { new { charge, amount } } };

    /// <summary>State of the dispute; what the charge withholds; how often it was dunned.</summary>
    private async Task<string> StateAsync(string dispute, string charge)
    {
        var data = await company.Platform.DataAsync("query($dispute: ID!, $charge: ID!) { feeDispute(id: $dispute) { status } charge(id: $charge) { withheld dunningLevel } }", Manager, new { dispute, charge });
        var row = data.GetProperty("charge");
        return $"{data.GetProperty("feeDispute").GetProperty("status")} {(int)row.GetProperty("withheld").GetDecimal()} {row.GetProperty("dunningLevel")}";
    }

    private Task SettledAsync() => company.UntilAsync(0, $"SELECT count(*) FROM propertygraph.timers WHERE due <= '{time.GetUtcNow():O}'");
}
