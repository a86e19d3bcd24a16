SELECT t.reference, t.severity, j1.name
FROM (SELECT t.reference, t.severity, t.customer_id, t.id, o1_0.name AS o1
FROM (SELECT c.reference, c.severity, c.customer_id, c.id
FROM complaints.complaints AS c) AS t
LEFT JOIN (SELECT c.id, c.name
FROM customers.customers AS c) AS o1_0 ON o1_0.id = t.customer_id
WHERE (t.severity = 'MAJOR' OR EXISTS (SELECT 1
FROM (SELECT c.id, c.name
FROM customers.customers AS c) AS f1
WHERE f1.id = t.customer_id AND (strpos(lower(f1.name), lower($1 COLLATE "und-x-icu")) > 0 AND propertygraph.grams(f1.name) @> propertygraph.gram_query($1))))
ORDER BY CASE t.severity WHEN 'MAJOR' THEN 0 WHEN 'GENERAL' THEN 1 END, o1_0.name DESC, t.id DESC
LIMIT 5) AS t
LEFT JOIN (SELECT c.name, c.id
FROM customers.customers AS c) AS j1 ON j1.id = t.customer_id
ORDER BY CASE t.severity WHEN 'MAJOR' THEN 0 WHEN 'GENERAL' THEN 1 END, t.o1 DESC, t.id DESC;
-- $1: Input Text

SELECT count(*)::int
FROM (SELECT c.id, c.closed_at, c.title
FROM complaints.complaints AS c) AS t
WHERE (NOT EXISTS (SELECT 1
FROM (SELECT c.complaint_id, c.kind
FROM complaints.complaint_events AS c) AS f1
WHERE f1.complaint_id = t.id AND f1.kind = 'INTERNAL_NOTE_ADDED') AND (t.closed_at IS NOT NULL AND (starts_with(t.title, $1)) IS NOT TRUE));
-- $1: Input Text

SELECT t.reference, j1.code, j2.code
FROM (SELECT t.reference, t.unit_id, t.filed_at, t.id
FROM (SELECT c.reference, c.unit_id, c.filed_at, c.id
FROM complaints.complaints AS c) AS t
WHERE (NOT EXISTS (SELECT 1
FROM (SELECT c.complaint_id, c.visibility
FROM complaints.complaint_events AS c) AS f1
WHERE f1.complaint_id = t.id AND f1.visibility IS DISTINCT
FROM 'VISIBLE') AND EXISTS (SELECT 1
FROM (SELECT u.id, u.building_id
FROM customers.units AS u) AS f2
WHERE f2.id = t.unit_id AND EXISTS (SELECT 1
FROM (SELECT b.id, b.code
FROM customers.buildings AS b) AS f3
WHERE f3.id = f2.building_id AND f3.code = ANY ($1))))
ORDER BY t.filed_at DESC, t.id DESC
LIMIT 10) AS t
LEFT JOIN (SELECT u.code, u.building_id, u.id
FROM customers.units AS u) AS j1 ON j1.id = t.unit_id
LEFT JOIN (SELECT b.code, b.id
FROM customers.buildings AS b) AS j2 ON j2.id = j1.building_id
ORDER BY t.filed_at DESC, t.id DESC;
-- $1: Input -2147483629

SELECT count(*)::int
FROM (SELECT c.id, c.unit_id
FROM complaints.complaints AS c) AS t
WHERE (NOT EXISTS (SELECT 1
FROM (SELECT c.complaint_id, c.visibility
FROM complaints.complaint_events AS c) AS f1
WHERE f1.complaint_id = t.id AND f1.visibility IS DISTINCT
FROM 'VISIBLE') AND EXISTS (SELECT 1
FROM (SELECT u.id, u.building_id
FROM customers.units AS u) AS f2
WHERE f2.id = t.unit_id AND EXISTS (SELECT 1
FROM (SELECT b.id, b.code
FROM customers.buildings AS b) AS f3
WHERE f3.id = f2.building_id AND f3.code = ANY ($1))));
-- $1: Input -2147483629

SELECT t.name
FROM (SELECT d.name, d.code, d.id
FROM organization.departments AS d) AS t
WHERE NOT EXISTS (SELECT 1
FROM (SELECT s.department_id
FROM organization.staff AS s) AS f1
WHERE f1.department_id = t.id)
ORDER BY t.code
LIMIT 10;

