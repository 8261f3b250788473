-- The log of room {n}: a line each, from 1. What an erased line held is NULL; its seal is SHA-256 of
-- its time and its commitment, because nothing else vouches for its time.
CREATE TABLE room_{n} (
  line INTEGER PRIMARY KEY,
  recorded TEXT NOT NULL,
  received TEXT,
  commitment BLOB NOT NULL,
  salt BLOB,
  id TEXT,
  kind TEXT,
  entry TEXT,
  seal BLOB
) STRICT;
-- The words of its entries: which lines hold a word, and all words, to find those that hold a part.
CREATE VIRTUAL TABLE room_{n}_text USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii');
CREATE TABLE room_{n}_word (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE room_{n}_document (sha256 BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
