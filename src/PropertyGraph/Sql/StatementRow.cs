using PropertyGraph.Schema;

namespace PropertyGraph.Sql;

/// <summary>
/// The row of a statement that answers several levels: the level's place, and then columns that all levels share. Each of a level's goes to one of its type that the
/// level does not use yet; those that a level does not use are null.
/// </summary>
internal sealed class StatementRow
{
    private readonly List<string> types = [];

    /// <summary>Finds a column for each of a level's.</summary>
    /// <returns>Their places in the row.</returns>
    public int[] Add(IEnumerable<string> columns)
    {
        var places = new List<int>();
        foreach (var type in columns)
        {
            var place = Enumerable.Range(1, types.Count).FirstOrDefault(p => types[p - 1] == type && !places.Contains(p));
            if (place == 0)
            {
                types.Add(type);
                place = types.Count;
            }
            places.Add(place);
        }
        return [.. places];
    }

    /// <summary>A level's branch of the statement, once all levels have their columns.</summary>
    /// <param name="level">Its place; the first decides the columns' types.</param>
    /// <param name="places">Of its columns.</param>
    /// <param name="rows">Its SELECT.</param>
    public SqlText Select(int level, int[] places, SqlText rows)
    {
        var names = SqlText.Join(", ", places.Select((_, i) => Column(i)));
        var columns = types.Select((type, i) => Array.IndexOf(places, i + 1) is >= 0 and var own ? SqlText.Of($"x.{Column(own)}") : level == 0 ? SqlText.Of($"NULL::{SqlText.Trusted(type)}") : SqlText.Of($"NULL"));
        return SqlText.Of($"SELECT {SqlText.Join(", ", columns.Prepend(SqlText.Number(level)))} FROM ({rows}) AS x{(names.IsEmpty ? names : SqlText.Of($"({names})"))}");
    }

    private static SqlText Column(int place) => SqlText.Trusted($"c{place}");
}

/// <summary>PostgreSQL's names of types.</summary>
internal static class SqlTypes
{
    /// <summary>The type that a scalar goes by.</summary>
    public static string Of(ScalarKind kind) => kind switch
    {
        ScalarKind.Id or ScalarKind.Uuid => "uuid",
        ScalarKind.String or ScalarKind.Enum or ScalarKind.Url => "text",
        ScalarKind.Int => "integer",
        ScalarKind.Long => "bigint",
        ScalarKind.Float => "double precision",
        ScalarKind.Decimal => "numeric",
        ScalarKind.Boolean => "boolean",
        ScalarKind.DateTime => "timestamp with time zone",
        ScalarKind.LocalDate => "date",
        ScalarKind.Duration => "interval",
        ScalarKind.Json => "jsonb",
        _ => throw new NotSupportedException(kind.ToString()),
    };
}
