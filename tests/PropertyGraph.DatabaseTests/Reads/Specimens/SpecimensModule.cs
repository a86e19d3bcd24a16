using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.DatabaseTests.Reads.Specimens;

/// <summary>A sixth module of the tests: rows of every scalar, which hang on the customers of another module and on each other.</summary>
internal sealed class SpecimensModule : IModule
{
    public string Name => "specimens";
    public IReadOnlyList<string> DependsOn => ["customers"];

    public void Configure(ModuleBuilder module)
    {
        module.Database<SpecimensDb>();
        module.Entity<Specimen>(Specimen.Describe);
        module.Extend("Customer").Many<Specimen>("specimens", s => s.CustomerId, "Specimens of the customer.");
    }
}

internal sealed class SpecimensDb(DbContextOptions<SpecimensDb> options) : ModuleDb(options)
{
    protected override void Map(ModelBuilder model) => model.Entity<Specimen>(specimen =>
    {
        specimen.ToTable("specimens");
        specimen.HasMany(s => s.Children).WithOne().HasForeignKey(s => s.ParentId);
    });
}

/// <summary>No foreign key guards a specimen's parent, so that there are rows whose parent is gone.</summary>
[DbContext(typeof(SpecimensDb)), Migration("20260101000000_Initial")]
internal sealed class SpecimensMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE SCHEMA IF NOT EXISTS specimens;
        CREATE TABLE specimens.specimens (
          id uuid PRIMARY KEY, parent_id uuid, customer_id uuid, label text COLLATE "und-x-icu" NOT NULL, word text COLLATE "und-x-icu", rarity text COLLATE "C" NOT NULL, rumour text COLLATE "C",
          count int NOT NULL, rank int, total bigint NOT NULL, debt bigint, weight float8 NOT NULL, ratio float8, price numeric NOT NULL, discount numeric, is_public bool NOT NULL, is_wanted bool,
          seen_at timestamptz NOT NULL, gone_at timestamptz, day date NOT NULL, until date, lasts interval NOT NULL, pause interval, code uuid NOT NULL UNIQUE, other uuid,
          tags text[] NOT NULL, numbers int[], days date[], link text COLLATE "C", data jsonb);
        CREATE INDEX ON specimens.specimens (parent_id);
        """);
}
