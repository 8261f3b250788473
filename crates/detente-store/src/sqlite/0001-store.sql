-- One process: what it says of itself, and its rooms. Each room has tables of its own (0001-room.sql).
CREATE TABLE process (one INTEGER PRIMARY KEY CHECK (one = 1), header TEXT NOT NULL) STRICT;
CREATE TABLE rooms (
  number INTEGER PRIMARY KEY,
  room TEXT NOT NULL UNIQUE,
  -- How far its log has come: lines, the time of the last, the root of their tree, and its edge.
  size INTEGER NOT NULL,
  last TEXT,
  root BLOB NOT NULL,
  edge BLOB NOT NULL
) STRICT;
