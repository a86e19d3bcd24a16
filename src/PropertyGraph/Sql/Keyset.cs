using PropertyGraph.Plans;
using PropertyGraph.Schema;
using ValueType = PropertyGraph.Schema.ValueType;

namespace PropertyGraph.Sql;

/// <summary>Keyset paging: which rows lie beyond a cursor. Null is the greatest value, as in PostgreSQL's default order, so that an index serves both directions.</summary>
internal static class Keyset
{
    /// <summary>What a key is ordered by: enums by their declared place, all else by itself.</summary>
    public static SqlText Sortable(ValueType type, SqlText column)
    {
        if (type.Kind != ScalarKind.Enum) return column;
        // Values are names of a C# enum: a closed set of letters and underscores.
        var cases = Names.EnumValues(type.Enum!).Select((value, place) => SqlText.Trusted($" WHEN '{value}' THEN {place}"));
        return SqlText.Of($"CASE {column}{SqlText.Join("", cases)} END");
    }

    /// <summary>True for rows after the cursor in the order, or before it.</summary>
    public static SqlText Beyond(IReadOnlyList<OrderKey> order, IReadOnlyList<SqlText> columns, IReadOnlyList<CursorSlot> cursor, bool forward)
    {
        // One row comparison is all it takes, and what an index serves best, where every key has the same direction and no nulls.
        if (order.All(k => k.Descending == order[0].Descending && !IsNullable(k)))
        {
            var greater = order[0].Descending != forward;
            var (left, right) = (SqlText.Join(", ", columns), SqlText.Join(", ", cursor.Select(Value)));
            if (order.Count == 1) return greater ? SqlText.Of($"{left} > {right}") : SqlText.Of($"{left} < {right}");
            return greater ? SqlText.Of($"({left}) > ({right})") : SqlText.Of($"({left}) < ({right})");
        }
        var alternatives = new List<SqlText>();
        for (var i = 0; i < order.Count; i++)
        {
            var equal = Enumerable.Range(0, i).Select(k => SqlText.Of($"{columns[k]} IS NOT DISTINCT FROM {Value(cursor[k])}"));
            alternatives.Add(SqlText.Of($"({SqlText.Join(" AND ", equal.Append(Beyond(order[i], columns[i], cursor[i], forward)))})"));
        }
        return SqlText.Of($"({SqlText.Join(" OR ", alternatives)})");
    }

    private static SqlText Value(CursorSlot slot) => slot.Order.Keys.Items[slot.Key].Kind == ScalarKind.Decimal ? SqlText.Of($"{slot}::numeric") : SqlText.Of($"{slot}");

    private static SqlText Beyond(OrderKey key, SqlText column, CursorSlot slot, bool forward)
    {
        var cursor = Value(slot);
        var greater = key.Descending != forward;
        if (!IsNullable(key)) return greater ? SqlText.Of($"{column} > {cursor}") : SqlText.Of($"{column} < {cursor}");
        return greater
            ? SqlText.Of($"({column} > {cursor} OR ({column} IS NULL AND {cursor} IS NOT NULL))")
            : SqlText.Of($"({column} < {cursor} OR ({column} IS NOT NULL AND {cursor} IS NULL))");
    }

    private static bool IsNullable(OrderKey key) => key.Path.Count > 0 || key.Field.Type.IsNullable;
}
