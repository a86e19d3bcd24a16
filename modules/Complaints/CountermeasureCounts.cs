using Microsoft.EntityFrameworkCore.Migrations;

namespace PropertyGraph.Complaints;

/// <summary>
/// SQL of the function that counts what <see cref="CountermeasureEffect"/> is reckoned from, for one stage at one moment; null where it is tried nowhere. A function, because a field calls it inside the
/// statement that reads the rows. A migration that EF writes does not know it: call <see cref="Create"/> at the end of its Up.
/// </summary>
internal static class CountermeasureCounts
{
    public static void Create(MigrationBuilder migration) => migration.Sql(
        """
        CREATE OR REPLACE FUNCTION complaints.countermeasure_counts(stage uuid, at timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
        $$
        WITH RECURSIVE asked AS MATERIALIZED (
            SELECT m.id AS countermeasure_id, m.cause_id, s."from", least(s."to", at) AS until, r.confidence,
                least(least(s."to", at) - s."from", make_interval(secs => r.window_months * 2629800)) AS span
            FROM complaints.countermeasure_stages AS s
            JOIN complaints.countermeasures AS m ON m.id = s.countermeasure_id
            JOIN complaints.effect_rules AS r ON r.id = s.rule_id
            WHERE s.id = stage),
        times AS MATERIALIZED (
            SELECT countermeasure_id, confidence, span, "from" - span AS before_from, "from" AS before_to, until - span AS after_from, until AS after_to FROM asked),
        causes (id) AS (
            SELECT cause_id FROM asked
            UNION SELECT c.id FROM complaints.causes AS c JOIN causes AS above ON c.parent_id = above.id),
        sites AS (
            SELECT x.property_id, bool_or(x.stage_id = stage) AS treated
            FROM times AS t
            JOIN complaints.countermeasure_stages AS s ON s.countermeasure_id = t.countermeasure_id AND (s.id = stage OR (s."from" < t.after_to AND coalesce(s."to", 'infinity') > t.before_from))
            JOIN complaints.countermeasure_sites AS x ON x.stage_id = s.id
            GROUP BY x.property_id),
        places AS (
            SELECT p.id, coalesce(x.treated, false) AS treated, u.units, t.before_to, t.after_to,
                least(greatest(t.before_from, p.managed_since::timestamp AT TIME ZONE 'UTC'), t.before_to) AS before_from,
                least(greatest(t.after_from, p.managed_since::timestamp AT TIME ZONE 'UTC'), t.after_to) AS after_from
            FROM times AS t
            CROSS JOIN customers.properties AS p
            JOIN (SELECT property_id, count(*) AS units FROM customers.units GROUP BY property_id) AS u ON u.property_id = p.id
            LEFT JOIN sites AS x ON x.property_id = p.id
            WHERE x.treated IS NOT FALSE),
        filed AS (
            SELECT p.treated, count(*) FILTER (WHERE c.filed_at >= p.before_from AND c.filed_at < p.before_to) AS before, count(*) FILTER (WHERE c.filed_at >= p.after_from) AS after
            FROM times AS t
            JOIN complaints.complaints AS c ON c.cause_id IN (SELECT id FROM causes) AND c.filed_at >= t.before_from AND c.filed_at < t.after_to AND c.status NOT IN ('WITHDRAWN', 'MERGED')
            JOIN places AS p ON p.id = c.property_id
            GROUP BY p.treated),
        exposed AS (
            SELECT treated, sum(units * extract(epoch FROM before_to - before_from)) AS before, sum(units * extract(epoch FROM after_to - after_from)) AS after FROM places GROUP BY treated)
        SELECT format('%s %s %s %s %s %s %s %s %s %s', t.confidence, extract(epoch FROM t.span),
            coalesce(f.before, 0), coalesce(e.before, 0), coalesce(f.after, 0), coalesce(e.after, 0), coalesce(g.before, 0), coalesce(o.before, 0), coalesce(g.after, 0), coalesce(o.after, 0))
        FROM times AS t
        LEFT JOIN filed AS f ON f.treated
        LEFT JOIN filed AS g ON NOT g.treated
        LEFT JOIN exposed AS e ON e.treated
        LEFT JOIN exposed AS o ON NOT o.treated
        $$;
        """);

    public static void Drop(MigrationBuilder migration) => migration.Sql("DROP FUNCTION complaints.countermeasure_counts(uuid, timestamptz);");
}
