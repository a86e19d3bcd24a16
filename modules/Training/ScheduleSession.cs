using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Training;

[Describes("A session of a course; also one that was held already, to record its results afterwards.")]
internal sealed record ScheduleSession(
    [Describes("What is taught."), IdOf("Course")] Guid Course,
    [Describes("Who teaches."), IdOf("Staff")] Guid Trainer,
    [Describes("When it starts.")] DateTimeOffset StartsAt,
    [Describes("When it ends, at most 31 days later.")] DateTimeOffset EndsAt,
    [Describes("Where it takes place.")] string Place,
    [Describes("How many people it has room for, from 1 to 500.")] int Capacity)
{
    [Allow(Position.Trainer, Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Schedules a session. Whoever waits for another round of the course gets a place, the longest waiting first.")]
    public static async Task<Outcome<Session>> Handle(ScheduleSession input, TrainingDb db, IGraph graph, TimeProvider time, CancellationToken cancel)
    {
        var checks = new InputChecks()
            .Rule(input.EndsAt > input.StartsAt, "Let the session end after it starts.", "endsAt")
            .Rule(input.EndsAt - input.StartsAt <= TimeSpan.FromDays(31), "A session lasts at most 31 days; schedule several.", "endsAt")
            .Text("place", input.Place, 200)
            .Rule(input.Capacity is >= 1 and <= 500, "Give a capacity from 1 to 500.", "capacity")
            .Add(await graph.RequireActiveStaffAsync(input.Trainer, "trainer", cancel));
        if (await db.FindVisibleAsync<Course>(input.Course, cancel) is null)
            checks.Add(new NotFound("There is no such course; query courses for those that exist.", ["course"]));
        if (checks.Failed) return Outcome<Session>.Failed(checks.Faults);

        if (await db.Sessions.AnyAsync(s => s.TrainerId == input.Trainer && s.StartsAt < input.EndsAt && input.StartsAt < s.EndsAt, cancel))
            return new Conflict("The trainer teaches another session at that time; choose another time or trainer.", ["trainer"]);

        var session = new Session(input.Course, input.Trainer, input.StartsAt.ToUniversalTime(), input.EndsAt.ToUniversalTime(), input.Place, input.Capacity);
        db.Add(session);
        var now = time.GetUtcNow();
        var enrolled = session.StartsAt > now ? await EnrolWaitingAsync(session, db, graph, now, cancel) : [];
        return Outcome<Session>.Of(session.Id, [new SessionScheduled(session.Id, session.CourseId, session.TrainerId), .. enrolled]);
    }

    private static async Task<IReadOnlyList<StaffEnrolled>> EnrolWaitingAsync(Session session, TrainingDb db, IGraph graph, DateTimeOffset now, CancellationToken cancel)
    {
        var waiting = await db.Enrolments
            .Where(e => e.CourseId == session.CourseId && e.StaffId != session.TrainerId && e.NextRoundId == null
                && (e.Status == EnrolmentStatus.Failed || e.Status == EnrolmentStatus.Absent))
            .OrderBy(e => e.EnrolledAt).ThenBy(e => e.Id)
            .ToListAsync(cancel);
        var active = await graph.ActiveStaffAsync([.. waiting.Select(e => e.StaffId).Distinct()], cancel);
        var enrolled = new List<StaffEnrolled>();
        foreach (var last in waiting.Where(e => active.Contains(e.StaffId)).Take(session.Capacity))
        {
            var next = last.Repeat(session, now);
            session.TakePlace();
            db.Add(next);
            enrolled.Add(new(next.Id, session.Id, next.StaffId, next.Round));
        }
        return enrolled;
    }
}

[EventOf("Session", "SCHEDULED", "The session was scheduled.")]
internal sealed record SessionScheduled(Guid Session, Guid Course, Guid Trainer) : IEvent
{
    public Guid Subject => Session;
}
