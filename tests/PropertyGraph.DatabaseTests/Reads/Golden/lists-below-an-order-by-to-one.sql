WITH page0 AS MATERIALIZED (SELECT t.reference, t.status, t.id, t.department_id, o0_0.name AS o0
FROM (SELECT c.reference, c.status, c.id, c.department_id
FROM complaints.complaints AS c) AS t
LEFT JOIN (SELECT d.id, d.name
FROM organization.departments AS d) AS o0_0 ON o0_0.id = t.department_id
ORDER BY o0_0.name DESC, CASE t.status WHEN 'FILED' THEN 0 WHEN 'ACKNOWLEDGED' THEN 1 WHEN 'IN_PROGRESS' THEN 2 WHEN 'ON_HOLD' THEN 3 WHEN 'RESOLVED' THEN 4 WHEN 'CLOSED' THEN 5 WHEN 'REOPENED' THEN 6 WHEN 'WITHDRAWN' THEN 7 WHEN 'MERGED' THEN 8 END, t.id
LIMIT 3) SELECT 0, x.c0, x.c1, x.c2, x.c3, x.c4, NULL::integer
FROM (SELECT t.reference, t.status, t.id, j1.name, j1.id
FROM page0 AS t
LEFT JOIN (SELECT d.name, d.id
FROM organization.departments AS d) AS j1 ON j1.id = t.department_id
ORDER BY t.o0 DESC, CASE t.status WHEN 'FILED' THEN 0 WHEN 'ACKNOWLEDGED' THEN 1 WHEN 'IN_PROGRESS' THEN 2 WHEN 'ON_HOLD' THEN 3 WHEN 'RESOLVED' THEN 4 WHEN 'CLOSED' THEN 5 WHEN 'REOPENED' THEN 6 WHEN 'WITHDRAWN' THEN 7 WHEN 'MERGED' THEN 8 END, t.id) AS x(c0, c1, c2, c3, c4) UNION ALL SELECT 1, x.c1, NULL, x.c0, NULL, NULL, NULL
FROM (SELECT p.k, j1.name
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT t.staff_id, t."from", t.id
FROM (SELECT r.staff_id, r."from", r.id, r.complaint_id
FROM complaints.responsibilities AS r) AS t
WHERE t.complaint_id = p.k
ORDER BY t."from", t.id
LIMIT 10) AS t
LEFT JOIN (SELECT s.name, s.id
FROM organization.staff AS s) AS j1 ON j1.id = t.staff_id
ORDER BY p.k, t."from", t.id) AS x(c0, c1) UNION ALL SELECT 2, x.c1, NULL, x.c0, NULL, NULL, NULL
FROM (SELECT p.k, t.reference
FROM (SELECT DISTINCT j1.id AS k
FROM page0 AS t JOIN (SELECT d.id
FROM organization.departments AS d) AS j1 ON j1.id = t.department_id) AS p
CROSS JOIN LATERAL (SELECT t.reference, t.filed_at, t.id
FROM (SELECT c.reference, c.filed_at, c.id, c.department_id
FROM complaints.complaints AS c) AS t
WHERE t.department_id = p.k
ORDER BY t.filed_at DESC, t.id DESC
LIMIT 2) AS t) AS x(c0, c1) UNION ALL SELECT 3, NULL, NULL, x.c0, NULL, NULL, x.c1
FROM (SELECT p.k, (SELECT count(*)::int
FROM (SELECT c.department_id
FROM complaints.complaints AS c) AS t
WHERE t.department_id = p.k)
FROM (SELECT DISTINCT j1.id AS k
FROM page0 AS t JOIN (SELECT d.id
FROM organization.departments AS d) AS j1 ON j1.id = t.department_id) AS p) AS x(c0, c1);

