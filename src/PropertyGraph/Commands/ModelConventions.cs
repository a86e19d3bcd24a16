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
        conventions.Properties<Enum>().HaveConversion(typeof(EnumNameConverter<>));
        conventions.Properties<Enum>().UseCollation("C");
    }
}
