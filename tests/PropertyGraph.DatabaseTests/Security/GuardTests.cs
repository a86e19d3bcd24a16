using System.Text;
using System.Text.Json;
using PropertyGraph.Requests;

namespace PropertyGraph.DatabaseTests.Security;

/// <summary>Documents as large as any that is read, and variables, that would be dear to validate: each is refused before that.</summary>
public sealed class GuardTests : IAsyncLifetime
{
    private readonly ModulesPlatform platform = ModulesPlatform.Compose("");

    public static TheoryData<string> Documents => [.. HostileDocuments.Texts.Keys];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_hostile_document_is_refused_before_validation(string name)
    {
        var reader = platform.Get<RequestReader>();
        var text = HostileDocuments.Texts[name];
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 90_000, 100_000);

        var read = await reader.ReadAsync(new GraphRequest(text), CancellationToken.None);

        Assert.Equal(["PG-REQ-LIMIT"], read.Errors.Select(e => e.Code));
        Assert.Equal(0, reader.Validations);
    }

    [Fact]
    public async Task A_document_in_the_size_of_people_is_validated()
    {
        var reader = platform.Get<RequestReader>();
        var read = await reader.ReadAsync(new GraphRequest("query($q: String) { complaints(where: { or: [{ title: { contains: $q } }, { not: { reference: { eq: \"a \\\" b # {\" } } }] }) { ...f } } fragment f on ComplaintConnection { totalCount }"), CancellationToken.None);
        Assert.Empty(read.Errors);
        Assert.Equal(1, reader.Validations);
    }

    [Theory]
    [InlineData("bytes")]
    [InlineData("depth")]
    [InlineData("values")]
    public async Task Variables_are_refused_before_they_are_coerced(string by)
    {
        var json = by switch
        {
            "bytes" => $"{{\"text\":\"{new string('x', 65_536)}\"}}",
            "depth" => $"{{\"text\":{new string('[', 33)}{new string(']', 33)}}}",
            _ => $"{{\"text\":[{string.Join(',', Enumerable.Repeat("{}", 5_001))}]}}",
        };
        var reader = platform.Get<RequestReader>();
        var read = await reader.ReadAsync(new GraphRequest("query($text: String) { complaints(where: { title: { eq: $text } }) { totalCount } }", Variables: JsonDocument.Parse(json).RootElement), CancellationToken.None);
        Assert.Equal(["PG-REQ-LIMIT"], read.Errors.Select(e => e.Code));
        Assert.Equal(0, reader.Validations);
    }

    [Fact]
    public async Task Variables_just_below_the_limits_are_read()
    {
        var reader = platform.Get<RequestReader>();
        foreach (var json in new[] { $"{{\"text\":\"{new string('x', 65_500)}\"}}", $"{{\"text\":null,\"more\":{new string('[', 31)}{new string(']', 31)}}}" })
            Assert.Empty((await reader.ReadAsync(new GraphRequest("query($text: String) { complaints(where: { title: { eq: $text } }) { totalCount } }", Variables: JsonDocument.Parse(json).RootElement), CancellationToken.None)).Errors);
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData(" ,\n\r\t# a comment { } \n", 0, 0)]
    [InlineData("{ a(b: -1.5e3, c: [\"x\"]) ...f }", 15, 6)]
    [InlineData("\"a \\\" b\" \"\"\"c \" \\\"\"\" d\"\"\" \"open", 3, 16)]
    [InlineData("$a @b !:=|&", 9, 1)]
    public void Tokens_are_counted_as_the_specification_has_them(string text, int count, int longest) =>
        Assert.Equal(new DocumentTokens(count, longest), DocumentTokens.Of(text, 1_000));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await platform.DisposeAsync();
}
