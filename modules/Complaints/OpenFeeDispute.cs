using System.Globalization;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Fees that a customer withholds because of a complaint.")]
internal sealed record OpenFeeDispute(
    [Describes("The complaint behind it; one on which work is not over."), IdOf("Complaint")] Guid Complaint,
    [Describes("What is withheld of which charges of the complaint's customer, at most 100.")] IReadOnlyList<DisputedAmount> Charges,
    [Describes("Why the customer does not pay, in at most 4,000 characters.")] string Reason)
{
    private const int Most = 100;

    [Allow(Position.Agent, Position.Manager, Position.Director)]
    [AllowAudience(Audience.Customer)]
    [MayFail(typeof(StepNotAllowed), typeof(MoreThanDisputable))]
    [Describes("Ties withheld fees to the complaint behind them: exactly these amounts are not dunned as long as it is open, and the rest of the charges is. Customers may do it for their own.")]
    public static async Task<Outcome<FeeDispute>> Handle(OpenFeeDispute input, ComplaintsDb db, ICharges charges, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.DisputeFees, actor, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks()
            .Text("reason", input.Reason, 4000)
            .Rule(input.Charges.Count is > 0 and <= Most, $"Name 1 to {Most} charges.", "charges")
            .Rule(complaint.CustomerId is not null, "Nobody is known to have filed this complaint; name one that has a customer.", "complaint");
        if (checks.Failed) return Outcome<FeeDispute>.Failed(checks.Faults);
        var balances = new List<ChargeBalance>();
        foreach (var (disputed, i) in input.Charges.Select((c, i) => (c, i)))
        {
            var balance = await charges.FindAsync(disputed.Charge, cancel);
            // Whose charge it is belongs to what may not be told to a customer, and does not help staff.
            if (balance is null || balance.Customer != complaint.CustomerId) checks.Add(new NotFound("The complaint's customer has no such charge.", ["charges", $"{i}", "charge"]));
            else if (balances.Exists(b => b.Charge == balance.Charge)) checks.Add(new ValidationError("This charge is named twice; give one amount for it.", ["charges", $"{i}", "charge"]));
            else
            {
                balances.Add(balance);
                checks.Rule(disputed.Amount > 0 && decimal.Round(disputed.Amount, 2) == disputed.Amount, "Give an amount above 0 with at most two decimals.", "charges", $"{i}", "amount");
                if (disputed.Amount > balance.Free) checks.Add(new MoreThanDisputable(balance, ["charges", $"{i}", "amount"]));
            }
        }
        if (checks.Failed) return Outcome<FeeDispute>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        if (complaint.Take(ComplaintStep.DisputeFees, actor, now, visibility: NoteVisibility.Internal) is { } notNow) return notNow;
        var dispute = new FeeDispute(complaint, complaint.CustomerId!.Value, balances[0].Currency, input.Reason, actor.StaffIdOrNull, now);
        foreach (var disputed in input.Charges)
        {
            await charges.WithholdAsync(disputed.Charge, disputed.Amount, cancel);
            dispute.Charges.Add(new DisputedCharge(dispute, disputed.Charge, disputed.Amount));
        }
        db.Add(dispute);
        return Outcome<FeeDispute>.Of(dispute.Id, new FeeDisputeOpened(dispute.Id, complaint.Id, dispute.CustomerId, dispute.Charges.Sum(c => c.Amount), dispute.Currency));
    }
}

[Describes("An amount of one charge.")]
internal sealed record DisputedAmount(
    [Describes("Which charge."), IdOf("Charge")] Guid Charge,
    [Describes("How much of it, in its currency, with at most two decimals.")] decimal Amount);

/// <summary>More was to be disputed of a charge than is open and not disputed already.</summary>
[Describes("More than is open on the charge and not disputed already.")]
internal sealed record MoreThanDisputable(
    string Message,
    [property: Describes("What is open on the charge and not disputed yet, in its currency.")] decimal DisputableAmount,
    IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-MORE-THAN-DISPUTABLE", Message, Path)
{
    public MoreThanDisputable(ChargeBalance balance, IReadOnlyList<string> path) : this(
        string.Create(CultureInfo.InvariantCulture, $"Dispute at most {balance.Free:0.00} {balance.Currency} of {balance.Number}: {balance.Open:0.00} is open, and {balance.Withheld:0.00} of that is disputed already."), balance.Free, path) { }
}

[EventOf("FeeDispute", "OPENED", "Fees are withheld because of a complaint.")]
internal sealed record FeeDisputeOpened(Guid FeeDispute, Guid Complaint, Guid Customer, decimal Amount, string Currency) : IEvent
{
    public Guid Subject => FeeDispute;
}
