SELECT t.reference, t.id, j1.code, j1.name, t.channel
FROM (SELECT t.reference, t.id, t.channel, t.department_id
FROM (SELECT c.reference, c.id, c.channel, c.department_id
FROM complaints.complaints AS c) AS t
ORDER BY t.reference
LIMIT 1) AS t
LEFT JOIN (SELECT d.code, d.name, d.id
FROM organization.departments AS d) AS j1 ON j1.id = t.department_id
ORDER BY t.reference;

