using Npgsql;
using PropertyGraph.Plans;
using PropertyGraph.Schema;

namespace PropertyGraph.Sql;

/// <summary>PostgreSQL's types of what levels give, by which those of one statement share its columns.</summary>
internal sealed partial class SqlCompiler
{
    private const string KeyType = "uuid", CountType = "integer";

    /// <summary>Types of the columns that a level's SELECT gives.</summary>
    public IEnumerable<string> TypesOf(Level level)
    {
        IEnumerable<string> own = level switch
        {
            RowLevel rows => rows.Columns.Select(c => TypeOf(rows, c)),
            AggregateLevel { Rows.Entity: var entity } aggregate =>
                [.. (aggregate.Grouping?.Keys ?? []).Select(k => TypeOf(k, entity, aggregate.Joins)), .. aggregate.Measures.Select(m => TypeOf(m, entity, aggregate.Joins))],
            MergedLevel merged => [TypeOf(merged.Rows.List.Place.Kind), CountType, KeyType],
            CountLevel or MergedCountLevel => [CountType],
            _ => throw new NotSupportedException(level.GetType().Name),
        };
        return level.IsTied ? own.Prepend(KeyType) : own;
    }

    private string TypeOf(RowLevel level, LevelColumn column)
    {
        if (column.Join == LevelColumn.OfCounts) return CountType;
        if (column.Join != LevelColumn.OfOrder) return TypeOf(column, level.Rows.Entity, level.Joins);
        var relation = level.Rows.Order.Where((_, i) => OrderKey.Column(i) == column.Name).Single().Relation!;
        return TypeOf(relation.Measure, relation.Target, []);
    }

    private string TypeOf(GroupKey key, EntityType entity, IReadOnlyList<Join> joins) => key switch
    {
        ValueKey value => TypeOf(value.Column, entity, joins),
        BucketKey => TypeOf(ScalarKind.LocalDate),
        RowKey => TypeOf(ScalarKind.Boolean),
        _ => throw new NotSupportedException(key.GetType().Name),
    };

    /// <summary>One value of many has the column's type; what is computed has that which the scalar goes by.</summary>
    private string TypeOf(Measure measure, EntityType entity, IReadOnlyList<Join> joins) => measure.Kind is MeasureKind.Min or MeasureKind.Max or MeasureKind.Percentile
        ? TypeOf(measure.Of!.Value, entity, joins)
        : TypeOf(measure.Type.Kind);

    private string TypeOf(LevelColumn column, EntityType entity, IReadOnlyList<Join> joins) => sources.TypeOf(column.Join == 0 ? entity : joins[column.Join - 1].Target, column.Name);

    /// <summary>The type that a scalar goes by.</summary>
    public static string TypeOf(ScalarKind kind) => new NpgsqlParameter { NpgsqlDbType = Slot.TypeOf(kind) }.DataTypeName!;
}
