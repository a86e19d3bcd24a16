using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Random;

/// <summary>The operators of each scalar, as the schema's conventions name them.</summary>
internal static class Operators
{
    private static readonly string[] Equality = ["eq", "neq"];
    private static readonly string[] Membership = [.. Equality, "in", "nin"];
    private static readonly string[] Comparison = [.. Membership, "gt", "ngt", "gte", "ngte", "lt", "nlt", "lte", "nlte"];
    private static readonly string[] Text =
    [
        .. Membership, "contains", "ncontains", "startsWith", "nstartsWith", "endsWith", "nendsWith", "search", "nsearch",
        "eqIgnoreCase", "neqIgnoreCase", "containsIgnoreCase", "ncontainsIgnoreCase", "startsWithIgnoreCase", "nstartsWithIgnoreCase",
    ];

    public static IReadOnlyList<string> Of(ScalarKind kind) => kind switch
    {
        ScalarKind.Boolean => Equality,
        ScalarKind.Id or ScalarKind.Uuid or ScalarKind.Enum or ScalarKind.Url => Membership,
        ScalarKind.String => Text,
        _ => Comparison,
    };

    public static bool TakesList(string name) => name is "in" or "nin";

    /// <summary>Equality alone may ask for null.</summary>
    public static bool TakesNull(string name) => name is "eq" or "neq";
}
