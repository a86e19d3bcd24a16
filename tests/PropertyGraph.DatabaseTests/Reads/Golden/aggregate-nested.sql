WITH page0 AS MATERIALIZED (SELECT t.number, t.id
FROM (SELECT r.number, r.id
FROM (SELECT c.number, c.id, c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c) AS r
WHERE r.row_in_use) AS t
ORDER BY t.number
LIMIT 4), page1 AS MATERIALIZED (SELECT p.k AS "P", t.*
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT t.unit_id, t."from", t.id
FROM (SELECT o.unit_id, o."from", o.id, o.customer_id
FROM customers.occupancies AS o) AS t
WHERE t.customer_id = p.k
ORDER BY t."from" DESC, t.id DESC
LIMIT 10) AS t) SELECT 0, x.c0, x.c1, NULL::integer, NULL::integer, NULL::timestamp with time zone, NULL::double precision, NULL::uuid, NULL::numeric, NULL::date
FROM (SELECT t.number, t.id
FROM page0 AS t) AS x(c0, c1) UNION ALL SELECT 1, NULL, x.c0, x.c1, x.c2, x.c3, x.c4, NULL, NULL, NULL
FROM (SELECT p.k, a.a0, a.a1, a.a2, a.a3
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT count(*)::int AS a0, count(DISTINCT j1.id)::int AS a1, max(t.filed_at) AS a2, avg(t.reopen_count::float8) AS a3
FROM (SELECT c.filed_at, c.reopen_count, c.department_id, c.customer_id
FROM complaints.complaints AS c) AS t
LEFT JOIN (SELECT d.id
FROM organization.departments AS d) AS j1 ON j1.id = t.department_id
WHERE t.customer_id = p.k) AS a) AS x(c0, c1, c2, c3, c4) UNION ALL SELECT 2, NULL, x.c0, NULL, NULL, NULL, NULL, x.c1, NULL, NULL
FROM (SELECT t."P", j1.id
FROM page1 AS t
LEFT JOIN (SELECT u.id
FROM customers.units AS u) AS j1 ON j1.id = t.unit_id
ORDER BY t."P", t."from" DESC, t.id DESC) AS x(c0, c1) UNION ALL SELECT 3, NULL, x.c0, x.c1, NULL, NULL, NULL, NULL, x.c2, x.c3
FROM (SELECT p.k, a.a0, a.a1, a.a2
FROM (SELECT DISTINCT j1.id AS k
FROM page1 AS t JOIN (SELECT u.id
FROM customers.units AS u) AS j1 ON j1.id = t.unit_id) AS p
CROSS JOIN LATERAL (SELECT count(*)::int AS a0, sum(t.share) AS a1, min(t."from") AS a2
FROM (SELECT o.share, o."from", o.unit_id
FROM customers.occupancies AS o) AS t
WHERE t.unit_id = p.k) AS a) AS x(c0, c1, c2, c3);

