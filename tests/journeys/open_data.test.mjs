// Somebody who lives on open data: everything the page names is there, and is what its description says.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, Visitor, cells, claim, finish, unescape } from './poruch.mjs';

const server = await Server.start();
const reader = new Visitor(server);
const page = (await reader.get('/korosten/data')).text;
const links = [...page.matchAll(/href="(\/korosten\/data\/[^"#]+)"/g)].map(([, href]) => unescape(href));
const keys = [...page.matchAll(/<h2 id="([a-z]+)"/g)].map(([, key]) => key);

const types = {
	string: /[\s\S]*/, integer: /^-?\d+$/, decimal: /^-?\d+(\.\d+)?$/, boolean: /^[01]$/, anyURI: /^https?:\/\/\S+$/,
	date: /^\d{4}-\d\d-\d\d$/, dateTimeStamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/,
};

await claim('every address on the page answers, for any site', async () => {
	assert.ok(links.length > 20, `${links.length} links`);
	for (const link of links) {
		const answer = await reader.get(link);
		assert.equal(answer.status, 200, link);
		assert.equal(answer.headers.get('access-control-allow-origin'), '*', link);
		assert.equal((await reader.get(link, { 'if-none-match': answer.headers.get('etag') })).status, 304, link);
	}
});

await claim('every table holds what its CSVW metadata say: columns, types, no empty cell where none may be', async () => {
	for (const key of keys) {
		const metadata = JSON.parse((await reader.get(`/korosten/data/${key}.csv-metadata.json`)).text);
		const [names, ...rows] = cells((await reader.get(`/korosten/data/${metadata.url}`)).text);
		const columns = metadata.tableSchema.columns;
		assert.deepEqual(names, columns.map((column) => column.name), key);
		assert.ok(rows.length > 3, `${rows.length} rows of ${key}`);
		for (const row of rows)
			columns.forEach((column, i) => {
				const is_empty = row[i] === (metadata.tableSchema.null ?? '');
				assert.ok(is_empty ? !column.required : types[column.datatype].test(row[i]),
					`${key}.${column.name}: ${row[i]}`);
			});
	}
});

// What a cell of CSV says, as its column's type has it; what a spreadsheet would run has an apostrophe in front there.
const value = (cell, column, missing) => cell === missing ? null
	: ['integer', 'decimal'].includes(column.datatype) ? Number(cell)
	: column.datatype === 'boolean' ? cell === '1'
	: cell.replace(/^'(?=[=+\-@\t\r])/, '');

await claim('every table as JSON has the same rows: numbers as numbers, what is missing as null', async () => {
	for (const key of keys) {
		const { tableSchema } = JSON.parse((await reader.get(`/korosten/data/${key}.csv-metadata.json`)).text);
		const [, ...rows] = cells((await reader.get(`/korosten/data/${key}.csv`)).text);
		const json = JSON.parse((await reader.get(`/korosten/data/${key}.json`)).text);
		assert.equal(json.count, rows.length, key);
		assert.equal(json.community, 'korosten', key);
		json[key].forEach((row, i) => tableSchema.columns.forEach((column, n) => {
			if (row.precision === 'settlement' && ['lat', 'long'].includes(column.name))
				return; // the settlement's own place, which the table does not tell
			const cell = value(rows[i][n], column, tableSchema.null ?? '');
			// The register's JSON leaves out what is missing, and says once whose it is.
			assert.deepEqual(key === 'issues' ? row[column.name] ?? json[column.name] ?? null : row[column.name], cell,
				`${key} ${i} ${column.name}`);
		}));
		if (key !== 'issues')
			assert.deepEqual(Object.keys(json[key][0]), tableSchema.columns.map((column) => column.name), key);
	}
});

await claim('no two rows of a table have the same key', async () => {
	for (const key of keys) {
		const { tableSchema } = JSON.parse((await reader.get(`/korosten/data/${key}.csv-metadata.json`)).text);
		const [names, ...rows] = cells((await reader.get(`/korosten/data/${key}.csv`)).text);
		const own = rows.map((row) => tableSchema.primaryKey.map((name) => row[names.indexOf(name)]).join(' '));
		assert.ok(tableSchema.primaryKey.length && tableSchema.primaryKey.every((name) => names.includes(name)), key);
		assert.equal(new Set(own).size, own.length, key);
	}
});

await claim('the history of each issue is what its page tells', async () => {
	const updates = JSON.parse((await reader.get('/korosten/data/updates.json')).text).updates;
	const issues = JSON.parse((await reader.get('/korosten/data/issues.json')).text).issues;
	assert.deepEqual(new Set(updates.map((update) => update.issue)), new Set(issues.map((issue) => issue.number)));
	for (const issue of issues.slice(0, 5)) {
		const lines = [...(await reader.get(`/korosten/issues/${issue.number}`)).text.matchAll(/<li id="update-(\d+)"/g)];
		const own = updates.filter((update) => update.issue === issue.number);
		assert.deepEqual(own.map((update) => String(update.number)).sort(), lines.map(([, number]) => number).sort(), issue.number);
		assert.ok(own.every((update) => update.url.endsWith(`/korosten/issues/${issue.number}#update-${update.number}`)));
	}
});

await claim('the whole register as one file holds every table as it stands at its own address, and what explains them', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'poruch-register-')), file = join(folder, 'register.zip');
	const answer = await fetch(`${server.url}/korosten/data/register.zip`);
	assert.equal(answer.headers.get('content-type'), 'application/zip');
	writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
	const names = execFileSync('python3', ['-c', `import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
archive.extractall(sys.argv[2])
print('\\n'.join(archive.namelist()))`, file, folder], { encoding: 'utf8' }).trim().split('\n');
	const expected = ['README.txt', 'columns.csv', 'datasets.csv', 'catalog.jsonld',
		...keys.flatMap((key) => [`${key}.csv-metadata.json`, `${key}.csv`])];
	assert.deepEqual(names.sort(), expected.sort());
	for (const name of expected.filter((name) => !['README.txt', 'columns.csv', 'catalog.jsonld'].includes(name)))
		assert.equal(readFileSync(join(folder, name), 'utf8'), (await reader.get(`/korosten/data/${name}`)).text, name);
	assert.match(readFileSync(join(folder, 'README.txt'), 'utf8'), /creativecommons\.org\/licenses\/by\/4\.0/);
	rmSync(folder, { recursive: true });
});

await claim('for Excel: a byte-order mark and semicolons, and the same cells', async () => {
	for (const key of keys) {
		const [plain, excel] = await Promise.all(['', '?sep=;'].map(async (query) =>
			Buffer.from(await (await fetch(`${server.url}/korosten/data/${key}.csv${query}`)).arrayBuffer()).toString('utf8')));
		assert.equal(excel[0], '\uFEFF', key);
		assert.deepEqual(cells(excel.slice(1), ';'), cells(plain), key);
	}
});

await claim('the catalogue names every table, and says the same of itself for all hromadas', async () => {
	const one = JSON.parse((await reader.get('/korosten/data/catalog.jsonld')).text);
	const all = JSON.parse((await reader.get('/data/catalog.jsonld')).text);
	const files = (catalogue) => catalogue['dcat:dataset'].flatMap((set) =>
		set['dcat:distribution'].map((file) => file['dcat:downloadURL']['@id']));
	for (const key of keys)
		assert.ok(files(one).some((url) => url.endsWith(`/korosten/data/${key}.csv`)), key);
	assert.deepEqual(files(one).filter((url) => !files(all).includes(url)), []);
	assert.ok(files(all).length > files(one).length);
});

await claim('the register and the passports carry what the administrator told of the publisher', async () => {
	const admin = new Visitor(server);
	await admin.signIn('admin');
	const form = await admin.get('/admin/communities/korosten');
	const wrong = await admin.fill(form, { edrpou: '12A45678' }, '/admin/communities/korosten');
	assert.equal(wrong.status, 422);
	assert.match(wrong.text, /12A45678/);
	const done = await admin.fill(form, { edrpou: '04053507', data_contact: 'Начальник відділу цифрового розвитку',
		data_mail: 'data@korosten.example' }, '/admin/communities/korosten');
	assert.equal(done.status, 303, done.text);
	const register = cells((await reader.get('/korosten/data/datasets.csv')).text);
	assert.deepEqual(register[1].slice(-3), ['04053507', 'Начальник відділу цифрового розвитку', 'data@korosten.example']);
	assert.match((await reader.get('/korosten/data/reports.passport.csv')).text, /04053507/);
	const reports = cells((await reader.get('/korosten/data/reports.csv')).text);
	assert.equal(reports[1].at(-1), '04053507');
});

await claim('what is no data set is not found', async () => {
	for (const name of ['people.csv-metadata.json', 'reports.passport.json', 'reports', '.structure.csv'])
		assert.equal((await reader.get(`/korosten/data/${name}`)).status, 404, name);
});

await claim('the days of the next reports go into a calendar', async () => {
	const answer = await reader.get('/korosten/reports.ics');
	assert.equal(answer.headers.get('content-type'), 'text/calendar; charset=utf-8');
	const events = answer.text.split('BEGIN:VEVENT').slice(1);
	const days = events.filter((event) => /UID:report-due-/.test(event)).map((event) => /DTSTART;VALUE=DATE:(\d{8})/.exec(event)[1]);
	assert.ok(events.some((event) => /UID:report-heard-/.test(event)), 'and where one will be heard');
	assert.equal(days.length, 6);
	assert.deepEqual(days, [...days].sort());
	const told = /datetime="(\d{4}-\d\d-\d\d)"/.exec(/Наступний двомісячний звіт[^]*?<\/time>/.exec(
		(await reader.get('/korosten/reports')).text)[0])[1];
	assert.equal(days[0], told.replaceAll('-', ''));
});

await server.stop();
await finish();
