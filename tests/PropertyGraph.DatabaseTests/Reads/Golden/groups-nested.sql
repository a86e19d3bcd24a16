WITH page0 AS MATERIALIZED (SELECT t.code, t.id
FROM (SELECT d.code, d.id
FROM organization.departments AS d) AS t
ORDER BY t.code
LIMIT 3) SELECT 0, x.c0, x.c1, NULL::timestamp with time zone, NULL::integer
FROM (SELECT t.code, t.id
FROM page0 AS t) AS x(c0, c1) UNION ALL SELECT 1, x.c1, x.c0, x.c2, x.c3
FROM (SELECT p.k, a.g0, a.a0, a.a1
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT a.g0, a.a0, a.a1
FROM (SELECT t.severity AS g0, max(t.filed_at) AS a0, count(*)::int AS a1
FROM (SELECT c.severity, c.filed_at, c.department_id
FROM complaints.complaints AS c) AS t
WHERE t.department_id = p.k GROUP BY 1) AS a
ORDER BY a.a0 DESC, CASE a.g0 WHEN 'MAJOR' THEN 0 WHEN 'GENERAL' THEN 1 END
LIMIT $1) AS a) AS x(c0, c1, c2, c3);
-- $1: GroupLimit Integer

