SELECT t.reference
FROM (SELECT c.reference, c.filed_at, c.id
FROM complaints.complaints AS c) AS t
WHERE (t.filed_at, t.id) < ($1, $2)
ORDER BY t.filed_at DESC, t.id DESC
LIMIT 2;
-- $1: Cursor TimestampTz
-- $2: Cursor Uuid

