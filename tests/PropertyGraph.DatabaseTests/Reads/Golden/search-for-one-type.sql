SELECT p.place, p.type, p.key, t.number, t.name, n0.c0, t.id
FROM (SELECT m.*, m.key AS k
FROM (WITH sought AS MATERIALIZED (SELECT words, propertygraph.gram_query(words[1]) AS grams
FROM (SELECT propertygraph.search_words($1) AS words OFFSET 0) AS s) SELECT u.place, u.type, u.key
FROM ((SELECT s.score AS place, 7 AS type, t.id AS key
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
LIMIT 3)) AS u
ORDER BY u.place DESC, u.type DESC, u.key DESC
LIMIT 3) AS m) AS p
CROSS JOIN LATERAL (SELECT t.number, t.name, t.id
FROM (SELECT c.number, c.name, c.id
FROM customers.customers AS c) AS t
WHERE t.id = p.k) AS t
CROSS JOIN LATERAL (SELECT count(*)::int AS c0
FROM (SELECT c.customer_id
FROM complaints.complaints AS c) AS n
WHERE n.customer_id = t.id) AS n0
ORDER BY p.place DESC, p.type DESC, p.key DESC;
-- $1: Input Text

SELECT p.place, p.type, p.key, t.title, j1.name
FROM (SELECT m.*, m.key AS k
FROM (WITH sought AS MATERIALIZED (SELECT words, propertygraph.gram_query(words[1]) AS grams
FROM (SELECT propertygraph.search_words($1) AS words OFFSET 0) AS s) SELECT u.place, u.type, u.key
FROM ((SELECT s.score AS place, 4 AS type, t.id AS key
FROM (SELECT c.reference, c.title, c.description, c.id
FROM complaints.complaints AS c) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.reference, t.title, t.description) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.reference) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.title) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.description) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score, t.id
LIMIT 2)) AS u
ORDER BY u.place, u.type, u.key
LIMIT 2) AS m) AS p
CROSS JOIN LATERAL (SELECT t.title, t.customer_id
FROM (SELECT c.title, c.customer_id, c.id
FROM complaints.complaints AS c) AS t
WHERE t.id = p.k) AS t
LEFT JOIN (SELECT c.name, c.id
FROM customers.customers AS c) AS j1 ON j1.id = t.customer_id
ORDER BY p.place, p.type, p.key;
-- $1: Input Text

WITH page0 AS MATERIALIZED (WITH sought AS MATERIALIZED (SELECT words, propertygraph.gram_query(words[1]) AS grams
FROM (SELECT propertygraph.search_words($1) AS words OFFSET 0) AS s) SELECT u.place, u.type, u.key
FROM ((SELECT s.score AS place, 4 AS type, t.id AS key
FROM (SELECT c.reference, c.title, c.description, c.id
FROM complaints.complaints AS c) AS t
CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words
FROM sought), t.reference, t.title, t.description) AS score OFFSET 0) AS s
WHERE (propertygraph.grams(t.reference) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.title) @> (SELECT grams
FROM sought) OR propertygraph.grams(t.description) @> (SELECT grams
FROM sought)) AND s.score IS NOT NULL
ORDER BY s.score DESC, t.id DESC
LIMIT 2)) AS u
ORDER BY u.place DESC, u.type DESC, u.key DESC
LIMIT 2), page1 AS MATERIALIZED (SELECT p.k AS "P", t.*
FROM (SELECT t.key AS k
FROM page0 AS t
WHERE t.type = 4) AS p
CROSS JOIN LATERAL (SELECT t.title, t.id
FROM (SELECT c.title, c.id
FROM complaints.complaints AS c) AS t
WHERE t.id = p.k) AS t) SELECT 0, x.c0, x.c1, x.c2, NULL::text, NULL::uuid
FROM (SELECT t.place, t.type, t.key
FROM page0 AS t) AS x(c0, c1, c2) UNION ALL SELECT 1, NULL, NULL, x.c0, x.c1, x.c2
FROM (SELECT t."P", t.title, t.id
FROM page1 AS t) AS x(c0, c1, c2) UNION ALL SELECT 2, NULL, NULL, x.c0, x.c1, NULL
FROM (SELECT p.k, t.kind
FROM (SELECT t.id AS k
FROM page1 AS t) AS p
CROSS JOIN LATERAL (SELECT t.kind, t.at, t.id
FROM (SELECT c.kind, c.at, c.id, c.complaint_id
FROM complaints.complaint_events AS c) AS t
WHERE t.complaint_id = p.k
ORDER BY t.at, t.id
LIMIT 1) AS t) AS x(c0, c1);
-- $1: Input Text

