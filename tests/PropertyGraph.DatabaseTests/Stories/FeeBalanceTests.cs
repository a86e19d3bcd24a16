using System.Text.Json;
using CsCheck;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>
/// Any sequence of charges, payments, reversals, credits, disputes and endings leaves the balances that a simple ledger in memory has: they add up, no more is held than is open, and what is dunned is what is
/// overdue, less what is held.
/// </summary>
public sealed class FeeBalanceTests
{
    private static readonly Gen<(int Kind, int Which, int Other, int Cents)[]> Sequences =
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[1, 12_000]).Array[4, 28];

    private Company company = null!;

    [Fact]
    public async Task Balances_always_add_up()
    {
        await using (company = await Company.OpenAsync())
        {
            await Sequences.SampleAsync(RunAsync, iter: 14, threads: 1);
            // Nothing was dunned so far: now all is, once, by what is open and not held.
            await company.Platform.StartBackgroundAsync();
            await company.UntilAsync(0, "SELECT count(*) FROM propertygraph.timers WHERE module = 'customers' AND due <= now()");
            Assert.Equal(0L, await company.Platform.ScalarAsync<long>(
                "SELECT count(*) FROM customers.charges AS c LEFT JOIN customers.dunning_notices AS n ON n.charge_id = c.id WHERE coalesce(n.amount, 0) <> amount_of(c) OR (n.id IS NULL) <> (amount_of(c) = 0)".Replace("amount_of(c)", "(c.amount - c.paid - c.credited - c.withheld)")));
            Assert.True(await company.Platform.ScalarAsync<long>("SELECT count(*) FROM customers.dunning_notices") > 10);
        }
    }

    private async Task RunAsync((int Kind, int Which, int Other, int Cents)[] steps)
    {
        var ledger = new Ledger();
        foreach (var (kind, which, other, cents) in steps) await StepAsync(ledger, kind, which, other, cents / 100m);
        foreach (var charge in ledger.Charges)
        {
            var row = (await company.Platform.DataAsync("query($id: ID!) { charge(id: $id) { paid credited withheld openAmount payableAmount isOverdue disputes(first: 100) { nodes { held } } } }", company[Position.Manager], new { id = charge.Id })).GetProperty("charge");
            Assert.Equal(
                (charge.Paid, charge.Credited, charge.Held, charge.Open, charge.Open - charge.Held, charge.Open - charge.Held > 0),
                (Decimal(row, "paid"), Decimal(row, "credited"), Decimal(row, "withheld"), Decimal(row, "openAmount"), Decimal(row, "payableAmount"), row.GetProperty("isOverdue").GetBoolean()));
            Assert.Equal(charge.Held, row.GetProperty("disputes").GetProperty("nodes").EnumerateArray().Sum(d => Decimal(d, "held")));
            Assert.InRange(charge.Held, 0, charge.Open);
        }
    }

    private async Task StepAsync(Ledger ledger, int kind, int which, int other, decimal amount)
    {
        var manager = company[Position.Manager];
        if (ledger.Charges.Count == 0 || kind == 0)
        {
            ledger.Charges.Add(new(await company.ChargeAsync(company.Customer, amount, DateTime.UtcNow.AddDays(-30).ToString("yyyy-MM-dd")), amount));
            return;
        }
        var charge = ledger.Charges[which % ledger.Charges.Count];
        var dispute = ledger.Disputes.Count == 0 ? null : ledger.Disputes[other % ledger.Disputes.Count];
        switch (kind)
        {
            case 1 or 2:
                var payment = await TryAsync("recordPayment", manager, new { charge = charge.Id, amount }, "payment { id }", amount <= charge.Open);
                if (payment is null) break;
                ledger.Free(charge, amount);
                charge.Paid += amount;
                charge.Payments.Add((Company.Id(payment.Value, "payment"), amount));
                break;
            case 3 when charge.Payments.Count > 0:
                var (id, paid) = charge.Payments[other % charge.Payments.Count];
                charge.Payments.Remove((id, paid));
                await TryAsync("reversePayment", manager, new { payment = id, reason = "Bounced" }, "payment { id }", true);
                charge.Paid -= paid;
                break;
            case 4:
                if (await TryAsync("creditCharge", manager, new { charge = charge.Id, amount, reason = "Goodwill" }, "credit { id }", amount <= charge.Open) is null) break;
                ledger.Free(charge, amount);
                charge.Credited += amount;
                break;
            case 5 or 6 or 7:
                await OpenAsync(ledger, charge, ledger.Charges[other % ledger.Charges.Count], amount);
                break;
            case 8 when dispute is not null:
                var upheld = dispute.Parts.Select(p => (p.Charge, Amount: Math.Min(amount, p.Held))).Where(p => p.Amount > 0).ToList();
                if (await TryAsync("ruleOnFeeDispute", manager, new { feeDispute = dispute.Id, ruling = "So be it", upheld = upheld.Select(u => new { charge = u.Charge.Id, amount = u.Amount }) }, "feeDispute { status }", true) is null) break;
                ledger.End(dispute);
                foreach (var (credited, credit) in upheld) credited.Credited += credit;
                break;
            case 9 when dispute is not null:
                await TryAsync("releaseFeeDispute", company.Customer, new { feeDispute = dispute.Id }, "feeDispute { status }", true);
                ledger.End(dispute);
                break;
            case 10 when ledger.Complaint is not null:
                await company.StepsAsync(ledger.Complaint, "withdraw");
                foreach (var open in ledger.Disputes.Where(d => d.Complaint == ledger.Complaint).ToList()) ledger.End(open);
                ledger.Complaint = null;
                break;
            case 11 when ledger.Complaint is not null:
                var into = await company.FileAsync(customer: company.Customer);
                await company.DoAsync("mergeComplaint", manager, new { complaint = ledger.Complaint, into }, "complaint { id }");
                foreach (var moved in ledger.Disputes) moved.Complaint = into;
                ledger.Complaint = into;
                break;
        }
    }

    private async Task OpenAsync(Ledger ledger, LedgerCharge charge, LedgerCharge second, decimal amount)
    {
        var complaint = ledger.Complaint ??= await company.FileAsync(customer: company.Customer);
        List<LedgerCharge> parts = charge == second ? [charge] : [charge, second];
        var payload = await TryAsync("openFeeDispute", company.Customer, new { complaint, reason = "No", charges = parts.Select(p => new { charge = p.Id, amount }) }, "feeDispute { id }", parts.All(p => amount <= p.Open - p.Held));
        if (payload is null) return;
        ledger.Disputes.Add(new() { Id = Company.Id(payload.Value, "feeDispute"), Complaint = complaint, Parts = [.. parts.Select(p => new LedgerPart(p) { Held = amount })] });
        foreach (var part in parts) part.Held += amount;
    }

    /// <summary>The payload, or null where it was refused; whether it is, the ledger knows before.</summary>
    private async Task<JsonElement?> TryAsync(string mutation, Actor actor, object input, string selection, bool succeeds)
    {
        var payload = await company.TryAsync(mutation, actor, input, selection);
        Assert.True(Company.Errors(payload).Count == 0 == succeeds, $"{mutation} {JsonSerializer.Serialize(input)}: {payload}");
        return succeeds ? payload : null;
    }

    private static decimal Decimal(JsonElement row, string field) => row.GetProperty(field).GetDecimal();

    private sealed class Ledger
    {
        public List<LedgerCharge> Charges { get; } = [];
        /// <summary>Open ones, in the order of their opening.</summary>
        public List<LedgerDispute> Disputes { get; } = [];
        public string? Complaint { get; set; }

        /// <summary>What is settled is held by no dispute; the latest gives up first.</summary>
        public void Free(LedgerCharge charge, decimal amount)
        {
            foreach (var part in Disputes.AsEnumerable().Reverse().SelectMany(d => d.Parts).Where(p => p.Charge == charge).ToList())
            {
                var given = Math.Min(part.Held, Math.Max(0, amount - (charge.Open - charge.Held)));
                part.Held -= given;
                charge.Held -= given;
            }
            Disputes.RemoveAll(d => d.Parts.TrueForAll(p => p.Held == 0));
        }

        public void End(LedgerDispute dispute)
        {
            foreach (var part in dispute.Parts) part.Charge.Held -= part.Held;
            Disputes.Remove(dispute);
        }
    }

    private sealed class LedgerCharge(string id, decimal amount)
    {
        public string Id => id;
        public decimal Paid { get; set; }
        public decimal Credited { get; set; }
        public decimal Held { get; set; }
        public decimal Open => amount - Paid - Credited;
        public List<(string Id, decimal Amount)> Payments { get; } = [];
    }

    private sealed class LedgerDispute
    {
        public required string Id { get; init; }
        public required string Complaint { get; set; }
        public required List<LedgerPart> Parts { get; init; }
    }

    private sealed class LedgerPart(LedgerCharge charge)
    {
        public LedgerCharge Charge => charge;
        public decimal Held { get; set; }
    }
}
