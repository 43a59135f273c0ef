// Small numbers of a small hromada, read through every face: the page, its versions, CSV, JSON, the document,
// open data, the page of an indicator, feeds in all formats. What is hidden must stand in none of them.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const program = process.env.PORUCH ?? 'build/check/poruch';
const folder = mkdtempSync(join(tmpdir(), 'poruch-small-'));
const data = join(folder, 'data'), file = join(folder, 'reports.csv');

// Nobody told how many people live there: few, for all that is known. The hidden numbers are large and odd
// enough to be found wherever they stand.
const unit = 'Відділення поліції';
const told = [
	['bimonthly', '2026-01-01', '2026-02-28', 'calls_total', 6101, 'dv_orders', 4703],
	['bimonthly', '2026-03-01', '2026-04-30', 'calls_total', 6203, 'dv_orders', 2],
	['custom', '2026-01-01', '2026-04-30', 'calls_total', 12304, 'dv_orders', 4705],
	['custom', '2026-01-01', '2026-06-30', 'calls_total', 18507, 'dv_orders', 4706],
];
const lines = told.flatMap(([kind, from, to, ...figures]) =>
	[0, 2].map((i) => ['hrytsiv', kind, from, to, unit, figures[i], figures[i + 1], `${kind} ${to}`].join(',')));

function poruch(...words) {
	const done = spawnSync(program, [...words, '--data', data], { encoding: 'utf8' });
	assert.equal(done.status, 0, done.stderr);
	return done.stdout;
}

poruch('init', 'UA68060070000048275', '--slug', 'hrytsiv');
writeFileSync(file, ['community,kind,from,to,unit,indicator,value,reference', ...lines, ''].join('\n'));
poruch('import', 'reports', file);
const server = await Server.start({ data });
const reader = new Visitor(server);
const ids = server.query('SELECT id FROM report ORDER BY id').map(({ id }) => id);

async function faces() {
	const paths = ['/hrytsiv/', '/hrytsiv/reports', '/hrytsiv/indicators', '/hrytsiv/indicators/dv_orders',
		'/hrytsiv/data/indicators.csv', '/hrytsiv/data/indicators.csv?sep=;', '/hrytsiv/data/reports.csv', '/feeds/reports.atom',
		...['everything', 'reports'].flatMap((kind) => ['atom', 'rss', 'json'].map((format) => `/hrytsiv/feeds/${kind}.${format}`)),
		...ids.flatMap((id) => ['', '.csv', '.json', '/v1', '/v1.csv', '/v1.json'].map((rest) => `/hrytsiv/reports/${id}${rest}`))];
	const found = [];
	for (const path of paths.flatMap((path) => [path, ...(/\.(csv|json|atom|rss)|;$/.test(path) ? [] : [`/en${path}`])])) {
		const answer = await reader.get(path);
		assert.equal(answer.status, 200, path);
		found.push([path, answer.text]);
	}
	for (const id of ids) {
		const bytes = Buffer.from(await (await fetch(`${server.url}/hrytsiv/reports/${id}.pdf`)).arrayBuffer());
		writeFileSync(join(folder, 'one.pdf'), bytes);
		found.push([`${id}.pdf`, execFileSync('pdftotext', [join(folder, 'one.pdf'), '-'], { encoding: 'utf8' })]);
	}
	found.push(['export', poruch('export', 'indicators')]);
	return found;
}

// A number with or without blanks between its thousands, not within another one.
const stands = (text, number) => new RegExp(`(?<![\\d.])${String(number).replace(/(\d)(\d{3})$/, '$1[\\s\\u00a0\\u202f]?$2')}(?![\\d])`).test(text);
const all = await faces();

await claim('what is told can be read everywhere', () => {
	assert.ok(all.length > 40, `${all.length} faces`);
	assert.ok(all.filter(([, text]) => stands(text, 4703)).length > 5);
	assert.ok(all.filter(([, text]) => stands(text, 12304)).length > 3);
});

await claim('a sum that gives two cases away stands nowhere, nor what follows from it', () => {
	for (const hidden of [4705])
		assert.deepEqual(all.filter(([, text]) => stands(text, hidden)).map(([path]) => path), [], `${hidden}`);
});

await claim('every table agrees on what is hidden', async () => {
	const rows = (await reader.get('/hrytsiv/data/indicators.csv')).text.split('\r\n').filter((row) => row.includes(',dv_orders,'));
	assert.equal(rows.length, 4);
	for (const row of rows)
		assert.match(row, row.includes('2026-02-28') || row.includes('2026-06-30') ? /,(4703|4706)?,(exact)?,(given|suppressed),/ : /,,,suppressed,/);
});

await claim('what is left does not give the hidden numbers away by subtraction', async () => {
	const rows = (await reader.get('/hrytsiv/data/indicators.csv')).text.split('\r\n')
		.map((row) => row.split(',')).filter((cells) => cells[4] === 'dv_orders' && cells[7] === 'given');
	const numbers = rows.map((cells) => Number(cells[5]));
	for (const first of numbers)
		for (const second of numbers)
			assert.ok(![1, 2].includes(first - second), `${first} − ${second}`);
});

await claim('the real numbers stay for the author', async () => {
	assert.equal(server.query("SELECT count(*) AS n FROM figure WHERE indicator = 'dv_orders' AND value IN (2000, 4705000)")[0].n, 2);
});

await server.stop();
rmSync(folder, { recursive: true, force: true });
await finish();
