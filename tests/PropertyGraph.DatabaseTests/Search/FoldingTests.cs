using Npgsql;
using PropertyGraph.Storage;

namespace PropertyGraph.DatabaseTests.Search;

/// <summary>The functions of 0002.sql, asked directly.</summary>
public sealed class FoldingTests : IAsyncLifetime
{
    private ModulesPlatform platform = null!;

    public async Task InitializeAsync() => platform = await ModulesPlatform.StartAsync();

    [Theory]
    [InlineData("Ångström CAFÉ", "angstrom cafe")]
    [InlineData("ＦＵＬＬ　ｗｉｄｔｈ ｶﾞ", "full width カ\u3099")]
    [InlineData("ﬁnal ΟΔΟΣ ΟΔΟΣΑ", "final οδοσ οδοσα")]
    [InlineData("İstanbul ISTANBUL", "istanbul istanbul")]
    [InlineData("電梯\t故障\u00a0\u2028停", "電梯 故障  停")]
    [InlineData("😀 100% _\\", "😀 100% _\\")]
    [InlineData("\u0301", "")]
    public async Task Folding_forgets_case_accents_and_width(string text, string folded) => Assert.Equal(folded, await AskAsync<string>("SELECT propertygraph.folded($1)", text));

    [Theory]
    [InlineData("The lift is stuck", "LIFT stuck", true)]
    [InlineData("The lift is stuck", "lift stairs", false)]
    [InlineData("The lift is stuck", "tuc ift", true)]
    [InlineData("The lift is stuck", "liftis", false)]
    [InlineData("十二樓電梯故障", "電梯 故障", true)]
    [InlineData("十二樓電梯故障", "梯", true)]
    [InlineData("Straße", "STRASSE", false)]
    [InlineData("", "a", false)]
    public async Task Words_are_held_wherever_they_stand(string value, string words, bool holds)
    {
        Assert.Equal(holds, await AskAsync<bool>("SELECT propertygraph.holds_words($1, $2)", value, words));
        if (holds) Assert.True(await AskAsync<bool>("SELECT propertygraph.grams($1) @> propertygraph.gram_query($2)", value, words));
    }

    /// <summary>Else a row that the exact test would take stays unseen by the index.</summary>
    [Theory]
    [InlineData("שָׁלוֹם עולם")]
    [InlineData("a\u05b8\u05b0\u05b7b")]
    [InlineData("กำลัง ไทย")]
    [InlineData("한국어 ｶﾞｷﾞ Ǆ ﷺ ½ ﬃ ΣΑΣ")]
    [InlineData("e\u0301\u0323\u0483\u0307 x\u0345\u0300")]
    public async Task What_a_text_contains_its_grams_contain(string text)
    {
        for (var from = 0; from < text.Length; from++)
            for (var to = from + 1; to <= text.Length; to++)
                Assert.True(await AskAsync<bool>("SELECT propertygraph.grams($1) @> propertygraph.gram_query($2)", text, text[from..to]), $"'{text}' contains '{text[from..to]}'.");
    }

    [Fact]
    public async Task A_database_of_the_kernel_before_gets_them()
    {
        var before = await PiecesAsync();
        await platform.ExecuteAsync("DROP FUNCTION propertygraph.folded, propertygraph.grams, propertygraph.gram_query, propertygraph.holds_words, propertygraph.search_words, propertygraph.search_score, propertygraph.require_rights, propertygraph.personal_rows, propertygraph.types_for_staff CASCADE; DROP TABLE propertygraph.files, propertygraph.rights CASCADE; ALTER TABLE propertygraph.audit DROP COLUMN person CASCADE; DROP INDEX propertygraph.ix_audit_customer, propertygraph.ix_principals_person_id; DELETE FROM propertygraph.schema_versions WHERE version >= 2");
        Assert.Equal(0, (await PiecesAsync()).Indexes);
        for (var i = 0; i < 2; i++) await platform.Get<Migrator>().MigrateAsync(null, CancellationToken.None);
        Assert.Equal(before, await PiecesAsync());
    }

    private async Task<(long Functions, long Indexes)> PiecesAsync() => (
        await platform.ScalarAsync<long>("SELECT count(*) FROM pg_proc WHERE pronamespace = 'propertygraph'::regnamespace"),
        await platform.ScalarAsync<long>("SELECT count(*) FROM pg_indexes WHERE indexdef LIKE '%USING gin (propertygraph.grams(%'"));

    private async Task<T> AskAsync<T>(string sql, params string[] texts)
    {
        await using var command = platform.Source.CreateCommand(sql);
        foreach (var text in texts) command.Parameters.Add(new NpgsqlParameter { Value = text });
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task DisposeAsync() => await platform.DisposeAsync();
}
