using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Complaints.Migrations
{
    /// <inheritdoc />
    public partial class Updates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "incident_numbers",
                schema: "complaints");

            migrationBuilder.AddColumn<Guid>(
                name: "incident_id",
                schema: "complaints",
                table: "complaints",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "filing_limits",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    per_hour = table.Column<int>(type: "integer", nullable: false),
                    per_property_and_hour = table.Column<int>(type: "integer", nullable: false),
                    longest_description = table.Column<int>(type: "integer", nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    set_by_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_filing_limits", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "incidents",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    property_id = table.Column<Guid>(type: "uuid", nullable: true),
                    opened_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incidents", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "message_templates",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    language = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    body = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    set_by_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_templates", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "incident_notices",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    incident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    text_zh = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incident_notices", x => x.id);
                    table.ForeignKey(
                        name: "fk_incident_notices_incidents_incident_id",
                        column: x => x.incident_id,
                        principalSchema: "complaints",
                        principalTable: "incidents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "incident_units",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    incident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incident_units", x => x.id);
                    table.ForeignKey(
                        name: "fk_incident_units_incidents_incident_id",
                        column: x => x.incident_id,
                        principalSchema: "complaints",
                        principalTable: "incidents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "customer_updates",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    complaint_id = table.Column<Guid>(type: "uuid", nullable: true),
                    incident_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    language = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    template_id = table.Column<Guid>(type: "uuid", nullable: true),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    body = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    channel = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    contact_id = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    trouble = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_updates", x => x.id);
                    table.ForeignKey(
                        name: "fk_customer_updates_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalSchema: "complaints",
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_customer_updates_incidents_incident_id",
                        column: x => x.incident_id,
                        principalSchema: "complaints",
                        principalTable: "incidents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_customer_updates_message_templates_template_id",
                        column: x => x.template_id,
                        principalSchema: "complaints",
                        principalTable: "message_templates",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_incident_id",
                schema: "complaints",
                table: "complaints",
                column: "incident_id");

            migrationBuilder.CreateIndex(
                name: "ix_customer_updates_at_id",
                schema: "complaints",
                table: "customer_updates",
                columns: new[] { "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_customer_updates_complaint_id_at_id",
                schema: "complaints",
                table: "customer_updates",
                columns: new[] { "complaint_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_customer_updates_customer_id_at_id",
                schema: "complaints",
                table: "customer_updates",
                columns: new[] { "customer_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_customer_updates_incident_id_at_id",
                schema: "complaints",
                table: "customer_updates",
                columns: new[] { "incident_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_customer_updates_template_id",
                schema: "complaints",
                table: "customer_updates",
                column: "template_id");

            migrationBuilder.CreateIndex(
                name: "ix_filing_limits_audience_version",
                schema: "complaints",
                table: "filing_limits",
                columns: new[] { "audience", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_filing_limits_valid_from",
                schema: "complaints",
                table: "filing_limits",
                column: "valid_from");

            migrationBuilder.CreateIndex(
                name: "ix_incident_notices_incident_id_at_id",
                schema: "complaints",
                table: "incident_notices",
                columns: new[] { "incident_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_incident_units_incident_id_unit_id",
                schema: "complaints",
                table: "incident_units",
                columns: new[] { "incident_id", "unit_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_incidents_opened_at_id",
                schema: "complaints",
                table: "incidents",
                columns: new[] { "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_incidents_reference",
                schema: "complaints",
                table: "incidents",
                column: "reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_message_templates_kind_language_version",
                schema: "complaints",
                table: "message_templates",
                columns: new[] { "kind", "language", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_message_templates_valid_from",
                schema: "complaints",
                table: "message_templates",
                column: "valid_from");

            migrationBuilder.AddForeignKey(
                name: "fk_complaints_incidents_incident_id",
                schema: "complaints",
                table: "complaints",
                column: "incident_id",
                principalSchema: "complaints",
                principalTable: "incidents",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_complaints_incidents_incident_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropTable(
                name: "customer_updates",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "filing_limits",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "incident_notices",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "incident_units",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "message_templates",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "incidents",
                schema: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaints_incident_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropColumn(
                name: "incident_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropSequence(
                name: "incident_numbers",
                schema: "complaints");
        }
    }
}
