using Microsoft.EntityFrameworkCore.Migrations;

namespace PropertyGraph.Organization;

/// <summary>SQL of the views. A migration that EF writes does not know them: call <see cref="Create"/> at the end of its Up, and <see cref="Drop"/> first in its Down.</summary>
internal static class Views
{
    public static void Create(MigrationBuilder migration) => migration.Sql(
        """
        CREATE VIEW organization.missing_roles AS
        SELECT md5(d.id::text || r.id::text)::uuid AS id, d.id AS department_id, r.id AS role_id, held.vacant_since
        FROM organization.departments AS d
        JOIN organization.customer_service_roles AS r ON r.is_active
        CROSS JOIN LATERAL (
            SELECT max(a."to") AS vacant_since, bool_or(a."to" IS NULL) AS is_held
            FROM organization.appointments AS a
            WHERE a.department_id = d.id AND a.role_id = r.id) AS held
        WHERE d.kind <> 'OTHER' AND held.is_held IS NOT TRUE;
        """);

    public static void Drop(MigrationBuilder migration) => migration.Sql("DROP VIEW organization.missing_roles;");
}
