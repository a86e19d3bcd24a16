using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Customers.Migrations
{
    /// <inheritdoc />
    public partial class Moves : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "moved_in_at",
                schema: "customers",
                table: "occupancies",
                type: "timestamp with time zone",
                nullable: false,
                computedColumnSql: "\"from\"::timestamp AT TIME ZONE 'UTC'",
                stored: true);

            migrationBuilder.CreateIndex(
                name: "ix_occupancies_customer_id_moved_in_at_id",
                schema: "customers",
                table: "occupancies",
                columns: new[] { "customer_id", "moved_in_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_occupancies_from_id",
                schema: "customers",
                table: "occupancies",
                columns: new[] { "from", "id" });

            FieldChange.CreateView(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_occupancies_customer_id_moved_in_at_id",
                schema: "customers",
                table: "occupancies");

            migrationBuilder.DropIndex(
                name: "ix_occupancies_from_id",
                schema: "customers",
                table: "occupancies");

            migrationBuilder.DropColumn(
                name: "moved_in_at",
                schema: "customers",
                table: "occupancies");
        }
    }
}
