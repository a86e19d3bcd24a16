-- The same as before, in a language whose plans are kept by the session: a search calls two of these once, and a row that is written one for each searchable column; as SQL functions each call was planned anew.
CREATE OR REPLACE FUNCTION propertygraph.grams(value text) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 2000 AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(ascii(a)::bigint) || array_agg(ascii(a)::bigint << 21 | ascii(b)) FILTER (WHERE b <> ' '), '{}')
        FROM string_to_array(propertygraph.folded(value) COLLATE "C", NULL) AS s (c), unnest(c, c[2:]) AS p (a, b)
        WHERE a <> ' ');
END
$$;

CREATE OR REPLACE FUNCTION propertygraph.gram_query(value text) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 2000 AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(DISTINCT CASE WHEN b <> ' ' THEN ascii(a)::bigint << 21 | ascii(b) ELSE ascii(a) END), '{}')
        FROM string_to_array(propertygraph.folded(value) COLLATE "C", NULL) AS s (c), unnest(array_prepend(' ', c), c, array_append(c[2:], ' ')) AS p (before, a, b)
        WHERE a <> ' ' AND (b <> ' ' OR before = ' ')
          AND normalize(U&'\0345' || a, NFD) = U&'\0345' || a AND normalize(U&'\0345' || b, NFD) = U&'\0345' || b);
END
$$;

CREATE OR REPLACE FUNCTION propertygraph.search_words(value text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(word ORDER BY length(word) DESC, place), '{}')
        FROM unnest(string_to_array(propertygraph.folded(value), ' ')) WITH ORDINALITY AS w (word, place) WHERE word <> '');
END
$$;
