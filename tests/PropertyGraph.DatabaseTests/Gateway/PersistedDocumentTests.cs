using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Reads;
using PropertyGraph.Requests;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>Apollo's protocol: the hash alone, then once with its document, then the hash alone.</summary>
public sealed class PersistedDocumentTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_document_is_sent_once()
    {
        const string text = "query Once { complaints { totalCount } }";
        Assert.Equal(("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound"), await ErrorAsync("", text));
        Assert.Null((await ErrorAsync(text, text)).Code);
        Assert.Null((await ErrorAsync("", text)).Code);
    }

    [Theory]
    [InlineData("query Wrong { nope }", "PG-REQ-VALIDATION")]
    [InlineData("no GraphQL", "PG-REQ-SYNTAX")]
    public async Task What_is_not_valid_is_not_kept(string text, string code)
    {
        Assert.Equal(code, (await ErrorAsync(text, text)).Code);
        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", (await ErrorAsync("", text)).Code);
    }

    [Fact]
    public async Task A_document_under_a_hash_of_another_is_refused_and_not_kept()
    {
        Assert.Equal("PG-REQ-HASH", (await ErrorAsync("query A { complaints { totalCount } }", "query B { complaints { totalCount } }")).Code);
        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", (await ErrorAsync("", "query B { complaints { totalCount } }")).Code);
    }

    [Fact]
    public void What_is_kept_stays_within_its_bytes_and_the_last_used_is_in_it()
    {
        var documents = new StoredDocuments(TrustedDocuments.None, new RequestLimits { PersistedDocumentBytes = 20_000 });
        for (var i = 0; i < 1000; i++)
        {
            var text = $"query Q{i} {{ complaints {{ totalCount }} }}";
            documents.Keep(TrustedDocuments.Hash(text), text);
            Assert.InRange(documents.Automatic.Bytes, 1, 20_000);
            Assert.Equal(text, documents.Find(new GraphRequest("") { DocumentHash = TrustedDocuments.Hash(text) }, null).Text);
        }
        Assert.InRange(documents.Automatic.Count, 10, 50);
    }

    private async Task<(string? Code, string? Message)> ErrorAsync(string query, string hashed)
    {
        using var answer = await world.Platform.Engine.ExecuteAsync(new GraphRequest(query) { DocumentHash = TrustedDocuments.Hash(hashed), IsAutomatic = true }, Actor.Anonymous, CancellationToken.None);
        var json = JsonSerializer.Deserialize<JsonElement>(answer.Json.Span);
        return json.TryGetProperty("errors", out var errors) ? (errors[0].GetProperty("extensions").GetProperty("code").GetString(), errors[0].GetProperty("message").GetString()) : default;
    }
}
