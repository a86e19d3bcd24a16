using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Training.Migrations
{
    /// <inheritdoc />
    public partial class OrderOfSessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_sessions_starts_at",
                schema: "training",
                table: "sessions",
                column: "starts_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_sessions_starts_at",
                schema: "training",
                table: "sessions");
        }
    }
}
