WITH page0 AS MATERIALIZED (SELECT t.name, t.id
FROM (SELECT r.name, r.id
FROM (SELECT c.name, c.id, c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c) AS r
WHERE r.row_in_use) AS t
ORDER BY t.name, t.id
LIMIT 3), page1 AS MATERIALIZED (SELECT p.k AS "P", t.*
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT t.reference, t.id, t.filed_at
FROM (SELECT c.reference, c.id, c.filed_at, c.customer_id
FROM complaints.complaints AS c) AS t
WHERE t.customer_id = p.k
ORDER BY t.filed_at DESC, t.id DESC
LIMIT 3) AS t) SELECT 0, x.c0, x.c1, x.c2, NULL::uuid, NULL::timestamp with time zone, NULL::text, NULL::text
FROM (SELECT t.name, n0.c0, t.id
FROM page0 AS t
CROSS JOIN LATERAL (SELECT count(*)::int AS c0
FROM (SELECT c.customer_id
FROM complaints.complaints AS c) AS n
WHERE n.customer_id = t.id) AS n0) AS x(c0, c1, c2) UNION ALL SELECT 1, x.c1, NULL, x.c0, x.c2, x.c3, NULL, NULL
FROM (SELECT t."P", t.reference, t.id, t.filed_at
FROM page1 AS t) AS x(c0, c1, c2, c3) UNION ALL SELECT 2, x.c1, NULL, x.c0, NULL, x.c2, x.c3, x.c4
FROM (SELECT p.k, t.kind, t.at, t.note, j1.name
FROM (SELECT t.id AS k
FROM page1 AS t) AS p
CROSS JOIN LATERAL (SELECT t.kind, t.at, t.note, t.actor_id, t.id
FROM (SELECT c.kind, c.at, c.note, c.actor_id, c.id, c.complaint_id
FROM complaints.complaint_events AS c) AS t
WHERE t.complaint_id = p.k
ORDER BY t.at, t.id
LIMIT 2) AS t
LEFT JOIN (SELECT s.name, s.id
FROM organization.staff AS s) AS j1 ON j1.id = t.actor_id
ORDER BY p.k, t.at, t.id) AS x(c0, c1, c2, c3, c4);

SELECT count(*)::int
FROM (SELECT 1
FROM (SELECT c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c) AS r
WHERE r.row_in_use) AS t;

