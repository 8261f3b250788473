-- One process: what it says of itself, and its rooms. Each room has tables of its own (0001-room.sql).
-- The checksum is SHA-256 of the header.
CREATE TABLE process (one INTEGER PRIMARY KEY CHECK (one = 1), header TEXT NOT NULL, checksum BLOB NOT NULL) STRICT;
CREATE TABLE rooms (
  number INTEGER PRIMARY KEY,
  room TEXT NOT NULL UNIQUE,
  -- How far its log has come: lines, the time of the last, the root of their tree, and its edge.
  size INTEGER NOT NULL,
  last TEXT,
  root BLOB NOT NULL,
  edge BLOB NOT NULL,
  -- How many of its lines are in its index of words.
  indexed INTEGER NOT NULL
) STRICT;
