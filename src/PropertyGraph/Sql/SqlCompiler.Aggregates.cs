using PropertyGraph.Commands;
using PropertyGraph.Plans;
using PropertyGraph.Schema;

namespace PropertyGraph.Sql;

/// <summary>
/// Aggregates: keys as columns <c>g0</c>, <c>g1</c>, ... and measures as <c>a0</c>, <c>a1</c>, ... of a derived table <c>a</c>, over which groups are chosen and ordered.
/// </summary>
internal sealed partial class SqlCompiler
{
    private SqlText Aggregate(AggregateLevel level)
    {
        var keys = level.Grouping?.Keys ?? [];
        var rows = Grouped(level, keys);
        var columns = SqlText.Join(", ", keys.Select((_, i) => SqlText.Trusted($"a.g{i}")).Concat(level.Measures.Select((_, i) => SqlText.Trusted($"a.a{i}"))));
        var order = level.Grouping is null ? SqlText.Empty : SqlText.Join(", ", level.Grouping.Order.Select(Order));
        if (level.Grouping is { } grouping)
        {
            var having = grouping.Having is { } condition ? SqlText.Of($" WHERE {new ConditionCompiler(sources, audience).Compile(condition, level.Rows.Entity, SqlText.Of($"a"))}") : SqlText.Empty;
            rows = SqlText.Of($"SELECT {columns} FROM ({rows}) AS a{having} ORDER BY {order} LIMIT {grouping.Limit}");
        }
        return Ties(level.Rows.Origin) is { } parents ? SqlText.Of($"SELECT p.k, {columns} FROM {parents} AS p CROSS JOIN LATERAL ({rows}) AS a") : rows;
    }

    private static SqlText Order(GroupOrder key)
    {
        var column = Keyset.Sortable(key.Type, SqlText.Of($"a.{new SqlName(key.Column)}"));
        if (key.Type.Kind == ScalarKind.String) column = SqlText.Of($"{column} COLLATE \"{SqlText.Trusted(ModelConventions.Collation)}\"");
        return key.Descending ? SqlText.Of($"{column} DESC") : column;
    }

    private SqlText Grouped(AggregateLevel level, IReadOnlyList<GroupKey> keys)
    {
        var conditions = new ConditionCompiler(sources, audience);
        var used = keys.Select(k => k.Column).Concat(level.Measures.SelectMany(m => m.Columns)).ToList();
        var own = used.Where(c => c.Join == 0).Select(c => c.Name).Concat(level.Joins.Where(j => j.From == 0).Select(j => j.Field.Column))
            .Concat(OriginColumns(level.Rows)).Concat(level.Rows.Where is { } where ? ConditionCompiler.ColumnsOf(where, level.Rows.Entity) : []);
        var list = SqlText.Join(", ", keys.Select((key, i) => SqlText.Of($"{Key(key)} AS {SqlText.Trusted($"g{i}")}"))
            .Concat(level.Measures.Select((measure, i) => SqlText.Of($"{Measured(measure, Column)} AS {SqlText.Trusted($"a{i}")}"))));
        var joins = SqlText.Join("", level.Joins.Select((join, i) => Join(level.Joins, used, join, i + 1)));
        var groups = keys.Count == 0 ? SqlText.Empty : SqlText.Trusted($" GROUP BY {string.Join(", ", Enumerable.Range(1, keys.Count))}");
        return SqlText.Of($"SELECT {list} FROM {Source(level.Rows).Select(own)} AS t{joins}{Where(level.Rows, conditions, [])}{groups}");
    }

    private static SqlText Column(LevelColumn column) => SqlText.Of($"{Alias(column.Join)}.{new SqlName(column.Name)}");

    private static SqlText Key(GroupKey key) => key switch
    {
        ValueKey value => Alike(value.Type.Kind, Column(value.Column)),
        BucketKey { Zone: { } zone } moments => FirstDay(moments, SqlText.Of($"{Column(moments.Column)} AT TIME ZONE {zone}")),
        // Without the cast a day would become a moment of the session's time zone.
        BucketKey days => FirstDay(days, SqlText.Of($"{Column(days.Column)}::timestamp")),
        RowKey row => SqlText.Of($"nullif({Column(row.Column)} IS NOT NULL, false)"),
        _ => throw new NotSupportedException(key.GetType().Name),
    };

    /// <summary>Which texts are equal is the same in every collation, and most quickly found in this one.</summary>
    private static SqlText Alike(ScalarKind kind, SqlText value) => kind == ScalarKind.String ? SqlText.Of($"{value} COLLATE \"C\"") : value;

    /// <summary>Null where the first day is before the year 1 or after 9999, which dates of the graph are not.</summary>
    private static SqlText FirstDay(BucketKey bucket, SqlText time)
    {
        var day = SqlText.Of($"date_trunc('{SqlText.Trusted(bucket.Unit.ToString().ToLowerInvariant())}', {time})::date");
        return SqlText.Of($"nullif(nullif(greatest(least({day}, DATE '10000-01-01'), DATE '0001-12-31 BC'), DATE '10000-01-01'), DATE '0001-12-31 BC')");
    }

    /// <param name="columnOf">A column in the statement.</param>
    private static SqlText Measured(Measure measure, Func<LevelColumn, SqlText> columnOf)
    {
        var column = measure.Of is { } of ? columnOf(of) : SqlText.Empty;
        return measure.Weight is { } weight ? WeightedMean(measure, column, columnOf(weight)) : Measured(measure, column);
    }

    private static SqlText Measured(Measure measure, SqlText column) => (measure.Kind, measure.Operand) switch
    {
        (MeasureKind.Count, _) => SqlText.Of($"count(*)::int"),
        (MeasureKind.Distinct, var operand) => SqlText.Of($"count(DISTINCT {Alike(operand, column)})::int"),
        (MeasureKind.Min, _) => SqlText.Of($"min({column})"),
        (MeasureKind.Max, _) => SqlText.Of($"max({column})"),
        (MeasureKind.Sum, ScalarKind.Int) => SqlText.Of($"sum({column})::bigint"),
        (MeasureKind.Sum, ScalarKind.Float) => Finite(SqlText.Of($"sum({column}::text::numeric)")),
        (MeasureKind.Sum, _) => SqlText.Of($"sum({column})"),
        // Exact: the sum of whole numbers below 2^53 is.
        (MeasureKind.Average, ScalarKind.Int) => SqlText.Of($"avg({column}::float8)"),
        (MeasureKind.Average, ScalarKind.Long) => SqlText.Of($"avg({column})::float8"),
        (MeasureKind.Average, ScalarKind.Float) => Finite(SqlText.Of($"avg({column}::text::numeric)")),
        (MeasureKind.Average, ScalarKind.Decimal) => SqlText.Of($"trim_scale(avg({column}))"),
        (MeasureKind.Average, _) => SqlText.Of($"avg({column})"),
        (MeasureKind.Share, _) => SqlText.Of($"avg({column}::int::float8)"),
        (MeasureKind.Percentile, _) => SqlText.Of($"percentile_disc({measure.At!}) WITHIN GROUP (ORDER BY {column})"),
        _ => throw new NotSupportedException(measure.Kind.ToString()),
    };

    /// <summary>What has no value does not count, whatever its weight.</summary>
    private static SqlText WeightedMean(Measure measure, SqlText column, SqlText weight)
    {
        var total = SqlText.Of($"nullif(sum({weight}::numeric) FILTER (WHERE {column} IS NOT NULL), 0)");
        return measure.Operand switch
        {
            ScalarKind.Float => Finite(SqlText.Of($"sum({column}::text::numeric * {weight}::numeric) / {total}")),
            ScalarKind.Decimal => SqlText.Of($"trim_scale(sum({column} * {weight}::numeric) / {total})"),
            _ => throw new NotSupportedException($"A mean of {measure.Operand} can't be weighted."),
        };
    }

    /// <summary>
    /// PostgreSQL's sums of floats fail where they leave the type, and depend on the order of the rows. Sums of decimals do neither; they are rounded once, at the end.
    /// </summary>
    private static SqlText Finite(SqlText number) =>
        SqlText.Of($"CASE WHEN abs({number}) < 2.5e-324 THEN 0 WHEN abs({number}) <= 1.7976931348623157e308 THEN ({number})::float8 END");

    /// <summary>What the rows of a relation come to, for a key of an order: a row beside each row that they belong to.</summary>
    /// <param name="parent">Key of the row that they belong to, which is null where a to-one relation leads nowhere.</param>
    private SqlText Join(RowSet rows, OrderKey order, RelationMeasure relation, SqlText parent, SqlText alias)
    {
        var field = relation.Field;
        List<string> columns = [field.Column];
        List<SqlText> where = [];
        columns.AddRange(relation.Measure.Columns.Select(c => c.Name));
        if (field.Where is { } condition)
        {
            columns.Add(condition.Column);
            where.Add(SqlText.Of($"m.{new SqlName(condition.Column)}"));
        }
        if (relation.Where is { } asked)
        {
            columns.AddRange(ConditionCompiler.ColumnsOf(asked, relation.Target));
            where.Add(new ConditionCompiler(sources, audience).Compile(asked, relation.Target, SqlText.Of($"m")));
        }
        var measured = SqlText.Of($"{Measured(relation.Measure, c => SqlText.Of($"m.{new SqlName(c.Name)}"))} AS {new SqlName(RelationMeasure.Column)}");
        var source = sources[relation.Target, audience].Select(columns);
        var key = SqlText.Of($"m.{new SqlName(field.Column)}");
        if (!IsMeasuredOnce(rows))
        {
            var row = SqlText.Of($"LATERAL (SELECT {measured} FROM {source} AS m WHERE {SqlText.Join(" AND ", where.Prepend(SqlText.Of($"{key} = {parent}")))}) AS {alias}");
            return order.Path.Count == 0 ? SqlText.Of($" CROSS JOIN {row}") : SqlText.Of($" LEFT JOIN {row} ON {parent} IS NOT NULL");
        }
        var conditions = where.Count == 0 ? SqlText.Empty : SqlText.Of($" WHERE {SqlText.Join(" AND ", where)}");
        return SqlText.Of($" LEFT JOIN (SELECT {key} AS k, {measured} FROM {source} AS m{conditions} GROUP BY 1) AS {alias} ON {alias}.k = {parent}");
    }

    /// <summary>
    /// An order by all rows of a type needs the measure of each: one pass over the relation gives all of them. A few rows each look for their own.
    /// </summary>
    private static bool IsMeasuredOnce(RowSet rows) => rows is { Origin: AllRows, Where: null };

    /// <summary>Key of the row that the relation of a key of an order starts from.</summary>
    private SqlText Parent(RowSet rows, OrderKey key, int place) => key.Path.Count == 0
        ? SqlText.Of($"t.{new SqlName(rows.Entity.KeyColumn)}")
        : SqlText.Of($"{OrderAlias(place, key.Path.Count - 1)}.{new SqlName(model.Entities[key.Path[^1].Target].KeyColumn)}");

    /// <summary>The key of an order that a relation's rows come to: where there are none, nothing is counted; of a row that is not there, all is null.</summary>
    private static SqlText Measured(RowSet rows, OrderKey key, SqlText parent, SqlText alias)
    {
        var column = SqlText.Of($"{alias}.{new SqlName(RelationMeasure.Column)}");
        if (!IsMeasuredOnce(rows) || key.Relation!.Measure.Kind != MeasureKind.Count) return column;
        var count = SqlText.Of($"coalesce({column}, 0)");
        return key.Path.Count == 0 ? count : SqlText.Of($"CASE WHEN {parent} IS NOT NULL THEN {count} END");
    }
}
