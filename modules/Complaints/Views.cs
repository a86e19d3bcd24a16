using Microsoft.EntityFrameworkCore.Migrations;

namespace PropertyGraph.Complaints;

/// <summary>
/// SQL of the views. A migration that EF writes does not know them: call <see cref="Create"/> at the end of its Up, and <see cref="Drop"/> first in its Down.
/// Properties, units and departments are tables of modules that this one depends on, and are there before it.
/// </summary>
internal static class Views
{
    public static void Create(MigrationBuilder migration) => migration.Sql($"CREATE VIEW complaints.complaint_months AS\n{string.Join("\nUNION ALL\n",
        Months("COMPANY", "(SELECT NULL::uuid AS id) AS o", "TRUE"),
        Months("PROPERTY", "customers.properties AS o", "c.property_id = o.id", "WHERE u.property_id = o.id"),
        Months("DEPARTMENT", "organization.departments AS o", "c.department_id = o.id"),
        Months("CATEGORY", "complaints.categories AS o", "c.category_id = o.id"),
        Months("CAUSE", "complaints.causes AS o", "c.cause_id = o.id"))};");

    public static void Drop(MigrationBuilder migration) => migration.Sql("DROP VIEW complaints.complaint_months;");

    /// <summary>
    /// Every month since the first complaint, for each owner: those without complaints too. Each count is a range of the index that has the owner and the time.
    /// </summary>
    private static string Months(string scope, string owners, string isOf, string units = "")
    {
        string Key(string owner) => scope == owner ? "o.id" : "NULL::uuid";
        return $"""
            SELECT md5('{scope}' || coalesce(o.id::text, '') || m.day::text)::uuid AS id, '{scope}' AS "of",
                {Key("PROPERTY")} AS property_id, {Key("DEPARTMENT")} AS department_id, {Key("CATEGORY")} AS category_id, {Key("CAUSE")} AS cause_id,
                m.day AS month, n.complaints, round(e.units * m.passed, 2) AS unit_months,
                round(1000 * n.complaints / nullif(round(e.units * m.passed, 2), 0), 3)::float8 AS complaint_rate
            FROM {owners}
            CROSS JOIN LATERAL (SELECT count(*)::numeric AS units FROM customers.units AS u {units}) AS e
            CROSS JOIN (
                SELECT s::date AS day, s AT TIME ZONE 'UTC' AS "from", (s + interval '1 month') AT TIME ZONE 'UTC' AS "to",
                    least(1, extract(day FROM (now() AT TIME ZONE 'UTC') - s + interval '1 day') / extract(day FROM (s + interval '1 month') - s)) AS passed
                FROM generate_series(
                    (SELECT date_trunc('month', min(filed_at) AT TIME ZONE 'UTC') FROM complaints.complaints),
                    date_trunc('month', now() AT TIME ZONE 'UTC'), interval '1 month') AS s) AS m
            CROSS JOIN LATERAL (
                SELECT count(*)::int AS complaints FROM complaints.complaints AS c
                WHERE {isOf} AND c.filed_at >= m."from" AND c.filed_at < m."to") AS n
            """;
    }
}
