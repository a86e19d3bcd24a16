WITH page0 AS MATERIALIZED (SELECT t.name, t.id, t.number, coalesce(o0_0.m, 0) AS o0
FROM (SELECT r.name, r.id, r.number
FROM (SELECT c.name, c.id, c.number, c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c) AS r
WHERE r.row_in_use) AS t
LEFT JOIN (SELECT m.customer_id AS k, count(*)::int AS m
FROM (SELECT c.customer_id, c.status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN', 'MERGED') AS is_open
FROM complaints.complaints AS c) AS m
WHERE m.is_open = TRUE GROUP BY 1) AS o0_0 ON o0_0.k = t.id
ORDER BY coalesce(o0_0.m, 0) DESC, t.name, t.id
LIMIT 4) SELECT 0, x.c0, x.c1, x.c2, x.c3, x.c4, NULL::numeric
FROM (SELECT t.o0, t.name, t.id, t.number, n0.c0
FROM page0 AS t
CROSS JOIN LATERAL (SELECT count(*)::int AS c0
FROM (SELECT c.customer_id
FROM complaints.complaints AS c) AS n
WHERE n.customer_id = t.id) AS n0) AS x(c0, c1, c2, c3, c4) UNION ALL SELECT 1, NULL, x.c1, x.c0, x.c2, NULL, NULL
FROM (SELECT p.k, t.reference, j1.name
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT t.reference, t.department_id, t.filed_at, t.id
FROM (SELECT c.reference, c.department_id, c.filed_at, c.id, c.customer_id
FROM complaints.complaints AS c) AS t
WHERE t.customer_id = p.k
ORDER BY t.filed_at DESC, t.id DESC
LIMIT 2) AS t
LEFT JOIN (SELECT d.name, d.id
FROM organization.departments AS d) AS j1 ON j1.id = t.department_id
ORDER BY p.k, t.filed_at DESC, t.id DESC) AS x(c0, c1, c2) UNION ALL SELECT 2, NULL, x.c1, x.c0, NULL, NULL, NULL
FROM (SELECT p.k, t.value
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT t.value, t.channel, t.id
FROM (SELECT c.value, c.channel, c.id, c.customer_id
FROM customers.contacts AS c
WHERE $1 <> 6 AND ($1 <> 1 OR c.purpose = 'SERVICE' OR c.purpose = 'EMERGENCY')) AS t
WHERE t.customer_id = p.k
ORDER BY CASE t.channel WHEN 'PHONE' THEN 0 WHEN 'EMAIL' THEN 1 WHEN 'POST' THEN 2 WHEN 'APP' THEN 3 END, t.id
LIMIT 10) AS t) AS x(c0, c1) UNION ALL SELECT 3, x.c1, NULL, x.c0, NULL, NULL, x.c2
FROM (SELECT p.k, a.a0, a.a1
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT count(*)::int AS a0, max(t.share) AS a1
FROM (SELECT o.share, o.customer_id
FROM customers.occupancies AS o) AS t
WHERE t.customer_id = p.k) AS a) AS x(c0, c1, c2);
-- $1: Actor Integer

SELECT count(*)::int
FROM (SELECT 1
FROM (SELECT c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c) AS r
WHERE r.row_in_use) AS t;

