using System.Buffers;
using PropertyGraph.Access;
using PropertyGraph.Requests;

namespace PropertyGraph.Execution;

/// <summary>The whole platform behind one call: a request and an actor in, JSON bytes out.</summary>
public interface IGraphEngine
{
    /// <summary>Answers a query or a mutation. Client mistakes are in the answer; it throws only when cancelled.</summary>
    Task<GraphAnswer> ExecuteAsync(GraphRequest request, Actor actor, CancellationToken cancel);

    /// <summary>
    /// Starts a subscription. The first answer tells whether it was accepted: an answer of kind <see cref="AnswerKind.RequestError"/> is the only one then.
    /// A query or mutation gives its one answer. Dispose each answer before taking the next.
    /// </summary>
    IAsyncEnumerable<GraphAnswer> SubscribeAsync(GraphRequest request, Actor actor, CancellationToken cancel);
}

/// <summary>A response in pooled memory. Dispose it after the bytes are written.</summary>
public sealed class GraphAnswer : IDisposable
{
    private byte[]? buffer;
    private readonly int length;

    /// <summary>Takes over a buffer rented from <see cref="ArrayPool{T}.Shared"/>.</summary>
    public GraphAnswer(AnswerKind kind, byte[] rented, int length, StageTimes times) =>
        (Kind, buffer, this.length, Times) = (kind, rented, length, times);

    public AnswerKind Kind { get; }

    /// <summary>The response: a JSON object, UTF-8.</summary>
    public ReadOnlyMemory<byte> Json => (buffer ?? throw new ObjectDisposedException(nameof(GraphAnswer))).AsMemory(0, length);

    /// <summary>Time of each stage, for <c>Server-Timing</c>.</summary>
    public StageTimes Times { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref buffer, null) is { } rented) ArrayPool<byte>.Shared.Return(rented);
    }
}

/// <summary>Wall time of the stages of a request.</summary>
public readonly record struct StageTimes(TimeSpan Parse, TimeSpan Plan, TimeSpan Database, TimeSpan Write);
