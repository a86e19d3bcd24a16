using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Training;

internal sealed class Assessment
{
    private Assessment() { }

    /// <param name="score">0 to 100, or null where none was given.</param>
    public Assessment(Enrolment enrolment, int? score, bool passed, Guid? assessorId, DateTimeOffset at, string? remarks) =>
        (EnrolmentId, StaffId, Score, Passed, AssessorId, At, Remarks) = (enrolment.Id, enrolment.StaffId, score, passed, assessorId, at, remarks?.Trim());

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid EnrolmentId { get; private set; }
    public Enrolment? Enrolment { get; private set; }
    public Guid StaffId { get; private set; }
    public int? Score { get; private set; }
    public bool Passed { get; private set; }
    public Guid? AssessorId { get; private set; }
    public DateTimeOffset At { get; private set; }
    public string? Remarks { get; private set; }

    internal static void Describe(EntityBuilder<Assessment> assessment)
    {
        assessment.Is("A person's judgement of how an attempt at a course went.")
            .OrderedBy(a => a.At)
            .DataSubject(a => a.StaffId);
        assessment.Field(a => a.Score, "Points from 0 to 100; null where none were given.").Personal();
        assessment.Field(a => a.Passed, "Whether the person qualified.");
        assessment.Field(a => a.At, "When it was judged.");
        assessment.Field(a => a.Remarks, "What the assessor said about it; null for nothing.").Personal();
        assessment.One("enrolment", "Enrolment", a => a.EnrolmentId, "The attempt that was judged.");
        assessment.One("staff", "Staff", a => a.StaffId, "Who was judged.");
        assessment.One("assessor", "Staff", a => a.AssessorId, "Who judged; null where the platform took it over from elsewhere.");
        assessment.VisibleThrough("enrolment", Audience.Staff);
    }
}
