using System.Text.Json;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>What a client can get wrong in a read is a clear error, or has no rows; it is never our fault.</summary>
public sealed class MistakeTests(ReadWorld world) : IClassFixture<ReadWorld>
{
    private static string? Code(JsonElement answer) =>
        answer.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("extensions").GetProperty("code").GetString() : null;

    [Theory]
    [InlineData("{ complaints(where: { title: { in: null } }) { totalCount } }")]
    [InlineData("{ complaints(where: { title: { contains: null } }) { totalCount } }")]
    [InlineData("{ complaints(where: { filedAt: { gt: null } }) { totalCount } }")]
    [InlineData("{ complaints(first: -1) { nodes { id } } }")]
    [InlineData("{ complaints(first: 101) { nodes { id } } }")]
    [InlineData("{ complaints(first: 1, last: 1) { nodes { id } } }")]
    [InlineData("{ complaints(after: \"\") { nodes { id } } }")]
    [InlineData("{ complaints(after: \"garbage!\") { nodes { id } } }")]
    [InlineData("{ complaints(first: -1) { totalCount } }")]
    [InlineData("{ complaints(after: \"garbage!\") { totalCount } }")]
    [InlineData("{ complaints(before: \"\") { aggregate { count } } }")]
    [InlineData("{ complaints(last: 101) { __typename } }")]
    [InlineData("{ customers(first: 2) { nodes { complaints(after: \"garbage!\") { totalCount } } } }")]
    [InlineData("{ customers(first: 2) { nodes { timeline(first: 101) { totalCount } } } }")]
    [InlineData("{ search(text: \"a\", after: \"garbage!\") { totalCount } }")]
    [InlineData("{ complaints(order: [{ title: ASC, id: ASC }]) { nodes { id } } }")]
    [InlineData("{ complaints(order: [{}]) { nodes { id } } }")]
    [InlineData("{ complaint { id } }")]
    [InlineData("{ complaint(id: \"x\", reference: \"y\") { id } }")]
    [InlineData("{ node(id: \"x\") { id } }")]
    [InlineData("{ complaints(where: { id: { eq: \"x\" } }) { totalCount } }")]
    public async Task A_mistake_is_a_clear_error(string query)
    {
        var code = Code(await world.AskAsync("agent", query));
        Assert.True(code is not null && code != "PG-EXE-INTERNAL", $"{query}: {code}");
    }

    [Fact]
    public async Task What_is_asked_of_a_page_is_checked_where_nothing_of_it_is_selected()
    {
        var answer = await world.AskAsync("agent", "{ one: complaint(reference: \"C-2026-000001\") { events(after: \"garbage!\", first: -1) { totalCount } } two: complaint(reference: \"C-2026-000001\") { reference } }");
        Assert.Equal("""{"one":null,"two":{"reference":"C-2026-000001"}}""", answer.GetProperty("data").GetRawText());
        Assert.Equal("""["one"]""", Assert.Single(answer.GetProperty("errors").EnumerateArray()).GetProperty("path").GetRawText());
    }

    [Fact]
    public async Task A_payloads_query_answers_introspection_like_any_query()
    {
        var answer = await world.AskAsync("agent", """
            mutation {
              a: fileComplaint(input: { title: "", description: "" }) { query { x: __type(name: "Query") { name } } other: query { x: __type(name: "Mutation") { name } } }
              b: fileComplaint(input: { title: "", description: "" }) { query { ... on Query { x: __schema { queryType { name } } } } }
            }
            """);
        Assert.Equal("""{"a":{"query":{"x":{"name":"Query"}},"other":{"x":{"name":"Mutation"}}},"b":{"query":{"x":{"queryType":{"name":"Query"}}}}}""", answer.GetProperty("data").GetRawText());
    }

    [Theory]
    [InlineData("eq")]
    [InlineData("contains")]
    [InlineData("startsWith")]
    [InlineData("containsIgnoreCase")]
    public async Task Text_that_no_database_can_hold_is_found_nowhere(string operation)
    {
        foreach (var text in new[] { "a\\u0000b", "\\u0000", "\\ud800", "a\\udc00", "\\udc00\\ud800" })
        {
            var answer = await world.AskAsync("agent", $"{{ complaints(where: {{ title: {{ {operation}: \"{text}\" }} }}) {{ totalCount }} }}");
            if (Code(answer) is { } code) Assert.NotEqual("PG-EXE-INTERNAL", code);
            else Assert.Equal(0, answer.GetProperty("data").GetProperty("complaints").GetProperty("totalCount").GetInt32());
        }
    }

    [Fact]
    public async Task Text_that_no_database_can_hold_is_found_nowhere_by_a_variable_either()
    {
        var answer = await world.AskAsync("agent", "query($text: String) { complaint(reference: $text) { id } }", new() { ["text"] = "a\0b" });
        Assert.Equal("PG-PLAN-FILTER", Code(answer));
    }

    [Fact]
    public async Task The_first_day_of_all_is_a_day()
    {
        var answer = await world.AskAsync("agent", "{ properties(where: { managedSince: { eq: \"0001-01-01\" } }) { totalCount } }");
        Assert.Equal(1, answer.GetProperty("data").GetProperty("properties").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task A_cursor_that_was_altered_or_is_of_another_order_or_list_is_an_error()
    {
        var answer = await world.AskAsync("agent", "{ complaints(first: 1) { edges { cursor } } }");
        var cursor = answer.GetProperty("data").GetProperty("complaints").GetProperty("edges")[0].GetProperty("cursor").GetString()!;
        var altered = (cursor[0] == 'A' ? 'B' : 'A') + cursor[1..];
        foreach (var query in new[]
        {
            $"{{ complaints(after: \"{altered}\") {{ nodes {{ id }} }} }}",
            $"{{ complaints(after: \"{cursor}\", order: [{{ title: ASC }}]) {{ nodes {{ id }} }} }}",
            $"{{ complaints(after: \"{cursor}\", order: [{{ filedAt: ASC }}]) {{ nodes {{ id }} }} }}",
            $"{{ customers(after: \"{cursor}\") {{ nodes {{ id }} }} }}",
        })
        {
            var code = Code(await world.AskAsync("agent", query));
            Assert.True(code is not null && code != "PG-EXE-INTERNAL", $"{query}: {code}");
        }
    }
}
