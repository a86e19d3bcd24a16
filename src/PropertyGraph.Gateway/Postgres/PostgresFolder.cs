using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using PropertyGraph.Modules;

namespace PropertyGraph.Gateway.Postgres;

/// <summary>The files of a local cluster: data, password, log, sockets, and who started it.</summary>
internal sealed partial class PostgresFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OthersPass = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Bytes of a socket's path that every system takes (Linux 107, macOS 103), less the socket's own name.</summary>
    private const int LongestSocketFolder = 103 - 20;

    private PostgresFolder(LocalPostgresOptions options, string reachable, string sockets) =>
        (Data, Throwaway, Reachable, Sockets) = (options.Data, options.Throwaway, reachable, sockets);

    /// <summary>The data folder that was asked for.</summary>
    public string Data { get; }

    /// <summary>Deleted when done.</summary>
    public bool Throwaway { get; }

    /// <summary>The cluster's own folder.</summary>
    public string Cluster => Path.Combine(Reachable, "postgres");

    /// <summary>Unix sockets live here: private, and short enough for the path of one.</summary>
    public string Sockets { get; }

    /// <summary>What the server says.</summary>
    public string Log => Path.Combine(Reachable, "postgres.log");

    /// <summary>Of the role that owns everything.</summary>
    public string Password => File.ReadAllText(PasswordFile).Trim();

    // The data folder, or a stand-in where PostgreSQL's account can't reach it.
    private string Reachable { get; }
    private string PasswordFile => Path.Combine(Data, "postgres.password");
    private string OwnerFile => Path.Combine(Data, "postgres.owner");

    /// <summary>Makes what is missing. Where PostgreSQL's account can't reach the data folder, cluster and log lie in /var/tmp.</summary>
    public static async Task<PostgresFolder> OpenAsync(LocalPostgresOptions options, PostgresAccount account, CancellationToken cancel)
    {
        var data = Path.GetFullPath(options.Data);
        try
        {
            Directory.CreateDirectory(data);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The data folder {data} can't be made ({error.Message.TrimEnd('.')}); choose another with --data.", error);
        }
        var name = $"propertygraph-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data)))[..12]}";
        var reachable = data;
        if (!await account.ReachesAsync(data, cancel))
        {
            reachable = Path.Combine("/var/tmp", name);
            await MakePrivateAsync(reachable, OthersPass, account, cancel);
        }
        var sockets = Path.Combine(reachable, "postgres");
        if (Encoding.UTF8.GetByteCount(sockets) > LongestSocketFolder || !Plain().IsMatch(sockets))
        {
            sockets = Path.Combine("/tmp", name);
            await MakePrivateAsync(sockets, OwnerOnly, account, cancel);
            await account.OwnAsync(sockets, cancel);
        }
        return new(options with { Data = data }, reachable, sockets);
    }

    /// <summary>Held while a cluster is made or started, so that two gateways don't do it at once.</summary>
    public async Task<IDisposable> LockAsync(CancellationToken cancel)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(Path.Combine(Data, "postgres.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (UnauthorizedAccessException error)
            {
                throw new StartupException($"The data folder {Data} can't be written to; choose another with --data.", error);
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

    /// <summary>Port of the running server, or null when none runs; waits for one that starts or stops just now.</summary>
    public async Task<int?> RunningPortAsync(CancellationToken cancel)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            // https://www.postgresql.org/docs/current/storage-file-layout.html
            var file = Path.Combine(Cluster, "postmaster.pid");
            if (!File.Exists(file)) return null;
            var lines = await File.ReadAllLinesAsync(file, cancel);
            if (lines.Length == 0 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid) || !IsAlive(pid, "postgres")) return null;
            if (lines.Length >= 8 && lines[7].Trim() == "ready")
                return await AnswersAsync(Path.Combine(lines[4], $".s.PGSQL.{lines[3].Trim()}"), cancel) ? int.Parse(lines[3], CultureInfo.InvariantCulture) : null;
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancel);
        }
        return null;
    }

    /// <summary>Whether another living process started the running server, and so will stop it.</summary>
    public bool HasOtherOwner() =>
        File.Exists(OwnerFile) && int.TryParse(File.ReadAllText(OwnerFile), CultureInfo.InvariantCulture, out var owner) && owner != Environment.ProcessId && IsAlive(owner, null);

    /// <summary>From now on this process stops the server.</summary>
    public void Own() => File.WriteAllText(OwnerFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    /// <summary>The server has stopped.</summary>
    public void Release()
    {
        File.Delete(OwnerFile);
        if (Sockets != Cluster && Directory.Exists(Sockets)) Directory.Delete(Sockets, recursive: true);
        if (!Throwaway) return;
        Directory.Delete(Data, recursive: true);
        if (Directory.Exists(Reachable)) Directory.Delete(Reachable, recursive: true);
    }

    /// <summary>Test hosts are killed without a farewell, so somebody else has to see to it that a throw-away's server stops and its files go.</summary>
    public void RemoveWhenWeAreGone()
    {
        const string watch = """
            trap '' INT TERM HUP
            while kill -0 "$1" 2>/dev/null; do sleep 1; done
            [ -f "$2/postmaster.pid" ] && kill -QUIT "$(head -n 1 "$2/postmaster.pid")" && sleep 1
            rm -rf "$3" "$4" "$5"
            """;
        var own = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec >/dev/null 2>&1 </dev/null\n{watch}", "watch", own, Cluster, Sockets, Reachable, Data]) { WorkingDirectory = "/" };
        Process.Start(start)?.Dispose();
    }

    /// <summary>A new password for a new cluster, kept where only we may read it; gives the path of a copy that initdb may read.</summary>
    public async Task<string> NewPasswordAsync(PostgresAccount account, CancellationToken cancel)
    {
        var password = Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(32, lowercase: true));
        SecretFile.Write(PasswordFile, password);
        var copy = Path.Combine(Reachable, "postgres.initdb");
        SecretFile.Write(copy, password);
        await account.OwnAsync(copy, cancel);
        return copy;
    }

    /// <summary>An empty folder that the account owns.</summary>
    public async Task MakeClusterAsync(PostgresAccount account, CancellationToken cancel)
    {
        Make(Cluster, OwnerOnly);
        await account.OwnAsync(Cluster, cancel);
    }

    /// <summary>Nothing half made stays.</summary>
    public void RemoveCluster() => Directory.Delete(Cluster, recursive: true);

    /// <summary>Only the last start's words are of use, and the log never grows over years.</summary>
    public async Task PrepareLogAsync(PostgresAccount account, CancellationToken cancel)
    {
        File.Delete(Log);
        await File.WriteAllTextAsync(Log, "", cancel);
        await account.OwnAsync(Log, cancel);
    }

    /// <summary>A folder where everybody may make folders: what somebody else put there under our name is not ours to use.</summary>
    private static async Task MakePrivateAsync(string folder, UnixFileMode mode, PostgresAccount account, CancellationToken cancel)
    {
        Make(folder, mode);
        if (new DirectoryInfo(folder).LinkTarget is not null || !await account.IsOursAsync(folder, cancel))
            throw new StartupException($"{folder} belongs to somebody else; remove it, or choose another data folder with --data.");
    }

    private static void Make(string folder, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows()) throw new StartupException("A PostgreSQL of our own needs Linux, macOS or WSL; name a server in ConnectionStrings__PropertyGraph.");
        Directory.CreateDirectory(folder, mode);
    }

    private static async Task<bool> AnswersAsync(string socket, CancellationToken cancel)
    {
        try
        {
            using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await probe.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancel);
            return true;
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            return false;
        }
    }

    private static bool IsAlive(int pid, string? name)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited && (name is null || process.ProcessName.Contains(name, StringComparison.Ordinal));
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    // pg_ctl hands it to a shell.
    [GeneratedRegex("^[A-Za-z0-9/._-]+$")]
    private static partial Regex Plain();
}
