SELECT t.code, t.area, t.floor, t.usage
FROM (SELECT u.code, u.area, u.floor, u.usage, u.id
FROM customers.units AS u) AS t
ORDER BY t.area DESC, t.code, t.id
LIMIT 4;

SELECT t.code, t.managed_since, t.address
FROM (SELECT p.code, p.managed_since, p.address, p.id
FROM customers.properties AS p) AS t
ORDER BY t.managed_since, t.id
LIMIT 10;

SELECT t.code, t.required_for, t.validity_months
FROM (SELECT c.code, c.required_for, c.validity_months
FROM training.courses AS c) AS t
ORDER BY t.code
LIMIT 10;

WITH page0 AS MATERIALIZED (SELECT t.code, t.version, t.id
FROM (SELECT s.code, s.version, s.id
FROM surveys.surveys AS s) AS t
ORDER BY t.code, t.version, t.id
LIMIT 10) SELECT 0, x.c0, x.c1, x.c2, NULL::date, NULL::double precision, NULL::double precision
FROM (SELECT t.code, t.version, t.id
FROM page0 AS t) AS x(c0, c1, c2) UNION ALL SELECT 1, NULL, x.c2, x.c0, x.c1, x.c3, x.c4
FROM (SELECT p.k, t.month, t.count, t.nps, t.average
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT t.month, t.count, t.nps, t.average, t.id
FROM (SELECT s.month, s.count, s.nps, s.average, s.id, s.survey_id
FROM surveys.survey_results AS s) AS t
WHERE t.survey_id = p.k
ORDER BY t.month, t.id
LIMIT 10) AS t) AS x(c0, c1, c2, c3, c4);

