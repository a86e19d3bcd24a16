SELECT t.name, n0.c0, t.id
FROM (SELECT t.name, t.id, t.number
FROM (SELECT r.name, r.id, r.number
FROM (SELECT c.name, c.id, c.number, c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c
WHERE c.id = $1) AS r
WHERE r.row_in_use) AS t
ORDER BY t.number
LIMIT 10) AS t
CROSS JOIN LATERAL (SELECT count(*)::int AS c0
FROM (SELECT c.customer_id
FROM complaints.complaints AS c
WHERE c.customer_id = $1) AS n
WHERE n.customer_id = t.id) AS n0
ORDER BY t.number;
-- $1: Actor Uuid

SELECT count(*)::int
FROM (SELECT 1
FROM (SELECT c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c
WHERE c.id = $1) AS r
WHERE r.row_in_use) AS t;
-- $1: Actor Uuid

WITH page0 AS MATERIALIZED (SELECT t.reference, t.id, t.customer_id, t.accountable_id, t.filed_at
FROM (SELECT c.reference, c.id, c.customer_id, c.accountable_id, c.filed_at
FROM complaints.complaints AS c
WHERE c.customer_id = $1) AS t
ORDER BY t.filed_at DESC, t.id DESC
LIMIT 3) SELECT 0, x.c0, x.c1, x.c2, x.c3
FROM (SELECT t.reference, j1.name, j2.name, t.id
FROM page0 AS t
LEFT JOIN (SELECT c.name, c.id
FROM customers.customers AS c
WHERE c.id = $1) AS j1 ON j1.id = t.customer_id
LEFT JOIN (SELECT s.name, s.id
FROM organization.staff AS s) AS j2 ON j2.id = t.accountable_id
ORDER BY t.filed_at DESC, t.id DESC) AS x(c0, c1, c2, c3) UNION ALL SELECT 1, x.c1, x.c2, NULL, x.c0
FROM (SELECT p.k, t.kind, t.note
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT t.kind, t.note, t.at, t.id
FROM (SELECT c.kind, c.note, c.at, c.id, c.complaint_id
FROM complaints.complaint_events AS c INNER JOIN complaints.complaints AS c0 ON c.complaint_id = c0.id
WHERE c.visibility = 'VISIBLE' AND c0.customer_id = $1) AS t
WHERE t.complaint_id = p.k
ORDER BY t.at, t.id
LIMIT 10) AS t) AS x(c0, c1, c2);
-- $1: Actor Uuid

SELECT count(*)::int
FROM (SELECT 1
FROM complaints.complaints AS c
WHERE c.customer_id = $1) AS t;
-- $1: Actor Uuid

WITH page0 AS MATERIALIZED (SELECT t.code, t.id
FROM (SELECT u.code, u.id
FROM customers.units AS u
WHERE EXISTS ( SELECT 1
FROM customers.occupancies AS o
WHERE u.id = o.unit_id AND o.customer_id = $1 AND (o."to" IS NULL OR o."to" >= CAST($2 AT TIME ZONE 'UTC' AS date)))) AS t
ORDER BY t.code, t.id
LIMIT 10) SELECT 0, x.c0, x.c1
FROM (SELECT t.code, t.id
FROM page0 AS t) AS x(c0, c1) UNION ALL SELECT 1, x.c1, x.c0
FROM (SELECT p.k, j1.name
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT t.customer_id, t."from", t.id
FROM (SELECT o.customer_id, o."from", o.id, o.unit_id
FROM customers.occupancies AS o
WHERE o.customer_id = $1) AS t
WHERE t.unit_id = p.k
ORDER BY t."from" DESC, t.id DESC
LIMIT 10) AS t
LEFT JOIN (SELECT c.name, c.id
FROM customers.customers AS c
WHERE c.id = $1) AS j1 ON j1.id = t.customer_id
ORDER BY p.k, t."from" DESC, t.id DESC) AS x(c0, c1);
-- $1: Actor Uuid
-- $2: Now TimestampTz

