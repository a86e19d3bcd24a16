using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary><c>search</c>: each word counts by the best place that it has in the row; the score is the average.</summary>
internal sealed class SlowSearch(SlowView view, MergedList list, string text)
{
    private readonly IReadOnlyList<string> words = SlowText.Words(text);

    public IEnumerable<object> Rows() => list.Members.Where(m => SlowExecutor.IsMember(view, m)).SelectMany(m => view.VisibleRows(view.Model.Entities[m.Type])).Where(row => Score(row) > 0);

    /// <summary>Above zero for a row that has every word.</summary>
    public double Score(object row)
    {
        var fields = list.Members.Cast<SearchedMember>().Single(m => m.Type == view.Model.ByClrType[row.GetType()].Name).Fields;
        var values = fields.Select((field, i) => (Value: view.Allows(field) && view.Value(field, row) is string value ? SlowText.Fold(value) : "", Weight: i == 0 ? 1m : 0.5m)).ToList();
        var scores = words.Select(word => values.Max(v => Points(v.Value, word) * v.Weight)).ToList();
        return scores.Contains(0) ? 0 : (double)Math.Round(scores.Sum() / scores.Count, 4, MidpointRounding.AwayFromZero);
    }

    private static int Points(string value, string word) =>
        value == word ? 4
        : value.StartsWith(word, StringComparison.Ordinal) ? 3
        : value.Split((char[]?)null).Any(w => w.StartsWith(word, StringComparison.Ordinal)) ? 2
        : value.Contains(word, StringComparison.Ordinal) ? 1 : 0;
}
