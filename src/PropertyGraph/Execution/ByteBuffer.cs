using System.Buffers;

namespace PropertyGraph.Execution;

/// <summary>Bytes in pooled memory that grow up to a limit. Reused between requests; nothing is cleared.</summary>
internal sealed class ByteBuffer(int limit) : IBufferWriter<byte>, IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(16 << 10);

    /// <summary>Bytes that it grows to; what it has already it may fill.</summary>
    public int Limit { get; set; } = limit;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public ReadOnlySpan<byte> Slice(int start, int end) => bytes.AsSpan(start, end - start);

    public void Clear() => Length = 0;

    public void Write(byte value)
    {
        if (Length == bytes.Length) Grow(1);
        bytes[Length++] = value;
    }

    public void Write(ReadOnlySpan<byte> value)
    {
        if (bytes.Length - Length < value.Length) Grow(value.Length);
        value.CopyTo(bytes.AsSpan(Length));
        Length += value.Length;
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        var size = Math.Max(sizeHint, 1);
        if (bytes.Length - Length < size) Grow(size);
        return bytes.AsSpan(Length);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var size = Math.Max(sizeHint, 1);
        if (bytes.Length - Length < size) Grow(size);
        return bytes.AsMemory(Length);
    }

    public void Advance(int count) => Length += count;

    /// <summary>The array and its place to write to, for readers that take an array.</summary>
    public (byte[] Array, int Offset) Room(int size)
    {
        if (bytes.Length - Length < size) Grow(size);
        return (bytes, Length);
    }

    /// <summary>Hands the bytes over to somebody who returns them to the pool.</summary>
    public (byte[] Rented, int Length) Detach()
    {
        var result = (bytes, Length);
        (bytes, Length) = ([], 0);
        return result;
    }

    public void Dispose()
    {
        if (bytes.Length > 0) ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }

    private void Grow(int size)
    {
        if (Length + (long)size > Limit) throw new ResponseTooLargeException(Limit);
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Limit, Math.Max(bytes.Length * 2L, Length + (long)size)));
        bytes.AsSpan(0, Length).CopyTo(larger);
        if (bytes.Length > 0) ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}

/// <summary>A response grew over its limit.</summary>
internal sealed class ResponseTooLargeException(int limit) : Exception($"The response is larger than {limit} bytes.");
