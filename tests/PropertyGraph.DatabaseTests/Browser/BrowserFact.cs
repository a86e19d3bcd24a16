namespace PropertyGraph.DatabaseTests.Browser;

/// <summary>A test in a real browser; it is skipped, and says so, where the machine has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class BrowserFactAttribute : FactAttribute
{
    private const string OnMac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <inheritdoc cref="BrowserFactAttribute"/>
    public BrowserFactAttribute()
    {
        if (Path is null) Skip = $"No browser on the PATH: install one of {string.Join(", ", Names)}.";
    }

    /// <summary>The browser's program; null where there is none.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name)))
        .Append(OnMac)
        .FirstOrDefault(File.Exists);
}

/// <summary>A test of GraphiQL, which is skipped too where the build had no Node.js to bundle it with.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GraphiQLFactAttribute : BrowserFactAttribute
{
    /// <inheritdoc cref="GraphiQLFactAttribute"/>
    public GraphiQLFactAttribute()
    {
        if (!File.Exists(Repository.Path("src", "PropertyGraph.Gateway", "wwwroot", "graphiql", "index.html")))
            Skip ??= "GraphiQL is not bundled: install Node.js with npm and build again.";
    }
}
