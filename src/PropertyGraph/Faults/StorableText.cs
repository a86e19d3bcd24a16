namespace PropertyGraph.Faults;

/// <summary>What PostgreSQL's text can hold: Unicode without NUL and without halves of surrogate pairs, which a GraphQL literal can spell all the same.</summary>
internal static class StorableText
{
    /// <summary>What is to be taken out, in words that follow "has" or "remove"; null where the text can be stored.</summary>
    public static string? Objection(string text)
    {
        if (text.Contains('\0')) return "a NUL character";
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return "half of a surrogate pair";
            i++;
        }
        return null;
    }
}
