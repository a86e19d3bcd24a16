WITH page0 AS MATERIALIZED (SELECT t.name, t.id, t.number
FROM (SELECT r.name, r.id, r.number
FROM (SELECT r.name, r.id, r.number, r.row_in_use
FROM (SELECT c.name, c.id, c.number, c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c) AS r
WHERE EXISTS (SELECT 1
FROM (SELECT c.customer_id, c.status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN', 'MERGED') AS in_customer_open_complaints
FROM complaints.complaints AS c
WHERE c.partner_id = $1) AS v
WHERE v.customer_id = r.id AND v.in_customer_open_complaints)) AS r
WHERE r.row_in_use) AS t
ORDER BY t.number
LIMIT 3), page1 AS MATERIALIZED (SELECT p.k AS "P", t.*
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT u.place, u.type, u.key
FROM ((SELECT t.filed_at AS place, 1 AS type, t.id AS key
FROM (SELECT c.filed_at, c.id, c.customer_id
FROM complaints.complaints AS c
WHERE c.partner_id = $1) AS t
WHERE t.customer_id = p.k
ORDER BY t.filed_at DESC, t.id DESC
LIMIT 10) UNION ALL (SELECT t.at AS place, 3 AS type, t.id AS key
FROM (SELECT c.at, c.id, c.customer_id
FROM complaints.customer_updates AS c
WHERE FALSE) AS t
WHERE t.customer_id = p.k
ORDER BY t.at DESC, t.id DESC
LIMIT 10) UNION ALL (SELECT t.at AS place, 6 AS type, t.id AS key
FROM (SELECT g.at, g.id, g.customer_id
FROM complaints.grievances AS g
WHERE FALSE) AS t
WHERE t.customer_id = p.k
ORDER BY t.at DESC, t.id DESC
LIMIT 10) UNION ALL (SELECT t.at AS place, 7 AS type, t.id AS key
FROM (SELECT i.at, i.id, i.customer_id
FROM customers.interactions AS i
WHERE FALSE) AS t
WHERE t.customer_id = p.k
ORDER BY t.at DESC, t.id DESC
LIMIT 10) UNION ALL (SELECT t.moved_in_at AS place, 9 AS type, t.id AS key
FROM (SELECT o.moved_in_at, o.id, o.customer_id
FROM customers.occupancies AS o
WHERE FALSE) AS t
WHERE t.customer_id = p.k
ORDER BY t.moved_in_at DESC, t.id DESC
LIMIT 10) UNION ALL (SELECT t.submitted_at AS place, 11 AS type, t.id AS key
FROM (SELECT r.submitted_at, r.id, r.customer_id
FROM surveys.responses AS r
WHERE FALSE) AS t
WHERE t.customer_id = p.k
ORDER BY t.submitted_at DESC, t.id DESC
LIMIT 10)) AS u
ORDER BY u.place DESC, u.type DESC, u.key DESC
LIMIT 10) AS t) SELECT 0, x.c0, x.c1, NULL::timestamp with time zone, NULL::integer, NULL::uuid
FROM (SELECT t.name, t.id
FROM page0 AS t) AS x(c0, c1) UNION ALL SELECT 1, NULL, x.c0, x.c1, x.c2, x.c3
FROM (SELECT t."P", t.place, t.type, t.key
FROM page1 AS t) AS x(c0, c1, c2, c3) UNION ALL SELECT 2, x.c1, x.c0, NULL, NULL, NULL
FROM (SELECT p.k, t.reference
FROM (SELECT t.key AS k
FROM page1 AS t
WHERE t.type = 1) AS p
CROSS JOIN LATERAL (SELECT t.reference
FROM (SELECT c.reference, c.id
FROM complaints.complaints AS c
WHERE c.partner_id = $1) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 3, x.c1, x.c0, NULL, NULL, NULL
FROM (SELECT p.k, t.summary
FROM (SELECT t.key AS k
FROM page1 AS t
WHERE t.type = 7) AS p
CROSS JOIN LATERAL (SELECT t.summary
FROM (SELECT i.summary, i.id
FROM customers.interactions AS i
WHERE FALSE) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 4, NULL, x.c0, NULL, x.c1, NULL
FROM (SELECT p.k, t.score
FROM (SELECT t.key AS k
FROM page1 AS t
WHERE t.type = 11) AS p
CROSS JOIN LATERAL (SELECT t.score
FROM (SELECT r.score, r.id
FROM surveys.responses AS r
WHERE FALSE) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 5, NULL, x.c0, NULL, x.c1, NULL
FROM (SELECT p.k, ((SELECT count(*)
FROM (SELECT c.filed_at, c.id, c.customer_id
FROM complaints.complaints AS c
WHERE c.partner_id = $1) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT c.at, c.id, c.customer_id
FROM complaints.customer_updates AS c
WHERE FALSE) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT g.at, g.id, g.customer_id
FROM complaints.grievances AS g
WHERE FALSE) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT i.at, i.id, i.customer_id
FROM customers.interactions AS i
WHERE FALSE) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT o.moved_in_at, o.id, o.customer_id
FROM customers.occupancies AS o
WHERE FALSE) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT r.submitted_at, r.id, r.customer_id
FROM surveys.responses AS r
WHERE FALSE) AS t
WHERE t.customer_id = p.k))::int
FROM (SELECT t.id AS k
FROM page0 AS t) AS p) AS x(c0, c1);
-- $1: Actor Uuid

