using System.Text.Json.Nodes;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>Questions that random queries do not ask, or asked once and were answered wrongly; both executors agree on them.</summary>
public sealed class AgreementTests(ReadWorld world) : IClassFixture<ReadWorld>
{
    [Theory]
    // A value where a list is wanted is a list of one.
    [InlineData("""{ complaints(where: { status: { in: FILED } }) { totalCount nodes { id } } }""")]
    [InlineData("""{ complaints(where: { and: { or: { status: { nin: CLOSED } } } }, order: { severity: DESC }) { nodes { id } } }""")]
    [InlineData("""query($in: [String!]) { complaints(where: { title: { in: $in } }) { totalCount } }""", """{ "in": "Lift stuck" }""")]
    [InlineData("""query($order: [ComplaintSortInput!]) { complaints(order: $order) { nodes { id } } }""", """{ "order": { "title": "DESC" } }""")]
    // A variable without a value is no condition; one that is null is null.
    [InlineData("""query($title: String) { complaints(where: { title: { eq: $title } }) { totalCount } }""")]
    [InlineData("""query($note: String) { complaints { nodes { events(where: { note: { eq: $note } }) { totalCount } } } }""", """{ "note": null }""")]
    [InlineData("""query($note: String) { complaints { nodes { events(where: { note: { neq: $note } }) { totalCount } } } }""", """{ "note": null }""")]
    [InlineData("""query($where: ComplaintFilterInput, $first: Int) { complaints(where: $where, first: $first) { totalCount nodes { id } } }""")]
    [InlineData("""query($where: ComplaintFilterInput, $first: Int) { complaints(where: $where, first: $first, last: null, after: null, before: null, order: null) { totalCount nodes { id } } }""", """{ "where": null, "first": null }""")]
    [InlineData("""query($first: Int = 2, $way: SortEnumType = DESC) { complaints(first: $first, order: [{ reference: $way }]) { nodes { reference } } }""")]
    [InlineData("""query($first: Int = 2, $way: SortEnumType = DESC) { complaints(first: $first, order: [{ reference: $way }]) { nodes { reference } } }""", """{ "first": 3, "way": "ASC" }""")]
    [InlineData("""query($yes: Boolean!, $no: Boolean!) { complaints { nodes { id @include(if: $no) title @skip(if: $no) customer @include(if: $yes) { name } events @skip(if: $yes) { totalCount } } } }""", """{ "yes": true, "no": false }""")]
    // A filter that asks nothing holds for every row; of no alternatives none holds.
    [InlineData("""{ complaints(where: { not: {} }) { totalCount } }""")]
    [InlineData("""{ complaints(where: { not: { not: { customer: null } } }) { totalCount } }""")]
    [InlineData("""{ complaints(where: { or: [] }) { totalCount } }""")]
    [InlineData("""{ complaints(where: { or: [{}, { status: { eq: FILED } }] }) { totalCount } }""")]
    [InlineData("""{ complaints(where: { and: [], status: {}, title: null, not: null }) { totalCount } }""")]
    [InlineData("""{ complaints(where: { events: { all: {}, none: { note: null } } }) { totalCount } }""")]
    [InlineData("""query($where: ComplaintFilterInput) { complaints(where: $where) { totalCount } }""", """{ "where": { "not": { "or": [{ "customer": {} }, { "not": {} }] } } }""")]
    // An empty list is a list.
    [InlineData("""{ complaints(where: { title: { in: [] } }) { totalCount } }""")]
    [InlineData("""{ complaints(where: { title: { nin: [] } }) { totalCount } }""")]
    [InlineData("""{ nodes(ids: []) { id } }""")]
    // The same relation twice, each with its own page, and one field in parts that merge.
    [InlineData("""{ customers { nodes { a: complaints(first: 1) { nodes { id } } b: complaints(last: 1) { nodes { id } totalCount } ...C } } } fragment C on Customer { a: complaints(first: 1) { nodes { title } totalCount } }""")]
    [InlineData("""{ complaints { nodes { customer { name } customer { number complaints(first: 2) { totalCount } } c: customer { complaints { nodes { customer { complaints { totalCount } } } } } } } }""")]
    [InlineData("""{ customers(where: { name: { containsIgnoreCase: "ÉTIENNE" } }) { nodes { name } } }""")]
    [InlineData("""{ customers(where: { name: { containsIgnoreCase: "strasse" } }) { nodes { name } } }""")]
    [InlineData("""{ properties(where: { managedSince: { lte: "0001-01-01" } }, order: [{ managedSince: ASC }]) { edges { cursor node { managedSince } } } }""")]
    [InlineData("""{ customers(where: { since: { eq: "9999-12-31" } }, first: 20) { nodes { name since } } }""")]
    // Figures at the ends of what numbers, days and lengths of time can be.
    [InlineData("""{ specimens(where: { lasts: { lt: "PT0S" } }, order: [{ lasts: ASC }], first: 100) { nodes { lasts pause } } }""")]
    [InlineData("""{ specimens { aggregate { count distinct(of: PRICE) min { total price ratio lasts seenAt day } max { total price ratio lasts seenAt day } sum { total price ratio lasts count } avg { total price ratio lasts count } } } }""")]
    [InlineData("""{ specimens { groups(by: [{ seenAt: { unit: WEEK, timeZone: "America/New_York" } }], first: 1000) { key { seenAt } aggregate { count } } } }""")]
    [InlineData("""{ specimens { groups(by: [{ seenAt: { unit: YEAR, timeZone: "Asia/Shanghai" } }, { day: { unit: QUARTER } }], first: 1000) { key { seenAt day } aggregate { count } } } }""")]
    [InlineData("""{ specimens(order: [{ children: { sum: { price: DESC } } }, { children: { sum: { total: ASC } } }], first: 100) { nodes { id } } }""")]
    // A group of rows behind which nobody is, and one of those behind whom there is no value.
    [InlineData("""{ complaints { groups(by: [{ customer: { keyAccountTier: true } }]) { key { customer { keyAccountTier } } aggregate { count } } } }""")]
    public async Task Both_agree(string query, string? variables = null)
    {
        foreach (var asker in world.Askers.Where(a => a is "system" or "agent" or "customer C0002"))
            await world.CompareAsync(asker, query, variables is null ? null : JsonNode.Parse(variables)!.AsObject());
    }

    [Fact]
    public async Task Ids_are_answered_in_the_order_given_and_as_often()
    {
        var first = (await world.CompareAsync("agent", "{ complaints(first: 2) { nodes { id } } staff(first: 1) { nodes { id } } }")).Data;
        var ids = new[] { first.GetProperty("complaints"), first.GetProperty("staff") }.SelectMany(l => l.GetProperty("nodes").EnumerateArray()).Select(n => n.GetProperty("id").GetString()!).ToList();
        var asked = new JsonObject { ["ids"] = new JsonArray([.. new[] { ids[2], ids[0], ids[1], ids[0], ids[2] }.Select(id => (JsonNode)id)]) };
        foreach (var asker in world.Askers)
            await world.CompareAsync(asker, "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Complaint { title customer { name } } ... on Staff { name } ... on Node { id } } }", asked.DeepClone().AsObject());
    }
}
