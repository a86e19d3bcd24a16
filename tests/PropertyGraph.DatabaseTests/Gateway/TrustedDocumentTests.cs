using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Reads;
using PropertyGraph.Execution;
using PropertyGraph.Requests;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>The documents under schema/operations, and a client that may run nothing else.</summary>
public sealed class TrustedDocumentTests(World world) : IClassFixture<World>
{
    private static readonly string Folder = Repository.Path("schema", "operations");
    private static readonly Actor Portal = World.ActorOf("partner").Through(new Client("partner", TrustedOnly: true));

    public static TheoryData<string> Files() => [.. Directory.GetFiles(Folder, "*.graphql", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task It_fits_the_schema_and_has_the_one_operation_that_its_file_is_named_after(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, file));
        var read = await world.Platform.Get<RequestReader>().ReadAsync(new GraphRequest(text), CancellationToken.None);
        Assert.True(read.Errors.All(e => e.Code == "PG-REQ-VARIABLES"), string.Join("; ", read.Errors.Select(e => e.Message)));
        Assert.Matches($@"^(#[^\n]*\n)*(query|mutation|subscription) {Path.GetFileNameWithoutExtension(file)}\b", text);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(text, "^(query|mutation|subscription) ", System.Text.RegularExpressions.RegexOptions.Multiline));
        Assert.DoesNotContain('\r', text);
    }

    /// <summary>Clients are built with these hashes, so that a change of a document is seen in review.</summary>
    [Fact]
    public void The_manifest_has_the_SHA256_of_each()
    {
        var clients = Directory.GetDirectories(Folder).Order(StringComparer.Ordinal).ToDictionary(
            client => Path.GetFileName(client)!,
            client => Directory.GetFiles(client, "*.graphql").Order(StringComparer.Ordinal).ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => TrustedDocuments.Hash(File.ReadAllText(file))));
        Repository.AssertGolden(Path.Combine(Folder, "manifest.json"), JsonSerializer.Serialize(clients, new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n");
    }

    [Fact]
    public async Task A_portal_lives_on_its_documents()
    {
        var list = (await AskAsync("partner/AssignedComplaints")).GetProperty("data").GetProperty("complaints");
        Assert.True(list.GetProperty("totalCount").GetInt32() > 0);
        var id = list.GetProperty("nodes")[0].GetProperty("id").GetString();

        var one = (await AskAsync("partner/AssignedComplaint", new { id })).GetProperty("data").GetProperty("complaint");
        Assert.Equal(id, one.GetProperty("id").GetString());

        // The command's own questions, as the portal's actor, are the platform's and no documents.
        var noted = (await AskAsync("partner/AddNote", new { complaint = id, note = "The part is ordered." })).GetProperty("data").GetProperty("addNote");
        Assert.Equal(JsonValueKind.Null, noted.GetProperty("errors").ValueKind);
        Assert.Equal("The part is ordered.", noted.GetProperty("complaint").GetProperty("events").GetProperty("nodes")[0].GetProperty("note").GetString());
    }

    [Fact]
    public async Task The_text_of_a_trusted_document_is_as_good_as_its_hash()
    {
        var answer = await AnswerAsync(new(await TextAsync("partner/AssignedComplaints")), Portal);
        Assert.True(answer.TryGetProperty("data", out _));
    }

    public static TheoryData<string> Others =>
    [
        "{ complaints { totalCount } }",
        "{ __typename }",
        "{ __schema { types { name } } }",
        "mutation { addNote(input: { complaint: \"x\", note: \"x\" }) { errors { __typename } } }",
        "subscription { complaintChanged { cursor } }",
        "",
        "no GraphQL",
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public async Task It_runs_nothing_else_by_any_way(string text)
    {
        await RefusedAsync(new(text));
        await RefusedAsync(new(text) { DocumentHash = TrustedDocuments.Hash(text), IsAutomatic = true });
        await RefusedAsync(new("") { DocumentHash = TrustedDocuments.Hash(text) });
        await RefusedAsync(new("") { DocumentHash = TrustedDocuments.Hash(text), IsAutomatic = true });
        // A right hash beside another text is no way in.
        await RefusedAsync(new(text + " ") { DocumentHash = await HashAsync("partner/AssignedComplaints"), IsAutomatic = true });
    }

    [Fact]
    public async Task It_runs_neither_another_clients_document_nor_one_that_others_have_added()
    {
        await RefusedAsync(new("") { DocumentHash = await HashAsync("web/MyComplaints") });
        const string text = "{ complaints { pageInfo { hasNextPage } } }";
        var added = await AnswerAsync(new(text) { DocumentHash = TrustedDocuments.Hash(text), IsAutomatic = true }, World.ActorOf("partner"));
        Assert.True(added.TryGetProperty("data", out _));
        await RefusedAsync(new("") { DocumentHash = TrustedDocuments.Hash(text), IsAutomatic = true });
        await RefusedAsync(new(await TextAsync("partner/AssignedComplaints") + " "));
    }

    [Fact]
    public async Task Anybody_may_run_a_trusted_document_as_far_as_rows_are_theirs()
    {
        var answer = await AnswerAsync(new("") { DocumentHash = await HashAsync("partner/AssignedComplaints") }, Actor.Anonymous);
        Assert.Equal(0, answer.GetProperty("data").GetProperty("complaints").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task A_hash_of_nothing_is_refused()
    {
        var answer = await AnswerAsync(new("") { DocumentHash = new string('0', 64) }, World.ActorOf("agent"));
        Assert.Equal("PG-REQ-DOCUMENT", Code(answer));
    }

    private async Task RefusedAsync(GraphRequest request)
    {
        Assert.Equal("PG-REQ-TRUSTED", Code(await AnswerAsync(request, Portal)));
        await foreach (var answer in world.Platform.Engine.SubscribeAsync(request, Portal, CancellationToken.None))
            using (answer)
            {
                Assert.Equal(AnswerKind.RequestError, answer.Kind);
                Assert.Equal("PG-REQ-TRUSTED", Code(JsonSerializer.Deserialize<JsonElement>(answer.Json.Span)));
            }
    }

    private async Task<JsonElement> AskAsync(string document, object? variables = null) =>
        await AnswerAsync(new("", null, variables is null ? default : JsonSerializer.SerializeToElement(variables)) { DocumentHash = await HashAsync(document) }, Portal);

    private async Task<JsonElement> AnswerAsync(GraphRequest request, Actor actor)
    {
        using var answer = await world.Platform.Engine.ExecuteAsync(request, actor, CancellationToken.None);
        return JsonSerializer.Deserialize<JsonElement>(answer.Json.Span);
    }

    private static string? Code(JsonElement answer) => answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();

    private static Task<string> TextAsync(string document) => File.ReadAllTextAsync(Path.Combine(Folder, $"{document}.graphql"));

    private static async Task<string> HashAsync(string document) => TrustedDocuments.Hash(await TextAsync(document));
}
