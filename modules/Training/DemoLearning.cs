using PropertyGraph.Imports;

namespace PropertyGraph.Training;

/// <summary>One person's way through one course: attempts until qualified, and again before the certification runs out, unless that is forgotten.</summary>
internal sealed class DemoLearning(DemoRequest request, DemoRandom random, DemoTrainingRows rows, Guid course, int? validityMonths, IReadOnlyList<DemoSession> sessions)
{
    private static readonly string[] Praise = ["表现良好。", "Knows the rules and explains them well.", "回答清楚，态度积极。"];
    private static readonly string[] Blame = ["案例分析需加强。", "Needs more practice with upset customers.", "未掌握应急流程。"];

    /// <returns>The certifications that are still to run out, and when.</returns>
    public IReadOnlyList<(Guid Certification, DateTimeOffset ExpiresAt)> Live(DemoLearner learner)
    {
        var running = new List<(Guid, DateTimeOffset)>();
        var from = Later(learner.Hired.AddDays(7), request.Now.AddMonths(-24)).AddDays(random.Between(0, 150));
        var round = 1;
        Guid? attempt = null;
        while (SessionFor(learner, from) is { } session)
        {
            var enrolment = attempt ?? random.Key(EnrolledAt(session));
            session.Learners.Add(learner.Id);
            if (session.StartsAt >= request.Now.AddDays(-2))
            {
                Enrol(enrolment, session, learner, EnrolmentStatus.Enrolled, round, null);
                break;
            }
            var assessedAt = session.StartsAt.AddHours(random.Between(3, 30));
            var outcome = random.Weighted([(EnrolmentStatus.Passed, 84d), (EnrolmentStatus.Failed, 10), (EnrolmentStatus.Absent, 6)]);
            if (outcome != EnrolmentStatus.Absent) Assess(enrolment, session, learner, outcome == EnrolmentStatus.Passed, assessedAt);
            if (outcome == EnrolmentStatus.Passed)
            {
                Enrol(enrolment, session, learner, outcome, round, null);
                if (Certify(enrolment, learner, assessedAt, running) is not { } expiry || random.Chance(0.12)) break;
                (from, round, attempt) = (expiry.AddDays(-random.Between(20, 80)), 1, null);
            }
            else
            {
                from = assessedAt.AddDays(1);
                attempt = SessionFor(learner, from) is { } next ? random.Key(EnrolledAt(next)) : null;
                Enrol(enrolment, session, learner, outcome, round++, attempt);
            }
        }
        return running;
    }

    private DemoSession? SessionFor(DemoLearner learner, DateTimeOffset from) =>
        sessions.FirstOrDefault(s => s.StartsAt > from && s.Learners.Count < s.Capacity && s.Trainer != learner.Id && !s.Learners.Contains(learner.Id));

    private DateTimeOffset EnrolledAt(DemoSession session) => session.StartsAt.AddDays(-12) is var planned && planned < request.Now ? planned : request.Now.AddHours(-1);

    private void Enrol(Guid key, DemoSession session, DemoLearner learner, EnrolmentStatus status, int round, Guid? next) =>
        rows.Enrolments.Add(key, session.Id, course, learner.Id, status, round, EnrolledAt(session), next);

    private void Assess(Guid enrolment, DemoSession session, DemoLearner learner, bool passed, DateTimeOffset at) =>
        rows.Assessments.Add(random.Key(at), enrolment, learner.Id, passed ? random.Between(60, 100) : random.Between(25, 59), passed, session.Trainer, at,
            random.Chance(0.4) ? random.Pick(passed ? Praise : Blame) : null);

    /// <summary>When it runs out; null for never.</summary>
    private DateTimeOffset? Certify(Guid enrolment, DemoLearner learner, DateTimeOffset at, List<(Guid, DateTimeOffset)> running)
    {
        var key = random.Key(at);
        var expiry = validityMonths is { } months ? at.AddMonths(months) : (DateTimeOffset?)null;
        rows.Certifications.Add(key, learner.Id, course, enrolment, at, expiry, expiry <= request.Now ? expiry : null);
        if (expiry > request.Now) running.Add((key, expiry.Value));
        return expiry;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
