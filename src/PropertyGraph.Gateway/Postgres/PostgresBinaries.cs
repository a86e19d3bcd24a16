using System.Diagnostics;
using System.Text.RegularExpressions;
using PropertyGraph.Modules;

namespace PropertyGraph.Gateway.Postgres;

/// <summary>A folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c> of one version.</summary>
public sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>Oldest version that has all we use.</summary>
    public const int OldestMajor = 15;

    /// <summary>The newest installed, or the one that made an existing cluster.</summary>
    /// <param name="further">Folders to look in besides PATH and the usual places of Debian, Fedora and Homebrew.</param>
    /// <param name="major">Major version that an existing cluster needs; null for the newest.</param>
    /// <exception cref="StartupException">There is none that fits.</exception>
    public static PostgresBinaries Find(IEnumerable<string> further, int? major)
    {
        var found = Candidates(further).Select(Probe).OfType<PostgresBinaries>().OrderByDescending(b => b.Major).ToList();
        if (major is { } wanted)
            return found.FirstOrDefault(b => b.Major == wanted) ?? throw new StartupException(
                $"The data was made by PostgreSQL {wanted}, and no such binaries are installed; install PostgreSQL {wanted}, or choose another folder with --data.");
        return found.FirstOrDefault(b => b.Major >= OldestMajor) ?? throw new StartupException(
            $"There are no binaries of PostgreSQL {OldestMajor} or newer; use ./run, which installs them, install them yourself (Debian: apt-get install postgresql), or name a server in ConnectionStrings__PropertyGraph.");
    }

    public string InitDb => Path.Combine(Folder, "initdb");
    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    private static IEnumerable<string> Candidates(IEnumerable<string> further)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return further.Concat(Children("/usr/lib/postgresql", "bin"))
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
