-- 0016: mailboxes that are gone.
--
-- A server that is told again and again of a mailbox it does not have takes the sender for one who sends to
-- whomever; and an address that nobody reads any more is kept for nothing.
ALTER TABLE subscription ADD COLUMN refused INTEGER NOT NULL DEFAULT 0; -- letters since the last that arrived, each refused because there is no such mailbox
ALTER TABLE subscription ADD COLUMN refused_at INTEGER; -- the first of them; NULL: none
