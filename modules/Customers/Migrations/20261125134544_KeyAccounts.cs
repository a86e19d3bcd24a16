using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Customers.Migrations
{
    /// <inheritdoc />
    public partial class KeyAccounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "key_account_terms",
                schema: "customers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tier = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    account_manager_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_key_account_terms", x => x.id);
                    table.ForeignKey(
                        name: "fk_key_account_terms_customers_customer_id",
                        column: x => x.customer_id,
                        principalSchema: "customers",
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "preferences",
                schema: "customers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    topic = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_preferences", x => x.id);
                    table.ForeignKey(
                        name: "fk_preferences_customers_customer_id",
                        column: x => x.customer_id,
                        principalSchema: "customers",
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_contacts_channel_value",
                schema: "customers",
                table: "contacts",
                columns: new[] { "channel", "value" });

            migrationBuilder.CreateIndex(
                name: "ix_key_account_terms_customer_id_from_id",
                schema: "customers",
                table: "key_account_terms",
                columns: new[] { "customer_id", "from", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_preferences_customer_id_topic",
                schema: "customers",
                table: "preferences",
                columns: new[] { "customer_id", "topic" },
                unique: true);

            // Terms of those who are key accounts already begin with their migration: nobody wrote down when they did.
            migrationBuilder.Sql(
                """
                INSERT INTO customers.key_account_terms (id, customer_id, tier, account_manager_id, "from")
                SELECT id, id, key_account_tier, account_manager_id, now() FROM customers.customers WHERE key_account_tier IS NOT NULL;
                """);
            DuplicateCustomer.CreateView(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP VIEW customers.duplicate_customers;");

            migrationBuilder.DropTable(
                name: "key_account_terms",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "preferences",
                schema: "customers");

            migrationBuilder.DropIndex(
                name: "ix_contacts_channel_value",
                schema: "customers",
                table: "contacts");
        }
    }
}
