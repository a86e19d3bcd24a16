using System.Text.Json;
using System.Threading.Channels;
using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Stories;
using PropertyGraph.Events;
using PropertyGraph.Execution;
using PropertyGraph.Requests;

namespace PropertyGraph.DatabaseTests.Live;

/// <summary>A live client, of complaintChanged where nothing else is said.</summary>
internal sealed class Watcher : IAsyncDisposable
{
    private const string Complaints = "complaintChanged";
    public const string Change = "{ cursor kind at complaintId complaint { id reference status } actor { audience id } }";

    private readonly string view;
    private readonly CancellationTokenSource stop = new();
    private readonly Channel<JsonElement> received = Channel.CreateUnbounded<JsonElement>();
    private readonly Task pump;

    private Watcher(ModulesPlatform platform, Actor actor, string view, GraphRequest request) => (this.view, pump) = (view, PumpAsync(platform, actor, request));

    /// <summary>Subscribes, from now on where the arguments have no <c>after</c>.</summary>
    public static async Task<Watcher> StartAsync(Company company, Actor actor, string arguments = "", string change = Change, string view = Complaints)
    {
        await company.CaughtUpAsync();
        var tail = company.Platform.Get<EventFanOut>();
        var before = tail.Readers;
        var watcher = new Watcher(company.Platform, actor, view, Request(arguments, change, view));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (tail.Readers == before)
        {
            if (watcher.pump.IsCompleted) await watcher.pump;
            limit.Token.ThrowIfCancellationRequested();
            await Task.Delay(5);
        }
        return watcher;
    }

    public static GraphRequest Request(string arguments, string change = Change, string view = Complaints) => new($"subscription {{ {view}{(arguments.Length > 0 ? $"({arguments})" : "")} {change} }}");

    /// <summary>Whether a change waits to be read.</summary>
    public bool HasReceived => received.Reader.TryPeek(out _);

    /// <summary>The next change.</summary>
    public async Task<JsonElement> NextAsync()
    {
        var response = await received.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.False(response.TryGetProperty("errors", out var errors), errors.ToString());
        return response.GetProperty("data").GetProperty(view);
    }

    /// <summary>The next change must be this.</summary>
    public async Task<JsonElement> ExpectAsync(string kind, string row)
    {
        var change = await NextAsync();
        Assert.Equal((kind, row), (change.GetProperty("kind").GetString(), change.GetProperty(view.Replace("Changed", "Id", StringComparison.Ordinal)).GetString()));
        return change;
    }

    private async Task PumpAsync(ModulesPlatform platform, Actor actor, GraphRequest request)
    {
        try
        {
            await foreach (var answer in platform.Engine.SubscribeAsync(request, actor, stop.Token))
                using (answer)
                    received.Writer.TryWrite(JsonSerializer.Deserialize<JsonElement>(answer.Json.Span));
            received.Writer.TryComplete();
        }
        catch (Exception error)
        {
            received.Writer.TryComplete(error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await pump;
    }
}
