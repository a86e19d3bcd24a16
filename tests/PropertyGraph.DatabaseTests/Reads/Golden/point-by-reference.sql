SELECT t.id, t.reference, t.title, t.status, t.severity, t.is_overdue, t.filed_at, t.closed_at, j1.name, j2.name
FROM (SELECT t.id, t.reference, t.title, t.status, t.severity, t.is_overdue, t.filed_at, t.closed_at, t.department_id, t.customer_id
FROM (SELECT c.id, c.reference, c.title, c.status, c.severity, c.status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN', 'MERGED') AND c.due_at < $1 AND (c.held_at IS NULL OR NOT (c.pauses_on_hold) OR c.due_at < c.held_at) AS is_overdue, c.filed_at, c.closed_at, c.department_id, c.customer_id
FROM complaints.complaints AS c) AS t
WHERE t.reference = $2) AS t
LEFT JOIN (SELECT d.name, d.id
FROM organization.departments AS d) AS j1 ON j1.id = t.department_id
LEFT JOIN (SELECT c.name, c.id
FROM customers.customers AS c) AS j2 ON j2.id = t.customer_id;
-- $1: Now TimestampTz
-- $2: Input Text

