using System.Reflection;
using System.Text.RegularExpressions;

namespace PropertyGraph.Tests;

/// <summary>docs/errors.md lists every code that the platform can answer, and no other.</summary>
public sealed partial class ErrorPageTests
{
    private static string Root { get; } = typeof(ErrorPageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    [Fact]
    public void The_page_lists_exactly_the_codes_of_the_source()
    {
        var source = new[] { "src", "modules" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .SelectMany(file => InSource().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value));
        var page = InTable().Matches(File.ReadAllText(Path.Combine(Root, "docs", "errors.md"))).Select(m => m.Groups[1].Value);
        Assert.Equal(source.Distinct().Order(StringComparer.Ordinal), page.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("\"(PG-[A-Z-]+|IDEMPOTENCY_KEY_REUSED|PERSISTED_QUERY_NOT_FOUND)\"")]
    private static partial Regex InSource();

    [GeneratedRegex(@"^\| `(PG-[A-Z-]+|IDEMPOTENCY_KEY_REUSED|PERSISTED_QUERY_NOT_FOUND)`", RegexOptions.Multiline)]
    private static partial Regex InTable();
}
