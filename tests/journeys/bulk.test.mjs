// Acts on many issues of the queue at once: each row in its own right, nothing typed lost.
import assert from 'node:assert/strict';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const server = await Server.start();
const reader = new Visitor(server), secretary = new Visitor(server), moderator = new Visitor(server);
const works = new Visitor(server);
await secretary.signIn('secretary');
await moderator.signIn('moderator');
await works.signIn('works');

async function reported(text, values = {}) {
	await reader.report({ text, ...values });
	const [{ number }] = server.query("select year || '-' || number as number from issue order by id desc limit 1");
	return number;
}
const stateOf = (number) => server.query(`select state from issue join community c on c.id = community_id
	where slug = 'korosten' and year || '-' || number = '${number}'`)[0]?.state;
const field = (number, name) => server.query(`select issue.${name} as x from issue join community c on c.id = community_id
	where slug = 'korosten' and year || '-' || number = '${number}'`)[0]?.x;
const bulk = async (who, values) => {
	const { token, once } = await who.secrets('/korosten/work');
	const fields = [['token', token], ['once', once]];
	for (const [name, value] of Object.entries(values))
		for (const one of [value].flat())
			fields.push([name, one]);
	return who.post('/korosten/work/bulk', fields);
};
const ticked = (page) => [...page.text.matchAll(/<input class="tick"[^>]*value="([^"]*)"[^>]*checked/g)].map(([, number]) => number);
const lighting = await reported('Перша проблема для черги');
const second = await reported('Друга проблема для черги');
const third = await reported('Третя проблема для черги');

await claim('each row of the queue has a box of the bar’s form, with a name for who cannot see it', async () => {
	const page = await moderator.get('/korosten/work?task=moderate');
	assert.match(page.text, new RegExp(`<input class="tick" type="checkbox" form="bulk" name="issue" value="${lighting}"[^>]*aria-label="[^"]*${lighting}"`));
	assert.match(page.text, /<form id="bulk" method="post" action="\/korosten\/work\/bulk"/);
	assert.match(page.text, /<input type="hidden" name="task" value="moderate">/);
	assert.ok(!(await works.get('/korosten/work')).text.includes('class="tick"'), 'a body has nothing to do in bulk');
});
await claim('several are accepted at once and are public', async () => {
	const answer = await bulk(moderator, { issue: [lighting, second, second], act: 'register', task: 'moderate' });
	assert.equal(answer.status, 303, answer.text);
	assert.match(answer.location, /\/korosten\/work\?saved=1&task=moderate$/);
	for (const number of [lighting, second]) {
		assert.equal(stateOf(number), 'registered');
		assert.equal((await reader.get(`/korosten/issues/${number}`)).status, 200);
	}
	assert.equal(stateOf(third), 'moderation');
});
await claim('each has its own line in the audit', async () => {
	const lines = server.query("select subject from audit where action = 'issue step' order by id desc limit 2");
	assert.equal(new Set(lines.map(({ subject }) => subject)).size, 2);
});
const body = server.query("select o.id from organisation o join community c on c.id = community_id where slug = 'korosten' order by o.id limit 1")[0].id;
await claim('what can be done is done; the rest stays ticked with its reason, and what was typed stays', async () => {
	const answer = await bulk(secretary, { issue: [lighting, third, '2026-99999'], act: 'assign', responsible: body,
		due: '31.12.2099', note: 'Передано на виконання <b>' });
	assert.equal(answer.status, 422);
	assert.equal(stateOf(lighting), 'assigned');
	assert.equal(field(lighting, 'organisation_id'), body);
	assert.equal(stateOf(third), 'moderation');
	assert.deepEqual(ticked(answer), [third]);
	assert.ok(!answer.text.includes(`value="${lighting}"`), 'what is done is not offered again');
	assert.ok(answer.text.includes('2026-99999'));
	assert.match(answer.text, /1 проблему опрацьовано/);
	assert.match(answer.text, /2 проблеми лишилися без змін/);
	assert.match(answer.text, /class="fault"/);
	assert.match(answer.text, /Передано на виконання &lt;b&gt;<\/textarea>/);
	assert.match(answer.text, /value="31\.12\.2099"/);
	assert.match(answer.text, new RegExp(`<option value="${body}" selected`));
});
await claim('what the act itself lacks is said, and nothing is done', async () => {
	const answer = await bulk(secretary, { issue: [second], act: 'assign', note: 'Без органу' });
	assert.equal(answer.status, 422);
	assert.equal(stateOf(second), 'registered');
	assert.deepEqual(ticked(answer), [second]);
	assert.match(answer.text, /Без органу/);
	assert.match(answer.text, /aria-invalid/);
});
await claim('without a choice the queue is offered, and what was typed stays', async () => {
	const answer = await bulk(secretary, { act: 'hide', reason: 'personal', note: 'Нікого не вибрано' });
	assert.equal(answer.status, 422);
	assert.deepEqual(ticked(answer), []);
	assert.ok(answer.text.includes(`value="${second}"`));
	assert.match(answer.text, /Нікого не вибрано<\/textarea>/);
});
await claim('several are put on the meeting’s list; one that waits for moderation as well', async () => {
	const answer = await bulk(secretary, { issue: [lighting, second], act: 'meeting' });
	assert.equal(answer.status, 303, answer.text);
	assert.equal(field(lighting, 'is_for_meeting'), 1);
	const events = server.query(`select count(*) as n from issue_event where kind = 'meeting'
		and issue_id = ${field(second, 'id')}`);
	assert.equal(events[0].n, 1);
});
await claim('several become duplicates of one, but not the one of itself', async () => {
	const fourth = await reported('Четверта проблема, та сама');
	const answer = await bulk(moderator, { issue: [third, fourth, lighting], act: 'duplicate', duplicate_of: lighting });
	assert.equal(answer.status, 422);
	assert.deepEqual([stateOf(third), stateOf(fourth), stateOf(lighting)], ['duplicate', 'duplicate', 'assigned']);
	assert.deepEqual(ticked(answer), [lighting]);
	const unknown = await bulk(moderator, { issue: [second], act: 'duplicate', duplicate_of: '2026-99999' });
	assert.equal(unknown.status, 422);
	assert.equal(stateOf(second), 'registered');
});
await claim('several are hidden, for a reason of the list only', async () => {
	assert.equal((await bulk(moderator, { issue: [lighting, second], act: 'hide', reason: 'wording' })).status, 422);
	assert.equal((await reader.get(`/korosten/issues/${second}`)).status, 200);
	assert.equal((await bulk(moderator, { issue: [lighting, second], act: 'hide', reason: 'personal' })).status, 303);
	for (const number of [lighting, second])
		assert.equal((await reader.get(`/korosten/issues/${number}`)).status, 410);
});
await claim('nobody does in bulk what they may not do one by one', async () => {
	const number = await reported('П’ята проблема для черги');
	assert.equal((await bulk(moderator, { issue: [number], act: 'assign', responsible: body, due: '31.12.2099', note: 'x' })).status, 422);
	assert.equal((await bulk(works, { issue: [number], act: 'register' })).status, 403);
	assert.equal(stateOf(number), 'moderation');
	const police = new Visitor(server);
	await police.signIn('police');
	assert.notEqual((await bulk(police, { issue: [number], act: 'hide', reason: 'personal' })).status, 303);
	assert.equal(field(number, 'hidden_class'), null);
	const [other] = server.query(`select i.year || '-' || i.number as number, i.state from issue i join community c
		on c.id = i.community_id where slug <> 'korosten' and i.number > 5000 limit 1`);
	assert.equal(other, undefined);
});
await claim('a hundred at a time is the most', async () => {
	const many = Array.from({ length: 101 }, (_, i) => `2026-${i + 1}`);
	const answer = await bulk(moderator, { issue: many, act: 'hide', reason: 'personal' });
	assert.equal(answer.status, 422);
	assert.equal(server.query("select count(*) as n from audit where action = 'issue hide' and at > unixepoch() - 3")[0].n <= 2, true);
});
await finish();
