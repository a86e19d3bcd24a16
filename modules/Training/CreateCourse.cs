using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Training;

[Describes("A course to be offered.")]
internal sealed record CreateCourse(
    [Describes("Short name that people and files use; not used before.")] string Code,
    [Describes("Title of the course.")] string Title,
    [Describes("What the course is about.")] CourseKind Kind,
    [Describes("Months that a certification is good for; for ever where it is left out.")] int? ValidityMonths = null,
    [Describes("Positions that must hold a current certification of this course.")] IReadOnlyList<Position>? RequiredFor = null)
{
    [Allow(Position.Trainer, Position.Director, Position.Administrator)]
    [Describes("Adds a course, and says who must pass it.")]
    public static async Task<Outcome<Course>> Handle(CreateCourse input, TrainingDb db, CancellationToken cancel)
    {
        var checks = new InputChecks()
            .Text("code", input.Code, 40)
            .Rule(!input.Code.Trim().Any(char.IsWhiteSpace), "Write the code without blanks, such as FIRE-SAFETY.", "code")
            .Text("title", input.Title, 200)
            .Rule(input.ValidityMonths is null or (>= 1 and <= 600), "Give a validity from 1 to 600 months, or leave it out for one without end.", "validityMonths");
        if (checks.Failed) return Outcome<Course>.Failed(checks.Faults);

        var code = input.Code.Trim();
        if (await db.Courses.AnyAsync(c => c.Code == code, cancel))
            return new Conflict("This code is taken; choose another.", ["code"]);

        var course = new Course(code, input.Title, input.Kind, input.ValidityMonths, input.RequiredFor ?? []);
        db.Add(course);
        return Outcome<Course>.Of(course.Id, new CourseCreated(course.Id, course.Kind));
    }
}

[EventOf("Course", "CREATED", "The course was added.")]
internal sealed record CourseCreated(Guid Course, CourseKind Kind) : IEvent
{
    public Guid Subject => Course;
}
