using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A customer who joins another's complaint.")]
internal sealed record CosignComplaint(
    [Describes("Which complaint."), IdOf("Complaint")] Guid Complaint,
    [Describes("Who joins it."), IdOf("Customer")] Guid Customer)
{
    [Allow(Position.Agent, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Records that a customer joins another's complaint, at the customer's request. Both learn how many there are, neither who the other is.")]
    public static async Task<Outcome<Complaint>> Handle(CosignComplaint input, ComplaintsDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.Cosign, actor, cancel);
        if (fault is not null) return fault;
        if (await graph.RequireAsync("Customer", input.Customer, "customer", cancel) is { } unseen) return unseen;
        if (complaint.CustomerId == input.Customer) return new ValidationError("Name another customer: this one filed it.", ["customer"]);
        if (await db.Cosignatures.AnyAsync(s => s.ComplaintId == complaint.Id && s.CustomerId == input.Customer, cancel))
            return new Conflict("This customer has co-signed it already.", ["customer"]);

        var now = time.GetUtcNow();
        if (complaint.Take(ComplaintStep.Cosign, actor, now, visibility: NoteVisibility.Internal) is { } notNow) return notNow;
        complaint.Cosigned();
        db.Add(new Cosignature(complaint, input.Customer, actor.StaffIdOrNull, now));
        return Outcome<Complaint>.Of(complaint.Id, new ComplaintCosigned(complaint.Id, complaint.CosignerCount));
    }
}

[EventOf("Complaint", "COSIGNED", "Another customer joined it.")]
internal sealed record ComplaintCosigned(Guid Complaint, int Cosigners) : IEvent
{
    public Guid Subject => Complaint;
}
