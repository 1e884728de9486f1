/** The first shape of a log file. See docs/log-format.md; once released this text never changes. */
export const logTables = `
CREATE TABLE console (
  id TEXT NOT NULL PRIMARY KEY,
  public_key TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  position INTEGER PRIMARY KEY,
  header TEXT NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  hlc TEXT NOT NULL,
  actor TEXT NOT NULL,
  console TEXT NOT NULL REFERENCES console (id),
  console_seq INTEGER NOT NULL,
  command_id TEXT NOT NULL,
  idx INTEGER NOT NULL,
  prev_hash TEXT NOT NULL,
  data_hash TEXT NOT NULL,
  salt TEXT,
  data TEXT,
  hash TEXT NOT NULL,
  signature TEXT,
  UNIQUE (console, console_seq),
  UNIQUE (command_id, idx)
) STRICT;

CREATE TABLE redaction (
  position INTEGER NOT NULL PRIMARY KEY REFERENCES event (position),
  by_position INTEGER NOT NULL REFERENCES event (position),
  CHECK (by_position > position)
) STRICT;

CREATE TABLE head (
  console TEXT NOT NULL REFERENCES console (id),
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  at INTEGER NOT NULL,
  signature TEXT NOT NULL,
  PRIMARY KEY (console, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  place INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  command_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  touches_outside INTEGER NOT NULL CHECK (touches_outside IN (0, 1)),
  priority INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  checksum TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'started', 'done', 'failed', 'unknown', 'waiting')),
  changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_command ON outbox (command_id);
CREATE INDEX outbox_open ON outbox (state, priority DESC, place) WHERE state NOT IN ('done', 'failed');

CREATE TABLE snapshot (
  position INTEGER NOT NULL PRIMARY KEY,
  hash TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  state TEXT NOT NULL,
  signature TEXT NOT NULL
) STRICT;

CREATE TRIGGER event_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only: an event is never deleted'); END;
CREATE TRIGGER event_never_changed BEFORE UPDATE ON event
WHEN NEW.salt IS NOT NULL OR NEW.data IS NOT NULL OR NEW.position IS NOT OLD.position OR NEW.header IS NOT OLD.header
  OR NEW.id IS NOT OLD.id OR NEW.type IS NOT OLD.type OR NEW.version IS NOT OLD.version OR NEW.at IS NOT OLD.at
  OR NEW.hlc IS NOT OLD.hlc OR NEW.actor IS NOT OLD.actor OR NEW.console IS NOT OLD.console
  OR NEW.console_seq IS NOT OLD.console_seq OR NEW.command_id IS NOT OLD.command_id OR NEW.idx IS NOT OLD.idx
  OR NEW.prev_hash IS NOT OLD.prev_hash OR NEW.data_hash IS NOT OLD.data_hash OR NEW.hash IS NOT OLD.hash
  OR NEW.signature IS NOT OLD.signature
  OR NOT EXISTS (SELECT 1 FROM redaction WHERE redaction.position = OLD.position)
BEGIN SELECT RAISE(ABORT, 'the log is append-only: an event is never changed, only redacted by a later event'); END;
CREATE TRIGGER redaction_never_deleted BEFORE DELETE ON redaction
BEGIN SELECT RAISE(ABORT, 'the log is append-only: a redaction is never undone'); END;
CREATE TRIGGER redaction_never_changed BEFORE UPDATE ON redaction
BEGIN SELECT RAISE(ABORT, 'the log is append-only: a redaction is never changed'); END;
CREATE TRIGGER head_never_deleted BEFORE DELETE ON head
BEGIN SELECT RAISE(ABORT, 'the log is append-only: a signed head is never deleted'); END;
CREATE TRIGGER head_never_changed BEFORE UPDATE ON head
BEGIN SELECT RAISE(ABORT, 'the log is append-only: a signed head is never changed'); END;
CREATE TRIGGER console_never_deleted BEFORE DELETE ON console
BEGIN SELECT RAISE(ABORT, 'the log is append-only: a console is never deleted'); END;
CREATE TRIGGER console_never_changed BEFORE UPDATE ON console
BEGIN SELECT RAISE(ABORT, 'the log is append-only: the key of a console is never changed'); END;
CREATE TRIGGER outbox_never_deleted BEFORE DELETE ON outbox
BEGIN SELECT RAISE(ABORT, 'an effect is never deleted from the outbox: it ends'); END;
CREATE TRIGGER outbox_only_moves BEFORE UPDATE ON outbox
WHEN NEW.place IS NOT OLD.place OR NEW.id IS NOT OLD.id OR NEW.command_id IS NOT OLD.command_id
  OR NEW.kind IS NOT OLD.kind OR NEW.payload IS NOT OLD.payload OR NEW.touches_outside IS NOT OLD.touches_outside
  OR NEW.priority IS NOT OLD.priority OR NEW.created_at IS NOT OLD.created_at OR NEW.checksum IS NOT OLD.checksum
BEGIN SELECT RAISE(ABORT, 'an effect in the outbox changes its state alone'); END;
`;
