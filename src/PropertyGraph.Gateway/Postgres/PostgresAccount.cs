using System.Diagnostics;
using PropertyGraph.Modules;

namespace PropertyGraph.Gateway.Postgres;

/// <summary>The account that PostgreSQL runs under: ours, or an unprivileged one where we are root, since PostgreSQL refuses to be root.</summary>
internal sealed class PostgresAccount
{
    private readonly string? user;
    private readonly IReadOnlyList<string> prefix;

    private PostgresAccount(string? user, IReadOnlyList<string> prefix) => (this.user, this.prefix) = (user, prefix);

    /// <summary>Who runs PostgreSQL on this machine.</summary>
    /// <exception cref="StartupException">We are root and can't become anybody else.</exception>
    public static PostgresAccount Current()
    {
        if (!Environment.IsPrivilegedProcess) return new(null, []);
        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet();
        var user = new[] { "postgres", "_postgres", "nobody" }.FirstOrDefault(accounts.Contains)
            ?? throw new StartupException("PostgreSQL refuses to run as root, and this machine has neither an account postgres nor nobody; run as another user.");
        if (OnPath("runuser") is { } runuser) return new(user, [runuser, "-u", user, "--"]);
        if (OnPath("setpriv") is { } setpriv) return new(user, [setpriv, $"--reuid={user}", "--clear-groups", "--"]);
        if (OnPath("sudo") is { } sudo) return new(user, [sudo, "-n", "-u", user, "--"]);
        throw new StartupException("PostgreSQL refuses to run as root, and neither runuser, setpriv nor sudo is installed to run it as another user; install util-linux, or run as another user.");
    }

    /// <summary>Makes the account the owner of a file or folder that we made.</summary>
    public async Task OwnAsync(string path, CancellationToken cancel)
    {
        if (user is null) return;
        var (code, output) = await StartAsync("chown", ["-h", user, path], cancel);
        if (code != 0) throw new StartupException($"{path} can't be given to the account {user} ({output.Trim()}); choose a folder on another file system with --data.");
    }

    /// <summary>Whether a file or folder belongs to us or to the account.</summary>
    public async Task<bool> IsOursAsync(string path, CancellationToken cancel)
    {
        string[] owners = user is null ? ["-user", Environment.UserName] : ["(", "-user", "root", "-o", "-user", user, ")"];
        var (code, output) = await StartAsync("find", [path, "-prune", .. owners], cancel);
        return code == 0 && output.Trim().Length > 0;
    }

    /// <summary>Copies a folder to a place that the account can reach, once; false when that fails.</summary>
    public async Task<bool> CopyAsync(string from, string to, CancellationToken cancel)
    {
        if (Directory.Exists(to) && !await IsOursAsync(to, cancel)) return false;
        if (!Directory.Exists(to) && (await StartAsync("cp", ["-RP", from, to], cancel)).Code != 0) return false;
        return (await StartAsync("chmod", ["-R", "a+rX", to], cancel)).Code == 0;
    }

    /// <summary>Whether the account can make files in a folder of its own at this path: every folder above must let it through.</summary>
    public async Task<bool> ReachesAsync(string folder, CancellationToken cancel) =>
        user is null || (await RunAsync("test", ["-x", folder], cancel)).Code == 0;

    /// <summary>Runs a program as the account; gives its exit code and all that it said.</summary>
    public Task<(int Code, string Output)> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancel) =>
        prefix.Count == 0 ? StartAsync(program, arguments, cancel) : StartAsync(prefix[0], [.. prefix.Skip(1), program, .. arguments], cancel);

    private static async Task<(int Code, string Output)> StartAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        // The account may not be allowed into our working folder, which initdb and pg_ctl look at.
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = "/" };
        start.Environment["LC_MESSAGES"] = "C";
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, await errors + await output);
    }

    private static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(["/usr/sbin", "/sbin"])
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
