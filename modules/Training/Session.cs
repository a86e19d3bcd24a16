using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Training;

internal sealed class Session
{
    private Session() { }

    public Session(Guid courseId, Guid trainerId, DateTimeOffset startsAt, DateTimeOffset endsAt, string place, int capacity) =>
        (CourseId, TrainerId, StartsAt, EndsAt, Place, Capacity) = (courseId, trainerId, startsAt, endsAt, place.Trim(), capacity);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid CourseId { get; private set; }
    public Course? Course { get; private set; }
    public Guid TrainerId { get; private set; }
    public DateTimeOffset StartsAt { get; private set; }
    public DateTimeOffset EndsAt { get; private set; }
    public string Place { get; private set; } = "";
    public int Capacity { get; private set; }

    /// <summary>
    /// Kept as a column, so that two people who take the last place at the same time change the same row: one of the transactions is then
    /// repeated and finds the session full.
    /// </summary>
    public int PlacesTaken { get; private set; }
    public List<Enrolment> Enrolments { get; private set; } = [];

    public bool IsFull => PlacesTaken >= Capacity;

    public void TakePlace() => PlacesTaken++;

    internal static void Describe(EntityBuilder<Session> session)
    {
        session.Is("One time that a course is given.", "session", "sessions")
            .OrderedBy(s => s.StartsAt);
        session.Field(s => s.StartsAt, "When it starts.");
        session.Field(s => s.EndsAt, "When it ends.");
        session.Field(s => s.Place, "Where it takes place.");
        session.Field(s => s.Capacity, "How many people it has room for.");
        session.Field(s => s.PlacesTaken, "How many people are enrolled.");
        session.Field("placesLeft", s => s.Capacity - s.PlacesTaken, "How many more people it has room for.");
        session.Field("isOpen", s => s.StartsAt > Clock.Now && s.PlacesTaken < s.Capacity, "Whether it is still to come and has room.");
        session.One("course", "Course", s => s.CourseId, "What is taught.");
        session.One("trainer", "Staff", s => s.TrainerId, "Who teaches.");
        session.Many<Enrolment>("enrolments", e => e.SessionId, "Who is enrolled.");
        session.VisibleTo(Audience.Staff);
    }
}
