using Npgsql;
using PropertyGraph.Imports;

namespace PropertyGraph.Surveys;

/// <summary>Who is asked, about what, and when that was decided.</summary>
internal sealed record DemoInvitee(Guid Customer, bool IsChinese, Guid? Property, Guid? Department, Guid? Complaint, int? Closing, DateTimeOffset At);

/// <summary>Surveys, invitations and answers as rows.</summary>
internal sealed class DemoSurveyRows(DemoRandom random)
{
    private static readonly (string Zh, string En)[] Glad = [("师傅很专业，谢谢！", "Very professional, thank you."), ("处理很快。", "Quickly done."), ("总体不错。", "All in all fine.")];
    private static readonly (string Zh, string En)[] Sorry = [("等了太久。", "It took far too long."), ("问题没有真正解决。", "The problem is not really solved."), ("没有人主动告知进展。", "Nobody told us how it was going.")];

    private readonly DemoTable surveys = new("surveys.surveys", "id", "code", "version", "title", "kind", "status", "language", "threshold", "answer_days", "created_at", "published_at");
    private readonly DemoTable questions = new("surveys.questions", "id", "survey_id", "position", "kind", "text", "text_zh", "choices", "required");
    private readonly DemoTable invitations = new("surveys.invitations",
        "id", "survey_id", "customer_id", "property_id", "department_id", "complaint_id", "closing", "sent_by_id", "created_at", "sent_at", "expires_at", "answered_at", "token_hash");
    private readonly DemoTable responses = new("surveys.responses", "id", "invitation_id", "survey_id", "customer_id", "property_id", "department_id", "score", "may_contact", "submitted_at");
    private readonly DemoTable answers = new("surveys.answers", "id", "response_id", "customer_id", "question_id", "number", "text", "choices");
    private readonly Dictionary<Guid, string[]> choicesOf = [];

    public DemoSurvey Publish(
        string code, int version, string title, SurveyKind kind, int? threshold, int answerDays, DateTimeOffset at, (QuestionKind Kind, string En, string Zh, string[] Choices)[] asked)
    {
        var written = at.AddDays(-6);
        var survey = random.Key(written);
        surveys.Add(survey, code, version, title, kind, SurveyStatus.Published, "en", threshold, answerDays, written, at);
        var all = new List<(Guid, QuestionKind)>();
        for (var i = 0; i < asked.Length; i++)
        {
            var question = random.Key(written);
            questions.Add(question, survey, i + 1, asked[i].Kind, asked[i].En, asked[i].Zh, asked[i].Choices, asked[i].Kind.Scale() is not null);
            choicesOf.Add(question, asked[i].Choices);
            all.Add((question, asked[i].Kind));
        }
        return new(survey, at, answerDays, all);
    }

    /// <summary>Asks a customer, who answers with some probability.</summary>
    /// <param name="contentment">How good the answers tend to be, from 0 to 1.</param>
    public void Invite(DemoSurvey survey, DemoInvitee invitee, IReadOnlyList<Guid> senders, DateTimeOffset now, double answering, double contentment)
    {
        var key = random.Key(invitee.At);
        var sentAt = invitee.At + random.Span(TimeSpan.FromHours(6), 0.8);
        Guid? sender = senders.Count == 0 ? null : random.Pick(senders);
        var isSent = sentAt < now && sender is not null;
        var submittedAt = sentAt + random.Span(TimeSpan.FromDays(2), 0.9);
        var expiresAt = sentAt.AddDays(survey.AnswerDays);
        var isAnswered = random.Chance(answering) && isSent && submittedAt < now && submittedAt < expiresAt;
        invitations.Add(key, survey.Id, invitee.Customer, invitee.Property, invitee.Department, invitee.Complaint, invitee.Closing, sender, invitee.At,
            isSent ? sentAt : null, isSent ? expiresAt : null, isAnswered ? submittedAt : null, isSent ? random.Bytes(32) : null);
        if (isAnswered) Answer(survey, key, invitee, submittedAt, contentment);
    }

    private void Answer(DemoSurvey survey, Guid invitation, DemoInvitee invitee, DateTimeOffset at, double contentment)
    {
        var response = random.Key(at);
        int? score = null;
        foreach (var (question, kind) in survey.Questions)
        {
            int? number = kind.Scale() is null ? null : Number(kind, contentment);
            var text = kind == QuestionKind.Text && random.Chance(0.3) ? Say(contentment, invitee.IsChinese) : null;
            string[] choices = choicesOf[question] is { Length: > 0 } offered ? [random.Pick(offered)] : [];
            score ??= number;
            if (number is not null || text is not null || choices.Length > 0) answers.Add(random.Key(at), response, invitee.Customer, question, number, text, choices);
        }
        responses.Add(response, invitation, survey.Id, invitee.Customer, invitee.Property, invitee.Department, score, random.Chance(0.7), at);
    }

    private int Number(QuestionKind kind, double contentment)
    {
        var (lowest, highest) = kind.Scale()!.Value;
        var place = Math.Clamp(contentment + ((random.Share() + random.Share() - 1) * 0.55), 0, 1);
        return lowest + (int)Math.Round(place * (highest - lowest));
    }

    private string Say(double contentment, bool isChinese)
    {
        var (zh, en) = random.Pick(random.Chance(contentment) ? Glad : Sorry);
        return isChinese ? zh : en;
    }

    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        foreach (var table in (DemoTable[])[surveys, questions, invitations, responses, answers]) await table.LoadAsync(connection, cancel);
    }
}
