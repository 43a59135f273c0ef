// A report as a document, looked at by other programs than ours: poppler reads its tags and its text, qpdf
// its objects. What is asked of it are the conditions of PDF/UA-1 that a machine can see (the Matterhorn
// Protocol's numbers stand beside them).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const server = await Server.start();
const reader = new Visitor(server);
const path = /\/korosten\/reports\/\d+/.exec((await reader.get('/korosten/reports')).text)[0];
const run = (program, ...args) => execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26 });

async function document(address, name) {
	const answer = await fetch(server.url + address);
	assert.equal(answer.status, 200, address);
	assert.equal(answer.headers.get('content-type'), 'application/pdf');
	const bytes = Buffer.from(await answer.arrayBuffer());
	const file = join(server.folder, name);
	writeFileSync(file, bytes);
	return { answer, bytes, file };
}
const { answer, bytes, file } = await document(`${path}.pdf`, 'report.pdf');

// qpdf's version 2 of its JSON: "obj:3 0 R" -> { value } or { stream: { dict } }.
const objects = JSON.parse(run('qpdf', '--json=2', '--json-key=qpdf', file)).qpdf[1];
const value = (one) => typeof one === 'string' && / 0 R$/.test(one)
	? objects[`obj:${one}`].value ?? objects[`obj:${one}`].stream.dict : one;
const catalog = value(objects.trailer.value['/Root']);
const all = Object.values(objects).map((one) => one.value ?? one.stream?.dict).filter(Boolean);
const elements = all.filter((one) => one['/Type'] === '/StructElem');
const kids = (element) => element['/K'].map(value).filter((one) => one['/Type'] === '/StructElem');
const of = (type) => elements.filter((one) => one['/S'] === type);

await claim('it is a whole and sound file, small, and the same each time', async () => {
	run('qpdf', '--check', file);
	assert.ok(bytes.length < 200_000, `${bytes.length} bytes`);
	assert.ok(bytes.equals((await document(`${path}.pdf`, 'again.pdf')).bytes));
	const etag = answer.headers.get('etag');
	assert.equal((await reader.get(`${path}.pdf`, { 'if-none-match': etag })).status, 304);
	assert.equal(answer.headers.get('access-control-allow-origin'), '*');
});

await claim('it has a title that is shown, a language, and says what it keeps (06, 07, 11)', () => {
	const about = run('pdfinfo', file);
	assert.match(about, /^Tagged: +yes$/m);
	assert.match(about, /^Title: +Звіт поліції: /m);
	assert.match(about, /^Page size: .*\(A4\)$/m);
	assert.equal(catalog['/Lang'], 'u:uk');
	assert.equal(catalog['/ViewerPreferences']['/DisplayDocTitle'], true);
	assert.equal(catalog['/MarkInfo']['/Marked'], true);
	const metadata = run('pdfinfo', '-meta', file);
	assert.match(metadata, /<pdfuaid:part>1<\/pdfuaid:part>/);
	assert.match(metadata, /<dc:title>.*Звіт поліції/);
});

await claim('everything drawn is a part of the text or an artifact, and known to the tree (01)', () => {
	const plain = run('qpdf', '--qdf', '--object-streams=disable', file, '-').split('\n');
	const owners = value(catalog['/StructTreeRoot']['/ParentTree'] ?? value(catalog['/StructTreeRoot'])['/ParentTree']);
	let depth = 0, drawn = 0, contents = 0;
	for (const line of plain) {
		if (/ (BDC|BMC)$/.test(line))
			depth++;
		if (/\/MCID \d+>> BDC$/.test(line))
			contents++;
		if (/ (Tj ET|re f 0 g)$/.test(line)) {
			drawn++;
			assert.equal(depth, 1, line.slice(0, 80));
		}
		if (line === 'EMC')
			depth--;
	}
	assert.ok(drawn > 300, `${drawn} things drawn`);
	const known = owners['/Nums'].filter(Array.isArray).flat();
	assert.equal(known.length, contents);
	for (const one of known)
		assert.equal(value(one)['/Type'], '/StructElem');
});

await claim('headings follow each other without a gap, and readers show them as contents (14)', () => {
	const levels = run('pdfinfo', '-struct', file).match(/^ +H\d/gm).map((one) => Number(one.trim()[1]));
	assert.equal(levels[0], 1);
	levels.forEach((level, i) => assert.ok(i === 0 || level <= levels[i - 1] + 1, levels.join(' ')));
	assert.equal(levels.filter((level) => level === 1).length, 1);
	assert.equal(value(catalog['/Outlines'])['/Count'], levels.filter((level) => level === 2).length);
});

await claim('no sheet ends with a heading', () => {
	const headings = run('pdfinfo', '-struct-text', file).split('\n')
		.flatMap((line, i, lines) => /^ +H[23]/.test(line) ? [/"(.*)"/.exec(lines[i + 1])[1].trim()] : []);
	assert.ok(headings.length > 8);
	for (const sheet of run('pdftotext', '-layout', file, '-').split('\f').filter((one) => one.trim())) {
		const lines = sheet.split('\n').map((line) => line.trim()).filter(Boolean);
		assert.match(lines.at(-1), /сторінка \d+ з \d+$/);
		assert.ok(!headings.includes(lines.at(-2)), lines.at(-2));
	}
});

await claim('tables have heads with a scope, and rows of one length (15)', () => {
	assert.ok(of('/Table').length > 5);
	for (const table of of('/Table')) {
		const rows = kids(table).filter((one) => one['/S'] === '/TR');
		assert.ok(rows.length > 1);
		rows.forEach((row, i) => {
			assert.equal(kids(row).length, kids(rows[0]).length);
			kids(row).forEach((cell, j) => {
				assert.equal(cell['/S'], i === 0 || j === 0 ? '/TH' : '/TD');
				if (cell['/S'] === '/TH')
					assert.equal(cell['/A']['/Scope'], i === 0 ? '/Column' : '/Row');
			});
		});
	}
});

await claim('lists, the drawing and the link have their parts and their words (13, 16, 28)', () => {
	for (const item of of('/LI'))
		assert.deepEqual(kids(item).map((one) => one['/S']), ['/Lbl', '/LBody']);
	assert.equal(of('/Figure').length, 1);
	assert.match(of('/Figure')[0]['/Alt'], /QR/);
	const links = all.filter((one) => one['/Subtype'] === '/Link');
	assert.equal(links.length, 1);
	assert.ok(links[0]['/Contents'] && links[0]['/StructParent'] >= 0);
	assert.match(links[0]['/A']['/URI'], /\/korosten\/reports\/\d+\/v\d+$/);
	for (const page of all.filter((one) => one['/Type'] === '/Page'))
		assert.equal(page['/Tabs'], '/S');
});

await claim('its letters are in it and can be read back as Ukrainian (10, 31)', () => {
	const fonts = run('pdffonts', file).trim().split('\n').slice(2);
	assert.equal(fonts.length, 2);
	for (const font of fonts)
		assert.match(font, /CID TrueType +Identity-H +yes yes yes/);
	const text = run('pdftotext', file, '-');
	assert.match(text, /Звернення та реагування/);
	assert.match(text, /−\d+ \(−\d+(,\d)? %\)/);
	assert.match(text, /сторінка 1 з \d/);
	assert.match(text, /Оприлюднена версія ніколи не змінюється/);
	assert.doesNotMatch(text, /\?[\d(]|\d\?/); // what a font lacks would be a question mark
});

await claim('it is read in the order in which it is told', () => {
	const told = run('pdfinfo', '-struct-text', file);
	const order = ['Звіт поліції: ', 'Звернення та реагування', 'Заяв і повідомлень', 'Як читати показники',
		'Що означають показники', 'Про цей документ'].map((one) => told.indexOf(`"${one}`));
	assert.deepEqual(order, [...order].sort((a, b) => a - b));
	assert.ok(order[0] > 0);
});

await claim('the report comes as CSV and JSON as well, for any site, and only once', async () => {
	for (const [ending, type] of [['csv', /^text\/csv/], ['csv?sep=%3B', /^text\/csv/], ['json', /^application\/json/]]) {
		const answer = await reader.get(`${path}.${ending}`);
		assert.equal(answer.status, 200, ending);
		assert.match(answer.headers.get('content-type'), type);
		assert.equal(answer.headers.get('access-control-allow-origin'), '*');
		assert.equal((await reader.get(`${path}.${ending}`, { 'if-none-match': answer.headers.get('etag') })).status, 304);
	}
	const whole = JSON.parse((await reader.get(`${path}.json`)).text);
	const table = (await reader.get(`${path}.csv`)).text.trim().split('\r\n');
	const derived = whole.derived.flatMap((one) => one.figures);
	assert.equal(table.length, 1 + whole.figures.length + derived.length);
	const page = (await reader.get(path)).text;
	const document = run('pdftotext', file, '-').replaceAll(/\s+/g, ' ');
	assert.ok(whole.plans.length && whole.outcomes.length && whole.answers.length, 'it has a talk');
	for (const { measure } of [...whole.plans, ...whole.outcomes])
		assert.ok(document.includes(measure.slice(0, 20)), measure);
	for (const { answer } of whole.answers.filter((one) => one.answer))
		assert.ok(document.includes(answer), answer);
	for (const figure of whole.figures)
		assert.ok(page.includes(`>${figure.shown}<`), `${figure.indicator}: ${figure.shown}`);
});

await claim('there is one in English too', async () => {
	const english = await document(`/en${path}.pdf`, 'english.pdf');
	assert.match(run('pdfinfo', english.file), /^Title: +Police report: /m);
	assert.match(run('pdftotext', english.file, '-'), /page 1 of \d/);
});

await server.stop();
await finish();
