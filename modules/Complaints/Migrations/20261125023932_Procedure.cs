using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Complaints.Migrations
{
    /// <inheritdoc />
    public partial class Procedure : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_complaints_department_id_filed_at",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaints_open_by_due_time",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.AddColumn<int>(
                name: "cosigner_count",
                schema: "complaints",
                table: "complaints",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "duplicate_count",
                schema: "complaints",
                table: "complaints",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "merged_into_id",
                schema: "complaints",
                table: "complaints",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "procedure_id",
                schema: "complaints",
                table: "complaints",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "rated_at",
                schema: "complaints",
                table: "complaints",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "rating",
                schema: "complaints",
                table: "complaints",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "rating_comment",
                schema: "complaints",
                table: "complaints",
                type: "text",
                nullable: true,
                collation: "und-x-icu");

            migrationBuilder.AddColumn<string>(
                name: "rules",
                schema: "complaints",
                table: "complaints",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "und-x-icu");

            migrationBuilder.AddColumn<string>(
                name: "steps_done",
                schema: "complaints",
                table: "complaints",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "und-x-icu");

            migrationBuilder.AddColumn<int>(
                name: "version",
                schema: "complaints",
                table: "complaints",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "bulk_runs",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    mutation = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    succeeded = table.Column<int>(type: "integer", nullable: false),
                    failed = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulk_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "complaint_links",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    complaint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_complaint_links", x => x.id);
                    table.ForeignKey(
                        name: "fk_complaint_links_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalSchema: "complaints",
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_complaint_links_complaints_to_id",
                        column: x => x.to_id,
                        principalSchema: "complaints",
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cosignatures",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    complaint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cosignatures", x => x.id);
                    table.ForeignKey(
                        name: "fk_cosignatures_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalSchema: "complaints",
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "decisions",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    complaint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    expected_loss = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: true),
                    centre_id = table.Column<Guid>(type: "uuid", nullable: false),
                    department_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    centre_signed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    centre_signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    department_signed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    department_signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    superseded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions", x => x.id);
                    table.ForeignKey(
                        name: "fk_decisions_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalSchema: "complaints",
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "emergency_measures",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    complaint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    description = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    expected_cost = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: true),
                    actual_cost = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: true),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_emergency_measures", x => x.id);
                    table.ForeignKey(
                        name: "fk_emergency_measures_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalSchema: "complaints",
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "grievances",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    property_id = table.Column<Guid>(type: "uuid", nullable: true),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    complaint_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_grievances", x => x.id);
                    table.ForeignKey(
                        name: "fk_grievances_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalSchema: "complaints",
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "investigations",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    complaint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    findings = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_investigations", x => x.id);
                    table.ForeignKey(
                        name: "fk_investigations_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalSchema: "complaints",
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "procedures",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    severity = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    category_id = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    before_deciding = table.Column<string[]>(type: "text[]", nullable: false),
                    before_resolving = table.Column<string[]>(type: "text[]", nullable: false),
                    before_closing = table.Column<string[]>(type: "text[]", nullable: false),
                    rules = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    set_by_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_procedures", x => x.id);
                    table.ForeignKey(
                        name: "fk_procedures_categories_category_id",
                        column: x => x.category_id,
                        principalSchema: "complaints",
                        principalTable: "categories",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bulk_items",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    complaint_id = table.Column<Guid>(type: "uuid", nullable: true),
                    code = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    message = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulk_items", x => x.id);
                    table.ForeignKey(
                        name: "fk_bulk_items_bulk_runs_run_id",
                        column: x => x.run_id,
                        principalSchema: "complaints",
                        principalTable: "bulk_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bulk_items_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalSchema: "complaints",
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_department_id_filed_at",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "department_id", "filed_at" },
                filter: "status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN', 'MERGED')");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_merged_into_id",
                schema: "complaints",
                table: "complaints",
                column: "merged_into_id");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_open_by_due_time",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "due_at", "id" },
                filter: "status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN', 'MERGED')");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_procedure_id",
                schema: "complaints",
                table: "complaints",
                column: "procedure_id");

            migrationBuilder.AddCheckConstraint(
                name: "ck_complaints_rating",
                schema: "complaints",
                table: "complaints",
                sql: "rating BETWEEN 1 AND 5");

            migrationBuilder.CreateIndex(
                name: "ix_bulk_items_complaint_id",
                schema: "complaints",
                table: "bulk_items",
                column: "complaint_id");

            migrationBuilder.CreateIndex(
                name: "ix_bulk_items_run_id_position",
                schema: "complaints",
                table: "bulk_items",
                columns: new[] { "run_id", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bulk_runs_at_id",
                schema: "complaints",
                table: "bulk_runs",
                columns: new[] { "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_complaint_links_complaint_id_to_id_kind",
                schema: "complaints",
                table: "complaint_links",
                columns: new[] { "complaint_id", "to_id", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_complaint_links_to_id",
                schema: "complaints",
                table: "complaint_links",
                column: "to_id");

            migrationBuilder.CreateIndex(
                name: "ix_cosignatures_complaint_id_customer_id",
                schema: "complaints",
                table: "cosignatures",
                columns: new[] { "complaint_id", "customer_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cosignatures_customer_id_at_id",
                schema: "complaints",
                table: "cosignatures",
                columns: new[] { "customer_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_decisions_complaint_id_version",
                schema: "complaints",
                table: "decisions",
                columns: new[] { "complaint_id", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_emergency_measures_complaint_id_at_id",
                schema: "complaints",
                table: "emergency_measures",
                columns: new[] { "complaint_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_grievances_at_id",
                schema: "complaints",
                table: "grievances",
                columns: new[] { "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_grievances_complaint_id",
                schema: "complaints",
                table: "grievances",
                column: "complaint_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_grievances_customer_id_at_id",
                schema: "complaints",
                table: "grievances",
                columns: new[] { "customer_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_investigations_complaint_id_at_id",
                schema: "complaints",
                table: "investigations",
                columns: new[] { "complaint_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_procedures_category_id_severity_version",
                schema: "complaints",
                table: "procedures",
                columns: new[] { "category_id", "severity", "version" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_procedures_valid_from",
                schema: "complaints",
                table: "procedures",
                column: "valid_from");

            migrationBuilder.AddForeignKey(
                name: "fk_complaints_complaints_merged_into_id",
                schema: "complaints",
                table: "complaints",
                column: "merged_into_id",
                principalSchema: "complaints",
                principalTable: "complaints",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_complaints_procedures_procedure_id",
                schema: "complaints",
                table: "complaints",
                column: "procedure_id",
                principalSchema: "complaints",
                principalTable: "procedures",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_complaints_complaints_merged_into_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropForeignKey(
                name: "fk_complaints_procedures_procedure_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropTable(
                name: "bulk_items",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "complaint_links",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "cosignatures",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "decisions",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "emergency_measures",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "grievances",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "investigations",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "procedures",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "bulk_runs",
                schema: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaints_department_id_filed_at",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaints_merged_into_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaints_open_by_due_time",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaints_procedure_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropCheckConstraint(
                name: "ck_complaints_rating",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropColumn(
                name: "cosigner_count",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropColumn(
                name: "duplicate_count",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropColumn(
                name: "procedure_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropColumn(
                name: "rated_at",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropColumn(
                name: "rating",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropColumn(
                name: "rating_comment",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropColumn(
                name: "rules",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropColumn(
                name: "steps_done",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropColumn(
                name: "version",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_department_id_filed_at",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "department_id", "filed_at" },
                filter: "status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN')");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_open_by_due_time",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "due_at", "id" },
                filter: "status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN')");
        }
    }
}
