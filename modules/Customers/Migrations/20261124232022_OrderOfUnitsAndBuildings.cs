using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Customers.Migrations
{
    /// <inheritdoc />
    public partial class OrderOfUnitsAndBuildings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_units_code",
                schema: "customers",
                table: "units",
                column: "code");

            migrationBuilder.CreateIndex(
                name: "ix_buildings_code",
                schema: "customers",
                table: "buildings",
                column: "code");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_units_code",
                schema: "customers",
                table: "units");

            migrationBuilder.DropIndex(
                name: "ix_buildings_code",
                schema: "customers",
                table: "buildings");
        }
    }
}
