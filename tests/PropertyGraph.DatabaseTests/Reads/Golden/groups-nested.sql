SELECT t.code, t.id
FROM (SELECT d.code, d.id
FROM organization.departments AS d) AS t
ORDER BY t.code
LIMIT 3;

SELECT p.k, a.g0, a.a0, a.a1
FROM (SELECT t.id AS k
FROM (SELECT t.id, t.code
FROM (SELECT d.id, d.code
FROM organization.departments AS d) AS t
ORDER BY t.code
LIMIT 3) AS t) AS p
CROSS JOIN LATERAL (SELECT a.g0, a.a0, a.a1
FROM (SELECT t.severity AS g0, max(t.filed_at) AS a0, count(*)::int AS a1
FROM (SELECT c.severity, c.filed_at, c.department_id
FROM complaints.complaints AS c) AS t
WHERE t.department_id = p.k GROUP BY 1) AS a
ORDER BY a.a0 DESC, CASE a.g0 WHEN 'MAJOR' THEN 0 WHEN 'GENERAL' THEN 1 END
LIMIT $1) AS a
ORDER BY p.k, a.a0 DESC, CASE a.g0 WHEN 'MAJOR' THEN 0 WHEN 'GENERAL' THEN 1 END;
-- $1: GroupLimit Integer

