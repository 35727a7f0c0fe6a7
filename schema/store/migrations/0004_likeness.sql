-- By what likely duplicates are found: records of one programme, place and year with the same
-- figures have one likeness (schema/evidence/likeness.h), whatever their ids.
ALTER TABLE record ADD COLUMN likeness INTEGER;  -- 0: no figure to go by; NULL: not worked out

CREATE INDEX record_likeness ON record (likeness) WHERE likeness <> 0;
