-- The register of issues whole: the moments its figures are made of, what residents add to an issue,
-- photos, answers kept ready, statutory appeals, and what waits to be erased.

DROP VIEW update_public;
DROP VIEW issue_public;

ALTER TABLE issue ADD COLUMN registered_at INTEGER; -- when it was registered for the first time
ALTER TABLE issue ADD COLUMN assigned_at INTEGER;   -- when somebody first answered for it
ALTER TABLE issue ADD COLUMN closed_at INTEGER;     -- when it came to a state where nothing more is expected; NULL: it is not in one
ALTER TABLE issue ADD COLUMN held_on TEXT;          -- date since when it is on hold; our clock stands still
ALTER TABLE issue ADD COLUMN reopened_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE issue ADD COLUMN support_count INTEGER NOT NULL DEFAULT 0; -- rows of issue_support ever counted
ALTER TABLE issue ADD COLUMN photo_count INTEGER NOT NULL DEFAULT 0;   -- its photos in state 'public'
ALTER TABLE issue ADD COLUMN flags INTEGER NOT NULL DEFAULT 0; -- bits of model/flag.h found in what was sent
ALTER TABLE issue ADD COLUMN is_flag_open INTEGER NOT NULL DEFAULT 0 CHECK (is_flag_open IN (0, 1)); -- staff
                                    -- registered it themselves with such words, and no moderator has looked at them yet
ALTER TABLE issue ADD COLUMN due_moves INTEGER NOT NULL DEFAULT 0; -- how often somebody moved the day; the end of a hold does not count
ALTER TABLE issue ADD COLUMN held_days INTEGER NOT NULL DEFAULT 0; -- days of holds that are over: our clock stood still
ALTER TABLE issue ADD COLUMN is_for_meeting INTEGER NOT NULL DEFAULT 0 CHECK (is_for_meeting IN (0, 1)); -- it
                                    -- waits to be taken up at the next meeting

UPDATE issue SET
	registered_at = (SELECT min(e.at) FROM issue_event e WHERE e.issue_id = issue.id
		AND e.kind = 'step' AND e.to_state = 'registered'),
	assigned_at = (SELECT min(e.at) FROM issue_event e WHERE e.issue_id = issue.id
		AND e.kind = 'step' AND e.organisation_id IS NOT NULL
		AND e.to_state IN ('assigned', 'in_progress', 'planned', 'forwarded')),
	closed_at = CASE WHEN phase = 'closed' THEN (SELECT max(e.at) FROM issue_event e
		WHERE e.issue_id = issue.id AND e.kind = 'step') END,
	held_on = CASE WHEN state = 'on_hold' THEN (SELECT date(max(e.at), 'unixepoch', '+2 hours')
		FROM issue_event e WHERE e.issue_id = issue.id AND e.kind = 'step' AND e.to_state = 'on_hold') END,
	reopened_count = (SELECT count(*) FROM issue_event e WHERE e.issue_id = issue.id
		AND e.kind = 'step' AND e.to_state = 'reopened');

CREATE INDEX issue_similar ON issue (community_id, category, area_id, phase, closed_at, id)
	WHERE is_public = 1; -- for "is it one of these?"
CREATE INDEX issue_registered ON issue (community_id, is_public, registered_at, id);
CREATE INDEX issue_moved ON issue (community_id, due, id) WHERE due_moves > 1;
CREATE INDEX issue_flag_open ON issue (community_id, id) WHERE is_flag_open = 1;
CREATE INDEX issue_for_meeting ON issue (community_id, id) WHERE is_for_meeting = 1;

-- The history once more, with the kinds of lines the whole register knows.
CREATE TABLE issue_event_whole (
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

INSERT INTO issue_event_whole SELECT id, issue_id, number, at, kind, from_state, to_state, role, person_id,
	organisation_id, public_note, internal_note, due, NULL, review_on, reason, evidence, confirmed_by, is_public
FROM issue_event;

DROP TABLE issue_event;
ALTER TABLE issue_event_whole RENAME TO issue_event;

CREATE INDEX issue_event_by_person ON issue_event (person_id);
CREATE INDEX issue_event_by_organisation ON issue_event (organisation_id);

CREATE TRIGGER issue_event_stays BEFORE UPDATE ON issue_event
BEGIN SELECT RAISE(ABORT, 'an event cannot be changed'); END;

CREATE TRIGGER issue_event_keeps BEFORE DELETE ON issue_event
BEGIN SELECT RAISE(ABORT, 'an event cannot be removed'); END;

-- How an issue stood before its newest step, so that who took it can take it back within minutes. One row
-- an issue; it holds for the event it names only.
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
	i.updated_at, i.resolved_at, i.is_made_up, i.is_public, i.registered_at, i.assigned_at, i.closed_at,
	i.reopened_count, i.support_count, i.photo_count, i.due_moves, i.held_days
FROM issue i JOIN community c ON c.id = i.community_id
WHERE i.is_public = 1;

-- The steps that were taken back: the line right behind them says so. With a step goes the line before it
-- that moved the day on because a hold ended.
CREATE VIEW issue_event_undone AS
SELECT e.id, EXISTS (SELECT 1 FROM issue_event n WHERE n.issue_id = e.issue_id AND n.kind = 'undo'
	AND n.number = e.number + CASE WHEN e.kind = 'due' AND e.reason = 'hold' AND EXISTS (
		SELECT 1 FROM issue_event s WHERE s.issue_id = e.issue_id AND s.number = e.number + 1
		AND s.kind = 'step' AND s.at = e.at) THEN 2 ELSE 1 END
	AND e.kind IN ('step', 'due')) AS is_undone
FROM issue_event e;

-- The public lines of public issues. Of a step that was taken back only that it was.
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

-- "It concerns me too": one row a browser, told by the hash of a cookie that we signed. The network is
-- a hash as well, kept for 14 days, so that one cannot be counted a hundred times; the count in issue
-- stays.
CREATE TABLE issue_support (
	issue_id INTEGER NOT NULL REFERENCES issue (id),
	supporter_hash TEXT NOT NULL,
	network_hash TEXT NOT NULL,       -- '' once it is forgotten
	at INTEGER NOT NULL,
	PRIMARY KEY (issue_id, supporter_hash)
) STRICT;

CREATE INDEX issue_support_by_network ON issue_support (issue_id, network_hash);
CREATE INDEX issue_support_by_at ON issue_support (at) WHERE network_hash <> '';

-- What a resident sends to an issue after it was reported: by the secret link of the reporter, or as
-- a comment by anybody. Nobody but staff reads it before it is let through; then an event of kind
-- 'message' carries the words, and the row keeps only what became of it.
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

-- A photo of an issue, decoded and written anew: nothing of the file that was sent is kept. Hidden
-- until it is moderated.
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

-- The pictures' bytes, apart from what is read with every page.
CREATE TABLE photo_bytes (
	photo_id INTEGER NOT NULL REFERENCES photo (id),
	form TEXT NOT NULL CHECK (form IN ('whole', 'thumbnail')),
	type TEXT NOT NULL,               -- image/jpeg
	bytes BLOB NOT NULL,
	PRIMARY KEY (photo_id, form)
) STRICT;

-- The photos everybody may see, decided here, once.
CREATE VIEW photo_public AS
SELECT p.id, p.community_id, p.issue_id, p.event_id, p.message_id, p.position, p.name, p.moment, p.state,
	p.alt, p.width, p.height, p.size, p.made_at, p.removed_reason
FROM photo p JOIN issue i ON i.id = p.issue_id
WHERE p.state = 'public' AND i.is_public = 1;

-- Photos that were sent with a form which is not done yet: question pages, a form shown again with its
-- faults. Known by a random word that travels in the form; forgotten after a day.
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

-- Answers kept ready for a state, and for a category when it is named.
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

-- A statutory appeal (Law on Citizens' Appeals) that concerns an issue. Never public, and without
-- author and text, which Art. 10 forbids to disclose.
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

-- Closed issues whose private part waits to be erased. It stands beside issue_private, not in it: a row
-- that is never changed is never moved, and leaves no copy of itself behind.
CREATE TABLE issue_erasure (
	issue_id INTEGER PRIMARY KEY REFERENCES issue (id),
	closed_at INTEGER NOT NULL        -- the newest step, which led to a state where nothing more is expected
) STRICT;

CREATE INDEX issue_erasure_by_closed ON issue_erasure (closed_at);

INSERT INTO issue_erasure (issue_id, closed_at)
SELECT i.id, i.closed_at FROM issue i JOIN issue_private v ON v.issue_id = i.id
WHERE i.closed_at IS NOT NULL;

-- At which hour of Kyiv's day what was registered is published, all at once; NULL: at once.
ALTER TABLE community ADD COLUMN publish_hour INTEGER CHECK (publish_hour BETWEEN 0 AND 23);

-- A closed issue that a resident writes about comes back to those that wait.
CREATE TRIGGER issue_message_waits AFTER INSERT ON issue_message
BEGIN
	INSERT INTO issue_erasure (issue_id, closed_at)
	SELECT i.id, NEW.at FROM issue i WHERE i.id = NEW.issue_id AND i.phase = 'closed'
	ON CONFLICT (issue_id) DO NOTHING;
END;

-- Secret links that led to a report until its private part was erased: so that they can say so. To
-- which issue they led is not kept.
CREATE TABLE ended_link (
	secret_hash TEXT PRIMARY KEY,
	ended_at INTEGER NOT NULL
) STRICT;

-- Since when the file may hold remains of what was erased, in the gaps of its pages; NULL: it was written
-- anew since.
ALTER TABLE installation ADD COLUMN erased_at INTEGER;

-- The reports somebody can be reached about, for finding a person's data on request.
CREATE INDEX issue_private_reachable ON issue_private (issue_id)
	WHERE contact_name <> '' OR contact_phone <> '' OR contact_email <> '';

-- Looks at personal data, newest first, for the list of them: of all, of a hromada, of a person.
CREATE INDEX audit_looks ON audit (id)
	WHERE action IN ('issue private read', 'issue private find', 'issue private export', 'person export');
CREATE INDEX audit_looks_in ON audit (community_id, id)
	WHERE action IN ('issue private read', 'issue private find', 'issue private export', 'person export');
CREATE INDEX audit_looks_of ON audit (actor, id)
	WHERE action IN ('issue private read', 'issue private find', 'issue private export', 'person export');

-- Finding: the public issues once more, by columns. A page of the register tells how many issues
-- each choice beside it would leave; rows cannot be counted as fast as that when there are hundreds of
-- thousands, arrays of numbers can. Derived from issue_public and issue_search and from nothing
-- else; only model/finder*.c reads and writes here. What changed since the arrays were written is
-- listed, and read from the tables themselves: the arrays never have to be right, only old.
CREATE TABLE finder_change (
	community_id INTEGER NOT NULL,
	issue_id INTEGER NOT NULL,
	PRIMARY KEY (community_id, issue_id)
) STRICT, WITHOUT ROWID;

-- The orders and filters of lists were the only use of these; every step had to write them.
DROP INDEX issue_newest;
DROP INDEX issue_waiting;
DROP INDEX issue_updated;
DROP INDEX issue_by_phase;
DROP INDEX issue_by_area;

-- The issues of a hromada in blocks of 8192, by id; of each block one array of 32-bit numbers a field.
CREATE TABLE finder_block (
	community_id INTEGER NOT NULL,
	block INTEGER NOT NULL,           -- from 0
	field INTEGER NOT NULL,           -- enum finder_field of model/finder_block.h
	numbers BLOB NOT NULL,
	PRIMARY KEY (community_id, block, field)
) STRICT;

-- A random number for each writing of a block: whoever has its arrays in memory knows by it whether
-- they are still these.
CREATE TABLE finder_version (
	community_id INTEGER NOT NULL,
	block INTEGER NOT NULL,
	version INTEGER NOT NULL,
	PRIMARY KEY (community_id, block)
) STRICT, WITHOUT ROWID;

-- Which issues of a block have a word.
CREATE TABLE finder_word (
	community_id INTEGER NOT NULL,
	block INTEGER NOT NULL,
	word TEXT NOT NULL,               -- folded
	places BLOB NOT NULL,             -- in the block: 16-bit numbers, or a bit for each place
	PRIMARY KEY (community_id, block, word)
) STRICT, WITHOUT ROWID;

-- A number for each kind of issue.
CREATE TABLE finder_category (
	code INTEGER PRIMARY KEY,
	category TEXT NOT NULL UNIQUE
) STRICT;

INSERT INTO finder_category (category) SELECT key FROM category ORDER BY position, key;

CREATE TRIGGER finder_new_category AFTER INSERT ON category
BEGIN INSERT INTO finder_category (category) VALUES (new.key); END;

INSERT INTO finder_change (community_id, issue_id) SELECT community_id, id FROM issue ORDER BY community_id, id;

CREATE TRIGGER finder_new_issue AFTER INSERT ON issue
BEGIN INSERT INTO finder_change (community_id, issue_id) VALUES (new.community_id, new.id); END;

CREATE TRIGGER finder_changed_issue AFTER UPDATE ON issue
BEGIN INSERT INTO finder_change (community_id, issue_id) VALUES (new.community_id, new.id)
	ON CONFLICT DO NOTHING; END;

-- Places become coarser, or finer, all at once.
CREATE TRIGGER finder_changed_precision AFTER UPDATE OF precision_cap ON community
BEGIN INSERT INTO finder_change (community_id, issue_id)
	SELECT community_id, id FROM issue WHERE community_id = new.id ON CONFLICT DO NOTHING; END;

-- Where a settlement is, for the map: set by an administrator or taken from a file, not known else.
ALTER TABLE area ADD COLUMN latitude REAL CHECK (latitude BETWEEN 44 AND 53);
ALTER TABLE area ADD COLUMN longitude REAL CHECK (longitude BETWEEN 22 AND 41);
CREATE INDEX issue_with_point ON issue (community_id, is_public, area_id, id) WHERE latitude IS NOT NULL;

-- A person who has left is erased on request, from the audit log too: the login gives way to a number, and
-- the lines from there on are sealed anew (audit_forget). When and which row is all that stays.
ALTER TABLE person ADD COLUMN erased_at INTEGER;

-- While this is 1, within one change, what names the erased person may be written over; never another field.
ALTER TABLE installation ADD COLUMN is_sealing INTEGER NOT NULL DEFAULT 0 CHECK (is_sealing IN (0, 1));

DROP TRIGGER audit_stays;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
WHEN (SELECT is_sealing FROM installation WHERE id = 1) IS NOT 1
	OR new.id <> old.id OR new.at <> old.at OR new.person_id <> old.person_id OR new.role <> old.role
	OR new.community_id <> old.community_id OR new.action <> old.action OR new.subject <> old.subject
	OR new.before <> old.before OR (new.after <> old.after AND old.action <> 'person add')
BEGIN SELECT RAISE(ABORT, 'an audit line cannot be changed'); END;
