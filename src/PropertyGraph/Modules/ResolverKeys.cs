using PropertyGraph.Schema;

namespace PropertyGraph.Modules;

/// <summary>Keys of batch resolvers, as the driver reads them, in the type that the module works with.</summary>
internal static class ResolverKeys
{
    public static TKey Of<TKey>(object read)
    {
        if (read is TKey key) return key;
        var type = Nullable.GetUnderlyingType(typeof(TKey)) ?? typeof(TKey);
        return (TKey)(read switch
        {
            string name when type.IsEnum => EnumNames.Parse(type, name),
            DateTime moment when type == typeof(DateTimeOffset) => new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc)),
            DateTime moment when type == typeof(DateOnly) => DateOnly.FromDateTime(moment),
            IConvertible number => Convert.ChangeType(number, type, System.Globalization.CultureInfo.InvariantCulture),
            _ => throw new InvalidCastException($"A key of the type {read.GetType().Name} is no {type.Name}."),
        });
    }
}
