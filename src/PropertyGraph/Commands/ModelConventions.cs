using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PropertyGraph.Schema;

namespace PropertyGraph.Commands;

internal static class ModelConventions
{
    /// <summary>Text orders by the root collation of CLDR, in every database alike.</summary>
    public const string Collation = "und-x-icu";

    public static void Apply(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<string>().UseCollation(Collation);
        conventions.Properties<Uri>().HaveConversion<UrlConverter>().UseCollation("C");
    }

    /// <summary>Stores enums as text. On the finished model, because a pre-convention conversion can't be an open generic: EF would ignore it and store integers.</summary>
    public static void StoreEnumsAsText(ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            if (!type.IsEnum) continue;
            property.SetValueConverter((ValueConverter)Activator.CreateInstance(typeof(EnumNameConverter<>).MakeGenericType(type))!);
            property.SetCollation("C");
        }
    }

    /// <summary>EF's own would write <see cref="Uri.ToString"/>, which takes escapes apart.</summary>
    private sealed class UrlConverter() : ValueConverter<Uri, string>(url => Scalars.UrlText(url), text => new Uri(text, UriKind.RelativeOrAbsolute));
}
