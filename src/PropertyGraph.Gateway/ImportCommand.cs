using PropertyGraph.Imports;

namespace PropertyGraph.Gateway;

/// <summary><c>./run import DIR</c>: imports a folder and says what came of each file and each bad row.</summary>
internal sealed class ImportCommand(Importer importer, Progress progress)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private TimeSpan saidAt;

    /// <returns>0, also when rows were rejected: they are reported, and the good ones are in.</returns>
    public async Task<int> RunAsync(string directory, CancellationToken cancel)
    {
        saidAt = progress.Elapsed;
        var results = await importer.ImportAsync(directory, Tell, bad => Console.WriteLine($"{bad.File}:{bad.Line}: {bad.Column}: {bad.Reason}"), cancel);
        Console.WriteLine($"{results.Sum(r => r.Imported)} rows imported, {results.Sum(r => r.Rejected)} rejected, from {results.Count} files.");
        return 0;
    }

    private void Tell(ImportProgress now)
    {
        if (!now.IsDone && progress.Elapsed - saidAt < Pause) return;
        saidAt = progress.Elapsed;
        progress.Say($"{now.File}: {now.Rows} rows, {now.Imported} imported, {now.Rejected} rejected{(now.IsDone ? "" : " so far")}");
    }
}
