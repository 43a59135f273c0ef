-- The Open311 API: the register read by when something was told or changed, and the keys of programs
-- that may write.

-- Windows of time, newest first, as GET requests asks for them.
CREATE INDEX issue_by_reported ON issue (community_id, reported_at, id) WHERE is_public = 1;
CREATE INDEX issue_by_updated ON issue (community_id, updated_at, id) WHERE is_public = 1;

-- The public lines by when they became public: GET servicerequestupdates.
CREATE INDEX publication_of_updates ON publication (community_id, at, seq)
	WHERE kind = 'update' AND is_latest = 1 AND is_withdrawn = 0;
