using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Npgsql;
using PropertyGraph.Schema;
using ValueType = PropertyGraph.Schema.ValueType;

namespace PropertyGraph.Execution;

/// <summary>
/// The rows of a batch, level by level. Columns of a statement that answers one level are the reader's. One that answers several gives each row as the level's
/// place and a record; PostgreSQL's binary form of a record is the number of columns, then type, length (-1 for null) and bytes of each.
/// </summary>
internal sealed class RowReader(NpgsqlDataReader reader)
{
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly List<(int Start, int Length)> columns = [];
    private ReadOnlyMemory<byte> record;
    private bool isRecord;
    private bool hasRow;
    private int place;

    /// <summary>Goes on to the rows of a level.</summary>
    /// <param name="level">Its place among those that the statement answers.</param>
    /// <param name="of">How many the statement answers.</param>
    public void Start(int level, int of) => (place, isRecord) = (level, of > 1);

    /// <summary>The level's next row; false after its last.</summary>
    public Task<bool> ReadAsync(CancellationToken cancel) => isRecord ? ReadRecordAsync(cancel) : reader.ReadAsync(cancel);

    private async Task<bool> ReadRecordAsync(CancellationToken cancel)
    {
        // The row that ends a level is the first of one after it.
        hasRow = hasRow || await reader.ReadAsync(cancel);
        if (!hasRow || reader.GetInt32(0) != place) return false;
        hasRow = false;
        record = reader.GetFieldValue<RawColumn?>(1)!.Value.Bytes;
        FindColumns(record.Span);
        return true;
    }

    private void FindColumns(ReadOnlySpan<byte> bytes)
    {
        columns.Clear();
        var at = 4;
        for (var count = BinaryPrimitives.ReadInt32BigEndian(bytes); count > 0; count--)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes[(at + 4)..]);
            columns.Add((at + 8, length));
            at += 8 + Math.Max(length, 0);
        }
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
    public RawColumn? this[int column] => isRecord ? OfRecord(column) : reader.GetFieldValue<RawColumn?>(column);

    private RawColumn? OfRecord(int column)
    {
        var (start, length) = columns[column];
        return length < 0 ? null : new RawColumn(record.Slice(start, length));
    }

    public bool IsNull(int column) => isRecord ? columns[column].Length < 0 : reader.IsDBNull(column);

    public Guid Guid(int column) => isRecord ? new(Bytes(column), bigEndian: true) : reader.GetGuid(column);

    public int Int(int column) => isRecord ? BinaryPrimitives.ReadInt32BigEndian(Bytes(column)) : reader.GetInt32(column);

    /// <summary>What Npgsql makes of a column that is not null.</summary>
    public object Value(int column, ScalarKind kind) => isRecord ? Value(Bytes(column), kind) : reader.GetValue(column);

    private ReadOnlySpan<byte> Bytes(int column) => OfRecord(column)!.Value.Span;

    private static object Value(ReadOnlySpan<byte> raw, ScalarKind kind) => kind switch
    {
        ScalarKind.Id or ScalarKind.Uuid => new Guid(raw, bigEndian: true),
        ScalarKind.String or ScalarKind.Enum => Encoding.UTF8.GetString(raw),
        ScalarKind.Int when raw.Length == 2 => BinaryPrimitives.ReadInt16BigEndian(raw),
        ScalarKind.Int => BinaryPrimitives.ReadInt32BigEndian(raw),
        ScalarKind.Long => BinaryPrimitives.ReadInt64BigEndian(raw),
        ScalarKind.Float when raw.Length == 4 => BinaryPrimitives.ReadSingleBigEndian(raw),
        ScalarKind.Float => BinaryPrimitives.ReadDoubleBigEndian(raw),
        ScalarKind.Boolean => raw[0] != 0,
        ScalarKind.DateTime => Epoch.AddTicks(BinaryPrimitives.ReadInt64BigEndian(raw) * 10),
        ScalarKind.LocalDate => DateOnly.FromDateTime(Epoch).AddDays(BinaryPrimitives.ReadInt32BigEndian(raw)),
        ScalarKind.Decimal => Decimal(raw),
        ScalarKind.Duration => TimeSpan.FromDays(BinaryPrimitives.ReadInt32BigEndian(raw[8..])) + new TimeSpan(BinaryPrimitives.ReadInt64BigEndian(raw) * 10),
        _ => throw new NotSupportedException(kind.ToString()),
    };

    private static decimal Decimal(ReadOnlySpan<byte> raw)
    {
        using var text = new ByteBuffer(1 << 20);
        JsonText.Write(text, raw, new ValueType(ScalarKind.Decimal, false), default);
        return decimal.Parse(text.Written, NumberStyles.Number, CultureInfo.InvariantCulture);
    }
}
