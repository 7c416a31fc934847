-- Unanswered texts that nobody wants suggested as rules, folded and cut.
CREATE TABLE suggestions_dismissed (
  account_id TEXT NOT NULL REFERENCES accounts (id),
  text       TEXT NOT NULL,
  by_id      TEXT NOT NULL,
  at         BIGINT NOT NULL,
  PRIMARY KEY (account_id, text)
);
