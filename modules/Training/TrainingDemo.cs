using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Imports;
using PropertyGraph.Schema;

namespace PropertyGraph.Training;

/// <summary>A member of staff, as far as training needs it.</summary>
internal sealed record DemoLearner(Guid Id, Position Position, DateTimeOffset Hired);

/// <summary>Courses, sessions of the last two years and the next months, and how everybody fared: passed, failed, absent, lapsed, or never started.</summary>
internal static class TrainingDemo
{
    private static readonly Position[] Serving = [Position.Agent, Position.Worker, Position.Leader, Position.Manager];

    private static readonly (string Code, string Title, CourseKind Kind, int? Months, Position[] For)[] Courses =
    [
        ("CUSTOMER-VALUES", "以客户为中心 Customer values", CourseKind.Value, null, [.. Enum.GetValues<Position>()]),
        ("TALKING-TO-TENANTS", "与住户沟通 Talking to tenants", CourseKind.Communication, 24, [Position.Agent, Position.Leader, Position.Manager]),
        ("LIMITS-OF-AUTHORITY", "权责边界 Limits of authority", CourseKind.Authority, 12, [Position.Leader, Position.Manager]),
        ("FIRE-SAFETY", "消防安全 Fire safety", CourseKind.Compliance, 12, Serving),
        ("LIFT-RESCUE", "电梯困人救援 Rescue from lifts", CourseKind.Technical, 12, [Position.Worker, Position.Leader]),
        ("PERSONAL-DATA", "个人信息保护 Protection of personal data", CourseKind.Compliance, 24, [Position.Agent, Position.Surveyor, Position.Administrator]),
    ];

    public static async Task LoadAsync(DemoRequest request, TrainingDb db, NpgsqlConnection connection, CancellationToken cancel)
    {
        var random = new DemoRandom(request.Seed, "training");
        // Published tables of a module that this one depends on.
        var staff = await DemoRows.ReadAsync(connection, "SELECT id, position, hired_on FROM organization.staff WHERE active ORDER BY number",
            r => new DemoLearner(r.GetGuid(0), Enum.Parse<Position>(r.GetString(1), ignoreCase: true), new(r.GetFieldValue<DateOnly>(2), new(8, 0), TimeSpan.Zero)), cancel);
        var trainers = staff.Where(s => s.Position == Position.Trainer).ToList();
        if (trainers.Count < 2) return;
        var rows = new DemoTrainingRows();
        for (var i = 0; i < Courses.Length; i++)
        {
            var (code, title, kind, months, positions) = Courses[i];
            var course = random.Key(request.Now.AddMonths(-25));
            rows.Courses.Add(course, code, title, kind, months, positions.Order().Select(p => Names.Screaming(p.ToString())).ToArray());
            var learners = staff.Where(s => positions.Contains(s.Position)).ToList();
            var sessions = Sessions(request, random, trainers, i, Math.Max(16, learners.Count / 3)).ToList();
            foreach (var learner in learners.Where(_ => random.Chance(0.94)))
                foreach (var (certification, expiry) in new DemoLearning(request, random, rows, course, months, sessions).Live(learner))
                    db.Schedule(LapseCertification.Timer, certification, expiry);
            foreach (var s in sessions) rows.Sessions.Add(s.Id, course, s.Trainer, s.StartsAt, s.StartsAt.AddHours(3), s.Place, s.Capacity, s.Learners.Count);
        }
        await rows.LoadAsync(connection, cancel);
    }

    /// <summary>One every six weeks, and two to come. Each course has its own day, so that no trainer is needed twice at a time.</summary>
    private static IEnumerable<DemoSession> Sessions(DemoRequest request, DemoRandom random, IReadOnlyList<DemoLearner> trainers, int course, int capacity)
    {
        var day = new DateTimeOffset(request.Today, new(1, 30), TimeSpan.Zero).AddDays(course);
        for (var weeks = -102; weeks <= 10; weeks += 6)
        {
            var startsAt = day.AddDays(weeks * 7);
            yield return new(random.Key(startsAt.AddDays(-40)), random.Pick(trainers).Id, startsAt, random.Pick(Places), capacity);
        }
    }

    private static readonly string[] Places = ["培训室 A Room A", "培训室 B Room B", "云栖花园会所 Clubhouse"];
}

/// <summary>A session that fills up.</summary>
internal sealed record DemoSession(Guid Id, Guid Trainer, DateTimeOffset StartsAt, string Place, int Capacity)
{
    public HashSet<Guid> Learners { get; } = [];
}

/// <summary>What the demo's training comes to in the tables.</summary>
internal sealed class DemoTrainingRows
{
    public DemoTable Courses { get; } = new("training.courses", "id", "code", "title", "kind", "validity_months", "required_for");
    public DemoTable Sessions { get; } = new("training.sessions", "id", "course_id", "trainer_id", "starts_at", "ends_at", "place", "capacity", "places_taken");
    public DemoTable Enrolments { get; } = new("training.enrolments", "id", "session_id", "course_id", "staff_id", "status", "round", "enrolled_at", "next_round_id");
    public DemoTable Assessments { get; } = new("training.assessments", "id", "enrolment_id", "staff_id", "score", "passed", "assessor_id", "at", "remarks");
    public DemoTable Certifications { get; } = new("training.certifications", "id", "staff_id", "course_id", "enrolment_id", "issued_at", "expires_at", "lapsed_at");

    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        foreach (var table in (DemoTable[])[Courses, Sessions, Enrolments, Assessments, Certifications]) await table.LoadAsync(connection, cancel);
    }
}
