WITH page0 AS MATERIALIZED (SELECT t.code, t.id
FROM (SELECT p.code, p.id
FROM customers.properties AS p) AS t
ORDER BY t.code
LIMIT 10) SELECT 0, x.c0, x.c1, NULL::date, NULL::integer, NULL::double precision
FROM (SELECT t.code, t.id
FROM page0 AS t) AS x(c0, c1) UNION ALL SELECT 1, NULL, x.c0, x.c1, x.c2, x.c3
FROM (SELECT p.k, t.month, t.count, t.nps
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT t.month, t.count, t.nps, t.id
FROM (SELECT s.month, s.count, s.nps, s.id, s.property_id
FROM surveys.satisfaction_months AS s) AS t
WHERE t.property_id = p.k
ORDER BY t.month, t.id
LIMIT 10) AS t) AS x(c0, c1, c2, c3);

WITH page0 AS MATERIALIZED (SELECT t.code, t.id
FROM (SELECT d.code, d.id
FROM organization.departments AS d) AS t
ORDER BY t.code
LIMIT 2) SELECT 0, x.c0, x.c1, x.c2, x.c3, NULL::text
FROM (SELECT t.code, n0.c0, t.id, n1.c1
FROM page0 AS t
CROSS JOIN LATERAL (SELECT count(*)::int AS c0
FROM (SELECT t.department_id, t.certified_until IS NULL OR t.certified_until <= $1 AS in_department_training_gaps
FROM training.training_gaps AS t
WHERE t.staff_id = $2 OR (t.department_id = $3 AND ($4 = 2 OR $4 = 3)) OR $4 = 6 OR $4 = 4 OR $4 = 7) AS n
WHERE n.department_id = t.id AND n.in_department_training_gaps) AS n0
CROSS JOIN LATERAL (SELECT count(*)::int AS c1
FROM (SELECT c.department_id, c.status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN', 'MERGED') AS in_department_open_complaints
FROM complaints.complaints AS c) AS n
WHERE n.department_id = t.id AND n.in_department_open_complaints) AS n1) AS x(c0, c1, c2, c3) UNION ALL SELECT 1, x.c1, NULL, x.c0, NULL, x.c2
FROM (SELECT p.k, j1.name, j2.code
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT t.staff_id, t.course_id, t.id
FROM (SELECT t.staff_id, t.course_id, t.id, t.department_id, t.certified_until IS NULL OR t.certified_until <= $1 AS in_department_training_gaps
FROM training.training_gaps AS t
WHERE t.staff_id = $2 OR (t.department_id = $3 AND ($4 = 2 OR $4 = 3)) OR $4 = 6 OR $4 = 4 OR $4 = 7) AS t
WHERE t.department_id = p.k AND t.in_department_training_gaps
ORDER BY t.id
LIMIT 10) AS t
LEFT JOIN (SELECT s.name, s.id
FROM organization.staff AS s) AS j1 ON j1.id = t.staff_id
LEFT JOIN (SELECT c.code, c.id
FROM training.courses AS c) AS j2 ON j2.id = t.course_id
ORDER BY p.k, t.id) AS x(c0, c1, c2);
-- $1: Now TimestampTz
-- $2: Actor Uuid
-- $3: Actor Uuid
-- $4: Actor Integer

