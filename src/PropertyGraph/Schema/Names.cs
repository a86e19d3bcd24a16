using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PropertyGraph.Schema;

/// <summary>How C# names become the schema's names.</summary>
public static class Names
{
    /// <summary><c>DueAt</c> to <c>dueAt</c>.</summary>
    public static string Camel(string name) => string.Concat(char.ToLowerInvariant(name[0]).ToString(), name.AsSpan(1));

    /// <summary><c>dueAt</c> to <c>DueAt</c>.</summary>
    public static string Pascal(string name) => string.Concat(char.ToUpperInvariant(name[0]).ToString(), name.AsSpan(1));

    /// <summary><c>isOverdue</c> to <c>is_overdue</c>.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && (char.IsLower(name[i - 1]) || char.IsDigit(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }

    /// <summary><c>InProgress</c> to <c>IN_PROGRESS</c>.</summary>
    public static string Screaming(string name) => Snake(name).ToUpperInvariant();

    /// <summary><c>Answer</c> to <c>an Answer</c>, <c>Unit</c> to <c>a Unit</c>.</summary>
    public static string WithArticle(string name) => $"{(name[0] is 'A' or 'E' or 'I' or 'O' ? "an" : "a")} {name}";

    /// <summary>An enum's values as the schema and the database spell them, in declared order.</summary>
    public static IReadOnlyList<string> EnumValues(Type type) => [.. Enum.GetNames(type).Select(Screaming)];
}

/// <summary>Stores an enum as its SCREAMING_SNAKE name, so that the database says what the schema says.</summary>
public sealed class EnumNameConverter<TEnum>() : ValueConverter<TEnum, string>(value => EnumText<TEnum>.Of(value), text => EnumText<TEnum>.From(text))
    where TEnum : struct, Enum;

internal static class EnumText<TEnum> where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, string> ToText = Enum.GetValues<TEnum>().ToDictionary(v => v, v => Names.Screaming(v.ToString()));
    private static readonly Dictionary<string, TEnum> ToValue = ToText.ToDictionary(p => p.Value, p => p.Key);

    public static string Of(TEnum value) => ToText[value];
    public static TEnum From(string text) => ToValue[text];
}
