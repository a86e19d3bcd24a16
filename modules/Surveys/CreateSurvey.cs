using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Surveys;

[Describes("A survey to be drafted.")]
internal sealed partial record CreateSurvey(
    [Describes("Short name that people use; one that exists already makes this its next version.")] string Code,
    [Describes("Title as respondents read it.")] string Title,
    [Describes("What the survey is for.")] SurveyKind Kind,
    [Describes("What is asked, in order; at most 100 questions.")] IReadOnlyList<NewQuestion> Questions,
    [Describes("A response whose score is at or under it opens a complaint; the score is the answer to the first question on a scale. None does where it is left out.")] int? Threshold = null,
    [Describes("Language of the questions, as a BCP 47 tag such as zh-CN or en.")] string Language = "zh-CN",
    [Describes("Days in which an invitation can be answered, from 1 to 365.")] int AnswerDays = 30)
{
    [Allow(Position.Surveyor, Position.Director, Position.Administrator)]
    [Describes("Drafts a survey, or the next version of one. Nobody can answer it before it is published.")]
    public static async Task<Outcome<Survey>> Handle(CreateSurvey input, SurveysDb db, TimeProvider time, CancellationToken cancel)
    {
        var checks = new InputChecks()
            .Text("code", input.Code, 40)
            .Rule(!input.Code.Trim().Any(char.IsWhiteSpace), "Write the code without blanks, such as AFTER-REPAIR.", "code")
            .Text("title", input.Title, 200)
            .Rule(LanguageTag().IsMatch(input.Language), "Give a language tag such as zh-CN or en.", "language")
            .Rule(input.AnswerDays is >= 1 and <= 365, "Give 1 to 365 days.", "answerDays")
            .Rule(input.Questions.Count is >= 1 and <= 100, "Ask 1 to 100 questions.", "questions");
        for (var i = 0; i < input.Questions.Count; i++) input.Questions[i].Check(checks, $"{i}");
        CheckThreshold(input, checks);
        if (checks.Failed) return Outcome<Survey>.Failed(checks.Faults);

        var code = input.Code.Trim();
        var latest = await db.Surveys.Where(s => s.Code == code).OrderByDescending(s => s.Version).FirstOrDefaultAsync(cancel);
        if (latest is not null && latest.Kind != input.Kind)
            return new ValidationError($"The earlier versions of {code} are for another purpose; keep their kind, or choose another code.", ["kind"]);

        var survey = new Survey(code, (latest?.Version ?? 0) + 1, input.Title, input.Kind, input.Language, input.Threshold, input.AnswerDays, time.GetUtcNow());
        db.Add(survey);
        db.AddRange(input.Questions.Select((q, i) => new Question(survey.Id, i + 1, q.Kind, q.Text, q.TextZh, q.Choices ?? [], q.Required)));
        return Outcome<Survey>.Of(survey.Id, new SurveyCreated(survey.Id, survey.Kind, survey.Version));
    }

    private static void CheckThreshold(CreateSurvey input, InputChecks checks)
    {
        if (input.Threshold is not { } threshold) return;
        var scored = input.Questions.FirstOrDefault(q => q.Kind.Scale() is not null);
        if (scored?.Kind.Scale() is not { } scale)
            checks.Rule(false, "A threshold needs a question on a scale; add one, or leave the threshold out.", "threshold");
        else
            checks.Rule(threshold >= scale.Lowest && threshold < scale.Highest,
                $"The first question on a scale goes from {scale.Lowest} to {scale.Highest}; give a threshold from {scale.Lowest} to {scale.Highest - 1}.", "threshold");
    }

    /// <summary>The common part of BCP 47: language, script, region, variants.</summary>
    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]
    private static partial Regex LanguageTag();
}

[Describes("A question of a new survey.")]
internal sealed record NewQuestion(
    [Describes("What kind of answer it takes.")] QuestionKind Kind,
    [Describes("What is asked, in the survey's language.")] string Text,
    [Describes("What is asked, in Chinese, where the survey's language is another.")] string? TextZh = null,
    [Describes("What can be chosen, 2 to 50 different texts; left out for questions without choices.")] IReadOnlyList<string>? Choices = null,
    [Describes("Whether a response needs an answer to it.")] bool Required = false)
{
    public void Check(InputChecks checks, string index)
    {
        checks
            .Rule(!string.IsNullOrWhiteSpace(Text) && Text.Trim().Length <= 500, "Ask something, in at most 500 characters.", "questions", index, "text")
            .Rule(TextZh is null || (TextZh.Trim().Length is >= 1 and <= 500), "Ask something, in at most 500 characters, or leave the Chinese text out.", "questions", index, "textZh");
        var choices = (Choices ?? []).Select(c => c.Trim()).ToList();
        if (Kind is QuestionKind.SingleChoice or QuestionKind.MultipleChoice)
            checks
                .Rule(choices.Count is >= 2 and <= 50 && choices.Distinct().Count() == choices.Count, "Give 2 to 50 different choices.", "questions", index, "choices")
                .Rule(choices.TrueForAll(c => c.Length is >= 1 and <= 200), "Each choice has 1 to 200 characters.", "questions", index, "choices");
        else
            checks.Rule(choices.Count == 0, "Only SINGLE_CHOICE and MULTIPLE_CHOICE take choices; leave them out.", "questions", index, "choices");
    }
}

[EventOf("Survey", "CREATED", "The survey was drafted.", StaffOnly = true)]
internal sealed record SurveyCreated(Guid Survey, SurveyKind Kind, int Version) : IEvent
{
    public Guid Subject => Survey;
}
