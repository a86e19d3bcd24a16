using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Customers.Migrations
{
    /// <inheritdoc />
    public partial class CustomerRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "erased_at",
                schema: "customers",
                table: "customers",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "merge_note",
                schema: "customers",
                table: "customers",
                type: "text",
                nullable: true,
                collation: "und-x-icu");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "merged_at",
                schema: "customers",
                table: "customers",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "merged_by_id",
                schema: "customers",
                table: "customers",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "merged_into_id",
                schema: "customers",
                table: "customers",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "customer_exports",
                schema: "customers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    media_type = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    byte_size = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_exports", x => x.id);
                    table.ForeignKey(
                        name: "fk_customer_exports_customers_customer_id",
                        column: x => x.customer_id,
                        principalSchema: "customers",
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "erasures",
                schema: "customers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    removed = table.Column<int>(type: "integer", nullable: false),
                    stripped = table.Column<int>(type: "integer", nullable: false),
                    kept = table.Column<int>(type: "integer", nullable: false),
                    kept_until = table.Column<DateOnly>(type: "date", nullable: true),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_erasures", x => x.id);
                    table.ForeignKey(
                        name: "fk_erasures_customers_customer_id",
                        column: x => x.customer_id,
                        principalSchema: "customers",
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "retention_rules",
                schema: "customers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    years = table.Column<int>(type: "integer", nullable: false),
                    ground = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    set_by_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_retention_rules", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_customers_merged_into_id",
                schema: "customers",
                table: "customers",
                column: "merged_into_id");

            migrationBuilder.AddCheckConstraint(
                name: "ck_customers_merged",
                schema: "customers",
                table: "customers",
                sql: "merged_into_id <> id");

            migrationBuilder.CreateIndex(
                name: "ix_customer_exports_customer_id_at_id",
                schema: "customers",
                table: "customer_exports",
                columns: new[] { "customer_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_erasures_at_id",
                schema: "customers",
                table: "erasures",
                columns: new[] { "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_erasures_customer_id_at_id",
                schema: "customers",
                table: "erasures",
                columns: new[] { "customer_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_retention_rules_type_version",
                schema: "customers",
                table: "retention_rules",
                columns: new[] { "type", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_retention_rules_valid_from",
                schema: "customers",
                table: "retention_rules",
                column: "valid_from");

            migrationBuilder.AddForeignKey(
                name: "fk_customers_customers_merged_into_id",
                schema: "customers",
                table: "customers",
                column: "merged_into_id",
                principalSchema: "customers",
                principalTable: "customers",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            // What the audit wrote down before it knew whose data a row is.
            migrationBuilder.Sql(
                """
                UPDATE propertygraph.audit AS a SET person = r.customer_id
                FROM (SELECT 'Contact' AS entity, id, customer_id FROM customers.contacts UNION ALL SELECT 'Occupancy', id, customer_id FROM customers.occupancies
                    UNION ALL SELECT 'Charge', id, customer_id FROM customers.charges UNION ALL SELECT 'Payment', id, customer_id FROM customers.payments
                    UNION ALL SELECT 'Preference', id, customer_id FROM customers.preferences UNION ALL SELECT 'Interaction', id, customer_id FROM customers.interactions) AS r
                WHERE a.entity = r.entity AND a.key = r.id;
                """);
            ErasurePreview.CreateViews(migrationBuilder);
            FieldChange.CreateView(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP VIEW customers.field_changes; DROP VIEW customers.erasure_previews; DROP VIEW customers.erasure_records;");

            migrationBuilder.DropForeignKey(
                name: "fk_customers_customers_merged_into_id",
                schema: "customers",
                table: "customers");

            migrationBuilder.DropTable(
                name: "customer_exports",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "erasures",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "retention_rules",
                schema: "customers");

            migrationBuilder.DropIndex(
                name: "ix_customers_merged_into_id",
                schema: "customers",
                table: "customers");

            migrationBuilder.DropCheckConstraint(
                name: "ck_customers_merged",
                schema: "customers",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "erased_at",
                schema: "customers",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "merge_note",
                schema: "customers",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "merged_at",
                schema: "customers",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "merged_by_id",
                schema: "customers",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                schema: "customers",
                table: "customers");
        }
    }
}
