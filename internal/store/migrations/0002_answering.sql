-- The answering engine: what rules did, what is known of contacts, what nobody
-- answered.

ALTER TABLE accounts ADD COLUMN basic_id TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN greeting_back TEXT NOT NULL DEFAULT 'null';

-- Why the rules answered an inbound message or did not, out of its decision;
-- 'uniform' in place of 'rule' when only a uniform reply did.
ALTER TABLE messages ADD COLUMN reason TEXT NOT NULL DEFAULT '';
UPDATE messages SET reason = 'no_match' WHERE direction = 'in' AND decision LIKE '%"reason":"no_match"%';
UPDATE messages SET reason = 'uniform' WHERE direction = 'in' AND kind = 'text'
  AND decision LIKE '%"reason":"rule"%' AND decision NOT LIKE '%"keyword":%';
CREATE INDEX messages_inbound ON messages (account_id, at, id) WHERE direction = 'in';
CREATE INDEX messages_unmatched ON messages (account_id, at, id) WHERE reason IN ('no_match', 'uniform');

CREATE TABLE rule_hits (
  rule_id    TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  count      BIGINT NOT NULL,
  last_at    BIGINT NOT NULL
);
CREATE INDEX rule_hits_account ON rule_hits (account_id);

-- When a contact last got the answer of a rule that has a cooldown.
CREATE TABLE rule_answers (
  contact_id TEXT NOT NULL REFERENCES contacts (id),
  rule_id    TEXT NOT NULL,
  at         BIGINT NOT NULL,
  PRIMARY KEY (contact_id, rule_id)
);
CREATE INDEX rule_answers_rule ON rule_answers (rule_id);

CREATE TABLE contact_tags (
  contact_id TEXT NOT NULL REFERENCES contacts (id),
  tag        TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  PRIMARY KEY (contact_id, tag)
);
CREATE INDEX contact_tags_tag ON contact_tags (account_id, tag, contact_id);

CREATE TABLE contact_attributes (
  contact_id TEXT NOT NULL REFERENCES contacts (id),
  name       TEXT NOT NULL,
  value      TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  PRIMARY KEY (contact_id, name)
);
CREATE INDEX contact_attributes_name ON contact_attributes (account_id, name, contact_id);
