-- 0014: questions beside a large register.
--
-- A question may be about an issue, of which it tells number and title where the issue is public. The view
-- issue_public joins two tables, and outside of an inner join the engine makes all of it before it looks for the
-- one row: seconds, and hundreds of megabytes, of 200,000 issues. The table says by itself what is public, and
-- neither number nor title is one of the columns that issue_public makes coarser.
DROP VIEW question_public;

CREATE VIEW question_public AS
SELECT q.id, q.community_id, c.slug, c.short_name, q.year, q.number, q.asked_on, q.asked_at, q.sector,
	q.text, coalesce(q.category, '') AS category, coalesce(k.uk, '') AS category_uk,
	coalesce(k.en, '') AS category_en, i.id AS issue_id, i.year AS issue_year, i.number AS issue_number,
	coalesce(i.title, '') AS issue_title, q.addressee, q.due, q.state, q.reason, q.answer,
	q.answered_by, q.answered_on, q.updated_at, q.revision, q.is_made_up,
	coalesce(q.report_id, 0) AS report_id
FROM question q
JOIN community c ON c.id = q.community_id
LEFT JOIN category k ON k.key = q.category
LEFT JOIN issue i ON i.id = q.issue_id AND i.is_public = 1;
