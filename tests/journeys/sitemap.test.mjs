// A search engine: everything public is in the sitemap, in both languages, and nothing else is.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const server = await Server.start(), engine = new Visitor(server);
const folder = mkdtempSync(join(tmpdir(), 'poruch-sitemap-'));
const path = (url) => new URL(url).pathname;
const addresses = (xml) => [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => url);

const robots = (await engine.get('/robots.txt')).text;
const index = (await engine.get(path(/^Sitemap: (\S+)$/m.exec(robots)[1]))).text;
const parts = new Map();
for (const url of addresses(index))
	parts.set(path(url), (await engine.get(path(url))).text);
const urls = [...parts.values()].flatMap(addresses).map(path);

await claim('robots.txt names the index; index and parts are valid by the protocol', async () => {
	for (const [name, xml] of [['/sitemap.xml', index], ...parts]) {
		const file = join(folder, name.slice(1));
		writeFileSync(file, xml);
		execFileSync('xmllint', ['--noout', '--schema', 'tests/feeds/sitemap.xsd', file], { stdio: 'pipe' });
	}
	assert.ok(parts.size >= 4, [...parts.keys()].join());
});

await claim('every address answers, and no two are the same', async () => {
	assert.equal(new Set(urls).size, urls.length);
	for (const url of urls)
		assert.equal((await engine.get(url)).status, 200, url);
});

await claim('each page is there in Ukrainian and in English, and each of the two names both', () => {
	const ukrainian = urls.filter((url) => !url.startsWith('/en/'));
	assert.deepEqual(new Set(urls.filter((url) => url.startsWith('/en/'))), new Set(ukrainian.map((url) => `/en${url}`)));
	const entry = /<url>\s*<loc>[^<]*\/en\/korosten\/issues\/[^]*?<\/url>/.exec([...parts.values()].join(''))[0];
	assert.deepEqual([...entry.matchAll(/hreflang="([^"]+)"/g)].map(([, language]) => language), ['uk', 'en', 'x-default']);
});

await claim('all public issues are there with the moment they last changed, and only these', async () => {
	const all = [...parts.values()].join('').replace(/>\s+</g, '><');
	const { issues } = JSON.parse((await engine.get('/korosten/data/issues.json')).text);
	const told = urls.filter((url) => /^\/korosten\/issues\/\d/.test(url)).map((url) => url.split('/').at(-1));
	assert.deepEqual(told.sort(), issues.map((issue) => issue.number).sort());
	for (const issue of issues)
		assert.ok(all.includes(`/korosten/issues/${issue.number}</loc><lastmod>${issue.updated}<`), issue.number);
});

await claim('what was hidden is in it no more', async () => {
	const moderator = new Visitor(server);
	await moderator.signIn('moderator');
	const number = urls.find((url) => /^\/korosten\/issues\/\d/.test(url));
	const form = await moderator.get(`/korosten/work/${number.split('/').at(-1)}?do=hide`);
	const done = await moderator.fill(form, { reason: 'personal' }, `${number}/hide`);
	assert.equal(done.status, 303, done.text);
	const part = [...parts.keys()].find((name) => parts.get(name).includes(`${number}<`));
	assert.ok(!(await engine.get(part)).text.includes(`${number}<`));
});

await claim('a part that is not there is not found', async () => {
	for (const name of ['sitemap-nowhere', 'sitemap-korosten-2026-0', 'sitemap-korosten-2026-999', 'sitemap-korosten-2026',
		'sitemap-korosten--1', 'sitemap-korosten-2026-99999999999999999999', 'other'])
		assert.equal((await engine.get(`/${name}.xml`)).status, 404, name);
});

rmSync(folder, { recursive: true });
await server.stop();
await finish();
