-- What makes people unsafe: issues, and every step that was taken about them.

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
		AND state NOT IN ('new', 'moderation', 'declined', 'duplicate', 'restricted')) STORED,
	CHECK ((latitude IS NULL) = (longitude IS NULL)),
	UNIQUE (community_id, year, number),
	UNIQUE (community_id, reference)
) STRICT;

CREATE INDEX issue_newest ON issue (community_id, is_public, published_at, id);
CREATE INDEX issue_waiting ON issue (community_id, is_public, reported_at, id);
CREATE INDEX issue_updated ON issue (community_id, is_public, updated_at, id);
CREATE INDEX issue_by_phase ON issue (community_id, is_public, phase, published_at, id);
CREATE INDEX issue_by_category ON issue (community_id, is_public, category, published_at, id);
CREATE INDEX issue_by_area ON issue (community_id, is_public, area_id, published_at, id);
CREATE INDEX issue_by_state ON issue (community_id, state, reported_at, id);
CREATE INDEX issue_by_organisation ON issue (organisation_id, state, id);
CREATE INDEX issue_overdue ON issue (community_id, due, id) WHERE due IS NOT NULL;
CREATE INDEX issue_embargo ON issue (publish_not_before) WHERE publish_not_before IS NOT NULL;
CREATE INDEX issue_hidden ON issue (community_id, hidden_class) WHERE hidden_class IS NOT NULL;
CREATE INDEX issue_duplicates ON issue (duplicate_of) WHERE duplicate_of IS NOT NULL;

-- What only staff may see, and only with a line in the audit log. Erased when its time is over.
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

-- A step, an edit, a note: append-only; replaying them gives the issue's state.
CREATE TABLE issue_event (
	id INTEGER PRIMARY KEY,
	issue_id INTEGER NOT NULL REFERENCES issue (id),
	number INTEGER NOT NULL,          -- within the issue, from 1
	at INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('step', 'edit', 'hide', 'show', 'note')),
	from_state TEXT NOT NULL,         -- '' for the first
	to_state TEXT NOT NULL,
	role TEXT NOT NULL,               -- in which role it was done
	person_id INTEGER REFERENCES person (id), -- NULL: a resident or the system
	organisation_id INTEGER REFERENCES organisation (id), -- whom it was given to, or who did it
	public_note TEXT NOT NULL,        -- for everyone, plain text
	internal_note TEXT NOT NULL,      -- for staff
	due TEXT,
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

-- What the public may see of issues: decided here, once, for pages, feeds, API, CSV and search.
-- The place is as coarse as the category and the hromada want it.
CREATE VIEW issue_public AS
SELECT i.id, i.community_id, i.year, i.number, i.category, i.title, i.text,
	CASE WHEN i.precision >= 1 AND c.precision_cap >= 1 THEN i.area_id END AS area_id,
	CASE WHEN i.precision >= 2 AND c.precision_cap >= 2 THEN i.place ELSE '' END AS place,
	CASE WHEN i.precision >= 3 AND c.precision_cap >= 3 THEN round(i.latitude, 5)
	     WHEN i.precision >= 2 AND c.precision_cap >= 2 THEN round(i.latitude, 3) END AS latitude,
	CASE WHEN i.precision >= 3 AND c.precision_cap >= 3 THEN round(i.longitude, 5)
	     WHEN i.precision >= 2 AND c.precision_cap >= 2 THEN round(i.longitude, 3) END AS longitude,
	i.state, i.phase, i.source, i.organisation_id, i.due, i.review_on, i.reported_at, i.published_at,
	i.updated_at, i.resolved_at, i.is_made_up, i.is_public
FROM issue i JOIN community c ON c.id = i.community_id
WHERE i.is_public = 1;

-- The public lines of public issues.
CREATE VIEW update_public AS
SELECT e.id, e.issue_id, e.number, e.at, e.kind, e.from_state, e.to_state, e.role,
	e.organisation_id, e.public_note, e.due, e.review_on, e.reason, e.evidence, e.confirmed_by
FROM issue_event e JOIN issue i ON i.id = e.issue_id
WHERE e.is_public = 1 AND i.is_public = 1;
