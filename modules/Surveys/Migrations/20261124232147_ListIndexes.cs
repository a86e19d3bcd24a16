using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Surveys.Migrations
{
    /// <inheritdoc />
    public partial class ListIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The kernel made these for relations; the ones below begin with the same column.
            migrationBuilder.Sql("DROP INDEX IF EXISTS surveys.ix_responses_customer_id, surveys.ix_invitations_customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_responses_customer_id_submitted_at_id",
                schema: "surveys",
                table: "responses",
                columns: new[] { "customer_id", "submitted_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_responses_submitted_at_id",
                schema: "surveys",
                table: "responses",
                columns: new[] { "submitted_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_invitations_created_at_id",
                schema: "surveys",
                table: "invitations",
                columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_invitations_customer_id_created_at_id",
                schema: "surveys",
                table: "invitations",
                columns: new[] { "customer_id", "created_at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_responses_customer_id_submitted_at_id",
                schema: "surveys",
                table: "responses");

            migrationBuilder.DropIndex(
                name: "ix_responses_submitted_at_id",
                schema: "surveys",
                table: "responses");

            migrationBuilder.DropIndex(
                name: "ix_invitations_created_at_id",
                schema: "surveys",
                table: "invitations");

            migrationBuilder.DropIndex(
                name: "ix_invitations_customer_id_created_at_id",
                schema: "surveys",
                table: "invitations");
        }
    }
}
