using CsCheck;
using PropertyGraph.Faults;
using PropertyGraph.Surveys;

namespace PropertyGraph.Tests.Surveys;

/// <summary>R5: an answer counts only where it fits its question.</summary>
public sealed class AnswerSheetTests
{
    private static readonly Guid Survey = Guid.CreateVersion7();

    [Fact]
    public void A_number_is_taken_exactly_when_it_is_on_the_scale() =>
        Gen.Select(Gen.Int[(int)QuestionKind.Nps, (int)QuestionKind.Ces].Select(kind => (QuestionKind)kind), Gen.Int[-3, 14]).Sample((kind, number) =>
        {
            var scale = kind.Scale()!.Value;
            var faults = Read(Ask(kind), q => [new(q.Id, Number: number)]);
            return faults.Count == (number >= scale.Lowest && number <= scale.Highest ? 0 : 1);
        });

    [Fact]
    public void Each_kind_takes_its_own_sort_of_answer_and_nothing_else()
    {
        Assert.Empty(Read(Ask(QuestionKind.Text), q => [new(q.Id, Text: "The lift was dirty.")]));
        Assert.Empty(Read(Ask(QuestionKind.SingleChoice), q => [new(q.Id, Choices: ["Lift"])]));
        Assert.Empty(Read(Ask(QuestionKind.MultipleChoice), q => [new(q.Id, Choices: ["Lift", "Lobby"])]));

        Assert.Equal(["answers.0.number"], Read(Ask(QuestionKind.Csat), q => [new(q.Id)]));
        Assert.Equal(["answers.0.number", "answers.0.text"], Read(Ask(QuestionKind.Text), q => [new(q.Id, Number: 3)]));
        Assert.Equal(["answers.0.text"], Read(Ask(QuestionKind.Csat), q => [new(q.Id, Number: 3, Text: "fine")]));
        Assert.Equal(["answers.0.choices"], Read(Ask(QuestionKind.Nps), q => [new(q.Id, Number: 3, Choices: ["Lift"])]));
        Assert.Equal(["answers.0.choices"], Read(Ask(QuestionKind.SingleChoice), q => [new(q.Id, Choices: ["Lift", "Lobby"])]));
        Assert.Equal(["answers.0.choices"], Read(Ask(QuestionKind.MultipleChoice), q => [new(q.Id, Choices: ["Lift", "Lift"])]));
        Assert.Equal(["answers.0.choices"], Read(Ask(QuestionKind.SingleChoice), q => [new(q.Id, Choices: ["Roof"])]));
    }

    [Fact]
    public void A_required_question_has_to_be_answered_and_each_only_once()
    {
        Assert.Equal(["answers"], Read(Ask(QuestionKind.Csat, required: true), _ => []));
        Assert.Empty(Read(Ask(QuestionKind.Csat), _ => []));
        Assert.Equal(["answers.1.question"], Read(Ask(QuestionKind.Csat), q => [new(q.Id, Number: 3), new(q.Id, Number: 4)]));
        Assert.Equal(["answers.0.question"], Read(Ask(QuestionKind.Csat), _ => [new(Guid.CreateVersion7(), Number: 3)]));
    }

    private static Question Ask(QuestionKind kind, bool required = false) =>
        new(Survey, 1, kind, "How was it?", null, kind is QuestionKind.SingleChoice or QuestionKind.MultipleChoice ? ["Lift", "Lobby"] : [], required);

    /// <summary>Paths of the faults.</summary>
    private static IReadOnlyList<string> Read(Question question, Func<Question, IReadOnlyList<GivenAnswer>> answer)
    {
        var checks = new InputChecks();
        AnswerSheet.Read(answer(question), [question], checks);
        return [.. checks.Faults.Select(f => string.Join('.', f.Path!))];
    }
}
