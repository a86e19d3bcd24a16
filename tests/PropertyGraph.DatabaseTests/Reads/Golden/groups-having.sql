SELECT a.g0, a.g1, a.a0, a.a1, a.a2, a.a3
FROM (SELECT j1.code COLLATE "C" AS g0, nullif(nullif(greatest(least(date_trunc('week', t.filed_at AT TIME ZONE $1)::date, DATE '10000-01-01'), DATE '0001-12-31 BC'), DATE '10000-01-01'), DATE '0001-12-31 BC') AS g1, count(*)::int AS a0, max(t.reopen_count) AS a1, avg(t.reopen_count::float8) AS a2, count(DISTINCT t.channel)::int AS a3
FROM (SELECT c.filed_at, c.reopen_count, c.channel, c.department_id
FROM complaints.complaints AS c) AS t
LEFT JOIN (SELECT d.code, d.id
FROM organization.departments AS d) AS j1 ON j1.id = t.department_id GROUP BY 1, 2) AS a
WHERE ((a.a1 = $2 OR (a.a2 < $3) IS NOT TRUE) AND a.a0 >= $4)
ORDER BY a.a0 DESC, a.g0 COLLATE "und-x-icu" DESC, a.g1
LIMIT $5;
-- $1: Input Text
-- $2: Input Integer
-- $3: Input Double
-- $4: Input Integer
-- $5: GroupLimit Integer

