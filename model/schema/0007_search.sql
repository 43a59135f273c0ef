-- Finding by words. Special to SQLite, and fenced: only model/search.c reads or writes it. It holds
-- folded copies (unicode_fold) of what the public may read of public issues, and of nothing else.
CREATE VIRTUAL TABLE issue_search USING fts5 (
	body,                             -- number, title, text, place, settlement, category
	tokenize = 'unicode61 remove_diacritics 0'
);
