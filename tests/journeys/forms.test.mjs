// Long forms and ended sessions: what was typed arrives, or is kept until its writer is back.
import assert from 'node:assert/strict';
import { Server, Visitor, claim, finish, formOf } from './poruch.mjs';

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
function longReport(page, from, to) {
	const texts = formOf(page.text, '/korosten/reports').fields
		.filter(([name]) => name.startsWith('section.')).map(([name]) => [name, 'ї'.repeat(6000)]);
	assert.ok(texts.length > 8);
	return { kind: 'custom', from, to, basis: 'period', summary: 'є'.repeat(2000), ...Object.fromEntries(texts) };
}

await claim('a report with every text at its limit is saved', async () => {
	const police = await signedIn('police');
	const page = await police.get('/korosten/reports/new');
	const answer = await police.fill(page, longReport(page, '01.06.2026', '09.06.2026'), '/korosten/reports');
	assert.equal(answer.status, 303);
});

await claim('and is kept whole when the session has ended meanwhile', async () => {
	const police = await signedIn('police');
	const page = await police.get('/korosten/reports/new');
	await endSessionOf('police');
	let answer = await police.fill(page, longReport(page, '01.07.2026', '09.07.2026'), '/korosten/reports');
	assert.equal(answer.status, 303);
	assert.equal(answer.location, '/sign-in?next=/kept');
	await police.signIn('police');
	answer = await police.fill(await police.get('/kept'), {}, '/korosten/reports');
	assert.equal(answer.status, 303);
	const saved = await police.get(answer.location.replace(/(\/reports\/\d+).*/, '$1/edit'));
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
	await police.fill(await police.get(`${path}/edit`), { summary: 'Те, чого він не бачив.' }, path);
	const asked = await chief.get(/href="([^"]*\/publish[^"]*)"/.exec(preview.text)[1]);
	answer = await chief.fill(asked, {}, `${path}/publish`);
	assert.equal(answer.status, 422);
	assert.match(answer.text, /Те, чого він не бачив/);
	answer = await chief.fill(answer, {}, `${path}/publish`);
	assert.equal(answer.status, 303, 'told so, the chief decides');
});

await finish();
