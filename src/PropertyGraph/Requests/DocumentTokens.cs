namespace PropertyGraph.Requests;

/// <summary>A document's tokens (GraphQL 2.1.6), counted without making any: what is too much for the parser must not cost what parsing costs.</summary>
internal readonly record struct DocumentTokens(int Count, int Longest)
{
    /// <summary>Counts until the text ends or there are more than <paramref name="most"/>. What is no token at all is left to the parser to tell.</summary>
    public static DocumentTokens Of(ReadOnlySpan<char> text, int most)
    {
        var (count, longest, place) = (0, 0, 0);
        while (place < text.Length && count <= most)
        {
            var length = Length(text[place..], out var isIgnored);
            place += length;
            if (isIgnored) continue;
            count++;
            longest = Math.Max(longest, length);
        }
        return new(count, longest);
    }

    private static int Length(ReadOnlySpan<char> text, out bool isIgnored)
    {
        var first = text[0];
        isIgnored = first is ' ' or '\t' or '\n' or '\r' or ',' or '\uFEFF' or '#';
        if (first == '#') return ToEndOfLine(text);
        if (isIgnored) return 1;
        if (first == '"') return text.StartsWith("\"\"\"") ? BlockString(text) : String(text);
        if (first == '.') return text.StartsWith("...") ? 3 : 1;
        if (char.IsAsciiLetter(first) || first == '_') return Name(text);
        return char.IsAsciiDigit(first) || first == '-' ? Number(text) : 1;
    }

    private static int Name(ReadOnlySpan<char> text)
    {
        var length = 1;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] == '_')) length++;
        return length;
    }

    private static int Number(ReadOnlySpan<char> text)
    {
        var length = 1;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] is '.' or 'e' or 'E' || (text[length] is '+' or '-' && text[length - 1] is 'e' or 'E'))) length++;
        return length;
    }

    private static int ToEndOfLine(ReadOnlySpan<char> text) => text.IndexOfAny('\n', '\r') is >= 0 and var end ? end : text.Length;

    private static int String(ReadOnlySpan<char> text)
    {
        var place = 1;
        while (place < text.Length)
        {
            var next = text[place..].IndexOfAny("\"\\\n\r");
            if (next < 0) return text.Length;
            place += next + 1;
            if (text[place - 1] != '\\') return place;
            place++;
        }
        return text.Length;
    }

    private static int BlockString(ReadOnlySpan<char> text)
    {
        var place = 3;
        while (text[place..].IndexOf("\"\"\"") is >= 0 and var next)
        {
            place += next + 3;
            if (text[place - 4] != '\\') return place;
        }
        return text.Length;
    }
}
