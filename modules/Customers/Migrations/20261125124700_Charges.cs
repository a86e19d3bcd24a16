using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Customers.Migrations
{
    /// <inheritdoc />
    public partial class Charges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "charge_numbers",
                schema: "customers");

            migrationBuilder.AddColumn<string>(
                name: "currency",
                schema: "customers",
                table: "customers",
                type: "text",
                nullable: true,
                collation: "und-x-icu");

            migrationBuilder.CreateTable(
                name: "charge_kinds",
                schema: "customers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    name_zh = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_charge_kinds", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dunning_schedules",
                schema: "customers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    days_after_due = table.Column<List<int>>(type: "integer[]", nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    set_by_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dunning_schedules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "charges",
                schema: "customers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false),
                    currency = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    paid = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false),
                    credited = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false),
                    withheld = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false),
                    dunning_level = table.Column<int>(type: "integer", nullable: false),
                    dunned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    dunning_schedule_id = table.Column<Guid>(type: "uuid", nullable: true),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_charges", x => x.id);
                    table.CheckConstraint("ck_charges_amount", "amount > 0");
                    table.CheckConstraint("ck_charges_balance", "paid >= 0 AND credited >= 0 AND withheld >= 0 AND paid + credited + withheld <= amount");
                    table.CheckConstraint("ck_charges_period", "\"to\" >= \"from\"");
                    table.ForeignKey(
                        name: "fk_charges_charge_kinds_kind_id",
                        column: x => x.kind_id,
                        principalSchema: "customers",
                        principalTable: "charge_kinds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_charges_customers_customer_id",
                        column: x => x.customer_id,
                        principalSchema: "customers",
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_charges_dunning_schedules_dunning_schedule_id",
                        column: x => x.dunning_schedule_id,
                        principalSchema: "customers",
                        principalTable: "dunning_schedules",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_charges_units_unit_id",
                        column: x => x.unit_id,
                        principalSchema: "customers",
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "credits",
                schema: "customers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    charge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credits", x => x.id);
                    table.CheckConstraint("ck_credits_amount", "amount > 0");
                    table.ForeignKey(
                        name: "fk_credits_charges_charge_id",
                        column: x => x.charge_id,
                        principalSchema: "customers",
                        principalTable: "charges",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credits_customers_customer_id",
                        column: x => x.customer_id,
                        principalSchema: "customers",
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "dunning_notices",
                schema: "customers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    charge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dunning_notices", x => x.id);
                    table.ForeignKey(
                        name: "fk_dunning_notices_charges_charge_id",
                        column: x => x.charge_id,
                        principalSchema: "customers",
                        principalTable: "charges",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_dunning_notices_customers_customer_id",
                        column: x => x.customer_id,
                        principalSchema: "customers",
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payments",
                schema: "customers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    charge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false),
                    method = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    received_on = table.Column<DateOnly>(type: "date", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    reverses_id = table.Column<Guid>(type: "uuid", nullable: true),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payments", x => x.id);
                    table.CheckConstraint("ck_payments_sign", "(amount < 0) = (reverses_id IS NOT NULL) AND amount <> 0");
                    table.ForeignKey(
                        name: "fk_payments_charges_charge_id",
                        column: x => x.charge_id,
                        principalSchema: "customers",
                        principalTable: "charges",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payments_customers_customer_id",
                        column: x => x.customer_id,
                        principalSchema: "customers",
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payments_payments_reverses_id",
                        column: x => x.reverses_id,
                        principalSchema: "customers",
                        principalTable: "payments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_charge_kinds_code",
                schema: "customers",
                table: "charge_kinds",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_charges_customer_id_due_on_id",
                schema: "customers",
                table: "charges",
                columns: new[] { "customer_id", "due_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_charges_customer_id_recorded_at_id",
                schema: "customers",
                table: "charges",
                columns: new[] { "customer_id", "recorded_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_charges_due_on_id",
                schema: "customers",
                table: "charges",
                columns: new[] { "due_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_charges_dunning_schedule_id",
                schema: "customers",
                table: "charges",
                column: "dunning_schedule_id");

            migrationBuilder.CreateIndex(
                name: "ix_charges_kind_id",
                schema: "customers",
                table: "charges",
                column: "kind_id");

            migrationBuilder.CreateIndex(
                name: "ix_charges_number",
                schema: "customers",
                table: "charges",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_charges_unit_id_due_on_id",
                schema: "customers",
                table: "charges",
                columns: new[] { "unit_id", "due_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_credits_charge_id_at_id",
                schema: "customers",
                table: "credits",
                columns: new[] { "charge_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_credits_customer_id_at_id",
                schema: "customers",
                table: "credits",
                columns: new[] { "customer_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_dunning_notices_at_id",
                schema: "customers",
                table: "dunning_notices",
                columns: new[] { "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_dunning_notices_charge_id_level",
                schema: "customers",
                table: "dunning_notices",
                columns: new[] { "charge_id", "level" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dunning_notices_customer_id_at_id",
                schema: "customers",
                table: "dunning_notices",
                columns: new[] { "customer_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_dunning_schedules_valid_from",
                schema: "customers",
                table: "dunning_schedules",
                column: "valid_from");

            migrationBuilder.CreateIndex(
                name: "ix_dunning_schedules_version",
                schema: "customers",
                table: "dunning_schedules",
                column: "version",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_payments_charge_id_recorded_at_id",
                schema: "customers",
                table: "payments",
                columns: new[] { "charge_id", "recorded_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_customer_id_recorded_at_id",
                schema: "customers",
                table: "payments",
                columns: new[] { "customer_id", "recorded_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_recorded_at_id",
                schema: "customers",
                table: "payments",
                columns: new[] { "recorded_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_reverses_id",
                schema: "customers",
                table: "payments",
                column: "reverses_id",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "credits",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "dunning_notices",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "payments",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "charges",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "charge_kinds",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "dunning_schedules",
                schema: "customers");

            migrationBuilder.DropColumn(
                name: "currency",
                schema: "customers",
                table: "customers");

            migrationBuilder.DropSequence(
                name: "charge_numbers",
                schema: "customers");
        }
    }
}
