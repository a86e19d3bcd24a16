using Npgsql;
using PropertyGraph.Imports;

namespace PropertyGraph.Surveys;

/// <summary>
/// Invitations after complaints were closed, and what was answered. The complaints of the demo have no events that could tell of them, so they are read
/// from their tables; only registered while that module is on, whose demo comes first by the order of names.
/// </summary>
internal static class AfterComplaintDemo
{
    private const int LowScore = 2;

    private static readonly (QuestionKind, string, string, string[])[] Asked =
    [
        (QuestionKind.Csat, "How content are you with the way your complaint was handled?", "您对投诉处理满意吗？", []),
        (QuestionKind.Ces, "How easy was it to have it solved?", "解决问题的过程是否方便？", []),
        (QuestionKind.Text, "What could we have done better?", "我们还有哪些可以改进？", []),
    ];

    public static async Task LoadAsync(DemoRequest request, NpgsqlConnection connection, CancellationToken cancel)
    {
        var random = new DemoRandom(request.Seed, "surveys after complaints");
        var rows = new DemoSurveyRows(random);
        await FollowAsync(connection, cancel);
        var closings = await DemoRows.ReadAsync(connection,
            """
            SELECT e.complaint_id, row_number() OVER (PARTITION BY e.complaint_id ORDER BY e.at)::int, e.at, c.customer_id, c.property_id, c.department_id,
                c.reopen_count > 0 OR c.resolved_at > c.due_at IS TRUE, k.language LIKE 'zh%'
            FROM complaints.complaint_events AS e
            JOIN complaints.complaints AS c ON c.id = e.complaint_id
            JOIN customers.customers AS k ON k.id = c.customer_id
            WHERE e.kind = 'CLOSED' ORDER BY e.at, e.complaint_id
            """,
            r => (Who: new DemoInvitee(r.GetGuid(3), r.GetBoolean(7), r.IsDBNull(4) ? null : r.GetGuid(4), r.GetGuid(5), r.GetGuid(0), r.GetInt32(1), r.GetFieldValue<DateTimeOffset>(2)),
                WentBadly: r.GetBoolean(6)), cancel);
        // The version that opens complaints from low scores is new: the scores that the demo brings along were given to the one before it.
        const string Title = "投诉处理回访 After your complaint";
        var survey = rows.Publish("AFTER_COMPLAINT", 1, Title, SurveyKind.AfterComplaint, null, 21, request.Now.AddMonths(-24), Asked);
        var newest = rows.Publish("AFTER_COMPLAINT", 2, Title, SurveyKind.AfterComplaint, LowScore, 21, request.Now.AddHours(-1), Asked);
        var surveyors = await SurveysDemo.SurveyorsAsync(connection, cancel);
        foreach (var (who, wentBadly) in closings)
            rows.Invite(who.At < newest.PublishedAt ? survey : newest, who, surveyors, request.Now, who.At < newest.PublishedAt ? 0.36 : 0, wentBadly ? 0.42 : 0.84);
        await rows.LoadAsync(connection, cancel);
    }

    /// <summary>What the handlers of the complaints' events would have kept: whose they are, and who had a part in them.</summary>
    private static async Task FollowAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var follow = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("""
                    INSERT INTO surveys.handled_complaints (id, customer_id, property_id, department_id, closings)
                    SELECT c.id, x.customer_id, x.property_id, x.department_id, e.closings
                    FROM complaints.complaints AS c
                    JOIN (SELECT complaint_id, count(*) FILTER (WHERE kind = 'CLOSED')::int AS closings FROM complaints.complaint_events
                        WHERE kind IN ('ASSIGNED', 'CLOSED') GROUP BY complaint_id) AS e ON e.complaint_id = c.id
                    LEFT JOIN complaints.complaints AS x ON x.id = c.id AND e.closings > 0
                    """),
                new("""
                    INSERT INTO surveys.chain_members (complaint_id, staff_id)
                    SELECT complaint_id, staff_id FROM complaints.responsibilities
                    WHERE complaint_id IN (SELECT id FROM surveys.handled_complaints)
                    UNION
                    SELECT complaint_id, actor_id FROM complaints.complaint_events
                    WHERE actor_id IS NOT NULL AND complaint_id IN (SELECT id FROM surveys.handled_complaints)
                    """),
            },
        };
        await follow.ExecuteNonQueryAsync(cancel);
    }
}
