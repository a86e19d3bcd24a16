using PropertyGraph.Gateway.Postgres;

namespace PropertyGraph.DatabaseTests;

/// <summary>
/// A fresh, empty database for a test class (<c>IClassFixture&lt;PostgresFixture&gt;</c>), in one throw-away cluster for the whole run,
/// which is started at first need and stops with the process.
/// </summary>
public class PostgresFixture : IAsyncLifetime
{
    private static readonly Lazy<Task<LocalPostgres>> Cluster =
        new(() => LocalPostgres.StartAsync(LocalPostgresOptions.Temporary(), progress: null, CancellationToken.None));

    private static int databases;

    /// <summary>How to connect to the class's database, as the owner of everything.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Another fresh database, for a test that needs one of its own.</summary>
    /// <param name="template">A database to copy, which nobody is connected to; null for an empty one.</param>
    /// <returns>How to connect to it.</returns>
    public static async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var cluster = await Cluster.Value;
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await cluster.CreateDatabaseAsync(name, template, CancellationToken.None);
        return cluster.ConnectionStringTo(name);
    }

    /// <inheritdoc/>
    public virtual async Task InitializeAsync() => ConnectionString = await CreateDatabaseAsync();

    /// <inheritdoc/>
    public virtual Task DisposeAsync() => Task.CompletedTask;
}
