// A step is taken, and taken back within minutes by who took it; what was done with comes again.
import assert from 'node:assert/strict';
import { Server, Visitor, claim, finish, formOf } from './poruch.mjs';

const server = await Server.start();
const reader = new Visitor(server), moderator = new Visitor(server), secretary = new Visitor(server),
	chair = new Visitor(server), works = new Visitor(server);
for (const [visitor, login] of [[moderator, 'moderator'], [secretary, 'secretary'], [chair, 'chair'], [works, 'works']])
	await visitor.signIn(login);

const utility = server.query(`select organisation_id as id from person where login = 'works'`)[0].id;
const day = (days) => new Date(Date.now() + days * 86400e3).toISOString().slice(0, 10);
const newest = () => server.query(`select i.year || '-' || i.number as number from issue i order by i.id desc limit 1`)[0].number;
const columns = (number) => {
	const [year, own] = number.split('-');
	return server.query(`select state, organisation_id, due, review_on, resolved_at, registered_at, assigned_at, closed_at,
		held_on, held_days, due_moves, reopened_count, is_public, published_at, hidden_class, title, text
		from issue where community_id = (select id from community where slug = 'korosten') and year = ${year} and number = ${own}`)[0];
};
const step = async (visitor, number, values) => visitor.post(`/korosten/issues/${number}/state`, {
	...await visitor.secrets(`/korosten/work/${number}`), ...values });
const act = async (visitor, number, what, values = {}) => visitor.post(`/korosten/issues/${number}/${what}`, {
	...await visitor.secrets(`/korosten/work/${number}`), ...values });
const report = async (text, values = {}) => {
	await reader.report({ text, ...values });
	return newest();
};

const text = 'Біля зупинки Полуничній не світить ліхтар.';
const number = await report(text);

await claim('what made it public cannot be taken back: somebody may have read it', async () => {
	assert.equal((await step(moderator, number, { to: 'registered' })).status, 303);
	assert.ok(!(await moderator.get(`/korosten/work/${number}`)).text.includes(`issues/${number}/undo`));
	const answer = await act(moderator, number, 'undo');
	assert.equal(answer.status, 422);
	assert.equal((await reader.get(`/korosten/issues/${number}`)).status, 200);
});

await claim('registering and assigning leave their moments', async () => {
	const before = columns(number);
	assert.ok(before.registered_at && !before.assigned_at && !before.closed_at);
	assert.equal((await step(secretary, number, { to: 'assigned', responsible: utility, due: day(9),
		note: 'Передано комунальникам.' })).status, 303);
	assert.ok(columns(number).assigned_at);
});

await claim('a step taken by mistake is taken back by a button, and everything is as it was', async () => {
	const before = columns(number);
	assert.equal((await step(works, number, { to: 'resolved', note: 'Замінено лампу.', evidence: 'акт № 5' })).status, 303);
	assert.equal(columns(number).state, 'resolved');
	const page = await works.get(`/korosten/work/${number}`);
	const answer = await works.fill(page, {}, /\/undo$/);
	assert.equal(answer.status, 303);
	assert.deepEqual(columns(number), before);
});
await claim('both lines stand in the public history, and the feed tells of it', async () => {
	const page = (await reader.get(`/korosten/issues/${number}`)).text;
	assert.ok(/Виконано: скасовано/.test(page));
	assert.ok(!page.includes('Замінено лампу.'), 'its words are gone');
	assert.ok((await works.get(`/korosten/work/${number}`)).text.includes('Замінено лампу.'), 'staff keep them');
	assert.ok(page.includes('Крок скасовано, знову: Призначено відповідального'));
	const feed = (await reader.get(`/korosten/issues/${number}.atom`)).text;
	assert.ok(feed.includes('Крок скасовано'));
	assert.ok(!feed.includes('Замінено лампу.'));
	for (const path of ['feeds/updates.atom', 'feeds/updates.rss', 'feeds/updates.json', 'feeds/everything.atom'])
		assert.ok(!(await reader.get(`/korosten/${path}`)).text.includes('Замінено лампу.'), path);
	const [{ id, seqs }] = server.query(`select e.id, count(p.seq) as seqs from issue_event e
		join publication p on p.kind = 'update' and p.subject_id = e.id where e.public_note = 'Замінено лампу.'`);
	assert.equal(seqs, 2, 'the same entry is told anew');
	assert.match(feed, new RegExp(`/update/${id}</id>`));
});
await claim('it is taken back once only, and by nobody else', async () => {
	assert.equal((await act(works, number, 'undo')).status, 422);
	assert.equal((await step(works, number, { to: 'in_progress', note: 'Почали.' })).status, 303);
	assert.ok(!(await secretary.get(`/korosten/work/${number}`)).text.includes(`issues/${number}/undo`));
	assert.equal((await act(secretary, number, 'undo')).status, 422);
	assert.equal(columns(number).state, 'in_progress');
});
await claim('not when somebody has acted since, be it by a note', async () => {
	assert.equal((await act(secretary, number, 'note', { internal_note: 'Дзвонили.' })).status, 303);
	assert.equal((await act(works, number, 'undo')).status, 422);
});

await claim('what a wrong step took from the public comes back to it, under its old ids', async () => {
	const other = await report('Інший ліхтар біля школи Абрикосовій.');
	assert.equal((await step(moderator, other, { to: 'registered' })).status, 303);
	const id = (feed) => /<entry>[\s\S]*?<\/entry>/g[Symbol.match](feed).find((entry) => entry.includes('Абрикосовій'))?.match(/<id>(.*?)<\/id>/)[1];
	const before = id((await reader.get('/korosten/feeds/issues.atom')).text);
	assert.ok(before);
	assert.equal((await step(moderator, other, { to: 'duplicate', duplicate_of: number })).status, 303);
	assert.equal((await reader.get(`/korosten/issues/${other}`)).status, 301);
	assert.equal(id((await reader.get('/korosten/feeds/issues.atom')).text), undefined);
	assert.equal((await act(moderator, other, 'undo')).status, 303);
	assert.equal((await reader.get(`/korosten/issues/${other}`)).status, 200);
	assert.equal(id((await reader.get('/korosten/feeds/issues.atom')).text), before);
	assert.ok((await reader.get('/korosten/issues?q=%D0%B0%D0%B1%D1%80%D0%B8%D0%BA%D0%BE%D1%81%D0%BE%D0%B2%D1%96%D0%B9')).text.includes(other));
});

await claim('forwarding asks for the number of the letter, and everybody reads it', async () => {
	const other = await report('Не світить ліхтар біля Суничного провулку.');
	const letter = '№ 459/02-21 від 22.10.2026', values = { to: 'forwarded', responsible: utility, due: day(9), note: 'Переслано власникові лінії.' };
	assert.equal((await step(moderator, other, { to: 'registered' })).status, 303);
	const form = (await secretary.get(`/korosten/work/${other}?to=forwarded`)).text;
	assert.ok(form.includes('Вихідний номер') && form.includes('Номер і дата листа.'));
	const refused = await step(secretary, other, { ...values, reason: 'без фото' });
	assert.equal(refused.status, 422);
	assert.match(refused.text, /href="#evidence"/);
	assert.ok(refused.text.includes('Переслано власникові лінії.'), 'nothing typed is lost');
	assert.equal((await step(secretary, other, { ...values, evidence: letter })).status, 303);
	for (const path of [`work/${other}`, `issues/${other}`, `issues/${other}.atom`]) {
		const page = (await secretary.get(`/korosten/${path}`)).text;
		assert.ok(page.includes(`Лист: ${letter}`), path);
		assert.ok(!page.includes('Підтвердження: №'), path);
	}
});

await claim('a forged token takes nothing back', async () => {
	assert.equal((await step(works, number, { to: 'resolved', note: 'Замінено.', evidence: 'акт № 6' })).status, 303);
	const answer = await works.post(`/korosten/issues/${number}/undo`, { token: 'x', once: 'y' });
	assert.notEqual(answer.status, 303);
	assert.equal(columns(number).state, 'resolved');
});

await claim('closing asks which meeting, and everybody reads it; words alone are taken as before', async () => {
	const form = (await chair.get(`/korosten/work/${number}?to=closed`)).text;
	for (const name of ['confirmed_by', 'meeting_number', 'meeting_on', 'starosta'])
		assert.match(form, new RegExp(`name="${name}"`), name);
	const refused = await step(chair, number, { to: 'closed', note: 'Перевірено.', confirmed_by: 'meeting', meeting_number: '4', meeting_on: '', starosta: '' });
	assert.equal(refused.status, 422);
	assert.match(refused.text, /href="#meeting_on"/);
	assert.equal((await step(chair, number, { to: 'closed', note: 'Перевірено.', confirmed_by: 'meeting',
		meeting_number: '№ 4', meeting_on: '12.11.2026', starosta: '' })).status, 303);
	assert.ok((await reader.get(`/korosten/issues/${number}`)).text.includes('засідання № 4 від 12.11.2026'));
	assert.ok((await reader.get(`/korosten/issues/${number}.atom`)).text.includes('засідання № 4 від 12.11.2026'));
	assert.equal((await act(chair, number, 'undo')).status, 303);
});

await claim('a new report of the same is offered as a reopening, and becomes its duplicate', async () => {
	assert.equal((await step(chair, number, { to: 'closed', note: 'Перевірено.', confirmed_by: 'засідання № 5' })).status, 303);
	assert.ok(columns(number).closed_at);
	const again = await report('Біля зупинки Полуничній знову не світить ліхтар.');
	const page = await moderator.get(`/korosten/work/${again}`);
	assert.equal(formOf(page.text, `/korosten/issues/${again}/again`).fields.find(([name]) => name === 'main') !== undefined, true);
	assert.equal((await act(moderator, again, 'again', { main: number })).status, 303);
	const now = columns(number);
	assert.equal(now.state, 'reopened');
	assert.equal(now.reopened_count, 1);
	assert.equal(now.closed_at, null);
	assert.equal(now.due, null);
	assert.equal(columns(again).state, 'duplicate');
	assert.ok((await reader.get(`/korosten/issues/${number}`)).text.includes('надійшло нове повідомлення про те саме'));
});
await claim('what is not done with is not reopened that way, and an unknown number is told', async () => {
	const again = await report('Біля зупинки Полуничній втретє не світить ліхтар.');
	assert.equal((await act(moderator, again, 'again', { main: number })).status, 422);
	assert.equal((await act(moderator, again, 'again', { main: '2026-99999' })).status, 422);
	assert.equal((await act(moderator, again, 'again', { main: again })).status, 422);
	assert.equal((await act(works, again, 'again', { main: number })).status, 403);
	assert.equal(columns(again).state, 'moderation');
});
await finish();
