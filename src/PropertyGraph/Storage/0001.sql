-- The kernel's own tables. Never edited after a release: the next change is 0002.sql.

CREATE TABLE propertygraph.settings (
    name text PRIMARY KEY,
    value text NOT NULL
);

CREATE TABLE propertygraph.secrets (
    name text PRIMARY KEY,
    key bytea NOT NULL
);

-- Transaction ids mean something within one history of one cluster. Where a database finds itself in another (a restored dump, a promoted
-- standby), a new epoch begins, so that positions in the log still only grow.
CREATE TABLE propertygraph.epochs (
    epoch int PRIMARY KEY,
    history text NOT NULL,
    began_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE propertygraph.events (
    epoch int NOT NULL,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    sequence bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    entity text NOT NULL,
    kind text NOT NULL,
    subject uuid NOT NULL,
    at timestamptz NOT NULL,
    audience text NOT NULL,
    actor_id uuid,
    staff_only boolean NOT NULL,
    before jsonb,
    after jsonb,
    record text NOT NULL,
    data jsonb NOT NULL,
    PRIMARY KEY (epoch, xid, sequence)
);
CREATE INDEX ix_events_entity ON propertygraph.events (entity, epoch, xid, sequence);
CREATE INDEX ix_events_record ON propertygraph.events (record, epoch, xid, sequence);

CREATE TABLE propertygraph.audit (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    audience text NOT NULL,
    actor_id uuid,
    subject text NOT NULL,
    command text NOT NULL,
    entity text NOT NULL,
    key uuid,
    operation text NOT NULL,
    changes jsonb NOT NULL
);
CREATE INDEX ix_audit_row ON propertygraph.audit (entity, key, id);

-- One key per person. Erasure sets it to null: what it encrypted is gone, and nothing is encrypted for that person again.
CREATE TABLE propertygraph.subject_keys (
    subject uuid PRIMARY KEY,
    key bytea
);

CREATE TABLE propertygraph.idempotency_keys (
    caller text NOT NULL,
    mutation text NOT NULL,
    key text NOT NULL,
    input bytea NOT NULL,
    row_key uuid,
    returned jsonb,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (caller, mutation, key)
);
CREATE INDEX ix_idempotency_keys_created_at ON propertygraph.idempotency_keys (created_at);

-- due: when it was to fire. next_at: when to try, which is later than due after a failure.
CREATE TABLE propertygraph.timers (
    module text NOT NULL,
    kind text NOT NULL,
    key uuid NOT NULL,
    due timestamptz NOT NULL,
    next_at timestamptz NOT NULL,
    attempts int NOT NULL DEFAULT 0,
    error text,
    PRIMARY KEY (module, kind, key)
);
CREATE INDEX ix_timers_next_at ON propertygraph.timers (next_at);

CREATE TABLE propertygraph.handler_offsets (
    handler text PRIMARY KEY,
    epoch int NOT NULL,
    xid xid8 NOT NULL,
    sequence bigint NOT NULL,
    attempts int NOT NULL DEFAULT 0,
    next_at timestamptz
);

CREATE TABLE propertygraph.parked_events (
    handler text NOT NULL,
    epoch int NOT NULL,
    xid xid8 NOT NULL,
    sequence bigint NOT NULL,
    parked_at timestamptz NOT NULL,
    error text NOT NULL,
    PRIMARY KEY (handler, epoch, xid, sequence),
    FOREIGN KEY (epoch, xid, sequence) REFERENCES propertygraph.events
);

-- Whom a token's subject stands for.
CREATE TABLE propertygraph.principals (
    subject text PRIMARY KEY,
    audience text NOT NULL,
    person_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
