-- The figures of each record as it stands, so that records which share some are found without
-- reading them all: what the audit says of a record may depend on another's figures.
CREATE TABLE figure (
  number    INTEGER NOT NULL REFERENCES record (number),
  pointer   TEXT NOT NULL,                 -- JSON pointer to the part of the record
  signature INTEGER NOT NULL,              -- schema/evidence/audit/shared_figures.h
  PRIMARY KEY (number, pointer)
) STRICT, WITHOUT ROWID;

CREATE INDEX figure_signature ON figure (signature);

-- What changed since a release was published.
CREATE INDEX record_version_revision ON record_version (revision, number);

DELETE FROM audit;                         -- the next change fills the table
