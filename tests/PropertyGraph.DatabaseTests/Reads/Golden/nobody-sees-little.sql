SELECT count(*)::int
FROM (SELECT 1
FROM complaints.complaints AS c
WHERE FALSE) AS t;

SELECT count(*)::int
FROM (SELECT 1
FROM (SELECT c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c
WHERE FALSE) AS r
WHERE r.row_in_use) AS t;

SELECT count(*)::int
FROM (SELECT 1
FROM organization.staff AS s
WHERE FALSE) AS t;

SELECT t.code, t.name, t.name_zh, j1.code
FROM (SELECT t.code, t.name, t.name_zh, t.parent_id
FROM (SELECT c.code, c.name, c.name_zh, c.parent_id
FROM complaints.categories AS c) AS t
WHERE EXISTS (SELECT 1
FROM (SELECT c.id, c.code
FROM complaints.categories AS c) AS f1
WHERE f1.id = t.parent_id AND f1.code = $1)
ORDER BY t.code
LIMIT 10) AS t
LEFT JOIN (SELECT c.code, c.id
FROM complaints.categories AS c) AS j1 ON j1.id = t.parent_id
ORDER BY t.code;
-- $1: Input Text

SELECT t.code
FROM (SELECT p.code
FROM customers.properties AS p) AS t
ORDER BY t.code
LIMIT 10;

