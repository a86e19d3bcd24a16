WITH page0 AS MATERIALIZED (SELECT t.reference, t.customer_id
FROM (SELECT c.reference, c.customer_id
FROM complaints.complaints AS c) AS t
ORDER BY t.reference
LIMIT 4), page1 AS MATERIALIZED (SELECT p.k AS "P", t.*
FROM (SELECT DISTINCT j1.id AS k
FROM page0 AS t JOIN (SELECT c.id
FROM customers.customers AS c) AS j1 ON j1.id = t.customer_id) AS p
CROSS JOIN LATERAL (SELECT u.place, u.type, u.key
FROM ((SELECT t.recorded_at AS place, 0 AS type, t.id AS key
FROM (SELECT c.recorded_at, c.id, c.customer_id
FROM customers.charges AS c
WHERE $1 <> 1 AND $1 <> 6) AS t
WHERE t.customer_id = p.k
ORDER BY t.recorded_at DESC, t.id DESC
LIMIT 3) UNION ALL (SELECT t.filed_at AS place, 1 AS type, t.id AS key
FROM (SELECT c.filed_at, c.id, c.customer_id
FROM complaints.complaints AS c) AS t
WHERE t.customer_id = p.k
ORDER BY t.filed_at DESC, t.id DESC
LIMIT 3) UNION ALL (SELECT t.at AS place, 2 AS type, t.id AS key
FROM (SELECT c.at, c.id, c.customer_id
FROM customers.credits AS c
WHERE $1 <> 1 AND $1 <> 6) AS t
WHERE t.customer_id = p.k
ORDER BY t.at DESC, t.id DESC
LIMIT 3) UNION ALL (SELECT t.at AS place, 3 AS type, t.id AS key
FROM (SELECT c.at, c.id, c.customer_id
FROM complaints.customer_updates AS c) AS t
WHERE t.customer_id = p.k
ORDER BY t.at DESC, t.id DESC
LIMIT 3) UNION ALL (SELECT t.at AS place, 4 AS type, t.id AS key
FROM (SELECT d.at, d.id, d.customer_id
FROM customers.dunning_notices AS d
WHERE $1 <> 1 AND $1 <> 6) AS t
WHERE t.customer_id = p.k
ORDER BY t.at DESC, t.id DESC
LIMIT 3) UNION ALL (SELECT t.at AS place, 5 AS type, t.id AS key
FROM (SELECT f.at, f.id, f.customer_id
FROM complaints.fee_disputes AS f) AS t
WHERE t.customer_id = p.k
ORDER BY t.at DESC, t.id DESC
LIMIT 3) UNION ALL (SELECT t.at AS place, 6 AS type, t.id AS key
FROM (SELECT g.at, g.id, g.customer_id
FROM complaints.grievances AS g) AS t
WHERE t.customer_id = p.k
ORDER BY t.at DESC, t.id DESC
LIMIT 3) UNION ALL (SELECT t.at AS place, 7 AS type, t.id AS key
FROM (SELECT i.at, i.id, i.customer_id
FROM customers.interactions AS i) AS t
WHERE t.customer_id = p.k
ORDER BY t.at DESC, t.id DESC
LIMIT 3) UNION ALL (SELECT t."from" AS place, 8 AS type, t.id AS key
FROM (SELECT k."from", k.id, k.customer_id
FROM customers.key_account_terms AS k) AS t
WHERE t.customer_id = p.k
ORDER BY t."from" DESC, t.id DESC
LIMIT 3) UNION ALL (SELECT t.moved_in_at AS place, 9 AS type, t.id AS key
FROM (SELECT o.moved_in_at, o.id, o.customer_id
FROM customers.occupancies AS o) AS t
WHERE t.customer_id = p.k
ORDER BY t.moved_in_at DESC, t.id DESC
LIMIT 3) UNION ALL (SELECT t.recorded_at AS place, 10 AS type, t.id AS key
FROM (SELECT p.recorded_at, p.id, p.customer_id
FROM customers.payments AS p
WHERE $1 <> 1 AND $1 <> 6) AS t
WHERE t.customer_id = p.k
ORDER BY t.recorded_at DESC, t.id DESC
LIMIT 3) UNION ALL (SELECT t.submitted_at AS place, 11 AS type, t.id AS key
FROM (SELECT r.submitted_at, r.id, r.customer_id
FROM (SELECT r.submitted_at, r.id, r.customer_id, r.invitation_id
FROM surveys.responses AS r) AS r
WHERE EXISTS (SELECT 1
FROM (SELECT i.id
FROM surveys.invitations AS i
LEFT JOIN surveys.handled_complaints AS h ON i.complaint_id = h.id
WHERE ($1 = 5 OR $1 = 4 OR $1 = 7) AND NOT EXISTS ( SELECT 1
FROM surveys.chain_members AS c
WHERE h.id IS NOT NULL AND h.id = c.complaint_id AND c.staff_id = $2)) AS v
WHERE v.id = r.invitation_id)) AS t
WHERE t.customer_id = p.k
ORDER BY t.submitted_at DESC, t.id DESC
LIMIT 3)) AS u
ORDER BY u.place DESC, u.type DESC, u.key DESC
LIMIT 3) AS t), page2 AS MATERIALIZED (SELECT p.k AS "P", t.*
FROM (SELECT t.key AS k
FROM page1 AS t
WHERE t.type = 1) AS p
CROSS JOIN LATERAL (SELECT t.reference, t.department_id, t.customer_id
FROM (SELECT c.reference, c.department_id, c.customer_id, c.id
FROM complaints.complaints AS c) AS t
WHERE t.id = p.k) AS t), page3 AS MATERIALIZED (SELECT p.k AS "P", t.*
FROM (SELECT DISTINCT j1.id AS k
FROM page2 AS t JOIN (SELECT c.id
FROM customers.customers AS c) AS j1 ON j1.id = t.customer_id) AS p
CROSS JOIN LATERAL (SELECT u.place, u.type, u.key
FROM ((SELECT t.recorded_at AS place, 0 AS type, t.id AS key
FROM (SELECT c.recorded_at, c.id, c.customer_id
FROM customers.charges AS c
WHERE $1 <> 1 AND $1 <> 6) AS t
WHERE t.customer_id = p.k
ORDER BY t.recorded_at, t.id
LIMIT 1) UNION ALL (SELECT t.filed_at AS place, 1 AS type, t.id AS key
FROM (SELECT c.filed_at, c.id, c.customer_id
FROM complaints.complaints AS c) AS t
WHERE t.customer_id = p.k
ORDER BY t.filed_at, t.id
LIMIT 1) UNION ALL (SELECT t.at AS place, 2 AS type, t.id AS key
FROM (SELECT c.at, c.id, c.customer_id
FROM customers.credits AS c
WHERE $1 <> 1 AND $1 <> 6) AS t
WHERE t.customer_id = p.k
ORDER BY t.at, t.id
LIMIT 1) UNION ALL (SELECT t.at AS place, 3 AS type, t.id AS key
FROM (SELECT c.at, c.id, c.customer_id
FROM complaints.customer_updates AS c) AS t
WHERE t.customer_id = p.k
ORDER BY t.at, t.id
LIMIT 1) UNION ALL (SELECT t.at AS place, 4 AS type, t.id AS key
FROM (SELECT d.at, d.id, d.customer_id
FROM customers.dunning_notices AS d
WHERE $1 <> 1 AND $1 <> 6) AS t
WHERE t.customer_id = p.k
ORDER BY t.at, t.id
LIMIT 1) UNION ALL (SELECT t.at AS place, 5 AS type, t.id AS key
FROM (SELECT f.at, f.id, f.customer_id
FROM complaints.fee_disputes AS f) AS t
WHERE t.customer_id = p.k
ORDER BY t.at, t.id
LIMIT 1) UNION ALL (SELECT t.at AS place, 6 AS type, t.id AS key
FROM (SELECT g.at, g.id, g.customer_id
FROM complaints.grievances AS g) AS t
WHERE t.customer_id = p.k
ORDER BY t.at, t.id
LIMIT 1) UNION ALL (SELECT t.at AS place, 7 AS type, t.id AS key
FROM (SELECT i.at, i.id, i.customer_id
FROM customers.interactions AS i) AS t
WHERE t.customer_id = p.k
ORDER BY t.at, t.id
LIMIT 1) UNION ALL (SELECT t."from" AS place, 8 AS type, t.id AS key
FROM (SELECT k."from", k.id, k.customer_id
FROM customers.key_account_terms AS k) AS t
WHERE t.customer_id = p.k
ORDER BY t."from", t.id
LIMIT 1) UNION ALL (SELECT t.moved_in_at AS place, 9 AS type, t.id AS key
FROM (SELECT o.moved_in_at, o.id, o.customer_id
FROM customers.occupancies AS o) AS t
WHERE t.customer_id = p.k
ORDER BY t.moved_in_at, t.id
LIMIT 1) UNION ALL (SELECT t.recorded_at AS place, 10 AS type, t.id AS key
FROM (SELECT p.recorded_at, p.id, p.customer_id
FROM customers.payments AS p
WHERE $1 <> 1 AND $1 <> 6) AS t
WHERE t.customer_id = p.k
ORDER BY t.recorded_at, t.id
LIMIT 1) UNION ALL (SELECT t.submitted_at AS place, 11 AS type, t.id AS key
FROM (SELECT r.submitted_at, r.id, r.customer_id
FROM (SELECT r.submitted_at, r.id, r.customer_id, r.invitation_id
FROM surveys.responses AS r) AS r
WHERE EXISTS (SELECT 1
FROM (SELECT i.id
FROM surveys.invitations AS i
LEFT JOIN surveys.handled_complaints AS h ON i.complaint_id = h.id
WHERE ($1 = 5 OR $1 = 4 OR $1 = 7) AND NOT EXISTS ( SELECT 1
FROM surveys.chain_members AS c
WHERE h.id IS NOT NULL AND h.id = c.complaint_id AND c.staff_id = $2)) AS v
WHERE v.id = r.invitation_id)) AS t
WHERE t.customer_id = p.k
ORDER BY t.submitted_at, t.id
LIMIT 1)) AS u
ORDER BY u.place, u.type, u.key
LIMIT 1) AS t) SELECT 0, x.c0, x.c1, x.c2, NULL::timestamp with time zone, NULL::integer, NULL::uuid, NULL::uuid
FROM (SELECT t.reference, j1.name, j1.id
FROM page0 AS t
LEFT JOIN (SELECT c.name, c.id
FROM customers.customers AS c) AS j1 ON j1.id = t.customer_id
ORDER BY t.reference) AS x(c0, c1, c2) UNION ALL SELECT 1, NULL, NULL, x.c0, x.c1, x.c2, x.c3, NULL
FROM (SELECT t."P", t.place, t.type, t.key
FROM page1 AS t) AS x(c0, c1, c2, c3) UNION ALL SELECT 2, x.c1, NULL, x.c0, NULL, NULL, x.c2, x.c3
FROM (SELECT t."P", t.reference, j1.id, j2.id
FROM page2 AS t
LEFT JOIN (SELECT d.id
FROM organization.departments AS d) AS j1 ON j1.id = t.department_id
LEFT JOIN (SELECT c.id
FROM customers.customers AS c) AS j2 ON j2.id = t.customer_id
ORDER BY t."P") AS x(c0, c1, c2, c3) UNION ALL SELECT 3, x.c1, NULL, x.c0, NULL, NULL, NULL, NULL
FROM (SELECT p.k, t.reference
FROM (SELECT DISTINCT j1.id AS k
FROM page2 AS t JOIN (SELECT d.id
FROM organization.departments AS d) AS j1 ON j1.id = t.department_id) AS p
CROSS JOIN LATERAL (SELECT t.reference, t.filed_at, t.id
FROM (SELECT c.reference, c.filed_at, c.id, c.department_id
FROM complaints.complaints AS c) AS t
WHERE t.department_id = p.k
ORDER BY t.filed_at DESC, t.id DESC
LIMIT 1) AS t) AS x(c0, c1) UNION ALL SELECT 4, NULL, NULL, x.c0, x.c1, x.c2, x.c3, NULL
FROM (SELECT t."P", t.place, t.type, t.key
FROM page3 AS t) AS x(c0, c1, c2, c3) UNION ALL SELECT 5, x.c1, NULL, x.c0, NULL, NULL, NULL, NULL
FROM (SELECT p.k, t.title
FROM (SELECT t.key AS k
FROM page3 AS t
WHERE t.type = 1) AS p
CROSS JOIN LATERAL (SELECT t.title
FROM (SELECT c.title, c.id
FROM complaints.complaints AS c) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 6, x.c1, NULL, x.c0, NULL, NULL, NULL, NULL
FROM (SELECT p.k, t.summary
FROM (SELECT t.key AS k
FROM page3 AS t
WHERE t.type = 7) AS p
CROSS JOIN LATERAL (SELECT t.summary
FROM (SELECT i.summary, i.id
FROM customers.interactions AS i) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 7, NULL, NULL, x.c0, NULL, x.c1, NULL, NULL
FROM (SELECT p.k, ((SELECT count(*)
FROM (SELECT c.recorded_at, c.id, c.customer_id
FROM customers.charges AS c
WHERE $1 <> 1 AND $1 <> 6) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT c.filed_at, c.id, c.customer_id
FROM complaints.complaints AS c) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT c.at, c.id, c.customer_id
FROM customers.credits AS c
WHERE $1 <> 1 AND $1 <> 6) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT c.at, c.id, c.customer_id
FROM complaints.customer_updates AS c) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT d.at, d.id, d.customer_id
FROM customers.dunning_notices AS d
WHERE $1 <> 1 AND $1 <> 6) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT f.at, f.id, f.customer_id
FROM complaints.fee_disputes AS f) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT g.at, g.id, g.customer_id
FROM complaints.grievances AS g) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT i.at, i.id, i.customer_id
FROM customers.interactions AS i) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT k."from", k.id, k.customer_id
FROM customers.key_account_terms AS k) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT o.moved_in_at, o.id, o.customer_id
FROM customers.occupancies AS o) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT p.recorded_at, p.id, p.customer_id
FROM customers.payments AS p
WHERE $1 <> 1 AND $1 <> 6) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT r.submitted_at, r.id, r.customer_id
FROM (SELECT r.submitted_at, r.id, r.customer_id, r.invitation_id
FROM surveys.responses AS r) AS r
WHERE EXISTS (SELECT 1
FROM (SELECT i.id
FROM surveys.invitations AS i
LEFT JOIN surveys.handled_complaints AS h ON i.complaint_id = h.id
WHERE ($1 = 5 OR $1 = 4 OR $1 = 7) AND NOT EXISTS ( SELECT 1
FROM surveys.chain_members AS c
WHERE h.id IS NOT NULL AND h.id = c.complaint_id AND c.staff_id = $2)) AS v
WHERE v.id = r.invitation_id)) AS t
WHERE t.customer_id = p.k))::int
FROM (SELECT DISTINCT j1.id AS k
FROM page2 AS t JOIN (SELECT c.id
FROM customers.customers AS c) AS j1 ON j1.id = t.customer_id) AS p) AS x(c0, c1) UNION ALL SELECT 8, x.c1, NULL, x.c0, NULL, NULL, NULL, NULL
FROM (SELECT p.k, t.summary
FROM (SELECT t.key AS k
FROM page1 AS t
WHERE t.type = 7) AS p
CROSS JOIN LATERAL (SELECT t.summary
FROM (SELECT i.summary, i.id
FROM customers.interactions AS i) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1);
-- $1: Actor Integer
-- $2: Actor Uuid

