SELECT t.id
FROM (SELECT c.id
FROM complaints.complaints AS c) AS t
WHERE t.id = $1;
-- $1: Input Uuid

SELECT t.code
FROM (SELECT d.code
FROM organization.departments AS d) AS t
ORDER BY t.code
LIMIT 1;

