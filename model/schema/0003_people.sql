-- Who: staff and their roles. Residents need no account and have none.

CREATE TABLE person (
	id INTEGER PRIMARY KEY,
	login TEXT NOT NULL UNIQUE,       -- folded
	name TEXT NOT NULL,               -- internal; the public sees roles and bodies
	post TEXT NOT NULL DEFAULT '',    -- "начальник відділу поліції"
	password_hash TEXT,               -- argon2id; NULL until the one-time link was used
	organisation_id INTEGER REFERENCES organisation (id),
	made_at INTEGER NOT NULL,
	seen_at INTEGER,                  -- the last sign-in
	disabled_at INTEGER
) STRICT;

CREATE INDEX person_by_organisation ON person (organisation_id);

-- A role held in a community; community_id NULL: in all of them.
CREATE TABLE role_grant (
	id INTEGER PRIMARY KEY,
	person_id INTEGER NOT NULL REFERENCES person (id),
	community_id INTEGER REFERENCES community (id),
	role TEXT NOT NULL,
	UNIQUE (person_id, community_id, role)
) STRICT;

CREATE INDEX role_grant_by_community ON role_grant (community_id, person_id);

-- A link that lets its holder set a password: once, within a day. Only its hash is kept.
CREATE TABLE one_time_link (
	id INTEGER PRIMARY KEY,
	token_hash TEXT NOT NULL UNIQUE,
	person_id INTEGER NOT NULL REFERENCES person (id),
	expires_at INTEGER NOT NULL,
	used_at INTEGER
) STRICT;

CREATE INDEX one_time_link_by_person ON one_time_link (person_id);

-- The four tables below are passing: they change with every visit, hold nothing that has to be
-- answered for, and so are not audited (db.c lists them).

-- Somebody signed in. Ends after 30 minutes without use, 12 hours at most, or when told to.
CREATE TABLE session (
	id INTEGER PRIMARY KEY,
	token_hash TEXT NOT NULL UNIQUE,  -- of the cookie's 256 random bits
	person_id INTEGER NOT NULL REFERENCES person (id),
	made_at INTEGER NOT NULL,
	seen_at INTEGER NOT NULL,         -- written at most once a minute
	device TEXT NOT NULL DEFAULT ''   -- a few words of the browser's name, to tell one's own apart
) STRICT;

CREATE INDEX session_by_person ON session (person_id);
CREATE INDEX session_by_seen ON session (seen_at);

-- Failed sign-ins by login (known or not): five free, then a delay that doubles to 15 minutes.
CREATE TABLE attempt (
	login_hash TEXT PRIMARY KEY,      -- so that a password typed as a name is not kept
	count INTEGER NOT NULL,
	last_at INTEGER NOT NULL,
	wait_until INTEGER NOT NULL
) STRICT;

CREATE INDEX attempt_by_last ON attempt (last_at);

-- A form that was posted: the second post of the same one is led to where the first one led.
CREATE TABLE once_token (
	token_hash TEXT PRIMARY KEY,
	location TEXT NOT NULL,
	made_at INTEGER NOT NULL
) STRICT;

CREATE INDEX once_token_by_made ON once_token (made_at);

-- What somebody typed whose session had ended, kept for an hour for the same browser to send again.
CREATE TABLE kept_form (
	token_hash TEXT PRIMARY KEY,
	path TEXT NOT NULL,
	body TEXT NOT NULL,               -- application/x-www-form-urlencoded, without secrets
	made_at INTEGER NOT NULL
) STRICT;

CREATE INDEX kept_form_by_made ON kept_form (made_at);
