using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Organization.Migrations
{
    /// <inheritdoc />
    public partial class PartnerPeopleErased : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_partner_people_partner_id_name",
                schema: "organization",
                table: "partner_people");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "erased_at",
                schema: "organization",
                table: "partner_people",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_barred",
                schema: "organization",
                table: "partner_people",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "ix_partner_people_partner_id_name",
                schema: "organization",
                table: "partner_people",
                columns: new[] { "partner_id", "name" },
                unique: true,
                filter: "erased_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_partner_people_partner_id_name",
                schema: "organization",
                table: "partner_people");

            migrationBuilder.DropColumn(
                name: "erased_at",
                schema: "organization",
                table: "partner_people");

            migrationBuilder.DropColumn(
                name: "is_barred",
                schema: "organization",
                table: "partner_people");

            migrationBuilder.CreateIndex(
                name: "ix_partner_people_partner_id_name",
                schema: "organization",
                table: "partner_people",
                columns: new[] { "partner_id", "name" },
                unique: true);
        }
    }
}
