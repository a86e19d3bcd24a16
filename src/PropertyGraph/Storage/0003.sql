-- What a search needs beside 0002.sql. Its scores stand in cursors: a change of what they are makes old cursors lead elsewhere.

-- The words of a text, the longest first: it has the most pairs, so that an index leaves the fewest rows.
CREATE FUNCTION propertygraph.search_words(value text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(word ORDER BY length(word) DESC, place), '{}') FROM unnest(string_to_array(propertygraph.folded(value), ' ')) WITH ORDINALITY AS w (word, place) WHERE word <> ''
$$;

-- How well a row's fields fit the words: each word counts by its best place, 4 where a field is the word, 3 where it starts with it, 2 where a word of it
-- does, 1 elsewhere; half of that in any field but the first. The average, or null where a word is in none of the fields.
CREATE FUNCTION propertygraph.search_score(words text[], VARIADIC fields text[]) RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 200 AS $$
DECLARE
    folded text[];
    word text;
    best numeric;
    total numeric := 0;
BEGIN
    FOR i IN 1 .. cardinality(fields) LOOP
        folded[i] := btrim(propertygraph.folded(fields[i]), ' ');
    END LOOP;
    FOREACH word IN ARRAY words LOOP
        best := 0;
        FOR i IN 1 .. cardinality(fields) LOOP
            CONTINUE WHEN folded[i] IS NULL OR strpos(folded[i], word) = 0;
            best := greatest(best, CASE WHEN i = 1 THEN 1 ELSE 0.5 END * CASE
                WHEN folded[i] = word THEN 4
                WHEN starts_with(folded[i], word) THEN 3
                WHEN strpos(folded[i], ' ' || word) > 0 THEN 2
                ELSE 1 END);
        END LOOP;
        IF best = 0 THEN RETURN NULL; END IF;
        total := total + best;
    END LOOP;
    RETURN round(total / cardinality(words), 4);
END
$$;
