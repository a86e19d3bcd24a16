using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Complaints.Migrations
{
    /// <inheritdoc />
    public partial class FeeDisputes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<decimal>(
                name: "exposed_revenue",
                schema: "complaints",
                table: "complaints",
                type: "numeric(14,2)",
                precision: 14,
                scale: 2,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "fee_disputes",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    complaint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    currency = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    ruling = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fee_disputes", x => x.id);
                    table.CheckConstraint("ck_fee_disputes_end", "(status = 'OPEN') = (ended_at IS NULL)");
                    table.ForeignKey(
                        name: "fk_fee_disputes_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalSchema: "complaints",
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "disputed_charges",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    fee_dispute_id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    charge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false),
                    held = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false),
                    upheld = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false),
                    credit_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disputed_charges", x => x.id);
                    table.CheckConstraint("ck_disputed_charges_amounts", "amount > 0 AND held >= 0 AND upheld >= 0 AND held + upheld <= amount");
                    table.ForeignKey(
                        name: "fk_disputed_charges_fee_disputes_fee_dispute_id",
                        column: x => x.fee_dispute_id,
                        principalSchema: "complaints",
                        principalTable: "fee_disputes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_disputed_charges_charge_id",
                schema: "complaints",
                table: "disputed_charges",
                column: "charge_id");

            migrationBuilder.CreateIndex(
                name: "ix_disputed_charges_fee_dispute_id_charge_id",
                schema: "complaints",
                table: "disputed_charges",
                columns: new[] { "fee_dispute_id", "charge_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_fee_disputes_at_id",
                schema: "complaints",
                table: "fee_disputes",
                columns: new[] { "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_fee_disputes_complaint_id_at_id",
                schema: "complaints",
                table: "fee_disputes",
                columns: new[] { "complaint_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_fee_disputes_customer_id_at_id",
                schema: "complaints",
                table: "fee_disputes",
                columns: new[] { "customer_id", "at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "disputed_charges",
                schema: "complaints");

            migrationBuilder.DropTable(
                name: "fee_disputes",
                schema: "complaints");

            migrationBuilder.DropColumn(
                name: "exposed_revenue",
                schema: "complaints",
                table: "complaints");
        }
    }
}
