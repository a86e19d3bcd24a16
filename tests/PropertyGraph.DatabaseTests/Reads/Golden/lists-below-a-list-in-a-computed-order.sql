WITH page0 AS MATERIALIZED (SELECT t.number, t.id
FROM (SELECT r.number, r.id
FROM (SELECT c.number, c.id, c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c) AS r
WHERE r.row_in_use) AS t
ORDER BY t.number
LIMIT 4), page1 AS MATERIALIZED (SELECT p.k AS "P", t.*
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT t.id, t.reference, t.department_id, o0_0.name AS o0
FROM (SELECT c.id, c.reference, c.department_id, c.customer_id
FROM complaints.complaints AS c) AS t
LEFT JOIN (SELECT d.id, d.name
FROM organization.departments AS d) AS o0_0 ON o0_0.id = t.department_id
WHERE t.customer_id = p.k
ORDER BY o0_0.name, t.id
LIMIT 2) AS t), page2 AS MATERIALIZED (SELECT p.k AS "P", t.*
FROM (SELECT t.id AS k
FROM page1 AS t) AS p
CROSS JOIN LATERAL (SELECT t.staff_id, t.id, o0_0.name AS o0
FROM (SELECT r.staff_id, r.id, r.complaint_id
FROM complaints.responsibilities AS r) AS t
LEFT JOIN (SELECT s.id, s.name
FROM organization.staff AS s) AS o0_0 ON o0_0.id = t.staff_id
WHERE t.complaint_id = p.k
ORDER BY o0_0.name DESC, t.id DESC
LIMIT 10) AS t) SELECT 0, x.c0, x.c1, NULL::uuid, NULL::text, NULL::integer, NULL::timestamp with time zone
FROM (SELECT t.number, t.id
FROM page0 AS t) AS x(c0, c1) UNION ALL SELECT 1, x.c1, x.c0, x.c2, x.c3, NULL, NULL
FROM (SELECT t."P", j1.name, t.id, t.reference
FROM page1 AS t
LEFT JOIN (SELECT d.name, d.id
FROM organization.departments AS d) AS j1 ON j1.id = t.department_id
ORDER BY t."P", t.o0, t.id) AS x(c0, c1, c2, c3) UNION ALL SELECT 2, x.c1, x.c0, x.c2, NULL, NULL, NULL
FROM (SELECT t."P", j1.name, j1.id
FROM page2 AS t
LEFT JOIN (SELECT s.name, s.id
FROM organization.staff AS s) AS j1 ON j1.id = t.staff_id
ORDER BY t."P", t.o0 DESC, t.id DESC) AS x(c0, c1, c2) UNION ALL SELECT 3, NULL, x.c0, NULL, NULL, x.c1, NULL
FROM (SELECT p.k, (SELECT count(*)::int
FROM (SELECT c.staff_id
FROM training.certifications AS c) AS t
WHERE t.staff_id = p.k)
FROM (SELECT DISTINCT j1.id AS k
FROM page2 AS t JOIN (SELECT s.id
FROM organization.staff AS s) AS j1 ON j1.id = t.staff_id) AS p) AS x(c0, c1) UNION ALL SELECT 4, x.c1, x.c0, NULL, NULL, NULL, x.c2
FROM (SELECT p.k, t.kind, t.at
FROM (SELECT t.id AS k
FROM page1 AS t) AS p
CROSS JOIN LATERAL (SELECT t.kind, t.at, t.id
FROM (SELECT c.kind, c.at, c.id, c.complaint_id
FROM complaints.complaint_events AS c) AS t
WHERE t.complaint_id = p.k
ORDER BY t.at, t.id
LIMIT 2) AS t) AS x(c0, c1, c2);

