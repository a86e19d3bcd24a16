using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>
/// Fees that a customer withholds because of a complaint. What it holds of each charge is held back from dunning, no more and no longer: it ends with the complaint, by a ruling, or because it was paid after all.
/// </summary>
internal sealed class FeeDispute
{
    private FeeDispute() { }

    public FeeDispute(Complaint complaint, Guid customer, string currency, string reason, Guid? byId, DateTimeOffset at) =>
        (ComplaintId, Reference, CustomerId, Currency, Reason, ById, At) = (complaint.Id, complaint.Reference, customer, currency, reason.Trim(), byId, at);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    /// <summary>The complaint behind it; where that was merged, the one that goes on.</summary>
    public Guid ComplaintId { get; private set; }
    /// <summary>Number of the complaint that it began with: the customer knows no other.</summary>
    public string Reference { get; private set; } = "";
    public Guid CustomerId { get; private set; }
    public string Currency { get; private set; } = "";
    public string Reason { get; private set; } = "";
    public FeeDisputeStatus Status { get; private set; } = FeeDisputeStatus.Open;
    public Guid? ById { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public Guid? EndedById { get; private set; }
    public string? Ruling { get; private set; }
    public List<DisputedCharge> Charges { get; private set; } = [];

    public bool IsOpen => Status == FeeDisputeStatus.Open;

    public void MoveTo(Complaint complaint) => ComplaintId = complaint.Id;

    public void Release(string? reason, Guid? byId, DateTimeOffset at) => End(FeeDisputeStatus.Released, reason, byId, at);

    /// <summary>Ends it by what was upheld of each charge, which is written there already.</summary>
    public void Rule(string ruling, Guid? byId, DateTimeOffset at) => End(
        Charges.All(c => c.Upheld == 0) ? FeeDisputeStatus.Rejected : Charges.All(c => c.Upheld == c.Amount) ? FeeDisputeStatus.Upheld : FeeDisputeStatus.PartiallyUpheld, ruling, byId, at);

    private void End(FeeDisputeStatus status, string? ruling, Guid? byId, DateTimeOffset at) => (Status, Ruling, EndedById, EndedAt) = (status, ruling?.Trim(), byId, at);

    internal static void Describe(EntityBuilder<FeeDispute> dispute)
    {
        dispute.Is("Fees that a customer withholds because of a complaint.", "feeDispute", "feeDisputes")
            .OrderedBy(d => d.At, descending: true)
            .DataSubject(d => d.CustomerId);
        dispute.Field(d => d.Reference, "Number of the complaint that it began with.");
        dispute.Field(d => d.Reason, "Why the customer does not pay.").Personal();
        dispute.Field(d => d.Status, "Whether it is open, and how it ended.");
        dispute.Field(d => d.Currency, "ISO 4217 code of the currency of its amounts.");
        dispute.Field("disputedAmount", d => d.Charges.Sum(c => c.Amount), "How much was disputed when it was opened.");
        dispute.Field("heldAmount", d => d.Charges.Sum(c => c.Held), "How much it holds back from dunning now; nothing once it has ended.");
        dispute.Field("upheldAmount", d => d.Charges.Sum(c => c.Upheld), "How much was taken off the charges by its ruling.");
        dispute.Field("releasedAmount", d => d.Charges.Where(c => d.EndedAt != null).Sum(c => c.Amount - c.Upheld), "How much of what was disputed is owed as before, because it ended; nothing while it is open.");
        dispute.Field(d => d.At, "When it was opened.");
        dispute.Field(d => d.EndedAt, "When it ended; null while it is open.");
        dispute.Field(d => d.Ruling, "Why it ended so, as its customer may read it; null while it is open, and where it ended with its complaint.").Personal();
        dispute.One("complaint", "Complaint", d => d.ComplaintId, "The complaint behind it; where that was merged, the one that goes on.");
        dispute.One("customer", "Customer", d => d.CustomerId, "Who withholds.");
        dispute.One("by", "Staff", d => d.ById, "Who recorded it; null where the customer did.").OnlyFor(Audience.Staff);
        dispute.One("endedBy", "Staff", d => d.EndedById, "Who ruled or released; null while it is open, and where nobody of the company did.").OnlyFor(Audience.Staff);
        dispute.Many<DisputedCharge>("charges", c => c.FeeDisputeId, "What is disputed of which charge.");
        dispute.VisibleTo(Audience.Staff);
        dispute.VisibleTo(Audience.Customer, (d, actor) => d.CustomerId == actor.CustomerId);
    }
}

[Describes("Whether a fee dispute is open, and how it ended.")]
internal enum FeeDisputeStatus
{
    [Describes("What it holds is not dunned.")]
    Open,
    [Describes("It ended without a ruling: with its complaint, by paying, or because it was given up. What was held is owed as before.")]
    Released,
    [Describes("The customer was right: all that was disputed was taken off the charges.")]
    Upheld,
    [Describes("The customer was right in part: some of it was taken off the charges, the rest is owed.")]
    PartiallyUpheld,
    [Describes("The customer was not right: all of it is owed.")]
    Rejected,
}
