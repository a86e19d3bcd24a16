WITH page0 AS MATERIALIZED (SELECT t.reference, t.department_id
FROM (SELECT c.reference, c.department_id
FROM complaints.complaints AS c) AS t
ORDER BY t.reference
LIMIT 4) SELECT 0, x.c0, x.c1, x.c2
FROM (SELECT t.reference, j1.name, j1.id
FROM page0 AS t
LEFT JOIN (SELECT d.name, d.id
FROM organization.departments AS d) AS j1 ON j1.id = t.department_id
ORDER BY t.reference) AS x(c0, c1, c2) UNION ALL SELECT 1, x.c1, x.c2, x.c0
FROM (SELECT p.k, t.number, t.name
FROM (SELECT DISTINCT j1.id AS k
FROM page0 AS t JOIN (SELECT d.id
FROM organization.departments AS d) AS j1 ON j1.id = t.department_id) AS p
CROSS JOIN LATERAL (SELECT t.number, t.name
FROM (SELECT s.number, s.name, s.department_id
FROM organization.staff AS s) AS t
WHERE t.department_id = p.k
ORDER BY t.number
LIMIT 2) AS t) AS x(c0, c1, c2);

