SELECT t.reference, t.closed_at, t.id
FROM (SELECT c.reference, c.closed_at, c.id
FROM complaints.complaints AS c) AS t
ORDER BY t.closed_at DESC, t.id DESC
LIMIT 3;

