// How pages are looked at: each is loaded once, and seen at 320 and 1280 pixels, light and dark, at some
// widths between, in letters twice as large and on paper; an accessibility checker finds nothing, nothing
// sticks out sideways. SHOTS=folder keeps a picture of each.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { claim, password } from '../journeys/poruch.mjs';
import { cost, faults, overflow, visitor } from './browser.mjs';

const shots = process.env.SHOTS;
const together = 2;
export const budget = 14600;

export const gone = new Set(); // paths that answer 410
const looks = [{ width: 1280 }, { width: 320 }, { width: 320, dark: true }, { width: 1280, dark: true }];

// What stands in the page itself, however wide or dark it is.
async function check(page, path) {
	assert.equal(await page.locator('h1').count(), 1, 'one h1');
	assert.equal(await page.locator('html').getAttribute('lang'), path.startsWith('/en') ? 'en' : 'uk');
	assert.equal(await page.locator('script, [style], [onclick]').count(), 0, 'no scripts, no styles of its own');
	if (!/^(\/en)?\/embed\//.test(path)) // a frame on another site
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

// Screens between the narrow and the wide one, letters twice as large, and a sheet of paper.
async function stretch(page) {
	for (const width of [641, 769, 1000]) {
		await page.setViewportSize({ width, height: 900 });
		assert.ok(await overflow(page) <= 0, `${await overflow(page)} pixels stick out at ${width}`);
	}
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

// Each page of a list, as that account sees it; '' is signed out.
export async function see(browser, server, login, paths) {
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
			const answer = await page.goto(server.url + path);
			assert.equal(answer.status(), path.endsWith('/nowhere') ? 404 : gone.has(path) ? 410 : 200);
			const { responseBodySize: size } = await answer.request().sizes();
			assert.ok(size <= budget, `the page is ${size} bytes on the wire`);
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

// What a first visit to a public page with that many photos costs.
export async function weigh(browser, server, path, photos = 0) {
	await claim(`${path} fits a slow line`, async () => {
		const { page, all, requests } = await cost(browser, server.url + path);
		assert.ok(page <= budget, `the page is ${page} bytes on the wire`);
		assert.ok(all <= 51200, `a first visit is ${all} bytes`);
		assert.ok(requests <= 3 + photos, `${requests} requests`);
	});
}

// Several errands at a time, each taking the next one that nobody has taken.
export async function share(errands, how) {
	const left = errands.values();
	await Promise.all(Array.from({ length: together }, async () => {
		for (const errand of left)
			await how(errand);
	}));
}
