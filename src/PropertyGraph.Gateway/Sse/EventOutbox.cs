using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using PropertyGraph.Execution;
using PropertyGraph.Gateway.Connections;

namespace PropertyGraph.Gateway.Sse;

/// <summary>The one writer of an event stream: https://html.spec.whatwg.org/multipage/server-sent-events.html. What comes before the stream is open waits for it.</summary>
/// <param name="isShared">Whether several operations share the stream, so that each message says whose it is.</param>
internal sealed class EventOutbox(ConnectionLimits limits, bool isShared) : Outbox(limits)
{
    private const int FlushedBytes = 16 << 10;
    private readonly TaskCompletionSource<HttpResponse> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    protected override bool CanSend => true;

    /// <summary>Begins to write to a response whose headers are complete.</summary>
    public void Open(HttpResponse response) => opened.TrySetResult(response);

    /// <summary>The id of the event is its cursor, unless other operations' events share the stream: a client would go on in one after the place of another.</summary>
    public override Task NextAsync(string id, GraphAnswer answer, CancellationToken cancel) => SendAsync("next", id, isShared ? null : answer.Cursor, answer.Json, cancel);

    /// <inheritdoc/>
    public override Task CompleteAsync(string id, CancellationToken cancel) => SendAsync("complete", id, null, default, cancel);

    /// <inheritdoc/>
    public override async Task ErrorAsync(string id, ReadOnlyMemory<byte> response, CancellationToken cancel)
    {
        await SendAsync("next", id, null, response, cancel);
        await CompleteAsync(id, cancel);
    }

    /// <summary>A comment, which clients skip and proxies count as life.</summary>
    /// <param name="text">One line.</param>
    public Task CommentAsync(string text, CancellationToken cancel) => WriteAsync(0, (body, timeout) =>
    {
        Write(body, $":{text}\n\n");
        return FlushAsync(body, timeout);
    }, cancel);

    private Task SendAsync(string kind, string id, string? cursor, ReadOnlyMemory<byte> json, CancellationToken cancel) => WriteAsync(json.Length, async (body, timeout) =>
    {
        Write(body, $"event: {kind}\n");
        if (cursor is not null) Write(body, $"id: {cursor}\n");
        Write(body, "data:");
        if (isShared) Write(body, $" {{\"id\":{JsonSerializer.Serialize(id)}{(json.IsEmpty ? "" : ",\"payload\":")}");
        else if (!json.IsEmpty) Write(body, " ");
        for (var rest = json; !rest.IsEmpty; rest = rest[Math.Min(FlushedBytes, rest.Length)..])
        {
            WriteOnOneLine(body, rest.Span[..Math.Min(FlushedBytes, rest.Length)]);
            if (rest.Length > FlushedBytes) await FlushAsync(body, timeout);
        }
        Write(body, isShared ? "}\n\n" : "\n\n");
        await FlushAsync(body, timeout);
    }, cancel);

    /// <inheritdoc/>
    protected override Task ReadyAsync(CancellationToken cancel) => opened.Task.WaitAsync(cancel);

    private Task WriteAsync(int bytes, Func<PipeWriter, CancellationToken, Task> write, CancellationToken cancel) =>
        InTurnAsync(bytes, async timeout => await write((await opened.Task).BodyWriter, timeout), cancel);

    private static async Task FlushAsync(PipeWriter body, CancellationToken timeout)
    {
        var flushed = await body.FlushAsync(timeout);
        if (flushed.IsCompleted || flushed.IsCanceled) throw new IOException("The client is gone.");
    }

    private static void Write(PipeWriter body, string text) => Encoding.UTF8.GetBytes(text, body);

    /// <summary>A line's end would end the field. In JSON it is only ever white space: inside a text it is escaped.</summary>
    private static void WriteOnOneLine(PipeWriter body, ReadOnlySpan<byte> json)
    {
        var to = body.GetSpan(json.Length)[..json.Length];
        json.CopyTo(to);
        for (int end; (end = to.IndexOfAny((byte)'\n', (byte)'\r')) >= 0; to = to[(end + 1)..]) to[end] = (byte)' ';
        body.Advance(json.Length);
    }
}
