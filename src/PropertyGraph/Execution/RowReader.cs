using Npgsql;

namespace PropertyGraph.Execution;

/// <summary>The rows of a batch, level by level. A statement that answers several levels has the level's place first in each row, and its columns at places that differ by level.</summary>
internal sealed class RowReader(NpgsqlDataReader reader)
{
    private int[]? columns;
    private bool hasRow;
    private int place;

    /// <summary>Goes on to the rows of a level.</summary>
    /// <param name="level">Its place among those that the statement answers.</param>
    /// <param name="at">Where its columns are in the row; null where the statement answers nothing else.</param>
    public void Start(int level, int[]? at) => (place, columns) = (level, at);

    /// <summary>The level's next row; false after its last.</summary>
    public Task<bool> ReadAsync(CancellationToken cancel) => columns is null ? reader.ReadAsync(cancel) : ReadOfLevelAsync(cancel);

    private async Task<bool> ReadOfLevelAsync(CancellationToken cancel)
    {
        // The row that ends a level is the first of one after it.
        hasRow = hasRow || await reader.ReadAsync(cancel);
        if (!hasRow || reader.GetInt32(0) != place) return false;
        hasRow = false;
        return true;
    }

    /// <summary>Goes on to the next statement's rows.</summary>
    public Task NextStatementAsync(CancellationToken cancel)
    {
        EndStatement();
        return reader.NextResultAsync(cancel);
    }

    /// <exception cref="InvalidOperationException">The statement has a row that no level took.</exception>
    public void EndStatement()
    {
        if (hasRow) throw new InvalidOperationException($"A row of level {reader.GetInt32(0)} came after those of level {place}.");
    }

    /// <summary>A column's bytes, or null.</summary>
    public RawColumn? this[int column] => reader.GetFieldValue<RawColumn?>(At(column));

    public bool IsNull(int column) => reader.IsDBNull(At(column));

    public Guid Guid(int column) => reader.GetGuid(At(column));

    public int Int(int column) => reader.GetInt32(At(column));

    /// <summary>What Npgsql makes of a column that is not null.</summary>
    public object Value(int column) => reader.GetValue(At(column));

    private int At(int column) => columns is null ? column : columns[column];
}
