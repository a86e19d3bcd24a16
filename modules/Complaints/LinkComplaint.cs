using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Two complaints that have to do with each other.")]
internal sealed record LinkComplaint(
    [Describes("The first."), IdOf("Complaint")] Guid Complaint,
    [Describes("The second."), IdOf("Complaint")] Guid To,
    [Describes("How the first is tied to the second.")] ComplaintLinkKind Kind = ComplaintLinkKind.Related)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Ties a complaint to another. Each goes its own way; staff alone see the tie.")]
    public static async Task<Outcome<Complaint>> Handle(LinkComplaint input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.Link, actor, cancel);
        if (fault is not null) return fault;
        if (input.To == complaint.Id) return new ValidationError("Name another complaint: none is tied to itself.", ["to"]);
        if (await db.FindVisibleAsync<Complaint>(input.To, cancel) is null) return new NotFound("There is no such complaint, or none that you may see.", ["to"]);
        if (await db.ComplaintLinks.AnyAsync(l => l.ComplaintId == complaint.Id && l.ToId == input.To && l.Kind == input.Kind, cancel))
            return new Conflict("The two are tied so already.", ["to"]);

        var now = time.GetUtcNow();
        if (complaint.Take(ComplaintStep.Link, actor, now, visibility: NoteVisibility.Internal) is { } notNow) return notNow;
        db.Add(new ComplaintLink(complaint.Id, input.To, input.Kind, actor.StaffIdOrNull, now));
        return Outcome<Complaint>.Of(complaint.Id, new ComplaintLinked(complaint.Id, input.To, input.Kind));
    }
}

[EventOf("Complaint", "LINKED", "It was tied to another complaint.", StaffOnly = true)]
internal sealed record ComplaintLinked(Guid Complaint, Guid To, ComplaintLinkKind Kind) : IEvent
{
    public Guid Subject => Complaint;
}
