using System.Text.Json;
using PropertyGraph.Requests;

namespace PropertyGraph.Gateway.Http;

/// <summary>
/// How a client asks for an operation's cost: by a header, or where there are none, by <c>extensions.cost</c>. A word that means nothing is refused: a client
/// that misspells <c>validate</c> must not have its mutation run.
/// </summary>
internal static class CostModes
{
    public const string Header = "GraphQL-Cost";
    public const string Expected = "'report' or 'validate'";

    public static bool TryRead(string? text, out CostMode mode)
    {
        mode = text switch { "report" => CostMode.Report, "validate" => CostMode.Validate, _ => CostMode.None };
        return mode != CostMode.None;
    }

    /// <summary>False where <c>cost</c> is there and means nothing.</summary>
    public static bool TryRead(JsonElement extensions, out CostMode mode)
    {
        mode = CostMode.None;
        return extensions.ValueKind != JsonValueKind.Object || !extensions.TryGetProperty("cost", out var cost)
            || (cost.ValueKind == JsonValueKind.String && TryRead(cost.GetString(), out mode));
    }
}
