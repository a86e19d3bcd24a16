using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Complaints.Migrations
{
    /// <inheritdoc />
    public partial class Indicators : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_complaints_category_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.AddColumn<TimeSpan>(
                name: "elapsed",
                schema: "complaints",
                table: "service_clocks",
                type: "interval",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "actual_loss",
                schema: "complaints",
                table: "complaints",
                type: "numeric(12,2)",
                precision: 12,
                scale: 2,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_service_clocks_started_at_id",
                schema: "complaints",
                table: "service_clocks",
                columns: new[] { "started_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_responsibilities_from_id",
                schema: "complaints",
                table: "responsibilities",
                columns: new[] { "from", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_emergency_measures_at_id",
                schema: "complaints",
                table: "emergency_measures",
                columns: new[] { "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_decisions_at_id",
                schema: "complaints",
                table: "decisions",
                columns: new[] { "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_category_id_filed_at_id",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "category_id", "filed_at", "id" });

            Views.Create(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            Views.Drop(migrationBuilder);

            migrationBuilder.DropIndex(
                name: "ix_service_clocks_started_at_id",
                schema: "complaints",
                table: "service_clocks");

            migrationBuilder.DropIndex(
                name: "ix_responsibilities_from_id",
                schema: "complaints",
                table: "responsibilities");

            migrationBuilder.DropIndex(
                name: "ix_emergency_measures_at_id",
                schema: "complaints",
                table: "emergency_measures");

            migrationBuilder.DropIndex(
                name: "ix_decisions_at_id",
                schema: "complaints",
                table: "decisions");

            migrationBuilder.DropIndex(
                name: "ix_complaints_category_id_filed_at_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropColumn(
                name: "elapsed",
                schema: "complaints",
                table: "service_clocks");

            migrationBuilder.DropColumn(
                name: "actual_loss",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_category_id",
                schema: "complaints",
                table: "complaints",
                column: "category_id");
        }
    }
}
