#pragma warning disable NPG9001 // Npgsql's converters may change their shape with a release; this is the one place that would notice.

using Npgsql;
using Npgsql.Internal;
using Npgsql.Internal.Postgres;

namespace PropertyGraph.Execution;

/// <summary>A column's bytes as PostgreSQL sent them, in Npgsql's own buffer: valid until the next read.</summary>
internal readonly struct RawColumn(ReadOnlyMemory<byte> bytes)
{
    public ReadOnlyMemory<byte> Bytes => bytes;
    public ReadOnlySpan<byte> Span => bytes.Span;
}

/// <summary>
/// Lets a reader hand out any column as <see cref="RawColumn"/>, null included, without a copy. <c>GetBytes</c> would seek to each column twice and copy it once;
/// typed getters would make a string of each text only to have it made UTF-8 again.
/// </summary>
internal sealed class RawColumns : PgTypeInfoResolverFactory
{
    public override IPgTypeInfoResolver CreateResolver() => new Resolver();

    public override IPgTypeInfoResolver? CreateArrayResolver() => null;

    private sealed class Resolver : IPgTypeInfoResolver
    {
        public PgTypeInfo? GetTypeInfo(Type? type, DataTypeName? dataTypeName, PgSerializerOptions options) =>
            type == typeof(RawColumn?) && dataTypeName is { } name ? new PgTypeInfo(options, new Converter(), new PgTypeId(name)) : null;
    }

    private sealed class Converter : PgBufferedConverter<RawColumn?>
    {
        public override bool CanConvert(DataFormat format, out BufferRequirements bufferRequirements) => CanConvertBufferedDefault(format, out bufferRequirements);

        protected override RawColumn? ReadCore(PgReader reader) =>
            reader.TryReadBytes(reader.CurrentRemaining, out ReadOnlyMemory<byte> bytes) ? new RawColumn(bytes) : throw new InvalidOperationException("A column was not read as a whole.");

        protected override void WriteCore(PgWriter writer, RawColumn? value) => throw new NotSupportedException("Raw columns are only read.");
    }
}
