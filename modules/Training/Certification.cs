using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Training;

internal sealed class Certification
{
    private Certification() { }

    public Certification(Guid staffId, Guid courseId, Guid? enrolmentId, DateTimeOffset issuedAt, DateTimeOffset? expiresAt) =>
        (StaffId, CourseId, EnrolmentId, IssuedAt, ExpiresAt) = (staffId, courseId, enrolmentId, issuedAt, expiresAt);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid StaffId { get; private set; }
    public Guid CourseId { get; private set; }
    public Course? Course { get; private set; }
    public Guid? EnrolmentId { get; private set; }
    public Enrolment? Enrolment { get; private set; }
    public DateTimeOffset IssuedAt { get; private set; }
    public DateTimeOffset? ExpiresAt { get; private set; }
    public DateTimeOffset? LapsedAt { get; private set; }

    public void Lapse(DateTimeOffset at) => LapsedAt = at;

    internal static void Describe(EntityBuilder<Certification> certification)
    {
        certification.Is("Proof that a member of staff passed a course, for as long as it is valid.")
            .OrderedBy(c => c.IssuedAt, descending: true)
            .DataSubject(c => c.StaffId);
        certification.Field(c => c.IssuedAt, "When the course was passed.");
        certification.Field(c => c.ExpiresAt, "When it runs out; null for never.");
        certification.Field(c => c.LapsedAt, "When the platform noticed that it had run out; null until then.");
        certification.Field("isCurrent", c => c.ExpiresAt == null || c.ExpiresAt > Clock.Now, "Whether it is valid now.");
        certification.One("staff", "Staff", c => c.StaffId, "Who passed.");
        certification.One("course", "Course", c => c.CourseId, "Which course.");
        certification.One("enrolment", "Enrolment", c => c.EnrolmentId, "The attempt that earned it; null where it was taken over from elsewhere.");
        // Whoever gives out work must see who is qualified for it; how the attempts went is narrower.
        certification.VisibleTo(Audience.Staff);
    }
}
