using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Training;

internal sealed class Course
{
    private Course() { }

    /// <param name="validityMonths">Months that a certification is good for; null for ever.</param>
    public Course(string code, string title, CourseKind kind, int? validityMonths, IEnumerable<Position> requiredFor) =>
        (Code, Title, Kind, ValidityMonths, RequiredFor) = (code.Trim(), title.Trim(), kind, validityMonths, [.. requiredFor.Distinct().Order()]);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Code { get; private set; } = "";
    public string Title { get; private set; } = "";
    public CourseKind Kind { get; private set; }
    public int? ValidityMonths { get; private set; }
    public List<Position> RequiredFor { get; private set; } = [];
    public List<Session> Sessions { get; private set; } = [];
    public List<Enrolment> Enrolments { get; private set; } = [];

    /// <summary>When a certification issued now runs out; null for never.</summary>
    public DateTimeOffset? ExpiryFrom(DateTimeOffset issued) => ValidityMonths is { } months ? issued.AddMonths(months) : null;

    internal static void Describe(EntityBuilder<Course> course)
    {
        course.Is("What staff learn, and who must have learnt it.", "course", "courses")
            .Lookup(c => c.Code)
            .OrderedBy(c => c.Code);
        course.Field(c => c.Code, "Short name that people and files use.").Searchable();
        course.Field(c => c.Title, "Title of the course.").Searchable();
        course.Field(c => c.Kind, "What the course is about.");
        course.Field(c => c.ValidityMonths, "Months that a certification is good for; null for ever.");
        course.Field(c => c.RequiredFor, "Positions that must hold a current certification of this course.");
        course.Many<Session>("sessions", s => s.CourseId, "When the course is given, earliest first.");
        course.Many<Enrolment>("enrolments", e => e.CourseId, "Who took or takes the course.");
        course.Many<Certification>("certifications", c => c.CourseId, "Who passed the course, latest first.");
        course.Many<TrainingGap>("trainingGaps", g => g.CourseId, "Staff who must hold a current certification of this course and do not.", TrainingGap.IsOpen);
        course.VisibleTo(Audience.Staff);
    }
}

[Describes("What a course is about.")]
internal enum CourseKind
{
    [Describes("Customer values: why the work is done for the customer.")]
    Value,
    [Describes("What to say to customers, and how.")]
    Communication,
    [Describes("How far one may go without asking: limits of responsibility and authority.")]
    Authority,
    [Describes("The trade itself: repairs, equipment, cleaning, guarding.")]
    Technical,
    [Describes("Law, safety and the company's rules.")]
    Compliance,
}
