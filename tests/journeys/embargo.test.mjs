// What was registered with a moment to wait for appears by itself when that moment has come.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const server = await Server.start();
const reader = new Visitor(server), moderator = new Visitor(server);
await moderator.signIn('moderator');
const text = 'Ліхтар біля зупинки чекає своєї години.';
await reader.report({ text });
const [{ number }] = server.query(`select i.year || '-' || i.number as number from issue i
	where i.state in ('new', 'moderation') order by i.id desc limit 1`);
const feed = async () => (await reader.get('/korosten/feeds/issues.atom')).text.includes(text);
const status = async () => (await reader.get(`/korosten/issues/${number}`)).status;

await claim('it is registered and nobody sees it before its moment', async () => {
	const answer = await moderator.post(`/korosten/issues/${number}/state`, {
		...await moderator.secrets(`/korosten/work/${number}?to=registered`), to: 'registered',
		publish_not_before: new Date(Date.now() + 4000).toISOString().replace(/\.\d+Z/, 'Z'),
	});
	assert.equal(answer.status, 303, answer.text);
	assert.equal(await status(), 404);
	assert.equal(await feed(), false);
});
await claim('then it is on its page and in the feed, with nobody doing anything', async () => {
	for (let tries = 0; tries < 60 && await status() !== 200; tries++)
		await sleep(500);
	assert.equal(await status(), 200);
	assert.equal(await feed(), true);
});
await finish();
