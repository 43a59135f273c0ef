-- 0015: feeds of a part of a large register.
--
-- Which issues a filter means is found out first; then the order of publication is gone through, and each row is
-- asked whether its issue is one of these. A feed of long ago passes millions of rows that are not, so an index
-- has to tell all that is asked of such a row.
DROP INDEX publication_of_kind;
DROP INDEX publication_of_all;
DROP INDEX publication_of_network;
DROP INDEX publication_of_network_all;
DROP INDEX publication_withdrawn;

CREATE INDEX publication_of_kind ON publication (community_id, is_latest, kind, seq, issue_id, is_withdrawn);
CREATE INDEX publication_of_all ON publication (community_id, is_latest, seq, issue_id, is_withdrawn);
CREATE INDEX publication_of_network ON publication (is_network, is_latest, kind, seq, issue_id, is_withdrawn);
CREATE INDEX publication_of_network_all ON publication (is_network, is_latest, seq, issue_id, is_withdrawn);
-- With issue_id, or the engine takes one of those above, which holds all it asks for, and goes through the hromada.
CREATE INDEX publication_withdrawn ON publication (is_withdrawn, community_id, seq, issue_id) WHERE is_withdrawn = 1;
