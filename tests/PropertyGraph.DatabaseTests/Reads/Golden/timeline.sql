WITH page0 AS MATERIALIZED (SELECT t.id, t.name
FROM (SELECT c.id, c.name, c.number
FROM customers.customers AS c) AS t
WHERE t.number = $1), page1 AS MATERIALIZED (SELECT p.k AS "P", t.*
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT u.place, u.type, u.key
FROM ((SELECT t.recorded_at AS place, 0 AS type, t.id AS key
FROM (SELECT c.recorded_at, c.id, c.customer_id
FROM customers.charges AS c
WHERE $2 <> 1 AND $2 <> 6) AS t
WHERE t.customer_id = p.k
ORDER BY t.recorded_at DESC, t.id DESC
LIMIT 7) UNION ALL (SELECT t.filed_at AS place, 1 AS type, t.id AS key
FROM (SELECT c.filed_at, c.id, c.customer_id
FROM complaints.complaints AS c) AS t
WHERE t.customer_id = p.k
ORDER BY t.filed_at DESC, t.id DESC
LIMIT 7) UNION ALL (SELECT t.at AS place, 2 AS type, t.id AS key
FROM (SELECT c.at, c.id, c.customer_id
FROM customers.credits AS c
WHERE $2 <> 1 AND $2 <> 6) AS t
WHERE t.customer_id = p.k
ORDER BY t.at DESC, t.id DESC
LIMIT 7) UNION ALL (SELECT t.at AS place, 3 AS type, t.id AS key
FROM (SELECT c.at, c.id, c.customer_id
FROM complaints.customer_updates AS c) AS t
WHERE t.customer_id = p.k
ORDER BY t.at DESC, t.id DESC
LIMIT 7) UNION ALL (SELECT t.at AS place, 4 AS type, t.id AS key
FROM (SELECT d.at, d.id, d.customer_id
FROM customers.dunning_notices AS d
WHERE $2 <> 1 AND $2 <> 6) AS t
WHERE t.customer_id = p.k
ORDER BY t.at DESC, t.id DESC
LIMIT 7) UNION ALL (SELECT t.at AS place, 5 AS type, t.id AS key
FROM (SELECT f.at, f.id, f.customer_id
FROM complaints.fee_disputes AS f) AS t
WHERE t.customer_id = p.k
ORDER BY t.at DESC, t.id DESC
LIMIT 7) UNION ALL (SELECT t.at AS place, 6 AS type, t.id AS key
FROM (SELECT g.at, g.id, g.customer_id
FROM complaints.grievances AS g) AS t
WHERE t.customer_id = p.k
ORDER BY t.at DESC, t.id DESC
LIMIT 7) UNION ALL (SELECT t.at AS place, 7 AS type, t.id AS key
FROM (SELECT i.at, i.id, i.customer_id
FROM customers.interactions AS i) AS t
WHERE t.customer_id = p.k
ORDER BY t.at DESC, t.id DESC
LIMIT 7) UNION ALL (SELECT t."from" AS place, 8 AS type, t.id AS key
FROM (SELECT k."from", k.id, k.customer_id
FROM customers.key_account_terms AS k) AS t
WHERE t.customer_id = p.k
ORDER BY t."from" DESC, t.id DESC
LIMIT 7) UNION ALL (SELECT t.moved_in_at AS place, 9 AS type, t.id AS key
FROM (SELECT o.moved_in_at, o.id, o.customer_id
FROM customers.occupancies AS o) AS t
WHERE t.customer_id = p.k
ORDER BY t.moved_in_at DESC, t.id DESC
LIMIT 7) UNION ALL (SELECT t.recorded_at AS place, 10 AS type, t.id AS key
FROM (SELECT p.recorded_at, p.id, p.customer_id
FROM customers.payments AS p
WHERE $2 <> 1 AND $2 <> 6) AS t
WHERE t.customer_id = p.k
ORDER BY t.recorded_at DESC, t.id DESC
LIMIT 7) UNION ALL (SELECT t.submitted_at AS place, 11 AS type, t.id AS key
FROM (SELECT r.submitted_at, r.id, r.customer_id
FROM (SELECT r.submitted_at, r.id, r.customer_id, r.invitation_id
FROM surveys.responses AS r) AS r
WHERE EXISTS (SELECT 1
FROM (SELECT i.id
FROM surveys.invitations AS i
LEFT JOIN surveys.handled_complaints AS h ON i.complaint_id = h.id
WHERE ($2 = 5 OR $2 = 4 OR $2 = 7) AND NOT EXISTS ( SELECT 1
FROM surveys.chain_members AS c
WHERE h.id IS NOT NULL AND h.id = c.complaint_id AND c.staff_id = $3)) AS v
WHERE v.id = r.invitation_id)) AS t
WHERE t.customer_id = p.k
ORDER BY t.submitted_at DESC, t.id DESC
LIMIT 7)) AS u
ORDER BY u.place DESC, u.type DESC, u.key DESC
LIMIT 7) AS t), page2 AS MATERIALIZED (SELECT p.k AS "P", t.*
FROM (SELECT t.key AS k
FROM page1 AS t
WHERE t.type = 1) AS p
CROSS JOIN LATERAL (SELECT t.reference, t.id
FROM (SELECT c.reference, c.id
FROM complaints.complaints AS c) AS t
WHERE t.id = p.k) AS t), page3 AS MATERIALIZED (SELECT p.k AS "P", t.*
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT u.place, u.type, u.key
FROM ((SELECT t.at AS place, 7 AS type, t.id AS key
FROM (SELECT i.at, i.id, i.customer_id
FROM customers.interactions AS i) AS t
WHERE t.customer_id = p.k
ORDER BY t.at, t.id
LIMIT 3) UNION ALL (SELECT t.submitted_at AS place, 11 AS type, t.id AS key
FROM (SELECT r.submitted_at, r.id, r.customer_id
FROM (SELECT r.submitted_at, r.id, r.customer_id, r.invitation_id
FROM surveys.responses AS r) AS r
WHERE EXISTS (SELECT 1
FROM (SELECT i.id
FROM surveys.invitations AS i
LEFT JOIN surveys.handled_complaints AS h ON i.complaint_id = h.id
WHERE ($2 = 5 OR $2 = 4 OR $2 = 7) AND NOT EXISTS ( SELECT 1
FROM surveys.chain_members AS c
WHERE h.id IS NOT NULL AND h.id = c.complaint_id AND c.staff_id = $3)) AS v
WHERE v.id = r.invitation_id)) AS t
WHERE t.customer_id = p.k
ORDER BY t.submitted_at, t.id
LIMIT 3)) AS u
ORDER BY u.place, u.type, u.key
LIMIT 3) AS t) SELECT 0, x.c0, x.c1, NULL::timestamp with time zone, NULL::integer, NULL::uuid, NULL::text
FROM (SELECT t.id, t.name
FROM page0 AS t) AS x(c0, c1) UNION ALL SELECT 1, x.c0, NULL, x.c1, x.c2, x.c3, NULL
FROM (SELECT t."P", t.place, t.type, t.key
FROM page1 AS t) AS x(c0, c1, c2, c3) UNION ALL SELECT 2, x.c0, NULL, NULL, NULL, x.c1, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page1 AS t
WHERE t.type = 0) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT c.id
FROM customers.charges AS c
WHERE $2 <> 1 AND $2 <> 6) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 3, x.c0, x.c1, NULL, x.c2, x.c3, NULL
FROM (SELECT t."P", t.reference, n0.c0, t.id
FROM page2 AS t
CROSS JOIN LATERAL (SELECT count(*)::int AS c0
FROM (SELECT c.complaint_id
FROM complaints.complaint_events AS c) AS n
WHERE n.complaint_id = t.id) AS n0) AS x(c0, c1, c2, c3) UNION ALL SELECT 4, x.c0, x.c1, x.c2, NULL, NULL, NULL
FROM (SELECT p.k, t.kind, t.at
FROM (SELECT t.id AS k
FROM page2 AS t) AS p
CROSS JOIN LATERAL (SELECT t.kind, t.at, t.id
FROM (SELECT c.kind, c.at, c.id, c.complaint_id
FROM complaints.complaint_events AS c) AS t
WHERE t.complaint_id = p.k
ORDER BY t.at, t.id
LIMIT 2) AS t) AS x(c0, c1, c2) UNION ALL SELECT 5, x.c0, NULL, NULL, NULL, x.c1, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page1 AS t
WHERE t.type = 2) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT c.id
FROM customers.credits AS c
WHERE $2 <> 1 AND $2 <> 6) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 6, x.c0, NULL, NULL, NULL, x.c1, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page1 AS t
WHERE t.type = 3) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT c.id
FROM complaints.customer_updates AS c) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 7, x.c0, NULL, NULL, NULL, x.c1, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page1 AS t
WHERE t.type = 4) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT d.id
FROM customers.dunning_notices AS d
WHERE $2 <> 1 AND $2 <> 6) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 8, x.c0, NULL, NULL, NULL, x.c1, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page1 AS t
WHERE t.type = 5) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT f.id
FROM complaints.fee_disputes AS f) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 9, x.c0, NULL, NULL, NULL, x.c1, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page1 AS t
WHERE t.type = 6) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT g.id
FROM complaints.grievances AS g) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 10, x.c0, x.c1, NULL, NULL, x.c3, x.c2
FROM (SELECT p.k, t.summary, t.channel, t.id
FROM (SELECT t.key AS k
FROM page1 AS t
WHERE t.type = 7) AS p
CROSS JOIN LATERAL (SELECT t.summary, t.channel, t.id
FROM (SELECT i.summary, i.channel, i.id
FROM customers.interactions AS i) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1, c2, c3) UNION ALL SELECT 11, x.c0, NULL, NULL, NULL, x.c1, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page1 AS t
WHERE t.type = 8) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT k.id
FROM customers.key_account_terms AS k) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 12, x.c0, NULL, NULL, NULL, x.c1, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page1 AS t
WHERE t.type = 9) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT o.id
FROM customers.occupancies AS o) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 13, x.c0, NULL, NULL, NULL, x.c1, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page1 AS t
WHERE t.type = 10) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT p.id
FROM customers.payments AS p
WHERE $2 <> 1 AND $2 <> 6) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 14, x.c0, x.c2, NULL, x.c1, x.c3, NULL
FROM (SELECT p.k, t.score, j1.title, t.id
FROM (SELECT t.key AS k
FROM page1 AS t
WHERE t.type = 11) AS p
CROSS JOIN LATERAL (SELECT t.score, t.id, t.survey_id
FROM (SELECT r.score, r.id, r.survey_id
FROM (SELECT r.score, r.id, r.survey_id, r.invitation_id
FROM surveys.responses AS r) AS r
WHERE EXISTS (SELECT 1
FROM (SELECT i.id
FROM surveys.invitations AS i
LEFT JOIN surveys.handled_complaints AS h ON i.complaint_id = h.id
WHERE ($2 = 5 OR $2 = 4 OR $2 = 7) AND NOT EXISTS ( SELECT 1
FROM surveys.chain_members AS c
WHERE h.id IS NOT NULL AND h.id = c.complaint_id AND c.staff_id = $3)) AS v
WHERE v.id = r.invitation_id)) AS t
WHERE t.id = p.k) AS t
LEFT JOIN (SELECT s.title, s.id
FROM surveys.surveys AS s) AS j1 ON j1.id = t.survey_id
ORDER BY p.k) AS x(c0, c1, c2, c3) UNION ALL SELECT 15, x.c0, NULL, NULL, x.c1, NULL, NULL
FROM (SELECT p.k, ((SELECT count(*)
FROM (SELECT c.recorded_at, c.id, c.customer_id
FROM customers.charges AS c
WHERE $2 <> 1 AND $2 <> 6) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT c.filed_at, c.id, c.customer_id
FROM complaints.complaints AS c) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT c.at, c.id, c.customer_id
FROM customers.credits AS c
WHERE $2 <> 1 AND $2 <> 6) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT c.at, c.id, c.customer_id
FROM complaints.customer_updates AS c) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT d.at, d.id, d.customer_id
FROM customers.dunning_notices AS d
WHERE $2 <> 1 AND $2 <> 6) AS t
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
WHERE $2 <> 1 AND $2 <> 6) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT r.submitted_at, r.id, r.customer_id
FROM (SELECT r.submitted_at, r.id, r.customer_id, r.invitation_id
FROM surveys.responses AS r) AS r
WHERE EXISTS (SELECT 1
FROM (SELECT i.id
FROM surveys.invitations AS i
LEFT JOIN surveys.handled_complaints AS h ON i.complaint_id = h.id
WHERE ($2 = 5 OR $2 = 4 OR $2 = 7) AND NOT EXISTS ( SELECT 1
FROM surveys.chain_members AS c
WHERE h.id IS NOT NULL AND h.id = c.complaint_id AND c.staff_id = $3)) AS v
WHERE v.id = r.invitation_id)) AS t
WHERE t.customer_id = p.k))::int
FROM (SELECT t.id AS k
FROM page0 AS t) AS p) AS x(c0, c1) UNION ALL SELECT 16, x.c0, NULL, x.c1, x.c2, x.c3, NULL
FROM (SELECT t."P", t.place, t.type, t.key
FROM page3 AS t) AS x(c0, c1, c2, c3) UNION ALL SELECT 17, x.c0, x.c1, x.c2, NULL, NULL, x.c3
FROM (SELECT p.k, t.summary, t.at, j1.name
FROM (SELECT t.key AS k
FROM page3 AS t
WHERE t.type = 7) AS p
CROSS JOIN LATERAL (SELECT t.summary, t.at, t.staff_id
FROM (SELECT i.summary, i.at, i.staff_id, i.id
FROM customers.interactions AS i) AS t
WHERE t.id = p.k) AS t
LEFT JOIN (SELECT s.name, s.id
FROM organization.staff AS s) AS j1 ON j1.id = t.staff_id
ORDER BY p.k) AS x(c0, c1, c2, c3) UNION ALL SELECT 18, x.c0, NULL, x.c1, NULL, NULL, NULL
FROM (SELECT p.k, t.submitted_at
FROM (SELECT t.key AS k
FROM page3 AS t
WHERE t.type = 11) AS p
CROSS JOIN LATERAL (SELECT t.submitted_at
FROM (SELECT r.submitted_at, r.id
FROM (SELECT r.submitted_at, r.id, r.invitation_id
FROM surveys.responses AS r) AS r
WHERE EXISTS (SELECT 1
FROM (SELECT i.id
FROM surveys.invitations AS i
LEFT JOIN surveys.handled_complaints AS h ON i.complaint_id = h.id
WHERE ($2 = 5 OR $2 = 4 OR $2 = 7) AND NOT EXISTS ( SELECT 1
FROM surveys.chain_members AS c
WHERE h.id IS NOT NULL AND h.id = c.complaint_id AND c.staff_id = $3)) AS v
WHERE v.id = r.invitation_id)) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 19, x.c0, NULL, NULL, x.c1, NULL, NULL
FROM (SELECT p.k, ((SELECT count(*)
FROM (SELECT i.at, i.id, i.customer_id
FROM customers.interactions AS i) AS t
WHERE t.customer_id = p.k) + (SELECT count(*)
FROM (SELECT r.submitted_at, r.id, r.customer_id
FROM (SELECT r.submitted_at, r.id, r.customer_id, r.invitation_id
FROM surveys.responses AS r) AS r
WHERE EXISTS (SELECT 1
FROM (SELECT i.id
FROM surveys.invitations AS i
LEFT JOIN surveys.handled_complaints AS h ON i.complaint_id = h.id
WHERE ($2 = 5 OR $2 = 4 OR $2 = 7) AND NOT EXISTS ( SELECT 1
FROM surveys.chain_members AS c
WHERE h.id IS NOT NULL AND h.id = c.complaint_id AND c.staff_id = $3)) AS v
WHERE v.id = r.invitation_id)) AS t
WHERE t.customer_id = p.k))::int
FROM (SELECT t.id AS k
FROM page0 AS t) AS p) AS x(c0, c1) UNION ALL SELECT 20, x.c0, NULL, x.c1, x.c2, x.c3, NULL
FROM (SELECT p.k, t.place, t.type, t.key
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT u.place, u.type, u.key
FROM ((SELECT t.filed_at AS place, 1 AS type, t.id AS key
FROM (SELECT c.filed_at, c.id, c.customer_id
FROM complaints.complaints AS c) AS t
WHERE t.customer_id = p.k
ORDER BY t.filed_at, t.id
LIMIT 2)) AS u
ORDER BY u.place, u.type, u.key
LIMIT 2) AS t) AS x(c0, c1, c2, c3) UNION ALL SELECT 21, x.c0, NULL, x.c1, x.c2, x.c3, NULL
FROM (SELECT p.k, t.place, t.type, t.key
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT u.place, u.type, u.key
FROM (SELECT NULL::timestamp with time zone AS place, 0 AS type, NULL::uuid AS key
WHERE FALSE) AS u
ORDER BY u.place DESC, u.type DESC, u.key DESC
LIMIT 11) AS t) AS x(c0, c1, c2, c3) UNION ALL SELECT 22, x.c0, NULL, NULL, x.c1, NULL, NULL
FROM (SELECT p.k, 0
FROM (SELECT t.id AS k
FROM page0 AS t) AS p) AS x(c0, c1);
-- $1: Input Text
-- $2: Actor Integer
-- $3: Actor Uuid

