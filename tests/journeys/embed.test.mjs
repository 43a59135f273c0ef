// Another site's editor: puts a hromada's issues into a frame, and a badge into a page; nothing else can be framed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { Server, Visitor, claim, finish, unescape } from './poruch.mjs';

const server = await Server.start(), editor = new Visitor(server);
const frames = ['/embed/korosten', '/embed/korosten/counts', '/embed/korosten/report', '/embed/korosten?state=open'];
const both = (paths) => paths.flatMap((path) => [path, `/en${path}`]);
const isFramed = (headers) => ({ policy: /frame-ancestors ([^;]+)/.exec(headers.get('content-security-policy'))[1],
	options: headers.get('x-frame-options') });

await claim('the pages for frames may be framed by anybody, hold no script and no form, and their links leave the frame', async () => {
	for (const path of both(frames)) {
		const { status, headers, text } = await editor.get(path);
		assert.equal(status, 200, path);
		assert.deepEqual(isFramed(headers), { policy: '*', options: null }, path);
		assert.match(headers.get('content-security-policy'), /default-src 'none'.*form-action 'none'/);
		assert.doesNotMatch(text, /<script|<form|<button| on[a-z]+=/, path);
		const links = [...text.matchAll(/<a [^>]+>/g)].map(([link]) => link);
		assert.ok(links.length, path);
		for (const link of links)
			assert.match(link, /target="_top" rel="noopener"/, path);
		assert.match(text, new RegExp(`<html lang="${path.startsWith('/en') ? 'en' : 'uk'}">`));
	}
});

await claim('a frame that is fetched again is a 304 that may be framed too', async () => {
	const { headers } = await editor.get(frames[0]);
	const again = await editor.get(frames[0], { 'if-none-match': headers.get('etag') });
	assert.equal(again.status, 304);
	assert.deepEqual(isFramed(again.headers), { policy: '*', options: null });
});

await claim('nothing else may be framed: no page, feed, file, problem or form of any route', async () => {
	const issue = /\/korosten\/issues\/(\d+-\d+)/.exec((await editor.get('/korosten/issues')).text)[1];
	const routes = execFileSync(process.env.PORUCH ?? 'build/check/poruch', ['routes'], { encoding: 'utf8' }).split('\n').map((line) => /(?:GET|POST)\s+(\/\S*)/.exec(line)?.[1]).filter(Boolean);
	const paths = [...new Set(routes)].filter((path) => !path.startsWith('/embed/'))
		.map((path) => path.replace('/*/', '/korosten/').replaceAll('*', issue));
	assert.ok(paths.length > 100, `${paths.length}`);
	for (const path of [...both(paths), '/nowhere', '/embed/nowhere', '/embed/korosten/other', '/embed/korosten/badge.svg'])
		for (const method of path.includes('embed') ? ['GET'] : ['GET', 'POST']) {
			const { headers } = await fetch(server.url + path, { method, redirect: 'manual' });
			assert.deepEqual(isFramed(headers), { policy: "'none'", options: 'DENY' }, `${method} ${path}`);
		}
});

await claim('the filters of the register hold, and what is hidden goes out of the frame', async () => {
	const moderator = new Visitor(server);
	await moderator.signIn('moderator');
	const shown = async () => [...(await editor.get('/embed/korosten?state=open')).text.matchAll(/\/korosten\/issues\/(\d+-\d+)/g)].map(([, key]) => key);
	const listed = [...(await editor.get('/korosten/issues?state=open')).text.matchAll(/href="\/korosten\/issues\/(\d+-\d+)"/g)].map(([, key]) => key);
	const before = await shown();
	assert.deepEqual(before, [...new Set(listed)].slice(0, before.length));
	const form = await moderator.get(`/korosten/work/${before[0]}?do=hide`);
	assert.equal((await moderator.fill(form, { reason: 'personal' }, `/korosten/issues/${before[0]}/hide`)).status, 303);
	assert.ok(!(await shown()).includes(before[0]));
});

await claim('the badge says how many there are, in words for everybody, and is kept by its tag', async () => {
	const { headers, text } = await editor.get('/embed/korosten/badge.svg');
	assert.match(headers.get('content-type'), /^image\/svg\+xml/);
	assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
	execFileSync('xmllint', ['--noout', '-'], { input: text });
	const issues = JSON.parse((await editor.get('/korosten/data/issues.json')).text).issues;
	const [open, resolved] = ['open', 'resolved'].map((phase) => issues.filter((issue) => issue.phase === phase).length);
	assert.match(text, new RegExp(`<title id="title">безпека: ${open} відкрит\\S* · ${resolved} розв’язан\\S*</title>`));
	assert.match(text, /<desc id="desc">[^<]*Коростен[^<]*<\/desc>/);
	assert.match((await editor.get('/en/embed/korosten/badge.svg')).text, new RegExp(`safety: ${open} open · ${resolved} resolved`));
	assert.equal((await editor.get('/embed/korosten/badge.svg', { 'if-none-match': headers.get('etag') })).status, 304);
});

await claim('what the page about the data gives to copy is what stands at these addresses', async () => {
	for (const prefix of ['', '/en']) {
		const { text } = await editor.get(`${prefix}/korosten/data`);
		const codes = [...text.matchAll(/<textarea[^>]*>([^]*?)<\/textarea>/g)].map(([, code]) => unescape(code.replaceAll('&#34;', '"')));
		assert.equal(codes.length, 4);
		for (const code of codes) {
			const url = new URL(/src="([^"]+)"/.exec(code)[1]);
			assert.ok(url.pathname.startsWith(`${prefix}/embed/korosten`));
			assert.equal((await editor.get(url.pathname)).status, 200, code);
		}
	}
});

await server.stop();
await finish();
