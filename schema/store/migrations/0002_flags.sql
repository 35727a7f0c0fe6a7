-- What the audit says of each version of a record, and when all current ones were last audited.
CREATE TABLE flag (
  number   INTEGER NOT NULL,
  version  INTEGER NOT NULL,
  ordinal  INTEGER NOT NULL,                -- in the order the audit gives them
  code     TEXT NOT NULL,                   -- as schema/evidence/audit/checks.h has it
  severity INTEGER NOT NULL,                -- 0 note, 1 restored, 2 query, 3 contradiction
  pointer  TEXT NOT NULL,                   -- JSON pointer into the record
  reported REAL,
  printed  TEXT,
  derived  REAL,
  sentence TEXT NOT NULL,
  PRIMARY KEY (number, version, ordinal),
  FOREIGN KEY (number, version) REFERENCES record_version (number, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  only     INTEGER PRIMARY KEY CHECK (only = 1),
  version  INTEGER NOT NULL,                -- kAuditVersion of the code that made the flags
  software TEXT NOT NULL,                   -- version of the software that did
  revision INTEGER NOT NULL,                -- of the store whose current records were audited
  at       TEXT NOT NULL                    -- ISO 8601, UTC
) STRICT;
