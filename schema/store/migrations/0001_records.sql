-- The first store: records as they stand, and every version they ever had.
CREATE TABLE record (
  number     INTEGER PRIMARY KEY,          -- the record's number everywhere: row, index document, bitmap
  id         TEXT NOT NULL UNIQUE,
  version    INTEGER NOT NULL,
  title      TEXT NOT NULL,
  json       TEXT NOT NULL,                -- canonical, as record_json.h writes it
  digest     TEXT NOT NULL,                -- SHA-256 of json
  file       TEXT NOT NULL,                -- where it was last read from
  added_at   TEXT NOT NULL,                -- ISO 8601, UTC
  changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE record_version (
  number  INTEGER NOT NULL REFERENCES record (number),
  version INTEGER NOT NULL,
  json    TEXT NOT NULL,
  digest  TEXT NOT NULL,
  file    TEXT NOT NULL,
  at      TEXT NOT NULL,
  PRIMARY KEY (number, version)
) STRICT;

CREATE TABLE ingest (
  revision INTEGER PRIMARY KEY,            -- the store's revision after this ingest
  at       TEXT NOT NULL,
  added    INTEGER NOT NULL,
  changed  INTEGER NOT NULL
) STRICT;
