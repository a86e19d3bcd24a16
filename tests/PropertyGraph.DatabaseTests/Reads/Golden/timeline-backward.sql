WITH page0 AS MATERIALIZED (SELECT t.id
FROM (SELECT c.id, c.number
FROM customers.customers AS c) AS t
WHERE t.number = $1) SELECT 0, x.c0, NULL::timestamp with time zone, NULL::integer, NULL::uuid
FROM (SELECT t.id
FROM page0 AS t) AS x(c0) UNION ALL SELECT 1, x.c0, x.c1, x.c2, x.c3
FROM (SELECT p.k, t.place, t.type, t.key
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT u.place, u.type, u.key
FROM ((SELECT t.filed_at AS place, 1 AS type, t.id AS key
FROM (SELECT c.filed_at, c.id, c.customer_id
FROM complaints.complaints AS c) AS t
WHERE t.customer_id = p.k
ORDER BY t.filed_at DESC, t.id DESC
LIMIT 5) UNION ALL (SELECT t.at AS place, 7 AS type, t.id AS key
FROM (SELECT i.at, i.id, i.customer_id
FROM customers.interactions AS i) AS t
WHERE t.customer_id = p.k
ORDER BY t.at DESC, t.id DESC
LIMIT 5)) AS u
ORDER BY u.place DESC, u.type DESC, u.key DESC
LIMIT 5) AS t) AS x(c0, c1, c2, c3);
-- $1: Input Text

