// A hub on this machine is told of every feed that changed: after the commit, again after a failure, and
// after the power went in the middle of it. Without a hub nothing is said of one.
import assert from 'node:assert/strict';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server, Visitor, claim, finish } from './poruch.mjs';

// What it is told, and how it answers: a status, or nothing at all.
class Hub {
	static async start() {
		const hub = new Hub();
		hub.topics = [];
		hub.answer = 204;
		hub.server = http.createServer((request, response) => {
			let body = '';
			request.setEncoding('utf8').on('data', (part) => { body += part; }).on('end', () => {
				const form = new URLSearchParams(body);
				hub.topics.push(form.get('hub.url'));
				hub.last = { method: request.method, type: request.headers['content-type'],
					mode: form.get('hub.mode'), agent: request.headers['user-agent'] };
				if (hub.answer)
					response.writeHead(hub.answer).end();
			});
		});
		await new Promise((resolve) => hub.server.listen(0, '127.0.0.1', resolve));
		hub.url = `http://127.0.0.1:${hub.server.address().port}/`;
		return hub;
	}

	async hears(topic, seconds = 15) {
		for (let i = 0; i < seconds * 20 && !this.topics.includes(topic); i++)
			await sleep(50);
		return this.topics.includes(topic);
	}

	async hearsAnything() {
		for (let i = 0; i < 300 && !this.topics.length; i++)
			await sleep(50);
		return this.topics.length > 0;
	}

	forget() {
		this.topics = [];
	}
}

const hub = await Hub.start();
const outside = 'http://poruch.test';
const quiet = await Server.start();
const server = await Server.start({ more: ['--hub', hub.url, '--public-url', outside], hasClock: true });
const reader = new Visitor(server);
const resident = new Visitor(server), moderator = new Visitor(server);
await moderator.signIn('moderator');

let told = 0;
const publish = async () => {
	assert.equal((await resident.report({ text: `Не світить ліхтар номер ${++told}.` })).status, 303);
	const [{ number }] = server.query(`select year || '-' || number as number from issue order by id desc limit 1`);
	const answer = await moderator.post(`/korosten/issues/${number}/state`, {
		...await moderator.secrets(`/korosten/work/${number}`), to: 'registered' });
	assert.equal(answer.status, 303);
	return number;
};

await claim('without a hub no feed speaks of one', async () => {
	const { headers, text } = await new Visitor(quiet).get('/korosten/feeds/issues.atom');
	assert.equal(headers.get('link'), null);
	assert.ok(!text.includes('rel="hub"'));
});

await claim('with one every feed without a filter names it and itself, in its head and in its body', async () => {
	for (const path of ['/korosten/feeds/issues.atom', '/korosten/feeds/everything.rss', '/feeds/updates.json',
		'/en/korosten/feeds/reports.atom', '/korosten/issues/2026-1.atom']) {
		for (const method of ['GET', 'HEAD']) {
			const { headers, status, text } = await reader.ask(path, { method });
			if (status === 404)
				continue; // the demonstration has no such issue
			const links = headers.get('link').split(', ');
			assert.deepEqual(links, [`<${hub.url}>; rel="hub"`, `<${outside}${path}>; rel="self"`], `${method} ${path}`);
			assert.ok(method === 'HEAD' || text.includes(hub.url), path);
		}
	}
	const first = await reader.get('/korosten/feeds/issues.atom');
	const again = await reader.get('/korosten/feeds/issues.atom', { 'if-none-match': first.headers.get('etag') });
	assert.equal(again.status, 304);
	assert.match(again.headers.get('link'), /rel="hub"/);
});

await claim('a feed with a filter and an archive name none, for nobody would be told of them', async () => {
	for (const path of ['/korosten/feeds/issues.atom?category=lighting', '/korosten/feeds/everything.atom?archive=1']) {
		const { headers, text, status } = await reader.get(path);
		assert.equal(status, 200);
		assert.ok(!(headers.get('link') ?? '').includes('hub'), path);
		assert.ok(!text.includes('rel="hub"'), path);
	}
});

await claim('what became public is told of in every format and language, the hromada and the network', async () => {
	const number = await publish();
	const topics = ['/korosten/feeds/issues', '/korosten/feeds/everything', '/feeds/issues', '/feeds/everything']
		.flatMap((path) => ['', '/en'].flatMap((language) => ['atom', 'rss', 'json']
			.map((ending) => `${outside}${language}${path}.${ending}`)));
	for (const topic of topics)
		assert.ok(await hub.hears(topic), topic);
	assert.deepEqual([hub.last.method, hub.last.type, hub.last.mode],
		['POST', 'application/x-www-form-urlencoded', 'publish']);
	assert.match(hub.last.agent, /^Poruch\/.*http:\/\/poruch\.test/);
	assert.ok(!hub.topics.some((topic) => topic.includes('reports')));
	assert.ok(!hub.topics.includes(null) && number);
});

await claim('a report that waits for moderation is told to nobody', async () => {
	await sleep(2500);
	hub.forget();
	await resident.report({ text: 'Ніхто ще не прочитав цього.' });
	await sleep(3000);
	assert.deepEqual(hub.topics, []);
});

await claim('a hub that fails is asked again after a pause, and nothing is lost', async () => {
	hub.forget();
	hub.answer = 500;
	await publish();
	assert.ok(await hub.hears(`${outside}/korosten/feeds/issues.atom`));
	for (let i = 0; i < 100 && !server.query(`select 1 from outbox where fault = 'status 500' and recipient = '/korosten/feeds/issues'`).length; i++)
		await sleep(100);
	const { text: figures } = await reader.get('/metrics');
	assert.match(figures, /poruch_outbox_items\{kind="ping",state="failed"\} [1-9]/);
	assert.match(figures, /poruch_outbox_failures_total [1-9]/);
	hub.answer = 204;
	hub.forget();
	await sleep(2500);
	assert.ok(!hub.topics.includes(`${outside}/korosten/feeds/issues.atom`), 'not at once');
	server.pass(2 / 24 / 60);
	assert.ok(await hub.hears(`${outside}/korosten/feeds/issues.json`));
	for (let i = 0; i < 100 && server.query('select 1 from outbox').length; i++)
		await sleep(100);
	assert.deepEqual(server.query('select * from outbox'), []);
});

await claim('an administrator sees what fails and why, and has it tried at once or not at all', async () => {
	const admin = new Visitor(server);
	await admin.signIn('admin');
	const failed = () => server.query(`select id, recipient from outbox where fault = 'status 503' and state = 'waiting'`);
	hub.forget();
	hub.answer = 503;
	await publish();
	for (let i = 0; i < 200 && (!failed().length || server.query(`select 1 from outbox where fault <> 'status 503'`).length); i++)
		await sleep(100);
	assert.ok((await admin.get('/en/admin/outbox')).text.includes('The server answered 503.'));
	const of = Object.fromEntries(failed().map(({ id, recipient }) => [recipient, id]));
	assert.ok(of['/korosten/feeds/issues'] && of['/feeds/everything'] && of['/feeds/issues'], Object.keys(of));
	hub.answer = 204;
	hub.forget();
	const push = async (path, what) => admin.fill(await admin.get('/en/admin/outbox'), {}, `/en/admin/outbox/${of[path]}/${what}`);
	assert.equal((await push('/feeds/issues', 'retry')).status, 303);
	assert.ok(await hub.hears(`${outside}/feeds/issues.atom`));
	assert.ok(!hub.topics.some((topic) => topic.includes('everything')), 'the others keep their pauses');
	for (const path of Object.keys(of).filter((path) => path !== '/feeds/issues'))
		assert.equal((await push(path, 'drop')).status, 303);
	for (let i = 0; i < 100 && server.query('select 1 from outbox').length; i++)
		await sleep(100);
	assert.ok((await admin.get('/en/admin/outbox')).text.includes('Nothing waits.'));
});

await claim('who hangs does not hold up the end of the service', async () => {
	hub.forget();
	hub.answer = 0;
	await publish();
	assert.ok(await hub.hearsAnything());
	const began = Date.now();
	server.process.kill('SIGTERM');
	assert.equal(await server.exited, 0);
	assert.ok(Date.now() - began < 8000, `${Date.now() - began} ms`);
});

await claim('what was under way when the power went is told after the next start', async () => {
	await server.run(['--hub', hub.url, '--public-url', outside]);
	hub.forget();
	await publish();
	assert.ok(await hub.hearsAnything());
	server.process.kill('SIGKILL');
	await server.exited;
	hub.answer = 204;
	hub.forget();
	await server.run(['--hub', hub.url, '--public-url', outside]);
	for (const path of ['/korosten/feeds/issues', '/korosten/feeds/everything', '/feeds/issues', '/feeds/everything'])
		assert.ok(await hub.hears(`${outside}/en${path}.json`), path);
});

hub.server.closeAllConnections();
hub.server.close();
await finish();
