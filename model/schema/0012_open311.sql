-- The Open311 API: the register read by when something was told or changed, and the keys of programs
-- that may write.

-- Windows of time, newest first, as GET requests asks for them.
CREATE INDEX issue_by_reported ON issue (community_id, reported_at, id) WHERE is_public = 1;
CREATE INDEX issue_by_updated ON issue (community_id, updated_at, id) WHERE is_public = 1;

-- The public lines by when they became public: GET servicerequestupdates.
CREATE INDEX publication_of_updates ON publication (community_id, at, seq)
	WHERE kind = 'update' AND is_latest = 1 AND is_withdrawn = 0;

-- A program that may write through the API. The key itself is shown once and kept as its hash; who made
-- it stands in the audit log.
CREATE TABLE api_key (
	id INTEGER PRIMARY KEY,
	community_id INTEGER REFERENCES community (id), -- NULL: any hromada of the installation
	name TEXT NOT NULL,               -- whose program it is, in the administrator's words
	key_hash TEXT NOT NULL UNIQUE,
	may_report INTEGER NOT NULL CHECK (may_report IN (0, 1)),
	may_update INTEGER NOT NULL CHECK (may_update IN (0, 1)),
	per_minute INTEGER NOT NULL CHECK (per_minute > 0), -- how often it may write
	per_day INTEGER NOT NULL CHECK (per_day > 0),       -- in a day of Kyiv
	made_at INTEGER NOT NULL,
	revoked_at INTEGER                -- NULL: it works
) STRICT;

CREATE INDEX api_key_by_community ON api_key (community_id, id);

-- How much of its limits a key has used. Passing: it changes with every request that writes.
CREATE TABLE api_key_use (
	key_id INTEGER PRIMARY KEY REFERENCES api_key (id),
	used_at INTEGER NOT NULL,
	in_minute INTEGER NOT NULL,       -- in the minute of used_at
	in_day INTEGER NOT NULL           -- in the day of Kyiv of used_at
) STRICT;

-- What a program got for a report it sent: a token that gives the issue's id once that may be told.
CREATE TABLE api_receipt (
	token_hash TEXT PRIMARY KEY,
	issue_id INTEGER NOT NULL REFERENCES issue (id),
	key_id INTEGER NOT NULL REFERENCES api_key (id)
) STRICT;

CREATE INDEX api_receipt_by_issue ON api_receipt (issue_id);
CREATE INDEX api_receipt_by_key ON api_receipt (key_id);

-- Updates that were sent, by the sender's own id: the same one sent again changes nothing.
CREATE TABLE api_update (
	key_id INTEGER NOT NULL REFERENCES api_key (id),
	update_id TEXT NOT NULL,
	at INTEGER NOT NULL,
	PRIMARY KEY (key_id, update_id)
) STRICT;
