using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Complaints.Migrations
{
    /// <inheritdoc />
    public partial class Dispatch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "coordination_numbers",
                schema: "complaints");

            migrationBuilder.CreateSequence(
                name: "dispatch_numbers",
                schema: "complaints");

            migrationBuilder.CreateTable(
                name: "coordination_rules",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    most_bounces = table.Column<int>(type: "integer", nullable: false),
                    idle_after_minutes = table.Column<int>(type: "integer", nullable: true),
                    conflict_after_minutes = table.Column<int>(type: "integer", nullable: true),
                    rule_within_minutes = table.Column<int>(type: "integer", nullable: false),
                    calendar_code = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    set_by_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_coordination_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dispatch_orders",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    complaint_id = table.Column<Guid>(type: "uuid", nullable: true),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    property_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    instructions = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    department_id = table.Column<Guid>(type: "uuid", nullable: true),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: true),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    window_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    window_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    effort_hours = table.Column<decimal>(type: "numeric(8,2)", precision: 8, scale: 2, nullable: false),
                    is_emergency = table.Column<bool>(type: "boolean", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    offered_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    offered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    result = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    actual_hours = table.Column<decimal>(type: "numeric(8,2)", precision: 8, scale: 2, nullable: true),
                    reschedule_count = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispatch_orders", x => x.id);
                    table.CheckConstraint("ck_dispatch_orders_addressee", "(department_id IS NULL) <> (partner_id IS NULL)");
                    table.CheckConstraint("ck_dispatch_orders_window", "window_from < window_to");
                    table.ForeignKey(
                        name: "fk_dispatch_orders_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalSchema: "complaints",
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "shift_plans",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    department_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    time_zone = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    set_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    plannings = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shift_plans", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dispatch_conflicts",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    displaced_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    department_id = table.Column<Guid>(type: "uuid", nullable: true),
                    opened_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    original_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    original_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    resolution = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    resolved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    resolved_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispatch_conflicts", x => x.id);
                    table.ForeignKey(
                        name: "fk_dispatch_conflicts_dispatch_orders_displaced_by_id",
                        column: x => x.displaced_by_id,
                        principalSchema: "complaints",
                        principalTable: "dispatch_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_dispatch_conflicts_dispatch_orders_order_id",
                        column: x => x.order_id,
                        principalSchema: "complaints",
                        principalTable: "dispatch_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "shifts",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    weekday = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    from = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    to = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    people = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shifts", x => x.id);
                    table.ForeignKey(
                        name: "fk_shifts_shift_plans_plan_id",
                        column: x => x.plan_id,
                        principalSchema: "complaints",
                        principalTable: "shift_plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "conflict_options",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    conflict_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    window_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    window_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conflict_options", x => x.id);
                    table.ForeignKey(
                        name: "fk_conflict_options_dispatch_conflicts_conflict_id",
                        column: x => x.conflict_id,
                        principalSchema: "complaints",
                        principalTable: "dispatch_conflicts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "coordination_cases",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    complaint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    cause = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    note = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    conflict_id = table.Column<Guid>(type: "uuid", nullable: true),
                    rule_id = table.Column<Guid>(type: "uuid", nullable: true),
                    opened_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    escalated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    escalated_to_id = table.Column<Guid>(type: "uuid", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ruling_version = table.Column<int>(type: "integer", nullable: false),
                    ruling = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    accountable_id = table.Column<Guid>(type: "uuid", nullable: true),
                    manager_signed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    manager_signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    director_signed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    director_signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_coordination_cases", x => x.id);
                    table.ForeignKey(
                        name: "fk_coordination_cases_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalSchema: "complaints",
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_coordination_cases_coordination_rules_rule_id",
                        column: x => x.rule_id,
                        principalSchema: "complaints",
                        principalTable: "coordination_rules",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_coordination_cases_dispatch_conflicts_conflict_id",
                        column: x => x.conflict_id,
                        principalSchema: "complaints",
                        principalTable: "dispatch_conflicts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "coordination_parties",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    department_id = table.Column<Guid>(type: "uuid", nullable: true),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_coordination_parties", x => x.id);
                    table.ForeignKey(
                        name: "fk_coordination_parties_coordination_cases_case_id",
                        column: x => x.case_id,
                        principalSchema: "complaints",
                        principalTable: "coordination_cases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_conflict_options_conflict_id_position",
                schema: "complaints",
                table: "conflict_options",
                columns: new[] { "conflict_id", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_coordination_cases_complaint_id_cause",
                schema: "complaints",
                table: "coordination_cases",
                columns: new[] { "complaint_id", "cause" },
                unique: true,
                filter: "status = 'OPEN'");

            migrationBuilder.CreateIndex(
                name: "ix_coordination_cases_complaint_id_opened_at_id",
                schema: "complaints",
                table: "coordination_cases",
                columns: new[] { "complaint_id", "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_coordination_cases_conflict_id",
                schema: "complaints",
                table: "coordination_cases",
                column: "conflict_id");

            migrationBuilder.CreateIndex(
                name: "ix_coordination_cases_opened_at_id",
                schema: "complaints",
                table: "coordination_cases",
                columns: new[] { "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_coordination_cases_reference",
                schema: "complaints",
                table: "coordination_cases",
                column: "reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_coordination_cases_rule_id",
                schema: "complaints",
                table: "coordination_cases",
                column: "rule_id");

            migrationBuilder.CreateIndex(
                name: "ix_coordination_parties_case_id_place",
                schema: "complaints",
                table: "coordination_parties",
                columns: new[] { "case_id", "place" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_coordination_parties_staff_id",
                schema: "complaints",
                table: "coordination_parties",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_coordination_rules_valid_from",
                schema: "complaints",
                table: "coordination_rules",
                column: "valid_from");

            migrationBuilder.CreateIndex(
                name: "ix_coordination_rules_version",
                schema: "complaints",
                table: "coordination_rules",
                column: "version",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dispatch_conflicts_department_id_opened_at_id",
                schema: "complaints",
                table: "dispatch_conflicts",
                columns: new[] { "department_id", "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_dispatch_conflicts_displaced_by_id",
                schema: "complaints",
                table: "dispatch_conflicts",
                column: "displaced_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_dispatch_conflicts_opened_at_id",
                schema: "complaints",
                table: "dispatch_conflicts",
                columns: new[] { "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_dispatch_conflicts_order_id_opened_at_id",
                schema: "complaints",
                table: "dispatch_conflicts",
                columns: new[] { "order_id", "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_dispatch_orders_complaint_id_window_from_id",
                schema: "complaints",
                table: "dispatch_orders",
                columns: new[] { "complaint_id", "window_from", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_dispatch_orders_department_id_window_from_id",
                schema: "complaints",
                table: "dispatch_orders",
                columns: new[] { "department_id", "window_from", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_dispatch_orders_partner_id_window_from_id",
                schema: "complaints",
                table: "dispatch_orders",
                columns: new[] { "partner_id", "window_from", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_dispatch_orders_reference",
                schema: "complaints",
                table: "dispatch_orders",
                column: "reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dispatch_orders_staff_id_window_from_id",
                schema: "complaints",
                table: "dispatch_orders",
                columns: new[] { "staff_id", "window_from", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_dispatch_orders_unit_id_window_from_id",
                schema: "complaints",
                table: "dispatch_orders",
                columns: new[] { "unit_id", "window_from", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_dispatch_orders_window_from_id",
                schema: "complaints",
                table: "dispatch_orders",
                columns: new[] { "window_from", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_shift_plans_department_id_version",
                schema: "complaints",
                table: "shift_plans",
                columns: new[] { "department_id", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_shift_plans_valid_from",
                schema: "complaints",
                table: "shift_plans",
                column: "valid_from");

            migrationBuilder.CreateIndex(
                name: "ix_shifts_plan_id_from_id",
                schema: "complaints",
                table: "shifts",
                columns: new[] { "plan_id", "from", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "conflict_options",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "coordination_parties",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "shifts",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "coordination_cases",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "shift_plans",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "coordination_rules",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "dispatch_conflicts",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "dispatch_orders",
                schema: "complaints");

            migrationBuilder.DropSequence(
                name: "coordination_numbers",
                schema: "complaints");

            migrationBuilder.DropSequence(
                name: "dispatch_numbers",
                schema: "complaints");
        }
    }
}
