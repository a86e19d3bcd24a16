namespace PropertyGraph.Gateway.Postgres;

/// <summary>Where a PostgreSQL of our own keeps its files, and how careful it is with them.</summary>
/// <param name="Data">The data folder, relative to the working directory or absolute; made where it is missing. The cluster lies in its <c>postgres</c> folder.</param>
/// <param name="Throwaway">For tests: fast, not safe against power cuts, and deleted when disposed.</param>
public sealed record LocalPostgresOptions(string Data, bool Throwaway = false)
{
    /// <summary>A throw-away cluster in a temporary folder of its own.</summary>
    public static LocalPostgresOptions Temporary() =>
        new(Path.Combine(Path.GetTempPath(), $"propertygraph-{Guid.NewGuid().ToString("N")[..12]}"), Throwaway: true);
}
