-- Police reports whole: indicators and their definitions as each hromada uses them, what is hidden so
-- that nobody is recognised, questions of the community and their answers, plans, and hearings.

---------------------------------------------------------------- indicators and definitions

-- What an indicator is a part of: it cannot be more than that one. Kinds are parts that exclude each
-- other, so all kinds of one total together cannot be more than it either.
ALTER TABLE indicator ADD COLUMN subset_of TEXT NOT NULL DEFAULT '';
ALTER TABLE indicator ADD COLUMN is_kind INTEGER NOT NULL DEFAULT 0 CHECK (is_kind IN (0, 1));

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

---------------------------------------------------------------- questions and answers

---------------------------------------------------------------- plans and what became of them

---------------------------------------------------------------- hearings

---------------------------------------------------------------- issues beside a report

-- What was closed in a report's period, which its page tells.
CREATE INDEX issue_closed ON issue (community_id, closed_at, id) WHERE is_public = 1 AND closed_at IS NOT NULL;

---------------------------------------------------------------- open data

-- Who answers for the open data of a hromada: what resolution 835 asks of a publisher.
ALTER TABLE community ADD COLUMN edrpou TEXT NOT NULL DEFAULT '' CHECK (edrpou = '' OR length(edrpou) = 8); -- of the council; text, since a leading zero counts
ALTER TABLE community ADD COLUMN data_contact TEXT NOT NULL DEFAULT ''; -- a post, not a name
ALTER TABLE community ADD COLUMN data_mail TEXT NOT NULL DEFAULT '';
