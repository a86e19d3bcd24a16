using System.Linq.Expressions;
using PropertyGraph.Modules;
using PropertyGraph.Plans;

namespace PropertyGraph.Sql;

/// <summary>
/// Takes apart a flat <c>SELECT list FROM ...</c> that EF Core rendered, so that a statement can select only the columns it needs and the SQL stays
/// readable. Only quoting and parentheses matter for that; anything unexpected stops the start-up.
/// </summary>
internal static class RenderedSelect
{
    public static (IReadOnlyList<SqlText> Columns, SqlText From) Parse(
        string text, IReadOnlyDictionary<string, Slot> slots, IReadOnlyList<(string Name, LambdaExpression Expression)> columns, string what)
    {
        const string select = "SELECT ";
        var (commas, from) = TopLevel(text);
        if (!text.StartsWith(select, StringComparison.Ordinal) || from < 0) throw new StartupException($"{what}: EF Core rendered something other than a flat SELECT: {text}");
        var starts = commas.Select(c => c + 2).Prepend(select.Length).ToArray();
        if (starts.Length != columns.Count)
            throw new StartupException($"{what}: two fields are the same expression ({string.Join(", ", columns.Select(c => c.Name))}); define it once.");
        var items = new List<SqlText>();
        for (var i = 0; i < starts.Length; i++)
        {
            var end = i + 1 < starts.Length ? starts[i + 1] - 2 : from;
            items.Add(Slotted(WithoutAlias(text[starts[i]..end], columns[i].Name), slots));
        }
        return (items, Slotted(OneLine(text[(from + "\nFROM ".Length)..]), slots));
    }

    private static string WithoutAlias(string item, string name)
    {
        foreach (var alias in new[] { $" AS {name}", $" AS \"{name}\"" })
            if (item.EndsWith(alias, StringComparison.Ordinal)) return OneLine(item[..^alias.Length]);
        return OneLine(item);
    }

    private static string OneLine(string text) => string.Join(' ', text.Split('\n').Select(line => line.Trim()));

    /// <summary>Positions of the commas outside of parentheses and quotes up to the first such FROM, and of that.</summary>
    private static (List<int> Commas, int From) TopLevel(string text)
    {
        var commas = new List<int>();
        var depth = 0;
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
            {
                if (c == quote) quote = '\0';
            }
            else if (c is '\'' or '"') quote = c;
            else if (c is '(' or '[') depth++;
            else if (c is ')' or ']') depth--;
            else if (depth == 0 && c == ',') commas.Add(i);
            else if (depth == 0 && c == '\n' && text.AsSpan(i + 1).StartsWith("FROM ")) return (commas, i);
        }
        return (commas, -1);
    }

    /// <summary>Replaces each <c>@name</c> by its slot.</summary>
    private static SqlText Slotted(string text, IReadOnlyDictionary<string, Slot> slots)
    {
        var parts = new List<object>();
        var start = 0;
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            if (quote != '\0')
            {
                if (text[i] == quote) quote = '\0';
                continue;
            }
            if (text[i] is '\'' or '"') quote = text[i];
            if (text[i] != '@') continue;
            var end = i + 1;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_')) end++;
            if (!slots.TryGetValue(text[(i + 1)..end], out var slot)) continue;
            if (i > start) parts.Add(text[start..i]);
            parts.Add(slot);
            start = end;
            i = end - 1;
        }
        if (start < text.Length) parts.Add(text[start..]);
        return SqlText.Trusted(parts);
    }
}
