// The resident's way: is it known already, it concerns me too, the secret link and what can be said by
// it, comments, sheets with a code; and those who try to be counted a hundred times.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { png } from './pictures.mjs';
import { Server, Visitor, claim, finish, formOf } from './poruch.mjs';

const server = await Server.start({ more: ['--trusted-proxy', '127.0.0.1'] });
const resident = new Visitor(server), moderator = new Visitor(server), secretary = new Visitor(server);
await moderator.signIn('moderator');
await secretary.signIn('secretary');
const canary = 'канаркаслово';

// Somebody behind that address, as the proxy tells it, with no cookie yet.
class Behind extends Visitor {
	constructor(address) {
		super(server);
		this.address = address;
	}

	ask(path, { headers = {}, ...more } = {}) {
		return super.ask(path, { ...more, headers: { ...headers, 'x-forwarded-for': this.address } });
	}
}

const supportOf = (number) => server.query(`select support_count as count from issue
	where year || '-' || number = '${number}' and community_id = 1`)[0].count;
const stateOf = (number) => server.query(`select state from issue
	where year || '-' || number = '${number}' and community_id = 1`)[0].state;
const support = async (visitor, number) =>
	visitor.fill(await visitor.get(`/korosten/issues/${number}/support`), {}, /\/support$/);
const step = async (visitor, number, values) =>
	visitor.fill(await visitor.get(`/korosten/work/${number}?to=${values.to}`), values, /\/state$/);
const numberOf = (page) => /№ (20\d\d-\d+)/.exec(page.text)[1];

// ------------------------------------------------------------------ is it one of these?

const place = async (visitor, values) => {
	const page = await visitor.get('/korosten/issues/new?step=place&category=lighting');
	return visitor.fill(page, values, '/korosten/issues/new');
};
let similar, known;

await claim('between place and text known issues of that kind and place are shown, each with a way to it', async () => {
	const [{ area }] = server.query(`select area_id as area from issue where category = 'lighting' and is_public
		and phase = 'open' and community_id = 1 and area_id is not null group by 1 order by count(*) desc`);
	similar = await place(resident, { area, place: 'біля школи' });
	assert.equal(similar.status, 200);
	assert.match(similar.text, /<h1>Чи це воно\?<\/h1>/);
	const shown = [...similar.text.matchAll(/<a href="\/korosten\/issues\/(20\d\d-\d+)">/g)].map(([, key]) => key);
	assert.ok(shown.length > 0 && shown.length <= 5);
	for (const key of shown) {
		const [row] = server.query(`select category, area_id as area, is_public as open from issue
			where year || '-' || number = '${key}' and community_id = 1`);
		assert.deepEqual(row, { category: 'lighting', area, open: 1 });
	}
	known = /\/korosten\/issues\/(20\d\d-\d+)\/support/.exec(similar.text)[1];
});

await claim('"No" goes on to the text, and nothing that was answered is lost', async () => {
	const text = await resident.fill(similar, {}, '/korosten/issues/new');
	assert.match(text.text, /<h1>Що сталося\?<\/h1>/);
	const fields = Object.fromEntries(formOf(text.text, '/korosten/issues/new').fields);
	assert.equal(fields.place, 'біля школи');
	assert.equal(fields.category, 'lighting');
	assert.ok(fields.distinct.includes(known));
	const back = await resident.fill(text, { to: 'place', text: 'Темно, перечепилася дитина.' }, '/korosten/issues/new');
	assert.match(back.text, /value="біля школи"/);
	assert.match(back.text, /name="text" value="Темно, перечепилася дитина\."/);
});

await claim('the question is not put where nothing is known', async () => {
	const page = await resident.get('/korosten/issues/new?step=place&category=lighting');
	const answer = await resident.fill(page, { place: 'хутір Гайок' }, '/korosten/issues/new');
	assert.match(answer.text, /<h1>Що сталося\?<\/h1>/);
});

await claim('the text is compared once more, and what was told apart is not asked again', async () => {
	const [{ title, text }] = server.query(`select title, text from issue where year || '-' || number = '${known}'
		and community_id = 1`);
	const typed = { step: 'text', category: 'lighting', place: 'хутір Вигаданий', text: `${title}. ${text}`, title: '' };
	const ask = async (more) => resident.post('/korosten/issues/new',
		{ ...await resident.secrets('/korosten/issues/new?step=place&category=lighting'), ...typed, ...more });
	const first = await ask({});
	assert.match(first.text, /<h1>Чи це воно\?<\/h1>/);
	const next = await resident.fill(first, {}, '/korosten/issues/new');
	assert.match(next.text, /<h1>Чи є у вас фото\?<\/h1>/);
	const distinct = Object.fromEntries(formOf(next.text, '/korosten/issues/new').fields).distinct;
	assert.doesNotMatch((await ask({ distinct })).text, /<h1>Чи це воно\?<\/h1>/);
});

// ------------------------------------------------------------------ it concerns me too

await claim('the page of an issue stays the same for everybody, and leads to the button', async () => {
	const page = await new Visitor(server).get(`/korosten/issues/${known}`);
	assert.match(page.headers.get('cache-control'), /^public/);
	assert.equal(page.headers.getSetCookie().length, 0);
	assert.match(page.text, new RegExp(`href="/korosten/issues/${known}/support"`));
	const form = await resident.get(`/korosten/issues/${known}/support`);
	assert.equal(form.headers.get('cache-control'), 'no-store');
});

await claim('a browser counts once, however often it says so', async () => {
	const one = new Behind('192.0.2.10');
	const before = supportOf(known);
	const answer = await support(one, known);
	assert.equal(answer.status, 303);
	assert.match((await one.get(answer.location)).text, /Вас враховано/);
	const secrets = await one.secrets(`/korosten/issues/new?step=place&category=lighting`);
	for (let i = 0; i < 3; i++)
		await one.post(`/korosten/issues/${known}/support`, { ...secrets, once: `again-${i}` });
	assert.equal(supportOf(known), before + 1);
	assert.match((await new Visitor(server).get(`/korosten/issues/${known}`)).text, /підтримал[аи] \d+ ос/);
	assert.match((await new Visitor(server).get(`/korosten/issues?q=${known}`)).text, /підтримал[аи] \d+ ос/);
});

await claim('its cookie is signed, for this site alone, out of reach of scripts, and set by nothing else', async () => {
	const one = new Behind('192.0.2.11');
	await one.get(`/korosten/issues/${known}/support`);
	assert.equal(one.cookies.has('supporter'), false);
	const answer = await support(one, known);
	const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('supporter='));
	assert.match(cookie, /HttpOnly/);
	assert.match(cookie, /SameSite=Lax/);
	const before = supportOf(known);
	one.cookies.set('supporter', `made-up.${cookie.split('.')[1].split(';')[0]}`);
	await one.post(`/korosten/issues/${known}/support`, await one.secrets(`/korosten/issues/${known}/comment`));
	assert.notEqual(one.cookies.get('supporter').split('.')[0], 'made-up');
	assert.equal(supportOf(known), before + 1);
});

await claim('who drops the cookies is counted five times a day in one network, and no more', async () => {
	const other = server.query(`select year || '-' || number as number from issue where is_public and phase = 'open'
		and community_id = 1 and year || '-' || number <> '${known}' limit 1`)[0].number;
	const before = supportOf(other), statuses = [];
	for (let i = 0; i < 40; i++)
		statuses.push((await support(new Behind(`198.51.100.${i + 1}`), other)).status);
	assert.equal(supportOf(other), before + 5);
	assert.deepEqual([...new Set(statuses.slice(5))], [429]);
	const told = await support(new Behind('198.51.100.99'), other);
	assert.match(told.text, /З вашої мережі сьогодні/);
	for (let i = 0; i < 12; i++)
		await support(new Behind(`2001:db8:0:12${i.toString(16).padStart(2, '0')}::1`), other);
	assert.equal(supportOf(other), before + 10);
	assert.equal((await support(new Behind('203.0.113.7'), other)).status, 303);
	assert.equal(supportOf(other), before + 11);
});

await claim('a header that no trusted proxy wrote last is not believed', async () => {
	const one = server.query(`select year || '-' || number as number from issue where is_public and phase = 'open'
		and community_id = 1 order by id desc limit 1`)[0].number;
	const before = supportOf(one);
	for (let i = 0; i < 9; i++)
		await support(new Behind(`10.0.${i}.1, 203.0.113.200`), one);
	assert.equal(supportOf(one), before + 5);
});

await claim('it is no news: feeds and the last change stay as they were', async () => {
	const reader = new Visitor(server);
	const feeds = async () => (await reader.get('/korosten/feeds/everything.atom')).text;
	const before = await feeds();
	assert.equal((await support(new Behind('192.0.2.200'), known)).status, 303);
	assert.equal(await feeds(), before);
});

await claim('nothing is counted from another site, or without a form of ours', async () => {
	const one = new Behind('192.0.2.60');
	const secrets = await one.secrets(`/korosten/issues/${known}/support`);
	const before = supportOf(known);
	const forged = await one.ask(`/korosten/issues/${known}/support`, { method: 'POST',
		body: new URLSearchParams(secrets), headers: { 'sec-fetch-site': 'cross-site' } });
	assert.equal(forged.status, 403);
	assert.equal((await one.post(`/korosten/issues/${known}/support`, { once: 'x' })).status, 403);
	assert.equal(supportOf(known), before);
});

// ------------------------------------------------------------------ the secret link

const told = { category: 'roads', text: 'Яма на всю ширину дороги, об’їхати не можна.', place: 'вул. Польова' };
let link, number;

await claim('the confirmation gives number, secret link with its code, what happens by when; a reload shows it again', async () => {
	const answer = await resident.report(told);
	assert.equal(answer.status, 303);
	link = answer.location;
	for (let i = 0; i < 2; i++) {
		const page = await resident.get(link);
		assert.equal(page.status, 200);
		number = numberOf(page);
		assert.ok(page.text.includes(link));
		assert.match(page.text, /<svg class="qr"[^>]*><path [^>]*d="M\d/);
		assert.match(page.text, /наша мета — 30 днів: до <time/);
		assert.equal(page.headers.get('cache-control'), 'no-store');
		assert.equal(page.headers.get('referrer-policy'), 'strict-origin');
	}
});

await claim('the link of another hromada, a wrong and a cut one lead nowhere', async () => {
	const [other] = server.query("select slug from community where slug <> 'korosten' limit 1");
	for (const path of [link.replace('/korosten/', `/${other.slug}/`), `${link}x`, link.slice(0, -1), '/korosten/my/'])
		assert.equal((await resident.get(path)).status, 404, path);
	const wrong = await resident.post(link.replace('/korosten/', `/${other.slug}/`),
		{ ...await resident.secrets(link), do: 'addition', text: 'Чуже.' });
	assert.equal(wrong.status, 404);
});

const say = async (what, text, action = /\/my\//) => {
	const page = await resident.get(`${link}?do=${what}`);
	return resident.fill(page, text === undefined ? {} : { text }, action);
};
const lying = server.query('select max(id) as id from issue_message')[0].id; // the demonstration's own
const waiting = () => server.query(`select count(*) as count from issue_message where state = 'waiting' and id > ${lying}`)[0].count;

await claim('an addition without words is asked for them; with words it waits, and is sent once', async () => {
	assert.equal((await say('addition', '')).status, 422);
	const page = await resident.get(`${link}?do=addition`);
	const first = await resident.fill(page, { text: `Уже дві машини пошкоджено. ${canary}` }, /\/my\//);
	assert.equal(first.status, 303);
	const second = await resident.fill(page, { text: `Уже дві машини пошкоджено. ${canary}` }, /\/my\//);
	assert.equal(second.location, first.location);
	assert.equal(waiting(), 1);
	const mine = await resident.get(first.location);
	assert.match(mine.text, /role="status">Отримано/);
	assert.match(mine.text, /чекає на модератора/);
});

const publicPlaces = async () => (await Promise.all([`/korosten/issues/${number}`, '/korosten/feeds/everything.atom',
	'/korosten/feeds/updates.json', `/korosten/issues/${number}.atom`, '/korosten/data/issues.csv',
	`/korosten/issues?q=${encodeURIComponent(canary)}`].map((path) => new Visitor(server).get(path))))
	.map((page) => page.text).join('\n').replaceAll(encodeURIComponent(canary), '')
	.replace(/name="q"[^>]*/g, '').replace(/«[^»]*»/g, '');

await claim('nobody reads it before the moderator lets it through, in the moderator\'s words', async () => {
	await step(moderator, number, { to: 'registered' });
	assert.ok(!(await publicPlaces()).includes(`пошкоджено. ${canary}`));
	assert.match((await moderator.get(`/korosten/work/${number}`)).text, /1 коментар мешканців чекає на перевірку/);
	const page = await moderator.get(`/korosten/work/${number}/messages`);
	assert.ok(page.text.includes(canary));
	assert.equal((await resident.get(`/korosten/work/${number}/messages`)).status, 303);
	const answer = await moderator.fill(page, { text: 'Уже дві машини пошкоджено.' }, /\/accept$/);
	assert.equal(answer.status, 303);
	const everybody = await publicPlaces();
	assert.ok(everybody.includes('Уже дві машини пошкоджено.') && !everybody.includes(`пошкоджено. ${canary}`));
	assert.match((await resident.get(link)).text, /враховано/);
});

await claim('a comment of anybody waits as well, and what is declined stands nowhere', async () => {
	const visitor = new Visitor(server);
	const form = await visitor.get(`/korosten/issues/${number}/comment`);
	assert.equal((await visitor.fill(form, { text: '' }, /\/comment$/)).status, 422);
	const sent = await visitor.fill(await visitor.get(`/korosten/issues/${number}/comment`),
		{ text: `Це яма сусіда Петра. ${canary}` }, /\/comment$/);
	assert.equal(sent.status, 303);
	assert.match((await visitor.get(sent.location)).text, /Коментар отримано/);
	const queue = await moderator.get(`/korosten/work/${number}/messages`);
	assert.equal((await moderator.fill(queue, {}, /\/decline$/)).status, 422);
	assert.equal((await moderator.fill(queue, { reason: 'personal', once: 'decline' }, /\/decline$/)).status, 303);
	assert.ok(!(await publicPlaces()).includes('Це яма сусіда'));
	assert.deepEqual(server.query(`select text from issue_message where text like '%${canary}%'`), []);
	assert.equal((await visitor.get('/korosten/issues/2026-999999/comment')).status, 404);
});

await claim('the reporter confirms, and the secretary closes it with one button', async () => {
	const [{ body }] = server.query('select id as body from organisation where community_id = 1 limit 1');
	await step(secretary, number, { to: 'assigned', responsible: body, note: 'Доручено.' });
	await step(secretary, number, { to: 'resolved', note: 'Засипано.', evidence: 'акт № 7' });
	assert.equal(stateOf(number), 'resolved');
	assert.equal((await say('confirmation')).status, 303);
	assert.match((await moderator.get(`/korosten/work/${number}/messages`)).text, /вирішує секретар/);
	const answer = await secretary.fill(await secretary.get(`/korosten/work/${number}/messages`), {}, /\/accept$/);
	assert.equal(answer.status, 303);
	const by = server.query(`select e.confirmed_by as by from issue_event e join issue i on i.id = e.issue_id
		where i.community_id = 1 and i.year || '-' || i.number = '${number}' and e.to_state = 'closed'`);
	assert.deepEqual(by, [{ by: 'resident' }]);
	assert.match((await resident.get(`/korosten/issues/${number}`)).text, /Виконання підтверджено: заявник/);
	assert.match((await resident.get(`/en/korosten/issues/${number}`)).text, /Confirmed by: the reporter/);
	assert.match((await resident.get(`/en/korosten/issues/${number}.atom`)).text, /Confirmed by: the reporter/);
	assert.equal(stateOf(number), 'closed');
});

await claim('within 90 days the reporter reopens it at once, and only the words wait', async () => {
	const answer = await say('reopening', `Знову яма. ${canary}`);
	assert.equal(answer.status, 303);
	assert.equal(stateOf(number), 'reopened');
	assert.ok(!(await publicPlaces()).includes('Знову яма.'));
	assert.match((await new Visitor(server).get(`/korosten/issues/${number}`)).text, /Відкрито повторно/);
	assert.equal((await resident.post(link, { ...await resident.secrets(link), do: 'reopening', once: 'r2' })).status, 409);
});

await claim('the form on one page asks whether it is known too, and nothing typed is lost', async () => {
	const someone = new Visitor(server);
	const start = await someone.get('/korosten/issues/new');
	const all = await someone.fill(start, { to: 'all' }, '/korosten/issues/new');
	const [known] = server.query(`select category, area_id as area, title from issue where community_id = 1
		and is_public = 1 and phase = 'open' and area_id is not null order by id desc limit 1`);
	const typed = { category: known.category, area: known.area, text: `${known.title}. Знову те саме.`, title: 'Мій заголовок',
		contact_name: 'Ганна', contact_phone: '+380441234567', place: 'біля школи' };
	const before = server.query('select count(*) as n from issue')[0].n;
	const asked = await someone.fill(all, typed, '/korosten/issues');
	assert.equal(asked.status, 200);
	assert.match(asked.text, /<h1>Чи це воно\?/);
	assert.equal(server.query('select count(*) as n from issue')[0].n, before);
	const back = await someone.post('/korosten/issues/new',
		{ ...Object.fromEntries(formOf(asked.text, '/korosten/issues').fields), to: 'all' });
	for (const value of [typed.text, 'Мій заголовок', 'Ганна', 'біля школи'])
		assert.ok(back.text.includes(value), value);
	const sent = await someone.fill(back, {}, '/korosten/issues');
	assert.equal(sent.status, 303);
	assert.match(sent.location, /\/my\//);
	const [kept] = server.query(`select i.title, i.text, i.place, v.contact_name as name, v.contact_phone as phone
		from issue i join issue_private v on v.issue_id = i.id order by i.id desc limit 1`);
	assert.deepEqual(kept, { title: 'Мій заголовок', text: typed.text, place: 'біля школи', name: 'Ганна', phone: '+380441234567' });
});

await claim('a photo of the form on one page goes along too', async () => {
	const someone = new Visitor(server);
	const all = await someone.fill(await someone.get('/korosten/issues/new'), { to: 'all' }, '/korosten/issues/new');
	const [known] = server.query(`select category, area_id as area, title from issue where community_id = 1
		and is_public = 1 and phase = 'open' and area_id is not null order by id desc limit 1`);
	const data = new FormData();
	for (const [name, value] of Object.entries({ ...Object.fromEntries(formOf(all.text, '/korosten/issues').fields), ...known, text: known.title }))
		data.append(name, value);
	data.append('photo', new Blob([png(60, 40)]), 'lamp.png');
	const asked = await someone.ask('/korosten/issues', { method: 'POST', body: data, headers: { 'sec-fetch-site': 'same-origin' } });
	assert.match(asked.text, /<h1>Чи це воно\?/);
	assert.equal((await someone.fill(asked, {}, '/korosten/issues')).status, 303);
	assert.deepEqual(server.query('select count(*) as n from photo where issue_id = (select max(id) from issue)'), [{ n: 1 }]);
});

await claim('what nobody has registered is taken back at once', async () => {
	const answer = await resident.report({ ...told, text: 'Помилкове повідомлення про яму.' });
	const page = await resident.get(`${answer.location}?do=withdrawal`);
	assert.equal((await resident.fill(page, {}, /\/my\//)).status, 303);
	assert.equal(stateOf(numberOf(page)), 'declined');
	assert.match((await resident.get(answer.location)).text, /відкликано заявником/);
});

await claim('a new report of what was closed lately reopens it when a moderator agrees, and goes on under its number', async () => {
	const [closed] = server.query(`select year || '-' || number as number, category, title from issue
		where is_public and state in ('closed', 'clarified') and community_id = 1
		and closed_at > unixepoch() - 80 * 86400 limit 1`);
	const answer = await resident.report({ category: closed.category, text: `${closed.title}: знову те саме.`,
		place: 'там само', reopens: closed.number });
	assert.notEqual(stateOf(closed.number), 'reopened', 'not before a moderator agrees');
	const again = numberOf(await resident.get(answer.location));
	const page = await moderator.get(`/korosten/work/${closed.number}/messages`);
	assert.ok(page.text.includes(`/korosten/work/${again}`));
	assert.equal((await moderator.fill(page, { text: 'Проблема повторилася.' }, /\/accept$/)).status, 303);
	assert.equal(stateOf(closed.number), 'reopened');
	assert.equal(stateOf(again), 'duplicate');
	assert.match((await resident.get(answer.location)).text, new RegExp(`далі — під номером <a href="/korosten/issues/${closed.number}"`));
});

await claim('a wish to reopen what cannot be reopened does not cost the report', async () => {
	const answer = await resident.report({ ...told, reopens: known, text: 'Нова яма біля старої.' });
	assert.equal(answer.status, 303);
	assert.deepEqual(server.query(`select m.id from issue_message m join issue i on i.id = m.issue_id
		where i.year || '-' || i.number = '${known}' and m.kind = 'reopening'`), []);
});

// ------------------------------------------------------------------ sheets with a code

const path = (page) => /<svg class="qr"[^>]*><path [^>]*d="([^"]*)"/.exec(page.text)?.[1];

await claim('a sheet for a place leads to a report with the place filled in', async () => {
	const sheet = await new Visitor(server).get(`/korosten/poster?category=lighting&place=${encodeURIComponent('опора № 14, вул. Гоголя')}`);
	assert.equal(sheet.status, 200);
	assert.ok(path(sheet));
	const address = /<a href="(http[^"]*\/issues\/new\?[^"]*)"/.exec(sheet.text)[1].replaceAll('&amp;', '&');
	const { pathname, search } = new URL(address);
	const page = await resident.get(pathname + search);
	assert.match(page.text, /name="place"[^>]* value="опора № 14, вул. Гоголя"/);
	const start = await resident.get(`/korosten/issues/new?area=1&place=${encodeURIComponent('опора 7')}`);
	const onward = /href="(\/korosten\/issues\/new\?step=category[^"]*)"/.exec(start.text)[1].replaceAll('&amp;', '&');
	const kind = await resident.get(onward);
	assert.match((await resident.fill(kind, { category: 'roads' }, '/korosten/issues/new')).text, /value="опора 7"/);
});

await claim('a short address leads to its issue, and stands on its sheet', async () => {
	const moved = await resident.get(`/korosten/i/${known}`);
	assert.equal(moved.status, 301);
	assert.ok(moved.location.endsWith(`/korosten/issues/${known}`));
	const sheet = await resident.get(`/korosten/poster?issue=${known}`);
	assert.match(sheet.text, new RegExp(`<strong>[^<]*/korosten/i/${known}</strong>`));
	assert.equal((await resident.get('/korosten/poster?issue=2026-999999')).status, 404);
	assert.equal((await resident.get('/korosten/i/x')).status, 404);
});

await claim('hostile words on a sheet stay words', async () => {
	const sheet = await resident.get(`/korosten/poster?place=${encodeURIComponent('"><script>x</script>')}`);
	assert.equal(sheet.status, 200);
	assert.ok(!sheet.text.includes('<script>x'));
	assert.equal((await resident.get(`/korosten/poster?place=${'%D0%B6'.repeat(300)}`)).status, 200);
});

// ------------------------------------------------------------------ an erased link

await claim('a link whose hash was erased leads nowhere', async () => {
	await server.stop('SIGINT');
	execFileSync('sqlite3', [join(server.data, 'poruch.db'),
		`update issue_private set secret_hash = '' where issue_id = (select id from issue where community_id = 1
			and year || '-' || number = '${number}')`]);
	await server.run(['--trusted-proxy', '127.0.0.1']);
	assert.equal((await resident.get(link)).status, 404);
});

await finish();
