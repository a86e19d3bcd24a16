using System.Globalization;
using System.Reflection;
using PropertyGraph.Commands;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Imports;

/// <summary>A row that could not be imported.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Line">Line where the row begins, from 1, header included.</param>
/// <param name="Column">Column, or empty where the row as a whole is bad.</param>
/// <param name="Reason">What is wrong and what to do.</param>
public sealed record RejectedRow(string File, int Line, string Column, string Reason);

/// <summary>Reads rows of one CSV file (RFC 4180, UTF-8 with or without BOM, header first) as records of one type, one at a time.</summary>
internal sealed class CsvReading
{
    private readonly IReadOnlyList<(string Column, ParameterInfo Parameter, bool IsRequired)> columns;
    private readonly Func<object?[], object> create;

    public CsvReading(Type record)
    {
        var constructor = record.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(c => c.GetParameters() is not [var only] || only.ParameterType != record).MaxBy(c => c.GetParameters().Length)!;
        var nullability = new NullabilityInfoContext();
        columns = [.. constructor.GetParameters().Select(p => (Names.Snake(p.Name!), p, !p.HasDefaultValue && !MayBeNull(p, nullability)))];
        create = InputBinder.Constructor(record, [.. columns.Select(c => c.Parameter)]);
    }

    /// <summary>The file's rows: a record, or what is wrong with the row.</summary>
    /// <exception cref="ImportException">The header does not fit.</exception>
    public IEnumerable<(int Line, object? Row, IReadOnlyList<RejectedRow> Rejected)> Read(string path)
    {
        var file = Path.GetFileName(path);
        using var reader = new StreamReader(path, new System.Text.UTF8Encoding(false), detectEncodingFromByteOrderMarks: true);
        var records = new CsvRecords(reader);
        if (records.Next() is not { Fields: { } names }) throw new ImportException($"{file} has no header line; begin it with the columns {string.Join(", ", columns.Select(c => c.Column))}.");
        var header = names.Select(c => c.ToLowerInvariant()).ToArray();
        CheckHeader(file, header);
        var places = columns.Select(c => Array.IndexOf(header, c.Column)).ToArray();
        while (records.Next() is var (line, values))
        {
            if (values is null) yield return (line, null, [new(file, line, "", "The quotes do not match; write a quote inside a quoted field as two.")]);
            else if (values.Count != header.Length) yield return (line, null, [new(file, line, "", $"The row has {values.Count} fields, the header {header.Length}.")]);
            else yield return Parsed(file, line, values, places);
        }
    }

    private (int, object?, IReadOnlyList<RejectedRow>) Parsed(string file, int line, IReadOnlyList<string> values, int[] places)
    {
        var rejected = new List<RejectedRow>();
        var arguments = new object?[columns.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            var (column, parameter, isRequired) = columns[i];
            var text = places[i] < 0 ? "" : values[places[i]];
            if (text.Length == 0)
            {
                if (isRequired) rejected.Add(new(file, line, column, $"Fill in {column}: it may not be empty."));
                else arguments[i] = CsvValues.Absent(parameter);
            }
            else if (text.Contains('\uFFFD')) rejected.Add(new(file, line, column, "The text is not UTF-8; save the file in that encoding."));
            else if (CsvValues.Parse(parameter.ParameterType, text, out var reason) is { } value) arguments[i] = value;
            else rejected.Add(new(file, line, column, reason));
        }
        return rejected.Count == 0 ? (line, create(arguments), []) : (line, null, rejected);
    }

    private void CheckHeader(string file, string[] header)
    {
        var known = columns.Select(c => c.Column).ToList();
        if (header.GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new ImportException($"{file} has the column '{twice.Key}' twice; remove one.");
        if (header.Except(known).ToList() is { Count: > 0 } unknown)
            throw new ImportException($"{file} has the unknown column {string.Join(", ", unknown.Select(c => $"'{c}'"))}; its columns are {string.Join(", ", known)}.");
        if (columns.Where(c => c.IsRequired && !header.Contains(c.Column)).Select(c => c.Column).ToList() is { Count: > 0 } missing)
            throw new ImportException($"{file} lacks the column {string.Join(", ", missing.Select(c => $"'{c}'"))}; its columns are {string.Join(", ", known)}.");
    }

    private static bool MayBeNull(ParameterInfo parameter, NullabilityInfoContext nullability) =>
        parameter.ParameterType.IsValueType ? Nullable.GetUnderlyingType(parameter.ParameterType) is not null : nullability.Create(parameter).WriteState == NullabilityState.Nullable;
}

/// <summary>A file can't be imported at all: one sentence with what to do.</summary>
public sealed class ImportException(string sentence) : Exception(sentence);

/// <summary>Values of CSV fields.</summary>
internal static class CsvValues
{
    /// <summary>The value, or null and what is wrong with the text.</summary>
    public static object? Parse(Type type, string text, out string reason)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        var (value, form) = ValueOf(bare, text);
        reason = value is null ? $"'{(text.Length > 40 ? text[..40] + "..." : text)}' is not {form}." : "";
        return value;
    }

    /// <summary>What an empty field means.</summary>
    public static object? Absent(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (parameter.HasDefaultValue && parameter.DefaultValue is { } value) return bare.IsEnum ? Enum.ToObject(bare, value) : value;
        return type.IsValueType ? Activator.CreateInstance(type) : null;
    }

    private static (object? Value, string Form) ValueOf(Type type, string text)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (type.IsEnum) return (EnumNames.TryParse(type, text, out var named) ? named : null, $"one of {string.Join(", ", Names.EnumValues(type))}");
        return type switch
        {
            _ when type == typeof(string) => (text.Contains('\0') ? null : text, "text without NUL characters"),
            _ when type == typeof(int) => (int.TryParse(text, NumberStyles.Integer, invariant, out var i) ? i : null, "a whole number"),
            _ when type == typeof(long) => (long.TryParse(text, NumberStyles.Integer, invariant, out var l) ? l : null, "a whole number"),
            _ when type == typeof(decimal) => (decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, invariant, out var d) ? d : null, "a number such as 12.5"),
            _ when type == typeof(bool) => (bool.TryParse(text, out var b) ? b : null, "true or false"),
            _ when type == typeof(DateOnly) => (DateOnly.TryParseExact(text, "yyyy-MM-dd", invariant, DateTimeStyles.None, out var day) ? day : null, "a day such as 2026-03-31"),
            _ when type == typeof(DateTimeOffset) => (Moment(text), "a time such as 2026-03-31T09:30:00Z or 2026-03-31T17:30:00+08:00"),
            _ when type == typeof(Guid) => (Guid.TryParse(text, out var id) ? id : null, "a UUID"),
            _ => throw new StartupException($"CSV columns can't be of the C# type {type.Name}."),
        };
    }

    private static object? Moment(string text) =>
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mmK"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;
}
