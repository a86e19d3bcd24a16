SELECT t.code, t.required_for
FROM (SELECT c.code, c.required_for
FROM training.courses AS c) AS t
WHERE EXISTS (SELECT 1
FROM unnest(t.required_for) AS f1 (element)
WHERE f1.element = ANY ($1))
ORDER BY t.code
LIMIT 10;
-- $1: Input -2147483629

SELECT t.code, t.required_for
FROM (SELECT c.code, c.required_for
FROM training.courses AS c) AS t
WHERE NOT EXISTS (SELECT 1
FROM unnest(t.required_for) AS f1 (element)
WHERE f1.element = 'AGENT')
ORDER BY t.code
LIMIT 10;

SELECT t.code
FROM (SELECT c.code, c.required_for
FROM training.courses AS c) AS t
WHERE (NOT EXISTS (SELECT 1
FROM unnest(t.required_for) AS f1 (element)
WHERE ((f1.element = ANY ($1)) IS NOT TRUE) IS NOT TRUE) AND EXISTS (SELECT 1
FROM unnest(t.required_for) AS f2 (element)))
ORDER BY t.code
LIMIT 10;
-- $1: Input -2147483629

SELECT t.starts_at, j1.code
FROM (SELECT t.starts_at, t.course_id, t.id
FROM (SELECT s.starts_at, s.course_id, s.id
FROM training.sessions AS s) AS t
WHERE EXISTS (SELECT 1
FROM (SELECT c.id, c.required_for
FROM training.courses AS c) AS f1
WHERE f1.id = t.course_id AND NOT EXISTS (SELECT 1
FROM unnest(f1.required_for) AS f2 (element)))
ORDER BY t.starts_at, t.id
LIMIT 10) AS t
LEFT JOIN (SELECT c.code, c.id
FROM training.courses AS c) AS j1 ON j1.id = t.course_id
ORDER BY t.starts_at, t.id;

