using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Visitors.Migrations;

[DbContext(typeof(VisitorsDb)), Migration("20260101000000_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("visitors");
        migrationBuilder.CreateTable(
            "visits",
            table => new
            {
                id = table.Column<Guid>("uuid"),
                customer_id = table.Column<Guid>("uuid"),
                visitor = table.Column<string>("text", collation: "und-x-icu"),
                purpose = table.Column<string>("text", collation: "C"),
                day = table.Column<DateOnly>("date"),
            },
            "visitors",
            table => table.PrimaryKey("pk_visits", v => v.id));
        migrationBuilder.CreateIndex("ix_visits_day", "visits", "day", "visitors");
    }
}
