-- Whose personal data a changed row is, so that what was changed about a person can be read and forgotten. What was written before has it for people's own rows only.
ALTER TABLE propertygraph.audit ADD COLUMN person uuid;
UPDATE propertygraph.audit SET person = key WHERE entity IN ('Customer', 'Staff');
CREATE INDEX ix_audit_person ON propertygraph.audit (person, id) WHERE person IS NOT NULL;
-- What customers did themselves, whose name must go with them.
CREATE INDEX ix_audit_customer ON propertygraph.audit (actor_id) WHERE audience = 'CUSTOMER';
CREATE INDEX ix_principals_person_id ON propertygraph.principals (person_id);

-- Every row that is kept about a person, and what erasure does with it: REMOVED, STRIPPED or RETAINED, then with the type whose retention counts and the day from
-- which it does. The body is written at each start, from the types of the modules that are on.
CREATE FUNCTION propertygraph.personal_rows(person uuid) RETURNS TABLE (type text, key uuid, fate text, retained text, since date) LANGUAGE sql STABLE AS $$
    SELECT NULL::text, NULL::uuid, NULL::text, NULL::text, NULL::date WHERE FALSE
$$;
