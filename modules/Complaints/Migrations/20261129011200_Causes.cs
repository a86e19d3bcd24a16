using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Complaints.Migrations
{
    /// <inheritdoc />
    public partial class Causes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "cause_id",
                schema: "complaints",
                table: "investigations",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "cause_id",
                schema: "complaints",
                table: "complaints",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "causes",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    name_zh = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    moves = table.Column<int>(type: "integer", nullable: false, defaultValue: 0)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_causes", x => x.id);
                    table.ForeignKey(
                        name: "fk_causes_causes_parent_id",
                        column: x => x.parent_id,
                        principalSchema: "complaints",
                        principalTable: "causes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_investigations_cause_id",
                schema: "complaints",
                table: "investigations",
                column: "cause_id");

            migrationBuilder.AddCheckConstraint(
                name: "ck_investigations_cause",
                schema: "complaints",
                table: "investigations",
                sql: "kind = 'CAUSE' OR cause_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_cause_id_filed_at_id",
                schema: "complaints",
                table: "complaints",
                columns: new[] { "cause_id", "filed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_causes_code",
                schema: "complaints",
                table: "causes",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_causes_parent_id",
                schema: "complaints",
                table: "causes",
                column: "parent_id");

            migrationBuilder.AddForeignKey(
                name: "fk_complaints_causes_cause_id",
                schema: "complaints",
                table: "complaints",
                column: "cause_id",
                principalSchema: "complaints",
                principalTable: "causes",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_investigations_causes_cause_id",
                schema: "complaints",
                table: "investigations",
                column: "cause_id",
                principalSchema: "complaints",
                principalTable: "causes",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_complaints_causes_cause_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropForeignKey(
                name: "fk_investigations_causes_cause_id",
                schema: "complaints",
                table: "investigations");

            migrationBuilder.DropTable(
                name: "causes",
                schema: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_investigations_cause_id",
                schema: "complaints",
                table: "investigations");

            migrationBuilder.DropCheckConstraint(
                name: "ck_investigations_cause",
                schema: "complaints",
                table: "investigations");

            migrationBuilder.DropIndex(
                name: "ix_complaints_cause_id_filed_at_id",
                schema: "complaints",
                table: "complaints");

            migrationBuilder.DropColumn(
                name: "cause_id",
                schema: "complaints",
                table: "investigations");

            migrationBuilder.DropColumn(
                name: "cause_id",
                schema: "complaints",
                table: "complaints");
        }
    }
}
