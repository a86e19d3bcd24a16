using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.DatabaseTests.Modules;
using PropertyGraph.Modules;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>A sixth module that keeps rows about customers, and has no code for merging, exporting and erasing them.</summary>
internal static class Gifts
{
    public static IModule Module { get; } = new SmallModule("gifts", module => module.Database<GiftsDb>().Entity<Gift>(Gift.Describe), "customers");
}

internal sealed class Gift
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid CustomerId { get; private set; }
    public string Wish { get; private set; } = "";

    internal static void Describe(EntityBuilder<Gift> gift)
    {
        gift.Is("A gift.", "gift", "gifts").DataSubject(g => g.CustomerId);
        gift.Field(g => g.Wish, "Wish.").Personal();
        gift.One("customer", "Customer", g => g.CustomerId, "Customer.");
        gift.VisibleTo(Audience.Staff);
        gift.VisibleTo(Audience.Customer, (g, actor) => g.CustomerId == actor.CustomerId);
    }
}

internal sealed class GiftsDb(DbContextOptions<GiftsDb> options) : ModuleDb(options)
{
    protected override void Map(ModelBuilder model) => model.Entity<Gift>().ToTable("gifts");
}

[DbContext(typeof(GiftsDb)), Migration("20260101000000_Initial")]
internal sealed class GiftsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("CREATE SCHEMA IF NOT EXISTS gifts; CREATE TABLE gifts.gifts (id uuid PRIMARY KEY, customer_id uuid NOT NULL, wish text NOT NULL)");
}
