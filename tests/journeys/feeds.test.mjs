// Two real feed readers, newsboat and feedparser, subscribe, poll, go away while two hundred things
// happen, and come back. A recorder between them and the server sees what was asked and answered.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer, request } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const away = 200;
const server = await Server.start();
const folder = mkdtempSync(join(tmpdir(), 'poruch-readers-'));

// Hands everything on and remembers the statuses, by the reader's name.
const answers = { newsboat: [], python: [] };
const recorder = createServer((asked, answer) => {
	const reader = /newsboat/i.test(asked.headers['user-agent'] ?? '') ? 'newsboat' : 'python';
	const onward = request(new URL(asked.url, server.url),
		{ method: asked.method, headers: asked.headers }, (came) => {
			answers[reader].push(came.statusCode);
			answer.writeHead(came.statusCode, came.headers);
			came.pipe(answer);
		});
	asked.pipe(onward);
});
await new Promise((resolve) => recorder.listen(0, '127.0.0.1', resolve));
const feed = `http://127.0.0.1:${recorder.address().port}/korosten/feeds/everything.atom`;

function run(program, ...words) {
	const env = { ...process.env, HOME: folder, TERM: 'dumb' };
	return new Promise((resolve, reject) => execFile(program, words, { env, maxBuffer: 64 << 20 },
		(error, stdout) => error ? reject(error) : resolve(stdout)));
}

async function pollPython() {
	return JSON.parse(await run('/usr/bin/python3', 'tests/journeys/feeds.py', 'poll', feed,
		join(folder, 'state.json')));
}

const cache = join(folder, 'cache.db');
writeFileSync(join(folder, 'urls'), `${feed}\n`);
writeFileSync(join(folder, 'config'), 'reload-time 0\ndownload-retries 1\n');

async function pollNewsboat() {
	await run('newsboat', '-u', join(folder, 'urls'), '-C', join(folder, 'config'), '-c', cache,
		'-x', 'reload');
	return JSON.parse(await run('/usr/bin/python3', 'tests/journeys/feeds.py', 'newsboat', cache));
}

// What a secretary enters is public at once.
const secretary = new Visitor(server);
await secretary.signIn('secretary');

async function enter(title) {
	const page = await secretary.get('/korosten/work/new');
	const answer = await secretary.fill(page, { category: 'lighting', title, source: 'call',
		text: 'Не світить жоден ліхтар від рогу до школи.', place: 'вул. Перевірочна' },
		'/korosten/issues');
	assert.equal(answer.status, 303, answer.text.slice(0, 2000));
	return answer.location;
}

// Every feed of the demonstration, before anything happens to it.
const visitor = new Visitor(server);

await claim('every Atom feed follows the grammar of RFC 4287', async () => {
	const kinds = ['everything', 'issues', 'updates', 'reports'];
	const paths = ['', '/en'].flatMap((language) => kinds.flatMap((kind) =>
		[`${language}/korosten/feeds/${kind}.atom`, `${language}/feeds/${kind}.atom`]));
	paths.push('/korosten/feeds/issues.atom?state=overdue', '/korosten/feeds/everything.atom?archive=1',
		'/korosten/feeds/issues.atom?category=roads&state=open');
	const files = [];
	for (const path of paths) {
		const { status, text } = await visitor.get(path);
		assert.equal(status, 200, path);
		files.push(join(folder, `${files.length}.atom`));
		writeFileSync(files.at(-1), text);
	}
	await run('jing', '-c', 'tests/feeds/atom.rnc', ...files);
});

await claim('feedparser finds nothing to complain about in RSS', async () => {
	const path = `http://${new URL(server.url).host}/korosten/feeds/everything.rss`;
	const found = JSON.parse(await run('/usr/bin/python3', 'tests/journeys/feeds.py', 'poll', path,
		join(folder, 'rss.json')));
	assert.equal(found.bozo, false);
	assert.ok(found.new.length >= 50);
});

await claim('an elastic answer stays below what readers choke on, and steps lead to the end', async () => {
	const path = '/korosten/feeds/everything.atom';
	const parts = (await visitor.get(path)).headers.get('etag').match(/f-(\w+)-(\d+)-(\w+)/);
	let tag = `"f-${parts[1]}-1-${parts[3]}"`, steps = 0, answer;
	while ((answer = await visitor.get(path, { 'if-none-match': tag })).status === 200) {
		assert.ok(Buffer.byteLength(answer.text) < 1.2 * 2 ** 20);
		assert.ok(++steps < 10);
		tag = answer.headers.get('etag');
	}
	assert.equal(answer.status, 304);
	assert.ok(steps > 1);
});

const first = { python: await pollPython(), newsboat: await pollNewsboat() };
// newsboat keeps an ETag only for a feed that stands in its cache already: from the second time on.
await pollNewsboat();

await claim('both readers take the feed in', () => {
	assert.equal(first.python.status, 200);
	assert.equal(first.python.bozo, false);
	assert.ok(first.python.new.length >= 50);
	assert.equal(first.newsboat.ids.length, first.python.new.length);
});

const second = { python: await pollPython(), newsboat: await pollNewsboat() };

await claim('nothing new is a 304 for both', () => {
	assert.deepEqual(answers.python, [200, 304]);
	assert.deepEqual(answers.newsboat, [200, 200, 304]);
	assert.equal(second.python.status, 304);
});

const titles = Array.from({ length: away }, (_, i) => `Ліхтар № ${i + 1} < «перевірка» & більше`);
let last;
for (let i = 0; i < away; i += 20)
	last = (await Promise.all(titles.slice(i, i + 20).map(enter))).at(-1);
const third = { python: await pollPython(), newsboat: await pollNewsboat() };

await claim('feedparser gets everything that happened while it was away', () => {
	assert.deepEqual(titles.filter((title) => !third.python.titles.some((seen) =>
		seen === title || seen === title.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))), []);
	assert.equal(third.python.bozo, false);
});
await claim('newsboat gets everything that happened while it was away', () => {
	assert.deepEqual(titles.filter((title) => !third.newsboat.titles.includes(title)), []);
});
await claim('nobody gets anything twice', () => {
	assert.equal(new Set(third.newsboat.ids).size, third.newsboat.ids.length);
	assert.equal(third.python.new.length, new Set(third.python.new).size);
	assert.equal(third.newsboat.ids.length, first.newsboat.ids.length + third.python.new.length);
});
await claim('and a poll after that is a 304 again', async () => {
	await pollPython();
	await pollNewsboat();
	assert.equal(answers.python.at(-1), 304);
	assert.equal(answers.newsboat.at(-1), 304);
});

// One of them named somebody, and is taken off at once.
const moderator = new Visitor(server);
await moderator.signIn('moderator');
const hidden = titles.at(-1);
const page = await moderator.get(`${last.replace('/issues/', '/work/')}?do=hide`);
const answer = await moderator.fill(page, { reason: 'personal' }, /\/hide$/);

await claim('a moderator can withdraw it', () => assert.equal(answer.status, 303));

const reader = new Visitor(server);

await claim('its words are in no feed, archive or page any more', async () => {
	const addresses = ['everything', 'issues', 'updates'].flatMap((kind) =>
		['atom', 'rss', 'json'].flatMap((format) => [`/korosten/feeds/${kind}.${format}`,
			`/en/korosten/feeds/${kind}.${format}`, `/feeds/${kind}.${format}`]));
	for (let archive = 1; archive < 100; archive++)
		addresses.push(`/korosten/feeds/everything.atom?archive=${archive}`);
	for (const address of addresses) {
		const found = await reader.get(address);
		assert.ok(found.status === 200 || found.status === 404, `${address}: ${found.status}`);
		assert.ok(!found.text.includes(`№ ${away} &lt;`) && !found.text.includes(`№ ${away} <`), address);
	}
	assert.equal((await reader.get(last)).status, 410);
	assert.equal((await reader.get(`${last}.atom`)).status, 410);
});

const fourth = { python: await pollPython(), newsboat: await pollNewsboat() };

await claim('readers that polled again have a neutral text instead of its words', () => {
	assert.ok(!fourth.python.texts.includes(`№ ${away} `));
	assert.ok(fourth.python.texts.includes('Запис відкликано'));
	assert.ok(!fourth.newsboat.titles.includes(hidden));
});

recorder.close();
rmSync(folder, { recursive: true, force: true });
await finish();
