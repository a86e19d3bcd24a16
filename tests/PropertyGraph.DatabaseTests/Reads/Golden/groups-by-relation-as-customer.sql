SELECT a.g0, a.g1, a.g2, a.g3, a.a0, a.a1
FROM (SELECT j1.name COLLATE "C" AS g0, j2.name COLLATE "C" AS g1, j3.name_zh COLLATE "C" AS g2, nullif(j3.id IS NOT NULL, false) AS g3, count(*)::int AS a0, count(DISTINCT j2.id)::int AS a1
FROM (SELECT c.department_id, c.customer_id, c.category_id
FROM complaints.complaints AS c
WHERE c.customer_id = $1) AS t
LEFT JOIN (SELECT d.name, d.id
FROM organization.departments AS d) AS j1 ON j1.id = t.department_id
LEFT JOIN (SELECT c.name, c.id
FROM customers.customers AS c
WHERE c.id = $1) AS j2 ON j2.id = t.customer_id
LEFT JOIN (SELECT c.name_zh, c.id
FROM complaints.categories AS c) AS j3 ON j3.id = t.category_id GROUP BY 1, 2, 3, 4) AS a
ORDER BY a.g0 COLLATE "und-x-icu", a.g1 COLLATE "und-x-icu", a.g2 COLLATE "und-x-icu", a.g3
LIMIT $2;
-- $1: Actor Uuid
-- $2: GroupLimit Integer

