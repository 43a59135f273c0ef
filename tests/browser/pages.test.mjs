// Every kind of page, signed out and in each role that sees it, at 320 and 1280 pixels, light and dark:
// an accessibility checker finds nothing, nothing sticks out sideways (nor in letters twice as large, nor
// on paper), one h1, a language, and the public ones cost what a slow line can carry. SHOTS=folder keeps
// a picture of each. A page is loaded once and looked at in every way; roles are seen side by side.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Server, claim, finish, password } from '../journeys/poruch.mjs';
import { cost, faults, launch, overflow, visitor } from './browser.mjs';

const server = await Server.start();
const browser = await launch();
const shots = process.env.SHOTS;
const together = 2;

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

const pages = {
	'': ['/', '/korosten/', '/korosten/issues', '/korosten/issues?q=освітлення&state=open',
		'/korosten/issues?q=нічогоподібного', issue, done, '/korosten/issues/new',
		'/korosten/issues/new?step=category', '/korosten/issues/new?category=lighting',
		'/korosten/issues/new?category=dv', '/korosten/reports', report, '/korosten/subscribe',
		'/sign-in', '/korosten/nowhere', '/en/', '/en/korosten/', '/en/korosten/issues', `/en${issue}`,
		`/en${report}`, '/en/korosten/subscribe'],
	moderator: ['/korosten/work', issue, `/korosten/work/${waiting}`,
		`/korosten/work/${waiting}?to=registered`, `/korosten/work/${waiting}?do=edit`,
		`/korosten/work/${waiting}?do=hide`],
	secretary: ['/korosten/work', issue, '/korosten/work/new', `${work(done)}?to=closed`, `${work(done)}?do=note`],
	works: ['/korosten/work'],
	police: ['/korosten/reports', '/korosten/reports/new'],
	chief: [report, '/korosten/reports', `${report}/correct`, `${report}/withdraw`],
	admin: ['/admin/people', '/admin/people/new', '/admin/audit', '/account'],
};
const looks = [{ width: 1280 }, { width: 320 }, { width: 320, dark: true }, { width: 1280, dark: true }];

// What stands in the page itself, however wide or dark it is.
async function check(page, path) {
	assert.equal(await page.locator('h1').count(), 1, 'one h1');
	assert.equal(await page.locator('html').getAttribute('lang'), path.startsWith('/en') ? 'en' : 'uk');
	assert.equal(await page.locator('script, [style], [onclick]').count(), 0, 'no scripts, no styles of its own');
	assert.ok(await page.locator('a[href="tel:102"]').count() >= 1, 'whom to call');
	assert.equal(await page.locator(':is(h1, h2, h3, h4):empty').count(), 0, 'no heading without words');
}

// How it looks with one screen.
async function look(page, name, { width, dark }) {
	await page.setViewportSize({ width, height: 900 });
	await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
	if (shots)
		await page.screenshot({ fullPage: true,
			path: join(shots, `${name.replaceAll(/[^a-zA-Z0-9-]+/g, '_')}.png`) });
	assert.ok(await overflow(page) <= 0, `${await overflow(page)} pixels stick out sideways`);
	assert.deepEqual(await faults(page), []);
}

// Letters twice as large on a narrow screen, and a sheet of paper.
async function stretch(page) {
	await page.setViewportSize({ width: 640, height: 900 });
	await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
	const large = await overflow(page);
	await page.evaluate(() => document.documentElement.removeAttribute('style'));
	await page.emulateMedia({ media: 'print' });
	const paper = await overflow(page);
	const pressed = await page.locator('nav:visible, button:visible').count();
	await page.emulateMedia({ media: 'screen' });
	assert.ok(large <= 0, `${large} pixels stick out in large letters`);
	assert.ok(paper <= 0, `${paper} pixels stick out of the paper`);
	assert.equal(pressed, 0, 'nothing to press on paper');
}

async function see(login, paths) {
	const page = await visitor(browser, { scripts: true });
	if (login) {
		await page.goto(`${server.url}/sign-in`);
		await page.fill('[name=login]', login);
		await page.fill('[name=password]', password);
		await page.click('main button');
	}
	for (const path of paths) {
		const name = `${path} ${login || 'signed out'}`;
		await claim(name, async () => {
			await page.goto(server.url + path);
			await check(page, path);
			await stretch(page);
		});
		for (const one of looks) {
			const look_name = `${name} ${one.width}${one.dark ? ' dark' : ''}`;
			await claim(look_name, () => look(page, look_name, one));
		}
	}
	await page.context().close();
}

async function weigh(path) {
	await claim(`${path} fits a slow line`, async () => {
		const { page, all, requests } = await cost(browser, server.url + path);
		assert.ok(page <= 14600, `the page is ${page} bytes on the wire`);
		assert.ok(all <= 51200, `a first visit is ${all} bytes`);
		assert.ok(requests <= 3, `${requests} requests`);
	});
}

// Several errands at a time, each taking the next one that nobody has taken.
async function share(errands, how) {
	const left = errands.values();
	await Promise.all(Array.from({ length: together }, async () => {
		for (const errand of left)
			await how(errand);
	}));
}

// The longest lists in halves, so that nobody is left with one alone.
const errands = Object.entries(pages).flatMap(([login, paths]) =>
	paths.length > 12 ? [[login, paths.slice(0, 11)], [login, paths.slice(11)]] : [[login, paths]]);
await share(errands, ([login, paths]) => see(login, paths));
await share(pages[''].filter((one) => one !== '/korosten/nowhere'), weigh);

await browser.close();
await finish();
