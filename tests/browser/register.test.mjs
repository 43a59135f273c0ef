// Every page of the register of issues, with something on it: photos, messages, flagged words, an appeal,
// a waiting comment. Signed out and as whoever sees it, looked at in every way (looks.mjs).
import assert from 'node:assert/strict';
import * as made from '../journeys/pictures.mjs';
import { Server, Visitor, finish, formOf } from '../journeys/poruch.mjs';
import { launch } from './browser.mjs';
import { see, share, weigh } from './looks.mjs';

const server = await Server.start();
const browser = await launch();
const one = (sql) => Object.values(server.query(sql)[0] ?? {})[0];
const staff = async (login) => {
	const visitor = new Visitor(server);
	await visitor.signIn(login);
	return visitor;
};
const resident = new Visitor(server);
const [secretary, moderator] = await Promise.all(['secretary', 'moderator'].map(staff));
const went = (answer) => assert.equal(answer.status, 303, answer.text.slice(0, 2000));

// ------------------------------------------------------------------ a report with everything

const home = "community_id = (SELECT id FROM community WHERE slug = 'korosten')";
const asked = await resident.get('/korosten/issues/new?category=lighting&step=place');
const data = new FormData();
for (const [name, value] of Object.entries({ ...Object.fromEntries(formOf(asked.text, '/korosten/issues/new').fields),
	step: '', category: 'lighting', place: 'вул. Сосновського, біля магазину «Полісся»', title: 'Не світять ліхтарі від рогу до школи',
	text: 'Три тижні не світять ліхтарі.\nСкаржиться й Петренко Іван Степанович з кв. 12, тел. 050 111 22 33.',
	contact_name: 'Ганна', contact_phone: '+380441234567', contact_email: 'hanna@example.org' }))
	data.append(name, value);
for (const name of ['lamp.jpg', 'corner.jpg'])
	data.append('photo', new Blob([made.jpeg(60, 40, (x, y) => [x * 4, y * 6, name.length * 20])]), name);
const sent = await resident.ask('/korosten/issues', { method: 'POST', body: data, headers: { 'sec-fetch-site': 'same-origin' } });
went(sent);
const secret = sent.location;
const waiting = one(`SELECT year || '-' || number FROM issue WHERE ${home} ORDER BY id DESC LIMIT 1`);

// ------------------------------------------------------------------ one that was worked on, with photos and words

const number = one(`SELECT year || '-' || number FROM issue WHERE ${home} AND state = 'resolved' AND due_moves = 0 ORDER BY id DESC LIMIT 1`);
const busy = one(`SELECT year || '-' || number FROM issue WHERE ${home} AND state = 'in_progress' ORDER BY id DESC LIMIT 1`);
const fresh = one(`SELECT year || '-' || number FROM issue WHERE ${home} AND state = 'registered' ORDER BY id DESC LIMIT 1`);
const closed = one(`SELECT year || '-' || number FROM issue WHERE ${home} AND state = 'closed' AND is_public = 1 ORDER BY id DESC LIMIT 1`);
const comment = await resident.get(`/korosten/issues/${busy}/comment`);
went(await resident.fill(comment, { text: 'Учора там знову нікого не було.' }, `/korosten/issues/${busy}/comment`));
const support = await resident.get(`/korosten/issues/${busy}/support`);
await resident.fill(support, {}, `/korosten/issues/${busy}/support`);
const appeals = `/korosten/issues/${busy}/appeals`;
const day = (days) => new Date(Date.now() - days * 86400000).toISOString().slice(0, 10).split('-').reverse().join('.');
went(await secretary.fill(await secretary.get(appeals), { number: '88-401', arrived: day(40), receipt: '1.1', kind: '3.2', sign: '2.1',
	subject: '5.1', term: 'ordinary', counted: 'day' }, appeals));
const appeal = `/korosten/appeals/${one('SELECT max(id) FROM appeal')}`;
const done = await secretary.get(`/korosten/work/${busy}?to=resolved`);
const form = new FormData();
for (const [name, value] of Object.entries({ ...Object.fromEntries(formOf(done.text, /\/state$/).fields),
	note: 'Замінено три лампи, світить уся вулиця.', evidence: 'акт № 7' }))
	form.append(name, value);
form.append('photo', new Blob([made.jpeg(60, 40, (x, y) => [200, x * 3, y * 5])]), 'after.jpg');
went(await secretary.ask(`/korosten/issues/${busy}/state`, { method: 'POST', body: form, headers: { 'sec-fetch-site': 'same-origin' } }));
const photo = one("SELECT name FROM photo WHERE moment = 'after' ORDER BY id DESC LIMIT 1");
const shown = await moderator.get(`/korosten/work/photos/${photo}`);
went(await moderator.fill(shown, { alt: 'Освітлена вулиця ввечері' }, /\/publish$/));
const hidden = one("SELECT name FROM photo WHERE state = 'waiting' ORDER BY id DESC LIMIT 1");
const template = await secretary.get('/korosten/work/templates');
const starters = await secretary.fill(template, {}, /\/starters$/).catch(() => null);
assert.ok(!starters || starters.status === 303);
const ready = one('SELECT min(id) FROM answer_template');
const area = one(`SELECT area_id FROM issue WHERE ${home} AND area_id IS NOT NULL AND is_public = 1 LIMIT 1`);

// ------------------------------------------------------------------ seen by everybody

const issue = `/korosten/issues/${number}`, work = (which) => `/korosten/work/${which}`;
const pages = {
	'': [`/korosten/issues/${busy}`, `/korosten/issues/${busy}/support`, `/korosten/issues/${busy}/comment`,
		`/korosten/issues?area=${area}&state=open&sort=waiting&from=2026-01-01&photo=1`, '/korosten/map', '/korosten/performance', '/privacy',
		'/korosten/poster', `/korosten/poster?issue=${busy}`, secret, `${secret}?do=addition`, `${secret}?do=withdrawal`,
		`${secret}/data`, `${secret}/photos`, `/korosten/i/${number}`,
		`/en/korosten/issues/${busy}`, '/en/korosten/performance', '/en/korosten/map', '/en/privacy', `/en${secret}`,
		'/en/korosten/poster', '/en/korosten/issues/new'],
	secretary: ['/korosten/work', '/korosten/work?task=overdue', '/korosten/work?task=flagged', '/korosten/work?task=messages',
		'/korosten/work/search?q=ліхтар', '/korosten/work/new', '/korosten/work/templates', '/korosten/work/templates/new',
		...ready ? [`/korosten/work/templates/${ready}`] : [], work(waiting), work(busy), `${work(number)}?to=closed`,
		`${work(fresh)}?to=assigned`, `${work(fresh)}?to=on_hold`, `${work(fresh)}?to=duplicate`, `${work(fresh)}?do=due`,
		`${work(closed)}?to=reopened`, `${work(busy)}?do=note`, `${work(busy)}?to=nothing`, '/korosten/appeals', appeals, appeal,
		'/korosten/appeals/table', '/korosten/residents', '/korosten/performance', `/korosten/issues/${busy}`],
	moderator: ['/korosten/work', work(waiting), `${work(waiting)}?to=registered`, `${work(waiting)}?to=declined`,
		`${work(waiting)}?to=restricted`, `${work(waiting)}?do=edit`, `${work(waiting)}?do=hide`, `${work(busy)}/messages`,
		'/korosten/work/photos', `/korosten/work/photos/${hidden}`, `/korosten/work/photos/${photo}`, '/korosten/work/bulk'],
	chair: ['/korosten/work', work(number), `${work(number)}?to=closed`, '/korosten/appeals', '/korosten/appeals/table'],
	member: ['/korosten/work', work(busy), issue],
	police: ['/korosten/work', work(busy)],
	starosta: ['/korosten/work', '/korosten/work/new', work(number)],
	works: ['/korosten/work', '/korosten/work?task=progress'],
	admin: ['/admin/', '/admin/looks', '/admin/categories', '/admin/categories/lighting', '/admin/communities',
		'/admin/communities/korosten', '/admin/installation', '/admin/keys', '/admin/keys/new', '/admin/outbox', '/admin/audit'],
};

const errands = Object.entries(pages).flatMap(([login, paths]) =>
	paths.length > 12 ? [[login, paths.slice(0, paths.length / 2)], [login, paths.slice(paths.length / 2)]] : [[login, paths]]);
await share(errands, ([login, paths]) => see(browser, server, login, paths));
await share(pages[''].filter((path) => !path.includes('/i/')), (path) => weigh(browser, server, path,
	path.endsWith(`/issues/${busy}`) ? 1 : 0));

await browser.close();
await finish();
