-- The order in which things became public: what feeds are cut from, and what readers who were away
-- catch up by. A row is added whenever something public appears, changes or is withdrawn, in the
-- same transaction; something hidden never adds one, so nothing can be learnt from the counter.
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
CREATE INDEX publication_of_kind ON publication (community_id, is_latest, kind, seq);
CREATE INDEX publication_of_all ON publication (community_id, is_latest, seq);
CREATE INDEX publication_of_network ON publication (is_network, is_latest, kind, seq);
CREATE INDEX publication_of_issue ON publication (issue_id, is_latest, kind, seq);
CREATE INDEX publication_of_network_all ON publication (is_network, is_latest, seq);
CREATE INDEX publication_of_network_old ON publication (is_network, seq);
