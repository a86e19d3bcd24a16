using System.Globalization;

namespace PropertyGraph.Benchmarks.Measuring;

/// <summary>CPU time of all processes of a PostgreSQL cluster, from the kernel's accounting (proc(5)).</summary>
internal sealed class PostgresCpu(string clusterFolder)
{
    /// <summary>A tick of <c>/proc/pid/stat</c>: USER_HZ is 100 on every Linux that .NET runs on.</summary>
    private const double TickSeconds = 0.01;

    private readonly int postmaster = int.Parse(File.ReadLines(Path.Combine(clusterFolder, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>User and system time so far, that of backends that have ended included.</summary>
    public TimeSpan Total
    {
        get
        {
            long ticks = 0;
            foreach (var folder in Directory.EnumerateDirectories("/proc"))
            {
                if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process)) continue;
                if (Fields(process) is not { } fields) continue;
                // After the name: state, parent, and as the 12th to the 15th user and system time, its own and that of children that ended.
                if (process == postmaster) ticks += Ticks(fields, 11) + Ticks(fields, 12) + Ticks(fields, 13) + Ticks(fields, 14);
                else if (Ticks(fields, 1) == postmaster) ticks += Ticks(fields, 11) + Ticks(fields, 12);
            }
            return TimeSpan.FromSeconds(ticks * TickSeconds);
        }
    }

    private static string[]? Fields(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null; // It ended meanwhile.
        }
    }

    private static long Ticks(string[] fields, int index) => long.Parse(fields[index], CultureInfo.InvariantCulture);
}
