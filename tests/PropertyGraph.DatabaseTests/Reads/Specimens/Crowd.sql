-- Long lists to walk: forty more specimens of one customer, as many below one specimen, as many below one of those; all with the values of others, so that every key has its equals.
-- What comes and goes during a walk is remembered in a table, so that only that goes.
CREATE OR REPLACE FUNCTION pg_temp.key(kind text, number int) RETURNS uuid LANGUAGE sql IMMUTABLE AS
$$ SELECT (substr(md5(kind || number), 1, 12) || '7' || substr(md5(kind || number), 14, 3) || '8' || substr(md5(kind || number), 18))::uuid $$;

INSERT INTO specimens.specimens
SELECT (jsonb_populate_record(s, jsonb_build_object('id', pg_temp.key('crowd', p.n * 100 + r.n), 'code', pg_temp.key('crowd code', p.n * 100 + r.n), 'parent_id', p.parent, 'customer_id', pg_temp.key('customer', 2), 'is_public', true, 'rarity', 'COMMON'))).*
FROM specimens.specimens AS s JOIN (SELECT id, row_number() OVER (ORDER BY id)::int AS n FROM specimens.specimens) AS r ON r.id = s.id, (VALUES (0, NULL::uuid), (1, pg_temp.key('specimen', 1)), (2, pg_temp.key('crowd', 101))) AS p (n, parent)
WHERE r.n <= 40;

CREATE TABLE specimens.passing (id uuid PRIMARY KEY);
