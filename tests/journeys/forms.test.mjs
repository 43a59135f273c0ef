// Long forms and ended sessions: what was typed arrives, or is kept until its writer is back.
import assert from 'node:assert/strict';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const server = await Server.start();

async function signedIn(login) {
	const visitor = new Visitor(server);
	await visitor.signIn(login);
	return visitor;
}

// As a session left idle ends, but at once.
async function endSessionOf(login) {
	const other = await signedIn(login);
	const answer = await other.post('/account/sessions/end-others', await other.secrets());
	assert.equal(answer.status, 303);
}

// Every text of a report as long as it may be.
function longReport(from, to) {
	const texts = ['calls', 'crime', 'admin', 'road', 'dv', 'youth', 'prevention', 'martial', 'dialogue', 'problems', 'advice']
		.map((key) => [`section.${key}`, 'ї'.repeat(6000)]);
	return { kind: 'custom', from, to, basis: 'period', summary: 'є'.repeat(2000), ...Object.fromEntries(texts) };
}

await claim('a report with every text at its limit is saved', async () => {
	const police = await signedIn('police');
	const page = await police.get('/korosten/reports/new');
	const answer = await police.fill(page, longReport('01.06.2026', '09.06.2026'), '/korosten/reports');
	assert.equal(answer.status, 303);
});

await claim('and is kept whole when the session has ended meanwhile', async () => {
	const police = await signedIn('police');
	const page = await police.get('/korosten/reports/new');
	await endSessionOf('police');
	let answer = await police.fill(page, longReport('01.07.2026', '09.07.2026'), '/korosten/reports');
	assert.equal(answer.status, 303);
	assert.equal(answer.location, '/sign-in?next=/kept');
	await police.signIn('police');
	answer = await police.fill(await police.get('/kept'), {}, '/korosten/reports');
	assert.equal(answer.status, 303);
	const saved = await police.get(answer.location.replace(/(\/reports\/\d+).*/, '$1/edit/all'));
	assert.ok(saved.text.includes('ї'.repeat(6000)));
});

await claim('what a secretary entered for a caller does not become a resident\'s report', async () => {
	const secretary = await signedIn('secretary');
	const page = await secretary.get('/korosten/work/new');
	await endSessionOf('secretary');
	let answer = await secretary.fill(page, { category: 'lighting', text: 'Темно біля аптеки', place: 'аптека',
		source: 'letter' }, '/korosten/issues');
	assert.equal(answer.location, '/sign-in?next=/kept');
	await secretary.signIn('secretary');
	answer = await secretary.fill(await secretary.get('/kept'), {}, '/korosten/issues');
	assert.match(answer.location, /^\/korosten\/issues\/\d{4}-\d+$/);
	assert.deepEqual(server.query('SELECT source, state FROM issue ORDER BY id DESC LIMIT 1'),
		[{ source: 'letter', state: 'registered' }]);
});

await claim('a report changed behind the preview is not published unseen', async () => {
	const [police, chief] = [await signedIn('police'), await signedIn('chief')];
	const page = await police.get('/korosten/reports/new');
	let answer = await police.fill(page, { kind: 'custom', from: '01.08.2026', to: '09.08.2026', basis: 'period',
		author_post: 'начальник', summary: 'Те, що начальник читав.', 'figure.calls_total': '5' }, '/korosten/reports');
	const path = /^\/korosten\/reports\/\d+/.exec(answer.location)[0];
	const preview = await chief.get(`${path}/preview`);
	await police.fill(await police.get(`${path}/edit/all`), { summary: 'Те, чого він не бачив.' }, path);
	const asked = await chief.get(/href="([^"]*\/publish[^"]*)"/.exec(preview.text)[1]);
	answer = await chief.fill(asked, {}, `${path}/publish`);
	assert.equal(answer.status, 422);
	assert.match(answer.text, /Те, чого він не бачив/);
	answer = await chief.fill(answer, {}, `${path}/publish`);
	assert.equal(answer.status, 303, 'told so, the chief decides');
});

// What a part's page of figures holds, to be sent back later.
const figuresOf = (police, report) => police.get(`/korosten/reports/${report}/edit/figures`);

async function draftOf(police, from, to) {
	const page = await police.get('/korosten/reports/new');
	const answer = await police.fill(page, { kind: 'custom', from, to, basis: 'period', author_post: 'начальник',
		'figure.theft': '5', 'figure.fraud': '3' }, '/korosten/reports');
	return /reports\/(\d+)/.exec(answer.location)[1];
}

await claim('two who write at once: other fields of the other are kept, the same one is asked about', async () => {
	const [police, chief] = [await signedIn('police'), await signedIn('chief')];
	const report = await draftOf(police, '10.08.2026', '12.08.2026');
	const path = `/korosten/reports/${report}/edit/figures`;
	const [mine, other, late] = [await figuresOf(police, report), await figuresOf(chief, report), await figuresOf(chief, report)];
	assert.equal((await police.fill(mine, { 'figure.theft': '6' }, path)).status, 303);
	assert.equal((await chief.fill(other, { 'figure.fraud': '4' }, path)).status, 303);
	const asked = await chief.fill(late, { 'figure.theft': '9' }, path);
	assert.equal(asked.status, 422);
	assert.match(asked.text, /value="9"/, 'what was typed stands there');
	const kept = server.query(`SELECT indicator, value / 1000 AS value FROM figure WHERE report_id = ${report} ORDER BY indicator`);
	assert.deepEqual(kept, [{ indicator: 'fraud', value: 4 }, { indicator: 'theft', value: 6 }]);
	assert.equal((await chief.fill(asked, {}, path)).status, 303, 'told so, the second one decides');
	assert.equal(server.query(`SELECT value / 1000 AS value FROM figure WHERE report_id = ${report} AND indicator = 'theft'`)[0].value, 9);
});

await claim('figures typed into a part when the session has ended are kept', async () => {
	const police = await signedIn('police');
	const report = await draftOf(police, '13.08.2026', '14.08.2026');
	const page = await figuresOf(police, report), path = `/korosten/reports/${report}/edit/figures`;
	await endSessionOf('police');
	let answer = await police.fill(page, { 'figure.drugs': 'понад 12' }, path);
	assert.equal(answer.location, '/sign-in?next=/kept');
	await police.signIn('police');
	answer = await police.fill(await police.get('/kept'), {}, path);
	assert.equal(answer.status, 303);
	assert.equal(server.query(`SELECT qualifier FROM figure WHERE report_id = ${report} AND indicator = 'drugs'`)[0].qualifier, 'at_least');
});

await claim('a file that is no table of figures is refused with a reason, whatever its size', async () => {
	const police = await signedIn('police');
	const report = await draftOf(police, '15.08.2026', '16.08.2026'), path = `/korosten/reports/${report}/edit/paste`;
	const token = /name="token" value="([^"]*)"/.exec((await police.get(path)).text)[1];
	for (const bytes of [Buffer.alloc(3 << 20, 'a'), Buffer.from([0xff, 0xfe, 0x00, 0x41])]) {
		const form = new FormData();
		form.set('token', token);
		form.set('then', 'look');
		form.set('file', new Blob([bytes]), 'figures.csv');
		const answer = await police.ask(path, { method: 'POST', body: form });
		assert.equal(answer.status, 422);
		assert.match(answer.text, /Помилка|помилк/i);
	}
	assert.equal((await police.get(path)).status, 200, 'and the service goes on');
});

const stand = (report) => server.query(`SELECT indicator, value / 1000 AS value FROM figure WHERE report_id = ${report} ORDER BY indicator`);

await claim('pasted lines do not undo what somebody else wrote after they were looked at', async () => {
	const [police, chief] = [await signedIn('police'), await signedIn('chief')];
	const report = await draftOf(police, '17.08.2026', '18.08.2026');
	const path = `/korosten/reports/${report}/edit/paste`, figures = `/korosten/reports/${report}/edit/figures`;
	const looked = await police.fill(await police.get(path), { lines: 'theft\t7\nfraud\t8', then: 'look' }, path);
	assert.equal((await chief.fill(await figuresOf(chief, report), { 'figure.theft': '6' }, figures)).status, 303);
	const asked = await police.fill(looked, { lines: 'theft\t7\nfraud\t8', then: 'take' }, path);
	assert.equal(asked.status, 422);
	assert.match(asked.text, /хтось інший написав тут: «6»/);
	assert.match(asked.text, /theft;7/, 'the lines stand there still');
	assert.deepEqual(stand(report), [{ indicator: 'fraud', value: 3 }, { indicator: 'theft', value: 6 }]);
	assert.equal((await police.fill(asked, { then: 'take' }, path)).status, 303, 'told so, the second one decides');
	assert.deepEqual(stand(report), [{ indicator: 'fraud', value: 8 }, { indicator: 'theft', value: 7 }]);
});

await claim('lines of which none can be taken over are shown again, not called saved', async () => {
	const police = await signedIn('police');
	const report = await draftOf(police, '19.08.2026', '20.08.2026'), path = `/korosten/reports/${report}/edit/paste`;
	const answer = await police.fill(await police.get(path),
		{ lines: 'indicator,value,qualifier\ntheft,49,about\nfraud,,', then: 'take' }, path);
	assert.equal(answer.status, 200);
	assert.match(answer.text, /Рядок 2, «theft: 49»: «about» — не уточнення/);
	assert.deepEqual(stand(report), [{ indicator: 'fraud', value: 3 }, { indicator: 'theft', value: 5 }]);
});

await claim('pasted lines are kept when the session has ended', async () => {
	const police = await signedIn('police');
	const report = await draftOf(police, '21.08.2026', '22.08.2026'), path = `/korosten/reports/${report}/edit/paste`;
	const page = await police.get(path);
	await endSessionOf('police');
	let answer = await police.fill(page, { lines: 'theft\t9', then: 'take' }, path);
	assert.equal(answer.location, '/sign-in?next=/kept');
	await police.signIn('police');
	answer = await police.fill(await police.get('/kept'), {}, path);
	assert.equal(answer.status, 303);
	assert.deepEqual(stand(report), [{ indicator: 'fraud', value: 3 }, { indicator: 'theft', value: 9 }]);
});

await finish();
