-- One process: what it says of itself, and its rooms. Each room has partitions of its own (0001-room.sql).
CREATE TABLE process (one int PRIMARY KEY CHECK (one = 1), header text NOT NULL);
CREATE TABLE rooms (
  number int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  room text COLLATE "C" NOT NULL UNIQUE,
  -- How far its log has come: lines, the time of the last, the root of their tree, and its edge.
  size bigint NOT NULL,
  last text,
  root bytea NOT NULL,
  edge bytea NOT NULL
) WITH (fillfactor = 50);
-- A line each, from 1. What an erased line held is NULL. Times are text: they are finer than microseconds.
CREATE TABLE entries (
  room int NOT NULL,
  line bigint NOT NULL,
  recorded text NOT NULL,
  received text,
  commitment bytea NOT NULL,
  salt bytea,
  id text,
  kind text,
  entry text
) PARTITION BY LIST (room);
-- The words of each entry, folded, for searches.
CREATE TABLE words (room int NOT NULL, line bigint NOT NULL, words text NOT NULL) PARTITION BY LIST (room);
CREATE TABLE documents (room int NOT NULL, sha256 bytea NOT NULL, bytes bytea NOT NULL) PARTITION BY LIST (room);
-- The wall behind the views: a connection sees only rooms that it named in the setting detente.rooms,
-- also in the hands of the tables' owner, and changes or deletes nothing.
ALTER TABLE entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE entries FORCE ROW LEVEL SECURITY;
ALTER TABLE words ENABLE ROW LEVEL SECURITY;
ALTER TABLE words FORCE ROW LEVEL SECURITY;
ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE documents FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON entries FOR SELECT
  USING (room = ANY ((SELECT string_to_array(current_setting('detente.rooms', true), ',')::int[])::int[]));
CREATE POLICY seen ON words FOR SELECT
  USING (room = ANY ((SELECT string_to_array(current_setting('detente.rooms', true), ',')::int[])::int[]));
CREATE POLICY seen ON documents FOR SELECT
  USING (room = ANY ((SELECT string_to_array(current_setting('detente.rooms', true), ',')::int[])::int[]));
CREATE POLICY added ON entries FOR INSERT
  WITH CHECK (room = ANY ((SELECT string_to_array(current_setting('detente.rooms', true), ',')::int[])::int[]));
CREATE POLICY added ON words FOR INSERT
  WITH CHECK (room = ANY ((SELECT string_to_array(current_setting('detente.rooms', true), ',')::int[])::int[]));
CREATE POLICY added ON documents FOR INSERT
  WITH CHECK (room = ANY ((SELECT string_to_array(current_setting('detente.rooms', true), ',')::int[])::int[]));
