SELECT t.o0, t.name, t.id, t.number, n0.c0
FROM (SELECT t.name, t.id, t.number, coalesce(o0_0.m, 0) AS o0
FROM (SELECT r.name, r.id, r.number
FROM (SELECT c.name, c.id, c.number, c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c) AS r
WHERE r.row_in_use) AS t
LEFT JOIN (SELECT m.customer_id AS k, count(*)::int AS m
FROM (SELECT c.customer_id, c.status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN', 'MERGED') AS is_open
FROM complaints.complaints AS c) AS m
WHERE m.is_open = TRUE GROUP BY 1) AS o0_0 ON o0_0.k = t.id
ORDER BY coalesce(o0_0.m, 0) DESC, t.name, t.id
LIMIT 4) AS t
CROSS JOIN LATERAL (SELECT count(*)::int AS c0
FROM (SELECT c.customer_id, c.status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN', 'MERGED') AS is_open
FROM complaints.complaints AS c) AS n
WHERE n.customer_id = t.id AND n.is_open = TRUE) AS n0
ORDER BY t.o0 DESC, t.name, t.id;

SELECT t.o0, t.id, t.reference
FROM (SELECT t.id, t.reference, t.customer_id, o0_1.m AS o0
FROM (SELECT c.id, c.reference, c.customer_id
FROM complaints.complaints AS c) AS t
LEFT JOIN (SELECT c.id
FROM customers.customers AS c) AS o0_0 ON o0_0.id = t.customer_id
LEFT JOIN (SELECT m.customer_id AS k, max(m.filed_at) AS m
FROM (SELECT c.customer_id, c.filed_at
FROM complaints.complaints AS c) AS m GROUP BY 1) AS o0_1 ON o0_1.k = o0_0.id
ORDER BY o0_1.m DESC, t.id DESC
LIMIT 2) AS t
ORDER BY t.o0 DESC, t.id DESC;

SELECT t.number
FROM (SELECT r.number, r.id, r.kind
FROM (SELECT c.number, c.id, c.kind, c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c) AS r
WHERE r.row_in_use) AS t
CROSS JOIN LATERAL (SELECT count(*)::int AS m
FROM (SELECT c.customer_id
FROM complaints.complaints AS c) AS m
WHERE m.customer_id = t.id) AS o0_0
WHERE t.kind = 'COMPANY'
ORDER BY o0_0.m DESC, t.id DESC
LIMIT 2;

SELECT t.o0, t.id, t.reference
FROM (SELECT t.id, t.reference, t.accountable_id, CASE WHEN o0_0.id IS NOT NULL THEN coalesce(o0_1.m, 0) END AS o0
FROM (SELECT c.id, c.reference, c.accountable_id
FROM complaints.complaints AS c) AS t
LEFT JOIN (SELECT s.id
FROM organization.staff AS s) AS o0_0 ON o0_0.id = t.accountable_id
LEFT JOIN (SELECT m.accountable_id AS k, count(*)::int AS m
FROM (SELECT c.accountable_id
FROM complaints.complaints AS c) AS m GROUP BY 1) AS o0_1 ON o0_1.k = o0_0.id
ORDER BY CASE WHEN o0_0.id IS NOT NULL THEN coalesce(o0_1.m, 0) END DESC, t.id DESC
LIMIT 2) AS t
ORDER BY t.o0 DESC, t.id DESC;

SELECT t.number
FROM (SELECT r.number, r.id
FROM (SELECT c.number, c.id, c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c) AS r
WHERE r.row_in_use) AS t
LEFT JOIN (SELECT m.customer_id AS k, sum(m.share) AS m
FROM (SELECT o.customer_id, o.share
FROM customers.occupancies AS o) AS m GROUP BY 1) AS o0_0 ON o0_0.k = t.id
ORDER BY o0_0.m DESC, t.id DESC
LIMIT 2;

