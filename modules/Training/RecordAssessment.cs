using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Training;

[Describes("How an attempt at a course went.")]
internal sealed record RecordAssessment(
    [Describes("Which attempt."), IdOf("Enrolment")] Guid Enrolment,
    [Describes("Whether the person qualified, failed or did not come.")] AssessmentOutcome Outcome,
    [Describes("Points from 0 to 100; left out where none were given.")] int? Score = null,
    [Describes("What the assessor says about it.")] string? Remarks = null)
{
    [Allow(Position.Trainer, Position.Administrator)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Records how an attempt went: who passes gets a certification; who fails or is absent gets another round, in the next session with room.")]
    public static async Task<Outcome<Enrolment>> Handle(RecordAssessment input, TrainingDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var checks = new InputChecks()
            .Rule(input.Score is null or (>= 0 and <= 100), "Give a score from 0 to 100, or leave it out.", "score")
            .Rule(input.Score is null || input.Outcome != AssessmentOutcome.Absent, "Leave out the score of somebody who did not come.", "score")
            .OptionalText("remarks", input.Remarks, 2000);
        if (checks.Failed) return Outcome<Enrolment>.Failed(checks.Faults);

        var enrolment = await db.FindVisibleAsync<Enrolment>(input.Enrolment, cancel);
        if (enrolment is null) return new NotFound("There is no such enrolment.", ["enrolment"]);
        if (actor.Id == enrolment.StaffId) return new NotAllowed("Nobody assesses his or her own attempt; ask another trainer.", ["enrolment"]);
        await db.Entry(enrolment).Reference(e => e.Session).LoadAsync(cancel);
        await db.Entry(enrolment).Reference(e => e.Course).LoadAsync(cancel);
        var now = time.GetUtcNow();
        if (Forbidden(enrolment, now) is { } fault) return fault;

        enrolment.Conclude(StatusOf(input.Outcome));
        if (input.Outcome != AssessmentOutcome.Absent)
            db.Add(new Assessment(enrolment, input.Score, input.Outcome == AssessmentOutcome.Passed, actor.StaffIdOrNull, now, input.Remarks));
        IEvent? next = input.Outcome == AssessmentOutcome.Passed ? Certify(enrolment, db, now) : await EnrolAgainAsync(enrolment, db, now, cancel);
        var assessed = new EnrolmentAssessed(enrolment.Id, enrolment.CourseId, enrolment.StaffId, enrolment.Status, enrolment.Round);
        return Outcome<Enrolment>.Of(enrolment.Id, next is null ? [assessed] : [assessed, next]);
    }

    private static StepNotAllowed? Forbidden(Enrolment enrolment, DateTimeOffset now)
    {
        var state = Names.Screaming(enrolment.Status.ToString());
        if (enrolment.Status != EnrolmentStatus.Enrolled)
            return new($"This attempt is concluded: {state}; assess the attempt that is open.", state, enrolment.NeedsAnotherRound ? ["enrolStaff"] : [], ["enrolment"]);
        return enrolment.Session!.StartsAt > now
            ? new("The session has not started; assess it when it has.", state, [], ["enrolment"])
            : null;
    }

    private static EnrolmentStatus StatusOf(AssessmentOutcome outcome) => outcome switch
    {
        AssessmentOutcome.Passed => EnrolmentStatus.Passed,
        AssessmentOutcome.Failed => EnrolmentStatus.Failed,
        AssessmentOutcome.Absent => EnrolmentStatus.Absent,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    private static CertificationIssued Certify(Enrolment enrolment, TrainingDb db, DateTimeOffset now)
    {
        var certification = new Certification(enrolment.StaffId, enrolment.CourseId, enrolment.Id, now, enrolment.Course!.ExpiryFrom(now));
        db.Add(certification);
        if (certification.ExpiresAt is { } expiry) db.Schedule(LapseCertification.Timer, certification.Id, expiry);
        return new(certification.Id, certification.StaffId, certification.CourseId, certification.ExpiresAt);
    }

    /// <summary>The loop until qualified. Where no session has room, the next one that is scheduled takes the person in.</summary>
    private static async Task<StaffEnrolled?> EnrolAgainAsync(Enrolment enrolment, TrainingDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var session = await db.Sessions
            .Where(s => s.CourseId == enrolment.CourseId && s.StartsAt > now && s.PlacesTaken < s.Capacity
                && s.TrainerId != enrolment.StaffId && !s.Enrolments.Any(e => e.StaffId == enrolment.StaffId))
            .OrderBy(s => s.StartsAt).ThenBy(s => s.Id)
            .FirstOrDefaultAsync(cancel);
        if (session is null) return null;
        var next = enrolment.Repeat(session, now);
        session.TakePlace();
        db.Add(next);
        return new(next.Id, session.Id, next.StaffId, next.Round);
    }
}

[Describes("How an attempt at a course went.")]
internal enum AssessmentOutcome
{
    [Describes("The person qualified.")]
    Passed,
    [Describes("The person did not qualify.")]
    Failed,
    [Describes("The person did not come.")]
    Absent,
}

[EventOf("Enrolment", "ASSESSED", "It is recorded how the attempt went.", StaffOnly = true)]
internal sealed record EnrolmentAssessed(Guid Enrolment, Guid Course, Guid Staff, EnrolmentStatus Status, int Round) : IEvent
{
    public Guid Subject => Enrolment;
}

[EventOf("Certification", "ISSUED", "The person passed the course.", StaffOnly = true)]
internal sealed record CertificationIssued(Guid Certification, Guid Staff, Guid Course, DateTimeOffset? ExpiresAt) : IEvent
{
    public Guid Subject => Certification;
}
