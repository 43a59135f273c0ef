// Every kind of page, signed out and in each role that sees it, at 320 and 1280 pixels, light and dark:
// an accessibility checker finds nothing, nothing sticks out sideways (nor in letters twice as large, nor
// on paper), one h1, a language, and the public ones cost what a slow line can carry. SHOTS=folder keeps
// a picture of each. Roles are seen side by side (looks.mjs).
import assert from 'node:assert/strict';
import { Server, Visitor, finish } from '../journeys/poruch.mjs';
import { launch } from './browser.mjs';
import { gone, see, share, weigh } from './looks.mjs';

// A mail server that never answers: its pages are there, and the letters stay in the outbox.
const server = await Server.start({ more: ['--smtp', 'smtp://127.0.0.1:9', '--mail-from', 'poruch@example.org'] });
const browser = await launch();

const first = async (path, pattern) => {
	const text = await (await fetch(server.url + path)).text();
	return pattern.exec(text)?.[0] ?? assert.fail(`${path} has nothing like ${pattern}`);
};
const issue = await first('/korosten/issues', /\/korosten\/issues\/20\d\d-\d+/);
const report = await first('/korosten/reports', /\/korosten\/reports\/\d+/);
const done = await first('/korosten/issues?state=resolved', /\/korosten\/issues\/20\d\d-\d+/);
const work = (one) => one.replace('/issues/', '/work/');
const [{ waiting }] = server.query(`select year || '-' || number as waiting from issue
	where state = 'moderation' and community_id = (select id from community where slug = 'korosten') limit 1`);

// Somebody's subscription by e-mail, by the link in the letter.
async function byMail(email, then) {
	const visitor = new Visitor(server), action = '/korosten/subscribe/mail';
	await visitor.fill(await visitor.get(`${action}?what=issues&category=lighting`), { email, rhythm: 'daily' }, action);
	const [{ body }] = server.query(`select body from outbox where recipient = '${email}'`);
	const parts = body.replaceAll('\r', '').split('\n\n').map((part) => Buffer.from(part, 'base64').toString());
	const own = /\/mail\/[\w-]{64}/.exec(parts.join('\n'))[0];
	if (then)
		await visitor.fill(await visitor.get(own), {}, `${own}/confirm`);
	if (then === 'ended')
		await visitor.fill(await visitor.get(own), {}, `${own}/end`);
	return own;
}
const long = 'dyrektorka.zakladu.serednoi.osvity@litsei-7.korosten.zhytomyrska-oblast.example.org';
const [asked, confirmed, ended] = [await byMail(long), await byMail('b@example.org', 'confirmed'), await byMail('c@example.org', 'ended')];
gone.add(ended);

const pages = {
	'': ['/', '/korosten/', '/korosten/issues', '/korosten/issues?q=освітлення&state=open',
		'/korosten/issues?q=нічогоподібного', issue, done, '/korosten/issues/new',
		'/korosten/issues/new?step=category', '/korosten/issues/new?category=lighting',
		'/korosten/issues/new?category=dv', '/korosten/reports', report, '/korosten/indicators',
		'/korosten/indicators/calls_total', '/korosten/questions', '/korosten/questions?state=overdue',
		'/korosten/questions/2026-2', '/en/korosten/questions/2026-3', '/korosten/subscribe',
		'/sign-in', '/korosten/nowhere', '/en/', '/en/korosten/', '/en/korosten/issues', `/en${issue}`,
		`/en${report}`, '/en/korosten/subscribe', '/subscribe', '/en/subscribe?what=issues&category=lighting', '/korosten/subscribe/mail?what=issues',
		'/en/subscribe/mail', '/korosten/subscribe/mail/sent', asked, confirmed, ended, `/en${confirmed}`, '/korosten/data',
		'/embed/korosten', '/embed/korosten/counts', '/en/embed/korosten/counts', '/embed/korosten/report'],
	moderator: ['/korosten/work', issue, `/korosten/work/${waiting}`,
		`/korosten/work/${waiting}?to=registered`, `/korosten/work/${waiting}?do=edit`,
		`/korosten/work/${waiting}?do=hide`],
	secretary: ['/korosten/work', issue, '/korosten/work/new', `${work(done)}?to=closed`, `${work(done)}?do=note`,
		'/korosten/questions/new', '/korosten/questions/2026-5', '/korosten/questions/2026-7', `${report}/hearing`],
	works: ['/korosten/work'],
	police: ['/korosten/reports', '/korosten/reports/new'],
	chief: [report, '/korosten/reports', `${report}/correct`, `${report}/withdraw`],
	admin: ['/admin/people', '/admin/people/new', '/admin/audit', '/admin/outbox', '/en/admin/outbox', '/account'],
};
// The longest lists in halves, so that nobody is left with one alone.
const errands = Object.entries(pages).flatMap(([login, paths]) =>
	paths.length > 12 ? [[login, paths.slice(0, 11)], [login, paths.slice(11)]] : [[login, paths]]);
await share(errands, ([login, paths]) => see(browser, server, login, paths));
await share(pages[''].filter((one) => one !== '/korosten/nowhere'),
	(path) => weigh(browser, server, path));

await browser.close();
await finish();
