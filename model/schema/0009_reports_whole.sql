-- Police reports whole: indicators and their definitions as each hromada uses them, what is hidden so
-- that nobody is recognised, questions of the community and their answers, plans, and hearings.

---------------------------------------------------------------- indicators and definitions

-- What an indicator is a part of: it cannot be more than that one. Kinds are parts that exclude each
-- other, so all kinds of one total together cannot be more than it either.
ALTER TABLE indicator ADD COLUMN subset_of TEXT NOT NULL DEFAULT '';
ALTER TABLE indicator ADD COLUMN is_kind INTEGER NOT NULL DEFAULT 0 CHECK (is_kind IN (0, 1));

-- Whose own indicator it is; NULL: of the program's list, for everybody. Keys of own ones begin with
-- "own_", so that a later list of the program cannot meet them.
ALTER TABLE indicator ADD COLUMN community_id INTEGER REFERENCES community (id);

CREATE INDEX indicator_by_community ON indicator (community_id);

-- Every wording of what is counted. A version of an indicator means one text for ever, whoever wrote
-- it: a figure names its version, and comparisons between two versions are not made.
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

INSERT INTO indicator_definition (indicator, version, community_id, uk, en, since)
SELECT key, definition_version, NULL, definition, '', 0 FROM indicator;

CREATE TRIGGER indicator_definition_stays BEFORE UPDATE ON indicator_definition
BEGIN SELECT RAISE(ABORT, 'a definition keeps its words'); END;

-- What a hromada makes of an indicator, where it differs from the program's list.
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

---------------------------------------------------------------- warnings and their answers

-- What the author says to a warning about odd figures. Part of the version, read by everyone.
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

---------------------------------------------------------------- what is hidden

-- Figures that are not small themselves but would give small ones away; model/disclosure.c decides it
-- when a version is saved and published.
CREATE TABLE figure_hidden (
	report_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	indicator TEXT NOT NULL REFERENCES indicator (key),
	PRIMARY KEY (report_id, version, indicator),
	FOREIGN KEY (report_id, version) REFERENCES report_version (report_id, version)
) STRICT;

CREATE INDEX figure_hidden_by_indicator ON figure_hidden (indicator);

-- The versions for which it was decided.
CREATE TABLE figure_decided (
	report_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	PRIMARY KEY (report_id, version),
	FOREIGN KEY (report_id, version) REFERENCES report_version (report_id, version)
) STRICT;

-- Figures as they may be shown. Where fewer than 10,000 people are known to live, the village knows
-- who is meant by one or two: such counts of what is delicate become 'small', and the most delicate
-- are not told at all but for a whole year; and then what figure_hidden says. Notes could tell as much
-- and go with their figures.
DROP VIEW figure_shown;
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

---------------------------------------------------------------- questions and answers

-- What the community asked («запит громади»), at a meeting mostly. Of who asked only the sector is kept.
-- Public from the start.
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

-- Those that wait for an answer, and what is late of them.
CREATE INDEX question_open ON question (community_id, due, addressee) WHERE state IN ('asked', 'to_complete');
CREATE INDEX question_by_report ON question (report_id);
CREATE INDEX question_by_issue ON question (issue_id);
CREATE INDEX question_by_category ON question (category);

-- As everyone reads them: an issue is told only while it is public itself.
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
LEFT JOIN issue_public i ON i.id = q.issue_id;

-- What the police answer in a version of a report. The question itself is not a part of the version.
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

---------------------------------------------------------------- plans and what became of them

-- What the police plan for the time after a report's period.
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

-- What became of the measures planned in the report before. They are told as they stood there, because
-- that report may be corrected later.
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

-- The report before one of the same unit and territory.
CREATE INDEX report_by_unit ON report (territory_key, unit, period_to) WHERE state = 'published';

---------------------------------------------------------------- hearings

-- Where and when a report is heard in a hromada, and that it was: facts beside its versions, which may
-- be told after publication without a new one.
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

---------------------------------------------------------------- issues beside a report

-- What was closed in a report's period, which its page tells.
CREATE INDEX issue_closed ON issue (community_id, closed_at, id) WHERE is_public = 1 AND closed_at IS NOT NULL;

---------------------------------------------------------------- open data

-- Who answers for the open data of a hromada: what resolution 835 asks of a publisher.
ALTER TABLE community ADD COLUMN edrpou TEXT NOT NULL DEFAULT '' CHECK (edrpou = '' OR length(edrpou) = 8); -- of the council; text, since a leading zero counts
ALTER TABLE community ADD COLUMN data_contact TEXT NOT NULL DEFAULT ''; -- a post, not a name
ALTER TABLE community ADD COLUMN data_mail TEXT NOT NULL DEFAULT '';
