using System.Text;

namespace PropertyGraph.Imports;

/// <summary>Splits text into records by RFC 4180, one at a time. Blank lines are skipped; a quoted field may hold commas, quotes (doubled) and line breaks.</summary>
internal sealed class CsvRecords(TextReader text)
{
    /// <summary>A quote that is never closed would otherwise take the rest of a large file into memory.</summary>
    private const int LongestField = 1_000_000;

    private readonly StringBuilder field = new();
    private int line = 1;

    /// <summary>The next record with the line where it begins, or null at the end. Fields are null where its quotes do not match.</summary>
    public (int Line, IReadOnlyList<string>? Fields)? Next()
    {
        while (text.Peek() is '\r' or '\n') EndLine((char)text.Read());
        if (text.Peek() < 0) return null;
        var start = line;
        var fields = new List<string>();
        var isGood = true;
        while (true)
        {
            isGood &= ReadField();
            fields.Add(field.ToString());
            var end = text.Read();
            if (end == ',') continue;
            if (end >= 0) EndLine((char)end);
            return (start, isGood ? fields : null);
        }
    }

    /// <summary>Reads up to the comma or line break after the field. False where the quotes do not match.</summary>
    private bool ReadField()
    {
        field.Clear();
        while (text.Peek() == ' ') text.Read();
        var isGood = text.Peek() != '"' || ReadQuoted();
        var quoted = field.Length;
        while (text.Peek() is not (',' or '\r' or '\n' or < 0)) field.Append((char)text.Read());
        while (field.Length > quoted && field[^1] is ' ' or '\t') field.Length--;
        return isGood && (quoted == 0 || field.Length == quoted);
    }

    private bool ReadQuoted()
    {
        text.Read();
        while (field.Length <= LongestField)
        {
            switch (text.Read())
            {
                case < 0: return false;
                case '"' when text.Peek() == '"': field.Append((char)text.Read()); break;
                case '"': return true;
                case var c when c is '\r' or '\n':
                    field.Append((char)c);
                    if (c == '\r' && text.Peek() == '\n') field.Append((char)text.Read());
                    line++;
                    break;
                case var c: field.Append((char)c); break;
            }
        }
        return false;
    }

    private void EndLine(char first)
    {
        if (first == '\r' && text.Peek() == '\n') text.Read();
        line++;
    }
}
