using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Complaints.Migrations
{
    /// <inheritdoc />
    public partial class ListIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The kernel made these for relations; the ones below begin with the same column.
            migrationBuilder.Sql("DROP INDEX IF EXISTS complaints.ix_complaints_unit_id, complaints.ix_complaints_department_id, complaints.ix_complaints_accountable_id, complaints.ix_complaints_partner_id");

            migrationBuilder.DropIndex(
                name: "ix_responsibilities_complaint_id_from",
                schema: "complaints",
                table: "responsibilities");

            migrationBuilder.DropIndex(
                name: "ix_complaints_customer_id_filed_at",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaints_due_at",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaints_filed_at",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaints_property_id_filed_at",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaints_status",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaint_events_complaint_id_at",
                schema: "complaints",
                table: "complaint_events");

            migrationBuilder.CreateIndex(
                name: "ix_responsibilities_complaint_id_from_id",
                schema: "complaints",
                table: "responsibilities",
                columns: new[] { "complaint_id", "from", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_accountable_id_filed_at_id",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "accountable_id", "filed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_customer_id_filed_at_id",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "customer_id", "filed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_department_id_filed_at_id",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "department_id", "filed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_due_at_id",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_filed_at_id",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "filed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_open_by_due_time",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "due_at", "id" },
                filter: "status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN')");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_partner_id_filed_at_id",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "partner_id", "filed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_property_id_filed_at_id",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "property_id", "filed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_status_filed_at_id",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "status", "filed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_unit_id_filed_at_id",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "unit_id", "filed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_complaint_events_complaint_id_at_id",
                schema: "complaints",
                table: "complaint_events",
                columns: new[] { "complaint_id", "at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_responsibilities_complaint_id_from_id",
                schema: "complaints",
                table: "responsibilities");

            migrationBuilder.DropIndex(
                name: "ix_complaints_accountable_id_filed_at_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaints_customer_id_filed_at_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaints_department_id_filed_at_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaints_due_at_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaints_filed_at_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaints_open_by_due_time",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaints_partner_id_filed_at_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaints_property_id_filed_at_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaints_status_filed_at_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaints_unit_id_filed_at_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_complaint_events_complaint_id_at_id",
                schema: "complaints",
                table: "complaint_events");

            migrationBuilder.CreateIndex(
                name: "ix_responsibilities_complaint_id_from",
                schema: "complaints",
                table: "responsibilities",
                columns: new[] { "complaint_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_customer_id_filed_at",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "customer_id", "filed_at" });

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
                name: "ix_complaints_status",
                schema: "complaints",
                table: "complaints",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "ix_complaint_events_complaint_id_at",
                schema: "complaints",
                table: "complaint_events",
                columns: new[] { "complaint_id", "at" });
        }
    }
}
