-- Every version says what it was, out of which change set and from where; JSON is kept once, with
-- its version; a removed record keeps its row and its versions.
CREATE TABLE file (
  number INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE              -- as it was given on the command line
) STRICT;

INSERT INTO file (name) SELECT DISTINCT file FROM record_version ORDER BY file;

-- One row per change set that changed something; its number is the store's revision from then on.
ALTER TABLE ingest ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ingest ADD COLUMN restored INTEGER NOT NULL DEFAULT 0;

CREATE TABLE ingest_file (                 -- the files a change set was made from
  revision INTEGER NOT NULL REFERENCES ingest (revision),
  file     INTEGER NOT NULL REFERENCES file (number),
  PRIMARY KEY (revision, file)
) STRICT, WITHOUT ROWID;

CREATE TABLE record_3 (
  number     INTEGER PRIMARY KEY,          -- the record's number everywhere: row, index document, bitmap
  id         TEXT NOT NULL UNIQUE,
  version    INTEGER NOT NULL,             -- the current one
  title      TEXT NOT NULL,
  removed_at TEXT                          -- ISO 8601, UTC; NULL: not removed
) STRICT;

-- JSON comes last, so that the rest of a row is read without it.
CREATE TABLE record_version_3 (
  number   INTEGER NOT NULL REFERENCES record (number),
  version  INTEGER NOT NULL,
  kind     TEXT NOT NULL CHECK (kind IN ('added', 'changed', 'removed', 'restored')),
  revision INTEGER REFERENCES ingest (revision),  -- NULL: from before it was kept, and not certain
  at       TEXT NOT NULL,                  -- ISO 8601, UTC
  file     INTEGER REFERENCES file (number),      -- NULL: given on the command line
  place    TEXT,                           -- where in the file: a line, a row, a JSON pointer
  reason   TEXT,                           -- why it was removed
  digest   TEXT NOT NULL,                  -- SHA-256 of json
  json     TEXT NOT NULL,                  -- canonical, as record_json.h writes it; null: removed
  PRIMARY KEY (number, version)
) STRICT;

CREATE INDEX ingest_at ON ingest (at);
INSERT INTO record_3 (number, id, version, title)
  SELECT number, id, version, title FROM record ORDER BY number;
INSERT INTO record_version_3 (number, version, kind, revision, at, file, digest, json)
  SELECT v.number, v.version, CASE v.version WHEN 1 THEN 'added' ELSE 'changed' END,
         (SELECT min(i.revision) FROM ingest i WHERE i.at = v.at), v.at,
         (SELECT f.number FROM file f WHERE f.name = v.file), v.digest, v.json
  FROM record_version v ORDER BY v.number, v.version;
DROP INDEX ingest_at;
INSERT INTO ingest_file (revision, file)
  SELECT DISTINCT revision, file FROM record_version_3 WHERE revision IS NOT NULL;

-- The table flag refers to record_version by name, and so to the new one.
DROP TABLE record_version;
DROP TABLE record;
ALTER TABLE record_3 RENAME TO record;
ALTER TABLE record_version_3 RENAME TO record_version;
