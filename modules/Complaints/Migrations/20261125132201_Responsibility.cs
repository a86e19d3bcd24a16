using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Complaints.Migrations
{
    /// <inheritdoc />
    public partial class Responsibility : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "last_act_at",
                schema: "complaints",
                table: "responsibilities",
                type: "timestamp with time zone",
                nullable: true);
            // The last thing that the person did in his or her time.
            migrationBuilder.Sql(
                """
                UPDATE complaints.responsibilities AS r SET last_act_at = coalesce(
                  (SELECT max(e.at) FROM complaints.complaint_events AS e WHERE e.complaint_id = r.complaint_id AND e.actor_id = r.staff_id AND e.at >= r."from" AND (r."to" IS NULL OR e.at <= r."to")), r."from");
                """);
            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "last_act_at",
                schema: "complaints",
                table: "responsibilities",
                type: "timestamp with time zone",
                nullable: false,
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true);

            migrationBuilder.AddColumn<int>(
                name: "bounce_count",
                schema: "complaints",
                table: "complaints",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "hand_overs",
                schema: "complaints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    complaint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_id = table.Column<Guid>(type: "uuid", nullable: true),
                    to_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    department_id = table.Column<Guid>(type: "uuid", nullable: true),
                    way = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    answer = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu"),
                    is_bounce = table.Column<bool>(type: "boolean", nullable: false),
                    responsibility_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hand_overs", x => x.id);
                    table.ForeignKey(
                        name: "fk_hand_overs_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalSchema: "complaints",
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_hand_overs_responsibilities_responsibility_id",
                        column: x => x.responsibility_id,
                        principalSchema: "complaints",
                        principalTable: "responsibilities",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            // What was handed over before there were links of a chain.
            migrationBuilder.Sql(
                """
                INSERT INTO complaints.hand_overs (id, complaint_id, from_id, to_id, way, status, at, answered_at, reason, is_bounce, responsibility_id)
                SELECT r.id, r.complaint_id, lag(r.staff_id) OVER turns, r.staff_id, 'ASSIGNED', 'ACCEPTED', r."from", r."from", r.reason, false, r.id
                FROM complaints.responsibilities AS r WINDOW turns AS (PARTITION BY r.complaint_id ORDER BY r."from", r.id);
                """);

            migrationBuilder.CreateIndex(
                name: "ix_responsibilities_complaint_id",
                schema: "complaints",
                table: "responsibilities",
                column: "complaint_id",
                unique: true,
                filter: "\"to\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_responsibilities_staff_id_from_id",
                schema: "complaints",
                table: "responsibilities",
                columns: new[] { "staff_id", "from", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_hand_overs_at_id",
                schema: "complaints",
                table: "hand_overs",
                columns: new[] { "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_hand_overs_complaint_id",
                schema: "complaints",
                table: "hand_overs",
                column: "complaint_id",
                unique: true,
                filter: "status = 'PENDING'");

            migrationBuilder.CreateIndex(
                name: "ix_hand_overs_complaint_id_at_id",
                schema: "complaints",
                table: "hand_overs",
                columns: new[] { "complaint_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_hand_overs_responsibility_id",
                schema: "complaints",
                table: "hand_overs",
                column: "responsibility_id");

            migrationBuilder.CreateIndex(
                name: "ix_hand_overs_to_id_at_id",
                schema: "complaints",
                table: "hand_overs",
                columns: new[] { "to_id", "at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "hand_overs",
                schema: "complaints");

            migrationBuilder.DropIndex(
                name: "ix_responsibilities_complaint_id",
                schema: "complaints",
                table: "responsibilities");

            migrationBuilder.DropIndex(
                name: "ix_responsibilities_staff_id_from_id",
                schema: "complaints",
                table: "responsibilities");

            migrationBuilder.DropColumn(
                name: "last_act_at",
                schema: "complaints",
                table: "responsibilities");

            migrationBuilder.DropColumn(
                name: "bounce_count",
                schema: "complaints",
                table: "complaints");
        }
    }
}
