using System.Buffers;
using System.Runtime.CompilerServices;
using PropertyGraph.Access;
using PropertyGraph.Requests;

namespace PropertyGraph.Execution;

/// <summary>The whole platform behind one call: a request and an actor in, JSON bytes out.</summary>
public interface IGraphEngine
{
    /// <summary>Answers a query or a mutation. Client mistakes are in the answer; it throws only when cancelled.</summary>
    Task<GraphAnswer> ExecuteAsync(GraphRequest request, Actor actor, CancellationToken cancel);

    /// <summary>
    /// Checks any operation and plans a subscription, without waiting for its first change: whatever happens after this returns is among the answers.
    /// Client mistakes are in <see cref="OpenedOperation.Refusal"/>; it throws only when cancelled, and the answers end by the same token.
    /// </summary>
    Task<OpenedOperation> OpenAsync(GraphRequest request, Actor actor, CancellationToken cancel);
}

/// <summary>An operation that may have many answers.</summary>
/// <param name="Refusal">Why it does not run; null where it does. The caller disposes it.</param>
/// <param name="Answers">
/// Those of a subscription, until it fails; the one of a query or mutation, which is executed when it is asked for. Enumerate once, and dispose
/// each answer before taking the next.
/// </param>
/// <param name="IsLive">Whether it is a subscription, which does not end by itself.</param>
public sealed record OpenedOperation(GraphAnswer? Refusal, IAsyncEnumerable<GraphAnswer> Answers, bool IsLive)
{
    /// <summary>One that does not run.</summary>
    public static OpenedOperation Refused(GraphAnswer refusal) => new(refusal, AsyncEnumerable.Empty<GraphAnswer>(), false);
}

/// <summary>Shorter ways to use the engine.</summary>
public static class GraphEngineExtensions
{
    /// <summary>All answers of an operation. One of kind <see cref="AnswerKind.RequestError"/> refuses it and is the only one. Dispose each before taking the next.</summary>
    public static async IAsyncEnumerable<GraphAnswer> SubscribeAsync(this IGraphEngine engine, GraphRequest request, Actor actor, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (refusal, answers, _) = await engine.OpenAsync(request, actor, cancel);
        if (refusal is not null) yield return refusal;
        await foreach (var answer in answers.WithCancellation(cancel)) yield return answer;
    }
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

    /// <summary>Place of this answer in the log, to go on after; null where it is none of a subscription's.</summary>
    public string? Cursor { get; init; }

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
