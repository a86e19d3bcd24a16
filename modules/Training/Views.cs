using Microsoft.EntityFrameworkCore.Migrations;

namespace PropertyGraph.Training;

/// <summary>SQL of the views. A migration that EF writes does not know them: call <see cref="Create"/> at the end of its Up, and <see cref="Drop"/> first in its Down.</summary>
internal static class Views
{
    public static void Create(MigrationBuilder migration) => migration.Sql(
        """
        CREATE VIEW training.training_gaps AS
        SELECT md5(s.id::text || c.id::text)::uuid AS id, s.id AS staff_id, s.department_id, c.id AS course_id, held.certified_until
        FROM training.courses AS c
        JOIN organization.staff AS s ON s.active AND s.position = ANY (c.required_for)
        CROSS JOIN LATERAL (
            SELECT max(h.expires_at) AS certified_until, bool_or(h.expires_at IS NULL) AS for_ever
            FROM training.certifications AS h
            WHERE h.staff_id = s.id AND h.course_id = c.id) AS held
        WHERE held.for_ever IS NOT TRUE;
        """);

    public static void Drop(MigrationBuilder migration) => migration.Sql("DROP VIEW training.training_gaps;");
}
