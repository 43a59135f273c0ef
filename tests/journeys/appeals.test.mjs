// The secretary keeps a statutory appeal beside its issue: its number, its last days, its answer, and
// the table of resolution 858. Nobody else learns that there is one.
import assert from 'node:assert/strict';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const server = await Server.start();
const home = server.query("SELECT id FROM community WHERE slug = 'korosten'")[0].id;
const issueIn = (state) => server.query(`SELECT year || '-' || number AS key FROM issue WHERE community_id = ${home}
	AND state = '${state}' AND published_at IS NOT NULL AND hidden_class IS NULL ORDER BY id DESC LIMIT 1`)[0].key;
const secretary = new Visitor(server), chair = new Visitor(server), resident = new Visitor(server);
await secretary.signIn('secretary');
await chair.signIn('chair');

const issue = issueIn('on_hold');
const iso = (date) => date.toISOString().slice(0, 10);
const people = (day) => day.split('-').reverse().join('.');
// The last Saturday and the Monday behind it that are both over.
const saturday = new Date(Date.now() - 86400000 * 20);
saturday.setUTCDate(saturday.getUTCDate() - (saturday.getUTCDay() + 1) % 7);
const monday = new Date(+saturday + 2 * 86400000);
const typed = { number: '88401', arrived: people(iso(saturday)), receipt: '1.1', kind: '3.2', sign: '2.1', subject: '5.1',
	term: 'ordinary' };
const place = `/korosten/issues/${issue}/appeals`;
let appeal;

await claim('the work page of an issue leads the secretary to its appeals', async () => {
	const work = await secretary.get(`/korosten/work/${issue}`);
	assert.ok(work.text.includes(`href="${place}"`), 'no link to the appeals');
	assert.match((await secretary.get('/korosten/work')).text, /href="\/korosten\/appeals"/);
});
await claim('an index with a letter of a surname is refused, and why is said', async () => {
	const answer = await secretary.fill(await secretary.get(place), { ...typed, number: 'Д-401', counted: 'next' }, place);
	assert.equal(answer.status, 422);
	assert.match(answer.text, /першу літеру прізвища/);
	assert.ok(answer.text.includes('Д-401'), 'what was typed stays');
});
await claim('what came on a Saturday is asked back: from when does it count', async () => {
	const answer = await secretary.fill(await secretary.get(place), { ...typed, counted: '' }, place);
	assert.equal(answer.status, 422);
	assert.match(answer.text, /Воно надійшло у вихідний/);
});
await claim('entered, it shows its last day, counted from the next working day, hold or no hold', async () => {
	const answer = await secretary.fill(await secretary.get(place), { ...typed, counted: 'next' }, place);
	assert.equal(answer.status, 303, answer.text);
	appeal = answer.location.replace(/\?.*/, '');
	const page = await secretary.get(answer.location);
	const due = server.query("SELECT due_on, received_on FROM appeal WHERE number = '88401'")[0];
	assert.equal(due.received_on, iso(monday));
	assert.ok(page.text.includes(people(due.due_on)), `${people(due.due_on)} is not there`);
	assert.match(page.text, /не строки за законом/);
	assert.match(page.text, /має підтвердити юрист/);
});
await claim('it stands in the list of what is due next, and in the issue', async () => {
	for (const path of ['/korosten/appeals', place])
		assert.match((await secretary.get(path)).text, /88401/);
});
await claim('the chair reads it and cannot write', async () => {
	const page = await chair.get(appeal);
	assert.equal(page.status, 200);
	assert.doesNotMatch(page.text, /<button>Зберегти/);
	assert.equal((await chair.post(`${appeal}/answer`, { ...await chair.secrets(), outcome: '9.1', answered: people(iso(monday)) })).status, 403);
});
await claim('nobody else sees a trace of it', async () => {
	assert.equal((await resident.get('/korosten/appeals')).status, 303);
	for (const login of ['moderator', 'police', 'works', 'admin', 'observer']) {
		const other = new Visitor(server);
		await other.signIn(login);
		for (const path of ['/korosten/appeals', '/korosten/appeals/table.csv', appeal, place])
			assert.equal((await other.get(path)).status, 403, `${login} ${path}`);
		assert.doesNotMatch((await other.get(`/korosten/work/${issue}`)).text, /appeals/);
	}
	for (const path of [`/korosten/issues/${issue}`, '/korosten/data/issues.csv', '/korosten/',
		`/korosten/issues/${issue}.atom`, `/korosten/issues/${issue}.json`, '/korosten/feeds/everything.atom'])
		assert.doesNotMatch((await resident.get(path)).text, /88401|\/appeals/, path);
	assert.doesNotMatch((await resident.get('/korosten/issues?q=88401')).text, new RegExp(`issues/${issue}"`));
});
await claim('neighbours do not reach over', async () => {
	assert.equal((await secretary.get(appeal.replace('korosten', 'ovruch'))).status >= 400, true);
});
await claim('the outcome is the secretary\'s: the state of the issue only proposes one', async () => {
	const closed = issueIn('closed'), at = `/korosten/issues/${closed}/appeals`;
	const made = await secretary.fill(await secretary.get(at), { ...typed, number: '88402', counted: 'day', kind: '3.3' }, at);
	const page = await secretary.get(made.location);
	assert.match(page.text, /<option value="9\.1" selected/);
	assert.equal(server.query("SELECT outcome FROM appeal WHERE number = '88402'")[0].outcome, '');
	const path = made.location.replace(/\?.*/, '/answer');
	const answer = await secretary.fill(page, { outcome: '9.3', answered: people(iso(monday)) }, path);
	assert.equal(answer.status, 303);
	assert.deepEqual(server.query("SELECT outcome, answered_on FROM appeal WHERE number = '88402'")[0],
		{ outcome: '9.3', answered_on: iso(monday) });
	assert.match((await secretary.get('/korosten/appeals?answered=1')).text, /88402/);
});
await claim('an answer without a result is asked back on the same page', async () => {
	const answer = await secretary.fill(await secretary.get(appeal), { outcome: '', answered: people(iso(monday)) }, `${appeal}/answer`);
	assert.equal(answer.status, 422);
	assert.match(answer.text, /88401/);
});
await claim('extending it asks for the day on which the person was told', async () => {
	const page = await secretary.get(appeal);
	assert.equal((await secretary.fill(page, { term: 'extended' }, appeal)).status, 422);
	const told = people(iso(new Date(+monday + 86400000)));
	assert.equal((await secretary.fill(await secretary.get(appeal), { term: 'extended', notified: told }, appeal)).status, 303);
	const { due_on, received_on } = server.query("SELECT due_on, received_on FROM appeal WHERE number = '88401'")[0];
	assert.equal((new Date(due_on) - new Date(received_on)) / 86400000, 45);
});
await claim('the table of the half-year is one click, adds up, and goes along as CSV', async () => {
	const year = monday.getUTCFullYear(), half = monday.getUTCMonth() < 6 ? 1 : 2;
	const page = await secretary.get(`/korosten/appeals/table?year=${year}&half=${half}`);
	assert.equal(page.status, 200);
	assert.match(page.text, /Суми сходяться/);
	const csv = await secretary.get(`/korosten/appeals/table.csv?year=${year}&half=${half}`);
	assert.match(csv.headers.get('content-type'), /text\/csv/);
	const rows = csv.text.replace(/^\uFEFF/, '').trimEnd().split('\r\n').slice(1).map((row) => row.split(';'));
	const all = Number(rows[0][2]);
	for (const characteristic of ['1', '2', '3', '5'])
		assert.equal(rows.filter(([code]) => code.startsWith(`${characteristic}.`)).reduce((sum, row) => sum + Number(row[2]), 0), all);
	assert.equal(rows.slice(1).filter(([code]) => /^9|^$/.test(code)).reduce((sum, row) => sum + Number(row[2]), 0), all);
	assert.ok(all >= 1);
});
await claim('what is asked unclearly gives the half-year at hand', async () => {
	for (const query of ['', '?year=99999&half=7', '?year=2026&quarter=x', '?half=1&quarter=3', '?year=abcd'])
		assert.equal((await secretary.get(`/korosten/appeals/table${query}`)).status, 200, query);
	for (const query of ['?behind=x', '?behind=2026-01-01.', '?behind=2026-01-01.99999999999999999999', '?answered=1&behind=2026-02-30.1'])
		assert.equal((await secretary.get(`/korosten/appeals${query}`)).status, 200, query);
	assert.equal((await secretary.get('/korosten/appeals/999999')).status, 404);
});
await finish();
