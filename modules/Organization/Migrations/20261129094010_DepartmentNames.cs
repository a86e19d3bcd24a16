using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Organization.Migrations
{
    /// <inheritdoc />
    public partial class DepartmentNames : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "name_zh",
                schema: "organization",
                table: "departments",
                type: "text",
                nullable: true,
                collation: "und-x-icu");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "name_zh",
                schema: "organization",
                table: "departments");
        }
    }
}
