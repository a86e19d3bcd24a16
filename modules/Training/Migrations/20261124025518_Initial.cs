using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PropertyGraph.Training.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "training");

            migrationBuilder.CreateTable(
                name: "courses",
                schema: "training",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    validity_months = table.Column<int>(type: "integer", nullable: true),
                    required_for = table.Column<string[]>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_courses", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                schema: "training",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    course_id = table.Column<Guid>(type: "uuid", nullable: false),
                    trainer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false, collation: "und-x-icu"),
                    capacity = table.Column<int>(type: "integer", nullable: false),
                    places_taken = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sessions", x => x.id);
                    table.CheckConstraint("ck_sessions_places", "places_taken BETWEEN 0 AND capacity");
                    table.ForeignKey(
                        name: "fk_sessions_courses_course_id",
                        column: x => x.course_id,
                        principalSchema: "training",
                        principalTable: "courses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "enrolments",
                schema: "training",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    course_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    round = table.Column<int>(type: "integer", nullable: false),
                    enrolled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    next_round_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enrolments", x => x.id);
                    table.ForeignKey(
                        name: "fk_enrolments_courses_course_id",
                        column: x => x.course_id,
                        principalSchema: "training",
                        principalTable: "courses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_enrolments_enrolments_next_round_id",
                        column: x => x.next_round_id,
                        principalSchema: "training",
                        principalTable: "enrolments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_enrolments_sessions_session_id",
                        column: x => x.session_id,
                        principalSchema: "training",
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "assessments",
                schema: "training",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    enrolment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    score = table.Column<int>(type: "integer", nullable: true),
                    passed = table.Column<bool>(type: "boolean", nullable: false),
                    assessor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    remarks = table.Column<string>(type: "text", nullable: true, collation: "und-x-icu")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assessments", x => x.id);
                    table.ForeignKey(
                        name: "fk_assessments_enrolments_enrolment_id",
                        column: x => x.enrolment_id,
                        principalSchema: "training",
                        principalTable: "enrolments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "certifications",
                schema: "training",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    course_id = table.Column<Guid>(type: "uuid", nullable: false),
                    enrolment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lapsed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_certifications", x => x.id);
                    table.ForeignKey(
                        name: "fk_certifications_courses_course_id",
                        column: x => x.course_id,
                        principalSchema: "training",
                        principalTable: "courses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_certifications_enrolments_enrolment_id",
                        column: x => x.enrolment_id,
                        principalSchema: "training",
                        principalTable: "enrolments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_assessments_enrolment_id",
                schema: "training",
                table: "assessments",
                column: "enrolment_id");

            migrationBuilder.CreateIndex(
                name: "ix_certifications_course_id",
                schema: "training",
                table: "certifications",
                column: "course_id");

            migrationBuilder.CreateIndex(
                name: "ix_certifications_enrolment_id",
                schema: "training",
                table: "certifications",
                column: "enrolment_id");

            migrationBuilder.CreateIndex(
                name: "ix_certifications_staff_id_course_id_expires_at",
                schema: "training",
                table: "certifications",
                columns: new[] { "staff_id", "course_id", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "ix_courses_code",
                schema: "training",
                table: "courses",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_enrolments_course_id_staff_id_round",
                schema: "training",
                table: "enrolments",
                columns: new[] { "course_id", "staff_id", "round" },
                unique: true,
                filter: "status = 'ENROLLED'");

            migrationBuilder.CreateIndex(
                name: "ix_enrolments_next_round_id",
                schema: "training",
                table: "enrolments",
                column: "next_round_id");

            migrationBuilder.CreateIndex(
                name: "ix_enrolments_session_id_staff_id",
                schema: "training",
                table: "enrolments",
                columns: new[] { "session_id", "staff_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sessions_course_id_starts_at",
                schema: "training",
                table: "sessions",
                columns: new[] { "course_id", "starts_at" });

            Views.Create(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            Views.Drop(migrationBuilder);

            migrationBuilder.DropTable(
                name: "assessments",
                schema: "training");

            migrationBuilder.DropTable(
                name: "certifications",
                schema: "training");

            migrationBuilder.DropTable(
                name: "enrolments",
                schema: "training");

            migrationBuilder.DropTable(
                name: "sessions",
                schema: "training");

            migrationBuilder.DropTable(
                name: "courses",
                schema: "training");
        }
    }
}
