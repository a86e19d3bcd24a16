using System.Runtime.CompilerServices;
using System.Text;
using PropertyGraph.Plans;

namespace PropertyGraph.Sql;

/// <summary>
/// A piece of SQL that carries its parameters. It is written as an interpolated string whose holes can only be other pieces, slots and
/// identifiers, so no value ever becomes text.
/// </summary>
[InterpolatedStringHandler]
public sealed class SqlText
{
    private readonly List<object> parts = [];

    public SqlText(int literalLength = 0, int formattedCount = 0) => _ = literalLength + formattedCount;

    /// <summary>No text.</summary>
    public static SqlText Empty => new();

    /// <summary>Writes a piece.</summary>
    public static SqlText Of(SqlText text) => text;

    public void AppendLiteral(string text) => parts.Add(text);
    public void AppendFormatted(SqlText text) => parts.AddRange(text.parts);
    public void AppendFormatted(Slot slot) => parts.Add(slot switch
    {
        ConstantSlot constant => constant.Sql,
        LimitSlot { Constant: { } rows } => rows.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => slot,
    });
    public void AppendFormatted(SqlName name) => parts.Add(name.Quoted);

    /// <summary>Text that is known at start-up, such as SQL that EF Core rendered, or a literal of a closed set.</summary>
    internal static SqlText Trusted(params IEnumerable<object> parts)
    {
        var text = new SqlText();
        text.parts.AddRange(parts);
        return text;
    }

    /// <summary>A number of the plan's own.</summary>
    public static SqlText Number(int number) => Trusted(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Pieces with a separator between.</summary>
    public static SqlText Join(string separator, IEnumerable<SqlText> texts)
    {
        var joined = new SqlText();
        var first = true;
        foreach (var text in texts)
        {
            if (!first) joined.parts.Add(separator);
            joined.parts.AddRange(text.parts);
            first = false;
        }
        return joined;
    }

    /// <summary>Whether this is a plain column of this name, which needs no alias.</summary>
    public bool EndsWithColumn(string name) => parts is [string text] && text.EndsWith("." + new SqlName(name).Quoted, StringComparison.Ordinal) && !text.Contains(' ');

    public bool IsEmpty => parts.Count == 0;

    /// <summary>The statement with numbered parameters; equal slots share a number.</summary>
    /// <param name="first">Number of its first parameter: those before are for the statement around it.</param>
    public Statement ToStatement(int first = 1)
    {
        var text = new StringBuilder();
        var slots = new List<Slot>();
        foreach (var part in parts)
            if (part is Slot slot)
            {
                var index = slots.IndexOf(slot);
                if (index < 0)
                {
                    index = slots.Count;
                    slots.Add(slot);
                }
                text.Append('$').Append(first + index);
            }
            else text.Append((string)part);
        return new(text.ToString(), slots);
    }
}

/// <summary>SQL and what fills its parameters <c>$1</c>, <c>$2</c>, ...</summary>
public sealed record Statement(string Text, IReadOnlyList<Slot> Slots);

/// <summary>A statement of a plan's batch.</summary>
/// <param name="Levels">The levels that it answers. One: its rows are the level's. Several: each row has the place of a level among them first, and comes level by level.</param>
/// <param name="Columns">For each of several levels, the places of its columns in the row.</param>
/// <param name="AreBeside">Whether instead each row is a row of both levels, a merged list's and that of its only type: the list's key is that which ties the other's row.</param>
internal sealed record LevelStatement(IReadOnlyList<Level> Levels, Statement Sql, IReadOnlyList<int[]>? Columns = null, bool AreBeside = false);

/// <summary>An identifier, quoted where it must be.</summary>
public readonly record struct SqlName(string Name)
{
    public string Quoted => Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') && !Reserved.Contains(Name) ? Name : Delimited;

    /// <summary>In quotes, whether it needs them or not.</summary>
    public string Delimited => $"\"{Name.Replace("\"", "\"\"")}\"";

    /// <summary>PostgreSQL's reserved key words, appendix C.</summary>
    private static readonly HashSet<string> Reserved =
    [
        "all", "and", "any", "array", "as", "asc", "both", "case", "cast", "check", "collate", "column", "constraint", "create", "default", "desc", "distinct",
        "do", "else", "end", "except", "false", "fetch", "for", "foreign", "from", "grant", "group", "having", "in", "initially", "intersect", "into", "lateral",
        "leading", "limit", "not", "null", "offset", "on", "only", "or", "order", "primary", "references", "returning", "select", "some", "symmetric", "table",
        "then", "to", "trailing", "true", "union", "unique", "user", "using", "variadic", "when", "where", "window", "with",
    ];
}
