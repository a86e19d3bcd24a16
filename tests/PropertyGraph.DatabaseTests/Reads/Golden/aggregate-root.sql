SELECT t.reference
FROM (SELECT c.reference, c.filed_at, c.id, c.status
FROM complaints.complaints AS c) AS t
WHERE t.status IS DISTINCT
FROM 'WITHDRAWN'
ORDER BY t.filed_at DESC, t.id DESC
LIMIT 1;

SELECT count(*)::int AS a0, count(DISTINCT t.status)::int AS a1, count(DISTINCT j1.id)::int AS a2, min(t.filed_at) AS a3, min(t.reopen_count) AS a4, max(t.filed_at) AS a5, max(t.reopen_count) AS a6, max(t.resolved_at) AS a7, sum(t.reopen_count)::bigint AS a8, avg(t.reopen_count::float8) AS a9, max(t.held_at) AS a10
FROM (SELECT c.status, c.filed_at, c.reopen_count, c.resolved_at, c.held_at, c.customer_id
FROM complaints.complaints AS c) AS t
LEFT JOIN (SELECT c.id
FROM customers.customers AS c) AS j1 ON j1.id = t.customer_id
WHERE t.status IS DISTINCT
FROM 'WITHDRAWN';

SELECT min(t.area) AS a0, min(t.floor) AS a1, max(t.area) AS a2, sum(t.area) AS a3, sum(t.floor)::bigint AS a4, trim_scale(avg(t.area)) AS a5, avg(t.floor::float8) AS a6
FROM (SELECT u.area, u.floor
FROM customers.units AS u) AS t;

SELECT count(*)::int AS a0, count(DISTINCT t.id)::int AS a1, min(t.filed_at) AS a2, sum(t.reopen_count)::bigint AS a3, avg(t.reopen_count::float8) AS a4
FROM (SELECT c.id, c.filed_at, c.reopen_count, c.title
FROM complaints.complaints AS c) AS t
WHERE t.title = $1;
-- $1: Input Text

