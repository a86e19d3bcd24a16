using Npgsql;
using PropertyGraph.Imports;

namespace PropertyGraph.Surveys;

/// <summary>A published survey of the demo with its questions, in order.</summary>
internal sealed record DemoSurvey(Guid Id, DateTimeOffset PublishedAt, int AnswerDays, IReadOnlyList<(Guid Id, QuestionKind Kind)> Questions);

/// <summary>A satisfaction survey every year, with invitations and answers of a wave each.</summary>
internal static class SurveysDemo
{
    private static readonly (QuestionKind, string, string, string[])[] Yearly =
    [
        (QuestionKind.Nps, "How likely are you to recommend living or working here?", "您向他人推荐本物业的可能性有多大？", []),
        (QuestionKind.Csat, "How content are you with our service overall?", "您对我们的服务总体满意吗？", []),
        (QuestionKind.SingleChoice, "What should we improve first?", "您希望我们首先改进什么？", ["保洁 Cleaning", "安保 Security", "维修 Repairs", "停车 Parking", "沟通 Communication"]),
        (QuestionKind.Text, "What else would you like to tell us?", "您还有什么想告诉我们的？", []),
    ];

    public static async Task LoadAsync(DemoRequest request, NpgsqlConnection connection, CancellationToken cancel)
    {
        var random = new DemoRandom(request.Seed, "surveys");
        var rows = new DemoSurveyRows(random);
        // Published tables of modules that this one depends on.
        var customers = await DemoRows.ReadAsync(connection,
            """
            SELECT DISTINCT ON (c.id) c.id, u.property_id, c.since, c.language LIKE 'zh%'
            FROM customers.customers AS c JOIN customers.occupancies AS o ON o.customer_id = c.id JOIN customers.units AS u ON u.id = o.unit_id
            ORDER BY c.id, o.id
            """,
            r => (Id: r.GetGuid(0), Property: r.GetGuid(1), Since: r.GetFieldValue<DateOnly>(2), IsChinese: r.GetBoolean(3)), cancel);
        var surveyors = await SurveyorsAsync(connection, cancel);
        for (var version = 1; version <= 2; version++)
        {
            var opened = request.Now.AddMonths(version == 1 ? -17 : -5);
            var survey = rows.Publish("SATISFACTION", version, "年度满意度调查 Yearly satisfaction", SurveyKind.Satisfaction, null, 30, opened, Yearly);
            foreach (var customer in customers.Where(c => c.Since < DateOnly.FromDateTime(opened.UtcDateTime)))
            {
                var invited = new DemoInvitee(customer.Id, customer.IsChinese, customer.Property, null, null, null, random.Moment(opened, opened.AddDays(12)));
                // Some have a good year, some not; a second version asks the same people.
                rows.Invite(survey, invited, surveyors, request.Now, 0.42, contentment: random.Chance(0.2) ? 0.4 : 0.86);
            }
        }
        await rows.LoadAsync(connection, cancel);
    }

    public static Task<IReadOnlyList<Guid>> SurveyorsAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        DemoRows.ReadAsync(connection, "SELECT id FROM organization.staff WHERE active AND position = 'SURVEYOR' ORDER BY number", r => r.GetGuid(0), cancel);
}
