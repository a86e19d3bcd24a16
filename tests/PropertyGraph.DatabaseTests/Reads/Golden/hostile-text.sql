SELECT t.name
FROM (SELECT c.name, c.number, c.id
FROM customers.customers AS c) AS t
WHERE t.name = ANY ($1)
ORDER BY t.number, t.id
LIMIT $2;
-- $1: Input -2147483629
-- $2: Limit Integer

SELECT t.name
FROM (SELECT c.name, c.number, c.id
FROM customers.customers AS c) AS t
WHERE strpos(t.name, $1) > 0
ORDER BY t.number, t.id
LIMIT $2;
-- $1: Input Text
-- $2: Limit Integer

