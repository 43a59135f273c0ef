// Every feed of a register whose every text is hostile, put past all checks into the database itself: valid by the
// grammars of tests/feeds (jing), by strict readers and by a JSON schema (ajv), and saying the same in three formats.
// What real readers keep of the feeds is in readers.test.mjs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../readers/readers.mjs';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const need = createRequire(new URL('../readers/readers.mjs', import.meta.url));
const { parseFeed } = need('feedsmith');
const folder = mkdtempSync(join(tmpdir(), 'poruch-feeds-'));
const server = await Server.start(), visitor = new Visitor(server);

await claim('an elastic answer stays below what readers choke on, and steps lead to the end', async () => {
	const path = '/korosten/feeds/everything.atom';
	const parts = (await visitor.get(path)).headers.get('etag').match(/f-(\w+)-(\d+)-(\w+)/);
	let tag = `"f-${parts[1]}-1-${parts[3]}"`, steps = 0, answer;
	while ((answer = await visitor.get(path, { 'if-none-match': tag })).status === 200) {
		assert.ok(Buffer.byteLength(answer.text) < 1.2 * 2 ** 20);
		if (!steps++) // for one reader alone: no shared cache may hand it to others
			assert.equal(answer.headers.get('cache-control'), 'private, max-age=300');
		assert.ok(steps < 10);
		tag = answer.headers.get('etag');
	}
	assert.equal(answer.status, 304);
	assert.ok(steps > 1);
});

await claim('HEAD is GET without its body, other methods are told which there are, and errors are short', async () => {
	const said = ({ headers }) => ['content-type', 'etag', 'last-modified', 'cache-control', 'vary', 'link'].map((name) => headers.get(name));
	for (const format of ['atom', 'rss', 'json']) {
		const path = `/korosten/feeds/issues.${format}`, whole = await visitor.get(path);
		const head = await visitor.ask(path, { method: 'HEAD' });
		assert.deepEqual([head.status, head.text, ...said(head)], [200, '', ...said(whole)]);
		for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
			const answer = await visitor.ask(path, { method, ...(method === 'POST' && { body: '' }) });
			assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'GET, HEAD'], method);
			assert.ok(answer.text.length < 300);
		}
		const unknown = await visitor.get(`/korosten/feeds/nothing.${format}`);
		assert.equal(unknown.status, 404);
		assert.ok(Buffer.byteLength(unknown.text) < 300, unknown.text);
	}
	const form = await visitor.ask('/korosten/issues', { method: 'PUT', body: '' });
	assert.deepEqual([form.status, form.headers.get('allow')], [405, 'GET, HEAD, POST']);
});

await claim('a reader who asks whether there is something new is never told to come less often', async () => {
	const path = '/korosten/feeds/issues.atom', tag = (await visitor.get(path)).headers.get('etag');
	for (let i = 0; i < 2000; i++)
		assert.equal((await visitor.get(path, { 'if-none-match': tag })).status, 304);
});

// ---------------------------------------------------------------- every text hostile

const bytes = (...parts) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const hostile = [
	bytes('Знаки ', [1, 11, 12, 31, 127], ' керування\u0085\u2028\u2029'),
	bytes(']]>'), bytes('<![CDATA[ x ]]>'), bytes('--> <!-- -- ->'), bytes('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'),
	bytes('<script>alert(1)</script><img src=x onerror=alert(1)>'), bytes('& &amp; &#0; &#x1; &unknown; &lt;b&gt; " \' `'),
	bytes([0xff, 0xfe], ' не UTF-8 ', [0xd0]), bytes('задовге ', [0xc0, 0xaf], ' сурогат ', [0xed, 0xa0, 0x80]),
	bytes('незнак ', [0xef, 0xbf, 0xbe], [0xef, 0xbf, 0xbf], ' за межею ', [0xf4, 0x90, 0x80, 0x80]),
	bytes('\u202eсправа наліво\u202c \u05d0\u05d1 \u0639\u0631 \u2066x\u2069'), bytes('🚨👩‍👩‍👧 і\u0308 𝕬\u{10ffff}'),
	bytes('рядок\nдругий\r\nі\tтаб'), bytes(' '), bytes('javascript:alert(1) data:text/html,x {{value}} %s %n ${x}'),
	bytes('Дуже довгий рядок. '.repeat(700)),
];
const literal = (text) => `CAST(x'${text.toString('hex')}' AS TEXT)`;
const spoilt = (from) => `CASE (${from}) % ${hostile.length} ${hostile.map((text, i) => `WHEN ${i} THEN ${literal(text)}`).join(' ')} END`;
const columns = { issue: ['title', 'text', 'place'], issue_event: ['public_note', 'evidence'], category: ['uk', 'en'],
	community: ['name', 'short_name'], area: ['name'], organisation: ['name'],
	report: ['unit', 'author_post'], report_version: ['summary', 'reason'] };

await server.stop('SIGINT');
execFileSync('sqlite3', [join(server.data, 'poruch.db')], { input: [
	'PRAGMA foreign_keys = OFF;',
	...['issue_event_stays', 'report_stays', 'report_version_stays'].map((trigger) => `DROP TRIGGER ${trigger};`),
	...Object.entries(columns).map(([table, names]) =>
		`UPDATE ${table} SET ${names.map((name, i) => `${name} = ${spoilt(`rowid + ${i * 5}`)}${/area|organisation/.test(table) ? " || ' ' || id" : ''}`).join(', ')};`),
	'UPDATE community SET precision_cap = 3;',
	'UPDATE issue SET precision = 3, latitude = 50.9 + id % 100 / 1000.0, longitude = 28.6 + id % 70 / 1000.0 WHERE id % 3 = 0;',
].join('\n') });
await server.run();

const area = server.query("SELECT p.area_id FROM issue_public p WHERE p.area_id IS NOT NULL AND community_id = (SELECT id FROM community WHERE slug = 'korosten') LIMIT 1")[0].area_id;
const issue = server.query("SELECT p.year || '-' || p.number AS number FROM issue_public p JOIN issue_event e ON e.issue_id = p.id WHERE e.is_public = 1 AND p.community_id = (SELECT id FROM community WHERE slug = 'korosten') LIMIT 1")[0].number;
const point = '50.951,28.645';
const filters = ['', '?category=roads', '?state=open', `?area=${area}`, '?state=overdue', '?photo=1', '?from=2026-10-01', '?q=%D1%80%D1%8F%D0%B4%D0%BE%D0%BA',
	`?near=${point}&radius=20000`, '?category=lighting&state=resolved&from=2026-01-01&to=2026-11-30'];

// Everything there is, without language and ending.
const documents = ['everything', 'issues', 'updates', 'reports'].flatMap((kind) => [
	[`/feeds/${kind}`, ''], [`/korosten/feeds/${kind}`, '?archive=1'],
	...(kind === 'reports' ? [''] : kind === 'updates' ? filters.slice(0, 3) : filters).map((query) => [`/korosten/feeds/${kind}`, query])]);
documents.push(['/feeds/issues', '?state=open&category=roads'], ['/feeds/everything', `?near=${point}`],
	['/korosten/feeds/everything', '?archive=2'], ['/feeds/everything', '?archive=1'], [`/korosten/issues/${issue}`, '']);

async function every(format) {
	const found = [];
	for (const [path, query] of documents) {
		for (const language of ['', '/en']) {
			const address = `${language}${path}.${format}${query}`;
			const { status, text, headers } = await visitor.get(address);
			if (status === 404 && query.startsWith('?archive') && path.endsWith('reports'))
				continue;
			assert.equal(status, 200, `${address}: ${status}`);
			const file = join(folder, `${found.length}.${format}`);
			writeFileSync(file, text);
			found.push({ address, file, text, type: headers.get('content-type') });
		}
	}
	return found;
}

const all = { atom: await every('atom'), rss: await every('rss'), json: await every('json') };

await claim('every Atom feed follows the grammar of RFC 4287 and of its extensions', () =>
	run('jing', ['-c', 'tests/feeds/atom.rnc', ...all.atom.map(({ file }) => file)], folder));
await claim('every RSS feed follows the grammar of RSS 2.0 and its profile', () =>
	run('jing', ['-c', 'tests/feeds/rss.rnc', ...all.rss.map(({ file }) => file)], folder));

await claim('every JSON Feed follows the schema of JSON Feed 1.1', () => {
	const ajv = new (need('ajv').default)({ strict: true, allErrors: true });
	need('ajv-formats').default(ajv);
	const check = ajv.compile(JSON.parse(readFileSync('tests/feeds/json_feed.schema.json', 'utf8')));
	for (const { address, text } of all.json)
		assert.ok(check(JSON.parse(text)), `${address}: ${JSON.stringify(check.errors?.slice(0, 3))}`);
});

await claim('every list of feeds follows the grammar of OPML 2.0, and each feed in it is there', async () => {
	const addresses = ['/feeds.opml', '/en/feeds.opml', '/korosten/feeds.opml', '/en/korosten/feeds.opml'], files = [];
	const feeds = new Set();
	for (const address of addresses) {
		const { status, text, headers } = await visitor.get(address);
		assert.equal(status, 200);
		assert.equal(headers.get('content-type'), 'text/x-opml; charset=utf-8');
		files.push(join(folder, `${files.length}.opml`));
		writeFileSync(files.at(-1), text);
		for (const [, url] of text.matchAll(/xmlUrl="([^"]*)"/g))
			feeds.add(url);
	}
	await run('jing', ['-c', 'tests/feeds/opml.rnc', ...files], folder);
	for (const url of feeds)
		assert.equal((await visitor.ask(new URL(url).pathname, { method: 'HEAD' })).status, 200, url);
});

await claim('a strict XML parser and feedparser take every one of them', async () => {
	const files = [...all.atom, ...all.rss].map(({ file }) => file);
	await run('xmllint', ['--noout', '--nonet', ...files], folder);
	await run('/usr/bin/python3', ['tests/readers/know.py', 'strict', ...files], folder);
});

await claim('nothing in them is markup of somebody else\'s', () => {
	for (const { address, text } of [...all.atom, ...all.rss, ...all.json]) {
		const { feed } = parseFeed(text);
		for (const entry of feed.entries ?? feed.items ?? []) {
			const html = String(entry.content?.value ?? entry.content?.encoded ?? entry.content_html ?? entry.content ?? entry.description ?? '');
			assert.ok(!/<(script|img|!|\?)/i.test(html), `${address}: ${html.slice(0, 300)}`);
			for (const [, href] of html.matchAll(/href="([^"]*)"/g))
				assert.match(href, /^https?:\/\//, address);
		}
	}
});

// What an entry says, the same way round from all three.
const moment = (text) => text && Date.parse(text);
const told = {
	atom: (entry) => [entry.id, entry.title?.value ?? entry.title, entry.content?.value ?? entry.content, moment(entry.published), entry.authors?.[0]?.name,
		(entry.categories ?? []).map(({ label, term }) => label ?? term)],
	rss: (item) => [item.guid?.value, item.title?.value ?? item.title, item.content?.encoded ?? item.description, moment(item.pubDate), item.dc?.creators?.[0] ?? item.dc?.creator,
		(item.categories ?? []).map(({ name }) => name)],
	json: (item) => [item.id, item.title, item.content_html, moment(item.date_published), item.authors?.[0]?.name, item.tags ?? []],
};

await claim('the three formats say the same', () => {
	const plain = (told) => JSON.stringify(told).replace(/\s+/g, '');
	let entries = 0;
	for (let i = 0; i < all.atom.length; i++) {
		const same = ['atom', 'rss', 'json'].map((format) => {
			const { feed } = parseFeed(all[format][i].text);
			return (feed.entries ?? feed.items ?? []).map(told[format]);
		});
		entries += same[0].length;
		assert.deepEqual(same[1].map(([id]) => id), same[0].map(([id]) => id), all.rss[i].address);
		assert.deepEqual(same[2].map(([id]) => id), same[0].map(([id]) => id), all.json[i].address);
		same[0].forEach((entry, at) => entry.forEach((part, which) => {
			for (const other of [1, 2])
				assert.equal(plain(same[other][at][which] ?? null), plain(part ?? null), `${all.atom[i].address} ${other}, ${which} of ${entry[0]}`);
		}));
	}
	assert.ok(entries > 1000, `${entries}`);
});

rmSync(folder, { recursive: true, force: true });
await finish();
