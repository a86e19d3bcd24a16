using PropertyGraph.Access;
using PropertyGraph.Plans;
using PropertyGraph.Schema;

namespace PropertyGraph.Sql;

/// <summary>Conditions to SQL. They are two-valued: negation is <c>IS NOT TRUE</c>, so that null is on the negative side of every comparison.</summary>
internal sealed class ConditionCompiler(EntitySources sources, Audience audience)
{
    private int aliases;

    /// <summary>The columns of the type's own rows that a condition reads.</summary>
    public static IEnumerable<string> ColumnsOf(Condition condition, EntityType entity) => condition switch
    {
        AllOf all => all.Conditions.SelectMany(c => ColumnsOf(c, entity)),
        AnyOf any => any.Conditions.SelectMany(c => ColumnsOf(c, entity)),
        Not not => ColumnsOf(not.Inner, entity),
        Compare compare => [compare.Column],
        IsNull isNull => [isNull.Column],
        OneFulfils one => [one.Field.Column],
        SomeElement some => [some.Column],
        SomeFulfils => [entity.KeyColumn],
        _ => throw new NotSupportedException(condition.GetType().Name),
    };

    /// <param name="alias">Alias of the rows that the condition is about.</param>
    public SqlText Compile(Condition condition, EntityType entity, SqlText alias)
    {
        switch (condition)
        {
            case AllOf { Conditions.Count: 0 }: return SqlText.Of($"TRUE");
            case AnyOf { Conditions.Count: 0 }: return SqlText.Of($"FALSE");
            case AllOf all: return SqlText.Of($"({SqlText.Join(" AND ", all.Conditions.Select(c => Compile(c, entity, alias)))})");
            case AnyOf any: return SqlText.Of($"({SqlText.Join(" OR ", any.Conditions.Select(c => Compile(c, entity, alias)))})");
            case Not { Inner: IsNull inner }: return SqlText.Of($"{alias}.{new SqlName(inner.Column)} IS NOT NULL");
            case Not { Inner: SomeFulfils or SomeElement } not: return SqlText.Of($"NOT {Compile(not.Inner, entity, alias)}");
            case Not { Inner: Compare { Operator: OperatorKind.Equal } equal }: return SqlText.Of($"{alias}.{new SqlName(equal.Column)} IS DISTINCT FROM {equal.Value}");
            // No index finds what is not there.
            case Not { Inner: Compare compare }: return SqlText.Of($"({Comparison(compare, Column(alias, compare.Column))}) IS NOT TRUE");
            case Not not: return SqlText.Of($"({Compile(not.Inner, entity, alias)}) IS NOT TRUE");
            case IsNull isNull: return SqlText.Of($"{alias}.{new SqlName(isNull.Column)} IS NULL");
            case Compare compare: return Indexed(compare, Column(alias, compare.Column));
            case SomeElement some:
            {
                var elements = NextAlias();
                var inner = some.Inner is null ? SqlText.Empty : SqlText.Of($" WHERE {Compile(some.Inner, entity, elements)}");
                return SqlText.Of($"EXISTS (SELECT 1 FROM unnest({Column(alias, some.Column)}) AS {elements} ({new SqlName(SomeElement.Element)}){inner})");
            }
            case OneFulfils one:
            {
                var other = NextAlias();
                var columns = one.Inner is null ? [] : ColumnsOf(one.Inner, one.Target);
                var inner = one.Inner is null ? SqlText.Empty : SqlText.Of($" AND {Compile(one.Inner, one.Target, other)}");
                return SqlText.Of($"EXISTS (SELECT 1 FROM {sources[one.Target, audience].Select(columns.Prepend(one.Target.KeyColumn))} AS {other} WHERE {other}.{new SqlName(one.Target.KeyColumn)} = {alias}.{new SqlName(one.Field.Column)}{inner})");
            }
            case SomeFulfils some:
            {
                var other = NextAlias();
                var columns = some.Inner is null ? [] : ColumnsOf(some.Inner, some.Target);
                var inner = some.Inner is null ? SqlText.Empty : SqlText.Of($" AND {Compile(some.Inner, some.Target, other)}");
                if (some.Field.Where is { } where)
                {
                    columns = columns.Append(where.Column);
                    inner = SqlText.Of($" AND {other}.{new SqlName(where.Column)}{inner}");
                }
                return SqlText.Of($"EXISTS (SELECT 1 FROM {sources[some.Target, audience].Select(columns.Prepend(some.Field.Column))} AS {other} WHERE {other}.{new SqlName(some.Field.Column)} = {alias}.{new SqlName(entity.KeyColumn)}{inner})");
            }
            default: throw new NotSupportedException(condition.GetType().Name);
        }
    }

    private SqlText NextAlias() => SqlText.Trusted($"f{++aliases}");

    private static SqlText Column(SqlText alias, string name) => SqlText.Of($"{alias}.{new SqlName(name)}");

    /// <summary>
    /// On a column with an index of grams, what holds the text also holds its grams (see 0002.sql). The exact test stands first, because computing a row's
    /// grams where no index is used costs more.
    /// </summary>
    private static SqlText Indexed(Compare compare, SqlText column)
    {
        var exact = Comparison(compare, column);
        return compare is { IsSearchable: true, Operator: OperatorKind.Search or OperatorKind.Contains or OperatorKind.ContainsIgnoreCase }
            ? SqlText.Of($"({exact} AND propertygraph.grams({column}) @> propertygraph.gram_query({compare.Value}))")
            : exact;
    }

    private static SqlText Comparison(Compare compare, SqlText column) => compare.Operator switch
    {
        OperatorKind.Equal => SqlText.Of($"{column} = {compare.Value}"),
        OperatorKind.In => SqlText.Of($"{column} = ANY ({compare.Value})"),
        OperatorKind.Greater => SqlText.Of($"{column} > {compare.Value}"),
        OperatorKind.GreaterOrEqual => SqlText.Of($"{column} >= {compare.Value}"),
        OperatorKind.Less => SqlText.Of($"{column} < {compare.Value}"),
        OperatorKind.LessOrEqual => SqlText.Of($"{column} <= {compare.Value}"),
        OperatorKind.Contains => SqlText.Of($"strpos({column}, {compare.Value}) > 0"),
        OperatorKind.StartsWith => SqlText.Of($"starts_with({column}, {compare.Value})"),
        OperatorKind.EndsWith => SqlText.Of($"right({column}, length({compare.Value})) = {compare.Value}"),
        OperatorKind.Search => SqlText.Of($"propertygraph.holds_words({column}, {compare.Value})"),
        // The column has this collation; a parameter has the database's, which in a C locale knows no capitals but ASCII's.
        OperatorKind.ContainsIgnoreCase => SqlText.Of($"strpos(lower({column}), lower({compare.Value} COLLATE \"und-x-icu\")) > 0"),
        OperatorKind.EqualIgnoreCase => SqlText.Of($"lower({column}) = lower({compare.Value} COLLATE \"und-x-icu\")"),
        OperatorKind.StartsWithIgnoreCase => SqlText.Of($"starts_with(lower({column}), lower({compare.Value} COLLATE \"und-x-icu\"))"),
        _ => throw new NotSupportedException(compare.Operator.ToString()),
    };
}
