-- Clients' files that a committed transaction has named. One on the disk that is not here is an orphan.
CREATE TABLE propertygraph.files (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL
);
