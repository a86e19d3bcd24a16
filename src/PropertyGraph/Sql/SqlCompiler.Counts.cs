using System.Globalization;
using PropertyGraph.Plans;
using PropertyGraph.Schema;

namespace PropertyGraph.Sql;

/// <summary>
/// Counts of a level's rows' own lists, beside their columns: <c>CROSS JOIN LATERAL (SELECT count(*), count(*) FILTER (...) FROM ... WHERE n.customer_id = t.id) AS n0</c>.
/// A list that is counted as a whole is gone through once for all counts of its parts, too; parts by themselves each use what index they have.
/// </summary>
internal sealed partial class SqlCompiler
{
    private static readonly SqlText Counted = SqlText.Of($"n");

    /// <summary>The count's column.</summary>
    private static SqlText CountColumn(IReadOnlyList<RowSet> counts, string place) => SqlText.Of($"n{SqlText.Number(ScanOf(counts, int.Parse(place, CultureInfo.InvariantCulture)))}.c{SqlText.Trusted(place)}");

    private SqlText CountsBeside(IReadOnlyList<RowSet> counts) => SqlText.Join("", Enumerable.Range(0, counts.Count).GroupBy(i => ScanOf(counts, i)).Select(scan => CountsBeside(counts, scan.Key, [.. scan])));

    private SqlText CountsBeside(IReadOnlyList<RowSet> counts, int scan, IReadOnlyList<int> places)
    {
        var conditions = new ConditionCompiler(sources, audience);
        var one = counts[scan];
        var related = (Related)one.Origin;
        var columns = places.SelectMany(i => OriginColumns(counts[i]).Concat(counts[i].Where is { } where ? ConditionCompiler.ColumnsOf(where, one.Entity) : []));
        var isWhole = IsWhole(one);
        var list = SqlText.Join(", ", places.Select(i => isWhole && Filter(counts[i], conditions) is { IsEmpty: false } filter
            ? SqlText.Of($"(count(*) FILTER (WHERE {filter}))::int AS c{SqlText.Number(i)}")
            : SqlText.Of($"count(*)::int AS c{SqlText.Number(i)}")));
        var where = isWhole ? SqlText.Empty : SqlText.Of($" AND {Filter(one, conditions)}");
        return SqlText.Of(
            $" CROSS JOIN LATERAL (SELECT {list} FROM {sources[one.Entity, audience].Select(columns)} AS n WHERE n.{new SqlName(related.Field.Column)} = t.{new SqlName(related.Parent.Entity.KeyColumn)}{where}) AS n{SqlText.Number(scan)}");
    }

    /// <summary>What makes rows count, beside that they hang from the row; empty for all of them.</summary>
    private static SqlText Filter(RowSet rows, ConditionCompiler conditions)
    {
        var parts = new List<SqlText>();
        if (((Related)rows.Origin).Field.Where is { } condition) parts.Add(SqlText.Of($"n.{new SqlName(condition.Column)}"));
        if (rows.Where is not null) parts.Add(conditions.Compile(rows.Where, rows.Entity, Counted));
        return SqlText.Join(" AND ", parts);
    }

    /// <summary>The scan that a count is part of: the first count of the same list as a whole, or its own.</summary>
    private static int ScanOf(IReadOnlyList<RowSet> counts, int place)
    {
        var column = ((Related)counts[place].Origin).Field.Column;
        for (var i = 0; i < counts.Count; i++)
            if (IsWhole(counts[i]) && ReferenceEquals(counts[i].Entity, counts[place].Entity) && ((Related)counts[i].Origin).Field.Column == column) return i;
        return place;
    }

    private static bool IsWhole(RowSet rows) => rows.Where is null && ((Related)rows.Origin).Field.Where is null;
}
