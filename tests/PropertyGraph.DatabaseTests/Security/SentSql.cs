using System.Collections.Concurrent;
using System.Diagnostics;

namespace PropertyGraph.DatabaseTests.Security;

/// <summary>The text of every statement that Npgsql sends while something runs, as its own telemetry tells it.</summary>
internal static class SentSql
{
    private static readonly ConcurrentDictionary<ActivityTraceId, ConcurrentQueue<string>> Sent = new();
    private static readonly ActivityListener Listener = Listen();

    /// <param name="act">What runs; what it starts in the background counts too.</param>
    public static async Task<IReadOnlyList<string>> DuringAsync(Func<Task> act)
    {
        ArgumentNullException.ThrowIfNull(Listener);
        using var activity = new Activity("test").Start();
        var found = Sent[activity.TraceId] = [];
        await act();
        Sent.TryRemove(activity.TraceId, out _);
        return [.. found];
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => Sent.ContainsKey(options.Parent.TraceId) ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                if (Sent.TryGetValue(activity.TraceId, out var texts) && (activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")) is string text) texts.Enqueue(text);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
