using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PropertyGraph.Schema;
using ValueType = PropertyGraph.Schema.ValueType;

namespace PropertyGraph.Execution;

/// <summary>Values in PostgreSQL's binary format, as JSON. Text passes through as UTF-8 bytes.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(i => (byte)i), (byte)'"', (byte)'\\']);
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <param name="idPrefix">For global ids: the type's name and a colon.</param>
    public static void Write(ByteBuffer to, ReadOnlySpan<byte> raw, ValueType type, ReadOnlySpan<byte> idPrefix)
    {
        if (type.IsList) WriteArray(to, raw, type, idPrefix);
        else WriteScalar(to, raw, type.Kind, idPrefix);
    }

    private static void WriteScalar(ByteBuffer to, ReadOnlySpan<byte> raw, ScalarKind kind, ReadOnlySpan<byte> idPrefix)
    {
        switch (kind)
        {
            case ScalarKind.String or ScalarKind.Enum or ScalarKind.Url: WriteString(to, raw); break;
            case ScalarKind.Id: WriteId(to, raw, idPrefix); break;
            case ScalarKind.Uuid: WriteUuid(to, raw); break;
            case ScalarKind.Int or ScalarKind.Long: WriteInteger(to, Integer(raw)); break;
            case ScalarKind.Boolean: WriteBoolean(to, raw[0] != 0); break;
            case ScalarKind.Float: WriteFloat(to, raw.Length == 4 ? BinaryPrimitives.ReadSingleBigEndian(raw) : BinaryPrimitives.ReadDoubleBigEndian(raw)); break;
            case ScalarKind.Decimal: WriteNumeric(to, raw); break;
            case ScalarKind.DateTime: WriteDateTime(to, BinaryPrimitives.ReadInt64BigEndian(raw)); break;
            case ScalarKind.LocalDate: WriteDate(to, BinaryPrimitives.ReadInt32BigEndian(raw)); break;
            case ScalarKind.Duration: WriteInterval(to, raw); break;
            // jsonb_send: a version, then JSON.
            case ScalarKind.Json: to.Write(raw[1..]); break;
            default: throw new NotSupportedException(kind.ToString());
        }
    }

    private static long Integer(ReadOnlySpan<byte> raw) => raw.Length switch
    {
        2 => BinaryPrimitives.ReadInt16BigEndian(raw),
        4 => BinaryPrimitives.ReadInt32BigEndian(raw),
        _ => BinaryPrimitives.ReadInt64BigEndian(raw),
    };

    /// <summary>UTF-8 as a JSON string: escapes what RFC 8259 (7) demands, and nothing else.</summary>
    public static void WriteString(ByteBuffer to, ReadOnlySpan<byte> utf8)
    {
        to.Write((byte)'"');
        for (; ; )
        {
            var plain = utf8.IndexOfAny(Escaped);
            if (plain < 0)
            {
                to.Write(utf8);
                break;
            }
            to.Write(utf8[..plain]);
            WriteEscape(to, utf8[plain]);
            utf8 = utf8[(plain + 1)..];
        }
        to.Write((byte)'"');
    }

    public static void WriteString(ByteBuffer to, string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        WriteString(to, bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private static void WriteEscape(ByteBuffer to, byte c)
    {
        switch (c)
        {
            case (byte)'"': to.Write("\\\""u8); break;
            case (byte)'\\': to.Write("\\\\"u8); break;
            case (byte)'\n': to.Write("\\n"u8); break;
            case (byte)'\r': to.Write("\\r"u8); break;
            case (byte)'\t': to.Write("\\t"u8); break;
            default:
                to.Write("\\u00"u8);
                to.Write("0123456789abcdef"u8[c >> 4]);
                to.Write("0123456789abcdef"u8[c & 15]);
                break;
        }
    }

    private static void WriteId(ByteBuffer to, ReadOnlySpan<byte> key, ReadOnlySpan<byte> prefix)
    {
        Span<byte> bytes = stackalloc byte[prefix.Length + 16];
        prefix.CopyTo(bytes);
        key.CopyTo(bytes[prefix.Length..]);
        to.Write((byte)'"');
        to.Advance(Base64Url.EncodeToUtf8(bytes, to.GetSpan(Base64Url.GetEncodedLength(bytes.Length))));
        to.Write((byte)'"');
    }

    public static void WriteBoolean(ByteBuffer to, bool value) => to.Write(value ? "true"u8 : "false"u8);

    private static void WriteUuid(ByteBuffer to, ReadOnlySpan<byte> raw)
    {
        to.Write((byte)'"');
        new Guid(raw, bigEndian: true).TryFormat(to.GetSpan(36), out var written);
        to.Advance(written);
        to.Write((byte)'"');
    }

    public static void WriteInteger(ByteBuffer to, long value)
    {
        Utf8Formatter.TryFormat(value, to.GetSpan(20), out var written);
        to.Advance(written);
    }

    private static void WriteFloat(ByteBuffer to, double value)
    {
        // JSON has no NaN or infinity.
        if (!double.IsFinite(value))
        {
            to.Write("null"u8);
            return;
        }
        value.TryFormat(to.GetSpan(32), out var written, default, CultureInfo.InvariantCulture);
        to.Advance(written);
    }

    /// <summary>numeric_send: number of base-10000 digits, weight of the first, sign, digits after the point.</summary>
    private static void WriteNumeric(ByteBuffer to, ReadOnlySpan<byte> raw)
    {
        int count = BinaryPrimitives.ReadInt16BigEndian(raw), weight = BinaryPrimitives.ReadInt16BigEndian(raw[2..]);
        var sign = BinaryPrimitives.ReadUInt16BigEndian(raw[4..]);
        int scale = BinaryPrimitives.ReadInt16BigEndian(raw[6..]);
        if (sign is not (0 or 0x4000))
        {
            to.Write("null"u8);
            return;
        }
        if (sign == 0x4000) to.Write((byte)'-');
        if (weight < 0) to.Write((byte)'0');
        for (var i = 0; i <= weight; i++)
        {
            var group = i < count ? BinaryPrimitives.ReadInt16BigEndian(raw[(8 + (2 * i))..]) : 0;
            if (i == 0) WriteInteger(to, group);
            else WriteGroup(to, group, 4);
        }
        if (scale == 0) return;
        to.Write((byte)'.');
        for (var i = weight + 1; scale > 0; i++, scale -= 4)
            WriteGroup(to, i >= 0 && i < count ? BinaryPrimitives.ReadInt16BigEndian(raw[(8 + (2 * i))..]) : 0, Math.Min(4, scale));
    }

    private static void WriteGroup(ByteBuffer to, int group, int digits)
    {
        for (var divisor = 1000; digits > 0; divisor /= 10, digits--) to.Write((byte)('0' + (group / divisor % 10)));
    }

    private static void WriteDateTime(ByteBuffer to, long microseconds)
    {
        if (microseconds is long.MaxValue or long.MinValue)
        {
            to.Write("null"u8);
            return;
        }
        WriteDateTime(to, Epoch.AddTicks(microseconds * 10));
    }

    /// <summary>RFC 3339 in UTC; microseconds only where there are any. Written digit by digit: a format string costs ten times as much.</summary>
    public static void WriteDateTime(ByteBuffer to, DateTime utc)
    {
        var text = to.GetSpan(2 + 27);
        text[0] = (byte)'"';
        WriteDay(text[1..], utc);
        text[11] = (byte)'T';
        Two(text[12..], utc.Hour);
        text[14] = (byte)':';
        Two(text[15..], utc.Minute);
        text[17] = (byte)':';
        Two(text[18..], utc.Second);
        var length = 20;
        var fraction = (int)(utc.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        if (fraction != 0)
        {
            text[length++] = (byte)'.';
            for (var divisor = 100_000; fraction != 0; fraction %= divisor, divisor /= 10) text[length++] = (byte)('0' + (fraction / divisor));
        }
        text[length++] = (byte)'Z';
        text[length++] = (byte)'"';
        to.Advance(length);
    }

    private static void WriteDay(Span<byte> to, DateTime day)
    {
        Two(to, day.Year / 100);
        Two(to[2..], day.Year % 100);
        to[4] = (byte)'-';
        Two(to[5..], day.Month);
        to[7] = (byte)'-';
        Two(to[8..], day.Day);
    }

    private static void Two(Span<byte> to, int number)
    {
        to[0] = (byte)('0' + (number / 10));
        to[1] = (byte)('0' + (number % 10));
    }

    private static void WriteDate(ByteBuffer to, int days)
    {
        if (days is int.MaxValue or int.MinValue)
        {
            to.Write("null"u8);
            return;
        }
        to.Write((byte)'"');
        WriteDay(to.GetSpan(10), Epoch.AddDays(days));
        to.Advance(10);
        to.Write((byte)'"');
    }

    /// <summary>interval_send: microseconds, days, months; as ISO 8601 with one sign in front, so that it can be sent back. A month has 30 days, as where PostgreSQL compares.</summary>
    private static void WriteInterval(ByteBuffer to, ReadOnlySpan<byte> raw)
    {
        const long day = 86_400_000_000;
        // Two intervals at the ends of their range have a sum beyond 64 bits.
        Int128 length = BinaryPrimitives.ReadInt64BigEndian(raw) + (day * ((Int128)BinaryPrimitives.ReadInt32BigEndian(raw[8..]) + (30 * (Int128)BinaryPrimitives.ReadInt32BigEndian(raw[12..]))));
        var text = new StringBuilder(length < 0 ? "-P" : "P");
        var (days, time) = ((long)(Int128.Abs(length) / day), (long)(Int128.Abs(length) % day));
        if (days != 0) text.Append(CultureInfo.InvariantCulture, $"{days}D");
        if (time != 0 || days == 0)
        {
            text.Append('T');
            var (hours, minutes, seconds) = (time / 3_600_000_000, time / 60_000_000 % 60, time % 60_000_000);
            if (hours != 0) text.Append(CultureInfo.InvariantCulture, $"{hours}H");
            if (minutes != 0) text.Append(CultureInfo.InvariantCulture, $"{minutes}M");
            if (seconds != 0 || time == 0) text.Append((seconds / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture)).Append('S');
        }
        WriteString(to, text.ToString());
    }

    /// <summary>array_send: dimensions, flags, element type, then per dimension its length and bound, then length and bytes of each element.</summary>
    private static void WriteArray(ByteBuffer to, ReadOnlySpan<byte> raw, ValueType type, ReadOnlySpan<byte> idPrefix)
    {
        to.Write((byte)'[');
        if (BinaryPrimitives.ReadInt32BigEndian(raw) > 0)
        {
            var count = BinaryPrimitives.ReadInt32BigEndian(raw[12..]);
            var place = 20;
            for (var i = 0; i < count; i++)
            {
                if (i > 0) to.Write((byte)',');
                var length = BinaryPrimitives.ReadInt32BigEndian(raw[place..]);
                place += 4;
                if (length < 0)
                {
                    to.Write("null"u8);
                    continue;
                }
                WriteScalar(to, raw.Slice(place, length), type.Kind, idPrefix);
                place += length;
            }
        }
        to.Write((byte)']');
    }

    /// <summary>A C# value: of payloads, resolvers and changes.</summary>
    public static void WriteValue(ByteBuffer to, object? value)
    {
        switch (value)
        {
            case null: to.Write("null"u8); break;
            case string text: WriteString(to, text); break;
            case bool flag: WriteBoolean(to, flag); break;
            case int or long or short: WriteInteger(to, Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case double or float: WriteFloat(to, Convert.ToDouble(value, CultureInfo.InvariantCulture)); break;
            case decimal number: to.Write(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture))); break;
            case Guid uuid: WriteString(to, uuid.ToString()); break;
            case DateTimeOffset moment: WriteDateTime(to, moment.UtcDateTime); break;
            case DateOnly day: WriteString(to, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            case Uri url: WriteString(to, Scalars.UrlText(url)); break;
            case JsonElement json: to.Write(JsonSerializer.SerializeToUtf8Bytes(json)); break;
            case JsonDocument json: to.Write(JsonSerializer.SerializeToUtf8Bytes(json)); break;
            case TimeSpan length: WriteString(to, System.Xml.XmlConvert.ToString(length)); break;
            case Enum name: WriteString(to, Names.Screaming(name.ToString())); break;
            case System.Collections.IEnumerable list:
                to.Write((byte)'[');
                var first = true;
                foreach (var item in list)
                {
                    if (!first) to.Write((byte)',');
                    WriteValue(to, item);
                    first = false;
                }
                to.Write((byte)']');
                break;
            default: throw new NotSupportedException($"{value.GetType().Name} has no JSON form.");
        }
    }
}
