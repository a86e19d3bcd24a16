WITH page0 AS MATERIALIZED (WITH sought AS MATERIALIZED (SELECT words, propertygraph.gram_query(words[1]) AS grams
FROM (SELECT propertygraph.search_words($1) AS words OFFSET 0) AS s) SELECT u.place, u.type, u.key
FROM ((SELECT s.score AS place, 0 AS type, t.id AS key
FROM (SELECT b.code, b.name, b.id
FROM customers.buildings AS b) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.name) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 6) UNION ALL (SELECT s.score AS place, 1 AS type, t.id AS key
FROM (SELECT c.code, c.name, c.name_zh, c.id
FROM complaints.categories AS c) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.name, t.name_zh) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name_zh) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 6) UNION ALL (SELECT s.score AS place, 2 AS type, t.id AS key
FROM (SELECT c.code, c.name, c.name_zh, c.id
FROM complaints.causes AS c) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.name, t.name_zh) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name_zh) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 6) UNION ALL (SELECT s.score AS place, 3 AS type, t.id AS key
FROM (SELECT c.number, c.id
FROM customers.charges AS c
WHERE $2 <> 1 AND $2 <> 6) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.number) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.number) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 6) UNION ALL (SELECT s.score AS place, 4 AS type, t.id AS key
FROM (SELECT c.reference, c.title, c.description, c.id
FROM complaints.complaints AS c) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.reference, t.title, t.description) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.reference) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.title) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.description) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 6) UNION ALL (SELECT s.score AS place, 5 AS type, t.id AS key
FROM (SELECT c.title, c.description, c.id
FROM complaints.countermeasures AS c) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.title, t.description) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.title) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.description) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 6) UNION ALL (SELECT s.score AS place, 6 AS type, t.id AS key
FROM (SELECT c.code, c.title, c.id
FROM training.courses AS c) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.title) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.title) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 6) UNION ALL (SELECT s.score AS place, 7 AS type, t.id AS key
FROM (SELECT r.number, r.name, r.id
FROM (SELECT c.number, c.name, c.id, c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c) AS r
WHERE r.row_in_use) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.number, t.name) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.number) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 6) UNION ALL (SELECT s.score AS place, 8 AS type, t.id AS key
FROM (SELECT d.code, d.name, d.name_zh, d.id
FROM organization.departments AS d) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.name, t.name_zh) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name_zh) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 6) UNION ALL (SELECT s.score AS place, 9 AS type, t.id AS key
FROM (SELECT p.code, p.name, p.id
FROM organization.partners AS p) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.name) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 6) UNION ALL (SELECT s.score AS place, 10 AS type, t.id AS key
FROM (SELECT p.code, p.name, p.address, p.id
FROM customers.properties AS p) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.name, t.address) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.address) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 6) UNION ALL (SELECT s.score AS place, 11 AS type, t.id AS key
FROM (SELECT s.number, s.name, s.id
FROM organization.staff AS s) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.number, t.name) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.number) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 6) UNION ALL (SELECT s.score AS place, 12 AS type, t.id AS key
FROM (SELECT s.code, s.title, s.id
FROM surveys.surveys AS s) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.title) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.title) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 6) UNION ALL (SELECT s.score AS place, 13 AS type, t.id AS key
FROM (SELECT u.code, u.id
FROM customers.units AS u) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 6)) AS u
ORDER BY u.place DESC, u.type DESC, u.key DESC
LIMIT 6), page1 AS MATERIALIZED (SELECT p.k AS "P", t.*
FROM (SELECT t.key AS k
FROM page0 AS t
WHERE t.type = 4) AS p
CROSS JOIN LATERAL (SELECT t.id, t.reference, t.title, t.customer_id
FROM (SELECT c.id, c.reference, c.title, c.customer_id
FROM complaints.complaints AS c) AS t
WHERE t.id = p.k) AS t) SELECT 0, x.c0, x.c1, x.c2, NULL::uuid, NULL::text, NULL::text, NULL::text
FROM (SELECT t.place, t.type, t.key
FROM page0 AS t) AS x(c0, c1, c2) UNION ALL SELECT 1, NULL, NULL, x.c0, x.c1, NULL, NULL, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page0 AS t
WHERE t.type = 0) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT b.id
FROM customers.buildings AS b) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 2, NULL, NULL, x.c0, x.c1, x.c2, x.c3, NULL
FROM (SELECT p.k, t.id, t.code, j1.code
FROM (SELECT t.key AS k
FROM page0 AS t
WHERE t.type = 1) AS p
CROSS JOIN LATERAL (SELECT t.id, t.code, t.parent_id
FROM (SELECT c.id, c.code, c.parent_id
FROM complaints.categories AS c) AS t
WHERE t.id = p.k) AS t
LEFT JOIN (SELECT c.code, c.id
FROM complaints.categories AS c) AS j1 ON j1.id = t.parent_id
ORDER BY p.k) AS x(c0, c1, c2, c3) UNION ALL SELECT 3, NULL, NULL, x.c0, x.c1, NULL, NULL, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page0 AS t
WHERE t.type = 2) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT c.id
FROM complaints.causes AS c) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 4, NULL, NULL, x.c0, x.c1, NULL, NULL, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page0 AS t
WHERE t.type = 3) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT c.id
FROM customers.charges AS c
WHERE $2 <> 1 AND $2 <> 6) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 5, NULL, x.c5, x.c0, x.c1, x.c2, x.c3, x.c4
FROM (SELECT t."P", t.id, t.reference, t.title, j1.name, n0.c0
FROM page1 AS t
LEFT JOIN (SELECT c.name, c.id
FROM customers.customers AS c) AS j1 ON j1.id = t.customer_id
CROSS JOIN LATERAL (SELECT count(*)::int AS c0
FROM (SELECT c.complaint_id
FROM complaints.complaint_events AS c) AS n
WHERE n.complaint_id = t.id) AS n0
ORDER BY t."P") AS x(c0, c1, c2, c3, c4, c5) UNION ALL SELECT 6, NULL, NULL, x.c0, NULL, x.c1, NULL, NULL
FROM (SELECT p.k, t.kind
FROM (SELECT t.id AS k
FROM page1 AS t) AS p
CROSS JOIN LATERAL (SELECT t.kind, t.at, t.id
FROM (SELECT c.kind, c.at, c.id, c.complaint_id
FROM complaints.complaint_events AS c) AS t
WHERE t.complaint_id = p.k
ORDER BY t.at, t.id
LIMIT 1) AS t) AS x(c0, c1) UNION ALL SELECT 7, NULL, NULL, x.c0, x.c1, NULL, NULL, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page0 AS t
WHERE t.type = 5) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT c.id
FROM complaints.countermeasures AS c) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 8, NULL, NULL, x.c0, x.c1, NULL, NULL, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page0 AS t
WHERE t.type = 6) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT c.id
FROM training.courses AS c) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 9, NULL, NULL, x.c0, x.c1, NULL, NULL, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page0 AS t
WHERE t.type = 7) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT c.id
FROM customers.customers AS c) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 10, NULL, NULL, x.c0, x.c1, NULL, NULL, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page0 AS t
WHERE t.type = 8) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT d.id
FROM organization.departments AS d) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 11, NULL, NULL, x.c0, x.c1, NULL, NULL, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page0 AS t
WHERE t.type = 9) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT p.id
FROM organization.partners AS p) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 12, NULL, NULL, x.c0, x.c1, NULL, NULL, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page0 AS t
WHERE t.type = 10) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT p.id
FROM customers.properties AS p) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 13, NULL, NULL, x.c0, x.c1, NULL, NULL, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page0 AS t
WHERE t.type = 11) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT s.id
FROM organization.staff AS s) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 14, NULL, NULL, x.c0, x.c1, NULL, NULL, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page0 AS t
WHERE t.type = 12) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT s.id
FROM surveys.surveys AS s) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 15, NULL, NULL, x.c0, x.c1, NULL, NULL, NULL
FROM (SELECT p.k, t.id
FROM (SELECT t.key AS k
FROM page0 AS t
WHERE t.type = 13) AS p
CROSS JOIN LATERAL (SELECT t.id
FROM (SELECT u.id
FROM customers.units AS u) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1);
-- $1: Input Text
-- $2: Actor Integer

WITH sought AS MATERIALIZED (SELECT words, propertygraph.gram_query(words[1]) AS grams
FROM (SELECT propertygraph.search_words($1) AS words OFFSET 0) AS s) SELECT ((SELECT count(*)
FROM (SELECT b.code, b.name, b.id
FROM customers.buildings AS b) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.name) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL) + (SELECT count(*)
FROM (SELECT c.code, c.name, c.name_zh, c.id
FROM complaints.categories AS c) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.name, t.name_zh) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name_zh) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL) + (SELECT count(*)
FROM (SELECT c.code, c.name, c.name_zh, c.id
FROM complaints.causes AS c) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.name, t.name_zh) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name_zh) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL) + (SELECT count(*)
FROM (SELECT c.number, c.id
FROM customers.charges AS c
WHERE $2 <> 1 AND $2 <> 6) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.number) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.number) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL) + (SELECT count(*)
FROM (SELECT c.reference, c.title, c.description, c.id
FROM complaints.complaints AS c) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.reference, t.title, t.description) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.reference) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.title) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.description) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL) + (SELECT count(*)
FROM (SELECT c.title, c.description, c.id
FROM complaints.countermeasures AS c) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.title, t.description) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.title) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.description) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL) + (SELECT count(*)
FROM (SELECT c.code, c.title, c.id
FROM training.courses AS c) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.title) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.title) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL) + (SELECT count(*)
FROM (SELECT r.number, r.name, r.id
FROM (SELECT c.number, c.name, c.id, c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c) AS r
WHERE r.row_in_use) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.number, t.name) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.number) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL) + (SELECT count(*)
FROM (SELECT d.code, d.name, d.name_zh, d.id
FROM organization.departments AS d) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.name, t.name_zh) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name_zh) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL) + (SELECT count(*)
FROM (SELECT p.code, p.name, p.id
FROM organization.partners AS p) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.name) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL) + (SELECT count(*)
FROM (SELECT p.code, p.name, p.address, p.id
FROM customers.properties AS p) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.name, t.address) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.address) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL) + (SELECT count(*)
FROM (SELECT s.number, s.name, s.id
FROM organization.staff AS s) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.number, t.name) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.number) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL) + (SELECT count(*)
FROM (SELECT s.code, s.title, s.id
FROM surveys.surveys AS s) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.title) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.title) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL) + (SELECT count(*)
FROM (SELECT u.code, u.id
FROM customers.units AS u) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL))::int;
-- $1: Input Text
-- $2: Actor Integer

WITH page0 AS MATERIALIZED (WITH sought AS MATERIALIZED (SELECT words, propertygraph.gram_query(words[1]) AS grams
FROM (SELECT propertygraph.search_words($1) AS words OFFSET 0) AS s) SELECT u.place, u.type, u.key
FROM ((SELECT s.score AS place, 1 AS type, t.id AS key
FROM (SELECT c.code, c.name, c.name_zh, c.id
FROM complaints.categories AS c) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.name, t.name_zh) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name_zh) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 10) UNION ALL (SELECT s.score AS place, 11 AS type, t.id AS key
FROM (SELECT s.number, s.name, s.id
FROM organization.staff AS s) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.number, t.name) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.number) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 10)) AS u
ORDER BY u.place DESC, u.type DESC, u.key DESC
LIMIT 10) SELECT 0, x.c0, x.c1, x.c2, NULL::text
FROM (SELECT t.place, t.type, t.key
FROM page0 AS t) AS x(c0, c1, c2) UNION ALL SELECT 1, NULL, NULL, x.c0, x.c1
FROM (SELECT p.k, t.name
FROM (SELECT t.key AS k
FROM page0 AS t
WHERE t.type = 1) AS p
CROSS JOIN LATERAL (SELECT t.name
FROM (SELECT c.name, c.id
FROM complaints.categories AS c) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1);
-- $1: Input Text

WITH sought AS MATERIALIZED (SELECT words, propertygraph.gram_query(words[1]) AS grams
FROM (SELECT propertygraph.search_words($1) AS words OFFSET 0) AS s) SELECT ((SELECT count(*)
FROM (SELECT c.code, c.name, c.name_zh, c.id
FROM complaints.categories AS c) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.name, t.name_zh) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name_zh) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL) + (SELECT count(*)
FROM (SELECT s.number, s.name, s.id
FROM organization.staff AS s) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.number, t.name) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.number) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL))::int;
-- $1: Input Text

SELECT u.place, u.type, u.key
FROM (SELECT NULL::double precision AS place, 0 AS type, NULL::uuid AS key
WHERE FALSE) AS u
ORDER BY u.place DESC, u.type DESC, u.key DESC
LIMIT 10;

SELECT 0;

