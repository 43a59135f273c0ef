CREATE TABLE installation (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	authority TEXT NOT NULL,          -- host name in every tag: id (RFC 4151); never changes again
	authority_date TEXT NOT NULL,     -- its date part, "2026" or "2026-11-22"; never changes again
	form_key TEXT NOT NULL,           -- what form tokens are signed with; random
	is_demo INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)), -- made by demo: its password works
	is_read_only INTEGER NOT NULL DEFAULT 0 CHECK (is_read_only IN (0, 1)), -- the emergency switch
	made_at INTEGER NOT NULL          -- UTC seconds, as every moment in every table
, erased_at INTEGER, is_sealing INTEGER NOT NULL DEFAULT 0 CHECK (is_sealing IN (0, 1))) STRICT;

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

CREATE TRIGGER audit_keeps BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'an audit line cannot be removed'); END;

CREATE TABLE community (
	id INTEGER PRIMARY KEY,
	katottg TEXT NOT NULL UNIQUE,     -- "UA" and 17 digits; the first 9 characters identify it
	slug TEXT NOT NULL UNIQUE,        -- its place in addresses
	name TEXT NOT NULL,               -- "Коростенська територіальна громада"
	short_name TEXT NOT NULL,         -- "Коростень", for headings and lists
	name_key TEXT NOT NULL,           -- Ukrainian sort key of short_name
	raion TEXT NOT NULL,              -- "Коростенський район"
	oblast TEXT NOT NULL,             -- "Житомирська область"
	oblast_key TEXT NOT NULL,         -- Ukrainian sort key of oblast, then raion
	population INTEGER NOT NULL DEFAULT 0,   -- 0: not known
	is_frontline INTEGER NOT NULL DEFAULT 0 CHECK (is_frontline IN (0, 1)),
	precision_cap INTEGER NOT NULL DEFAULT 3 CHECK (precision_cap BETWEEN 0 AND 3), -- see issue.precision
	police_unit TEXT NOT NULL DEFAULT '',    -- who reports here
	police_phone TEXT NOT NULL DEFAULT '',   -- besides 102 and 112
	council_address TEXT NOT NULL DEFAULT '' -- where statutory appeals go
, publish_hour INTEGER CHECK (publish_hour BETWEEN 0 AND 23), edrpou TEXT NOT NULL DEFAULT '' CHECK (edrpou = '' OR length(edrpou) = 8), data_contact TEXT NOT NULL DEFAULT '', data_mail TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX community_by_name ON community (oblast_key, name_key, id);

CREATE TABLE area (
	id INTEGER PRIMARY KEY,
	community_id INTEGER NOT NULL REFERENCES community (id),
	katottg TEXT NOT NULL DEFAULT '', -- of a settlement; '' else
	kind TEXT NOT NULL CHECK (kind IN ('city', 'town', 'village', 'starosta', 'beat')),
	name TEXT NOT NULL,               -- without its kind: "Барди"
	name_key TEXT NOT NULL, latitude REAL CHECK (latitude BETWEEN 44 AND 53), longitude REAL CHECK (longitude BETWEEN 22 AND 41),           -- Ukrainian sort key
	UNIQUE (community_id, kind, name)
) STRICT;

CREATE INDEX area_by_name ON area (community_id, name_key, id);

CREATE TABLE organisation (
	id INTEGER PRIMARY KEY,
	community_id INTEGER NOT NULL REFERENCES community (id),
	name TEXT NOT NULL,
	name_key TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('council', 'executive', 'police', 'utility', 'emergency',
		'education', 'social', 'health', 'ngo', 'other')),
	edrpou TEXT NOT NULL DEFAULT '',  -- 8 digits as text, a leading zero counts
	UNIQUE (community_id, name)
) STRICT;

CREATE INDEX organisation_by_name ON organisation (community_id, name_key, id);

CREATE TABLE category (
	key TEXT PRIMARY KEY,
	position INTEGER NOT NULL,        -- order in lists
	uk TEXT NOT NULL,
	en TEXT NOT NULL,
	examples TEXT NOT NULL,           -- "ями; розмитий шар; ..."
	examples_en TEXT NOT NULL DEFAULT '',
	responsible TEXT NOT NULL,        -- who usually answers for it
	precision INTEGER NOT NULL CHECK (precision BETWEEN 0 AND 3), -- see issue.precision
	target_days INTEGER NOT NULL,     -- our own aim, not a term of the law
	takes_reports INTEGER NOT NULL CHECK (takes_reports IN (0, 1)), -- 0: only tells whom to call
	is_embargoed INTEGER NOT NULL DEFAULT 0 CHECK (is_embargoed IN (0, 1)), -- 1: needs a named moment
	call TEXT NOT NULL DEFAULT ''     -- "101, 102, 112" where it takes none
) STRICT;

CREATE INDEX category_by_position ON category (position, key);

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
, erased_at INTEGER) STRICT;

CREATE INDEX person_by_organisation ON person (organisation_id);

CREATE TABLE role_grant (
	id INTEGER PRIMARY KEY,
	person_id INTEGER NOT NULL REFERENCES person (id),
	community_id INTEGER REFERENCES community (id),
	role TEXT NOT NULL,
	UNIQUE (person_id, community_id, role)
) STRICT;

CREATE INDEX role_grant_by_community ON role_grant (community_id, person_id);

CREATE TABLE one_time_link (
	id INTEGER PRIMARY KEY,
	token_hash TEXT NOT NULL UNIQUE,
	person_id INTEGER NOT NULL REFERENCES person (id),
	expires_at INTEGER NOT NULL,
	used_at INTEGER
) STRICT;

CREATE INDEX one_time_link_by_person ON one_time_link (person_id);

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

CREATE TABLE attempt (
	login_hash TEXT PRIMARY KEY,      -- so that a password typed as a name is not kept
	count INTEGER NOT NULL,
	last_at INTEGER NOT NULL,
	wait_until INTEGER NOT NULL
) STRICT;

CREATE INDEX attempt_by_last ON attempt (last_at);

CREATE TABLE once_token (
	token_hash TEXT PRIMARY KEY,
	location TEXT NOT NULL,
	made_at INTEGER NOT NULL
) STRICT;

CREATE INDEX once_token_by_made ON once_token (made_at);

CREATE TABLE kept_form (
	token_hash TEXT PRIMARY KEY,
	path TEXT NOT NULL,
	body TEXT NOT NULL,               -- application/x-www-form-urlencoded, without secrets
	made_at INTEGER NOT NULL
) STRICT;

CREATE INDEX kept_form_by_made ON kept_form (made_at);

CREATE TABLE issue (
	id INTEGER PRIMARY KEY,
	community_id INTEGER NOT NULL REFERENCES community (id),
	year INTEGER NOT NULL,            -- year and number within the hromada: 2026-147
	number INTEGER NOT NULL,
	category TEXT NOT NULL REFERENCES category (key),
	title TEXT NOT NULL,              -- as the public reads it; the original is in issue_private
	text TEXT NOT NULL,
	area_id INTEGER REFERENCES area (id),
	place TEXT NOT NULL,              -- "вул. Гоголя, біля дитмайданчика"
	latitude REAL,                    -- WGS84; both or neither
	longitude REAL,
	precision INTEGER NOT NULL CHECK (precision BETWEEN 0 AND 3), -- what the public may learn of the
	                                  -- place: 0 nothing, 1 settlement, 2 street (point to 100 m), 3 exact
	state TEXT NOT NULL,              -- a key of model/state.c
	source TEXT NOT NULL CHECK (source IN ('resident', 'meeting', 'police', 'starosta', 'call',
		'letter', 'visit', 'import')),
	organisation_id INTEGER REFERENCES organisation (id), -- who answers for it
	due TEXT,                         -- date
	review_on TEXT,                   -- date, while on hold
	duplicate_of INTEGER REFERENCES issue (id),
	reported_at INTEGER NOT NULL,     -- when the matter was told
	published_at INTEGER,             -- when it became public for the first time; NULL: not yet
	updated_at INTEGER NOT NULL,      -- the last change the public may see
	resolved_at INTEGER,
	publish_not_before INTEGER,       -- embargo
	hidden_class TEXT CHECK (hidden_class IN ('personal', 'minor', 'military', 'offtopic', 'emergency')),
	reference TEXT,                   -- the importer's own id
	is_made_up INTEGER NOT NULL DEFAULT 0 CHECK (is_made_up IN (0, 1)), -- for the demonstration
	revision INTEGER NOT NULL DEFAULT 1, -- up by one at each change; tells an edit conflict
	phase TEXT NOT NULL GENERATED ALWAYS AS (CASE
		WHEN state IN ('resolved') THEN 'resolved'
		WHEN state IN ('closed', 'clarified', 'declined', 'duplicate') THEN 'closed'
		ELSE 'open' END) STORED,  -- the few words the public sees
	is_public INTEGER NOT NULL GENERATED ALWAYS AS (
		published_at IS NOT NULL AND hidden_class IS NULL
		AND state NOT IN ('new', 'moderation', 'declined', 'duplicate', 'restricted')) STORED, registered_at INTEGER, assigned_at INTEGER, closed_at INTEGER, held_on TEXT, reopened_count INTEGER NOT NULL DEFAULT 0, support_count INTEGER NOT NULL DEFAULT 0, photo_count INTEGER NOT NULL DEFAULT 0, flags INTEGER NOT NULL DEFAULT 0, is_flag_open INTEGER NOT NULL DEFAULT 0 CHECK (is_flag_open IN (0, 1)), due_moves INTEGER NOT NULL DEFAULT 0, held_days INTEGER NOT NULL DEFAULT 0, is_for_meeting INTEGER NOT NULL DEFAULT 0 CHECK (is_for_meeting IN (0, 1)),
	CHECK ((latitude IS NULL) = (longitude IS NULL)),
	UNIQUE (community_id, year, number),
	UNIQUE (community_id, reference)
) STRICT;

CREATE INDEX issue_by_category ON issue (community_id, is_public, category, published_at, id);

CREATE INDEX issue_by_state ON issue (community_id, state, reported_at, id);

CREATE INDEX issue_by_organisation ON issue (organisation_id, state, id);

CREATE INDEX issue_overdue ON issue (community_id, due, id) WHERE due IS NOT NULL;

CREATE INDEX issue_embargo ON issue (publish_not_before) WHERE publish_not_before IS NOT NULL;

CREATE INDEX issue_hidden ON issue (community_id, hidden_class) WHERE hidden_class IS NOT NULL;

CREATE INDEX issue_duplicates ON issue (duplicate_of) WHERE duplicate_of IS NOT NULL;

CREATE TABLE issue_private (
	issue_id INTEGER PRIMARY KEY REFERENCES issue (id),
	contact_name TEXT NOT NULL,
	contact_phone TEXT NOT NULL,
	contact_email TEXT NOT NULL,
	original_title TEXT NOT NULL,     -- as it was sent; moderation changes only the copy in issue
	original_text TEXT NOT NULL,
	original_place TEXT NOT NULL,
	secret_hash TEXT NOT NULL         -- of the reporter's secret link; '' when there is none
) STRICT;

CREATE INDEX issue_by_secret ON issue_private (secret_hash) WHERE secret_hash <> '';

CREATE TABLE indicator (
	key TEXT PRIMARY KEY,
	position INTEGER NOT NULL,
	section TEXT NOT NULL,            -- calls, crime, admin, road, dv, prevention, martial, dialogue
	uk TEXT NOT NULL,
	en TEXT NOT NULL,
	unit TEXT NOT NULL,               -- "од.", "осіб", "хв", "грн"
	kind TEXT NOT NULL CHECK (kind IN ('flow', 'stock', 'mean')),
	is_core INTEGER NOT NULL CHECK (is_core IN (0, 1)),
	publicity TEXT NOT NULL CHECK (publicity IN ('public', 'suppress', 'never_small')),
	definition TEXT NOT NULL,
	definition_version INTEGER NOT NULL DEFAULT 1
, subset_of TEXT NOT NULL DEFAULT '', is_kind INTEGER NOT NULL DEFAULT 0 CHECK (is_kind IN (0, 1)), community_id INTEGER REFERENCES community (id)) STRICT;

CREATE INDEX indicator_by_position ON indicator (position, key);

CREATE TABLE report (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL CHECK (kind IN ('bimonthly', 'beat_halfyear', 'annual', 'custom')),
	period_from TEXT NOT NULL,        -- dates, both inclusive
	period_to TEXT NOT NULL,
	basis TEXT NOT NULL CHECK (basis IN ('period', 'cumulative')), -- cumulative: since 1 January
	unit TEXT NOT NULL,               -- the police unit
	author_post TEXT NOT NULL,        -- "начальник відділу поліції № 1"; never a name
	territory_key TEXT NOT NULL,      -- the codes of report_territory in order, joined by blanks:
	                                  -- what tells that two reports speak of the same set
	state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'withdrawn')),
	version INTEGER NOT NULL DEFAULT 0, -- the newest published one; 0: none yet
	made_at INTEGER NOT NULL,
	published_at INTEGER,             -- of the first version
	updated_at INTEGER NOT NULL,
	withdrawn_reason TEXT NOT NULL DEFAULT '',
	reference TEXT UNIQUE,            -- the importer's own id
	source_url TEXT NOT NULL DEFAULT '', -- where the facts come from, when from elsewhere
	is_made_up INTEGER NOT NULL DEFAULT 0 CHECK (is_made_up IN (0, 1)),
	revision INTEGER NOT NULL DEFAULT 1,
	CHECK (period_from <= period_to)
) STRICT;

CREATE UNIQUE INDEX report_by_line ON report (territory_key, kind, basis, unit, period_to, period_from)
	WHERE state <> 'withdrawn';

CREATE TABLE report_territory (
	report_id INTEGER NOT NULL REFERENCES report (id),
	katottg TEXT NOT NULL,
	community_id INTEGER REFERENCES community (id), -- NULL: not served by this installation
	PRIMARY KEY (report_id, katottg)
) STRICT;

CREATE INDEX report_by_community ON report_territory (community_id, report_id);

CREATE TABLE report_version (
	report_id INTEGER NOT NULL REFERENCES report (id),
	version INTEGER NOT NULL,         -- from 1
	summary TEXT NOT NULL,            -- three to five sentences; goes into the feed
	reason TEXT NOT NULL DEFAULT '',  -- why it was corrected, for the public
	written_by INTEGER REFERENCES person (id), -- who saved it last; NULL: an import, the demonstration
	submitted_at INTEGER,             -- it waits for approval since; NULL: still being written
	published_at INTEGER,
	published_by INTEGER REFERENCES person (id),
	is_own_approval INTEGER NOT NULL DEFAULT 0 CHECK (is_own_approval IN (0, 1)), -- approved by
	                                  -- who wrote it, which is said on the page
	salt TEXT NOT NULL DEFAULT '',    -- random and not public: without it a hidden 1 or 2 could be
	                                  -- found by trying which one gives the hash
	hash TEXT NOT NULL DEFAULT '',    -- BLAKE2b-256 of salt and content, once published
	PRIMARY KEY (report_id, version)
) STRICT;

CREATE INDEX report_version_by_publisher ON report_version (published_by);

CREATE INDEX report_version_by_writer ON report_version (written_by);

CREATE UNIQUE INDEX report_version_open ON report_version (report_id) WHERE published_at IS NULL;

CREATE TABLE figure (
	report_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	indicator TEXT NOT NULL REFERENCES indicator (key),
	definition_version INTEGER NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('given', 'not_tracked', 'suppressed')),
	qualifier TEXT NOT NULL CHECK (qualifier IN ('exact', 'approx', 'at_least', 'at_most')),
	value INTEGER,                    -- in thousandths, so that 8.5 minutes are exact; NULL: not given
	note TEXT NOT NULL,
	PRIMARY KEY (report_id, version, indicator),
	FOREIGN KEY (report_id, version) REFERENCES report_version (report_id, version),
	CHECK ((state = 'given') <= (value IS NOT NULL))
) STRICT;

CREATE INDEX figure_by_indicator ON figure (indicator, report_id, version);

CREATE TABLE section (
	report_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	key TEXT NOT NULL,                -- a key of the section table in model/report.c
	text TEXT NOT NULL,
	PRIMARY KEY (report_id, version, key),
	FOREIGN KEY (report_id, version) REFERENCES report_version (report_id, version)
) STRICT;

CREATE TRIGGER report_stays BEFORE UPDATE OF kind, period_from, period_to, basis, unit, author_post,
	territory_key ON report WHEN OLD.version > 0
BEGIN SELECT RAISE(ABORT, 'a published report cannot become another one'); END;

CREATE TRIGGER report_goes_on BEFORE UPDATE OF version ON report WHEN NEW.version < OLD.version
BEGIN SELECT RAISE(ABORT, 'versions of a report only grow'); END;

CREATE TRIGGER report_keeps BEFORE DELETE ON report WHEN OLD.version > 0
BEGIN SELECT RAISE(ABORT, 'a published report cannot be removed'); END;

CREATE TRIGGER report_territory_is_not_added BEFORE INSERT ON report_territory WHEN
	(SELECT r.version FROM report r WHERE r.id = NEW.report_id) > 0
BEGIN SELECT RAISE(ABORT, 'a published report cannot become another one'); END;

CREATE TRIGGER report_territory_stays BEFORE UPDATE OF report_id, katottg ON report_territory WHEN
	(SELECT r.version FROM report r WHERE r.id = OLD.report_id) > 0
BEGIN SELECT RAISE(ABORT, 'a published report cannot become another one'); END;

CREATE TRIGGER report_territory_keeps BEFORE DELETE ON report_territory WHEN
	(SELECT r.version FROM report r WHERE r.id = OLD.report_id) > 0
BEGIN SELECT RAISE(ABORT, 'a published report cannot become another one'); END;

CREATE TRIGGER report_version_stays BEFORE UPDATE ON report_version WHEN OLD.published_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

CREATE TRIGGER report_version_keeps BEFORE DELETE ON report_version WHEN OLD.published_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a published version cannot be removed'); END;

CREATE TRIGGER figure_is_not_added BEFORE INSERT ON figure WHEN EXISTS (SELECT 1 FROM report_version v
	WHERE v.report_id = NEW.report_id AND v.version = NEW.version AND v.published_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

CREATE TRIGGER figure_stays BEFORE UPDATE ON figure WHEN EXISTS (SELECT 1 FROM report_version v
	WHERE v.report_id = OLD.report_id AND v.version = OLD.version AND v.published_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

CREATE TRIGGER figure_keeps BEFORE DELETE ON figure WHEN EXISTS (SELECT 1 FROM report_version v
	WHERE v.report_id = OLD.report_id AND v.version = OLD.version AND v.published_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

CREATE TRIGGER section_is_not_added BEFORE INSERT ON section WHEN EXISTS (SELECT 1 FROM report_version v
	WHERE v.report_id = NEW.report_id AND v.version = NEW.version AND v.published_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

CREATE TRIGGER section_stays BEFORE UPDATE ON section WHEN EXISTS (SELECT 1 FROM report_version v
	WHERE v.report_id = OLD.report_id AND v.version = OLD.version AND v.published_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

CREATE TRIGGER section_keeps BEFORE DELETE ON section WHEN EXISTS (SELECT 1 FROM report_version v
	WHERE v.report_id = OLD.report_id AND v.version = OLD.version AND v.published_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

CREATE VIEW report_row AS
SELECT r.id, t.community_id, c.slug, c.short_name, r.kind, r.basis, r.period_from, r.period_to, r.unit,
	r.author_post, r.state, v.version, r.version AS latest,
	(SELECT o.version FROM report_version o
	 WHERE o.report_id = r.id AND o.published_at IS NULL) AS open,
	v.submitted_at, r.published_at, coalesce(v.published_at, r.updated_at) AS updated_at, v.summary,
	CASE r.state WHEN 'withdrawn' THEN r.withdrawn_reason ELSE v.reason END AS reason, v.hash,
	v.is_own_approval, r.source_url, r.is_made_up, v.written_by, r.revision, r.territory_key,
	v.published_at AS version_published_at
FROM report r
JOIN report_version v ON v.report_id = r.id
JOIN report_territory t ON t.report_id = r.id
JOIN community c ON c.id = t.community_id;

CREATE VIEW report_version_public AS
SELECT * FROM report_row WHERE state = 'published' AND version_published_at IS NOT NULL;

CREATE VIEW report_public AS
SELECT * FROM report_version_public WHERE version = latest;

CREATE TABLE publication (
	seq INTEGER PRIMARY KEY AUTOINCREMENT, -- position for the whole installation; only grows
	community_id INTEGER NOT NULL REFERENCES community (id),
	ordinal INTEGER NOT NULL,         -- position within the hromada, from 1 without gaps
	kind TEXT NOT NULL CHECK (kind IN ('issue', 'update', 'report')),
	subject_id INTEGER NOT NULL,      -- issue.id, issue_event.id or report.id
	issue_id INTEGER REFERENCES issue (id), -- of an issue or an update
	at INTEGER NOT NULL,
	is_latest INTEGER NOT NULL CHECK (is_latest IN (0, 1)), -- no newer row speaks of the same thing
	is_network INTEGER NOT NULL CHECK (is_network IN (0, 1)), -- 0: the same report, told to a
	                                  -- further hromada; the network's feeds take it once
	is_withdrawn INTEGER NOT NULL CHECK (is_withdrawn IN (0, 1)),
	UNIQUE (community_id, ordinal)
) STRICT;

CREATE INDEX publication_by_subject ON publication (kind, subject_id, community_id, is_latest);

CREATE INDEX publication_of_issue ON publication (issue_id, is_latest, kind, seq);

CREATE INDEX publication_of_network_old ON publication (is_network, seq);

CREATE VIRTUAL TABLE issue_search USING fts5 (
	body,                             -- number, title, text, place, settlement, category
	tokenize = 'unicode61 remove_diacritics 0'
);

CREATE INDEX issue_similar ON issue (community_id, category, area_id, phase, closed_at, id)
	WHERE is_public = 1;

CREATE INDEX issue_registered ON issue (community_id, is_public, registered_at, id);

CREATE INDEX issue_moved ON issue (community_id, due, id) WHERE due_moves > 1;

CREATE INDEX issue_flag_open ON issue (community_id, id) WHERE is_flag_open = 1;

CREATE INDEX issue_for_meeting ON issue (community_id, id) WHERE is_for_meeting = 1;

CREATE TABLE "issue_event" (
	id INTEGER PRIMARY KEY,
	issue_id INTEGER NOT NULL REFERENCES issue (id),
	number INTEGER NOT NULL,          -- within the issue, from 1
	at INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN (
		'step', 'edit', 'hide', 'show', 'note',
		'undo',                       -- the step before it was a mistake: back to to_state
		'due',                        -- the day was moved from due_before to due, public_note tells why
		'meeting',                    -- put on the list for the next meeting, or taken off it
		'message',                    -- a resident's words that a moderator let through
		'photo')),                    -- photos became public, or were taken away
	from_state TEXT NOT NULL,         -- '' for the first
	to_state TEXT NOT NULL,
	role TEXT NOT NULL,               -- in which role it was done
	person_id INTEGER REFERENCES person (id), -- NULL: a resident or the system
	organisation_id INTEGER REFERENCES organisation (id), -- whom it was given to, or who did it
	public_note TEXT NOT NULL,        -- for everyone, plain text
	internal_note TEXT NOT NULL,      -- for staff
	due TEXT,
	due_before TEXT,                  -- the day that was due before this line, where it moved one
	review_on TEXT,
	reason TEXT NOT NULL,             -- a key of the closed list (moderation, hold), or ''
	evidence TEXT NOT NULL,           -- a document, or why there is none
	confirmed_by TEXT NOT NULL,       -- "засідання № 5", "заявник", "староста"
	is_public INTEGER NOT NULL CHECK (is_public IN (0, 1)),
	UNIQUE (issue_id, number)
) STRICT;

CREATE INDEX issue_event_by_person ON issue_event (person_id);

CREATE INDEX issue_event_by_organisation ON issue_event (organisation_id);

CREATE TRIGGER issue_event_stays BEFORE UPDATE ON issue_event
BEGIN SELECT RAISE(ABORT, 'an event cannot be changed'); END;

CREATE TRIGGER issue_event_keeps BEFORE DELETE ON issue_event
BEGIN SELECT RAISE(ABORT, 'an event cannot be removed'); END;

CREATE TABLE issue_undo (
	issue_id INTEGER PRIMARY KEY REFERENCES issue (id),
	event_id INTEGER NOT NULL,        -- the step; whose it was and when, the event tells
	revision INTEGER NOT NULL,        -- of the issue right after the step
	was_public INTEGER NOT NULL,      -- and how it was before: its columns
	state TEXT NOT NULL,
	organisation_id INTEGER,
	due TEXT,
	review_on TEXT,
	resolved_at INTEGER,
	duplicate_of INTEGER,
	hidden_class TEXT,
	publish_not_before INTEGER,
	registered_at INTEGER,
	assigned_at INTEGER,
	closed_at INTEGER,
	held_on TEXT,
	held_days INTEGER NOT NULL,
	due_moves INTEGER NOT NULL,
	reopened_count INTEGER NOT NULL,
	is_for_meeting INTEGER NOT NULL
) STRICT;

CREATE VIEW issue_public AS
SELECT i.id, i.community_id, i.year, i.number, i.category, i.title, i.text,
	CASE WHEN i.precision >= 1 AND c.precision_cap >= 1 THEN i.area_id END AS area_id,
	CASE WHEN i.precision >= 2 AND c.precision_cap >= 2 THEN i.place ELSE '' END AS place,
	CASE WHEN i.precision >= 3 AND c.precision_cap >= 3 THEN round(i.latitude, 5)
	     WHEN i.precision >= 2 AND c.precision_cap >= 2 THEN round(i.latitude, 3) END AS latitude,
	CASE WHEN i.precision >= 3 AND c.precision_cap >= 3 THEN round(i.longitude, 5)
	     WHEN i.precision >= 2 AND c.precision_cap >= 2 THEN round(i.longitude, 3) END AS longitude,
	i.state, i.phase, i.source, i.organisation_id, i.due, i.review_on, i.reported_at, i.published_at,
	i.updated_at, i.resolved_at, i.is_made_up, i.is_public, i.registered_at, i.assigned_at, i.closed_at,
	i.reopened_count, i.support_count, i.photo_count, i.due_moves, i.held_days
FROM issue i JOIN community c ON c.id = i.community_id
WHERE i.is_public = 1;

CREATE VIEW issue_event_undone AS
SELECT e.id, EXISTS (SELECT 1 FROM issue_event n WHERE n.issue_id = e.issue_id AND n.kind = 'undo'
	AND n.number = e.number + CASE WHEN e.kind = 'due' AND e.reason = 'hold' AND EXISTS (
		SELECT 1 FROM issue_event s WHERE s.issue_id = e.issue_id AND s.number = e.number + 1
		AND s.kind = 'step' AND s.at = e.at) THEN 2 ELSE 1 END
	AND e.kind IN ('step', 'due')) AS is_undone
FROM issue_event e;

CREATE VIEW update_public AS
SELECT e.id, e.issue_id, e.number, e.at, e.kind, e.from_state, e.to_state, e.role,
	CASE WHEN NOT n.is_undone THEN e.organisation_id END AS organisation_id,
	CASE WHEN n.is_undone THEN '' ELSE e.public_note END AS public_note,
	CASE WHEN NOT n.is_undone THEN e.due END AS due,
	CASE WHEN NOT n.is_undone THEN e.due_before END AS due_before,
	CASE WHEN NOT n.is_undone THEN e.review_on END AS review_on,
	CASE WHEN n.is_undone THEN '' ELSE e.reason END AS reason,
	CASE WHEN n.is_undone THEN '' ELSE e.evidence END AS evidence,
	CASE WHEN n.is_undone THEN '' ELSE e.confirmed_by END AS confirmed_by,
	n.is_undone
FROM issue_event e JOIN issue i ON i.id = e.issue_id JOIN issue_event_undone n ON n.id = e.id
WHERE e.is_public = 1 AND i.is_public = 1;

CREATE TABLE issue_support (
	issue_id INTEGER NOT NULL REFERENCES issue (id),
	supporter_hash TEXT NOT NULL,
	network_hash TEXT NOT NULL,       -- '' once it is forgotten
	at INTEGER NOT NULL,
	PRIMARY KEY (issue_id, supporter_hash)
) STRICT;

CREATE INDEX issue_support_by_network ON issue_support (issue_id, network_hash);

CREATE INDEX issue_support_by_at ON issue_support (at) WHERE network_hash <> '';

CREATE TABLE issue_message (
	id INTEGER PRIMARY KEY,
	community_id INTEGER NOT NULL REFERENCES community (id),
	issue_id INTEGER NOT NULL REFERENCES issue (id),
	at INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('addition', 'withdrawal', 'confirmation', 'reopening', 'comment')),
	text TEXT NOT NULL,               -- as it was sent; '' once it is erased
	flags INTEGER NOT NULL DEFAULT 0, -- bits of model/flag.h
	state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'declined')),
	reason TEXT NOT NULL DEFAULT '',  -- of declining: a key of the closed list
	decided_at INTEGER,
	decided_by INTEGER REFERENCES person (id),
	event_id INTEGER,                 -- the line it became
	report_id INTEGER REFERENCES issue (id) -- of a reopening without the secret link: the new report
	                                  -- that tells of the same again
) STRICT;

CREATE INDEX issue_message_of_issue ON issue_message (issue_id, id);

CREATE INDEX issue_message_waiting ON issue_message (community_id, id) WHERE state = 'waiting';

CREATE INDEX issue_message_by_person ON issue_message (decided_by);

CREATE INDEX issue_message_by_report ON issue_message (report_id) WHERE report_id IS NOT NULL;

CREATE TABLE photo (
	id INTEGER PRIMARY KEY,
	community_id INTEGER NOT NULL REFERENCES community (id),
	issue_id INTEGER NOT NULL REFERENCES issue (id),
	event_id INTEGER,                 -- the update it came with; NULL: the report itself
	message_id INTEGER REFERENCES issue_message (id), -- the resident's message it came with
	position INTEGER NOT NULL,        -- order among those it came with, from 1
	name TEXT NOT NULL UNIQUE,        -- 128 random bits, its address
	moment TEXT NOT NULL CHECK (moment IN ('before', 'after')), -- of what was done about the issue
	state TEXT NOT NULL CHECK (state IN ('waiting', 'public', 'removed')),
	alt TEXT NOT NULL DEFAULT '',     -- what it shows, for who cannot see it
	width INTEGER NOT NULL,           -- of the whole one, pixels
	height INTEGER NOT NULL,
	size INTEGER NOT NULL,            -- of the whole one, bytes
	made_at INTEGER NOT NULL,
	removed_reason TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX photo_of_issue ON photo (issue_id, state, position, id);

CREATE INDEX photo_waiting ON photo (community_id, id) WHERE state = 'waiting';

CREATE INDEX photo_of_message ON photo (message_id) WHERE message_id IS NOT NULL;

CREATE TABLE photo_bytes (
	photo_id INTEGER NOT NULL REFERENCES photo (id),
	form TEXT NOT NULL CHECK (form IN ('whole', 'thumbnail')),
	type TEXT NOT NULL,               -- image/jpeg
	bytes BLOB NOT NULL,
	PRIMARY KEY (photo_id, form)
) STRICT;

CREATE VIEW photo_public AS
SELECT p.id, p.community_id, p.issue_id, p.event_id, p.message_id, p.position, p.name, p.moment, p.state,
	p.alt, p.width, p.height, p.size, p.made_at, p.removed_reason
FROM photo p JOIN issue i ON i.id = p.issue_id
WHERE p.state = 'public' AND i.is_public = 1;

CREATE TABLE photo_draft (
	draft_hash TEXT NOT NULL,         -- of the word
	key TEXT NOT NULL,                -- hash of the whole one: the same photo twice is one
	position INTEGER NOT NULL,        -- in which order they came
	width INTEGER NOT NULL,
	height INTEGER NOT NULL,
	whole BLOB NOT NULL,
	thumbnail BLOB NOT NULL,
	made_at INTEGER NOT NULL,
	PRIMARY KEY (draft_hash, key)
) STRICT;

CREATE INDEX photo_draft_by_made ON photo_draft (made_at);

CREATE TABLE answer_template (
	id INTEGER PRIMARY KEY,
	community_id INTEGER NOT NULL REFERENCES community (id),
	state TEXT NOT NULL,              -- a key of model/state.c
	category TEXT REFERENCES category (key), -- NULL: every one
	name TEXT NOT NULL,               -- what it is called in the list
	text TEXT NOT NULL,
	UNIQUE (community_id, state, category, name)
) STRICT;

CREATE INDEX answer_template_by_category ON answer_template (category);

CREATE TABLE appeal (
	id INTEGER PRIMARY KEY,
	community_id INTEGER NOT NULL REFERENCES community (id),
	issue_id INTEGER NOT NULL REFERENCES issue (id),
	number TEXT NOT NULL,             -- incoming number of the council's own register
	arrived_on TEXT NOT NULL,         -- date on which it came
	received_on TEXT NOT NULL,        -- date its terms are counted from: the next working day, where
	                                  -- it came out of working hours
	kind TEXT NOT NULL CHECK (kind IN ('3.1', '3.2', '3.3')), -- of resolution 858: proposal, application, complaint
	receipt TEXT NOT NULL,            -- 1.x: how it came
	sign TEXT NOT NULL,               -- 2.x: first, repeated, ...
	subject TEXT NOT NULL,            -- 5.x: individual, collective, anonymous
	term TEXT NOT NULL CHECK (term IN ('simple', 'ordinary', 'extended')), -- 15 days, a month, 45 days (Art. 20)
	due_on TEXT NOT NULL,             -- the last day to answer by that term
	notified_on TEXT,                 -- date on which the person was told that it takes longer
	forwarded_on TEXT,                -- date; within 5 days (Art. 7)
	answered_on TEXT,                 -- date
	outcome TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', '9.1', '9.2', '9.3', '9.4', '9.5', '9.6')),
	revision INTEGER NOT NULL DEFAULT 1,
	UNIQUE (community_id, number, received_on)
) STRICT;

CREATE INDEX appeal_of_issue ON appeal (issue_id, id);

CREATE INDEX appeal_by_received ON appeal (community_id, received_on, id);

CREATE INDEX appeal_unanswered ON appeal (community_id, due_on, id) WHERE answered_on IS NULL;

CREATE INDEX appeal_answered ON appeal (community_id, answered_on, id) WHERE answered_on IS NOT NULL;

CREATE TABLE issue_erasure (
	issue_id INTEGER PRIMARY KEY REFERENCES issue (id),
	closed_at INTEGER NOT NULL        -- the newest step, which led to a state where nothing more is expected
) STRICT;

CREATE INDEX issue_erasure_by_closed ON issue_erasure (closed_at);

CREATE TRIGGER issue_message_waits AFTER INSERT ON issue_message
BEGIN
	INSERT INTO issue_erasure (issue_id, closed_at)
	SELECT i.id, NEW.at FROM issue i WHERE i.id = NEW.issue_id AND i.phase = 'closed'
	ON CONFLICT (issue_id) DO NOTHING;
END;

CREATE TABLE ended_link (
	secret_hash TEXT PRIMARY KEY,
	ended_at INTEGER NOT NULL
) STRICT;

CREATE INDEX issue_private_reachable ON issue_private (issue_id)
	WHERE contact_name <> '' OR contact_phone <> '' OR contact_email <> '';

CREATE INDEX audit_looks ON audit (id)
	WHERE action IN ('issue private read', 'issue private find', 'issue private export', 'person export');

CREATE INDEX audit_looks_in ON audit (community_id, id)
	WHERE action IN ('issue private read', 'issue private find', 'issue private export', 'person export');

CREATE INDEX audit_looks_of ON audit (actor, id)
	WHERE action IN ('issue private read', 'issue private find', 'issue private export', 'person export');

CREATE TABLE finder_change (
	community_id INTEGER NOT NULL,
	issue_id INTEGER NOT NULL,
	PRIMARY KEY (community_id, issue_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE finder_block (
	community_id INTEGER NOT NULL,
	block INTEGER NOT NULL,           -- from 0
	field INTEGER NOT NULL,           -- enum finder_field of model/finder_block.h
	numbers BLOB NOT NULL,
	PRIMARY KEY (community_id, block, field)
) STRICT;

CREATE TABLE finder_version (
	community_id INTEGER NOT NULL,
	block INTEGER NOT NULL,
	version INTEGER NOT NULL,
	PRIMARY KEY (community_id, block)
) STRICT, WITHOUT ROWID;

CREATE TABLE finder_word (
	community_id INTEGER NOT NULL,
	block INTEGER NOT NULL,
	word TEXT NOT NULL,               -- folded
	places BLOB NOT NULL,             -- in the block: 16-bit numbers, or a bit for each place
	PRIMARY KEY (community_id, block, word)
) STRICT, WITHOUT ROWID;

CREATE TABLE finder_category (
	code INTEGER PRIMARY KEY,
	category TEXT NOT NULL UNIQUE
) STRICT;

CREATE TRIGGER finder_new_category AFTER INSERT ON category
BEGIN INSERT INTO finder_category (category) VALUES (new.key); END;

CREATE TRIGGER finder_new_issue AFTER INSERT ON issue
BEGIN INSERT INTO finder_change (community_id, issue_id) VALUES (new.community_id, new.id); END;

CREATE TRIGGER finder_changed_issue AFTER UPDATE ON issue
BEGIN INSERT INTO finder_change (community_id, issue_id) VALUES (new.community_id, new.id)
	ON CONFLICT DO NOTHING; END;

CREATE TRIGGER finder_changed_precision AFTER UPDATE OF precision_cap ON community
BEGIN INSERT INTO finder_change (community_id, issue_id)
	SELECT community_id, id FROM issue WHERE community_id = new.id ON CONFLICT DO NOTHING; END;

CREATE INDEX issue_with_point ON issue (community_id, is_public, area_id, id) WHERE latitude IS NOT NULL;

CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
WHEN (SELECT is_sealing FROM installation WHERE id = 1) IS NOT 1
	OR new.id <> old.id OR new.at <> old.at OR new.person_id <> old.person_id OR new.role <> old.role
	OR new.community_id <> old.community_id OR new.action <> old.action OR new.subject <> old.subject
	OR new.before <> old.before OR (new.after <> old.after AND old.action <> 'person add')
BEGIN SELECT RAISE(ABORT, 'an audit line cannot be changed'); END;

CREATE INDEX indicator_by_community ON indicator (community_id);

CREATE TABLE indicator_definition (
	indicator TEXT NOT NULL REFERENCES indicator (key),
	version INTEGER NOT NULL,
	community_id INTEGER REFERENCES community (id), -- whose wording; NULL: everybody's
	uk TEXT NOT NULL,
	en TEXT NOT NULL,                 -- '': there is none in English
	since INTEGER NOT NULL,           -- UTC seconds; 0: before this was written down
	PRIMARY KEY (indicator, version)
) STRICT;

CREATE INDEX indicator_definition_by_community ON indicator_definition (community_id);

CREATE TRIGGER indicator_definition_stays BEFORE UPDATE ON indicator_definition
BEGIN SELECT RAISE(ABORT, 'a definition keeps its words'); END;

CREATE TABLE indicator_choice (
	community_id INTEGER NOT NULL REFERENCES community (id),
	indicator TEXT NOT NULL REFERENCES indicator (key),
	is_used INTEGER NOT NULL DEFAULT 1 CHECK (is_used IN (0, 1)), -- asked for in the editor
	is_core INTEGER CHECK (is_core IN (0, 1)), -- asked for first; NULL: as in the list
	position INTEGER,                 -- NULL: as in the list
	definition_version INTEGER,       -- NULL: everybody's, whichever is in force
	PRIMARY KEY (community_id, indicator),
	FOREIGN KEY (indicator, definition_version) REFERENCES indicator_definition (indicator, version)
) STRICT;

CREATE INDEX indicator_choice_by_indicator ON indicator_choice (indicator, definition_version);

CREATE TABLE report_warning_answer (
	report_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	key TEXT NOT NULL,                -- of the warning: "subset.calls_crime"
	answer TEXT NOT NULL,
	PRIMARY KEY (report_id, version, key),
	FOREIGN KEY (report_id, version) REFERENCES report_version (report_id, version)
) STRICT;

CREATE TRIGGER report_warning_answer_is_not_added BEFORE INSERT ON report_warning_answer
	WHEN EXISTS (SELECT 1 FROM report_version v
	WHERE v.report_id = NEW.report_id AND v.version = NEW.version AND v.published_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

CREATE TRIGGER report_warning_answer_stays BEFORE UPDATE ON report_warning_answer
	WHEN EXISTS (SELECT 1 FROM report_version v
	WHERE v.report_id = OLD.report_id AND v.version = OLD.version AND v.published_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

CREATE TRIGGER report_warning_answer_keeps BEFORE DELETE ON report_warning_answer
	WHEN EXISTS (SELECT 1 FROM report_version v
	WHERE v.report_id = OLD.report_id AND v.version = OLD.version AND v.published_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

CREATE TABLE figure_hidden (
	report_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	indicator TEXT NOT NULL REFERENCES indicator (key),
	PRIMARY KEY (report_id, version, indicator),
	FOREIGN KEY (report_id, version) REFERENCES report_version (report_id, version)
) STRICT;

CREATE INDEX figure_hidden_by_indicator ON figure_hidden (indicator);

CREATE TABLE figure_decided (
	report_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	PRIMARY KEY (report_id, version),
	FOREIGN KEY (report_id, version) REFERENCES report_version (report_id, version)
) STRICT;

CREATE VIEW figure_shown AS
SELECT g.report_id, g.version, g.indicator, g.definition_version, g.shown AS state, g.qualifier,
	CASE g.shown WHEN 'given' THEN g.value END AS value,
	CASE WHEN g.shown = g.state THEN g.note ELSE '' END AS note, g.position
FROM (
	SELECT f.*, i.position, CASE
		WHEN f.state <> 'given' THEN f.state
		WHEN EXISTS (SELECT 1 FROM figure_hidden h WHERE h.report_id = f.report_id
			AND h.version = f.version AND h.indicator = f.indicator) THEN 'suppressed'
		WHEN i.publicity = 'public' OR 10000 <= (
			SELECT coalesce(sum(c.population), 0) FROM report_territory t
			JOIN community c ON c.id = t.community_id WHERE t.report_id = f.report_id)
			THEN 'given'
		WHEN i.publicity = 'never_small' AND r.kind <> 'annual' THEN 'suppressed'
		WHEN f.value > 0 AND f.value < 3000 THEN 'small'
		ELSE 'given' END AS shown
	FROM figure f
	JOIN indicator i ON i.key = f.indicator
	JOIN report r ON r.id = f.report_id
) g;

CREATE TABLE question (
	id INTEGER PRIMARY KEY,
	community_id INTEGER NOT NULL REFERENCES community (id),
	year INTEGER NOT NULL,            -- year and number within the hromada: 3/2026
	number INTEGER NOT NULL,
	asked_on TEXT NOT NULL,
	asked_at TEXT NOT NULL DEFAULT '', -- the meeting, in words
	sector TEXT NOT NULL,             -- a key of model/question.c; never a name
	text TEXT NOT NULL,
	category TEXT REFERENCES category (key),
	issue_id INTEGER REFERENCES issue (id), -- an issue of the register that it is about
	addressee TEXT NOT NULL CHECK (addressee IN ('police', 'council', 'utility')),
	due TEXT NOT NULL,                -- the day the answer is awaited
	state TEXT NOT NULL CHECK (state IN ('asked', 'answered', 'accepted', 'to_complete')),
	reason TEXT NOT NULL DEFAULT '',  -- why the answer has to be completed, or had to
	answer TEXT NOT NULL DEFAULT '',  -- of the council or a utility; the police answer in reports
	answered_by TEXT NOT NULL DEFAULT '', -- a post
	answered_on TEXT,                 -- of the answer in force, wherever it stands
	report_id INTEGER REFERENCES report (id), -- in which the police answered
	made_at INTEGER NOT NULL,
	updated_at INTEGER NOT NULL,
	revision INTEGER NOT NULL DEFAULT 1,
	is_made_up INTEGER NOT NULL DEFAULT 0 CHECK (is_made_up IN (0, 1)),
	UNIQUE (community_id, year, number)
) STRICT;

CREATE INDEX question_open ON question (community_id, due, addressee) WHERE state IN ('asked', 'to_complete');

CREATE INDEX question_by_report ON question (report_id);

CREATE INDEX question_by_issue ON question (issue_id);

CREATE INDEX question_by_category ON question (category);

CREATE TABLE report_answer (
	report_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	question_id INTEGER NOT NULL REFERENCES question (id),
	answer TEXT NOT NULL,             -- '': none was given, it is carried into the next report
	answered_by TEXT NOT NULL,        -- a post; '': the author of the report
	PRIMARY KEY (report_id, version, question_id),
	FOREIGN KEY (report_id, version) REFERENCES report_version (report_id, version)
) STRICT;

CREATE INDEX report_answer_by_question ON report_answer (question_id, report_id, version);

CREATE TRIGGER report_answer_is_not_added BEFORE INSERT ON report_answer
	WHEN EXISTS (SELECT 1 FROM report_version v
	WHERE v.report_id = NEW.report_id AND v.version = NEW.version AND v.published_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

CREATE TRIGGER report_answer_stays BEFORE UPDATE ON report_answer
	WHEN EXISTS (SELECT 1 FROM report_version v
	WHERE v.report_id = OLD.report_id AND v.version = OLD.version AND v.published_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

CREATE TRIGGER report_answer_keeps BEFORE DELETE ON report_answer
	WHEN EXISTS (SELECT 1 FROM report_version v
	WHERE v.report_id = OLD.report_id AND v.version = OLD.version AND v.published_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

CREATE TABLE report_plan (
	report_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	position INTEGER NOT NULL,        -- from 1
	measure TEXT NOT NULL,
	term TEXT NOT NULL,               -- as people write it: a day, "грудень", "постійно"
	responsible TEXT NOT NULL,        -- a post
	PRIMARY KEY (report_id, version, position),
	FOREIGN KEY (report_id, version) REFERENCES report_version (report_id, version)
) STRICT;

CREATE TRIGGER report_plan_is_not_added BEFORE INSERT ON report_plan
	WHEN EXISTS (SELECT 1 FROM report_version v
	WHERE v.report_id = NEW.report_id AND v.version = NEW.version AND v.published_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

CREATE TRIGGER report_plan_stays BEFORE UPDATE ON report_plan
	WHEN EXISTS (SELECT 1 FROM report_version v
	WHERE v.report_id = OLD.report_id AND v.version = OLD.version AND v.published_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

CREATE TRIGGER report_plan_keeps BEFORE DELETE ON report_plan
	WHEN EXISTS (SELECT 1 FROM report_version v
	WHERE v.report_id = OLD.report_id AND v.version = OLD.version AND v.published_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

CREATE TABLE report_outcome (
	report_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	position INTEGER NOT NULL,        -- of the measure in its plan
	planned_in INTEGER NOT NULL REFERENCES report (id),
	measure TEXT NOT NULL,
	term TEXT NOT NULL,
	responsible TEXT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('not_told', 'done', 'partly', 'not_done', 'moved')),
	moved_to TEXT CHECK ((state = 'moved') = (moved_to IS NOT NULL)),
	note TEXT NOT NULL,
	PRIMARY KEY (report_id, version, position),
	FOREIGN KEY (report_id, version) REFERENCES report_version (report_id, version)
) STRICT;

CREATE INDEX report_outcome_of ON report_outcome (planned_in);

CREATE TRIGGER report_outcome_is_not_added BEFORE INSERT ON report_outcome
	WHEN EXISTS (SELECT 1 FROM report_version v
	WHERE v.report_id = NEW.report_id AND v.version = NEW.version AND v.published_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

CREATE TRIGGER report_outcome_stays BEFORE UPDATE ON report_outcome
	WHEN EXISTS (SELECT 1 FROM report_version v
	WHERE v.report_id = OLD.report_id AND v.version = OLD.version AND v.published_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

CREATE TRIGGER report_outcome_keeps BEFORE DELETE ON report_outcome
	WHEN EXISTS (SELECT 1 FROM report_version v
	WHERE v.report_id = OLD.report_id AND v.version = OLD.version AND v.published_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

CREATE INDEX report_by_unit ON report (territory_key, unit, period_to) WHERE state = 'published';

CREATE TABLE report_hearing (
	report_id INTEGER NOT NULL REFERENCES report (id),
	community_id INTEGER NOT NULL REFERENCES community (id),
	day TEXT NOT NULL,                -- the planned one; once presented, the one it was
	time TEXT NOT NULL,               -- "17:30", or "" when not told
	place TEXT NOT NULL,
	audience TEXT NOT NULL CHECK (audience IN ('open_meeting', 'council_session', 'coordination_council',
		'residents')),
	is_presented INTEGER NOT NULL DEFAULT 0 CHECK (is_presented IN (0, 1)),
	PRIMARY KEY (report_id, community_id)
) STRICT;

CREATE INDEX report_hearing_by_community ON report_hearing (community_id, day);

CREATE INDEX issue_closed ON issue (community_id, closed_at, id) WHERE is_public = 1 AND closed_at IS NOT NULL;

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

CREATE TABLE hub_told (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	seq INTEGER NOT NULL
) STRICT;

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
, refused INTEGER NOT NULL DEFAULT 0, refused_at INTEGER) STRICT;

CREATE INDEX subscription_behind ON subscription (community_id, state, rhythm, seq);

CREATE INDEX subscription_by_hour ON subscription (due_at) WHERE state = 'confirmed' AND rhythm <> 'at_once';

CREATE INDEX subscription_by_email ON subscription (email);

CREATE INDEX subscription_by_age ON subscription (state, asked_at);

CREATE TABLE subscription_ask (
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	email_hash TEXT NOT NULL,
	network_hash TEXT NOT NULL
) STRICT;

CREATE INDEX subscription_ask_by_email ON subscription_ask (email_hash, at);

CREATE INDEX subscription_ask_by_network ON subscription_ask (network_hash, at);

CREATE INDEX subscription_ask_by_age ON subscription_ask (at);

CREATE INDEX outbox_of_group ON outbox (kind, key) WHERE key IS NOT NULL;

CREATE INDEX issue_by_reported ON issue (community_id, reported_at, id) WHERE is_public = 1;

CREATE INDEX issue_by_updated ON issue (community_id, updated_at, id) WHERE is_public = 1;

CREATE INDEX publication_of_updates ON publication (community_id, at, seq)
	WHERE kind = 'update' AND is_latest = 1 AND is_withdrawn = 0;

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

CREATE TABLE api_key_use (
	key_id INTEGER PRIMARY KEY REFERENCES api_key (id),
	used_at INTEGER NOT NULL,
	in_minute INTEGER NOT NULL,       -- in the minute of used_at
	in_day INTEGER NOT NULL           -- in the day of Kyiv of used_at
) STRICT;

CREATE TABLE api_receipt (
	token_hash TEXT PRIMARY KEY,
	issue_id INTEGER NOT NULL REFERENCES issue (id),
	key_id INTEGER NOT NULL REFERENCES api_key (id)
) STRICT;

CREATE INDEX api_receipt_by_issue ON api_receipt (issue_id);

CREATE INDEX api_receipt_by_key ON api_receipt (key_id);

CREATE TABLE api_update (
	key_id INTEGER NOT NULL REFERENCES api_key (id),
	update_id TEXT NOT NULL,
	at INTEGER NOT NULL,
	PRIMARY KEY (key_id, update_id)
) STRICT;

CREATE INDEX issue_by_place ON issue (community_id, CAST(latitude * 100 AS INTEGER), longitude)
	WHERE latitude IS NOT NULL;

CREATE VIEW question_public AS
SELECT q.id, q.community_id, c.slug, c.short_name, q.year, q.number, q.asked_on, q.asked_at, q.sector,
	q.text, coalesce(q.category, '') AS category, coalesce(k.uk, '') AS category_uk,
	coalesce(k.en, '') AS category_en, i.id AS issue_id, i.year AS issue_year, i.number AS issue_number,
	coalesce(i.title, '') AS issue_title, q.addressee, q.due, q.state, q.reason, q.answer,
	q.answered_by, q.answered_on, q.updated_at, q.revision, q.is_made_up,
	coalesce(q.report_id, 0) AS report_id
FROM question q
JOIN community c ON c.id = q.community_id
LEFT JOIN category k ON k.key = q.category
LEFT JOIN issue i ON i.id = q.issue_id AND i.is_public = 1;

CREATE INDEX publication_of_kind ON publication (community_id, is_latest, kind, seq, issue_id, is_withdrawn);

CREATE INDEX publication_of_all ON publication (community_id, is_latest, seq, issue_id, is_withdrawn);

CREATE INDEX publication_of_network ON publication (is_network, is_latest, kind, seq, issue_id, is_withdrawn);

CREATE INDEX publication_of_network_all ON publication (is_network, is_latest, seq, issue_id, is_withdrawn);

CREATE INDEX publication_withdrawn ON publication (is_withdrawn, community_id, seq, issue_id) WHERE is_withdrawn = 1;

