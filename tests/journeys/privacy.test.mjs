// Personal data over real HTTP: what a look leaves behind, what a person can fetch and have erased, by their
// secret link or through the secretary, and that the bytes are gone from the disk; at once when somebody asks
// for it, and by itself when the days after closing are over.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
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

// ---------------------------------------------------------------- the days after closing go by

const slow = await Server.start({ hasClock: true });
const days = 90; // the setting's own value
const people = {
	apostrophe: { contact_name: 'В’ячеслава Ґудзенко-Щур', contact_phone: '067 765 43 21', contact_email: 'Vjache.Gudz@Zqjopost.example' },
	latin: { contact_name: 'Quentina Ozymandias', contact_phone: '+44 20 7946 0958', contact_email: 'ozy.quentina@zqjomail.example' },
	caller: { contact_name: 'Одарка Цвіркунець', contact_phone: '8 (050) 313-13-37', contact_email: 'cvirkun@zqjocall.example' },
	later: { contact_name: 'Зиновія Пізнютко', contact_phone: '(063) 909-80-17', contact_email: 'zynovia@zqjolate.example' },
};
const due = ['apostrophe', 'latin', 'caller'];
const staff = {};
const signInAll = async () => {
	for (const login of ['moderator', 'secretary', 'chair'])
		await (staff[login] = new Visitor(slow)).signIn(login);
};
await signInAll();
const newest = () => Object.values(slow.query("SELECT year || '-' || number FROM issue ORDER BY id DESC LIMIT 1")[0])[0];
async function act(visitor, path, fields) {
	const answer = await send(visitor, path, fields);
	assert.equal(answer.status, 303, `${path}: ${answer.status} ${/<ul class="faults">[\s\S]*?<\/ul>/.exec(answer.text)?.[0] ?? ''}`);
	return answer;
}
const move = (login, person, to, fields = {}) => act(staff[login], `/korosten/issues/${person.number}/state`, { to, note: 'Для всіх.', ...fields });

// Their names in what they write, too: there they reach the search index and what finding knows.
async function tell(person) {
	const visitor = new Visitor(slow), { contact_name, contact_phone, contact_email } = person;
	const answer = await visitor.report({ title: `Ліхтар ${contact_name}`, text: `Пише ${contact_name}, ${contact_phone}, ${contact_email}.`,
		place: `біля ${contact_name}`, contact_name, contact_phone, contact_email });
	assert.equal(answer.status, 303);
	Object.assign(person, { number: newest(), secret: answer.location.split('?')[0], visitor });
}
const clean = { title: 'Не світить ліхтар', text: 'На вулиці темно.', place: 'вул. Гоголя', precision: '2', reason: 'personal' };
const body = Object.values(slow.query('SELECT min(id) FROM organisation WHERE community_id = 1')[0])[0];

// Everything that may hold a byte of somebody, and how often each form of their data stands in it.
function everyFile(folder = slow.data) {
	return readdirSync(folder).flatMap((name) => {
		const path = join(folder, name);
		return statSync(path).isDirectory() ? (name === 'backups' ? [] : everyFile(path)) : [path];
	});
}
const folded = (text) => text.toLowerCase().replaceAll(/[’']/g, '').replaceAll('ґ', 'г');
const literally = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const digitsOf = (text) => text.replaceAll(/\D/g, '');
function formsOf({ contact_name, contact_phone, contact_email }) {
	const words = contact_name.split(/[ -]/), number = digitsOf(contact_phone).replace(/^(44|8?0)/, '');
	return {
		...Object.fromEntries(words.map((word) => [`name ${word}`, [...new Set([word.toLowerCase(), folded(word)])].map(literally).join('|')])),
		// Its digits, whatever was typed between them.
		phone: [...number].join('[ ().+/-]{0,2}'),
		email: literally(contact_email.toLowerCase()),
		'e-mail\'s first part': literally(contact_email.split('@')[0].toLowerCase()),
		'e-mail\'s host': literally(contact_email.split('@')[1].toLowerCase().split('.')[0]),
	};
}
function standing(person) {
	const found = {};
	for (const path of everyFile()) {
		const bytes = readFileSync(path).toString('utf8').toLowerCase();
		for (const [form, pattern] of Object.entries(formsOf(person)))
			found[form] = (found[form] ?? 0) + (bytes.match(new RegExp(pattern, 'g'))?.length ?? 0);
	}
	return found;
}
const noneOf = (person) => Object.fromEntries(Object.keys(formsOf(person)).map((form) => [form, 0]));
async function until(isSo, what) {
	for (let i = 0; i < 600; i++, await new Promise((resolve) => setTimeout(resolve, 50)))
		if (isSo())
			return;
	assert.fail(`${what} within 30 s`);
}
const keptOf = (person) => Object.values(slow.query(`SELECT count(*) FROM issue_private JOIN issue i ON i.id = issue_id
	WHERE i.community_id = 1 AND year || '-' || number = '${person.number}' AND contact_phone <> ''`)[0])[0];

await claim('three people tell of something, each in their way, and it is closed', async () => {
	const { apostrophe, latin, caller } = people;
	await tell(apostrophe);
	await act(apostrophe.visitor, apostrophe.secret, { do: 'addition', text: `Ще раз я, ${apostrophe.contact_name}.` });
	await act(staff.moderator, `/korosten/issues/${apostrophe.number}/edit`, clean);
	await move('moderator', apostrophe, 'registered');
	await move('secretary', apostrophe, 'assigned', { responsible: body });
	await move('secretary', apostrophe, 'resolved', { evidence: 'акт № 7' });
	await move('chair', apostrophe, 'closed', { confirmed_by: 'староста' });
	await tell(latin);
	await move('moderator', latin, 'declined', { reason: 'personal' });
	const { contact_name, contact_phone, contact_email } = caller;
	const entered = await staff.secretary.fill(await staff.secretary.get('/korosten/work/new'), { source: 'call', category: 'lighting',
		title: 'Темно біля аптеки', text: 'Темно біля аптеки на розі.', place: 'аптека на розі', contact_name, contact_phone, contact_email }, '/korosten/issues');
	assert.equal(entered.status, 303);
	caller.number = newest();
	await move('secretary', caller, 'clarified');
	// Looked at, searched for and downloaded: none of it may leave a copy behind.
	for (const person of due.map((key) => people[key])) {
		assert.equal((await send(staff.secretary, `/korosten/issues/${person.number}/contact`)).status, 200);
		for (const who of [person.contact_name, person.contact_phone, person.contact_email])
			assert.ok((await send(staff.secretary, '/korosten/residents', { who })).text.includes(`/residents/${person.number}"`), who);
		assert.equal((await send(staff.secretary, `/korosten/residents/${person.number}/download`)).status, 200);
	}
});

await claim('somebody whose days are not over has theirs closed ten days later', async () => {
	slow.pass(10);
	await signInAll();
	await tell(people.later);
	await act(staff.moderator, `/korosten/issues/${people.later.number}/edit`, clean);
	await move('moderator', people.later, 'registered');
	await move('secretary', people.later, 'clarified');
});

let before;
await claim('until the last day every form of their data stands in the folder', async () => {
	slow.pass(days - 10 - 0.1);
	await until(() => slow.query("SELECT 1 FROM installation WHERE erased_at IS NULL").length, 'nothing waits to be written anew');
	await new Promise((resolve) => setTimeout(resolve, 2500)); // two rounds of the chores
	before = Object.fromEntries(Object.entries(people).map(([key, person]) => [key, standing(person)]));
	for (const [key, found] of Object.entries(before))
		for (const [form, count] of Object.entries(found))
			assert.ok(count > 0, `${form} of ${key}`);
});

await claim('when the days are over no byte of the three is left in the folder, and all of the fourth', async () => {
	slow.pass(0.2);
	await until(() => due.every((key) => keptOf(people[key]) === 0), 'the contacts are erased');
	assert.equal(keptOf(people.later), 1);
	// The night after it the file is written anew.
	slow.pass(1.1);
	await until(() => slow.query('SELECT 1 FROM installation WHERE erased_at IS NULL').length, 'the file is written anew');
	await until(() => due.every((key) => Object.values(standing(people[key])).every((count) => count === 0)), 'the bytes are gone').catch(() => {});
	for (const key of due)
		assert.deepEqual(standing(people[key]), noneOf(people[key]), key);
	const left = standing(people.later);
	for (const [form, count] of Object.entries(left))
		assert.ok(count > 0, `${form} of later`);
	await signInAll();
	const contact = await send(staff.secretary, `/korosten/issues/${people.later.number}/contact`);
	assert.ok(contact.text.includes(people.later.contact_name) && contact.text.includes('+380639098017'), 'whose days are not over can be called');
	assert.equal((await send(staff.secretary, `/korosten/residents/${people.apostrophe.number}/download`)).status, 410);
	assert.equal((await new Visitor(slow).get(`/korosten/issues/${people.apostrophe.number}`)).status, 200, 'what the public reads stays');
});

await claim('nor after a stop, nor in what the service said', async () => {
	await slow.stop('SIGINT');
	for (const key of due) {
		assert.deepEqual(standing(people[key]), noneOf(people[key]), key);
		for (const pattern of Object.values(formsOf(people[key])))
			assert.doesNotMatch(slow.log.toLowerCase(), new RegExp(pattern));
	}
});

await finish();
