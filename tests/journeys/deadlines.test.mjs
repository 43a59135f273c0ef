// The day by which it should be done: proposed by our own aim, moved only with a reason, not running on hold.
import assert from 'node:assert/strict';
import { Server, Visitor, claim, finish, formOf } from './poruch.mjs';

const server = await Server.start();
const reader = new Visitor(server), moderator = new Visitor(server), secretary = new Visitor(server), works = new Visitor(server);
for (const [visitor, login] of [[moderator, 'moderator'], [secretary, 'secretary'], [works, 'works']])
	await visitor.signIn(login);

const utility = server.query(`select organisation_id as id from person where login = 'works'`)[0].id;
// A day of Kyiv from today on, as forms show it and as the database keeps it.
const kyiv = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Kyiv' });
const day = (days) => kyiv.format(new Date(Date.now() + days * 86400e3));
const typed = (iso) => iso.split('-').reverse().join('.');
const columns = (number) => {
	const [year, own] = number.split('-');
	return server.query(`select id, state, organisation_id, due, held_on, held_days, due_moves from issue
		where community_id = (select id from community where slug = 'korosten') and year = ${year} and number = ${own}`)[0];
};
const step = async (visitor, number, values) => visitor.post(`/korosten/issues/${number}/state`, {
	...await visitor.secrets(`/korosten/work/${number}`), ...values });
const move = async (visitor, number, values) => visitor.post(`/korosten/issues/${number}/due`, {
	...await visitor.secrets(`/korosten/work/${number}`), ...values });

await reader.report({ text: 'Темно на вулиці Вишневій.' });
const [{ number }] = server.query(`select year || '-' || number as number from issue order by id desc limit 1`);
assert.equal((await step(moderator, number, { to: 'registered' })).status, 303);
const aim = server.query(`select target_days from category where key = 'lighting'`)[0].target_days;

await claim('the form proposes the day it was told and the aim of its kind', async () => {
	const page = await secretary.get(`/korosten/work/${number}?to=assigned`);
	const due = formOf(page.text, `/korosten/issues/${number}/state`).fields.find(([name]) => name === 'due')[1];
	assert.equal(due, typed(day(aim)));
});
await claim('a body without a day gets that day', async () => {
	assert.equal((await step(secretary, number, { to: 'assigned', responsible: utility, due: '', note: 'Передано.' })).status, 303);
	assert.equal(columns(number).due, day(aim));
	assert.equal(columns(number).due_moves, 0);
});
await claim('it is called an aim, not a term of law', async () => {
	const page = (await reader.get(`/korosten/issues/${number}`)).text;
	assert.ok(page.includes('<dt>Цільовий строк</dt>'));
	assert.ok(!page.includes('строк за законом'));
});

await claim('the responsible body does not move its own day', async () => {
	const answer = await move(works, number, { due: typed(day(40)), note: 'Не встигаємо.' });
	assert.equal(answer.status, 422);
	assert.equal(columns(number).due, day(aim));
});
await claim('who moves it says why, names a day to come, and another one', async () => {
	for (const values of [{ due: typed(day(30)), note: '' }, { due: '', note: 'Чому.' },
		{ due: typed(day(-1)), note: 'Чому.' }, { due: '31.02.2027', note: 'Чому.' }, { due: typed(day(aim)), note: 'Чому.' }]) {
		const answer = await move(secretary, number, { do: 'due', ...values });
		assert.equal(answer.status, 422, JSON.stringify(values));
		if (values.note)
			assert.ok(answer.text.includes('Чому.'), 'what was typed is lost');
	}
	assert.equal(columns(number).due, day(aim));
});
await claim('a move is in the public history with the old day and the reason, and in the feed', async () => {
	const page = await secretary.get(`/korosten/work/${number}?do=due`);
	const answer = await secretary.fill(page, { due: typed(day(30)), note: 'Чекаємо на кабель.' }, /\/due$/);
	assert.equal(answer.status, 303, answer.text);
	assert.equal(columns(number).due, day(30));
	assert.equal(columns(number).due_moves, 1);
	for (const path of [`/korosten/issues/${number}`, `/korosten/issues/${number}.atom`]) {
		const text = (await reader.get(path)).text;
		assert.ok(text.includes('Чекаємо на кабель.'), path);
		assert.ok(text.includes('Цільовий строк перенесено з'), path);
	}
	assert.ok((await reader.get(`/korosten/issues/${number}`)).text.includes('перенесено 1 раз'));
});
await claim('a form over somebody else\'s move tells so', async () => {
	const revision = server.query(`select revision from issue where id = ${columns(number).id}`)[0].revision;
	const answer = await move(secretary, number, { do: 'due', revision: revision - 1, due: typed(day(50)), note: 'Пізно.' });
	assert.equal(answer.status, 422);
	assert.equal(columns(number).due, day(30));
});

await claim('a step that sets another day asks why', async () => {
	const values = { to: 'in_progress', note: 'Почали.', due: typed(day(35)) };
	assert.equal((await step(works, number, values)).status, 422);
	assert.equal((await step(works, number, { ...values, reason: 'підрядник хворіє' })).status, 303);
	assert.equal(columns(number).due, day(35));
	assert.equal(columns(number).due_moves, 2);
	assert.ok((await reader.get(`/korosten/issues/${number}`)).text.includes('підрядник хворіє'));
});
await claim('moved more than once, it is a reminder in the queue', async () => {
	assert.ok((await secretary.get('/korosten/work?task=moved')).text.includes(`work/${number}`));
	assert.ok(!(await reader.get('/korosten/work?task=moved')).text.includes(number));
});

await claim('on hold it is never overdue, and the days on hold are not counted', async () => {
	assert.equal((await step(secretary, number, { to: 'on_hold', note: 'Немає коштів.', reason: 'funds', review_on: typed(day(60)) })).status, 303);
	assert.equal(columns(number).held_on, day(0));
	const page = await secretary.get(`/korosten/work/${number}?to=in_progress`);
	assert.equal(page.status, 200);
	assert.equal((await step(secretary, number, { to: 'in_progress', note: 'Кошти є.' })).status, 303);
	assert.equal(columns(number).held_on, null);
	assert.equal(columns(number).due, day(35));
});
await claim('how we are doing is told to everybody, with the numbers behind it', async () => {
	const page = await reader.get('/korosten/performance');
	assert.equal(page.status, 200);
	assert.ok(page.text.includes('Як ми працюємо'));
	const csv = await reader.get(/href="(\/korosten\/data\/performance\.csv[^"]*)"/.exec(page.text)[1].replaceAll('&amp;', '&'));
	assert.equal(csv.status, 200);
	const [names, all] = csv.text.split('\r\n').map((line) => line.split(','));
	const of = Object.fromEntries(names.map((name, i) => [name, all[i]]));
	const [{ registered, finished }] = server.query(`select count(*) as registered, sum(phase <> 'open') as finished from issue
		where is_public = 1 and community_id = (select id from community where slug = 'korosten')
		and registered_at >= ${Math.floor(Date.parse(`${of.from}T00:00:00Z`) / 1000) - 7200}`);
	assert.equal(Number(of.registered), registered);
	assert.equal(Number(of.finished), finished);
	assert.ok(page.text.includes(`>${of.finished}<`));
});
await claim('a period can be asked for; nonsense gives the last year; the English page says the same', async () => {
	const none = await reader.get('/korosten/performance?from=01.01.2001&to=02.01.2001');
	assert.equal(none.status, 200);
	assert.ok(none.text.includes('не зареєстровано жодної'));
	assert.equal((await reader.get('/korosten/performance?from=abc&to=99.99.9999')).status, 200);
	assert.ok((await reader.get('/en/korosten/performance')).text.includes('How we are doing'));
	for (const path of ['/korosten/', '/korosten/issues'])
		assert.ok((await reader.get(path)).text.includes('/korosten/performance'), path);
});
await claim('of fewer than five no median is told', async () => {
	const [names, ...lines] = (await reader.get('/korosten/data/performance.csv')).text.trim().split('\r\n').map((line) => line.split(','));
	const count = names.indexOf('days_to_finish_count');
	const few = lines.filter((line) => line.length === names.length && Number(line[count]) < 5);
	assert.ok(few.length);
	for (const line of few)
		assert.equal(line[count + 1] + line[count + 2], '', line.join());
});
await finish();
