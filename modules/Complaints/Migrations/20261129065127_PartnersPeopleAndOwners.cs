using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Complaints.Migrations
{
    /// <inheritdoc />
    public partial class PartnersPeopleAndOwners : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "partner_person_id",
                schema: "complaints",
                table: "dispatch_orders",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "countermeasure_owners",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    countermeasure_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_countermeasure_owners", x => x.id);
                    table.ForeignKey(
                        name: "fk_countermeasure_owners_countermeasures_countermeasure_id",
                        column: x => x.countermeasure_id,
                        principalSchema: "complaints",
                        principalTable: "countermeasures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_dispatch_orders_partner_person_id_window_from_id",
                schema: "complaints",
                table: "dispatch_orders",
                columns: new[] { "partner_person_id", "window_from", "id" });

            migrationBuilder.AddCheckConstraint(
                name: "ck_dispatch_orders_person",
                schema: "complaints",
                table: "dispatch_orders",
                sql: "(staff_id IS NULL OR department_id IS NOT NULL) AND (partner_person_id IS NULL OR partner_id IS NOT NULL)");

            migrationBuilder.CreateIndex(
                name: "ix_countermeasure_owners_countermeasure_id",
                schema: "complaints",
                table: "countermeasure_owners",
                column: "countermeasure_id",
                unique: true,
                filter: "\"to\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_countermeasure_owners_countermeasure_id_from_id",
                schema: "complaints",
                table: "countermeasure_owners",
                columns: new[] { "countermeasure_id", "from", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_countermeasure_owners_staff_id_from_id",
                schema: "complaints",
                table: "countermeasure_owners",
                columns: new[] { "staff_id", "from", "id" });

            migrationBuilder.Sql(CountermeasureOwner.FromStages);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "countermeasure_owners",
                schema: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_dispatch_orders_partner_person_id_window_from_id",
                schema: "complaints",
                table: "dispatch_orders");

            migrationBuilder.DropCheckConstraint(
                name: "ck_dispatch_orders_person",
                schema: "complaints",
                table: "dispatch_orders");

            migrationBuilder.DropColumn(
                name: "partner_person_id",
                schema: "complaints",
                table: "dispatch_orders");
        }
    }
}
