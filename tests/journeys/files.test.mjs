// A secretary brings a register along: files in, files out, by the program's own commands.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const program = process.env.PORUCH ?? 'build/check/poruch';
const folder = mkdtempSync(join(tmpdir(), 'poruch-files-'));
const server = await Server.start();
const data = ['--data', server.data];

function poruch(...words) {
	return spawnSync(program, [...words, ...data], { encoding: 'utf8' });
}

// A file of issues; line 1 are the columns.
function register(name, lines) {
	const path = join(folder, name);
	writeFileSync(path, ['community,category,text,area,state,source,reported,reference', ...lines, ''].join('\n'));
	return path;
}

const lines = Array.from({ length: 900 }, (_, i) =>
	`korosten,lighting,"Темно біля зупинки, стовп ${i + 1}",Бехи,registered,meeting,2026-10-01,old-${i + 1}`);
const good = register('good.csv', lines);
const bad = register('bad.csv', lines.map((line, i) => i + 2 === 812 ? line.replace('2026-10-01', '2026-10-41') : line));
const exported = () => poruch('export', 'issues').stdout.split('\r\n').length;
const before = exported();

await claim('export works beside a running server', () => {
	assert.ok(before > 300, `${before} lines`);
	assert.match(poruch('export', 'reports').stdout, /^identifier,title,dateAccepted,issued,type,url,/);
	assert.match(poruch('export', 'indicators').stdout, /,calls_total,/);
});
await claim('a hromada\'s tables stand at its addresses, for everyone, as export prints them', async () => {
	const reader = new Visitor(server);
	for (const [name, what] of [['issues', 'issues'], ['reports', 'reports'], ['indicators', 'indicators']]) {
		const answer = await reader.get(`/korosten/data/${name}.csv`);
		assert.equal(answer.status, 200);
		assert.equal(answer.headers.get('content-type'), 'text/csv; charset=utf-8');
		assert.equal(answer.headers.get('access-control-allow-origin'), '*');
		assert.match(answer.headers.get('cache-control'), /public/);
		const rows = answer.text.trimEnd().split('\r\n');
		const printed = new Set(poruch('export', what).stdout.replaceAll('http://127.0.0.1:8080', server.url).split('\r\n'));
		assert.ok(rows.length > 10, `${rows.length} rows of ${name}`);
		assert.deepEqual(rows.map((row) => row.replaceAll('http://127.0.0.1:8080', server.url)).filter((row) => !printed.has(row)), []);
	}
	const some = await reader.get('/korosten/data/issues.csv?category=lighting');
	const rows = some.text.trimEnd().split('\r\n').slice(1);
	assert.ok(rows.length > 3 && rows.every((row) => row.includes(',lighting,')), 'the filters of the page hold');
});
await claim('what cannot be exported is a usage error', () => {
	assert.equal(poruch('export', 'secrets').status, 2);
});
await claim('import refuses to write beside a running server, and says so', () => {
	const answer = poruch('import', 'issues', good);
	assert.equal(answer.status, 1);
	assert.match(answer.stderr, /stop the server/);
});

await server.stop('SIGINT');
await claim('a fault on line 812 is told with line and column, and nothing is changed', () => {
	const answer = poruch('import', 'issues', bad);
	assert.equal(answer.status, 1);
	assert.match(answer.stderr, /bad\.csv:812: reported: /);
	assert.equal(exported(), before);
});
await claim('a dry run tells what would be, and changes nothing', () => {
	const answer = poruch('import', 'issues', good, '--dry-run');
	assert.equal(answer.status, 0, answer.stderr);
	assert.match(answer.stdout, /900 would be added/);
	assert.equal(exported(), before);
});
await claim('a file is imported once, however often it is tried', () => {
	assert.match(poruch('import', 'issues', good).stdout, /900 added, 0 known/);
	assert.match(poruch('import', 'issues', good).stdout, /0 added, 900 known/);
	assert.equal(exported(), before + 900);
});
await claim('the demonstration does not go into a folder that is filled', () => {
	const answer = poruch('demo');
	assert.equal(answer.status, 1);
	assert.match(answer.stderr, /filled already/);
});

await server.run();
await claim('what was imported is read, found and fed', async () => {
	const reader = new Visitor(server);
	assert.match((await reader.get('/korosten/issues?q=' + encodeURIComponent('стовп 777'))).text, /стовп 777/);
	assert.match((await reader.get('/korosten/feeds/issues.atom')).text, /стовп 900/);
});
await claim('a register too large for one table is led through by Link headers, each issue once', async () => {
	const many = register('many.csv', Array.from({ length: 5200 }, (_, i) =>
		`korosten,roads,"Яма, стовп ${i + 1}",Бехи,registered,meeting,2026-10-02,hole-${i + 1}`));
	await server.stop('SIGINT');
	assert.match(poruch('import', 'issues', many).stdout, /5200 added/);
	await server.run();
	const reader = new Visitor(server), seen = [];
	for (let path = '/korosten/data/issues.csv?category=roads'; path;) {
		const { text, headers } = await reader.get(path);
		seen.push(...[...text.matchAll(/Яма, стовп (\d+)"/g)].map(([, found]) => found));
		const next = /<([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
		path = next && new URL(next).pathname + new URL(next).search;
	}
	assert.equal(new Set(seen).size, 5200);
});
rmSync(folder, { recursive: true, force: true });
await finish();
