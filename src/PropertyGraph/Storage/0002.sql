-- Text search in any script, without an extension. What these functions return is stored in indexes: a change needs a new version that rebuilds them.

-- Text as search compares it: compatibility forms made plain (width, ligatures), accents gone, lower case, every blank a space. A final sigma is a sigma,
-- so that folding does not depend on what follows: the folding of a piece is a piece of the folding.
CREATE FUNCTION propertygraph.folded(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    -- Most texts are of printable ASCII and ideographs, which have no other forms: a tenth of the time.
    SELECT CASE WHEN value COLLATE "C" !~ U&'[^ -~\3001-\3002\4E00-\9FFF]' THEN lower(value COLLATE "C") COLLATE "und-x-icu" ELSE translate(
        lower(regexp_replace(normalize(value, NFKD) COLLATE "C", U&'[\0300-\036F]', '', 'g') COLLATE "und-x-icu"),
        U&'\03C2\0009\000A\000B\000C\000D\0085\1680\2028\2029', U&'\03C3         ') END
$$;

-- What an index keeps of a text: each character and each pair of neighbours within a word, as numbers, which compare and sort faster than text; some
-- more than once. The cost keeps the planner from computing it for every row of a table.
CREATE FUNCTION propertygraph.grams(value text) RETURNS bigint[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 2000 AS $$
    SELECT coalesce(array_agg(ascii(a)::bigint) || array_agg(ascii(a)::bigint << 21 | ascii(b)) FILTER (WHERE b <> ' '), '{}')
    FROM string_to_array(propertygraph.folded(value) COLLATE "C", NULL) AS s (c), unnest(c, c[2:]) AS p (a, b)
    WHERE a <> ' '
$$;

-- What an index is asked for: the pairs of each word, or its character where it has only one. Marks that normalization may sort among their neighbours
-- are left out (one that does not change places with U+0345, the last of all marks, is none): a row may hold the piece and yet not the pair.
CREATE FUNCTION propertygraph.gram_query(value text) RETURNS bigint[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 2000 AS $$
    SELECT coalesce(array_agg(DISTINCT CASE WHEN b <> ' ' THEN ascii(a)::bigint << 21 | ascii(b) ELSE ascii(a) END), '{}')
    FROM string_to_array(propertygraph.folded(value) COLLATE "C", NULL) AS s (c), unnest(array_prepend(' ', c), c, array_append(c[2:], ' ')) AS p (before, a, b)
    WHERE a <> ' ' AND (b <> ' ' OR before = ' ')
      AND normalize(U&'\0345' || a, NFD) = U&'\0345' || a AND normalize(U&'\0345' || b, NFD) = U&'\0345' || b
$$;

-- Whether every word of the text is in the value.
CREATE FUNCTION propertygraph.holds_words(value text, words text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 50 AS $$
DECLARE
    folded text := propertygraph.folded(value);
    word text;
BEGIN
    FOREACH word IN ARRAY string_to_array(propertygraph.folded(words), ' ') LOOP
        IF strpos(folded, word) = 0 THEN RETURN false; END IF;
    END LOOP;
    RETURN true;
END
$$;
