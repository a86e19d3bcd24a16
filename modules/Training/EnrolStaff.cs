using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Training;

[Describes("Who gets a place in a session.")]
internal sealed record EnrolStaff(
    [Describes("In which session."), IdOf("Session")] Guid Session,
    [Describes("Who."), IdOf("Staff")] Guid Staff)
{
    [Allow(Position.Trainer, Position.Leader, Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Gives a member of staff a place in a session; after a failed or missed attempt it is the next round.")]
    public static async Task<Outcome<Enrolment>> Handle(EnrolStaff input, TrainingDb db, IGraph graph, TimeProvider time, CancellationToken cancel)
    {
        var checks = new InputChecks().Add(await graph.RequireActiveStaffAsync(input.Staff, "staff", cancel));
        var session = await db.FindVisibleAsync<Session>(input.Session, cancel);
        if (session is null) checks.Add(new NotFound("There is no such session; query sessions for those that exist.", ["session"]));
        checks.Rule(session?.TrainerId != input.Staff, "The trainer of a session can't take part in it; choose another session.", "staff");
        if (checks.Failed) return Outcome<Enrolment>.Failed(checks.Faults);

        var earlier = await db.Enrolments.Where(e => e.CourseId == session!.CourseId && e.StaffId == input.Staff).OrderBy(e => e.EnrolledAt).ToListAsync(cancel);
        if (earlier.Exists(e => e.SessionId == session!.Id))
            return new Conflict("This person is or was enrolled in this session; choose another session.", ["staff"]);
        if (earlier.Exists(e => e.Status == EnrolmentStatus.Enrolled))
            return new Conflict("This person has a place in another session of the course, which is not assessed yet.", ["staff"]);
        if (session!.IsFull)
            return new Conflict($"All {session.Capacity} places are taken; choose another session of the course.", ["session"]);

        var now = time.GetUtcNow();
        var enrolment = earlier.FindLast(e => e.NeedsAnotherRound)?.Repeat(session, now) ?? new Enrolment(session, input.Staff, 1, now);
        session.TakePlace();
        db.Add(enrolment);
        return Outcome<Enrolment>.Of(enrolment.Id, new StaffEnrolled(enrolment.Id, session.Id, enrolment.StaffId, enrolment.Round));
    }
}

[EventOf("Enrolment", "ENROLLED", "The person got a place.", StaffOnly = true)]
internal sealed record StaffEnrolled(Guid Enrolment, Guid Session, Guid Staff, int Round) : IEvent
{
    public Guid Subject => Enrolment;
}
