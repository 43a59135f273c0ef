// Nobody is left wondering: a way back that keeps what was typed, a word after each act, a filter that
// says what it filters, and a wrong address that still leads somewhere.
import assert from 'node:assert/strict';
import { Server, Visitor, claim, finish, formOf } from './poruch.mjs';

const server = await Server.start();
const resident = new Visitor(server);
const unfolded = (fields) => new URLSearchParams(fields).toString();
const post = (visitor, path, fields) => visitor.ask(path, { method: 'POST', body: unfolded(fields),
	headers: { 'content-type': 'application/x-www-form-urlencoded', origin: server.url } });

await claim('going back a question keeps the answers of both', async () => {
	const page = await resident.get('/korosten/issues/new?step=place&category=lighting');
	assert.match(page.text, /name="to" value="category"/);
	const { fields } = formOf(page.text, '/korosten/issues/new');
	const typed = [...fields.filter(([name]) => name !== 'place'), ['place', 'біля школи № 5'], ['to', 'category']];
	const back = await post(resident, '/korosten/issues/new', typed);
	assert.match(back.text, /value="lighting"[^>]* checked/);
	assert.match(back.text, /name="place" value="біля школи № 5"/);
});

await claim('an act of staff is answered with a word', async () => {
	const secretary = new Visitor(server);
	await secretary.signIn('secretary');
	const list = await secretary.get('/korosten/issues?state=open');
	const [, number] = /\/korosten\/issues\/(20\d\d-\d+)/.exec(list.text);
	const form = formOf((await secretary.get(`/korosten/work/${number}?do=note`)).text, /\/note$/);
	const answer = await post(secretary, form.action,
		[...form.fields.filter(([name]) => name !== 'internal_note'), ['internal_note', 'Перевірити в п’ятницю.']]);
	assert.equal(answer.status, 303);
	assert.match((await secretary.get(answer.location)).text, /role="status">Збережено\./);
	assert.doesNotMatch((await resident.get(`/korosten/issues/${number}?saved=1`)).text, /Збережено/);
});

await claim('a filter with one date says from when, and nothing is called "not chosen"', async () => {
	const { text } = await resident.get('/korosten/issues?from=2026-10-01');
	assert.match(text, />від 01\.10\.2026 ✕</);
	assert.match((await resident.get('/korosten/issues?to=2026-10-01')).text, />до 01\.10\.2026 ✕</);
	assert.doesNotMatch(text, /Не вибрано/);
	assert.match(text, /<option value="newest" selected>/);
});

await claim('a wrong address inside a hromada keeps its sections and search', async () => {
	const { status, text } = await resident.get('/korosten/nowhere');
	assert.equal(status, 404);
	assert.match(text, /<a href="\/korosten\/reports"/);
	assert.match(text, /action="\/korosten\/issues" role="search"/);
	assert.equal((await resident.get('/nowhere/at-all')).status, 404);
});

await finish();
