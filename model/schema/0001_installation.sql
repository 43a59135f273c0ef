-- The installation as a whole: who it is towards the world, and the record of every change.

-- One row, made by init or demo.
CREATE TABLE installation (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	authority TEXT NOT NULL,          -- host name in every tag: id (RFC 4151); never changes again
	authority_date TEXT NOT NULL,     -- its date part, "2026" or "2026-11-22"; never changes again
	form_key TEXT NOT NULL,           -- what form tokens are signed with; random
	is_demo INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)), -- made by demo: its password works
	is_read_only INTEGER NOT NULL DEFAULT 0 CHECK (is_read_only IN (0, 1)), -- the emergency switch
	made_at INTEGER NOT NULL          -- UTC seconds, as every moment in every table
) STRICT;

-- Who did what, when, and what stood there before and after. Append-only, chained by hashes, so
-- that a line cannot be changed or taken out unnoticed. No personal data of residents in it.
CREATE TABLE audit (
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	person_id INTEGER NOT NULL,       -- 0: the system, an import or a resident without an account
	actor TEXT NOT NULL,              -- login, or "resident", "system", "import", "demo"
	role TEXT NOT NULL,               -- the role it acted in, or ""
	community_id INTEGER NOT NULL,    -- 0: the installation
	action TEXT NOT NULL,             -- "issue step", "report publish", ...
	subject TEXT NOT NULL,            -- "issue 43", "report 7", "person 3"
	before TEXT NOT NULL,             -- JSON of the fields that changed, or ""
	after TEXT NOT NULL,
	hash TEXT NOT NULL                -- BLAKE2b-256 of the previous line's hash and this line
) STRICT;

CREATE INDEX audit_by_subject ON audit (subject, id);
CREATE INDEX audit_by_actor ON audit (actor, id);
CREATE INDEX audit_by_community ON audit (community_id, id);

CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'an audit line cannot be changed'); END;

CREATE TRIGGER audit_keeps BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'an audit line cannot be removed'); END;
