-- How often it was changed who may call what: whoever goes by an older state is told so when it commits.
CREATE TABLE propertygraph.rights (
    version bigint NOT NULL
);
INSERT INTO propertygraph.rights VALUES (0);

CREATE FUNCTION propertygraph.require_rights(expected bigint) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF (SELECT version FROM propertygraph.rights) <> expected THEN
        RAISE EXCEPTION 'Who may call what was changed.' USING ERRCODE = 'PG001';
    END IF;
END
$$;
