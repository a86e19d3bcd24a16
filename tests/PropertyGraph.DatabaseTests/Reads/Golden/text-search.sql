SELECT t.reference, t.title
FROM (SELECT c.reference, c.title, c.filed_at, c.id
FROM complaints.complaints AS c) AS t
WHERE (propertygraph.holds_words(t.title, $1) AND propertygraph.grams(t.title) @> propertygraph.gram_query($1))
ORDER BY t.filed_at DESC, t.id DESC
LIMIT 3;
-- $1: Input Text

SELECT count(*)::int
FROM (SELECT c.title
FROM complaints.complaints AS c) AS t
WHERE (propertygraph.holds_words(t.title, $1) AND propertygraph.grams(t.title) @> propertygraph.gram_query($1));
-- $1: Input Text

SELECT t.number, t.name
FROM (SELECT r.number, r.name, r.id
FROM (SELECT c.number, c.name, c.id, c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c) AS r
WHERE r.row_in_use) AS t
WHERE (EXISTS (SELECT 1
FROM (SELECT c.customer_id, c.title
FROM complaints.complaints AS c) AS f1
WHERE f1.customer_id = t.id AND (strpos(lower(f1.title), lower($1 COLLATE "und-x-icu")) > 0 AND propertygraph.grams(f1.title) @> propertygraph.gram_query($1))) AND (propertygraph.holds_words(t.name, $2)) IS NOT TRUE)
ORDER BY t.number
LIMIT 3;
-- $1: Input Text
-- $2: Input Text

SELECT t.reference, t.title, j1.name, j2.name_zh, j2.id
FROM (SELECT t.reference, t.title, t.customer_id, t.category_id, t.filed_at, t.id
FROM (SELECT c.reference, c.title, c.customer_id, c.category_id, c.filed_at, c.id
FROM complaints.complaints AS c) AS t
WHERE ((EXISTS (SELECT 1
FROM (SELECT c.id, c.name
FROM customers.customers AS c) AS f1
WHERE f1.id = t.customer_id AND (propertygraph.holds_words(f1.name, $1) AND propertygraph.grams(f1.name) @> propertygraph.gram_query($1))) OR EXISTS (SELECT 1
FROM (SELECT c.id, c.name_zh
FROM complaints.categories AS c) AS f2
WHERE f2.id = t.category_id AND (strpos(f2.name_zh, $2) > 0 AND propertygraph.grams(f2.name_zh) @> propertygraph.gram_query($2)))) AND (propertygraph.holds_words(t.title, $3)) IS NOT TRUE)
ORDER BY t.filed_at DESC, t.id DESC
LIMIT 3) AS t
LEFT JOIN (SELECT c.name, c.id
FROM customers.customers AS c) AS j1 ON j1.id = t.customer_id
LEFT JOIN (SELECT c.name_zh, c.id
FROM complaints.categories AS c) AS j2 ON j2.id = t.category_id
ORDER BY t.filed_at DESC, t.id DESC;
-- $1: Input Text
-- $2: Input Text
-- $3: Input Text

SELECT t.resolution
FROM (SELECT c.resolution, c.filed_at, c.id
FROM complaints.complaints AS c) AS t
WHERE propertygraph.holds_words(t.resolution, $1)
ORDER BY t.filed_at DESC, t.id DESC
LIMIT 1;
-- $1: Input Text

SELECT count(*)::int
FROM (SELECT c.resolution
FROM complaints.complaints AS c) AS t
WHERE propertygraph.holds_words(t.resolution, $1);
-- $1: Input Text

SELECT t.number, t.name
FROM (SELECT s.number, s.name
FROM organization.staff AS s) AS t
WHERE (lower(t.name) = lower($1 COLLATE "und-x-icu") AND (starts_with(lower(t.name), lower($2 COLLATE "und-x-icu"))) IS NOT TRUE)
ORDER BY t.number
LIMIT 10;
-- $1: Input Text
-- $2: Input Text

