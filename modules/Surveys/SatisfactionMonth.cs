using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Surveys;

/// <summary>A row of the view <c>satisfaction_months</c>: what customers of a property answered in a month, over all surveys but internal ones.</summary>
internal sealed class SatisfactionMonth
{
    private SatisfactionMonth() { }

    /// <summary>Made from property and month, so that it is the same at every reading.</summary>
    public Guid Id { get; private set; }
    public Guid PropertyId { get; private set; }
    public DateOnly Month { get; private set; }
    public int Count { get; private set; }
    public double? Csat { get; private set; }
    public double? CsatAverage { get; private set; }
    public double? Nps { get; private set; }
    public double? Ces { get; private set; }

    internal static void Describe(EntityBuilder<SatisfactionMonth> month)
    {
        month.Is("How content the customers of a property were in one month; there is none from fewer than 5 responses.")
            .Key(m => m.Id)
            .OrderedBy(m => m.Month);
        month.Field(m => m.Month, "First day of the month (UTC).");
        month.Field(m => m.Count, "How many responses with an answer on a scale.");
        month.Field(m => m.Csat, "Percentage of 4 and 5 among the satisfaction scores; null from fewer than 5.");
        month.Field(m => m.CsatAverage, "Mean satisfaction score, from 1 to 5; null from fewer than 5.");
        month.Field(m => m.Nps, "Net promoter score, from -100 to 100; null from fewer than 5 answers.");
        month.Field(m => m.Ces, "Mean effort score, from 1 to 7; null from fewer than 5 answers.");
        month.One("property", "Property", m => m.PropertyId, "The property.");
        month.VisibleTo(Audience.Staff);
    }
}
