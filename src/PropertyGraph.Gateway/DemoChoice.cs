using Npgsql;
using PropertyGraph.Imports;

namespace PropertyGraph.Gateway;

/// <summary>Loads demo data at most once, and never into a database that somebody wanted without: what was chosen first holds until a flag says otherwise.</summary>
internal sealed class DemoChoice(NpgsqlDataSource database, DemoLoader loader, TimeProvider time, Progress progress)
{
    /// <summary>The same seed gives the same company everywhere.</summary>
    private const int Seed = 20_260_101;

    /// <param name="asked">The flag; null where there was none.</param>
    /// <param name="usual">What a new database gets without a flag.</param>
    public async Task ApplyAsync(string? asked, string usual, CancellationToken cancel)
    {
        var size = asked ?? usual;
        if (size == CommandLine.NoDemo)
        {
            await RunAsync($"INSERT INTO propertygraph.settings (name, value) VALUES ('demo', '{CommandLine.NoDemo}') ON CONFLICT DO NOTHING", cancel);
            return;
        }
        if (asked is not null) await RunAsync($"DELETE FROM propertygraph.settings WHERE name = 'demo' AND value = '{CommandLine.NoDemo}'", cancel);
        await loader.LoadAsync(new DemoRequest(size, time.GetUtcNow(), Seed), progress.Parts($"Loading {size} demo data:"), cancel);
    }

    private async Task RunAsync(string sql, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
