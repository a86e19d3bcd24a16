using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Surveys;

internal sealed class Survey
{
    private Survey() { }

    /// <param name="version">Counted from 1 under the same code.</param>
    /// <param name="language">BCP 47 tag of the questions' main text.</param>
    /// <param name="threshold">Scores at or under it are low; null where no score is.</param>
    /// <param name="answerDays">Days in which an invitation can be answered.</param>
    public Survey(string code, int version, string title, SurveyKind kind, string language, int? threshold, int answerDays, DateTimeOffset createdAt) =>
        (Code, Version, Title, Kind, Language, Threshold, AnswerDays, CreatedAt) = (code.Trim(), version, title.Trim(), kind, language, threshold, answerDays, createdAt);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Code { get; private set; } = "";
    public int Version { get; private set; }
    public string Title { get; private set; } = "";
    public SurveyKind Kind { get; private set; }
    public SurveyStatus Status { get; private set; }
    public string Language { get; private set; } = "";
    public int? Threshold { get; private set; }
    public int AnswerDays { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? PublishedAt { get; private set; }
    public List<Question> Questions { get; private set; } = [];

    /// <summary>The question whose answer is the response's score: the first on a scale. Null where there is none.</summary>
    public Question? ScoredQuestion => Questions.Where(q => q.Kind.Scale() is not null).MinBy(q => q.Position);

    public void Publish(DateTimeOffset at) => (Status, PublishedAt) = (SurveyStatus.Published, at);

    internal static void Describe(EntityBuilder<Survey> survey)
    {
        survey.Is("Questions that are put to customers or staff. A published version never changes; a new version is a survey of its own under the same code.", "survey", "surveys")
            .OrderedBy(s => s.Code)
            .OrderedBy(s => s.Version);
        survey.Field(s => s.Code, "Short name that people use; the same for all versions.").Searchable();
        survey.Field(s => s.Version, "Version under the same code, counted from 1.");
        survey.Field(s => s.Title, "Title as respondents read it.").Searchable();
        survey.Field(s => s.Kind, "What the survey is for.");
        survey.Field(s => s.Status, "Whether it can still be changed, or answered.");
        survey.Field(s => s.Language, "Language of the questions, as a BCP 47 tag such as zh-CN or en.");
        survey.Field(s => s.Threshold, "A response whose score is at or under it opens a complaint; null where none does.").OnlyFor(Audience.Staff);
        survey.Field(s => s.AnswerDays, "Days in which an invitation can be answered.").OnlyFor(Audience.Staff);
        survey.Field(s => s.CreatedAt, "When it was written.").OnlyFor(Audience.Staff);
        survey.Field(s => s.PublishedAt, "Since when it can be answered; null for a draft.");
        survey.Many<Question>("questions", q => q.SurveyId, "What is asked, in order.");
        survey.Many<Invitation>("invitations", i => i.SurveyId, "Who was asked to answer.").OnlyFor(Audience.Staff, Audience.Customer);
        survey.Many<Response>("responses", r => r.SurveyId, "What was answered, latest first.").OnlyFor(Audience.Staff, Audience.Customer);
        survey.Many<SurveyResult>("results", r => r.SurveyId, "Figures by question and month; none from fewer than 5 answers.").OnlyFor(Audience.Staff);
        survey.VisibleTo(Audience.Staff);
        // Whoever holds an invitation must be able to read what is asked before answering, without a login.
        survey.VisibleTo(Audience.Customer, (s, actor) => s.Status == SurveyStatus.Published && s.Kind != SurveyKind.Internal);
        survey.VisibleTo(Audience.Anonymous, (s, actor) => s.Status == SurveyStatus.Published && s.Kind != SurveyKind.Internal);
    }
}

[Describes("What a survey is for.")]
internal enum SurveyKind
{
    [Describes("How content customers are, asked regularly.")]
    Satisfaction,
    [Describes("How content a customer is with the way a complaint was handled.")]
    AfterComplaint,
    [Describes("What customers need, expect and would pay for.")]
    MarketResearch,
    [Describes("How content staff are, who are each other's customers.")]
    Internal,
}

[Describes("Whether a survey can still be changed, or answered.")]
internal enum SurveyStatus
{
    [Describes("Being written: nobody can answer it.")]
    Draft,
    [Describes("It can be answered and never changes.")]
    Published,
}
