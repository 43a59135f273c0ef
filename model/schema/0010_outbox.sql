-- What waits to be sent to somebody outside: word to a hub that feeds have changed, and mail. It is put here
-- in the same transaction as what makes it necessary, so it is sent if that is durable, and only then. What
-- was sent is deleted, with its address.
CREATE TABLE outbox (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	kind TEXT NOT NULL CHECK (kind IN ('ping', 'mail')),
	recipient TEXT NOT NULL,          -- of a ping the path of a feed without its ending; an address
	key TEXT,                         -- one of a kind waits with the same key at most; NULL: any number
	body TEXT NOT NULL,               -- of mail the whole message (RFC 5322)
	made_at INTEGER NOT NULL,
	next_at INTEGER NOT NULL,         -- when it is tried; taken: when whoever took it is thought dead
	tries INTEGER NOT NULL DEFAULT 0,
	state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'taken', 'given_up')),
	fault TEXT NOT NULL DEFAULT ''    -- why the last try failed: a key of server/courier.c and a number
) STRICT;

CREATE UNIQUE INDEX outbox_by_key ON outbox (kind, key) WHERE key IS NOT NULL AND state = 'waiting';
CREATE INDEX outbox_due ON outbox (kind, next_at, id, state, tries) WHERE state <> 'given_up';
CREATE INDEX outbox_given_up ON outbox (kind, made_at, id) WHERE state = 'given_up';

-- Up to which publication the hub's pings were put into the outbox.
CREATE TABLE hub_told (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	seq INTEGER NOT NULL
) STRICT;

-- Withdrawn ones belong to every filtered feed, silently.
CREATE INDEX publication_withdrawn ON publication (is_withdrawn, community_id, seq) WHERE is_withdrawn = 1;
