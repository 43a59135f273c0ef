// Wartime publishing: how exactly a place is told, a cap that takes effect everywhere at once, one hour
// of the day for all, kinds that only say whom to call, and the read-only switch.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const server = await Server.start();
const reader = new Visitor(server), moderator = new Visitor(server), admin = new Visitor(server);
const secretary = new Visitor(server);
await moderator.signIn('moderator');
await admin.signIn('admin');
await secretary.signIn('secretary');

const latest = () => server.query("select year || '-' || number as number from issue order by id desc limit 1")[0].number;
async function reported(values) {
	const answer = await reader.report(values);
	assert.equal(answer.status, 303, answer.text);
	return latest();
}
const register = async (number, values = {}) => moderator.post(`/korosten/issues/${number}/state`,
	{ ...await moderator.secrets(`/korosten/work/${number}?to=registered`), to: 'registered', ...values });
const save = async (path, values) => {
	const page = await admin.get(path);
	assert.equal(page.status, 200, page.text);
	return admin.fill(page, values, path);
};
const faces = (number) => [`/korosten/issues/${number}`, `/en/korosten/issues/${number}`, '/korosten/issues',
	'/korosten/issues?q=%D1%82%D1%80%D0%B5%D0%BC%D0%B1%D1%96%D1%82%D0%B0', '/korosten/',
	'/korosten/feeds/issues.atom', '/korosten/feeds/issues.rss', '/korosten/feeds/issues.json',
	'/korosten/feeds/everything.atom', '/feeds/issues.atom', `/korosten/issues/${number}.json`,
	'/korosten/data/issues.csv', '/korosten/data/issues.json', '/korosten/data/issues.geojson',
	'/open311/v2/requests.json?jurisdiction_id=korosten'];
const seen = async (number, words) => {
	const found = [];
	for (const path of faces(number)) {
		const { text } = await reader.get(path);
		if (words.some((word) => text.includes(word)))
			found.push(path);
	}
	return found;
};

// A kind whose place is told to the street, at a street and a point nobody else speaks of.
const place = 'вул. Трембітна', exact = '50.95123', coarse = '50.951';
const number = await reported({ category: 'lighting', text: 'Темно на розі біля колонки.', place, lat: '50,95123', long: '28,63456' });
await claim('a kind told to the street shows the street and a point to a hundred metres', async () => {
	assert.equal((await register(number)).status, 303);
	const shown = await seen(number, [place]);
	for (const path of ['/korosten/issues', '/korosten/feeds/issues.atom', '/korosten/data/issues.csv', `/korosten/issues/${number}`])
		assert.ok(shown.includes(path), path);
	assert.deepEqual(await seen(number, [exact]), []);
	assert.ok((await seen(number, [coarse])).length > 0);
});
await claim('a cap lowered takes the street off every page, feed, search and file at once', async () => {
	const feed = await reader.get('/korosten/feeds/issues.atom');
	const before = feed.headers.get('etag');
	const answer = await save('/admin/communities/korosten', { precision_cap: '1' });
	assert.equal(answer.status, 303, answer.text);
	assert.deepEqual(await seen(number, [place, coarse, 'Трембітн']), []);
	assert.equal((await reader.get(`/korosten/issues/${number}`)).status, 200);
	const again = await reader.get('/korosten/feeds/issues.atom', { 'if-none-match': before });
	assert.equal(again.status, 200, 'who polls is told anew');
	assert.ok(again.text.includes(`/korosten/issues/${number}`), 'the entry comes again, so that readers replace theirs');
	assert.ok(!again.text.includes(place));
	assert.equal((await reader.get(`/korosten/issues?q=${encodeURIComponent('Трембітна')}`)).text.includes(`issues/${number}`), false);
});
await claim('staff still see the whole place, and the audit says who set the cap', async () => {
	assert.ok((await moderator.get(`/korosten/work/${number}`)).text.includes(place));
	const [line] = server.query("select before, after from audit where action = 'community change' order by id desc limit 1");
	assert.equal(JSON.parse(line.before).precision_cap, '3');
	assert.equal(JSON.parse(line.after).precision_cap, '1');
});
await claim('a cap raised again tells the street again', async () => {
	assert.equal((await save('/admin/communities/korosten', { precision_cap: '3' })).status, 303);
	assert.ok((await seen(number, [place])).includes('/korosten/data/issues.csv'));
});
await claim('a frontline hromada tells the settlement at most', async () => {
	assert.equal((await save('/admin/communities/korosten', { precision_cap: '3', is_frontline: '1' })).status, 303);
	assert.deepEqual(await seen(number, [place, coarse]), []);
	const page = await admin.get('/admin/communities/korosten');
	assert.match(page.text, /<option value="1" selected/);
	const form = await save('/admin/communities/korosten', { precision_cap: '3', is_frontline: [] });
	assert.equal(form.status, 303);
});
await claim('a kind made coarser holds for what is public already; made finer, for what comes later', async () => {
	assert.equal((await save('/admin/categories/lighting', { precision: '0' })).status, 303);
	assert.deepEqual(await seen(number, [place, coarse]), []);
	assert.equal((await save('/admin/categories/lighting', { precision: '3' })).status, 303);
	assert.deepEqual(await seen(number, [place, coarse]), []);
	const later = await reported({ category: 'lighting', text: 'Темно біля другої колонки.', place: 'вул. Сопілкова', lat: '50,94321', long: '28,61234' });
	await register(later);
	assert.ok((await seen(later, ['50.94321'])).length > 0);
});
await claim('a faulty setting is told, and nothing changes', async () => {
	const answer = await save('/admin/communities/korosten', { precision_cap: '7', police_phone: 'нема' });
	assert.equal(answer.status, 422);
	assert.ok(answer.text.includes('value="нема"'));
	assert.equal(server.query("select precision_cap as cap from community where slug = 'korosten'")[0].cap, 3);
});
await claim('settings are for administrators', async () => {
	for (const path of ['/admin/communities', '/admin/communities/korosten', '/admin/categories', '/admin/categories/roads', '/admin/installation'])
		assert.equal((await moderator.get(path)).status, 403, path);
	assert.equal((await reader.get('/admin/categories')).status, 303);
});

// Kinds that only redirect.
await claim('a kind that takes no reports takes no text: not from a resident, not from staff, not by import', async () => {
	const before = server.query('select count(*) as n from issue')[0].n;
	for (const category of ['dv', 'uxo']) {
		const answer = await reader.report({ category, text: 'Слова, яких ніхто не бере.' });
		assert.equal(answer.status, 422);
		assert.match(answer.text, /102/);
		const page = await reader.get(`/korosten/issues/new?category=${category}`);
		assert.ok(!/<textarea[^>]*name="text"/.test(page.text));
		const entry = await secretary.post('/korosten/issues', { ...await secretary.secrets('/korosten/work/new'),
			category, text: 'Слова, яких ніхто не бере.', place: 'центр', source: 'call' });
		assert.equal(entry.status, 422);
	}
	assert.equal(server.query('select count(*) as n from issue')[0].n, before);
	assert.equal(server.query("select count(*) as n from kept_form")[0].n, 0);
});
await claim('a kind can be made one that only redirects, if it says whom to call', async () => {
	assert.equal((await save('/admin/categories/parking', { takes_reports: [] })).status, 422);
	assert.equal((await save('/admin/categories/parking', { takes_reports: [], call: '1505' })).status, 303);
	const answer = await reader.report({ category: 'parking', text: 'Машина на газоні щодня.' });
	assert.equal(answer.status, 422);
	assert.match(answer.text, /1505/);
});

// One hour of the day.
let waiting;
await claim('with a set hour what is registered waits for it, and the moderator is told', async () => {
	const hour = (new Date(Date.now() + 5 * 3600e3)).getUTCHours();
	assert.equal((await save('/admin/communities/korosten', { publish_hour: String(hour) })).status, 303);
	waiting = [await reported({ text: 'Чекає на спільну годину, перша.' }), await reported({ text: 'Чекає на спільну годину, друга.' })];
	const form = await moderator.get(`/korosten/work/${waiting[0]}?to=registered`);
	assert.match(form.text, /раз на день/);
	for (const one of waiting) {
		assert.equal((await register(one)).status, 303);
		assert.equal((await reader.get(`/korosten/issues/${one}`)).status, 404);
	}
	const moments = server.query(`select distinct publish_not_before as at from issue where publish_not_before is not null
		and text like 'Чекає на спільну%'`);
	assert.equal(moments.length, 1);
	const kyiv = new Intl.DateTimeFormat('uk', { timeZone: 'Europe/Kyiv', hour: 'numeric', minute: 'numeric', hour12: false }).format(moments[0].at * 1000);
	assert.equal(Number(kyiv.split(':')[0]) % 24, hour);
	assert.equal(kyiv.split(':')[1], '00');
	assert.match((await moderator.get(`/korosten/work/${waiting[0]}`)).text, /Не оприлюднюється до/);
	assert.ok((await moderator.get('/korosten/work?task=embargo')).text.includes(waiting[1]));
});
await claim('what staff enter themselves waits for the same hour', async () => {
	const answer = await secretary.post('/korosten/issues', { ...await secretary.secrets('/korosten/work/new'),
		category: 'roads', text: 'Внесено секретарем, чекає години.', place: 'центр', source: 'call' });
	assert.equal(answer.status, 303, answer.text);
	assert.equal((await reader.get(`/korosten/issues/${latest()}`)).status, 404);
});
await claim('a moment that is named goes before the hour', async () => {
	const one = await reported({ text: 'Названо інший час.' });
	await register(one, { publish_not_before: '2020-01-01' });
	assert.equal((await reader.get(`/korosten/issues/${one}`)).status, 200);
	assert.equal((await save('/admin/communities/korosten', { publish_hour: '' })).status, 303);
});

// The switch.
await claim('the switch refuses every form with 503, keeps what was typed, and reading goes on', async () => {
	const typed = 'Довгий опис, який шкода втратити <b>.';
	const secrets = await reader.secrets('/korosten/issues/new?category=lighting&step=place');
	const staff = await moderator.secrets(`/korosten/work/${waiting[0]}?do=note`);
	assert.equal((await admin.fill(await admin.get('/admin/installation'), {}, '/admin/installation/read-only')).status, 303);
	const before = server.query('select (select count(*) from issue) + (select count(*) from issue_event) as n')[0].n;
	const answer = await reader.post('/korosten/issues', { ...secrets, category: 'lighting', text: typed, place: 'тут' });
	assert.equal(answer.status, 503);
	assert.ok(answer.headers.get('retry-after'));
	assert.ok(answer.text.includes('Довгий опис, який шкода втратити &lt;b&gt;.'));
	assert.match(answer.text, /Зараз лише читання/);
	const note = await moderator.post(`/korosten/issues/${waiting[0]}/note`, { ...staff, do: 'note', internal_note: 'службове слово' });
	assert.equal(note.status, 503);
	assert.ok(note.text.includes('службове слово'));
	assert.equal((await moderator.post(`/korosten/issues/${number}/emergency`, staff)).status, 503);
	for (const path of ['/korosten/', '/korosten/issues', `/korosten/issues/${number}`, '/en/korosten/reports', '/sign-in']) {
		const page = await reader.get(path);
		assert.equal(page.status, 200, path);
		assert.match(page.text, /Лише читання|Reading only/, path);
	}
	assert.equal((await reader.get('/korosten/feeds/issues.atom')).status, 200);
	assert.equal(server.query('select (select count(*) from issue) + (select count(*) from issue_event) as n')[0].n, before);
});
await claim('an ended session’s form is not kept either, but shown again', async () => {
	const late = new Visitor(server);
	late.cookies.set('session', 'x'.repeat(43));
	const answer = await late.post(`/korosten/issues/${number}/note`, { token: 'x', internal_note: 'не збережено' });
	assert.equal(answer.status, 503);
	assert.equal(server.query('select count(*) as n from kept_form')[0].n, 0);
});
await claim('the administrator can sign in and turn it off, and then what was typed goes through', async () => {
	const other = new Visitor(server);
	await other.signIn('admin');
	assert.equal((await other.fill(await other.get('/admin/installation'), {}, '/admin/installation/read-only')).status, 303);
	assert.ok(!(await reader.get('/korosten/')).text.includes('Лише читання'));
	const answer = await reader.report({ text: 'Після вимикача все знову працює.' });
	assert.equal(answer.status, 303);
	assert.equal(server.query("select count(*) as n from audit where action = 'installation switch'")[0].n, 2);
});

// An import reads the same table of kinds, and needs the folder to itself.
await server.stop('SIGINT');
await claim('an import with a kind that only redirects is refused with its line', () => {
	const file = join(server.data, '..', 'redirect.csv');
	writeFileSync(file, 'community,category,title,text,place\nkorosten,dv,Заголовок,Слова яких ніхто не бере,центр\n');
	assert.throws(() => execFileSync(process.env.PORUCH ?? 'build/check/poruch',
		['import', 'issues', file, '--data', server.data], { encoding: 'utf8', stdio: 'pipe' }),
		(error) => error.status === 1 && /2.*category|category.*2/s.test(error.stderr));
	assert.equal(server.query("select count(*) as n from issue where text like 'Слова яких%'")[0].n, 0);
});
await finish();
