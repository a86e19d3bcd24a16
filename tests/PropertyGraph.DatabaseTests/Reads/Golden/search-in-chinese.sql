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
LIMIT 10) UNION ALL (SELECT s.score AS place, 1 AS type, t.id AS key
FROM (SELECT c.code, c.name, c.name_zh, c.id
FROM complaints.categories AS c) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.name, t.name_zh) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name_zh) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 10) UNION ALL (SELECT s.score AS place, 2 AS type, t.id AS key
FROM (SELECT c.code, c.name, c.name_zh, c.id
FROM complaints.causes AS c) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.name, t.name_zh) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name_zh) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 10) UNION ALL (SELECT s.score AS place, 3 AS type, t.id AS key
FROM (SELECT c.number, c.id
FROM customers.charges AS c
WHERE $2 <> 1 AND $2 <> 6) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.number) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.number) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 10) UNION ALL (SELECT s.score AS place, 4 AS type, t.id AS key
FROM (SELECT c.reference, c.title, c.description, c.id
FROM complaints.complaints AS c) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.reference, t.title, t.description) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.reference) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.title) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.description) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 10) UNION ALL (SELECT s.score AS place, 5 AS type, t.id AS key
FROM (SELECT c.title, c.description, c.id
FROM complaints.countermeasures AS c) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.title, t.description) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.title) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.description) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 10) UNION ALL (SELECT s.score AS place, 6 AS type, t.id AS key
FROM (SELECT c.code, c.title, c.id
FROM training.courses AS c) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.title) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.title) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 10) UNION ALL (SELECT s.score AS place, 7 AS type, t.id AS key
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
LIMIT 10) UNION ALL (SELECT s.score AS place, 8 AS type, t.id AS key
FROM (SELECT d.code, d.name, d.name_zh, d.id
FROM organization.departments AS d) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.name, t.name_zh) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name_zh) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 10) UNION ALL (SELECT s.score AS place, 9 AS type, t.id AS key
FROM (SELECT p.code, p.name, p.id
FROM organization.partners AS p) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.name) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 10) UNION ALL (SELECT s.score AS place, 10 AS type, t.id AS key
FROM (SELECT p.code, p.name, p.address, p.id
FROM customers.properties AS p) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.name, t.address) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.name) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.address) @> (SELECT grams
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
LIMIT 10) UNION ALL (SELECT s.score AS place, 12 AS type, t.id AS key
FROM (SELECT s.code, s.title, s.id
FROM surveys.surveys AS s) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code, t.title) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.title) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 10) UNION ALL (SELECT s.score AS place, 13 AS type, t.id AS key
FROM (SELECT u.code, u.id
FROM customers.units AS u) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.code) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.code) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 10)) AS u
ORDER BY u.place DESC, u.type DESC, u.key DESC
LIMIT 10) SELECT 0, x.c0, x.c1, x.c2, NULL::text
FROM (SELECT t.place, t.type, t.key
FROM page0 AS t) AS x(c0, c1, c2) UNION ALL SELECT 1, NULL, NULL, x.c0, x.c1
FROM (SELECT p.k, t.name_zh
FROM (SELECT t.key AS k
FROM page0 AS t
WHERE t.type = 1) AS p
CROSS JOIN LATERAL (SELECT t.name_zh
FROM (SELECT c.name_zh, c.id
FROM complaints.categories AS c) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 2, NULL, NULL, x.c0, x.c1
FROM (SELECT p.k, t.title
FROM (SELECT t.key AS k
FROM page0 AS t
WHERE t.type = 4) AS p
CROSS JOIN LATERAL (SELECT t.title
FROM (SELECT c.title, c.id
FROM complaints.complaints AS c) AS t
WHERE t.id = p.k) AS t) AS x(c0, c1) UNION ALL SELECT 3, NULL, NULL, x.c0, x.c1
FROM (SELECT p.k, t.name
FROM (SELECT t.key AS k
FROM page0 AS t
WHERE t.type = 10) AS p
CROSS JOIN LATERAL (SELECT t.name
FROM (SELECT p.name, p.id
FROM customers.properties AS p) AS t
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

