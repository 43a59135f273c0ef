-- Where: hromadas, their settlements, the bodies that answer for things, and the kinds of issues.

-- A hromada this installation serves. Names repeat in Ukraine: show raion and oblast with it.
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
) STRICT;

CREATE INDEX community_by_name ON community (oblast_key, name_key, id);

-- A settlement, a starosta district or a police beat of a hromada.
CREATE TABLE area (
	id INTEGER PRIMARY KEY,
	community_id INTEGER NOT NULL REFERENCES community (id),
	katottg TEXT NOT NULL DEFAULT '', -- of a settlement; '' else
	kind TEXT NOT NULL CHECK (kind IN ('city', 'town', 'village', 'starosta', 'beat')),
	name TEXT NOT NULL,               -- without its kind: "Барди"
	name_key TEXT NOT NULL,           -- Ukrainian sort key
	UNIQUE (community_id, kind, name)
) STRICT;

CREATE INDEX area_by_name ON area (community_id, name_key, id);

-- A body that answers for things: a department, a utility, the police. Never a private person.
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

-- A kind of issue. Loaded from model/data/categories.tsv; the administrator may change it.
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
