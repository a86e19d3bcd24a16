using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Surveys;

internal sealed class Question
{
    private Question() { }

    /// <param name="position">Place in the survey, counted from 1.</param>
    /// <param name="textZh">The same in Chinese; null where the text is Chinese already or there is none.</param>
    /// <param name="choices">What can be chosen; empty for questions without choices.</param>
    public Question(Guid surveyId, int position, QuestionKind kind, string text, string? textZh, IEnumerable<string> choices, bool required) =>
        (SurveyId, Position, Kind, Text, TextZh, Choices, Required) = (surveyId, position, kind, text.Trim(), textZh?.Trim(), [.. choices.Select(c => c.Trim())], required);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid SurveyId { get; private set; }
    public Survey? Survey { get; private set; }
    public int Position { get; private set; }
    public QuestionKind Kind { get; private set; }
    public string Text { get; private set; } = "";
    public string? TextZh { get; private set; }
    public List<string> Choices { get; private set; } = [];
    public bool Required { get; private set; }

    internal static void Describe(EntityBuilder<Question> question)
    {
        question.Is("One question of a survey.")
            .OrderedBy(q => q.Position);
        question.Field(q => q.Position, "Place in the survey, counted from 1.");
        question.Field(q => q.Kind, "What kind of answer it takes.");
        question.Field(q => q.Text, "What is asked, in the survey's language.");
        question.Field(q => q.TextZh, "What is asked, in Chinese; null where there is no translation.");
        question.Field(q => q.Choices, "What can be chosen; empty for questions without choices.");
        question.Field(q => q.Required, "Whether a response needs an answer to it.");
        question.One("survey", "Survey", q => q.SurveyId, "The survey that asks it.");
        question.VisibleThrough("survey", Audience.Staff, Audience.Customer, Audience.Anonymous);
    }
}

[Describes("What kind of answer a question takes.")]
internal enum QuestionKind
{
    [Describes("Net promoter score: how likely the respondent recommends the company, from 0 to 10.")]
    Nps,
    [Describes("Customer satisfaction score, from 1 to 5.")]
    Csat,
    [Describes("Customer effort score: how easy it was, from 1 to 7.")]
    Ces,
    [Describes("One of the choices.")]
    SingleChoice,
    [Describes("Any number of the choices.")]
    MultipleChoice,
    [Describes("The respondent's own words.")]
    Text,
}

internal static class Scales
{
    /// <summary>Lowest and highest number of a scale, or null for kinds that take no number.</summary>
    public static (int Lowest, int Highest)? Scale(this QuestionKind kind) => kind switch
    {
        QuestionKind.Nps => (0, 10),
        QuestionKind.Csat => (1, 5),
        QuestionKind.Ces => (1, 7),
        QuestionKind.SingleChoice or QuestionKind.MultipleChoice or QuestionKind.Text => null,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
