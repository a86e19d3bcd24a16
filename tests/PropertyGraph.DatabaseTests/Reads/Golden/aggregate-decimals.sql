WITH page0 AS MATERIALIZED (SELECT t.code, t.version, t.id
FROM (SELECT s.code, s.version, s.id
FROM surveys.surveys AS s) AS t
ORDER BY t.code, t.version, t.id
LIMIT 10) SELECT 0, x.c0, x.c1, x.c2, NULL::double precision, NULL::double precision, NULL::date, NULL::double precision, NULL::double precision, NULL::bigint, NULL::double precision, NULL::double precision, NULL::double precision
FROM (SELECT t.code, t.version, t.id
FROM page0 AS t) AS x(c0, c1, c2) UNION ALL SELECT 1, NULL, x.c1, x.c0, x.c2, x.c3, x.c4, x.c5, x.c6, x.c7, x.c8, x.c9, x.c10
FROM (SELECT p.k, a.a0, a.a1, a.a2, a.a3, a.a4, a.a5, a.a6, a.a7, a.a8, a.a9
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT count(*)::int AS a0, min(t.average) AS a1, max(t.average) AS a2, max(t.month) AS a3, CASE WHEN abs(sum(t.average::text::numeric)) < 2.5e-324 THEN 0 WHEN abs(sum(t.average::text::numeric)) <= 1.7976931348623157e308 THEN (sum(t.average::text::numeric))::float8 END AS a4, CASE WHEN abs(sum(t.nps::text::numeric)) < 2.5e-324 THEN 0 WHEN abs(sum(t.nps::text::numeric)) <= 1.7976931348623157e308 THEN (sum(t.nps::text::numeric))::float8 END AS a5, sum(t.count)::bigint AS a6, CASE WHEN abs(avg(t.average::text::numeric)) < 2.5e-324 THEN 0 WHEN abs(avg(t.average::text::numeric)) <= 1.7976931348623157e308 THEN (avg(t.average::text::numeric))::float8 END AS a7, CASE WHEN abs(avg(t.nps::text::numeric)) < 2.5e-324 THEN 0 WHEN abs(avg(t.nps::text::numeric)) <= 1.7976931348623157e308 THEN (avg(t.nps::text::numeric))::float8 END AS a8, avg(t.count::float8) AS a9
FROM (SELECT s.average, s.month, s.nps, s.count, s.survey_id
FROM surveys.survey_results AS s) AS t
WHERE t.survey_id = p.k) AS a) AS x(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10) UNION ALL SELECT 2, NULL, NULL, x.c0, x.c2, x.c3, x.c1, NULL, NULL, NULL, NULL, NULL, NULL
FROM (SELECT p.k, a.g0, a.a0, a.a1
FROM (SELECT t.id AS k
FROM page0 AS t) AS p
CROSS JOIN LATERAL (SELECT a.g0, a.a0, a.a1
FROM (SELECT nullif(nullif(greatest(least(date_trunc('month', t.month::timestamp)::date, DATE '10000-01-01'), DATE '0001-12-31 BC'), DATE '10000-01-01'), DATE '0001-12-31 BC') AS g0, CASE WHEN abs(sum(t.average::text::numeric)) < 2.5e-324 THEN 0 WHEN abs(sum(t.average::text::numeric)) <= 1.7976931348623157e308 THEN (sum(t.average::text::numeric))::float8 END AS a0, CASE WHEN abs(avg(t.average::text::numeric)) < 2.5e-324 THEN 0 WHEN abs(avg(t.average::text::numeric)) <= 1.7976931348623157e308 THEN (avg(t.average::text::numeric))::float8 END AS a1
FROM (SELECT s.month, s.average, s.survey_id
FROM surveys.survey_results AS s) AS t
WHERE t.survey_id = p.k GROUP BY 1) AS a
WHERE a.a0 > $1
ORDER BY a.g0
LIMIT $2) AS a) AS x(c0, c1, c2, c3);
-- $1: Input Double
-- $2: GroupLimit Integer

SELECT t.o0, t.id, t.code
FROM (SELECT t.id, t.code, o0_0.m AS o0
FROM (SELECT u.id, u.code
FROM customers.units AS u) AS t
LEFT JOIN (SELECT m.unit_id AS k, trim_scale(avg(m.share)) AS m
FROM (SELECT o.unit_id, o.share
FROM customers.occupancies AS o) AS m GROUP BY 1) AS o0_0 ON o0_0.k = t.id
ORDER BY o0_0.m DESC, t.id DESC
LIMIT 2) AS t
ORDER BY t.o0 DESC, t.id DESC;

SELECT t.o0, t.id, t.code
FROM (SELECT t.id, t.code, o0_0.m AS o0
FROM (SELECT u.id, u.code
FROM customers.units AS u) AS t
LEFT JOIN (SELECT m.unit_id AS k, sum(m.share) AS m
FROM (SELECT o.unit_id, o.share
FROM customers.occupancies AS o) AS m GROUP BY 1) AS o0_0 ON o0_0.k = t.id
ORDER BY o0_0.m, t.id
LIMIT 2) AS t
ORDER BY t.o0, t.id;

