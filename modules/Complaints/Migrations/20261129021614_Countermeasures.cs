using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Complaints.Migrations
{
    /// <inheritdoc />
    public partial class Countermeasures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "countermeasures",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    cause_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    description = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    regressed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    stage_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_countermeasures", x => x.id);
                    table.ForeignKey(
                        name: "fk_countermeasures_causes_cause_id",
                        column: x => x.cause_id,
                        principalSchema: "complaints",
                        principalTable: "causes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "effect_rules",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    window_months = table.Column<int>(type: "integer", nullable: false),
                    look_every_days = table.Column<int>(type: "integer", nullable: false),
                    confidence = table.Column<decimal>(type: "numeric(4,1)", precision: 4, scale: 1, nullable: false),
                    regression_above = table.Column<decimal>(type: "numeric(4,2)", precision: 4, scale: 2, nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    set_by_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_effect_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "improvements",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    complaint_id = table.Column<Guid>(type: "uuid", nullable: true),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    cause_id = table.Column<Guid>(type: "uuid", nullable: true),
                    title = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    description = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    result = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    planned_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    planned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_improvements", x => x.id);
                    table.CheckConstraint("ck_improvements_end", "(status = 'PLANNED') = (ended_at IS NULL)");
                    table.CheckConstraint("ck_improvements_subject", "(complaint_id IS NULL) <> (cause_id IS NULL)");
                    table.ForeignKey(
                        name: "fk_improvements_causes_cause_id",
                        column: x => x.cause_id,
                        principalSchema: "complaints",
                        principalTable: "causes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_improvements_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalSchema: "complaints",
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "countermeasure_stages",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    countermeasure_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    evidence = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    decided_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    measured = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    rule_id = table.Column<Guid>(type: "uuid", nullable: true),
                    regressed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_countermeasure_stages", x => x.id);
                    table.CheckConstraint("ck_countermeasure_stages_rule", "(status IN ('TRIAL', 'PILOT', 'STANDARD')) = (rule_id IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_countermeasure_stages_countermeasures_countermeasure_id",
                        column: x => x.countermeasure_id,
                        principalSchema: "complaints",
                        principalTable: "countermeasures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_countermeasure_stages_effect_rules_rule_id",
                        column: x => x.rule_id,
                        principalSchema: "complaints",
                        principalTable: "effect_rules",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "countermeasure_sites",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage_id = table.Column<Guid>(type: "uuid", nullable: false),
                    property_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_countermeasure_sites", x => x.id);
                    table.ForeignKey(
                        name: "fk_countermeasure_sites_countermeasure_stages_stage_id",
                        column: x => x.stage_id,
                        principalSchema: "complaints",
                        principalTable: "countermeasure_stages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_countermeasure_sites_stage_id_property_id",
                schema: "complaints",
                table: "countermeasure_sites",
                columns: new[] { "stage_id", "property_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_countermeasure_stages_countermeasure_id",
                schema: "complaints",
                table: "countermeasure_stages",
                column: "countermeasure_id",
                unique: true,
                filter: "\"to\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_countermeasure_stages_countermeasure_id_from_id",
                schema: "complaints",
                table: "countermeasure_stages",
                columns: new[] { "countermeasure_id", "from", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_countermeasure_stages_rule_id",
                schema: "complaints",
                table: "countermeasure_stages",
                column: "rule_id");

            migrationBuilder.CreateIndex(
                name: "ix_countermeasures_cause_id_proposed_at_id",
                schema: "complaints",
                table: "countermeasures",
                columns: new[] { "cause_id", "proposed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_countermeasures_owner_id_proposed_at_id",
                schema: "complaints",
                table: "countermeasures",
                columns: new[] { "owner_id", "proposed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_countermeasures_proposed_at_id",
                schema: "complaints",
                table: "countermeasures",
                columns: new[] { "proposed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_effect_rules_valid_from",
                schema: "complaints",
                table: "effect_rules",
                column: "valid_from");

            migrationBuilder.CreateIndex(
                name: "ix_effect_rules_version",
                schema: "complaints",
                table: "effect_rules",
                column: "version",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_improvements_cause_id_due_at_id",
                schema: "complaints",
                table: "improvements",
                columns: new[] { "cause_id", "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_improvements_complaint_id_due_at_id",
                schema: "complaints",
                table: "improvements",
                columns: new[] { "complaint_id", "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_improvements_due_at_id",
                schema: "complaints",
                table: "improvements",
                columns: new[] { "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_improvements_owner_id_due_at_id",
                schema: "complaints",
                table: "improvements",
                columns: new[] { "owner_id", "due_at", "id" });

            CountermeasureCounts.Create(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            CountermeasureCounts.Drop(migrationBuilder);

            migrationBuilder.DropTable(
                name: "countermeasure_sites",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "improvements",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "countermeasure_stages",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "countermeasures",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "effect_rules",
                schema: "complaints");
        }
    }
}
