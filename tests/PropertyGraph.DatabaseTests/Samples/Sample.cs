using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Samples;

[Describes("A size; not in the order of the alphabet.")]
internal enum Size
{
    [Describes("Small.")] Small,
    [Describes("Medium.")] Medium,
    [Describes("Large.")] Large,
}

/// <summary>A row with a column of every scalar, each of which may be null, and lists of some.</summary>
internal sealed class Sample
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public string Name { get; set; } = "";
    public string? Text { get; set; }
    public string? Plain { get; set; }
    public Guid? Uuid { get; set; }
    public int? Int { get; set; }
    public long? Long { get; set; }
    public double? Float { get; set; }
    public decimal? Decimal { get; set; }
    public bool? Flag { get; set; }
    public DateTimeOffset? Moment { get; set; }
    public DateOnly? Day { get; set; }
    public TimeSpan? Length { get; set; }
    public Size? Size { get; set; }
    public Uri? Link { get; set; }
    public JsonElement? Data { get; set; }
    public List<string>? Tags { get; set; }
    public List<int>? Numbers { get; set; }
    public List<Guid> Keys { get; set; } = [];
    public List<Size> Sizes { get; set; } = [];

    internal static void Describe(EntityBuilder<Sample> sample)
    {
        sample.Is("A row of every scalar.", "sample", "samples").OrderedBy(s => s.Name);
        sample.Field(s => s.Name, "Name.");
        sample.Field(s => s.Text, "Searchable text.").Searchable();
        sample.Field(s => s.Plain, "Text without an index.");
        sample.Field(s => s.Uuid, "UUID.");
        sample.Field(s => s.Int, "Int.");
        sample.Field(s => s.Long, "Long.");
        sample.Field(s => s.Float, "Float.");
        sample.Field(s => s.Decimal, "Decimal.");
        sample.Field(s => s.Flag, "Boolean.");
        sample.Field(s => s.Moment, "DateTime.");
        sample.Field(s => s.Day, "LocalDate.");
        sample.Field(s => s.Length, "Duration.");
        sample.Field(s => s.Size, "Enum.");
        sample.Field(s => s.Link, "URL.");
        sample.Field(s => s.Data, "JSON.");
        sample.Field(s => s.Tags, "Strings.");
        sample.Field(s => s.Numbers, "Ints.");
        sample.Field(s => s.Keys, "UUIDs.");
        sample.Field(s => s.Sizes, "Enums.");
        sample.Field("double", s => s.Int * 2, "Twice the Int.");
        sample.VisibleTo(Audience.Staff);
    }
}

internal sealed class SamplesDb(DbContextOptions<SamplesDb> options) : ModuleDb(options)
{
    public DbSet<Sample> Samples => Set<Sample>();

    protected override void Map(ModelBuilder model) =>
        model.Entity<Sample>().PrimitiveCollection(s => s.Sizes).ElementType().HasConversion<EnumNameConverter<Size>>();
}

[DbContext(typeof(SamplesDb)), Migration("20260101000000_Initial")]
internal sealed class SamplesMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE samples.samples (id uuid PRIMARY KEY, name text COLLATE "und-x-icu" NOT NULL, text text COLLATE "und-x-icu", plain text COLLATE "und-x-icu", uuid uuid, "int" int, long bigint,
            "float" float8, "decimal" numeric, flag boolean, moment timestamptz, day date, length interval, size text COLLATE "C", link text COLLATE "C", data jsonb,
            tags text[], numbers int[], keys uuid[] NOT NULL, sizes text[] NOT NULL);
        """);
}

internal sealed class SamplesModule : IModule
{
    public string Name => "samples";

    public void Configure(ModuleBuilder module)
    {
        module.Database<SamplesDb>();
        module.Entity<Sample>(Sample.Describe);
        module.Commands(AddSample.Handle);
    }
}

[Describes("What to add.")]
internal sealed record AddSample([Describes("Name.")] string Name, [Describes("Where.")] Uri? Link = null)
{
    [Allow]
    [Describes("Adds a sample.")]
    public static Task<Outcome<Sample>> Handle(AddSample input, SamplesDb db)
    {
        var sample = new Sample { Name = input.Name, Link = input.Link };
        db.Add(sample);
        return Task.FromResult(Outcome<Sample>.Of(sample.Id));
    }
}
