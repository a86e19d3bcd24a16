using System.Reflection;

namespace PropertyGraph.DatabaseTests;

/// <summary>Where the checkout is: golden files are compared, and with UPDATE_SNAPSHOTS=1 rewritten, in place.</summary>
internal static class Repository
{
    public static string Root { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>Rewrites golden files instead of comparing; never in CI.</summary>
    public static bool UpdatesSnapshots => Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1" && Environment.GetEnvironmentVariable("CI") is null;

    /// <summary>Compares with a golden file.</summary>
    public static void AssertGolden(string path, string actual)
    {
        if (UpdatesSnapshots) File.WriteAllText(path, actual);
        Assert.True(File.Exists(path), $"{path} does not exist; run the tests with UPDATE_SNAPSHOTS=1 to write it, and read what it says.");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
