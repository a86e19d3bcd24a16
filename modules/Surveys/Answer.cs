using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Surveys;

internal sealed class Answer
{
    private Answer() { }

    /// <param name="number">For questions on a scale.</param>
    /// <param name="text">For questions that take the respondent's own words.</param>
    /// <param name="choices">For questions with choices; else empty.</param>
    public Answer(Response response, Guid questionId, int? number, string? text, IEnumerable<string> choices) =>
        (ResponseId, CustomerId, QuestionId, Number, Text, Choices) = (response.Id, response.CustomerId, questionId, number, text?.Trim(), [.. choices]);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ResponseId { get; private set; }
    public Response? Response { get; private set; }
    public Guid? CustomerId { get; private set; }
    public Guid QuestionId { get; private set; }
    public Question? Question { get; private set; }
    public int? Number { get; private set; }
    public string? Text { get; private set; }
    public List<string> Choices { get; private set; } = [];

    internal static void Describe(EntityBuilder<Answer> answer)
    {
        answer.Is("The answer to one question.")
            .DataSubject(a => a.CustomerId);
        answer.Field(a => a.Number, "The number chosen on the question's scale; null for other kinds of question.");
        answer.Field(a => a.Text, "The respondent's own words; null for other kinds of question.").Personal();
        answer.Field(a => a.Choices, "What was chosen; empty for other kinds of question.");
        answer.One("question", "Question", a => a.QuestionId, "What was asked.");
        answer.One("response", "Response", a => a.ResponseId, "The response that it is part of.");
        answer.VisibleThrough("response", Audience.Staff, Audience.Customer);
    }
}
