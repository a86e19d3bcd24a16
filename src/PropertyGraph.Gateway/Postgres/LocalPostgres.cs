using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using PropertyGraph.Modules;

namespace PropertyGraph.Gateway.Postgres;

/// <summary>
/// A PostgreSQL of our own, in a folder of our own: made at the first start, found at the next. It never touches a cluster of the distribution.
/// Disposing stops it if this process started it, and deletes it if it is a throw-away.
/// </summary>
public sealed class LocalPostgres : IAsyncDisposable
{
    private const string Role = "propertygraph";
    private readonly PostgresAccount account;
    private readonly PostgresFolder folder;
    private readonly PostgresBinaries? binaries;
    private readonly int port;
    private bool disposed;

    private LocalPostgres(PostgresAccount account, PostgresFolder folder, PostgresBinaries? binaries, int port) =>
        (this.account, this.folder, this.binaries, this.port) = (account, folder, binaries, port);

    /// <summary>Where the cluster's files are.</summary>
    public string Folder => folder.Cluster;

    /// <summary>Whether this process started the server and will stop it.</summary>
    public bool StartedHere => binaries is not null;

    /// <summary>Finds the cluster of a data folder running, or starts it, or makes it first. The database <c>propertygraph</c> exists then.</summary>
    /// <param name="data">The data folder; made where it is missing.</param>
    /// <param name="say">Is told what takes time.</param>
    /// <exception cref="StartupException">It can't be started: one sentence with the server's last words.</exception>
    public static async Task<LocalPostgres> StartAsync(string data, Action<string> say, CancellationToken cancel)
    {
        var account = PostgresAccount.Current();
        var folder = await PostgresFolder.OpenAsync(data, account, cancel);
        using var onlyOne = await folder.LockAsync(cancel);
        return await StartAsync(folder, account, throwaway: false, say, cancel);
    }

    /// <summary>A cluster for tests: fast, unsafe against power cuts, deleted when disposed.</summary>
    public static async Task<LocalPostgres> StartThrowawayAsync(CancellationToken cancel)
    {
        var account = PostgresAccount.Current();
        var data = Path.Combine(Path.GetTempPath(), $"propertygraph-{Guid.NewGuid():N}");
        return await StartAsync(await PostgresFolder.OpenAsync(data, account, cancel), account, throwaway: true, _ => { }, cancel);
    }

    /// <summary>How to connect, as the owner of everything, to one of the cluster's databases.</summary>
    public string ConnectionString(string database = "propertygraph") => new NpgsqlConnectionStringBuilder
    {
        Host = folder.Sockets,
        Port = port,
        Username = Role,
        Password = folder.Password,
        Database = database,
    }.ConnectionString;

    /// <summary>Makes an empty database, UTF-8.</summary>
    public async Task CreateDatabaseAsync(string name, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString("postgres")) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var create = new NpgsqlCommand($"CREATE DATABASE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\" TEMPLATE template0 ENCODING 'UTF8'", connection);
        await create.ExecuteNonQueryAsync(cancel);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        AppDomain.CurrentDomain.ProcessExit -= StopAtExit;
        if (binaries is null) return;
        await account.RunAsync(binaries.PgCtl, ["stop", "-D", folder.Cluster, "-m", folder.Throwaway ? "immediate" : "fast", "-w", "-t", "60"], CancellationToken.None);
        folder.Release();
    }

    private static async Task<LocalPostgres> StartAsync(PostgresFolder folder, PostgresAccount account, bool throwaway, Action<string> say, CancellationToken cancel)
    {
        folder.Throwaway = throwaway;
        if (folder.RunningPort() is { } running && folder.HasOtherOwner())
        {
            var found = new LocalPostgres(account, folder, null, running);
            await found.EnsureDatabaseAsync(cancel);
            return found;
        }
        var binaries = PostgresBinaries.Find(folder.FurtherBinaries, folder.Major());
        if (folder.Major() is null)
        {
            say($"Making a PostgreSQL {binaries.Major} cluster in {folder.Cluster}");
            await InitializeAsync(folder, account, binaries, cancel);
        }
        // A server that outlived a gateway that was killed is ours again.
        var port = folder.RunningPort() ?? await LaunchAsync(folder, account, binaries, cancel);
        var started = new LocalPostgres(account, folder, binaries, port);
        folder.Own();
        AppDomain.CurrentDomain.ProcessExit += started.StopAtExit;
        try
        {
            await started.EnsureDatabaseAsync(cancel);
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
        return started;
    }

    private static async Task InitializeAsync(PostgresFolder folder, PostgresAccount account, PostgresBinaries binaries, CancellationToken cancel)
    {
        var password = folder.NewPassword();
        var file = Path.Combine(folder.Sockets, "password");
        await File.WriteAllTextAsync(file, password, cancel);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await account.OwnAsync(file, cancel);
        await folder.MakeClusterAsync(account, cancel);
        // Every text column names an ICU collation of its own, so the cluster's locale only needs to know UTF-8.
        var (code, output) = await account.RunAsync(binaries.InitDb,
            ["-D", folder.Cluster, "-U", Role, "-A", "scram-sha-256", $"--pwfile={file}", "-E", "UTF8", OperatingSystem.IsMacOS() ? "--locale=en_US.UTF-8" : "--locale=C.UTF-8", .. folder.Throwaway ? ["-N"] : Array.Empty<string>()], cancel);
        File.Delete(file);
        if (code == 0) return;
        folder.RemoveCluster();
        throw new StartupException($"PostgreSQL can't make a cluster in {folder.Cluster}: {LastLine(output)}");
    }

    private static async Task<int> LaunchAsync(PostgresFolder folder, PostgresAccount account, PostgresBinaries binaries, CancellationToken cancel)
    {
        await folder.PrepareLogAsync(account, cancel);
        var port = FreePort();
        var settings = new StringBuilder($"-p {port} -k {folder.Sockets} -c listen_addresses=127.0.0.1 -c unix_socket_permissions=0700 -c shared_buffers=256MB -c max_connections=60 -c idle_in_transaction_session_timeout=60s");
        if (folder.Throwaway) settings.Append(" -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=on");
        // pg_ctl gives the server a session of its own: Ctrl-C reaches us alone, and we stop it when our last request is answered.
        var (code, _) = await account.RunAsync(binaries.PgCtl, ["start", "-D", folder.Cluster, "-l", folder.Log, "-w", "-t", "60", "-s", "-o", settings.ToString()], cancel);
        if (code == 0) return port;
        var last = File.Exists(folder.Log) ? LastLine(await File.ReadAllTextAsync(folder.Log, cancel)) : "it wrote no log";
        throw new StartupException($"PostgreSQL does not start in {folder.Cluster} ({last}); see {folder.Log}, or choose another folder with --data.");
    }

    private async Task EnsureDatabaseAsync(CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString("postgres")) { Pooling = false }.ConnectionString);
            await connection.OpenAsync(cancel);
            await using var exists = new NpgsqlCommand($"SELECT count(*) FROM pg_database WHERE datname = '{Role}'", connection);
            if ((long)(await exists.ExecuteScalarAsync(cancel))! == 0) await CreateDatabaseAsync(Role, cancel);
        }
        catch (NpgsqlException error)
        {
            throw new StartupException($"PostgreSQL in {folder.Cluster} runs but refuses us ({error.Message.Split('\n')[0]}); see {folder.Log}.", error);
        }
    }

    /// <summary>A host that exits without disposing, as a test run does when it is cut short, must not leave a server behind.</summary>
    private void StopAtExit(object? sender, EventArgs e) => DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(20));

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault(line => line.Contains("FATAL", StringComparison.Ordinal) || line.Contains("error", StringComparison.OrdinalIgnoreCase))
        ?? text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it said nothing";
}
