using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Organization.Migrations
{
    /// <inheritdoc />
    public partial class Roles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "leaves_on",
                schema: "organization",
                table: "staff",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "stuck_since",
                schema: "organization",
                table: "staff",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "title",
                schema: "organization",
                table: "staff",
                type: "text",
                nullable: true,
                collation: "und-x-icu");

            migrationBuilder.AddColumn<Guid>(
                name: "person_id",
                schema: "organization",
                table: "api_keys",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "customer_service_roles",
                schema: "organization",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    name_zh = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    rank = table.Column<int>(type: "integer", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_service_roles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partner_people",
                schema: "organization",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    phone = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    email = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    qualification = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_people", x => x.id);
                    table.ForeignKey(
                        name: "fk_partner_people_partners_partner_id",
                        column: x => x.partner_id,
                        principalSchema: "organization",
                        principalTable: "partners",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "rights",
                schema: "organization",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    mutation = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    positions = table.Column<string[]>(type: "text[]", nullable: false),
                    is_default = table.Column<bool>(type: "boolean", nullable: false),
                    is_fixed = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    set_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rights", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "appointments",
                schema: "organization",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    role_id = table.Column<Guid>(type: "uuid", nullable: false),
                    department_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    end = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    appointed_by_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appointments", x => x.id);
                    table.ForeignKey(
                        name: "fk_appointments_customer_service_roles_role_id",
                        column: x => x.role_id,
                        principalSchema: "organization",
                        principalTable: "customer_service_roles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_appointments_departments_department_id",
                        column: x => x.department_id,
                        principalSchema: "organization",
                        principalTable: "departments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_appointments_staff_staff_id",
                        column: x => x.staff_id,
                        principalSchema: "organization",
                        principalTable: "staff",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_person_id",
                schema: "organization",
                table: "api_keys",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_appointments_department_id_from",
                schema: "organization",
                table: "appointments",
                columns: new[] { "department_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_appointments_department_id_role_id",
                schema: "organization",
                table: "appointments",
                columns: new[] { "department_id", "role_id" },
                unique: true,
                filter: "\"to\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_appointments_from_id",
                schema: "organization",
                table: "appointments",
                columns: new[] { "from", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_appointments_role_id",
                schema: "organization",
                table: "appointments",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "ix_appointments_staff_id",
                schema: "organization",
                table: "appointments",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_customer_service_roles_code",
                schema: "organization",
                table: "customer_service_roles",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_customer_service_roles_rank",
                schema: "organization",
                table: "customer_service_roles",
                column: "rank");

            migrationBuilder.CreateIndex(
                name: "ix_partner_people_name_id",
                schema: "organization",
                table: "partner_people",
                columns: new[] { "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_people_partner_id_name",
                schema: "organization",
                table: "partner_people",
                columns: new[] { "partner_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_rights_mutation_version",
                schema: "organization",
                table: "rights",
                columns: new[] { "mutation", "version" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_api_keys_partner_people_person_id",
                schema: "organization",
                table: "api_keys",
                column: "person_id",
                principalSchema: "organization",
                principalTable: "partner_people",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            // Who spoke for a department to the service centre holds its first role.
            migrationBuilder.Sql(
                """
                INSERT INTO organization.customer_service_roles (id, code, name, name_zh, rank, is_active)
                SELECT gen_random_uuid(), code, name, name_zh, rank, true
                FROM (VALUES ('HEAD', 'Head of customer service', '客服主管', 1), ('SUPERVISOR', 'Customer service supervisor', '客服督导', 2), ('CONTACT', 'Customer service contact', '客服专员', 3)) AS r (code, name, name_zh, rank)
                WHERE EXISTS (SELECT 1 FROM organization.departments WHERE customer_service_lead_id IS NOT NULL);
                INSERT INTO organization.appointments (id, role_id, department_id, staff_id, "from")
                SELECT gen_random_uuid(), r.id, d.id, d.customer_service_lead_id, now()
                FROM organization.departments AS d JOIN organization.customer_service_roles AS r ON r.code = 'HEAD'
                WHERE d.customer_service_lead_id IS NOT NULL;
                """);

            migrationBuilder.DropForeignKey(
                name: "fk_departments_staff_customer_service_lead_id",
                schema: "organization",
                table: "departments");

            migrationBuilder.DropIndex(
                name: "ix_departments_customer_service_lead_id",
                schema: "organization",
                table: "departments");

            migrationBuilder.DropColumn(
                name: "customer_service_lead_id",
                schema: "organization",
                table: "departments");

            Views.Create(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            Views.Drop(migrationBuilder);

            migrationBuilder.DropForeignKey(
                name: "fk_api_keys_partner_people_person_id",
                schema: "organization",
                table: "api_keys");

            migrationBuilder.AddColumn<Guid>(
                name: "customer_service_lead_id",
                schema: "organization",
                table: "departments",
                type: "uuid",
                nullable: true);

            migrationBuilder.Sql(
                """
                UPDATE organization.departments AS d SET customer_service_lead_id = a.staff_id
                FROM organization.appointments AS a JOIN organization.customer_service_roles AS r ON r.id = a.role_id AND r.code = 'HEAD'
                WHERE a.department_id = d.id AND a."to" IS NULL;
                """);

            migrationBuilder.DropTable(
                name: "appointments",
                schema: "organization");

            migrationBuilder.DropTable(
                name: "partner_people",
                schema: "organization");

            migrationBuilder.DropTable(
                name: "rights",
                schema: "organization");

            migrationBuilder.DropTable(
                name: "customer_service_roles",
                schema: "organization");

            migrationBuilder.DropIndex(
                name: "ix_api_keys_person_id",
                schema: "organization",
                table: "api_keys");

            migrationBuilder.DropColumn(
                name: "leaves_on",
                schema: "organization",
                table: "staff");

            migrationBuilder.DropColumn(
                name: "stuck_since",
                schema: "organization",
                table: "staff");

            migrationBuilder.DropColumn(
                name: "title",
                schema: "organization",
                table: "staff");

            migrationBuilder.DropColumn(
                name: "person_id",
                schema: "organization",
                table: "api_keys");

            migrationBuilder.CreateIndex(
                name: "ix_departments_customer_service_lead_id",
                schema: "organization",
                table: "departments",
                column: "customer_service_lead_id");

            migrationBuilder.AddForeignKey(
                name: "fk_departments_staff_customer_service_lead_id",
                schema: "organization",
                table: "departments",
                column: "customer_service_lead_id",
                principalSchema: "organization",
                principalTable: "staff",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }
    }
}
