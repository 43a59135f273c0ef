// Every feed of the demonstration, by the grammar and by a strict reader, and an answer in steps. What real
// readers make of the feeds is in readers.test.mjs.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../readers/readers.mjs';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const server = await Server.start();
const folder = mkdtempSync(join(tmpdir(), 'poruch-feeds-'));
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
	await run('jing', ['-c', 'tests/feeds/atom.rnc', ...files], folder);
});

await claim('feedparser finds nothing to complain about in RSS', async () => {
	const found = JSON.parse(await run('/usr/bin/python3', ['tests/readers/know.py', 'feedparser',
		`${server.url}/korosten/feeds/everything.rss`, join(folder, 'rss.json')], folder));
	assert.ok(found.length >= 50);
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

rmSync(folder, { recursive: true, force: true });
await finish();
