-- What the police tell the community: reports, their versions, figures and texts.

-- What can be counted. Loaded from model/data/indicators.tsv.
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
) STRICT;

CREATE INDEX indicator_by_position ON indicator (position, key);

CREATE TABLE report (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL CHECK (kind IN ('bimonthly', 'beat_halfyear', 'annual', 'custom')),
	period_from TEXT NOT NULL,        -- dates, both inclusive
	period_to TEXT NOT NULL,
	basis TEXT NOT NULL CHECK (basis IN ('period', 'cumulative')), -- cumulative: since 1 January
	unit TEXT NOT NULL,               -- the police unit
	author_post TEXT NOT NULL,        -- "начальник відділу поліції № 1"; never a name
	state TEXT NOT NULL CHECK (state IN ('draft', 'review', 'published', 'withdrawn')),
	version INTEGER NOT NULL DEFAULT 0, -- the newest published one; 0: none yet
	author_id INTEGER REFERENCES person (id),
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

CREATE INDEX report_by_author ON report (author_id);

-- The hromadas a report speaks of: one unit often serves several. Figures may only be compared
-- between reports of the same set.
CREATE TABLE report_territory (
	report_id INTEGER NOT NULL REFERENCES report (id),
	katottg TEXT NOT NULL,
	community_id INTEGER REFERENCES community (id), -- NULL: not served by this installation
	PRIMARY KEY (report_id, katottg)
) STRICT;

CREATE INDEX report_by_community ON report_territory (community_id, report_id);

-- A version: one is the draft (published_at NULL), the others are published and never change.
CREATE TABLE report_version (
	report_id INTEGER NOT NULL REFERENCES report (id),
	version INTEGER NOT NULL,         -- from 1
	summary TEXT NOT NULL,            -- three to five sentences; goes into the feed
	reason TEXT NOT NULL DEFAULT '',  -- why it was corrected, for the public
	published_at INTEGER,
	published_by INTEGER REFERENCES person (id),
	hash TEXT NOT NULL DEFAULT '',    -- BLAKE2b-256 of its content, once published
	PRIMARY KEY (report_id, version)
) STRICT;

CREATE INDEX report_version_by_publisher ON report_version (published_by);

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

-- A published version is never edited in place.
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

-- What the public may see of reports, per hromada they speak of.
CREATE VIEW report_public AS
SELECT r.id, t.community_id, r.kind, r.period_from, r.period_to, r.basis, r.unit, r.author_post,
	r.version, r.published_at, r.updated_at, r.source_url, r.is_made_up, v.summary, v.reason, v.hash,
	v.published_at AS version_published_at
FROM report r
JOIN report_territory t ON t.report_id = r.id
JOIN report_version v ON v.report_id = r.id AND v.version = r.version
WHERE r.state = 'published' AND t.community_id IS NOT NULL;
