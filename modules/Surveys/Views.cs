using Microsoft.EntityFrameworkCore.Migrations;

namespace PropertyGraph.Surveys;

/// <summary>
/// SQL of the views. A migration that EF writes does not know them: call <see cref="Create"/> at the end of its Up, and <see cref="Drop"/> first in its Down.
/// A figure from fewer than 5 answers would let readers guess who gave which, so each one has its own HAVING or CASE.
/// </summary>
internal static class Views
{
    public static void Create(MigrationBuilder migration)
    {
        migration.Sql(
            """
            CREATE VIEW surveys.survey_results AS
            SELECT md5(q.id::text || m.month::text)::uuid AS id, q.survey_id, q.id AS question_id, m.month,
                count(*)::int AS count,
                round(avg(a.number), 2)::float8 AS average,
                CASE WHEN q.kind = 'NPS' THEN round(100.0 * (count(*) FILTER (WHERE a.number >= 9) - count(*) FILTER (WHERE a.number <= 6)) / count(*), 1)::float8 END AS nps,
                CASE WHEN q.kind = 'CSAT' THEN round(100.0 * count(*) FILTER (WHERE a.number >= 4) / count(*), 1)::float8 END AS csat,
                CASE WHEN q.kind = 'CES' THEN round(avg(a.number), 2)::float8 END AS ces
            FROM surveys.questions AS q
            JOIN surveys.answers AS a ON a.question_id = q.id
            JOIN surveys.responses AS r ON r.id = a.response_id
            CROSS JOIN LATERAL (SELECT date_trunc('month', r.submitted_at AT TIME ZONE 'UTC')::date AS month) AS m
            WHERE q.kind IN ('NPS', 'CSAT', 'CES') AND a.number IS NOT NULL
            GROUP BY q.id, q.survey_id, q.kind, m.month
            HAVING count(*) >= 5;
            """);
        migration.Sql(
            """
            CREATE VIEW surveys.satisfaction_months AS
            SELECT md5(c.property_id::text || c.month::text)::uuid AS id, c.property_id, c.month, c.count::int AS count,
                CASE WHEN c.csat >= 5 THEN round(100.0 * c.content / c.csat, 1)::float8 END AS csat,
                CASE WHEN c.csat >= 5 THEN round(c.csat_mean, 2)::float8 END AS csat_average,
                CASE WHEN c.nps >= 5 THEN round(100.0 * (c.promoters - c.detractors) / c.nps, 1)::float8 END AS nps,
                CASE WHEN c.ces >= 5 THEN round(c.ces_mean, 2)::float8 END AS ces
            FROM (
                SELECT r.property_id, m.month, count(DISTINCT r.id) AS count,
                    count(*) FILTER (WHERE q.kind = 'CSAT') AS csat,
                    count(*) FILTER (WHERE q.kind = 'CSAT' AND a.number >= 4) AS content,
                    avg(a.number) FILTER (WHERE q.kind = 'CSAT') AS csat_mean,
                    count(*) FILTER (WHERE q.kind = 'NPS') AS nps,
                    count(*) FILTER (WHERE q.kind = 'NPS' AND a.number >= 9) AS promoters,
                    count(*) FILTER (WHERE q.kind = 'NPS' AND a.number <= 6) AS detractors,
                    count(*) FILTER (WHERE q.kind = 'CES') AS ces,
                    avg(a.number) FILTER (WHERE q.kind = 'CES') AS ces_mean
                FROM surveys.responses AS r
                JOIN surveys.surveys AS s ON s.id = r.survey_id AND s.kind <> 'INTERNAL'
                JOIN surveys.answers AS a ON a.response_id = r.id AND a.number IS NOT NULL
                JOIN surveys.questions AS q ON q.id = a.question_id AND q.kind IN ('NPS', 'CSAT', 'CES')
                CROSS JOIN LATERAL (SELECT date_trunc('month', r.submitted_at AT TIME ZONE 'UTC')::date AS month) AS m
                WHERE r.property_id IS NOT NULL
                GROUP BY r.property_id, m.month
                HAVING count(DISTINCT r.id) >= 5) AS c;
            """);
    }

    public static void Drop(MigrationBuilder migration) => migration.Sql("DROP VIEW surveys.satisfaction_months; DROP VIEW surveys.survey_results;");
}
