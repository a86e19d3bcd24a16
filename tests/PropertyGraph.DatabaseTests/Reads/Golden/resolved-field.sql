WITH page0 AS MATERIALIZED (SELECT t.number, t.id
FROM (SELECT r.number, r.id
FROM (SELECT c.number, c.id, c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c) AS r
WHERE r.row_in_use) AS t
ORDER BY t.number
LIMIT 3) SELECT 0, x.c0, x.c1, NULL::text
FROM (SELECT t.number, t.id
FROM page0 AS t) AS x(c0, c1) UNION ALL SELECT 1, x.c1, x.c0, x.c2
FROM (SELECT p.k, t.value, t.channel
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT t.value, t.channel, t.id
FROM (SELECT c.value, c.channel, c.id, c.customer_id
FROM customers.contacts AS c
WHERE $1 <> 6 AND ($1 <> 1 OR c.purpose = 'SERVICE' OR c.purpose = 'EMERGENCY')) AS t
WHERE t.customer_id = p.k
ORDER BY CASE t.channel WHEN 'PHONE' THEN 0 WHEN 'EMAIL' THEN 1 WHEN 'POST' THEN 2 WHEN 'APP' THEN 3 END, t.id
LIMIT 3) AS t) AS x(c0, c1, c2);
-- $1: Actor Integer

