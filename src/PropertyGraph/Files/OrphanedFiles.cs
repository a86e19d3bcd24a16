using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PropertyGraph.Files;

/// <summary>
/// Removes files whose request never came to its end, such as when the gateway was killed: at the start and every hour. Requests in their course are left alone: they take
/// much less than an hour.
/// </summary>
internal sealed class OrphanedFiles(FileStore store, KeptFiles kept, TimeProvider time, ILogger<OrphanedFiles> logger) : BackgroundService
{
    private const int Batch = 1000;
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var removed = await RemoveAsync(stoppingToken);
                if (removed > 0) logger.LogInformation("{Count} files without a row removed", removed);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                logger.LogWarning(error, "Orphaned files could not be removed; trying again in an hour");
            }
            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Removes files of at least an hour that no row names.</summary>
    /// <returns>How many.</returns>
    internal async Task<int> RemoveAsync(CancellationToken cancel)
    {
        var removed = 0;
        foreach (var some in store.OlderThan(time.GetUtcNow() - Every).Chunk(Batch)) removed += await kept.RemoveUnnamedAsync(some, cancel);
        return removed;
    }
}
