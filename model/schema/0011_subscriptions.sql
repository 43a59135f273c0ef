-- News by e-mail, for who has no reader of feeds: an address, a feed, how often. The only table beside
-- the outbox that holds an address of a subscriber; its row goes when the subscription ends.

CREATE TABLE subscription (
	id INTEGER PRIMARY KEY AUTOINCREMENT, -- stands in the log and in Message-IDs, so never given twice
	community_id INTEGER REFERENCES community (id), -- NULL: all hromadas
	kind TEXT NOT NULL,               -- the feed as addresses call it: 'everything', 'issues', ...;
	                                  -- 'issue': of one issue, whose number is the query
	query TEXT NOT NULL,              -- its filter in canonical form, as behind the "?"; or ''
	language TEXT NOT NULL CHECK (language IN ('uk', 'en')),
	email TEXT NOT NULL COLLATE NOCASE,
	rhythm TEXT NOT NULL CHECK (rhythm IN ('at_once', 'daily', 'weekly')),
	state TEXT NOT NULL CHECK (state IN ('asked', 'confirmed')),
	salt TEXT NOT NULL,               -- its links end with a keyed hash of this (installation.form_key):
	                                  -- every letter has to name them, so they are made, not kept
	secret_hash TEXT NOT NULL UNIQUE, -- by which a link finds its row
	asked_at INTEGER NOT NULL,
	confirmed_at INTEGER,
	seq INTEGER NOT NULL,             -- publication.seq up to which it was told, or nothing fitted
	due_at INTEGER NOT NULL           -- no letter before this moment
) STRICT;

CREATE INDEX subscription_behind ON subscription (community_id, state, rhythm, seq);
CREATE INDEX subscription_by_hour ON subscription (due_at) WHERE state = 'confirmed' AND rhythm <> 'at_once';
CREATE INDEX subscription_by_email ON subscription (email);
CREATE INDEX subscription_by_age ON subscription (state, asked_at);

-- Who asked lately, so that nobody's mailbox can be flooded: keyed hashes for a day, no addresses.
CREATE TABLE subscription_ask (
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	email_hash TEXT NOT NULL,
	network_hash TEXT NOT NULL
) STRICT;

CREATE INDEX subscription_ask_by_email ON subscription_ask (email_hash, at);
CREATE INDEX subscription_ask_by_network ON subscription_ask (network_hash, at);
CREATE INDEX subscription_ask_by_age ON subscription_ask (at);

-- Whether a letter to the same subscriber is still on its way: its key is "ID.POSITION".
CREATE INDEX outbox_of_group ON outbox (kind, key) WHERE key IS NOT NULL;
