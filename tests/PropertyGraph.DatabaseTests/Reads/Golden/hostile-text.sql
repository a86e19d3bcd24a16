SELECT t.name
FROM (SELECT r.name, r.number
FROM (SELECT c.name, c.number, c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c) AS r
WHERE r.row_in_use) AS t
WHERE t.name = ANY ($1)
ORDER BY t.number
LIMIT 20;
-- $1: Input -2147483629

SELECT t.name
FROM (SELECT r.name, r.number
FROM (SELECT c.name, c.number, c.merged_into_id IS NULL AND c.erased_at IS NULL AS row_in_use
FROM customers.customers AS c) AS r
WHERE r.row_in_use) AS t
WHERE (strpos(t.name, $1) > 0 AND propertygraph.grams(t.name) @> propertygraph.gram_query($1))
ORDER BY t.number
LIMIT 10;
-- $1: Input Text

