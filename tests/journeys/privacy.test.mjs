// Personal data over real HTTP: what a look leaves behind, what a person can fetch and have erased, by their
// secret link or through the secretary, and that the bytes are gone from the disk.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const server = await Server.start();
const one = (sql) => Object.values(server.query(sql)[0] ?? {})[0];
const resident = new Visitor(server), secretary = new Visitor(server), admin = new Visitor(server),
	moderator = new Visitor(server), chair = new Visitor(server);
for (const [login, visitor] of Object.entries({ secretary, admin, moderator, chair }))
	await visitor.signIn(login);

async function reported(name, phone) {
	const answer = await resident.report({ title: `Ліхтар ${name}`, text: `Слова, що їх сказала ${name}.`, contact_name: name,
		contact_phone: phone, contact_email: `${name}@example.org` });
	assert.equal(answer.status, 303);
	return { secret: answer.location.split('?')[0], number: one("SELECT year || '-' || number FROM issue ORDER BY id DESC LIMIT 1") };
}
const send = async (visitor, path, fields = {}) => visitor.post(path, { ...await visitor.secrets(), ...fields });
const first = await reported('Zqjoromira', '067 123 45 01'), second = await reported('Zqjovasyl', '067 123 45 02');

await claim('each look at a contact is listed for the administrator: who, when, which issue', async () => {
	assert.equal((await send(secretary, `/korosten/issues/${first.number}/contact`)).status, 200);
	const page = (await admin.get('/admin/looks?community=korosten&actor=secretary')).text;
	assert.match(page, /secretary/);
	assert.ok(page.includes(`/korosten/work/${first.number}`));
	assert.ok(!page.includes('Zqjoromira'));
	assert.ok(!(await admin.get('/admin/looks?actor=chair')).text.includes(`/work/${first.number}`));
	assert.equal((await secretary.get('/admin/looks')).status, 403);
});

await claim('the secretary finds a person by telephone, e-mail, name, number and secret link', async () => {
	for (const who of ['+38 (067) 123-45-01', 'ZQJOROMIRA@example.org', 'zqjorom', first.number, `${server.url}${first.secret}`]) {
		const page = (await send(secretary, '/korosten/residents', { who })).text;
		assert.ok(page.includes(`/korosten/residents/${first.number}"`), who);
		assert.ok(!page.includes(`/korosten/residents/${second.number}"`), who);
	}
	assert.match((await send(secretary, '/korosten/residents', { who: 'nobody of that name' })).text, /lang="uk"/);
	assert.equal((await send(chair, '/korosten/residents', { who: 'x' })).status, 403);
	assert.equal((await send(moderator, '/korosten/residents', { who: 'x' })).status, 403);
});

await claim('that somebody searched is recorded, not for what', async () => {
	const lines = server.query("SELECT before || after AS line FROM audit WHERE action = 'issue private find'");
	assert.equal(lines.length, 6);
	assert.ok(lines.every(({ line }) => !/zqjo|67123/i.test(line)));
	assert.ok(lines.some(({ line }) => line.includes('"by":"phone","found":"1"')));
});

await claim('what is kept is handed over as a file, and that is a look', async () => {
	const check = await secretary.get(`/korosten/residents/${first.number}`);
	assert.equal(check.status, 200);
	assert.ok(!check.text.includes('Zqjoromira'), 'the check page itself shows nothing');
	const file = await secretary.fill(check, {}, new RegExp('/download$'));
	assert.equal(file.status, 200);
	assert.match(file.headers.get('content-disposition'), /attachment; filename="?poruch-/);
	for (const word of ['Zqjoromira', '+380671234501', 'Zqjoromira@example.org', 'Слова, що їх сказала'])
		assert.ok(file.text.includes(word), word);
	assert.ok((await admin.get('/admin/looks')).text.includes(`/korosten/work/${first.number}`));
});

await claim('the reporter fetches and erases their own data by the secret link, which ends kindly', async () => {
	assert.ok((await resident.get(second.secret)).text.includes(`${second.secret}/data`));
	const page = await resident.get(`${second.secret}/data`);
	const file = await resident.fill(page, {}, new RegExp('/download$'));
	assert.ok(file.text.includes('Zqjovasyl'));
	const erased = await resident.fill(await resident.get(`${second.secret}/data`), {}, new RegExp('/erase$'));
	assert.equal(erased.status, 303);
	const ended = await resident.get(second.secret);
	assert.equal(ended.status, 410);
	assert.match(ended.text, /Це посилання більше не діє/);
	assert.equal((await resident.get(`/en${second.secret}`)).status, 410);
	assert.equal((await resident.get(`${second.secret}/data`)).status, 410);
	assert.equal((await resident.get('/korosten/my/nothing')).status, 404);
	assert.equal(one("SELECT count(*) FROM issue_private WHERE contact_name = 'Zqjovasyl'"), 0);
});

await claim('the secretary erases on request, with a reason, and the public issue stays', async () => {
	await send(moderator, `/korosten/issues/${first.number}/edit`, { title: 'Не світить ліхтар', text: 'На вулиці темно.', place: 'вул. Гоголя', precision: '2', reason: 'personal' });
	await send(moderator, `/korosten/issues/${first.number}/state`, { to: 'registered', note: 'Взято.' });
	const check = await secretary.get(`/korosten/residents/${first.number}`);
	assert.equal((await secretary.fill(check, {}, new RegExp('/erase$'))).status, 422, 'a reason is asked');
	assert.equal((await secretary.fill(check, { reason: 'because' }, new RegExp('/erase$'))).status, 422);
	assert.equal((await secretary.fill(check, { reason: 'asked' }, new RegExp('/erase$'))).status, 303);
	assert.equal((await new Visitor(server).get(`/korosten/issues/${first.number}`)).status, 200);
	assert.equal((await send(secretary, `/korosten/residents/${first.number}/download`)).status, 410);
	assert.match((await secretary.get(`/korosten/residents/${first.number}`)).text, /стерто/);
});

await claim('the privacy page tells the numbers of this installation, in both languages', async () => {
	assert.match((await resident.get('/privacy')).text, /90 днів після закриття справи[\s\S]*14 днів[\s\S]*30 днів/);
	assert.match((await resident.get('/en/privacy')).text, /90 days after the matter is closed/);
	assert.match((await resident.get('/korosten/')).text, /href="\/privacy"/);
});

await claim('of a person whose data was erased no byte is left in the file or its log after a stop', async () => {
	await server.stop('SIGINT');
	const files = ['poruch.db', 'poruch.db-wal', 'poruch.db-shm'].map((name) => join(server.data, name)).filter(existsSync);
	const count = (word) => files.reduce((sum, file) => sum + readFileSync(file).toString('latin1').split(word).length - 1, 0);
	// The second was never published or edited: nothing was ever moved or indexed.
	assert.equal(count('Zqjovasyl@'), 0);
	assert.equal(count('671234502'), 0);
	assert.ok(!/67\s?123|Zqjo/.test(server.log));
	assert.match(execFileSync(process.env.PORUCH ?? 'build/check/poruch', ['check', '--data', server.data], { encoding: 'utf8' }), /\w/);
});

await finish();
