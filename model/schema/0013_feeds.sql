-- Issues by where they are, for "near this point" (near.c): in bands a hundredth of a degree high, each
-- from west to east. The exact place stands in the index as in the table; only what issue_public tells of
-- it is compared.
CREATE INDEX issue_by_place ON issue (community_id, CAST(latitude * 100 AS INTEGER), longitude)
	WHERE latitude IS NOT NULL;
