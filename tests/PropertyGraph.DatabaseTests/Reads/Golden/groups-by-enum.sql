SELECT a.g0, a.g1, a.a0, a.a1
FROM (SELECT t.status AS g0, t.is_overdue AS g1, count(*)::int AS a0, avg(t.reopen_count::float8) AS a1
FROM (SELECT c.status, c.status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN', 'MERGED') AND c.due_at < $1 AND (c.held_at IS NULL OR NOT (c.pauses_on_hold) OR c.due_at < c.held_at) AS is_overdue, c.reopen_count, c.channel
FROM complaints.complaints AS c) AS t
WHERE t.channel IS DISTINCT
FROM 'APP' GROUP BY 1, 2) AS a
ORDER BY CASE a.g0 WHEN 'FILED' THEN 0 WHEN 'ACKNOWLEDGED' THEN 1 WHEN 'IN_PROGRESS' THEN 2 WHEN 'ON_HOLD' THEN 3 WHEN 'RESOLVED' THEN 4 WHEN 'CLOSED' THEN 5 WHEN 'REOPENED' THEN 6 WHEN 'WITHDRAWN' THEN 7 WHEN 'MERGED' THEN 8 END, a.g1
LIMIT $2;
-- $1: Now TimestampTz
-- $2: GroupLimit Integer

