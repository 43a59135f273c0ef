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
rmSync(folder, { recursive: true, force: true });
await finish();
