using System.Text.RegularExpressions;

namespace PropertyGraph.DatabaseTests.Modules;

/// <summary>The source of the sixth module, which the page on writing modules shows.</summary>
public sealed partial class SixthModule
{
    internal static string Folder { get; } = Repository.Path("tests", "PropertyGraph.DatabaseTests", "Modules", "SixthModule");

    internal static IReadOnlyList<string> Files { get; } = [.. Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    [Fact]
    public void The_page_shows_the_module_that_the_test_builds()
    {
        var page = File.ReadAllText(Repository.Path("docs", "modules.md"));
        Assert.Equal(Files.Select(f => Path.GetRelativePath(Folder, f)).Order(StringComparer.Ordinal), Block().Matches(page).Select(m => m.Groups[2].Value).Order(StringComparer.Ordinal));
        Repository.AssertGolden(
            Repository.Path("docs", "modules.md"),
            Block().Replace(page, m => $"{m.Groups[1].Value}{m.Groups[2].Value}\n{File.ReadAllText(Path.Combine(Folder, m.Groups[2].Value))}```"));
    }

    /// <summary>A fenced block whose first line names a file after the language.</summary>
    [GeneratedRegex("^(```[a-z]+ )([A-Za-z0-9_./]+)\n.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
