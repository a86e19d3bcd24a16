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
        var columns = types.Select((type, i) => Array.IndexOf(places, i + 1) switch
        {
            >= 0 and var own => SqlText.Of($"x.{Column(own)}"),
            _ when level == 0 => SqlText.Of($"NULL::{SqlText.Trusted(type)}"),
            _ => SqlText.Of($"NULL"),
        });
        var names = places.Length == 0 ? SqlText.Empty : SqlText.Of($"({SqlText.Join(", ", places.Select((_, i) => Column(i)))})");
        return SqlText.Of($"SELECT {SqlText.Join(", ", columns.Prepend(SqlText.Number(level)))} FROM ({rows}) AS x{names}");
    }

    private static SqlText Column(int place) => SqlText.Trusted($"c{place}");
}
