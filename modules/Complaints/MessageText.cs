using System.Text.RegularExpressions;

namespace PropertyGraph.Complaints;

/// <summary>Fills a template's placeholders. Values are put in once and never read again, so a customer's own words can't bring a placeholder in.</summary>
internal static partial class MessageText
{
    /// <summary>What a template may name.</summary>
    public static IReadOnlyList<string> Placeholders { get; } = ["reference", "title", "note", "department", "due"];

    /// <summary>Placeholders of a text that there are none of.</summary>
    public static IReadOnlyList<string> Unknown(string text) => [.. Named().Matches(text).Select(m => m.Groups[1].Value).Where(name => !Placeholders.Contains(name)).Distinct()];

    /// <summary>The text with its placeholders filled; one without a value leaves nothing, and a line of such alone is left out.</summary>
    /// <param name="values">By placeholder; one named <c>department.zh</c> goes before <c>department</c> in a text of that language.</param>
    public static string Fill(string text, string language, IReadOnlyDictionary<string, string?> values) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n')
        .Select(line => (Line: line, Filled: Named().Replace(line, m => values.GetValueOrDefault($"{m.Groups[1].Value}.{language}") ?? values.GetValueOrDefault(m.Groups[1].Value) ?? "")))
        .Where(l => l.Line.Length == 0 || l.Filled.Trim().Length > 0)
        .Select(l => l.Filled)).Trim();

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Named();
}
