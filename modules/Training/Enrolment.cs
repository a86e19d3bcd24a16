using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Training;

internal sealed class Enrolment
{
    private Enrolment() { }

    /// <param name="round">Which attempt at the course this is, counted from 1.</param>
    public Enrolment(Session session, Guid staffId, int round, DateTimeOffset enrolledAt) =>
        (SessionId, CourseId, StaffId, Round, EnrolledAt) = (session.Id, session.CourseId, staffId, round, enrolledAt);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid SessionId { get; private set; }
    public Session? Session { get; private set; }
    public Guid CourseId { get; private set; }
    public Course? Course { get; private set; }
    public Guid StaffId { get; private set; }
    public EnrolmentStatus Status { get; private set; }
    public int Round { get; private set; }
    public DateTimeOffset EnrolledAt { get; private set; }
    public Guid? NextRoundId { get; private set; }
    public Enrolment? NextRound { get; private set; }
    public List<Assessment> Assessments { get; private set; } = [];

    public bool NeedsAnotherRound => Status is EnrolmentStatus.Failed or EnrolmentStatus.Absent && NextRoundId is null;

    public void Conclude(EnrolmentStatus status) => Status = status;

    /// <summary>The next attempt, in another session.</summary>
    public Enrolment Repeat(Session session, DateTimeOffset at)
    {
        var next = new Enrolment(session, StaffId, Round + 1, at);
        NextRoundId = next.Id;
        return next;
    }

    internal static void Describe(EntityBuilder<Enrolment> enrolment)
    {
        enrolment.Is("A member of staff's attempt at a course, in one session.")
            .OrderedBy(e => e.EnrolledAt, descending: true)
            .DataSubject(e => e.StaffId);
        enrolment.Field(e => e.Status, "What came of it.");
        enrolment.Field(e => e.Round, "Which attempt at the course this is, counted from 1.");
        enrolment.Field(e => e.EnrolledAt, "When the place was taken.");
        enrolment.Field("needsAnotherRound", e => (e.Status == EnrolmentStatus.Failed || e.Status == EnrolmentStatus.Absent) && e.NextRoundId == null,
            "Whether the person has not qualified and waits for a place in another session.");
        enrolment.One("session", "Session", e => e.SessionId, "In which session.");
        enrolment.One("course", "Course", e => e.CourseId, "At which course.");
        enrolment.One("staff", "Staff", e => e.StaffId, "Who learns.");
        enrolment.One("nextRound", "Enrolment", e => e.NextRoundId, "The next attempt, after this one failed or was missed; null where there is none.");
        enrolment.Many<Assessment>("assessments", a => a.EnrolmentId, "How it was judged.");
        enrolment.Many<Certification>("certifications", c => c.EnrolmentId, "The certification that it earned: one or none.");
        enrolment.VisibleTo(Audience.Staff, (e, actor) => e.StaffId == actor.StaffId
            || actor.Position == Position.Trainer || actor.Position == Position.Leader || actor.Position == Position.Manager
            || actor.Position == Position.Director || actor.Position == Position.Administrator);
    }
}

[Describes("What came of an attempt at a course.")]
internal enum EnrolmentStatus
{
    [Describes("The person has a place; nothing is judged yet.")]
    Enrolled,
    [Describes("The person qualified.")]
    Passed,
    [Describes("The person did not qualify and takes another round.")]
    Failed,
    [Describes("The person did not come and takes another round.")]
    Absent,
}
