using System.Globalization;
using System.Text;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>What texts are alike: lower case as Unicode's full mapping has it, and the folding of <c>search</c>.</summary>
internal static class SlowText
{
    /// <summary>Unicode's full lower case for no language: two letters have more than one form (SpecialCasing.txt).</summary>
    public static string Lower(string text)
    {
        var lower = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '\u0130') lower.Append("i\u0307");
            else if (text[i] == '\u03a3') lower.Append(IsFinal(text, i) ? '\u03c2' : '\u03c3');
            else if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length) lower.Append(text.Substring(i++, 2).ToLowerInvariant());
            else lower.Append(char.ToLowerInvariant(text[i]));
        return lower.ToString();
    }

    /// <summary>Compatibility forms taken apart, accents left out, lower case; a final sigma is a sigma.</summary>
    public static string Fold(string text) => Lower(string.Concat(text.Normalize(NormalizationForm.FormKD).Where(c => c is < '\u0300' or > '\u036f'))).Replace('\u03c2', '\u03c3');

    /// <summary>The words that <c>search</c> looks for, as often as they are given.</summary>
    public static IReadOnlyList<string> Words(string text) => [.. Fold(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Whether every word occurs in the value, or in one of several.</summary>
    public static bool HoldsWords(string value, string words) => Words(words).All(word => Fold(value).Contains(word, StringComparison.Ordinal));

    /// <summary>A sigma is a final one after a letter and before none.</summary>
    private static bool IsFinal(string text, int at)
    {
        var (before, after) = (at - 1, at + 1);
        while (before >= 0 && IsSkipped(text[before])) before--;
        while (after < text.Length && IsSkipped(text[after])) after++;
        return before >= 0 && IsCased(text[before]) && !(after < text.Length && IsCased(text[after]));
    }

    private static bool IsCased(char letter) => char.GetUnicodeCategory(letter) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;

    private static bool IsSkipped(char sign) => sign is '\'' or '.' or ':' or '\u00b7' or '\u2019' or '^' or '`'
        || char.GetUnicodeCategory(sign) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;
}
