-- The partitions of room {n}. They are made first and attached then, so that nobody who reads other
-- rooms has to wait. They are asked by name, so each has the wall of its own.
-- Their keys are without the room: with it, the wall's condition would stand in the way of an index's order.
CREATE TABLE room_{n} (LIKE entries, PRIMARY KEY (line), CHECK (room = {n} AND line > 0));
CREATE TABLE room_{n}_words (LIKE words, CHECK (room = {n}));
CREATE TABLE room_{n}_documents (LIKE documents, PRIMARY KEY (sha256), CHECK (room = {n}));
ALTER TABLE room_{n}_documents ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE entries ATTACH PARTITION room_{n} FOR VALUES IN ({n});
ALTER TABLE words ATTACH PARTITION room_{n}_words FOR VALUES IN ({n});
ALTER TABLE documents ATTACH PARTITION room_{n}_documents FOR VALUES IN ({n});
-- What comes in is gathered, up to 16 MB, before it is put in its places: writes are a quarter faster so.
CREATE INDEX room_{n}_words_parts ON room_{n}_words USING gin (words {trgm})
  WITH (gin_pending_list_limit = 16384);
ALTER TABLE room_{n} ENABLE ROW LEVEL SECURITY;
ALTER TABLE room_{n} FORCE ROW LEVEL SECURITY;
ALTER TABLE room_{n}_words ENABLE ROW LEVEL SECURITY;
ALTER TABLE room_{n}_words FORCE ROW LEVEL SECURITY;
ALTER TABLE room_{n}_documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE room_{n}_documents FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON room_{n} FOR SELECT
  USING (room = ANY ((SELECT string_to_array(current_setting('detente.rooms', true), ',')::int[])::int[]));
CREATE POLICY added ON room_{n} FOR INSERT
  WITH CHECK (room = ANY ((SELECT string_to_array(current_setting('detente.rooms', true), ',')::int[])::int[]));
-- PostgreSQL looks nothing up in an index before the wall has let a row through, except what the wall
-- itself asks. So what a search looks for is a part of the wall: the setting detente.part.
CREATE POLICY seen ON room_{n}_words FOR SELECT
  USING (room = ANY ((SELECT string_to_array(current_setting('detente.rooms', true), ',')::int[])::int[])
    AND words LIKE (SELECT '%' || current_setting('detente.part', true) || '%'));
CREATE POLICY added ON room_{n}_words FOR INSERT
  WITH CHECK (room = ANY ((SELECT string_to_array(current_setting('detente.rooms', true), ',')::int[])::int[]));
CREATE POLICY seen ON room_{n}_documents FOR SELECT
  USING (room = ANY ((SELECT string_to_array(current_setting('detente.rooms', true), ',')::int[])::int[]));
CREATE POLICY added ON room_{n}_documents FOR INSERT
  WITH CHECK (room = ANY ((SELECT string_to_array(current_setting('detente.rooms', true), ',')::int[])::int[]));
