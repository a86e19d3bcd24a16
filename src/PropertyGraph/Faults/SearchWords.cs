using System.Text;

namespace PropertyGraph.Faults;

/// <summary>What a text must be to search for it, in all types or in one field.</summary>
internal static class SearchWords
{
    private const int MostCharacters = 200, MostWords = 16;

    /// <summary>What is wrong with a text, or null. Each word is looked for in every field of every row that the index leaves.</summary>
    /// <param name="text">Storable text, see <see cref="StorableText"/>.</param>
    public static string? Objection(string text)
    {
        if (text.Length > MostCharacters) return $"The text of a search has {text.Length} characters; it may have {MostCharacters}.";
        return Count(text) switch
        {
            0 => "The text of a search is blank; give at least one word.",
            > MostWords and var words => $"The text of a search has {words} words; it may have {MostWords}.",
            _ => null,
        };
    }

    /// <summary>As <c>propertygraph.search_words</c> sees them: what compatibility forms leave between blanks, accents aside.</summary>
    private static int Count(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormKD).Where(c => c is < '\u0300' or > '\u036F')).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
