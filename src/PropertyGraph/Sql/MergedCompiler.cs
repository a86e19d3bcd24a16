using PropertyGraph.Access;
using PropertyGraph.Plans;
using PropertyGraph.Schema;

namespace PropertyGraph.Sql;

/// <summary>
/// Merged lists to SQL. Each type's visible rows are a branch with the page's order, cursors and limit, so that an index can serve it; what the branches give
/// is ordered and cut once more.
/// </summary>
/// <param name="parentKeys">Keys of the rows that have the list, as column k of a derived table.</param>
/// <param name="shared">Name of a page that the statement selects once; null for others.</param>
internal sealed class MergedCompiler(EntitySources sources, Audience audience, Func<ParentRows, SqlText> parentKeys, Func<MergedRows, SqlText?> shared)
{
    /// <summary>Place, type and key of each row of the page, parent by parent.</summary>
    public SqlText Page(MergedLevel level)
    {
        if (shared(level.Rows) is { } page) return SqlText.Of($"SELECT {(level.IsTied ? SqlText.Of($"{SqlCompiler.SharedKey}, ") : SqlText.Empty)}t.place, t.type, t.key FROM {page} AS t");
        return level.Rows.Parent is { } parent
            ? SqlText.Of($"SELECT p.k, t.place, t.type, t.key FROM {parentKeys(parent)} AS p CROSS JOIN LATERAL ({Page(level.Rows)}) AS t")
            : Page(level.Rows);
    }

    /// <summary>The page as a derived table, with its keys as column k as well.</summary>
    public SqlText Places(MergedLevel level) => SqlText.Of($"(SELECT m.*, m.key AS k FROM ({Page(level)}) AS m)");

    /// <summary>Keys of the rows of one type on the page, as column k of a derived table.</summary>
    public SqlText Keys(OnMergedPage origin) => SqlText.Of($"(SELECT t.key AS k FROM {shared(origin.Page)!} AS t WHERE t.type = {SqlText.Number(origin.Branch.Type)})");

    /// <summary>How many rows the list has, per parent.</summary>
    public SqlText Count(MergedCountLevel level)
    {
        var counts = level.Rows.Branches.Select(b => SqlText.Of($"(SELECT count(*) FROM {Rows(b)})"));
        var sum = level.Rows.Branches.Count == 0 ? SqlText.Of($"0") : SqlText.Of($"({SqlText.Join(" + ", counts)})::int");
        return level.Rows.Parent is { } parent ? SqlText.Of($"SELECT p.k, {sum} FROM {parentKeys(parent)} AS p") : SqlText.Of($"{Sought(level.Rows)}SELECT {sum}");
    }

    /// <summary>The page of one row, or of the root.</summary>
    public SqlText Page(MergedRows rows)
    {
        var branches = rows.Branches.Count == 0
            ? SqlText.Of($"SELECT NULL::{SqlText.Trusted(SqlCompiler.TypeOf(rows.List.Place.Kind))} AS place, 0 AS type, NULL::uuid AS key WHERE FALSE")
            : SqlText.Join(" UNION ALL ", rows.Branches.Select(b => SqlText.Of($"({Branch(rows, b)})")));
        return SqlText.Of($"{Sought(rows)}SELECT u.place, u.type, u.key FROM ({branches}) AS u ORDER BY {Order(rows, SqlText.Of($"u"))}{Limit(rows)}");
    }

    private SqlText Branch(MergedRows rows, MergedBranch branch)
    {
        var (place, key) = (Place(branch), SqlText.Of($"t.{new SqlName(branch.Entity.KeyColumn)}"));
        var beyond = new[] { (Cursor: rows.Page?.After, Forward: true), (Cursor: rows.Page?.Before, Forward: false) }
            .Where(b => b.Cursor is not null)
            .Select(b => SqlText.Of($" AND ({place}, {SqlText.Number(branch.Type)}, {key}) {Beyond(rows, b.Forward)} ({SqlText.Join(", ", b.Cursor!.Select(slot => SqlText.Of($"{slot}")))})"));
        return SqlText.Of($"SELECT {place} AS place, {SqlText.Number(branch.Type)} AS type, {key} AS key FROM {Rows(branch)}{SqlText.Join("", beyond)} ORDER BY {place}{Direction(rows)}, {key}{Direction(rows)}{Limit(rows)}");
    }

    /// <summary>FROM and WHERE of a branch.</summary>
    private SqlText Rows(MergedBranch branch) => branch switch
    {
        RelatedBranch related => Related(related),
        SearchedBranch searched => Searched(searched),
        _ => throw new NotSupportedException(branch.GetType().Name),
    };

    private SqlText Related(RelatedBranch branch)
    {
        var (relation, where) = (branch.Relation, SqlText.Empty);
        var columns = new List<string> { branch.Place.Column, branch.Entity.KeyColumn, relation.Column };
        if (relation.Where is { } condition)
        {
            columns.Add(condition.Column);
            where = SqlText.Of($" AND t.{new SqlName(condition.Column)}");
        }
        return SqlText.Of($"{sources[branch.Entity, audience].Select(columns)} AS t WHERE t.{new SqlName(relation.Column)} = p.k{where}");
    }

    /// <summary>The words of a searched text and the grams of the longest, worked out once for all types and columns; as an expression of its parameter, PostgreSQL would plan the statement anew for each text.</summary>
    private static SqlText Sought(MergedRows rows) => rows.Branches.OfType<SearchedBranch>().FirstOrDefault() is { Text: var text }
        ? SqlText.Of($"WITH sought AS MATERIALIZED (SELECT words, propertygraph.gram_query(words[1]) AS grams FROM (SELECT propertygraph.search_words({text}) AS words OFFSET 0) AS s) ")
        : SqlText.Empty;

    /// <summary>The longest word's grams choose the rows that are scored; only those with every word have a score.</summary>
    private SqlText Searched(SearchedBranch branch)
    {
        var fields = SqlText.Join(", ", branch.Fields.Select(f => f is null ? SqlText.Of($"NULL") : SqlText.Of($"t.{new SqlName(f.Column)}")));
        var indexed = SqlText.Join(" OR ", branch.Fields.OfType<ScalarField>().Select(f => SqlText.Of($"propertygraph.grams(t.{new SqlName(f.Column)}) @> (SELECT grams FROM sought)")));
        // OFFSET keeps the score from being computed again where it is compared and ordered by.
        var score = SqlText.Of($"(SELECT propertygraph.search_score((SELECT words FROM sought), {fields}) AS score OFFSET 0)");
        return SqlText.Of($"{sources.Listed(branch.Entity, audience).Select(branch.Fields.OfType<ScalarField>().Select(f => f.Column).Append(branch.Entity.KeyColumn))} AS t CROSS JOIN LATERAL {score} AS s WHERE ({indexed}) AND s.score IS NOT NULL");
    }

    private static SqlText Place(MergedBranch branch) => branch switch
    {
        RelatedBranch related => SqlText.Of($"t.{new SqlName(related.Place.Column)}"),
        SearchedBranch => SqlText.Of($"s.score"),
        _ => throw new NotSupportedException(branch.GetType().Name),
    };

    /// <summary>All keys have one direction, so that one row comparison tells what lies beyond a cursor.</summary>
    private static SqlText Beyond(MergedRows rows, bool forward) => rows.Descending != forward ? SqlText.Of($">") : SqlText.Of($"<");

    public static SqlText Order(MergedRows rows, SqlText alias) =>
        SqlText.Join(", ", new[] { "place", "type", "key" }.Select(column => SqlText.Of($"{alias}.{new SqlName(column)}{Direction(rows)}")));

    private static SqlText Direction(MergedRows rows) => rows.Descending != rows.Page is { Backward: true } ? SqlText.Of($" DESC") : SqlText.Empty;

    private static SqlText Limit(MergedRows rows) => rows.Page is { } page ? SqlText.Of($" LIMIT {page.Limit}") : SqlText.Empty;
}
