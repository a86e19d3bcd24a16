using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Complaints.Migrations
{
    /// <inheritdoc />
    public partial class Clocks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_service_levels_category_id_severity",
                schema: "complaints",
                table: "service_levels");

            migrationBuilder.AddColumn<int>(
                name: "acknowledge_within_minutes",
                schema: "complaints",
                table: "service_levels",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "calendar_code",
                schema: "complaints",
                table: "service_levels",
                type: "text",
                nullable: true,
                collation: "und-x-icu");

            migrationBuilder.AddColumn<int>(
                name: "escalate_after_minutes",
                schema: "complaints",
                table: "service_levels",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "for_key_accounts",
                schema: "complaints",
                table: "service_levels",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "investigate_within_minutes",
                schema: "complaints",
                table: "service_levels",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "silence_pauses_on_hold",
                schema: "complaints",
                table: "service_levels",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "silence_within_minutes",
                schema: "complaints",
                table: "service_levels",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "valid_from",
                schema: "complaints",
                table: "service_levels",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "'2000-01-01Z'");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "valid_to",
                schema: "complaints",
                table: "service_levels",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "version",
                schema: "complaints",
                table: "service_levels",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "warn_at_percent",
                schema: "complaints",
                table: "service_levels",
                type: "integer",
                nullable: false,
                defaultValue: 80);

            migrationBuilder.AddColumn<int>(
                name: "clock_moments_told",
                schema: "complaints",
                table: "complaints",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "is_key_account",
                schema: "complaints",
                table: "complaints",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "service_level_id",
                schema: "complaints",
                table: "complaints",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "service_level_id",
                schema: "complaints",
                table: "complaint_events",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "escalations",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    complaint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    clock = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    level = table.Column<int>(type: "integer", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_escalations", x => x.id);
                    table.ForeignKey(
                        name: "fk_escalations_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalSchema: "complaints",
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "service_clocks",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    complaint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    clock = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    round = table.Column<int>(type: "integer", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    stopped_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    warned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    breached_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    breaches = table.Column<int>(type: "integer", nullable: false),
                    is_paused = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_service_clocks", x => x.id);
                    table.ForeignKey(
                        name: "fk_service_clocks_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalSchema: "complaints",
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_service_levels_category_id_severity_for_key_accounts_version",
                schema: "complaints",
                table: "service_levels",
                columns: new[] { "category_id", "severity", "for_key_accounts", "version" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_complaints_service_level_id",
                schema: "complaints",
                table: "complaints",
                column: "service_level_id");

            migrationBuilder.CreateIndex(
                name: "ix_escalations_complaint_id_at_id",
                schema: "complaints",
                table: "escalations",
                columns: new[] { "complaint_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_escalations_staff_id_at_id",
                schema: "complaints",
                table: "escalations",
                columns: new[] { "staff_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_service_clocks_complaint_id_round_clock",
                schema: "complaints",
                table: "service_clocks",
                columns: new[] { "complaint_id", "round", "clock" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_complaints_service_levels_service_level_id",
                schema: "complaints",
                table: "complaints",
                column: "service_level_id",
                principalSchema: "complaints",
                principalTable: "service_levels",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_complaints_service_levels_service_level_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropTable(
                name: "escalations",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "service_clocks",
                schema: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_service_levels_category_id_severity_for_key_accounts_version",
                schema: "complaints",
                table: "service_levels");

            migrationBuilder.DropIndex(
                name: "ix_complaints_service_level_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropColumn(
                name: "acknowledge_within_minutes",
                schema: "complaints",
                table: "service_levels");

            migrationBuilder.DropColumn(
                name: "calendar_code",
                schema: "complaints",
                table: "service_levels");

            migrationBuilder.DropColumn(
                name: "escalate_after_minutes",
                schema: "complaints",
                table: "service_levels");

            migrationBuilder.DropColumn(
                name: "for_key_accounts",
                schema: "complaints",
                table: "service_levels");

            migrationBuilder.DropColumn(
                name: "investigate_within_minutes",
                schema: "complaints",
                table: "service_levels");

            migrationBuilder.DropColumn(
                name: "silence_pauses_on_hold",
                schema: "complaints",
                table: "service_levels");

            migrationBuilder.DropColumn(
                name: "silence_within_minutes",
                schema: "complaints",
                table: "service_levels");

            migrationBuilder.DropColumn(
                name: "valid_from",
                schema: "complaints",
                table: "service_levels");

            migrationBuilder.DropColumn(
                name: "valid_to",
                schema: "complaints",
                table: "service_levels");

            migrationBuilder.DropColumn(
                name: "version",
                schema: "complaints",
                table: "service_levels");

            migrationBuilder.DropColumn(
                name: "warn_at_percent",
                schema: "complaints",
                table: "service_levels");

            migrationBuilder.DropColumn(
                name: "clock_moments_told",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropColumn(
                name: "is_key_account",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropColumn(
                name: "service_level_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropColumn(
                name: "service_level_id",
                schema: "complaints",
                table: "complaint_events");

            migrationBuilder.CreateIndex(
                name: "ix_service_levels_category_id_severity",
                schema: "complaints",
                table: "service_levels",
                columns: new[] { "category_id", "severity" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);
        }
    }
}
