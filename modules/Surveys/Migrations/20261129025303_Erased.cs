using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Surveys.Migrations
{
    /// <inheritdoc />
    public partial class Erased : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_handled_complaints_customer_id",
                schema: "surveys",
                table: "handled_complaints",
                column: "customer_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_handled_complaints_customer_id",
                schema: "surveys",
                table: "handled_complaints");
        }
    }
}
