using System.Globalization;
using System.Net;
using System.Net.Sockets;
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
    private int disposed;

    private LocalPostgres(PostgresAccount account, PostgresFolder folder, PostgresBinaries? binaries, int port) =>
        (this.account, this.folder, this.binaries, this.port) = (account, folder, binaries, port);

    /// <summary>Where the cluster's files are.</summary>
    public string Folder => folder.Cluster;

    /// <summary>Whether this process started the server and will stop it.</summary>
    public bool StartedHere => binaries is not null;

    /// <summary>How to connect, as the owner of everything, to the database <c>propertygraph</c>, which exists.</summary>
    public string ConnectionString => ConnectionStringTo(Role);

    /// <summary>Finds the cluster of a data folder running, or starts it, or makes it first.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="progress">Is told what takes time, a line each.</param>
    /// <exception cref="StartupException">It can't be started: one sentence with the server's last words.</exception>
    public static async Task<LocalPostgres> StartAsync(LocalPostgresOptions options, Action<string>? progress, CancellationToken cancel)
    {
        var account = PostgresAccount.Current();
        var folder = await PostgresFolder.OpenAsync(options, account, cancel);
        using var onlyOne = await folder.LockAsync(cancel);
        return await StartAsync(folder, account, progress ?? (_ => { }), cancel);
    }

    /// <summary>How to connect, as the owner of everything, to one of the cluster's databases.</summary>
    public string ConnectionStringTo(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = folder.Sockets,
        Port = port,
        Username = Role,
        Password = folder.Password,
        Database = database,
    }.ConnectionString;

    /// <summary>Makes a UTF-8 database.</summary>
    /// <param name="name">Its name, free so far.</param>
    /// <param name="template">A database to copy, with nobody connected to it; null for an empty one.</param>
    public async Task CreateDatabaseAsync(string name, string? template, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(Maintenance());
        await connection.OpenAsync(cancel);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {Quoted(name)} TEMPLATE {Quoted(template ?? "template0")} ENCODING 'UTF8'", connection);
        await create.ExecuteNonQueryAsync(cancel);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        AppDomain.CurrentDomain.ProcessExit -= StopAtExit;
        if (binaries is null) return;
        await StopAsync(account, folder, binaries);
        folder.Release();
    }

    private static async Task<LocalPostgres> StartAsync(PostgresFolder folder, PostgresAccount account, Action<string> progress, CancellationToken cancel)
    {
        var running = await folder.RunningPortAsync(cancel);
        if (running is { } theirs && folder.HasOtherOwner())
        {
            progress($"PostgreSQL of {folder.Cluster} runs already");
            var found = new LocalPostgres(account, folder, null, theirs);
            await found.EnsureDatabaseAsync(cancel);
            return found;
        }
        var binaries = await PostgresBinaries.Find(folder.Data, folder.Major()).ReachableByAsync(account, cancel);
        if (folder.Major() is null)
        {
            progress($"Making a PostgreSQL {binaries.Major} cluster in {folder.Cluster}");
            await InitializeAsync(folder, account, binaries, cancel);
        }
        // A server that outlived a gateway that was killed is ours again.
        var port = running ?? await LaunchAsync(folder, account, binaries, cancel);
        var started = new LocalPostgres(account, folder, binaries, port);
        folder.Own();
        if (folder.Throwaway) folder.RemoveWhenWeAreGone();
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
        var password = await folder.NewPasswordAsync(account, cancel);
        await folder.MakeClusterAsync(account, cancel);
        // Every text column names an ICU collation of its own, so the cluster's locale only needs to know UTF-8; C is everywhere.
        var output = "";
        foreach (var locale in OperatingSystem.IsMacOS() ? ["en_US.UTF-8", "C"] : new[] { "C.UTF-8", "C" })
        {
            var arguments = new List<string> { "-D", folder.Cluster, "-U", Role, "-A", "scram-sha-256", $"--pwfile={password}", "-E", "UTF8", $"--locale={locale}" };
            if (folder.Throwaway) arguments.Add("-N");
            (var code, output) = await account.RunAsync(binaries.InitDb, arguments, cancel);
            if (code != 0) continue;
            File.Delete(password);
            return;
        }
        File.Delete(password);
        folder.RemoveCluster();
        throw new StartupException($"PostgreSQL can't make a cluster in {folder.Cluster} ({LastLine(output)}); mend that, or choose another folder with --data.");
    }

    private static async Task<int> LaunchAsync(PostgresFolder folder, PostgresAccount account, PostgresBinaries binaries, CancellationToken cancel)
    {
        await folder.PrepareLogAsync(account, cancel);
        var port = FreePort();
        var settings = new StringBuilder($"-p {port} -k {folder.Sockets} -c listen_addresses=127.0.0.1 -c unix_socket_permissions=0700");
        // The role and the kernel's schema have one name, and "$user" would put that schema on the search path here and not on other servers.
        settings.Append(CultureInfo.InvariantCulture, $" -c search_path=public -c shared_buffers=256MB -c random_page_cost=1.1 -c max_connections={(folder.Throwaway ? 200 : 60)} -c idle_in_transaction_session_timeout=60s -c lc_messages=C");
        if (folder.Throwaway) settings.Append(" -c fsync=off -c synchronous_commit=off -c full_page_writes=off");
        // pg_ctl gives the server a session of its own: Ctrl-C reaches us alone, and we stop it when our last request is answered.
        // Not cancelled half-way, so that no server is left that nobody knows of.
        var (code, _) = await account.RunAsync(binaries.PgCtl, ["start", "-D", folder.Cluster, "-l", folder.Log, "-w", "-t", "60", "-s", "-o", settings.ToString()], CancellationToken.None);
        if (code == 0) return port;
        await StopAsync(account, folder, binaries);
        cancel.ThrowIfCancellationRequested();
        var last = File.Exists(folder.Log) ? LastLine(await File.ReadAllTextAsync(folder.Log, cancel)) : "it wrote no log";
        throw new StartupException($"PostgreSQL does not start in {folder.Cluster} ({last}); see {folder.Log}, or choose another folder with --data.");
    }

    private static Task StopAsync(PostgresAccount account, PostgresFolder folder, PostgresBinaries binaries) =>
        account.RunAsync(binaries.PgCtl, ["stop", "-D", folder.Cluster, "-m", folder.Throwaway ? "immediate" : "fast", "-w", "-t", "60"], CancellationToken.None);

    private async Task EnsureDatabaseAsync(CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(Maintenance());
            await connection.OpenAsync(cancel);
            await using var exists = new NpgsqlCommand($"SELECT EXISTS (SELECT FROM pg_database WHERE datname = '{Role}'), EXISTS (SELECT FROM pg_collation WHERE collname = 'und-x-icu')", connection);
            bool database, collation;
            await using (var row = await exists.ExecuteReaderAsync(cancel))
            {
                await row.ReadAsync(cancel);
                (database, collation) = (row.GetBoolean(0), row.GetBoolean(1));
            }
            if (!collation) throw new StartupException($"PostgreSQL in {binaries?.Folder ?? folder.Cluster} was built without ICU, which orders texts; install another PostgreSQL {PostgresBinaries.OldestMajor} or newer.");
            if (!database) await CreateDatabaseAsync(Role, null, cancel);
        }
        catch (NpgsqlException error)
        {
            throw new StartupException($"PostgreSQL in {folder.Cluster} runs but refuses us ({error.Message.Split('\n')[0]}); see {folder.Log}.", error);
        }
    }

    // Without a pool, since an open connection would keep others from copying the database.
    private string Maintenance() => new NpgsqlConnectionStringBuilder(ConnectionStringTo("postgres")) { Pooling = false }.ConnectionString;

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A host that exits without disposing, as a test run does when it is cut short, must not leave a server behind.</summary>
    private void StopAtExit(object? sender, EventArgs e) => DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(20));

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static string LastLine(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.LastOrDefault(line => line.Contains("FATAL", StringComparison.Ordinal) || line.Contains("error", StringComparison.OrdinalIgnoreCase))
            ?? lines.LastOrDefault() ?? "it said nothing";
    }
}
