using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using PropertyGraph.Access;
using PropertyGraph.Execution;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>Stands for the graph where the transport is what is tested: it knows a handful of documents.</summary>
internal sealed class FakeEngine : IGraphEngine
{
    private readonly ConcurrentDictionary<string, Guid> staff = [];

    /// <summary>What a subscription gives; the test writes, and completes it.</summary>
    public Channel<string> Events { get; } = Channel.CreateUnbounded<string>();

    /// <summary>Completes when a slow document has begun, and when it was cancelled.</summary>
    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public GraphRequest? Last { get; private set; }
    public Actor? LastActor { get; private set; }
    public Guid? Customer { get; set; }

    /// <summary>Bytes of the text that a big document answers.</summary>
    public const int BigBytes = 1 << 20;

    /// <summary>Subscriptions that run now.</summary>
    public int Watching => Volatile.Read(ref watching);

    private int watching, given;
    public int Hired => staff.Count;

    public async Task<GraphAnswer> ExecuteAsync(GraphRequest request, Actor actor, CancellationToken cancel)
    {
        (Last, LastActor) = (request, actor);
        var query = request.Query;
        if (query.StartsWith("mutation", StringComparison.Ordinal) && request.QueriesOnly)
            return Answer(AnswerKind.WrongOperation, """{"errors":[{"message":"Only queries by GET."}]}""");
        if (request.Cost == CostMode.Validate) return Answer(AnswerKind.Validated, """{"extensions":{"cost":{"cost":7}}}""");
        if (query.Contains("large", StringComparison.Ordinal)) return Answer(AnswerKind.Executed, $$$"""{"data":{"large":"{{{new string('x', 30_000_000)}}}"}}""");
        if (query.Contains("late", StringComparison.Ordinal)) return Answer(AnswerKind.TimedOut, """{"errors":[{"message":"It took too long.","extensions":{"code":"PG-EXE-TIMEOUT"}}]}""");
        if (query.Contains("slow", StringComparison.Ordinal)) await SlowAsync(cancel);
        if (query.Contains("big", StringComparison.Ordinal)) return Answer(AnswerKind.Executed, $$$$$"""{"data":{"big":"{{{{{new string('x', BigBytes)}}}}}"}}""");
        if (query.Contains("crash", StringComparison.Ordinal)) throw new InvalidOperationException("a secret of the inside");
        if (actor.Audience == Audience.System && People(request) is { } people) return Answer(AnswerKind.Executed, people);
        if (!query.Contains("__type", StringComparison.Ordinal) || (query.Contains('$') && request.Variables.ToString().Contains("null", StringComparison.Ordinal)))
            return Answer(AnswerKind.RequestError, """{"errors":[{"message":"No such field.","extensions":{"code":"PG-REQ-VALIDATION"}}]}""");
        return Answer(AnswerKind.Executed, $$$$$"""{"data":{"__typename":"Query","audience":"{{{{{actor.Audience}}}}}","text":{{{{{JsonSerializer.Serialize(Text(request))}}}}}}}""");
    }

    /// <summary>Checks as much as the gateway's transports see.</summary>
    public Task<OpenedOperation> OpenAsync(GraphRequest request, Actor actor, CancellationToken cancel)
    {
        (Last, LastActor) = (request, actor);
        if (request.Query.Contains("nope", StringComparison.Ordinal)) return Task.FromResult(OpenedOperation.Refused(Answer(AnswerKind.RequestError, """{"errors":[{"message":"No such field.","extensions":{"code":"PG-REQ-VALIDATION"}}]}""")));
        if (request.Query.StartsWith("mutation", StringComparison.Ordinal) && request.QueriesOnly) return Task.FromResult(OpenedOperation.Refused(Answer(AnswerKind.WrongOperation, """{"errors":[{"message":"Only queries by GET."}]}""")));
        var isLive = request.Query.StartsWith("subscription", StringComparison.Ordinal);
        return Task.FromResult(new OpenedOperation(null, isLive ? WatchAsync(cancel) : AnswerAsync(request, actor, cancel), isLive));
    }

    private async IAsyncEnumerable<GraphAnswer> AnswerAsync(GraphRequest request, Actor actor, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await ExecuteAsync(request, actor, cancel);
    }

    private async IAsyncEnumerable<GraphAnswer> WatchAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        Interlocked.Increment(ref watching);
        try
        {
            await foreach (var json in Events.Reader.ReadAllAsync(cancel)) yield return Answer(AnswerKind.Executed, json, $"cursor-{Interlocked.Increment(ref given)}");
        }
        finally
        {
            Interlocked.Decrement(ref watching);
        }
    }

    private async Task SlowAsync(CancellationToken cancel)
    {
        Started.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, cancel);
        }
        finally
        {
            Cancelled.TrySetResult();
        }
    }

    /// <summary>What the gateway asks as the platform itself, to find or hire a persona.</summary>
    private string? People(GraphRequest request)
    {
        var query = request.Query;
        if (query.Contains("staff(first", StringComparison.Ordinal)) return """{"data":{"staff":{"nodes":[]}}}""";
        if (query.Contains("staffMember(", StringComparison.Ordinal)) return """{"data":{"staffMember":null}}""";
        if (query.Contains("departments(", StringComparison.Ordinal))
            return $$$$$"""{"data":{"departments":{"nodes":[{"id":"{{{{{GlobalId.Encode("Department", Guid.NewGuid())}}}}}","code":"SERVICE_CENTRE"}]}}}""";
        if (query.Contains("hireStaff(", StringComparison.Ordinal))
            return $$$$$"""{"data":{"hireStaff":{"staff":{"id":"{{{{{GlobalId.Encode("Staff", staff.GetOrAdd(request.Variables.GetProperty("input").GetProperty("number").GetString()!, _ => Guid.NewGuid()))}}}}}"},"errors":null}}}""";
        if (query.Contains("customers(", StringComparison.Ordinal))
            return Customer is { } key ? $$$$$"""{"data":{"customers":{"nodes":[{"id":"{{{{{GlobalId.Encode("Customer", key)}}}}}"}]}}}""" : """{"data":{"customers":{"nodes":[]}}}""";
        return query.Contains("partners(", StringComparison.Ordinal) ? """{"errors":[{"message":"No such field."}]}""" : null;
    }

    private static string? Text(GraphRequest request) =>
        request.Variables.ValueKind == JsonValueKind.Object && request.Variables.TryGetProperty("text", out var text) ? text.GetString() : null;

    private static GraphAnswer Answer(AnswerKind kind, string json, string? cursor = null)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        return new(kind, bytes, Encoding.UTF8.GetBytes(json, bytes), new(TimeSpan.FromMilliseconds(0.5), TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2), TimeSpan.Zero)) { Cursor = cursor };
    }
}
