using Npgsql;

namespace PropertyGraph.Storage;

/// <summary>Keys that all gateways of one database share.</summary>
internal static class Secrets
{
    /// <summary>What each is for.</summary>
    public static IReadOnlyList<string> Names { get; } = ["cursor", "files"];

    public static byte[] Read(NpgsqlDataSource source, string name)
    {
        using var command = source.CreateCommand("SELECT key FROM propertygraph.secrets WHERE name = $1");
        command.Parameters.Add(new() { Value = name });
        return (byte[])command.ExecuteScalar()!;
    }
}
