using Npgsql;

namespace PropertyGraph.Execution;

/// <summary>The time zones that the database knows: it computes with them, so its list is the one that counts. Read once, at the first use of one.</summary>
internal sealed class TimeZones(NpgsqlDataSource source)
{
    private readonly Lazy<IReadOnlySet<string>> names = new(() => Read(source), LazyThreadSafetyMode.PublicationOnly);

    public bool Has(string name) => name == "UTC" || names.Value.Contains(name);

    private static HashSet<string> Read(NpgsqlDataSource source)
    {
        using var command = source.CreateCommand("SELECT array_agg(name) FROM pg_timezone_names");
        return [.. (string[])command.ExecuteScalar()!];
    }
}
