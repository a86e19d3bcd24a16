using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using Npgsql;

namespace PropertyGraph.Benchmarks.Floors;

/// <summary>A pooled buffer that a floor writes its JSON into by hand, straight from the reader's binary columns.</summary>
internal sealed class JsonBuffer
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(i => (byte)i), (byte)'"', (byte)'\\']);
    /// <summary>Room for nearly every text, so that its length need not be asked for first.</summary>
    private const int UsualText = 2 << 10;

    private byte[] bytes = ArrayPool<byte>.Shared.Rent(64 << 10);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void Write(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(bytes.AsSpan(Length));
        Length += value.Length;
    }

    /// <summary>Bytes that an earlier call has written into another buffer.</summary>
    public void Copy(JsonBuffer from, int start, int end) => Write(from.bytes.AsSpan(start, end - start));

    /// <summary>A text column, or null. The bytes go from the reader's buffer into this one; only text that needs escaping is touched again.</summary>
    public void Text(NpgsqlDataReader reader, int column)
    {
        if (reader.IsDBNull(column))
        {
            Write("null"u8);
            return;
        }
        Reserve(UsualText);
        bytes[Length++] = (byte)'"';
        var length = (int)reader.GetBytes(column, 0, bytes, Length, bytes.Length - Length - 1);
        if (length == bytes.Length - Length - 1)
        {
            length = (int)reader.GetBytes(column, 0, null, 0, 0);
            Reserve(length + 1);
            reader.GetBytes(column, 0, bytes, Length, length);
        }
        if (bytes.AsSpan(Length, length).ContainsAny(Escaped)) length = Escape(length);
        Length += length;
        bytes[Length++] = (byte)'"';
    }

    /// <summary>A text column that holds JSON already.</summary>
    public void Raw(NpgsqlDataReader reader, int column)
    {
        var length = (int)reader.GetBytes(column, 0, null, 0, 0);
        Reserve(length);
        reader.GetBytes(column, 0, bytes, Length, length);
        Length += length;
    }

    /// <summary>A timestamp column as RFC 3339 in UTC, or null.</summary>
    public void Moment(NpgsqlDataReader reader, int column)
    {
        if (reader.IsDBNull(column))
        {
            Write("null"u8);
            return;
        }
        Reserve(40);
        var (day, time) = reader.GetDateTime(column);
        bytes[Length++] = (byte)'"';
        Digits(day.Year, 4);
        bytes[Length++] = (byte)'-';
        Digits(day.Month, 2);
        bytes[Length++] = (byte)'-';
        Digits(day.Day, 2);
        bytes[Length++] = (byte)'T';
        Digits(time.Hour, 2);
        bytes[Length++] = (byte)':';
        Digits(time.Minute, 2);
        bytes[Length++] = (byte)':';
        Digits(time.Second, 2);
        if ((int)(time.Ticks % TimeSpan.TicksPerSecond / 10) is > 0 and var microseconds)
        {
            bytes[Length++] = (byte)'.';
            Digits(microseconds, 6);
        }
        bytes[Length++] = (byte)'Z';
        bytes[Length++] = (byte)'"';
    }

    /// <summary>A global id from a key column: base64url of the type's name, a colon and the key.</summary>
    public void Id(NpgsqlDataReader reader, int column, ReadOnlySpan<byte> prefix)
    {
        Span<byte> id = stackalloc byte[prefix.Length + 16];
        prefix.CopyTo(id);
        reader.GetGuid(column).TryWriteBytes(id[prefix.Length..], bigEndian: true, out _);
        Reserve(2 * id.Length + 2);
        bytes[Length++] = (byte)'"';
        Length += Base64Url.EncodeToUtf8(id, bytes.AsSpan(Length));
        bytes[Length++] = (byte)'"';
    }

    public void Integer(long value)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(value, bytes.AsSpan(Length), out var written);
        Length += written;
    }

    public void Number(double value)
    {
        Reserve(32);
        value.TryFormat(bytes.AsSpan(Length), out var written, default, CultureInfo.InvariantCulture);
        Length += written;
    }

    private void Digits(int value, int count)
    {
        for (var i = count - 1; i >= 0; i--, value /= 10) bytes[Length + i] = (byte)('0' + (value % 10));
        Length += count;
    }

    private int Escape(int length)
    {
        var plain = ArrayPool<byte>.Shared.Rent(length);
        bytes.AsSpan(Length, length).CopyTo(plain);
        Reserve((6 * length) + 1);
        var written = 0;
        foreach (var c in plain.AsSpan(0, length))
        {
            if (!Escaped.Contains(c)) bytes[Length + written++] = c;
            else written += System.Text.Encoding.ASCII.GetBytes(c is (byte)'"' or (byte)'\\' ? $"\\{(char)c}" : $"\\u{c:x4}", bytes.AsSpan(Length + written));
        }
        ArrayPool<byte>.Shared.Return(plain);
        return written;
    }

    private void Reserve(int size)
    {
        if (bytes.Length - Length >= size) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, Length + size));
        bytes.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
