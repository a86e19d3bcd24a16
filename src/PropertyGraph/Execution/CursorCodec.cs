using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Plans;
using PropertyGraph.Schema;
using ValueType = PropertyGraph.Schema.ValueType;

namespace PropertyGraph.Execution;

/// <summary>
/// Cursors: the keys of a row's place in an order, encrypted and authenticated, so that they can be neither read nor made up. The nonce is derived from
/// the content (RFC 5297's idea), so the same place has the same cursor.
/// </summary>
internal sealed class CursorCodec : IDisposable
{
    private const int NonceLength = 12, TagLength = 16;
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly byte[] nonceKey;
    private readonly AesGcm cipher;

    /// <param name="key">32 bytes that live in the database, so that every gateway reads every cursor.</param>
    public CursorCodec(byte[] key)
    {
        nonceKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "cursor nonce"u8.ToArray());
        cipher = new(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "cursor"u8.ToArray()), TagLength);
    }

    /// <summary>A cursor in JSON, with its quotes.</summary>
    public void Write(ByteBuffer to, CursorOrder order, ReadOnlySpan<byte> content)
    {
        var length = NonceLength + content.Length + TagLength;
        var rented = length <= 512 ? null : ArrayPool<byte>.Shared.Rent(length);
        var bytes = rented is null ? stackalloc byte[length] : rented.AsSpan(0, length);
        Seal(order.SignatureBytes, content, bytes);
        to.Write((byte)'"');
        to.Advance(Base64Url.EncodeToUtf8(bytes, to.GetSpan(Base64Url.GetEncodedLength(length))));
        to.Write((byte)'"');
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    public string Seal(string signature, ReadOnlySpan<byte> content)
    {
        var bytes = new byte[NonceLength + content.Length + TagLength];
        Seal(Encoding.UTF8.GetBytes(signature), content, bytes);
        return Base64Url.EncodeToString(bytes);
    }

    private void Seal(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> content, Span<byte> to)
    {
        Span<byte> mac = stackalloc byte[32];
        using (var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, nonceKey))
        {
            hash.AppendData(signature);
            hash.AppendData(content);
            hash.GetHashAndReset(mac);
        }
        mac[..NonceLength].CopyTo(to);
        lock (cipher) cipher.Encrypt(mac[..NonceLength], content, to.Slice(NonceLength, content.Length), to[(NonceLength + content.Length)..], signature);
    }

    /// <summary>The content of a cursor.</summary>
    /// <exception cref="GraphErrorException">It was altered, or belongs to another list or order.</exception>
    public byte[] Open(string signature, string cursor)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(cursor);
            var content = new byte[bytes.Length - NonceLength - TagLength];
            lock (cipher)
                cipher.Decrypt(bytes.AsSpan(0, NonceLength), bytes.AsSpan(NonceLength, content.Length), bytes.AsSpan(bytes.Length - TagLength), content, Encoding.UTF8.GetBytes(signature));
            return content;
        }
        catch (Exception error) when (error is FormatException or CryptographicException or OverflowException or ArgumentException)
        {
            throw new GraphErrorException("PG-PLAN-CURSOR", "The cursor is none of this list in this order; take cursors from edges or pageInfo of the same list, with the same order.");
        }
    }

    /// <summary>The keys in a cursor of an order, as values of parameters.</summary>
    public object?[] Keys(CursorOrder order, string cursor)
    {
        ReadOnlySpan<byte> content = Open(order.Signature, cursor);
        var keys = new object?[order.Keys.Items.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(content);
            content = content[4..];
            if (length < 0) continue;
            keys[i] = Value(content[..length], order.Keys.Items[i]);
            content = content[length..];
        }
        return keys;
    }

    private static object Value(ReadOnlySpan<byte> raw, ValueType type) => type.Kind switch
    {
        ScalarKind.Id or ScalarKind.Uuid => new Guid(raw, bigEndian: true),
        ScalarKind.String or ScalarKind.Url => Encoding.UTF8.GetString(raw),
        ScalarKind.Enum => Names.EnumValues(type.Enum!).ToList().IndexOf(Encoding.UTF8.GetString(raw)),
        ScalarKind.Int => raw.Length == 2 ? BinaryPrimitives.ReadInt16BigEndian(raw) : BinaryPrimitives.ReadInt32BigEndian(raw),
        ScalarKind.Long => BinaryPrimitives.ReadInt64BigEndian(raw),
        ScalarKind.Float => raw.Length == 4 ? BinaryPrimitives.ReadSingleBigEndian(raw) : BinaryPrimitives.ReadDoubleBigEndian(raw),
        ScalarKind.Boolean => raw[0] != 0,
        ScalarKind.DateTime => Epoch.AddTicks(BinaryPrimitives.ReadInt64BigEndian(raw) * 10),
        ScalarKind.LocalDate => DateOnly.FromDateTime(Epoch.DateTime).AddDays(BinaryPrimitives.ReadInt32BigEndian(raw)),
        ScalarKind.Decimal => Decimal(raw),
        ScalarKind.Duration => new TimeSpan(BinaryPrimitives.ReadInt64BigEndian(raw) * 10) + TimeSpan.FromDays(BinaryPrimitives.ReadInt32BigEndian(raw[8..])),
        _ => throw new NotSupportedException(type.Kind.ToString()),
    };

    /// <summary>As text: a sum may have more digits than C#'s decimals.</summary>
    private static string Decimal(ReadOnlySpan<byte> raw)
    {
        using var text = new ByteBuffer(1 << 20);
        JsonText.Write(text, raw, new(ScalarKind.Decimal, false), default);
        return Encoding.ASCII.GetString(text.Written);
    }

    /// <summary>Cursor of a place in the log, for one type's changes.</summary>
    public string Seal(string entity, LogPosition position)
    {
        Span<byte> content = stackalloc byte[20];
        BinaryPrimitives.WriteInt32BigEndian(content, position.Epoch);
        BinaryPrimitives.WriteUInt64BigEndian(content[4..], position.Transaction);
        BinaryPrimitives.WriteInt64BigEndian(content[12..], position.Sequence);
        return Seal("log " + entity, content);
    }

    public LogPosition OpenPosition(string entity, string cursor)
    {
        ReadOnlySpan<byte> content = Open("log " + entity, cursor);
        return new(BinaryPrimitives.ReadInt32BigEndian(content), BinaryPrimitives.ReadUInt64BigEndian(content[4..]), BinaryPrimitives.ReadInt64BigEndian(content[12..]));
    }

    public void Dispose() => cipher.Dispose();
}
