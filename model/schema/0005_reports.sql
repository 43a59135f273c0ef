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

-- A line: reports that can be set beside each other. One report each, but for withdrawn ones.
CREATE UNIQUE INDEX report_by_line ON report (territory_key, kind, basis, unit, period_to, period_from)
	WHERE state <> 'withdrawn';

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
-- One version is open at most.
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

-- Once something of a report is public, it stays the report it is: a wrong period is withdrawn.
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

-- A report in each of its versions, once for each hromada it speaks of. Not public by itself.
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

-- What the public may see of reports: decided here, once, for pages, feeds and open data. The
-- published versions of what is not withdrawn; and of those the newest.
CREATE VIEW report_version_public AS
SELECT * FROM report_row WHERE state = 'published' AND version_published_at IS NOT NULL;

CREATE VIEW report_public AS
SELECT * FROM report_version_public WHERE version = latest;

-- Figures as they may be shown. Where fewer than 10,000 people are known to live, the village knows
-- who is meant by one or two: such counts of what is delicate become 'small', and the most delicate
-- are not told at all but for a whole year. Their notes could tell as much and go too. Subsets
-- ("of which ...") have no sibling among the indicators that together with them gives a total, so no
-- further cell has to go; tests/model/report_disclosure.c asks that again of every new indicator.
CREATE VIEW figure_shown AS
SELECT g.report_id, g.version, g.indicator, g.definition_version, g.shown AS state, g.qualifier,
	CASE g.shown WHEN 'given' THEN g.value END AS value,
	CASE WHEN g.shown = g.state THEN g.note ELSE '' END AS note, g.position
FROM (
	SELECT f.*, i.position, CASE
		WHEN f.state <> 'given' OR i.publicity = 'public' OR 10000 <= (
			SELECT coalesce(sum(c.population), 0) FROM report_territory t
			JOIN community c ON c.id = t.community_id WHERE t.report_id = f.report_id)
			THEN f.state
		WHEN i.publicity = 'never_small' AND r.kind <> 'annual' THEN 'suppressed'
		WHEN f.value > 0 AND f.value < 3000 THEN 'small'
		ELSE f.state END AS shown
	FROM figure f
	JOIN indicator i ON i.key = f.indicator
	JOIN report r ON r.id = f.report_id
) g;
