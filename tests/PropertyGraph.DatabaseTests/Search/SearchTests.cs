using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using PropertyGraph.DatabaseTests.Reads;
using PropertyGraph.DatabaseTests.Reads.Oracle;
using PropertyGraph.DatabaseTests.Reads.Random;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Search;

/// <summary>A search finds exactly the visible rows that have every word, ranked by the stated points, however it is paged.</summary>
public sealed class SearchTests(ReadWorld world) : IClassFixture<ReadWorld>
{
    private sealed record Found(double Score, string Type, string Id);

    [Fact]
    public Task It_finds_and_ranks_what_the_page_on_search_says() =>
        Gen.Select(Gen.UInt, Gen.Int[1, 30]).SampleAsync(((uint Seed, int Rows) search) => CompareAsync(search.Seed, search.Rows), iter: 80, threads: 2);

    private async Task CompareAsync(uint seed, int rows)
    {
        var choices = new Choices(new(1, seed));
        var asker = choices.OneOf(world.Askers);
        var text = Text(choices);
        var expected = Expected(world.View(asker), text);
        Assert.Equal(expected, await WalkAsync(asker, text, rows, expected.Count, forward: true));
        Assert.Equal(expected, await WalkAsync(asker, text, rows, expected.Count, forward: false));
    }

    /// <summary>Words, or pieces of words, of any row; mostly all of one.</summary>
    private string Text(Choices choices)
    {
        string[] Row()
        {
            for (; ; )
            {
                var member = (SearchedMember)choices.OneOf(world.Model.Search!.Members);
                var all = world.Everything.VisibleRows(world.Model.Entities[member.Type]).ToList();
                if (all.Count == 0) continue;
                var row = choices.OneOf(all);
                var words = string.Join(' ', member.Fields.Select(f => (string?)world.Everything.Value(f, row))).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => Folded(w).Length > 0).ToArray();
                if (words.Length > 0) return words;
            }
        }

        string Piece(string word)
        {
            var runes = word.EnumerateRunes().ToList();
            var start = choices.Chance(70) ? 0 : choices.Below(runes.Count);
            var piece = string.Concat(runes.Skip(start).Take(choices.Chance(60) ? runes.Count : 1 + choices.Below(4)));
            return Folded(piece).Length == 0 ? word : choices.Chance(30) ? piece.ToUpperInvariant() : piece;
        }

        var first = Row();
        var text = string.Join(' ', Enumerable.Range(0, 1 + choices.Below(3)).Select(_ => Piece(choices.OneOf(choices.Chance(85) ? first : Row()))));
        return text.Length <= 200 ? text : text[..200].TrimEnd();
    }

    private static List<Found> Expected(SlowView view, string text)
    {
        var words = Folded(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = new List<(decimal Score, int Type, string Key, Found Found)>();
        foreach (var (member, type) in view.Model.Search!.Members.Cast<SearchedMember>().Select((m, i) => (m, i)))
            foreach (var row in view.VisibleRows(view.Model.Entities[member.Type]))
            {
                var values = member.Fields.Select(f => view.Allows(f) && view.Value(f, row) is string value ? Folded(value).Trim(' ') : null).ToList();
                var best = words.Select(word => values.Max((value) => Points(value, word) * (value is not null && values.IndexOf(value) == 0 ? 1m : 0.5m))).ToList();
                if (best.Contains(0)) continue;
                var score = Math.Round(best.Sum() / words.Length, 4, MidpointRounding.AwayFromZero);
                var key = SlowRows.Key(view.Model.Entities[member.Type], row);
                found.Add((score, type, key.ToString(), new((double)score, member.Type, GlobalId.Encode(member.Type, key))));
            }
        return [.. found.OrderByDescending(f => f.Score).ThenByDescending(f => f.Type).ThenByDescending(f => f.Key, StringComparer.Ordinal).Select(f => f.Found)];
    }

    private static decimal Points(string? value, string word) =>
        value is null || !value.Contains(word, StringComparison.Ordinal) ? 0
        : value == word ? 4
        : value.StartsWith(word, StringComparison.Ordinal) ? 3
        : value.Contains($" {word}", StringComparison.Ordinal) ? 2
        : 1;

    private static string Folded(string text) => string.Concat(
        text.Normalize(NormalizationForm.FormKD).Where(c => c is < '\u0300' or > '\u036F').Select(c => char.IsWhiteSpace(c) ? ' ' : c)).ToLowerInvariant().Replace('ς', 'σ');

    private async Task<List<Found>> WalkAsync(string asker, string text, int rows, int total, bool forward)
    {
        var walked = new List<Found>();
        for (string? cursor = null; ;)
        {
            var answer = await world.AskAsync(asker,
                $"query($text: String!, $rows: Int, $cursor: String) {{ search(text: $text, {(forward ? "first: $rows, after" : "last: $rows, before")}: $cursor) {{ totalCount edges {{ score node {{ __typename ... on Node {{ id }} }} }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}",
                new() { ["text"] = text, ["rows"] = rows, ["cursor"] = cursor });
            Assert.False(answer.TryGetProperty("errors", out var errors), $"{asker}: {text}: {errors}");
            var page = answer.GetProperty("data").GetProperty("search");
            Assert.Equal(total, page.GetProperty("totalCount").GetInt32());
            walked.InsertRange(forward ? walked.Count : 0, page.GetProperty("edges").EnumerateArray().Select(e =>
                new Found(e.GetProperty("score").GetDouble(), e.GetProperty("node").GetProperty("__typename").GetString()!, e.GetProperty("node").GetProperty("id").GetString()!)));
            var info = page.GetProperty("pageInfo");
            if (!info.GetProperty(forward ? "hasNextPage" : "hasPreviousPage").GetBoolean()) return walked;
            cursor = info.GetProperty(forward ? "endCursor" : "startCursor").GetString();
        }
    }

    [Fact]
    public async Task A_cursor_of_another_text_is_refused()
    {
        const string Query = "query($text: String!, $cursor: String) { search(text: $text, first: 1, after: $cursor) { pageInfo { endCursor } } }";
        var cursor = (await world.AskAsync("agent", Query, new() { ["text"] = "lift" })).GetProperty("data").GetProperty("search").GetProperty("pageInfo").GetProperty("endCursor").GetString();
        Assert.Equal("PG-PLAN-CURSOR", Code(await world.AskAsync("agent", Query, new() { ["text"] = "noise", ["cursor"] = cursor })));
        Assert.Null(Code(await world.AskAsync("agent", Query, new() { ["text"] = "lift", ["cursor"] = cursor })));
    }

    public static TheoryData<string> WrongTexts => ["", " \u3000 ", "\u0301", new('x', 201), string.Join(' ', Enumerable.Repeat("x", 17))];

    [Theory]
    [MemberData(nameof(WrongTexts))]
    public async Task A_text_that_is_blank_or_too_long_is_a_clear_error(string text)
    {
        Assert.Equal("PG-PLAN-SEARCH", Code(await SearchAsync(text)));
        Assert.Equal("PG-PLAN-SEARCH", Code(await world.AskAsync("agent", $"{{ search(text: {JsonSerializer.Serialize(text)}) {{ totalCount }} }}")));
    }

    [Fact]
    public async Task The_longest_text_with_the_most_words_is_searched_for() =>
        Assert.Equal(0, (await SearchAsync(string.Join(' ', Enumerable.Range(0, 15).Select(i => $"word{i:00}")) + " " + new string('x', 95))).GetProperty("data").GetProperty("search").GetProperty("totalCount").GetInt32());

    [Fact]
    public async Task Text_that_no_database_can_hold_is_a_clear_error() => Assert.Equal("PG-PLAN-FILTER", Code(await SearchAsync("a\0b")));

    [Theory]
    [InlineData("PG-PLAN-HIDDEN", "{ search(text: \"zoe\") { nodes { ... on Staff { number } } } }")]
    [InlineData("PG-PLAN-PAGE", "{ search(text: \"zoe\", first: 1000) { nodes { __typename } } }")]
    [InlineData("PG-REQ-VALIDATION", "{ search(text: \"zoe\", types: [ANSWER]) { totalCount } }")]
    [InlineData("PG-REQ-VALIDATION", "{ search { totalCount } }")]
    [InlineData("PG-REQ-VALIDATION", "{ search(text: \"zoe\", order: ASC) { totalCount } }")]
    public async Task A_mistake_is_a_clear_error(string code, string query) => Assert.Equal(code, Code(await world.AskAsync("partner P1", query)));

    [Fact]
    public async Task A_field_that_the_reader_may_not_use_finds_nothing()
    {
        const string query = "{ search(text: \"S008\") { nodes { __typename ... on Staff { id } } } }";
        Assert.Equal("Staff", (await world.AskAsync("agent", query)).GetProperty("data").GetProperty("search").GetProperty("nodes")[0].GetProperty("__typename").GetString());
        foreach (var asker in world.Askers.Where(a => a.Contains(' ') || a == "nobody"))
            Assert.Equal(0, (await world.AskAsync(asker, query)).GetProperty("data").GetProperty("search").GetProperty("nodes").GetArrayLength());
    }

    private Task<JsonElement> SearchAsync(string text) => world.AskAsync("agent", "query($text: String!) { search(text: $text) { totalCount } }", new JsonObject { ["text"] = text });

    private static string? Code(JsonElement answer) =>
        answer.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("extensions").GetProperty("code").GetString() : null;
}
