using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using PropertyGraph.Plans;

namespace PropertyGraph.Execution;

/// <summary>A piece of JSON of one row, with the holes that other levels and resolvers fill.</summary>
internal readonly record struct Slice(int Start, int End, int FirstHole, int HoleCount);

/// <summary>A hole in a row's JSON: where, what fills it, and by which key (lists).</summary>
/// <param name="Number">Place of a resolved value; count of a list that is counted beside the row's columns.</param>
internal readonly record struct Hole(int At, Output Output, Guid Key, int Number);

/// <summary>
/// The rows of one level, written once as JSON into a pooled buffer. No object per row: slices and holes are structs in lists that are reused between requests.
/// </summary>
internal sealed class LevelRows : IDisposable
{
    private static readonly Kept<LevelRows> Unused = new(64);

    private readonly ByteBuffer bytes;
    private readonly List<Slice> slices = [];
    private readonly List<Hole> holes = [];
    private readonly List<(int Type, Guid Key)> items = [];
    private readonly Dictionary<Guid, (int First, int Count)> groups = [];
    private readonly Dictionary<Guid, int> counts = [];
    private readonly Dictionary<ResolvedOutput, ResolvedKeys> resolved = new(ReferenceEqualityComparer.Instance);
    private int shapes;
    private bool isTied, isMerged, isGrouped;
    private Guid parent;
    private int first;

    private LevelRows(int limit) => bytes = new(limit);

    /// <param name="limit">Bytes that its rows may take.</param>
    public static LevelRows Rent(int limit)
    {
        if (Unused.Take() is not { } rows) return new(limit);
        rows.bytes.Limit = limit;
        return rows;
    }

    public ReadOnlySpan<byte> Bytes => bytes.Written;
    public int RowCount { get; private set; }

    /// <summary>Count of the whole list, at a root.</summary>
    public int Total { get; private set; }

    /// <summary>Rows of the page that the client asked for; one more may have been read.</summary>
    public int Take { get; set; } = int.MaxValue;

    public IReadOnlyDictionary<ResolvedOutput, ResolvedKeys> Resolved => resolved;

    public Slice this[int row, int shape] => slices[(row * shapes) + shape];
    public Hole HoleAt(int index) => holes[index];

    /// <summary>Type and key of a row of a merged list.</summary>
    public (int Type, Guid Key) ItemAt(int row) => items[row];

    /// <summary>The rows of a parent, or of a key.</summary>
    public (int First, int Count) Group(Guid key) => groups.GetValueOrDefault(key);

    public int CountOf(Guid key) => counts.GetValueOrDefault(key);

    /// <summary>Reads the level's rows.</summary>
    public async Task ReadAsync(Level level, RowReader reader, CancellationToken cancel)
    {
        if (level is ShapedLevel shaped) await ReadRowsAsync(shaped, reader, cancel);
        else await ReadCountsAsync(level, reader, cancel);
    }

    private async Task ReadCountsAsync(Level level, RowReader reader, CancellationToken cancel)
    {
        while (await reader.ReadAsync(cancel))
        {
            RowCount++;
            if (level.IsTied) counts[reader.Guid(0)] = reader.Int(1);
            else Total = reader.Int(0);
        }
    }

    private async Task ReadRowsAsync(ShapedLevel level, RowReader reader, CancellationToken cancel)
    {
        Begin(level);
        while (await reader.ReadAsync(cancel)) Add(level, reader, 0);
        End();
    }

    /// <summary>Reads the rows of a merged list and, after the list's key, those of its only type.</summary>
    public static async Task ReadBesideAsync(LevelRows places, MergedLevel list, LevelRows rows, ShapedLevel type, RowReader reader, CancellationToken cancel)
    {
        places.Begin(list);
        rows.Begin(type);
        while (await reader.ReadAsync(cancel))
        {
            places.Add(list, reader, 0);
            rows.Add(type, reader, MergedLevel.Key);
        }
        rows.End();
    }

    private void Begin(ShapedLevel level)
    {
        shapes = level.Shapes.Count;
        (isTied, isMerged) = (level.IsTied, level is MergedLevel);
        isGrouped = isTied || level is RowLevel { Rows.Origin: ByKey { IsList: true } };
    }

    /// <param name="at">The level's first column.</param>
    private void Add(ShapedLevel level, RowReader reader, int at)
    {
        if (isGrouped)
        {
            // Rows come parent by parent: a group is written when the next one begins.
            var key = reader.Guid(at);
            if (RowCount > 0 && key != parent) (groups[parent], first) = ((first, RowCount - first), RowCount);
            parent = key;
        }
        if (isTied) at++;
        if (isMerged) items.Add((reader.Int(at + MergedLevel.Type), reader.Guid(at + MergedLevel.Key)));
        var all = level.Shapes;
        for (var i = 0; i < all.Count; i++) WriteShape(all[i], reader, at);
        RowCount++;
    }

    private void End()
    {
        if (isGrouped && RowCount > 0) groups[parent] = (first, RowCount - first);
    }

    private void WriteShape(Shape shape, RowReader reader, int offset)
    {
        var (start, hole) = (bytes.Length, holes.Count);
        switch (shape)
        {
            case ObjectShape fields: WriteObject(fields, reader, offset); break;
            case CursorShape cursor: WriteKeys(cursor, reader, offset); break;
            case ValueShape value: JsonText.Write(bytes, reader[value.Column + offset]!.Value.Span, value.Type, default); break;
        }
        slices.Add(new(start, bytes.Length, hole, holes.Count - hole));
    }

    private void WriteObject(ObjectShape shape, RowReader reader, int offset)
    {
        var fields = shape.Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            bytes.Write(shape.Labels[i]);
            WriteField(fields[i], reader, offset);
        }
        bytes.Write(fields.Count == 0 ? "{}"u8 : "}"u8);
    }

    private void WriteField(Output output, RowReader reader, int offset)
    {
        switch (output)
        {
            case ColumnOutput column:
                if (reader[column.Column + offset] is { } raw) JsonText.Write(bytes, raw.Span, column.Type, column.IdPrefix);
                else bytes.Write("null"u8);
                break;
            case RowOutput row:
                if (reader.IsNull(row.KeyColumn + offset)) bytes.Write("null"u8);
                else WriteObject(row.Shape, reader, offset);
                break;
            case ObjectOutput inner:
                WriteObject(inner.Shape, reader, offset);
                break;
            case ListOutput list:
                holes.Add(new(bytes.Length, list, reader.Guid(list.KeyColumn + offset), list.Connection.Beside is { Column: var count } ? reader.Int(count + offset) : 0));
                break;
            case ResolvedOutput value:
                WriteResolved(value, reader, offset);
                break;
            case TypenameOutput typename:
                JsonText.WriteString(bytes, typename.TypeName);
                break;
            default:
                throw new NotSupportedException(output.GetType().Name);
        }
    }

    private void WriteResolved(ResolvedOutput output, RowReader reader, int offset)
    {
        if (reader.IsNull(output.KeyColumn + offset))
        {
            bytes.Write("null"u8);
            return;
        }
        if (!resolved.TryGetValue(output, out var keys)) resolved.Add(output, keys = new());
        holes.Add(new(bytes.Length, output, Guid.Empty, keys.Place(reader.Value(output.KeyColumn + offset))));
    }

    /// <summary>A cursor's content: length and bytes of each key, -1 for null.</summary>
    private void WriteKeys(CursorShape cursor, RowReader reader, int offset)
    {
        Span<byte> prefix = stackalloc byte[4];
        for (var i = 0; i < cursor.Columns.Count; i++)
        {
            var raw = reader[cursor.Columns[i] + offset];
            BinaryPrimitives.WriteInt32BigEndian(prefix, raw is { } present ? present.Span.Length : -1);
            bytes.Write(prefix);
            if (raw is { } content) bytes.Write(content.Span);
        }
    }

    /// <summary>Forgets what was read: it is read again.</summary>
    public void StartOver()
    {
        bytes.Clear();
        slices.Clear();
        holes.Clear();
        items.Clear();
        groups.Clear();
        counts.Clear();
        resolved.Clear();
        (RowCount, Total, first) = (0, 0, 0);
    }

    public void Dispose()
    {
        StartOver();
        Take = int.MaxValue;
        if (!Unused.TryKeep(this)) bytes.Dispose();
    }
}

/// <summary>Keys that a batch resolver is given for a level, each once, and then its values.</summary>
internal sealed class ResolvedKeys
{
    private readonly Dictionary<object, int> places = [];
    private readonly List<object> keys = [];

    public IReadOnlyList<object> Keys => keys;
    public IReadOnlyList<object?> Values { get; set; } = [];

    public int Place(object key)
    {
        if (places.TryGetValue(key, out var place)) return place;
        places.Add(key, keys.Count);
        keys.Add(key);
        return keys.Count - 1;
    }
}
