using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("How well a complaint was handled, as its customer says.")]
internal sealed record RateComplaint(
    [Describes("Which complaint; one of the caller's own."), IdOf("Complaint")] Guid Complaint,
    [Describes("From 1 (badly) to 5 (very well).")] int Rating,
    [Describes("Why, in at most 4,000 characters.")] string? Comment = null)
{
    [AllowAudience(Audience.Customer)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Rates the handling of a closed complaint. Said again, it takes the place of what was said before.")]
    public static async Task<Outcome<Complaint>> Handle(RateComplaint input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.Rate, actor, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks().Rule(input.Rating is >= 1 and <= 5, "Give a rating from 1 to 5.", "rating").OptionalText("comment", input.Comment, 4000);
        if (checks.Failed) return Outcome<Complaint>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        if (complaint.Take(ComplaintStep.Rate, actor, now) is { } notNow) return notNow;
        complaint.Rated(input.Rating, input.Comment, now);
        return Outcome<Complaint>.Of(complaint.Id, new ComplaintRated(complaint.Id, input.Rating));
    }
}

[EventOf("Complaint", "RATED", "Its customer said how well it was handled.")]
internal sealed record ComplaintRated(Guid Complaint, int Rating) : IEvent
{
    public Guid Subject => Complaint;
}
