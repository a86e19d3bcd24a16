using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Customers.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "customers");

            migrationBuilder.CreateSequence(
                name: "customer_numbers",
                schema: "customers");

            migrationBuilder.CreateTable(
                name: "customers",
                schema: "customers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    language = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    key_account_tier = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    account_manager_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "properties",
                schema: "customers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    address = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    city = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    managed_since = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_properties", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "contacts",
                schema: "customers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    purpose = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    consent = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contacts", x => x.id);
                    table.ForeignKey(
                        name: "fk_contacts_customers_customer_id",
                        column: x => x.customer_id,
                        principalSchema: "customers",
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "interactions",
                schema: "customers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    direction = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    summary = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    is_conflict = table.Column<bool>(type: "boolean", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_interactions", x => x.id);
                    table.ForeignKey(
                        name: "fk_interactions_customers_customer_id",
                        column: x => x.customer_id,
                        principalSchema: "customers",
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "buildings",
                schema: "customers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    property_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    floors = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_buildings", x => x.id);
                    table.UniqueConstraint("ak_buildings_id_property_id", x => new { x.id, x.property_id });
                    table.ForeignKey(
                        name: "fk_buildings_properties_property_id",
                        column: x => x.property_id,
                        principalSchema: "customers",
                        principalTable: "properties",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "units",
                schema: "customers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    property_id = table.Column<Guid>(type: "uuid", nullable: false),
                    building_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    floor = table.Column<int>(type: "integer", nullable: true),
                    area = table.Column<decimal>(type: "numeric(10,2)", precision: 10, scale: 2, nullable: true),
                    usage = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    occupancy_version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_units", x => x.id);
                    table.ForeignKey(
                        name: "fk_units_buildings_building_id_property_id",
                        columns: x => new { x.building_id, x.property_id },
                        principalSchema: "customers",
                        principalTable: "buildings",
                        principalColumns: new[] { "id", "property_id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_units_properties_property_id",
                        column: x => x.property_id,
                        principalSchema: "customers",
                        principalTable: "properties",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "occupancies",
                schema: "customers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    share = table.Column<decimal>(type: "numeric(5,2)", precision: 5, scale: 2, nullable: true),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_occupancies", x => x.id);
                    table.CheckConstraint("ck_occupancies_dates", "\"to\" >= \"from\"");
                    table.CheckConstraint("ck_occupancies_share", "share > 0 AND share <= 100");
                    table.ForeignKey(
                        name: "fk_occupancies_customers_customer_id",
                        column: x => x.customer_id,
                        principalSchema: "customers",
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_occupancies_units_unit_id",
                        column: x => x.unit_id,
                        principalSchema: "customers",
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_buildings_property_id_code",
                schema: "customers",
                table: "buildings",
                columns: new[] { "property_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_contacts_customer_id_channel_value_purpose",
                schema: "customers",
                table: "contacts",
                columns: new[] { "customer_id", "channel", "value", "purpose" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_customers_name",
                schema: "customers",
                table: "customers",
                column: "name");

            migrationBuilder.CreateIndex(
                name: "ix_customers_number",
                schema: "customers",
                table: "customers",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_interactions_customer_id_at",
                schema: "customers",
                table: "interactions",
                columns: new[] { "customer_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_occupancies_customer_id_unit_id",
                schema: "customers",
                table: "occupancies",
                columns: new[] { "customer_id", "unit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_occupancies_unit_id_customer_id_role_from",
                schema: "customers",
                table: "occupancies",
                columns: new[] { "unit_id", "customer_id", "role", "from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_properties_code",
                schema: "customers",
                table: "properties",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_units_building_id_code",
                schema: "customers",
                table: "units",
                columns: new[] { "building_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_units_building_id_property_id",
                schema: "customers",
                table: "units",
                columns: new[] { "building_id", "property_id" });

            migrationBuilder.CreateIndex(
                name: "ix_units_property_id",
                schema: "customers",
                table: "units",
                column: "property_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "contacts",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "interactions",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "occupancies",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "customers",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "units",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "buildings",
                schema: "customers");

            migrationBuilder.DropTable(
                name: "properties",
                schema: "customers");

            migrationBuilder.DropSequence(
                name: "customer_numbers",
                schema: "customers");
        }
    }
}
