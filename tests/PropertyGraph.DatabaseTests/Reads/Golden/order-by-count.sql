SELECT t.o0, t.name, t.id, t.number
FROM (SELECT t.name, t.id, t.number, o0_0.m AS o0
FROM (SELECT c.name, c.id, c.number
FROM customers.customers AS c) AS t
CROSS JOIN LATERAL (SELECT count(*)::int AS m
FROM (SELECT c.customer_id, c.status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN') AS is_open
FROM complaints.complaints AS c) AS m
WHERE m.customer_id = t.id AND m.is_open = TRUE) AS o0_0
ORDER BY o0_0.m DESC, t.name, t.id
LIMIT 4) AS t
ORDER BY t.o0 DESC, t.name, t.id;

SELECT p.k, (SELECT count(*)::int
FROM (SELECT c.customer_id, c.status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN') AS is_open
FROM complaints.complaints AS c) AS t
WHERE t.customer_id = p.k AND t.is_open = TRUE)
FROM (SELECT t.id AS k
FROM (SELECT t.id, t.name, o0_0.m AS o0
FROM (SELECT c.id, c.name
FROM customers.customers AS c) AS t
CROSS JOIN LATERAL (SELECT count(*)::int AS m
FROM (SELECT c.customer_id, c.status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN') AS is_open
FROM complaints.complaints AS c) AS m
WHERE m.customer_id = t.id AND m.is_open = TRUE) AS o0_0
ORDER BY o0_0.m DESC, t.name, t.id
LIMIT 4) AS t) AS p;

SELECT t.o0, t.id, t.reference
FROM (SELECT t.id, t.reference, t.customer_id, o0_1.m AS o0
FROM (SELECT c.id, c.reference, c.customer_id
FROM complaints.complaints AS c) AS t
LEFT JOIN (SELECT c.id
FROM customers.customers AS c) AS o0_0 ON o0_0.id = t.customer_id
LEFT JOIN LATERAL (SELECT max(m.filed_at) AS m
FROM (SELECT c.customer_id, c.filed_at
FROM complaints.complaints AS c) AS m
WHERE m.customer_id = o0_0.id) AS o0_1 ON o0_0.id IS NOT NULL
ORDER BY o0_1.m DESC, t.id DESC
LIMIT 2) AS t
ORDER BY t.o0 DESC, t.id DESC;

SELECT t.number
FROM (SELECT c.number, c.id
FROM customers.customers AS c) AS t
CROSS JOIN LATERAL (SELECT sum(m.share) AS m
FROM (SELECT o.customer_id, o.share
FROM customers.occupancies AS o) AS m
WHERE m.customer_id = t.id) AS o0_0
ORDER BY o0_0.m DESC, t.id DESC
LIMIT 2;

