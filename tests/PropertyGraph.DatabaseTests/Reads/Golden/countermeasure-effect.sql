WITH page0 AS MATERIALIZED (SELECT t.title, t.status, t.next_actions_key, t.effect_key, t.id
FROM (SELECT c.title, c.status, CASE WHEN c.status = 'PROPOSED' THEN 'Proposed' WHEN c.status = 'TRIAL' THEN 'Trial' WHEN c.status = 'PILOT' THEN 'Pilot' WHEN c.status = 'STANDARD' THEN 'Standard' ELSE 'Rejected' END || '#' || CASE WHEN c.regressed_at IS NULL THEN '' ELSE 'regressed' END || '#' || $1 || '#' || $2::text || '#' || COALESCE(complaints.caller_facts($1, $2), '') AS next_actions_key, complaints.countermeasure_counts(c.stage_id, $3) AS effect_key, c.id
FROM complaints.countermeasures AS c) AS t
WHERE t.status IS DISTINCT
FROM 'PROPOSED'
ORDER BY t.title, t.id
LIMIT 4) SELECT 0, x.c0, x.c1, x.c2, x.c3, x.c4
FROM (SELECT t.title, t.status, t.next_actions_key, t.effect_key, t.id
FROM page0 AS t) AS x(c0, c1, c2, c3, c4) UNION ALL SELECT 1, x.c1, x.c2, x.c3, NULL, x.c0
FROM (SELECT p.k, t.status, t.measured, t.effect_key
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT t.status, t.measured, t.effect_key, t."from", t.id
FROM (SELECT c.status, c.measured, complaints.countermeasure_counts(c.id, $3) AS effect_key, c."from", c.id, c.countermeasure_id
FROM complaints.countermeasure_stages AS c) AS t
WHERE t.countermeasure_id = p.k
ORDER BY t."from", t.id
LIMIT 10) AS t) AS x(c0, c1, c2, c3);
-- $1: Actor Text
-- $2: Actor Uuid
-- $3: Now TimestampTz

