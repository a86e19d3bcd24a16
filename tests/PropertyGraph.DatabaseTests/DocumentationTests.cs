using System.Text.RegularExpressions;
using PropertyGraph.Access;
using PropertyGraph.Requests;

namespace PropertyGraph.DatabaseTests;

/// <summary>Every GraphQL example of the documents is valid against the schema as it is.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Documents() =>
        [.. Directory.GetFiles(Repository.Path("docs"), "*.md", SearchOption.AllDirectories).Append(Repository.Path("README.md"))
            .Where(file => Examples().IsMatch(File.ReadAllText(file))).Select(file => Path.GetRelativePath(Repository.Root, file)).Order()];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Its_examples_are_valid(string document)
    {
        await using var platform = await ModulesPlatform.StartAsync();
        foreach (Match example in Examples().Matches(await File.ReadAllTextAsync(Repository.Path(document))))
        {
            var read = await platform.Get<RequestReader>().ReadAsync(new GraphRequest(example.Groups[1].Value), CancellationToken.None);
            Assert.True(read.Errors.All(e => e.Code == "PG-REQ-VARIABLES"), $"{document}: {string.Join("; ", read.Errors.Select(e => e.Message))}\n{example.Groups[1].Value}");
        }
    }

    [Fact]
    public async Task The_examples_of_filters_run()
    {
        await using var platform = await ModulesPlatform.StartAsync();
        foreach (Match example in Examples().Matches(await File.ReadAllTextAsync(Repository.Path("docs", "filters.md"))))
            await platform.DataAsync(example.Groups[1].Value, Actor.System);
    }

    /// <summary>The page's table of what a search finds, one row a text.</summary>
    [Fact]
    public async Task A_search_finds_what_the_table_says()
    {
        await using var platform = await ModulesPlatform.StartAsync();
        var rows = (await File.ReadAllLinesAsync(Repository.Path("docs", "filters.md")))
            .SkipWhile(line => line != "| text | `search` finds it | does not |").Skip(2).TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
            foreach (var (words, found) in Quoted(row[2]).Select(w => (w, true)).Concat(Quoted(row[3]).Select(w => (w, false))))
            {
                await using var command = platform.Source.CreateCommand("SELECT propertygraph.holds_words($1, $2)");
                command.Parameters.Add(new() { Value = row[1] });
                command.Parameters.Add(new() { Value = words });
                Assert.True(found == (bool)(await command.ExecuteScalarAsync())!, $"{row[1]}: {words}");
            }

        static IEnumerable<string> Quoted(string cell) => cell.Split('`').Where((_, i) => i % 2 == 1);
    }

    [GeneratedRegex("^```graphql\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Examples();
}
