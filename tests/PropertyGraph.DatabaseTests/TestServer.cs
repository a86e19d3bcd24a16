using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PropertyGraph.DatabaseTests;

/// <summary>One throw-away PostgreSQL for the whole test run, without fsync; a database of its own for each test that asks.</summary>
internal static class TestServer
{
    private static readonly Lazy<Task<string>> Started = new(StartAsync);

    /// <summary>A new, empty database.</summary>
    public static async Task<string> CreateDatabaseAsync()
    {
        var server = await Started.Value;
        var name = $"test_{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create(server);
        await using var create = source.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync();
        return $"{server};Database={name};Maximum Pool Size=20;Include Error Detail=true";
    }

    private static async Task<string> StartAsync()
    {
        var binaries = Binaries();
        var folder = Directory.CreateTempSubdirectory("propertygraph-tests-").FullName;
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "postgres", folder);
        var port = FreePort();
        await AsPostgresAsync($"{binaries}/initdb -D {folder}/data --locale=C.UTF-8 -E UTF8 -U postgres -A trust");
        await AsPostgresAsync(
            $"{binaries}/pg_ctl -D {folder}/data -w -l {folder}/log -o '-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200' start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            AsPostgresAsync($"{binaries}/pg_ctl -D {folder}/data -m immediate stop").Wait();
            Directory.Delete(folder, recursive: true);
        };
        return $"Host=127.0.0.1;Port={port};Username=postgres";
    }

    private static string Binaries()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(f => $"{f}/bin") : []);
        return folders.FirstOrDefault(f => File.Exists($"{f}/initdb") && File.Exists($"{f}/pg_ctl"))
            ?? throw new InvalidOperationException("No initdb and pg_ctl in PATH or /usr/lib/postgresql; install PostgreSQL 15 or newer.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static Task AsPostgresAsync(string command) =>
        Environment.IsPrivilegedProcess ? RunAsync("su", "postgres", "-s", "/bin/sh", "-c", command) : RunAsync("/bin/sh", "-c", command);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // Its output is not read: the server would inherit the pipe, and the wait for its end never be over.
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
