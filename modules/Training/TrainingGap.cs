using System.Linq.Expressions;
using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Training;

/// <summary>
/// A row of the view <c>training_gaps</c>: a course that an active member of staff must have passed, unless a certification without end covers it.
/// A view over the staff themselves rather than a copy that events keep: it is right for imported rows and at any moment.
/// </summary>
internal sealed class TrainingGap
{
    private TrainingGap() { }

    /// <summary>Made from staff and course, so that it is the same at every reading.</summary>
    public Guid Id { get; private set; }
    public Guid StaffId { get; private set; }
    public Guid DepartmentId { get; private set; }
    public Guid CourseId { get; private set; }
    public DateTimeOffset? CertifiedUntil { get; private set; }

    /// <summary>The view does not know the request's time, so each relation to it says that the last certification has run out by now.</summary>
    public static Expression<Func<TrainingGap, bool>> IsOpen => g => g.CertifiedUntil == null || g.CertifiedUntil <= Clock.Now;

    internal static void Describe(EntityBuilder<TrainingGap> gap)
    {
        gap.Is("A member of staff whose position requires a course, and who has no current certification of it.")
            .Key(g => g.Id);
        gap.Field(g => g.CertifiedUntil, "When the last certification ran out; null for one who never had any.");
        gap.One("staff", "Staff", g => g.StaffId, "Who has to take the course.");
        gap.One("department", "Department", g => g.DepartmentId, "Where that person works.");
        gap.One("course", "Course", g => g.CourseId, "Which course.");
        gap.VisibleTo(Audience.Staff, (g, actor) => g.StaffId == actor.StaffId
            || g.DepartmentId == actor.DepartmentId && (actor.Position == Position.Leader || actor.Position == Position.Manager)
            || actor.Position == Position.Trainer || actor.Position == Position.Director || actor.Position == Position.Administrator);
    }
}
