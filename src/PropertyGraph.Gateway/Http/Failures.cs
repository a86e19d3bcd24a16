using System.Diagnostics;

namespace PropertyGraph.Gateway.Http;

/// <summary>What a client is told when its request ends in an exception: the same over plain HTTP and where answers are streamed.</summary>
internal sealed partial class Failures(HttpLimits limits, IHostApplicationLifetime lifetime, ILogger<Failures> log)
{
    /// <summary>Answers in place of what failed. Whoever hung up is told nothing.</summary>
    /// <returns>False where an answer has begun already: then all that is left is to end the connection.</returns>
    public async ValueTask<bool> TryAnswerAsync(HttpContext context, Exception error)
    {
        var cancel = context.RequestAborted;
        if (cancel.IsCancellationRequested) return true;
        if (context.Response.HasStarted) return false;
        var refusal = error switch
        {
            BadHttpRequestException malformed => Malformed(malformed),
            OperationCanceledException when lifetime.ApplicationStopping.IsCancellationRequested => Refusal.Stopping(),
            _ => Unknown(context, error),
        };
        await AnswerWriter.WriteAsync(context, refusal, MediaTypes.Choose(context.Request.Headers.Accept, html: false), cancel);
        return true;
    }

    /// <summary>What the server itself has found wrong while the body was read.</summary>
    private Refusal Malformed(BadHttpRequestException error) => error.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => Refusal.TooLarge(limits.BodyBytes),
        StatusCodes.Status408RequestTimeout => Refusal.TooSlow(limits.BodySeconds),
        _ => Refusal.Body(error.Message) with { Status = error.StatusCode, Closes = true },
    };

    private Refusal Unknown(HttpContext context, Exception error)
    {
        var traceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        Failed(error, traceId);
        return Refusal.Internal(traceId);
    }

    [LoggerMessage(LogLevel.Error, "A request failed; its trace id is {TraceId}.")]
    private partial void Failed(Exception error, string traceId);
}
