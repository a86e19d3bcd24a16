using System.Globalization;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Surveys;

[Describes("The answer to one question; give what its kind takes and nothing else.")]
internal sealed record GivenAnswer(
    [Describes("Which question."), IdOf("Question")] Guid Question,
    [Describes("For NPS, CSAT and CES: the number on the question's scale.")] int? Number = null,
    [Describes("For TEXT: the respondent's own words, at most 5000 characters.")] string? Text = null,
    [Describes("For SINGLE_CHOICE exactly one, for MULTIPLE_CHOICE any of the question's choices.")] IReadOnlyList<string>? Choices = null);

/// <summary>Checks answers against the questions of their survey.</summary>
internal static class AnswerSheet
{
    private const int LongestText = 5000;

    /// <summary>The answers by question; those that are wrong are told in <paramref name="checks"/>.</summary>
    public static IReadOnlyDictionary<Guid, GivenAnswer> Read(IReadOnlyList<GivenAnswer> given, IReadOnlyList<Question> questions, InputChecks checks)
    {
        var byId = questions.ToDictionary(q => q.Id);
        var answers = new Dictionary<Guid, GivenAnswer>();
        for (var i = 0; i < given.Count; i++)
        {
            var at = i.ToString(CultureInfo.InvariantCulture);
            if (!byId.TryGetValue(given[i].Question, out var question))
                checks.Rule(false, "This question is not part of the survey.", "answers", at, "question");
            else if (!answers.TryAdd(question.Id, given[i]))
                checks.Rule(false, "This question is answered twice; answer it once.", "answers", at, "question");
            else
                Check(given[i], question, checks, at);
        }
        foreach (var missing in questions.Where(q => q.Required && !answers.ContainsKey(q.Id)))
            checks.Rule(false, $"Answer question {missing.Position}: it is required.", "answers");
        return answers;
    }

    private static void Check(GivenAnswer answer, Question question, InputChecks checks, string at)
    {
        var choices = answer.Choices ?? [];
        if (question.Kind.Scale() is { } scale)
            checks.Rule(answer.Number >= scale.Lowest && answer.Number <= scale.Highest, $"Give a number from {scale.Lowest} to {scale.Highest}.", "answers", at, "number");
        else
            checks.Rule(answer.Number is null, "This question takes no number.", "answers", at, "number");

        if (question.Kind == QuestionKind.Text)
            checks.Rule(answer.Text?.Trim().Length is >= 1 and <= LongestText, $"Write 1 to {LongestText} characters, or leave the answer out.", "answers", at, "text");
        else
            checks.Rule(answer.Text is null, "This question takes no text.", "answers", at, "text");

        checks.Rule(
            question.Kind switch
            {
                QuestionKind.SingleChoice => choices.Count == 1,
                QuestionKind.MultipleChoice => choices.Count >= 1 && choices.Distinct().Count() == choices.Count,
                _ => choices.Count == 0,
            },
            question.Kind switch
            {
                QuestionKind.SingleChoice => "Choose exactly one of the choices.",
                QuestionKind.MultipleChoice => "Choose at least one of the choices, and none twice.",
                _ => "This question takes no choices.",
            }, "answers", at, "choices");
        foreach (var unknown in choices.Except(question.Choices))
            checks.Rule(question.Choices.Count == 0, $"'{unknown}' is none of the question's choices: {string.Join(", ", question.Choices)}.", "answers", at, "choices");
    }
}
