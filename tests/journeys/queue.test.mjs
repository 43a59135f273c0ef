// The secretary's day: what waits, by task; answers kept ready; an entry for a caller; two people at one
// issue; a session that ends; a body that sees its own work and no other.
import assert from 'node:assert/strict';
import { Server, Visitor, claim, finish, formOf, unescape } from './poruch.mjs';

const server = await Server.start();
const G = '/korosten';
const home = server.query("SELECT id FROM community WHERE slug = 'korosten'")[0].id;
const one = (sql) => Object.values(server.query(sql)[0] ?? {})[0];
const number = (where, order = 'id DESC') =>
	one(`SELECT year || '-' || number FROM issue WHERE community_id = ${home} AND ${where} ORDER BY ${order} LIMIT 1`);

async function signedIn(login) {
	const visitor = new Visitor(server);
	await visitor.signIn(login);
	return visitor;
}

const [secretary, chair, works, moderator] =
	await Promise.all(['secretary', 'chair', 'works', 'moderator'].map(signedIn));
const rowsOf = (html) => [...html.matchAll(/<th scope="row">[\s\S]*?href="\/korosten\/work\/(\d{4}-\d+)"/g)].map(([, found]) => found);
const countOf = (html) => Number(/class="lead" role="status">\s*([\d  ]+)/.exec(html)[1].replace(/\D/g, ''));
const fieldOf = (html, name, action) => formOf(html, action).fields.find(([field]) => field === name)?.[1];

// An issue of its own for a story, registered by the secretary.
async function enter(values = {}) {
	const answer = await secretary.fill(await secretary.get(`${G}/work/new`), { source: 'call', category: 'lighting',
		title: 'Темно біля аптеки', text: 'Темно біля аптеки на розі.', place: 'аптека на розі', ...values }, `${G}/issues`);
	assert.equal(answer.status, 303, answer.text.slice(0, 2000));
	return number('1 = 1');
}

// ------------------------------------------------------------------ flagged words of what staff enter

await claim('who enters flagged words is warned at once, with everything typed, and nothing is public yet', async () => {
	const form = await secretary.get(`${G}/work/new`);
	const values = { source: 'call', category: 'lighting', title: 'Темно біля під’їзду',
		text: 'Скаржиться Петренко Іван Степанович, тел. 050 111 22 33.', place: 'вул. Вишнева' };
	const before = one('SELECT count(*) FROM issue');
	const warned = await secretary.fill(form, values, `${G}/issues`);
	assert.equal(warned.status, 200);
	assert.equal(one('SELECT count(*) FROM issue'), before);
	assert.match(warned.text, /Перегляньте ці слова[\s\S]*Петренко Іван/);
	assert.equal(fieldOf(warned.text, 'text', `${G}/issues`).trim(), values.text);
	assert.equal(fieldOf(warned.text, 'title', `${G}/issues`), 'Темно біля під’їзду');
	// Other words that give something away are told of once more; harmless ones are entered.
	const more = await secretary.fill(warned, { ...values, text: `${values.text} Поруч блокпост.` }, `${G}/issues`);
	assert.equal(more.status, 200);
	assert.equal(one('SELECT count(*) FROM issue'), before);
	assert.equal((await secretary.fill(more, { ...values, text: 'Темно біля під’їзду.' }, `${G}/issues`)).status, 303);
	assert.equal(one('SELECT is_flag_open FROM issue ORDER BY id DESC LIMIT 1'), 0);
	const warnedAgain = await secretary.fill(await secretary.get(`${G}/work/new`), values, `${G}/issues`);
	assert.equal((await secretary.fill(warnedAgain, values, `${G}/issues`)).status, 303);
	assert.equal(one('SELECT is_flag_open FROM issue ORDER BY id DESC LIMIT 1'), 1);
});

await claim('what is entered all the same waits among the flagged texts until a moderator lets it stay', async () => {
	const entered = number('is_flag_open = 1');
	assert.ok(rowsOf((await moderator.get(`${G}/work?task=flagged`)).text).includes(entered));
	assert.equal((await works.post(`${G}/issues/${entered}/words`, await works.secrets(`${G}/work`))).status, 403);
	const answer = await moderator.fill(await moderator.get(`${G}/work/${entered}`), {}, /\/words$/);
	assert.equal(answer.status, 303);
	assert.ok(!rowsOf((await moderator.get(`${G}/work?task=flagged`)).text).includes(entered));
	assert.ok(!(await moderator.get(`${G}/work/${entered}`)).text.includes(`issues/${entered}/words`));
});

// ------------------------------------------------------------------ tasks

const openStates = "('assigned', 'in_progress', 'planned', 'forwarded')";
const tasks = {
	confirm: "state = 'resolved'",
	moderate: "state IN ('new', 'moderation')",
	overdue: `due < date('now', '+2 hours') AND state IN ('registered', 'reopened', 'restricted', 'assigned', 'in_progress', 'planned', 'forwarded')`,
};

await claim('each task tells its count and shows no more than a few rows', async () => {
	const { text } = await secretary.get(`${G}/work`);
	for (const [task, where] of Object.entries(tasks)) {
		const section = new RegExp(`<h2 id="${task}">[\\s\\S]*?<span class="count">\\((\\d+)\\)[\\s\\S]*?</section>`).exec(text);
		assert.equal(Number(section[1]), one(`SELECT count(*) FROM issue WHERE community_id = ${home} AND ${where}`), task);
		assert.ok(rowsOf(section[0]).length <= 3, task);
	}
});

await claim('a task of its own goes on by key, and every row stands once, the longest waiting first', async () => {
	const seen = [];
	let pages = 0, text;
	for (let path = `${G}/work?task=confirm`; path; pages++) {
		({ text } = await secretary.get(path));
		seen.push(...rowsOf(text));
		path = unescape(/href="([^"]*)" rel="next"/.exec(text)?.[1] ?? '');
	}
	const expected = server.query(`SELECT year || '-' || number AS n FROM issue WHERE community_id = ${home} AND
		state = 'resolved' ORDER BY resolved_at, id`).map(({ n }) => n);
	assert.ok(pages > 1);
	assert.deepEqual(seen, expected);
	assert.equal(countOf(text), expected.length);
});

await claim('a task is narrowed by kind, body and words, and its pages keep that', async () => {
	const body = one(`SELECT organisation_id FROM issue WHERE community_id = ${home} AND state = 'resolved' AND
		organisation_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`);
	let { text } = await secretary.get(`${G}/work?task=confirm&body=${body}`);
	assert.equal(countOf(text), one(`SELECT count(*) FROM issue WHERE community_id = ${home} AND state = 'resolved' AND organisation_id = ${body}`));
	const title = one(`SELECT title FROM issue WHERE community_id = ${home} AND state = 'resolved' LIMIT 1`);
	({ text } = await secretary.get(`${G}/work?task=confirm&q=${encodeURIComponent(title)}`));
	assert.ok(countOf(text) >= 1 && text.includes(title));
	({ text } = await secretary.get(`${G}/work?task=confirm&q=${encodeURIComponent('цьогословатамнема')}`));
	assert.equal(countOf(text), 0);
});

await claim('nonsense in the address is a page, not a failure', async () => {
	for (const query of ['?task=nothing', '?task=confirm&before=1.x', '?q=%22%27*(&category=%27&body=-1&area=x',
		'?task=confirm&before=99999999999999999999.1'])
		assert.equal((await secretary.get(`${G}/work${query}`)).status, 200, query);
});

await claim('a comment waits in the queue, and its row leads to where it is read', async () => {
	const issue = number("is_public = 1 AND phase = 'open'"), resident = new Visitor(server);
	const page = await resident.get(`${G}/issues/${issue}/comment`);
	assert.equal((await resident.fill(page, { text: 'Там і досі темно.' }, /comment/)).status, 303);
	const { text } = await secretary.get(`${G}/work?task=messages`);
	const row = new RegExp(`href="(/korosten/work/${issue}/messages)"`).exec(text);
	assert.ok(row);
	const read = await secretary.get(row[1]);
	assert.equal(read.status, 200);
	assert.ok(read.text.includes('Там і досі темно.'));
	assert.ok([403, 404].includes((await works.get(row[1])).status));
	assert.doesNotMatch((await chair.get(`${G}/work`)).text, /id="messages"/);
});

// ------------------------------------------------------------------ the next meeting

await claim('the secretary puts an issue on the next meeting\'s list and the chair takes it off', async () => {
	const issue = number(`state = 'registered'`);
	let answer = await secretary.fill(await secretary.get(`${G}/work/${issue}`), {}, `${G}/issues/${issue}/agenda`);
	assert.equal(answer.status, 303);
	assert.deepEqual(rowsOf((await chair.get(`${G}/work?task=meeting`)).text), [issue]);
	const page = await chair.get(`${G}/work/${issue}`);
	answer = await chair.fill(page, {}, `${G}/issues/${issue}/agenda`);
	assert.equal(answer.status, 303);
	assert.deepEqual(rowsOf((await chair.get(`${G}/work?task=meeting`)).text), []);
	assert.match((await chair.get(`${G}/work/${issue}`)).text, /Знято з порядку денного/);
	assert.doesNotMatch((await new Visitor(server).get(`${G}/issues/${issue}`)).text, /порядку денного|найближче засідання/);
});

// ------------------------------------------------------------------ for a caller

await claim('what was told weeks ago by telephone is due by the day it was told', async () => {
	const told = new Date(Date.now() - 5 * 86400000), day = told.toLocaleDateString('uk-UA', { timeZone: 'Europe/Kyiv' });
	const body = one(`SELECT id FROM organisation WHERE community_id = ${home} LIMIT 1`);
	const issue = await enter({ received: day, responsible: body });
	const row = server.query(`SELECT due, state, source, date(reported_at, 'unixepoch', '+2 hours') AS told FROM issue
		WHERE community_id = ${home} AND year || '-' || number = '${issue}'`)[0];
	const expected = new Date(`${row.told}T12:00:00Z`);
	expected.setUTCDate(expected.getUTCDate() + 15); // lighting's target
	assert.deepEqual({ due: row.due, state: row.state, source: row.source },
		{ due: expected.toISOString().slice(0, 10), state: 'assigned', source: 'call' });
});

await claim('the caller gets a secret link that works and can be printed; staff without one do not', async () => {
	const page = await secretary.get(`${G}/work/new`);
	const answer = await secretary.fill(page, { source: 'visit', category: 'roads', text: 'Яма біля ринку.', place: 'ринок',
		contact_phone: '067 111 22 33' }, `${G}/issues`);
	assert.match(answer.location, /^\/korosten\/my\/[\w-]{10,}$/);
	const told = await new Visitor(server).get(answer.location);
	assert.equal(told.status, 200);
	assert.ok(told.text.includes(answer.location));
	assert.doesNotMatch(told.text, /korosten\/work/);
	assert.match((await secretary.get(answer.location)).text, /href="\/korosten\/work\/\d{4}-\d+"/, 'staff find the way back');
	const again = await secretary.fill(await secretary.get(`${G}/work/new`), { source: 'call', category: 'roads', text: 'Яма біля ринку ще одна.',
		place: 'ринок', link: '1' }, `${G}/issues`);
	assert.match(again.location, /^\/korosten\/my\//);
	const none = await secretary.fill(await secretary.get(`${G}/work/new`), { source: 'call', category: 'roads', text: 'Третя яма біля ринку.',
		place: 'ринок' }, `${G}/issues`);
	assert.match(none.location, /^\/korosten\/issues\//);
});

await claim('two secretaries enter at the same moment, and both entries stand', async () => {
	const other = await signedIn('secretary');
	const [first, second] = await Promise.all([secretary.get(`${G}/work/new`), other.get(`${G}/work/new`)]);
	const values = { source: 'call', category: 'roads', place: 'міст' };
	await Promise.all([secretary.fill(first, { ...values, text: 'Перила мосту зламано.' }, `${G}/issues`),
		other.fill(second, { ...values, text: 'На мосту немає перил.' }, `${G}/issues`)]);
	assert.equal(one(`SELECT count(DISTINCT number) FROM issue WHERE community_id = ${home} AND place = 'міст'`), 2);
});

// ------------------------------------------------------------------ answers kept ready

await claim('the demonstration has answers for every state that takes a note', async () => {
	const states = server.query(`SELECT DISTINCT state FROM answer_template WHERE community_id = ${home}`).map(({ state }) => state);
	for (const state of ['registered', 'assigned', 'in_progress', 'planned', 'on_hold', 'forwarded', 'resolved', 'closed', 'clarified', 'declined'])
		assert.ok(states.includes(state), state);
});

await claim('the secretary writes, changes and removes an answer', async () => {
	let answer = await secretary.fill(await secretary.get(`${G}/work/templates/new`),
		{ state: 'clarified', category: 'roads', name: 'Проба', text: 'Роз’яснюємо: «…».' }, `${G}/work/templates`);
	assert.equal(answer.status, 303);
	const id = one("SELECT id FROM answer_template WHERE name = 'Проба'"), path = `${G}/work/templates/${id}`;
	const [mine, theirs] = await Promise.all([secretary.get(path), secretary.get(path)]);
	assert.equal((await secretary.fill(mine, { text: 'Перша зміна.' }, path)).status, 303);
	answer = await secretary.fill(theirs, { text: 'Друга зміна.' }, path);
	assert.equal(answer.status, 422);
	assert.ok(answer.text.includes('Перша зміна.') && answer.text.includes('Друга зміна.'), 'both versions are there');
	assert.equal((await secretary.fill(answer, {}, path)).status, 303, 'sent again it holds');
	assert.equal(one(`SELECT text FROM answer_template WHERE id = ${id}`), 'Друга зміна.');
	answer = await secretary.fill(await secretary.get(`${G}/work/templates/new`),
		{ state: 'clarified', category: 'roads', name: 'Проба', text: 'Інше' }, `${G}/work/templates`);
	assert.equal(answer.status, 422, 'a name counts once');
	assert.equal((await secretary.fill(await secretary.get(path), {}, `${path}/remove`)).status, 303);
	assert.equal((await secretary.get(path)).status, 404);
});

await claim('others read them and do not write them', async () => {
	assert.equal((await works.get(`${G}/work/templates`)).status, 200);
	assert.doesNotMatch((await chair.get(`${G}/work/templates`)).text, /work\/templates\/new/);
	assert.equal((await chair.get(`${G}/work/templates/new`)).status, 403);
});

await claim('an answer is put into the note, and nothing typed is lost', async () => {
	const issue = await enter(), path = `${G}/issues/${issue}/state`;
	const page = await secretary.get(`${G}/work/${issue}?to=assigned`);
	const template = one(`SELECT id FROM answer_template WHERE community_id = ${home} AND state = 'assigned' AND category = 'lighting'`);
	assert.ok(page.text.includes(`<option value="${template}"`));
	assert.ok(!page.text.includes(`<option value="${one("SELECT id FROM answer_template WHERE state = 'assigned' AND category = 'roads' LIMIT 1")}">Дороги`));
	const body = one(`SELECT id FROM organisation WHERE community_id = ${home} LIMIT 1`);
	let answer = await secretary.fill(page, { insert: '1', template, note: 'Моє.', internal_note: 'Внутрішнє.', responsible: body,
		due: '31.12.2027' }, path);
	assert.equal(answer.status, 200);
	assert.match(fieldOf(answer.text, 'note', path).trim(), /^Моє\.\s+Перевірку і ремонт ліхтарів доручено «…»/);
	assert.equal(fieldOf(answer.text, 'internal_note', path).trim(), 'Внутрішнє.');
	assert.equal(fieldOf(answer.text, 'due', path), '31.12.2027');
	assert.equal(Number(fieldOf(answer.text, 'responsible', path)), body);
	assert.equal(number(`state = 'assigned' AND year || '-' || number = '${issue}'`), undefined, 'nothing was written');
	answer = await secretary.fill(answer, {}, path);
	assert.equal(answer.status, 422, 'a hole is not published');
	assert.match(answer.text, /Замість «…» впишіть/);
	answer = await secretary.fill(answer, { note: 'Перевірку і ремонт ліхтарів доручено бригаді.' }, path);
	assert.equal(answer.status, 303);
});

// ------------------------------------------------------------------ two at one issue

await claim('two edits at once: both texts are shown, each field is chosen, nothing is lost', async () => {
	const issue = await enter({ title: 'Назва на початку', text: 'Текст на початку.' }), path = `${G}/issues/${issue}/edit`;
	const [first, second] = [await secretary.get(`${G}/work/${issue}?do=edit`), await moderator.get(`${G}/work/${issue}?do=edit`)];
	assert.equal((await secretary.fill(first, { title: 'Назва секретаря', text: 'Текст секретаря.', reason: 'wording' }, path)).status, 303);
	let answer = await moderator.fill(second, { text: 'Текст модератора.', reason: 'wording' }, path);
	assert.equal(answer.status, 422);
	for (const words of ['Назва секретаря', 'Назва на початку', 'Текст секретаря.', 'Текст модератора.'])
		assert.ok(answer.text.includes(words), words);
	// What only the other changed is chosen already; what both changed is mine unless I say so.
	assert.equal(fieldOf(answer.text, 'keep_title', path), 'theirs');
	assert.equal(fieldOf(answer.text, 'keep_text', path), 'mine');
	assert.match(answer.text, /змінили обоє/);
	answer = await moderator.fill(answer, {}, path);
	assert.equal(answer.status, 303, answer.text.slice(0, 1500));
	assert.deepEqual(server.query(`SELECT title, text FROM issue WHERE year || '-' || number = '${issue}' AND community_id = ${home}`),
		[{ title: 'Назва секретаря', text: 'Текст модератора.' }]);
});

await claim('a step over a step: what happened is shown beside what was typed, and another step takes it along', async () => {
	const issue = await enter(), path = `${G}/issues/${issue}/state`;
	const page = await secretary.get(`${G}/work/${issue}?to=clarified`);
	const other = await chair.get(`${G}/work/${issue}?to=planned`);
	assert.equal((await chair.fill(other, { note: 'Заплановано головою.', due: '31.12.2027' }, path)).status, 303);
	let answer = await secretary.fill(page, { note: 'Моє роз’яснення.', internal_note: 'Моє внутрішнє.' }, path);
	assert.equal(answer.status, 422);
	assert.ok(answer.text.includes('Заплановано головою.') && answer.text.includes('Моє роз’яснення.'));
	assert.match(answer.text, /Хтось уже змінив цей запис/);
	// And where the step itself is gone:
	const gone = await enter(), gonePath = `${G}/issues/${gone}/state`;
	const stale = await secretary.get(`${G}/work/${gone}?to=planned`);
	assert.equal((await chair.fill(await chair.get(`${G}/work/${gone}?to=clarified`), { note: 'Пояснено.' }, gonePath)).status, 303);
	answer = await secretary.fill(stale, { note: 'Довга примітка секретаря.', due: '31.12.2027' }, gonePath);
	assert.equal(answer.status, 422);
	assert.ok(answer.text.includes('Довга примітка секретаря.'));
	assert.match(answer.text, /зараз це неможливо/);
	answer = await secretary.fill(answer, { to: 'reopened' }, gonePath);
	assert.equal(answer.status, 200);
	assert.equal(fieldOf(answer.text, 'note', gonePath).trim(), 'Довга примітка секретаря.');
	answer = await secretary.fill(answer, { reason: 'нові обставини' }, gonePath);
	assert.equal(answer.status, 303);
});

await claim('putting an answer in does not hide that somebody was faster', async () => {
	const issue = await enter(), path = `${G}/issues/${issue}/state`;
	const page = await secretary.get(`${G}/work/${issue}?to=planned`);
	await secretary.fill(await secretary.get(`${G}/work/${issue}?do=edit`), { title: 'Нова назва', reason: 'wording' }, `${G}/issues/${issue}/edit`);
	let answer = await secretary.fill(page, { insert: '1', template: '', note: 'План.', due: '31.12.2027' }, path);
	assert.equal(answer.status, 200);
	answer = await secretary.fill(answer, {}, path);
	assert.equal(answer.status, 422);
	assert.match(answer.text, /Хтось уже змінив цей запис/);
	assert.equal((await secretary.fill(answer, {}, path)).status, 303, 'told so, the secretary decides');
});

await claim('two notes at once both stand', async () => {
	const issue = await enter(), path = `${G}/issues/${issue}/note`;
	const [first, second] = [await secretary.get(`${G}/work/${issue}?do=note`), await moderator.get(`${G}/work/${issue}?do=note`)];
	assert.equal((await secretary.fill(first, { internal_note: 'Нотатка одна.' }, path)).status, 303);
	assert.equal((await moderator.fill(second, { internal_note: 'Нотатка друга.' }, path)).status, 303);
	const { text } = await secretary.get(`${G}/work/${issue}`);
	assert.ok(text.includes('Нотатка одна.') && text.includes('Нотатка друга.'));
	assert.match(text, /class="private"><p class="meta">Внутрішня примітка/);
	assert.ok(!(await new Visitor(server).get(`${G}/issues/${issue}`)).text.includes('Нотатка'));
});

await claim('a step that is not possible is said to be so', async () => {
	const issue = await enter();
	assert.match((await secretary.get(`${G}/work/${issue}?to=closed`)).text, /Підтвердити й закрити|зараз це неможливо/);
	assert.match((await secretary.get(`${G}/work/${issue}?to=closed`)).text, /зараз це неможливо/);
	assert.doesNotMatch((await secretary.get(`${G}/work/${issue}?to=planned`)).text, /зараз це неможливо/);
});

// ------------------------------------------------------------------ a session that ends

await claim('what was typed when the session ended is shown in words, and sent again', async () => {
	const gone = await signedIn('secretary'), issue = await enter(), path = `${G}/issues/${issue}/state`;
	const body = server.query(`SELECT id, name FROM organisation WHERE community_id = ${home} LIMIT 1`)[0];
	const page = await gone.get(`${G}/work/${issue}?to=assigned`);
	const other = await signedIn('secretary');
	await other.post('/account/sessions/end-others', await other.secrets());
	let answer = await gone.fill(page, { responsible: body.id, due: '31.12.2027', note: 'Призначено бригаді.', internal_note: 'Не забути.' }, path);
	assert.equal(answer.location, '/sign-in?next=/kept');
	await gone.signIn('secretary');
	answer = await gone.get('/kept');
	const shown = unescape(/<dl[\s\S]*?<\/dl>/.exec(answer.text)[0]);
	for (const words of ['Відповідальний', body.name, 'Призначено бригаді.', 'Не забути.', 'Внутрішня примітка', 'Призначено відповідального'])
		assert.ok(shown.includes(words), words);
	for (const raw of ['internal_note', 'responsible', 'revision', 'seen', '>to<', 'assigned'])
		assert.ok(!shown.includes(raw), raw);
	answer = await gone.fill(answer, {}, path);
	assert.equal(answer.status, 303);
	assert.equal(one(`SELECT state FROM issue WHERE year || '-' || number = '${issue}' AND community_id = ${home}`), 'assigned');
	await secretary.signIn('secretary'); // its session was among those ended
});

// ------------------------------------------------------------------ everything

await claim('staff find by words and number what the public does not see', async () => {
	const { title, n } = server.query(`SELECT title, year || '-' || number AS n FROM issue WHERE community_id = ${home} AND state = 'moderation' LIMIT 1`)[0];
	assert.ok(rowsOf((await secretary.get(`${G}/work/search?q=${encodeURIComponent(title)}`)).text).includes(n));
	assert.deepEqual(rowsOf((await secretary.get(`${G}/work/search?q=${n}`)).text), [n]);
	assert.deepEqual(rowsOf((await chair.get(`${G}/work/search?q=${n}`)).text), []);
	const declined = one(`SELECT count(*) FROM issue WHERE community_id = ${home} AND state = 'declined'`);
	assert.equal(rowsOf((await secretary.get(`${G}/work/search?state=declined`)).text).length, Math.min(declined, 25));
	const reference = server.query(`SELECT reference AS r, year || '-' || number AS n FROM issue WHERE community_id = ${home} AND reference IS NOT NULL LIMIT 1`)[0];
	assert.deepEqual(rowsOf((await secretary.get(`${G}/work/search?q=${encodeURIComponent(reference.r)}`)).text), [reference.n]);
});

await claim('who holds a telephone is found, the look is recorded, and the number stands in no address and no log', async () => {
	const lines = one('SELECT count(*) FROM audit');
	const ask = async (visitor, contact) => visitor.post(`${G}/work/search`, { ...await visitor.secrets(`${G}/work/search`), contact });
	let answer = await ask(secretary, '(067) 111-22-33');
	assert.equal(answer.status, 200);
	assert.equal(rowsOf(answer.text).length, 1);
	assert.equal(one('SELECT count(*) FROM audit'), lines + 1);
	assert.equal(one("SELECT count(*) FROM audit WHERE action = 'issue contact search' AND (before || after || subject) LIKE '%111%22%'"), 0);
	assert.ok(!server.log.includes('1112233'));
	answer = await ask(secretary, 'хтось');
	assert.equal(answer.status, 422);
	assert.equal((await chair.post(`${G}/work/search`, { ...await chair.secrets(), contact: '0671112233' })).status, 403);
});

// ------------------------------------------------------------------ a body and the others

await claim('a body\'s people find nothing of another body\'s work', async () => {
	const body = one("SELECT organisation_id FROM person WHERE login = 'works'");
	const foreign = number(`organisation_id <> ${body} AND state IN ${openStates}`);
	const waiting = number("state = 'moderation'");
	const ours = new Set(server.query(`SELECT year || '-' || number AS n FROM issue WHERE organisation_id = ${body}`).map(({ n }) => n));
	const queue = await works.get(`${G}/work`);
	assert.ok(rowsOf(queue.text).length > 0 && rowsOf(queue.text).every((n) => ours.has(n)));
	for (const task of ['progress', 'overdue', 'confirm', 'moderate', 'withheld', 'answer', 'soon']) {
		const { text } = await works.get(`${G}/work?task=${task}`);
		assert.ok(rowsOf(text).every((n) => ours.has(n)), task);
	}
	assert.equal(countOf((await works.get(`${G}/work?task=confirm`)).text),
		one(`SELECT count(*) FROM issue WHERE organisation_id = ${body} AND state = 'resolved'`));
	for (const query of [foreign, waiting, 'ліхтар', ''])
		assert.ok(rowsOf((await works.get(`${G}/work/search?q=${encodeURIComponent(query)}`)).text).every((n) => ours.has(n)), query);
	for (const issue of [foreign, waiting]) {
		for (const path of [`${G}/work/${issue}`, `${G}/work/${issue}?to=resolved`])
			assert.ok([403, 404].includes((await works.get(path)).status), path);
		for (const act of ['state', 'edit', 'hide', 'show', 'note', 'contact', 'agenda'])
			assert.ok([403, 404].includes((await works.post(`${G}/issues/${issue}/${act}`,
				{ ...await works.secrets(), to: 'resolved', note: 'x', reason: 'emergency', internal_note: 'x', evidence: 'x' })).status), act);
	}
	assert.equal((await works.post(`${G}/work/search`, { ...await works.secrets(), contact: '0671112233' })).status, 403);
	assert.equal((await works.get(`${G}/work/new`)).status, 403);
	assert.equal((await works.post(`${G}/work/templates`, { ...await works.secrets(), state: 'resolved', name: 'x', text: 'x' })).status, 403);
});

await finish();
