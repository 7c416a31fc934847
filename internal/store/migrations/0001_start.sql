-- One meaning on SQLite and PostgreSQL: TEXT ids, BIGINT unix milliseconds in
-- UTC (0 = never), JSON as TEXT. Nothing is computed by the database's clock.

CREATE TABLE accounts (
  id                 TEXT PRIMARY KEY,
  key                TEXT NOT NULL UNIQUE,
  name               TEXT NOT NULL,
  channel_id         TEXT NOT NULL UNIQUE,
  channel_secret     TEXT NOT NULL,
  channel_old_secret TEXT NOT NULL,
  channel_old_until  BIGINT NOT NULL,
  bot_user_id        TEXT NOT NULL,
  chat_mode          TEXT NOT NULL,
  settings           TEXT NOT NULL,
  greeting           TEXT NOT NULL,
  created_at         BIGINT NOT NULL,
  updated_at         BIGINT NOT NULL
);

CREATE TABLE hours (
  account_id TEXT NOT NULL REFERENCES accounts (id),
  name       TEXT NOT NULL,
  spec       TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, name)
);

CREATE TABLE rules (
  id         TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  title      TEXT NOT NULL,
  enabled    BOOLEAN NOT NULL,
  position   BIGINT NOT NULL,
  spec       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX rules_order ON rules (account_id, position, id);

-- What LINE delivered. raw is kept only where no message row holds the event.
CREATE TABLE events (
  account_id       TEXT NOT NULL REFERENCES accounts (id),
  webhook_event_id TEXT NOT NULL,
  type             TEXT NOT NULL,
  state            TEXT NOT NULL,
  reason           TEXT NOT NULL,
  raw              TEXT NOT NULL,
  occurred_at      BIGINT NOT NULL,
  received_at      BIGINT NOT NULL,
  PRIMARY KEY (account_id, webhook_event_id)
);
CREATE INDEX events_set_aside ON events (account_id, received_at) WHERE state = 'failed';
CREATE INDEX events_received ON events (account_id, received_at);

CREATE TABLE hook_faults (
  account_id TEXT NOT NULL REFERENCES accounts (id),
  kind       TEXT NOT NULL,
  count      BIGINT NOT NULL,
  last_at    BIGINT NOT NULL,
  PRIMARY KEY (account_id, kind)
);

CREATE TABLE contacts (
  id                 TEXT PRIMARY KEY,
  account_id         TEXT NOT NULL REFERENCES accounts (id),
  line_user_id       TEXT NOT NULL,
  name               TEXT NOT NULL,
  picture_url        TEXT NOT NULL,
  status_message     TEXT NOT NULL,
  language           TEXT NOT NULL,
  profile_fetched_at BIGINT NOT NULL,
  friend             TEXT NOT NULL,
  created_at         BIGINT NOT NULL,
  updated_at         BIGINT NOT NULL,
  UNIQUE (account_id, line_user_id)
);

-- Folded names cut into one and two characters, so that a search for any part
-- of a name uses an index on both databases.
CREATE TABLE contact_grams (
  account_id TEXT NOT NULL,
  gram       TEXT NOT NULL,
  contact_id TEXT NOT NULL REFERENCES contacts (id),
  PRIMARY KEY (account_id, gram, contact_id)
);
CREATE INDEX contact_grams_contact ON contact_grams (contact_id);

CREATE TABLE conversations (
  id               TEXT PRIMARY KEY,
  account_id       TEXT NOT NULL REFERENCES accounts (id),
  contact_id       TEXT NOT NULL UNIQUE REFERENCES contacts (id),
  status           TEXT NOT NULL,
  unread           BIGINT NOT NULL,
  unanswered_since BIGINT NOT NULL,
  manual_until     BIGINT NOT NULL,
  manual_by        TEXT NOT NULL,
  tokens           TEXT NOT NULL,
  late             TEXT NOT NULL,
  delivery_seq     BIGINT NOT NULL,
  last_id          TEXT NOT NULL,
  last_at          BIGINT NOT NULL,
  last_direction   TEXT NOT NULL,
  last_kind        TEXT NOT NULL,
  last_preview     TEXT NOT NULL,
  last_sender      TEXT NOT NULL,
  created_at       BIGINT NOT NULL,
  updated_at       BIGINT NOT NULL
);
CREATE INDEX conversations_recent ON conversations (account_id, last_at, id) WHERE last_at > 0;
CREATE INDEX conversations_unread ON conversations (account_id, last_at, id) WHERE unread > 0;
CREATE INDEX conversations_unanswered ON conversations (account_id, last_at, id) WHERE unanswered_since > 0;
-- By its end: windows that are over stay in the rows, and few are open.
CREATE INDEX conversations_manual ON conversations (account_id, manual_until) WHERE manual_until > 0;
CREATE INDEX conversations_status ON conversations (account_id, status, last_at, id) WHERE status <> 'open';

CREATE TABLE messages (
  id              TEXT PRIMARY KEY,
  account_id      TEXT NOT NULL REFERENCES accounts (id),
  conversation_id TEXT NOT NULL REFERENCES conversations (id),
  direction       TEXT NOT NULL,
  kind            TEXT NOT NULL,
  text            TEXT NOT NULL,
  payload         TEXT NOT NULL,
  sender_kind     TEXT NOT NULL,
  sender_id       TEXT NOT NULL,
  sender_name     TEXT NOT NULL,
  line_message_id TEXT NOT NULL,
  event_id        TEXT NOT NULL,
  delivery_id     TEXT NOT NULL,
  decision        TEXT NOT NULL,
  at              BIGINT NOT NULL,
  created_at      BIGINT NOT NULL
);
CREATE INDEX messages_timeline ON messages (conversation_id, at, id);
CREATE INDEX messages_delivery ON messages (delivery_id, id) WHERE delivery_id <> '';

CREATE TABLE deliveries (
  id              TEXT PRIMARY KEY,
  account_id      TEXT NOT NULL REFERENCES accounts (id),
  conversation_id TEXT NOT NULL REFERENCES conversations (id),
  seq             BIGINT NOT NULL,
  recipient       TEXT NOT NULL,
  origin_kind     TEXT NOT NULL,
  origin_id       TEXT NOT NULL,
  origin_name     TEXT NOT NULL,
  request_id      TEXT NOT NULL,
  method          TEXT NOT NULL,
  reply_token     TEXT NOT NULL,
  reply_until     BIGINT NOT NULL,
  retry_key       TEXT NOT NULL,
  messages        TEXT NOT NULL,
  state           TEXT NOT NULL,
  attempts        BIGINT NOT NULL,
  uncertain       BOOLEAN NOT NULL,
  next_at         BIGINT NOT NULL,
  first_at        BIGINT NOT NULL,
  attempt_at      BIGINT NOT NULL,
  leased_by       TEXT NOT NULL,
  leased_until    BIGINT NOT NULL,
  problem_code    TEXT NOT NULL,
  problem_detail  TEXT NOT NULL,
  line_request    TEXT NOT NULL,
  sent            TEXT NOT NULL,
  created_at      BIGINT NOT NULL,
  updated_at      BIGINT NOT NULL
);
CREATE INDEX deliveries_due ON deliveries (account_id, next_at, id) WHERE state = 'queued';
CREATE INDEX deliveries_open ON deliveries (conversation_id, seq) WHERE state IN ('queued', 'sending');
CREATE INDEX deliveries_sending ON deliveries (leased_until, id) WHERE state = 'sending';
CREATE INDEX deliveries_ledger ON deliveries (account_id, id);
CREATE INDEX deliveries_trouble ON deliveries (account_id, state, id) WHERE state IN ('failed', 'unknown');
CREATE UNIQUE INDEX deliveries_request ON deliveries (conversation_id, request_id) WHERE request_id <> '';

CREATE TABLE attempts (
  delivery_id  TEXT NOT NULL REFERENCES deliveries (id),
  number       BIGINT NOT NULL,
  method       TEXT NOT NULL,
  started_at   BIGINT NOT NULL,
  ended_at     BIGINT NOT NULL,
  status       BIGINT NOT NULL,
  line_request TEXT NOT NULL,
  error        TEXT NOT NULL,
  PRIMARY KEY (delivery_id, number)
);

CREATE TABLE jobs (
  id           TEXT PRIMARY KEY,
  account_id   TEXT NOT NULL,
  kind         TEXT NOT NULL,
  unique_key   TEXT NOT NULL,
  payload      TEXT NOT NULL,
  state        TEXT NOT NULL,
  attempts     BIGINT NOT NULL,
  next_at      BIGINT NOT NULL,
  leased_by    TEXT NOT NULL,
  leased_until BIGINT NOT NULL,
  last_error   TEXT NOT NULL,
  created_at   BIGINT NOT NULL,
  updated_at   BIGINT NOT NULL
);
CREATE INDEX jobs_due ON jobs (next_at, id) WHERE state = 'queued';
CREATE INDEX jobs_running ON jobs (leased_until) WHERE state = 'running';
CREATE INDEX jobs_done ON jobs (updated_at) WHERE state = 'done';
CREATE UNIQUE INDEX jobs_once ON jobs (kind, unique_key) WHERE state IN ('queued', 'running');

CREATE TABLE members (
  id            TEXT PRIMARY KEY,
  login         TEXT NOT NULL UNIQUE,
  name          TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  admin         BOOLEAN NOT NULL,
  language      TEXT NOT NULL,
  created_at    BIGINT NOT NULL,
  updated_at    BIGINT NOT NULL
);

CREATE TABLE grants (
  member_id  TEXT NOT NULL REFERENCES members (id),
  account_id TEXT NOT NULL REFERENCES accounts (id),
  role       TEXT NOT NULL,
  PRIMARY KEY (member_id, account_id)
);

CREATE TABLE sessions (
  hash       TEXT PRIMARY KEY,
  member_id  TEXT NOT NULL REFERENCES members (id),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_member ON sessions (member_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE tokens (
  id           TEXT PRIMARY KEY,
  hash         TEXT NOT NULL UNIQUE,
  name         TEXT NOT NULL,
  admin        BOOLEAN NOT NULL,
  grants       TEXT NOT NULL,
  created_at   BIGINT NOT NULL,
  last_used_at BIGINT NOT NULL
);

CREATE TABLE links (
  hash       TEXT PRIMARY KEY,
  purpose    TEXT NOT NULL,
  member_id  TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX links_expiry ON links (expires_at);
