using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Complaints.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "complaints");

            migrationBuilder.CreateSequence(
                name: "complaint_numbers",
                schema: "complaints");

            migrationBuilder.CreateTable(
                name: "categories",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    name_zh = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    default_severity = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    department_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_categories", x => x.id);
                    table.ForeignKey(
                        name: "fk_categories_categories_parent_id",
                        column: x => x.parent_id,
                        principalSchema: "complaints",
                        principalTable: "categories",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "complaints",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    description = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    severity = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    category_id = table.Column<Guid>(type: "uuid", nullable: true),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    property_id = table.Column<Guid>(type: "uuid", nullable: true),
                    department_id = table.Column<Guid>(type: "uuid", nullable: false),
                    accountable_id = table.Column<Guid>(type: "uuid", nullable: true),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    filed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    resolved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    held_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    held_in = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    pauses_on_hold = table.Column<bool>(type: "boolean", nullable: false),
                    reopen_count = table.Column<int>(type: "integer", nullable: false),
                    resolution = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    source_response_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_complaints", x => x.id);
                    table.ForeignKey(
                        name: "fk_complaints_categories_category_id",
                        column: x => x.category_id,
                        principalSchema: "complaints",
                        principalTable: "categories",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "service_levels",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    category_id = table.Column<Guid>(type: "uuid", nullable: true),
                    severity = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    resolve_within_hours = table.Column<int>(type: "integer", nullable: false),
                    pauses_on_hold = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_service_levels", x => x.id);
                    table.CheckConstraint("ck_service_levels_hours", "resolve_within_hours > 0");
                    table.ForeignKey(
                        name: "fk_service_levels_categories_category_id",
                        column: x => x.category_id,
                        principalSchema: "complaints",
                        principalTable: "categories",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "complaint_events",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    complaint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    visibility = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    from_status = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    to_status = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_complaint_events", x => x.id);
                    table.ForeignKey(
                        name: "fk_complaint_events_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalSchema: "complaints",
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "responsibilities",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    complaint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_responsibilities", x => x.id);
                    table.ForeignKey(
                        name: "fk_responsibilities_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalSchema: "complaints",
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_categories_code",
                schema: "complaints",
                table: "categories",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_categories_parent_id",
                schema: "complaints",
                table: "categories",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_complaint_events_complaint_id_at",
                schema: "complaints",
                table: "complaint_events",
                columns: new[] { "complaint_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_category_id",
                schema: "complaints",
                table: "complaints",
                column: "category_id");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_customer_id_filed_at",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "customer_id", "filed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_department_id_filed_at",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "department_id", "filed_at" },
                filter: "status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN')");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_due_at",
                schema: "complaints",
                table: "complaints",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_filed_at",
                schema: "complaints",
                table: "complaints",
                column: "filed_at");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_property_id_filed_at",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "property_id", "filed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_reference",
                schema: "complaints",
                table: "complaints",
                column: "reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_complaints_source_response_id",
                schema: "complaints",
                table: "complaints",
                column: "source_response_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_complaints_status",
                schema: "complaints",
                table: "complaints",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "ix_responsibilities_complaint_id_from",
                schema: "complaints",
                table: "responsibilities",
                columns: new[] { "complaint_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_service_levels_category_id_severity",
                schema: "complaints",
                table: "service_levels",
                columns: new[] { "category_id", "severity" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "complaint_events",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "responsibilities",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "service_levels",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "complaints",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "categories",
                schema: "complaints");

            migrationBuilder.DropSequence(
                name: "complaint_numbers",
                schema: "complaints");
        }
    }
}
