SELECT t.reference, j1.id, j1.name
FROM (SELECT t.reference, t.department_id, t.id
FROM (SELECT c.reference, c.department_id, c.id
FROM complaints.complaints AS c) AS t
ORDER BY t.reference, t.id
LIMIT $1) AS t
LEFT JOIN (SELECT d.id, d.name
FROM organization.departments AS d) AS j1 ON j1.id = t.department_id
ORDER BY t.reference, t.id;
-- $1: Limit Integer

SELECT p.k, t.number, t.name
FROM (SELECT DISTINCT j1.id AS k
FROM (SELECT t.department_id, t.reference, t.id
FROM (SELECT c.department_id, c.reference, c.id
FROM complaints.complaints AS c) AS t
ORDER BY t.reference, t.id
LIMIT $1) AS t JOIN (SELECT d.id
FROM organization.departments AS d) AS j1 ON j1.id = t.department_id) AS p
CROSS JOIN LATERAL (SELECT t.number, t.name, t.id
FROM (SELECT s.number, s.name, s.id, s.department_id
FROM organization.staff AS s) AS t
WHERE t.department_id = p.k
ORDER BY t.number, t.id
LIMIT $2) AS t
ORDER BY p.k, t.number, t.id;
-- $1: Limit Integer
-- $2: Limit Integer

