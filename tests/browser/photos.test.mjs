// Photos by keyboard alone on a small telephone, without scripts: a resident adds one to a report, a
// moderator marks parts of it, and whoever adds one to a step says what it shows.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server, Visitor, claim, finish, password } from '../journeys/poruch.mjs';
import * as made from '../journeys/pictures.mjs';
import { launch, visitor, overflow } from './browser.mjs';

const server = await Server.start();
const browser = await launch();
const file = join(server.folder, 'ліхтар.png');
writeFileSync(file, made.png(640, 480, (x, y) => [x & 255, y & 255, 90]));

// Tab on until the element is reached; a keyboard trap ends in a failure.
async function tabTo(page, selector) {
	for (let i = 0; i < 150; i++) {
		await page.keyboard.press('Tab');
		if (await page.locator(':focus').evaluate((element, wanted) => element.matches(wanted), selector).catch(() => false))
			return;
	}
	throw new Error(`the keyboard does not reach '${selector}' on ${page.url()}`);
}

async function press(page, selector) {
	await tabTo(page, selector);
	await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
	assert.equal(await overflow(page), 0, `sideways scrolling at ${page.url()}`);
}

// A browser whose reader has signed in.
async function staff(login) {
	const page = await visitor(browser, { width: 320 });
	await page.goto(`${server.url}/sign-in`);
	await tabTo(page, 'input[name=login]');
	await page.keyboard.type(login);
	await tabTo(page, 'input[name=password]');
	await page.keyboard.type(password);
	await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
	return page;
}

const photo = () => server.query('SELECT name, state, moment FROM photo ORDER BY id DESC LIMIT 1')[0];
let secret;

await claim('a resident adds a photo to a report', async () => {
	const reported = await new Visitor(server).report();
	secret = reported.location;
	const page = await visitor(browser, { width: 320 });
	// Listened to from the start: the browser hands its file dialog over only some time after it is asked to.
	const chooser = page.waitForEvent('filechooser');
	await page.goto(`${server.url}${secret}/photos`);
	assert.equal(await overflow(page), 0);
	await tabTo(page, 'input[type=file]');
	await page.keyboard.press('Enter');
	await (await chooser).setFiles(file);
	await press(page, 'main form button');
	assert.match(await page.locator('main').innerText(), /1 фото чекає на перевірку/);
	assert.equal(photo().state, 'waiting');
});

await claim('the cells of a photo are boxes with a row and a column, each seen when it has the focus', async () => {
	const page = await staff('moderator');
	await page.goto(`${server.url}/korosten/work/photos/${photo().name}`);
	assert.equal(await overflow(page), 0);
	assert.equal(await page.getByRole('checkbox').count(), 48);
	await tabTo(page, 'input[name=cell]');
	const label = page.locator('label:has(:focus)');
	assert.match(await label.innerText(), /ряд 1, стовпець 1|рядок 1, стовпець 1|рядок 1, стовпчик 1/);
	const box = await label.boundingBox();
	assert.ok(box.width >= 24 && box.height >= 24, `${box.width} by ${box.height}`);
	const [at, away] = await page.locator('.cells label').evaluateAll((labels) => labels.slice(0, 2).map((one) => {
		const look = (element) => { const style = getComputedStyle(element); return style.outline + style.boxShadow + style.background; };
		return look(one) + look(one.querySelector('input'));
	}));
	assert.notEqual(at, away, 'the focus is seen');
	await page.keyboard.press('Space');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Space');
	assert.equal(await page.locator('input[name=cell]:checked').count(), 2);
	const before = server.query("SELECT hex(bytes) AS hex FROM photo_bytes WHERE form = 'whole' ORDER BY photo_id DESC LIMIT 1")[0].hex;
	await press(page, 'form[action$="/blur"] button');
	assert.notEqual(server.query("SELECT hex(bytes) AS hex FROM photo_bytes WHERE form = 'whole' ORDER BY photo_id DESC LIMIT 1")[0].hex, before);
	await tabTo(page, 'input[name=alt]');
	await page.keyboard.type('Темний ліхтар над дверима пошти');
	await press(page, 'form[action$="/publish"] button');
	assert.equal(photo().state, 'public');
});

await claim('a step asks what its photos show, and the arrows choose', async () => {
	const { year, number } = server.query('SELECT year, number FROM issue ORDER BY id DESC LIMIT 1')[0];
	const page = await staff('moderator');
	await page.goto(`${server.url}/korosten/work/${year}-${number}?to=registered`);
	assert.equal(await overflow(page), 0);
	await tabTo(page, 'input[name=moment]');
	assert.equal(await page.locator('input[name=moment]:checked').getAttribute('value'), 'before');
	await page.keyboard.press('ArrowDown');
	assert.equal(await page.locator('input[name=moment]:checked').getAttribute('value'), 'after');
});

await browser.close();
await finish();
