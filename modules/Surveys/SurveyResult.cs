using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Surveys;

/// <summary>A row of the view <c>survey_results</c>. Figures that name nobody: also staff who may not read single answers see them.</summary>
internal sealed class SurveyResult
{
    private SurveyResult() { }

    /// <summary>Made from question and month, so that it is the same at every reading.</summary>
    public Guid Id { get; private set; }
    public Guid SurveyId { get; private set; }
    public Guid QuestionId { get; private set; }
    public DateOnly Month { get; private set; }
    public int Count { get; private set; }
    public double Average { get; private set; }
    public double? Nps { get; private set; }
    public double? Csat { get; private set; }
    public double? Ces { get; private set; }

    internal static void Describe(EntityBuilder<SurveyResult> result)
    {
        result.Is("What the answers to one question came to in one month; there is none from fewer than 5 answers.")
            .Key(r => r.Id)
            .OrderedBy(r => r.Month);
        result.Field(r => r.Month, "First day of the month (UTC).");
        result.Field(r => r.Count, "How many answers.");
        result.Field(r => r.Average, "Mean of the answers, on the question's scale.");
        result.Field(r => r.Nps, "Net promoter score: percentage of 9 and 10 minus percentage of 0 to 6, from -100 to 100; null for other kinds of question.");
        result.Field(r => r.Csat, "Percentage of 4 and 5; null for other kinds of question.");
        result.Field(r => r.Ces, "Mean effort score, from 1 to 7; null for other kinds of question.");
        result.One("survey", "Survey", r => r.SurveyId, "The survey.");
        result.One("question", "Question", r => r.QuestionId, "The question.");
        result.VisibleTo(Audience.Staff);
    }
}
