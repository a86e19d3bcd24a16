WITH page0 AS MATERIALIZED (SELECT t.id, t.number
FROM (SELECT r.id, r.number
FROM (SELECT c.id, c.number, c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c) AS r
WHERE r.row_in_use) AS t
ORDER BY t.number
LIMIT 2) SELECT 0, x.c0, NULL::date, NULL::integer
FROM (SELECT t.id
FROM page0 AS t) AS x(c0) UNION ALL SELECT 1, x.c0, x.c1, x.c2
FROM (SELECT p.k, a.g0, a.a0
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT a.g0, a.a0
FROM (SELECT nullif(nullif(greatest(least(date_trunc('month', t.at AT TIME ZONE $1)::date, DATE '10000-01-01'), DATE '0001-12-31 BC'), DATE '10000-01-01'), DATE '0001-12-31 BC') AS g0, count(*)::int AS a0
FROM (SELECT i.at, i.customer_id
FROM customers.interactions AS i) AS t
WHERE t.customer_id = p.k GROUP BY 1) AS a
ORDER BY a.g0
LIMIT $2) AS a) AS x(c0, c1, c2);
-- $1: Input Text
-- $2: GroupLimit Integer

SELECT a.g0, a.a0
FROM (SELECT nullif(nullif(greatest(least(date_trunc('day', t.filed_at AT TIME ZONE $1)::date, DATE '10000-01-01'), DATE '0001-12-31 BC'), DATE '10000-01-01'), DATE '0001-12-31 BC') AS g0, count(*)::int AS a0
FROM (SELECT c.filed_at
FROM complaints.complaints AS c) AS t GROUP BY 1) AS a
ORDER BY a.g0 DESC
LIMIT $2;
-- $1: Input Text
-- $2: GroupLimit Integer

SELECT a.g0, a.g1, a.a0
FROM (SELECT nullif(nullif(greatest(least(date_trunc('quarter', t.filed_at AT TIME ZONE $1)::date, DATE '10000-01-01'), DATE '0001-12-31 BC'), DATE '10000-01-01'), DATE '0001-12-31 BC') AS g0, t.status AS g1, count(*)::int AS a0
FROM (SELECT c.filed_at, c.status
FROM complaints.complaints AS c) AS t GROUP BY 1, 2) AS a
ORDER BY a.g0, CASE a.g1 WHEN 'FILED' THEN 0 WHEN 'ACKNOWLEDGED' THEN 1 WHEN 'IN_PROGRESS' THEN 2 WHEN 'ON_HOLD' THEN 3 WHEN 'RESOLVED' THEN 4 WHEN 'CLOSED' THEN 5 WHEN 'REOPENED' THEN 6 WHEN 'WITHDRAWN' THEN 7 WHEN 'MERGED' THEN 8 END
LIMIT $2;
-- $1: Input Text
-- $2: GroupLimit Integer

SELECT a.g0, a.a0
FROM (SELECT nullif(nullif(greatest(least(date_trunc('year', t.managed_since::timestamp)::date, DATE '10000-01-01'), DATE '0001-12-31 BC'), DATE '10000-01-01'), DATE '0001-12-31 BC') AS g0, count(*)::int AS a0
FROM (SELECT p.managed_since
FROM customers.properties AS p) AS t GROUP BY 1) AS a
ORDER BY a.g0
LIMIT $1;
-- $1: GroupLimit Integer

