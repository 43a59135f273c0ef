// Every kind of page, signed out and in each role that sees it, at 320 and 1280 pixels, light and dark:
// an accessibility checker finds nothing, nothing sticks out sideways, one h1, a language, and the
// public ones cost what a slow line can carry. SHOTS=folder keeps a picture of each.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Server, claim, finish, password } from '../journeys/poruch.mjs';
import { cost, faults, launch, overflow, visitor } from './browser.mjs';

const server = await Server.start();
const browser = await launch();
const shots = process.env.SHOTS;

const first = async (path, pattern) => {
	const text = await (await fetch(server.url + path)).text();
	return pattern.exec(text)?.[0] ?? assert.fail(`${path} has nothing like ${pattern}`);
};
const issue = await first('/korosten/issues', /\/korosten\/issues\/20\d\d-\d+/);
const report = await first('/korosten/reports', /\/korosten\/reports\/\d+/);

const pages = {
	'': ['/', '/korosten/', '/korosten/issues', '/korosten/issues?q=освітлення&state=open',
		'/korosten/issues?q=нічогоподібного', issue, '/korosten/issues/new',
		'/korosten/issues/new?category=lighting', '/korosten/reports', report, '/korosten/subscribe',
		'/sign-in', '/korosten/nowhere', '/en/', '/en/korosten/', '/en/korosten/issues', `/en${issue}`,
		`/en${report}`, '/en/korosten/subscribe'],
	moderator: ['/korosten/work', issue],
	secretary: ['/korosten/work', issue],
	works: ['/korosten/work'],
	police: ['/korosten/reports', '/korosten/reports/new'],
	chief: [report, '/korosten/reports'],
	admin: ['/admin/people', '/admin/audit', '/account'],
};
const looks = [{ width: 1280 }, { width: 320 }, { width: 1280, dark: true }, { width: 320, dark: true }];

for (const [login, paths] of Object.entries(pages)) {
	for (const look of looks) {
		const page = await visitor(browser, look);
		if (login) {
			await page.goto(`${server.url}/sign-in`);
			await page.fill('[name=login]', login);
			await page.fill('[name=password]', password);
			await page.click('main button');
		}
		for (const path of paths) {
			const name = `${path} ${login || 'signed out'} ${look.width}${look.dark ? ' dark' : ''}`;
			await claim(name, async () => {
				await page.goto(server.url + path);
				if (shots)
					await page.screenshot({ fullPage: true,
						path: join(shots, `${name.replaceAll(/[^a-zA-Z0-9-]+/g, '_')}.png`) });
				assert.ok(await overflow(page) <= 0, `${await overflow(page)} pixels stick out sideways`);
				assert.equal(await page.locator('h1').count(), 1, 'one h1');
				assert.equal(await page.locator('html').getAttribute('lang'), path.startsWith('/en') ? 'en' : 'uk');
				assert.equal(await page.locator('script').count(), 0, 'no scripts');
				assert.ok(await page.locator('a[href="tel:102"]').count() >= 1, 'whom to call');
				assert.deepEqual(await faults(browser, page, server.url + path), []);
			});
		}
		await page.context().close();
	}
}

for (const path of pages[''].filter((one) => one !== '/korosten/nowhere')) {
	await claim(`${path} fits a slow line`, async () => {
		const { page, all, requests } = await cost(browser, server.url + path);
		assert.ok(page <= 14600, `the page is ${page} bytes on the wire`);
		assert.ok(all <= 51200, `a first visit is ${all} bytes`);
		assert.ok(requests <= 3, `${requests} requests`);
	});
}

await browser.close();
await finish();
