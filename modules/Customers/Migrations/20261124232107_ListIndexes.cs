using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Customers.Migrations
{
    /// <inheritdoc />
    public partial class ListIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_interactions_customer_id_at",
                schema: "customers",
                table: "interactions");

            migrationBuilder.CreateIndex(
                name: "ix_interactions_at_id",
                schema: "customers",
                table: "interactions",
                columns: new[] { "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_interactions_customer_id_at_id",
                schema: "customers",
                table: "interactions",
                columns: new[] { "customer_id", "at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_interactions_at_id",
                schema: "customers",
                table: "interactions");

            migrationBuilder.DropIndex(
                name: "ix_interactions_customer_id_at_id",
                schema: "customers",
                table: "interactions");

            migrationBuilder.CreateIndex(
                name: "ix_interactions_customer_id_at",
                schema: "customers",
                table: "interactions",
                columns: new[] { "customer_id", "at" });
        }
    }
}
