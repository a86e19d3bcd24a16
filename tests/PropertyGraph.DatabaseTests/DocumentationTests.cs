using System.Text.RegularExpressions;
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

    [GeneratedRegex("^```graphql\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Examples();
}
