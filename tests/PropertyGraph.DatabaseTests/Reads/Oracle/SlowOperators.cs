using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>The operators of one value, by decision 4: each is true or false; those that begin with n hold where the others do not.</summary>
internal static class SlowOperators
{
    /// <param name="kind">Scalar of the value.</param>
    /// <param name="own">The row's value.</param>
    /// <param name="typed">An operand as a value of the same C# type.</param>
    public static bool Holds(object? own, string operation, JsonNode? operand, Func<JsonNode, object> typed)
    {
        if (operation[0] == 'n') return !Holds(own, operation[1..], operand, typed);
        string Text() => operand!.GetValue<string>();
        int? Order() => own is null || operand is null ? null : Compare(own, typed(operand));
        return operation switch
        {
            "eq" => operand is null ? own is null : own is not null && Equals(own, typed(operand)),
            "eqIgnoreCase" => operand is null ? own is null : own is string text && SlowText.Lower(text) == SlowText.Lower(Text()),
            "in" => own is not null && SlowDocument.ListOf(operand!).Any(o => Equals(own, typed(o!))),
            "gt" => Order() > 0,
            "gte" => Order() >= 0,
            "lt" => Order() < 0,
            "lte" => Order() <= 0,
            "contains" => own is string text && text.Contains(Text(), StringComparison.Ordinal),
            "startsWith" => own is string text && text.StartsWith(Text(), StringComparison.Ordinal),
            "endsWith" => own is string text && text.EndsWith(Text(), StringComparison.Ordinal),
            "containsIgnoreCase" => own is string text && SlowText.Lower(text).Contains(SlowText.Lower(Text()), StringComparison.Ordinal),
            "startsWithIgnoreCase" => own is string text && SlowText.Lower(text).StartsWith(SlowText.Lower(Text()), StringComparison.Ordinal),
            "search" => own is string text && SlowText.HoldsWords(text, Text()),
            _ => throw new NotSupportedException(operation),
        };
    }

    private static int Compare(object own, object operand) => System.Collections.Comparer.Default.Compare(own, operand);

    /// <summary>An operand as the C# value that a field has.</summary>
    /// <param name="type">Whose row's global id is meant.</param>
    public static object Typed(Schema.ValueType value, string type, JsonNode operand)
    {
        string Raw() => operand.ToJsonString();
        var text = operand.GetValueKind() == JsonValueKind.String ? operand.GetValue<string>() : "";
        var culture = CultureInfo.InvariantCulture;
        return value.Kind switch
        {
            ScalarKind.String => text,
            ScalarKind.Enum => Enum.GetValues(value.Enum!).Cast<object>().Single(v => Names.Screaming(v.ToString()!) == text),
            ScalarKind.Int => int.Parse(Raw(), culture),
            ScalarKind.Long => long.Parse(Raw(), culture),
            ScalarKind.Float => double.Parse(Raw(), culture),
            ScalarKind.Decimal => decimal.Parse(Raw(), NumberStyles.Float, culture),
            ScalarKind.Boolean => operand.GetValue<bool>(),
            ScalarKind.DateTime => DateTimeOffset.Parse(text, culture, DateTimeStyles.AssumeUniversal),
            ScalarKind.LocalDate => DateOnly.ParseExact(text, "yyyy-MM-dd", culture),
            ScalarKind.Duration => XmlConvert.ToTimeSpan(text),
            ScalarKind.Url => new Uri(text),
            ScalarKind.Uuid => Guid.Parse(text),
            ScalarKind.Id => GlobalId.TryDecode(text, out var found, out var key) && found == type ? key : throw new FormatException($"{text} is no id of {type}."),
            _ => throw new NotSupportedException(value.Kind.ToString()),
        };
    }
}
