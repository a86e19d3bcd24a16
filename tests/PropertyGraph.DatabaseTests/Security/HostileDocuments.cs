namespace PropertyGraph.DatabaseTests.Security;

/// <summary>Ten ways to make a document of a hundred kilobytes dear.</summary>
public static class HostileDocuments
{
    private const int Bytes = 99_900;

    public static IReadOnlyDictionary<string, string> Texts { get; } = new Dictionary<string, string>
    {
        ["deep nesting"] = Full(Nested("parent", 2_000, "id")),
        ["alias flood"] = Full("{ " + Repeated(1_900, i => $"a{i}: __typename ") + "}"),
        ["duplicated fields"] = Full("{ complaints { nodes { " + Repeated(1_900, _ => "customer { name } ") + "} } }"),
        ["fragment chain"] = Full("{ departments { nodes { ...f0 } } } " + Repeated(90, i => $"fragment f{i} on Department {{ parent {{ ...f{i + 1} }} }} ") + "fragment f90 on Department { id }"),
        ["fragments that double"] = Full("{ departments { nodes { ...f0 } } } " + Repeated(60, i => $"fragment f{i} on Department {{ a: parent {{ ...f{i + 1} }} b: parent {{ ...f{i + 1} }} }} ") + "fragment f60 on Department { id }"),
        ["directive flood"] = Full("{ __typename " + Repeated(1_300, _ => "@include(if: true) ") + "}"),
        ["huge lists"] = Full("{ complaints(where: { or: [" + Repeated(1_500, _ => "{ not: {} } ") + "] }) { totalCount } }"),
        ["huge strings"] = "{ complaints(where: { title: { eq: \"" + new string('x', Bytes - 80) + "\" } }) { totalCount } }",
        ["argument flood"] = Full("{ complaints(" + Repeated(2_500, i => $"a{i}: 1 ") + ") { totalCount } }"),
        ["variable flood"] = Full("query(" + Repeated(2_400, i => $"$a{i}: Int ") + ") { __typename }"),
        ["introspection nesting"] = Full("{ __schema { types " + string.Concat(Enumerable.Repeat("{ fields { type ", 9)) + "{ name } " + new string('}', 20)),
        ["token flood"] = "{ " + Repeated(49_000, _ => "a ") + "}",
    };

    private static string Nested(string field, int depth, string leaf) => "{ departments { nodes { " + Repeated(depth, _ => $"{field} {{ ") + leaf + new string('}', depth + 3);

    private static string Repeated(int times, Func<int, string> part) => string.Concat(Enumerable.Range(0, times).Select(part));

    /// <summary>As long as the longest document that is read: what is refused must not be refused for its length.</summary>
    private static string Full(string text) => text + "\n#" + new string(' ', Bytes - text.Length - 2);
}
