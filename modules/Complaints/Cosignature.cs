using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>
/// A customer who joins another's complaint. The complaint itself stays hidden from them, with the other's name and words; what they may know of it, number and state, is read here.
/// </summary>
internal sealed class Cosignature
{
    private Cosignature() { }

    public Cosignature(Complaint complaint, Guid customerId, Guid? byId, DateTimeOffset at) =>
        (ComplaintId, Reference, CustomerId, ById, At) = (complaint.Id, complaint.Reference, customerId, byId, at);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ComplaintId { get; private set; }
    public Complaint? Complaint { get; private set; }
    public string Reference { get; private set; } = "";
    public Guid CustomerId { get; private set; }
    public Guid? ById { get; private set; }
    public DateTimeOffset At { get; private set; }

    internal static void Describe(EntityBuilder<Cosignature> cosignature)
    {
        cosignature.Is("A customer who joins another's complaint. Whoever co-signs sees number and state of the complaint here, but not whose it is, nor what was written.", null, null)
            .OrderedBy(s => s.At)
            .DataSubject(s => s.CustomerId);
        cosignature.Field(s => s.Reference, "Number of the complaint.");
        cosignature.Field("status", s => s.Complaint!.Status, "Where the complaint is in its lifecycle.");
        cosignature.Field(s => s.At, "When it was co-signed.");
        cosignature.One("complaint", "Complaint", s => s.ComplaintId, "The complaint; null for the co-signer, who may not see it.");
        cosignature.One("customer", "Customer", s => s.CustomerId, "Who co-signed it.");
        cosignature.One("by", "Staff", s => s.ById, "Who recorded it; null where the platform did.");
        cosignature.VisibleTo(Audience.Staff);
        cosignature.VisibleTo(Audience.Customer, (s, actor) => s.CustomerId == actor.CustomerId);
    }
}
