SELECT t.reference, j1.name, j2.code
FROM (SELECT t.reference, t.customer_id, t.unit_id
FROM (SELECT c.reference, c.customer_id, c.unit_id
FROM complaints.complaints AS c
WHERE c.partner_id = $1) AS t
ORDER BY t.reference
LIMIT 3) AS t
LEFT JOIN (SELECT r.name, r.id
FROM (SELECT c.name, c.id
FROM customers.customers AS c) AS r
WHERE EXISTS (SELECT 1
FROM (SELECT c.customer_id, c.status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN', 'MERGED') AS in_customer_open_complaints
FROM complaints.complaints AS c
WHERE c.partner_id = $1) AS v
WHERE v.customer_id = r.id AND v.in_customer_open_complaints)) AS j1 ON j1.id = t.customer_id
LEFT JOIN (SELECT r.code, r.id
FROM (SELECT u.code, u.id
FROM customers.units AS u) AS r
WHERE EXISTS (SELECT 1
FROM (SELECT d.unit_id, d.status NOT IN ('FINISHED', 'REFUSED', 'CANCELLED') AS in_unit_live_dispatch_orders
FROM complaints.dispatch_orders AS d
WHERE d.partner_id = $1) AS v
WHERE v.unit_id = r.id AND v.in_unit_live_dispatch_orders) OR EXISTS (SELECT 1
FROM (SELECT c.unit_id, c.status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN', 'MERGED') AS in_unit_open_complaints
FROM complaints.complaints AS c
WHERE c.partner_id = $1) AS v
WHERE v.unit_id = r.id AND v.in_unit_open_complaints)) AS j2 ON j2.id = t.unit_id
ORDER BY t.reference;
-- $1: Actor Uuid

SELECT count(*)::int
FROM (SELECT 1
FROM complaints.complaints AS c
WHERE c.partner_id = $1) AS t;
-- $1: Actor Uuid

SELECT count(*)::int
FROM (SELECT 1
FROM (SELECT r.row_in_use
FROM (SELECT c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use, c.id
FROM customers.customers AS c) AS r
WHERE EXISTS (SELECT 1
FROM (SELECT c.customer_id, c.status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN', 'MERGED') AS in_customer_open_complaints
FROM complaints.complaints AS c
WHERE c.partner_id = $1) AS v
WHERE v.customer_id = r.id AND v.in_customer_open_complaints)) AS r
WHERE r.row_in_use) AS t;
-- $1: Actor Uuid

SELECT count(*)::int
FROM (SELECT 1
FROM (SELECT s.id
FROM organization.staff AS s) AS r
WHERE EXISTS (SELECT 1
FROM (SELECT c.accountable_id
FROM complaints.complaints AS c
WHERE c.partner_id = $1) AS v
WHERE v.accountable_id = r.id)) AS t;
-- $1: Actor Uuid

