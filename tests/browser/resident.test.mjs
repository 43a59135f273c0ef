// A resident's whole way on a small telephone, by keyboard alone and without scripts: a problem is
// reported although similar ones are offered, the confirmation read, the report added to, another one
// supported.
import assert from 'node:assert/strict';
import { Server, claim, finish } from '../journeys/poruch.mjs';
import { launch, visitor, faults, overflow } from './browser.mjs';

const server = await Server.start();
const browser = await launch();
const page = await visitor(browser, { width: 320 });
const axe = await visitor(browser, { width: 320, dark: true, scripts: true });

// What has the focus: enough to know it by.
const focused = () => page.locator(':focus').evaluate((element) => ({
	tag: element.tagName, name: element.getAttribute('name') ?? '', type: element.getAttribute('type') ?? '',
	value: element.getAttribute('value') ?? '', text: element.textContent.trim().replace(/\s+/g, ' '),
	href: element.getAttribute('href') ?? '',
})).catch(() => null);

// Tab on from the skip link's target until the element is reached; a keyboard trap ends in a failure.
async function tabTo(wanted) {
	for (let i = 0; i < 120; i++) {
		await page.keyboard.press('Tab');
		const element = await focused();
		if (element && wanted(element))
			return element;
	}
	throw new Error(`the keyboard does not reach it on ${page.url()}`);
}

const button = (text) => (element) => element.tag === 'BUTTON' && element.text.startsWith(text);
const link = (text) => (element) => element.tag === 'A' && element.text.startsWith(text);
const field = (name) => (element) => element.name === name && element.type !== 'hidden';

async function press(wanted, key = 'Enter') {
	await tabTo(wanted);
	const before = page.url();
	await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press(key)]);
	assert.equal(await overflow(page), 0, `sideways scrolling at ${before}`);
}

const heading = () => page.locator('h1').innerText();

await claim('reports a problem with the keyboard, although similar ones are offered', async () => {
	await page.goto(`${server.url}/korosten/`);
	await press(link('Повідомити про проблему'));
	await press(link('Загрози немає'));
	await tabTo(field('category'));
	for (let i = 0; i < 30 && (await focused()).value !== 'lighting'; i++)
		await page.keyboard.press('ArrowDown');
	assert.equal((await focused()).value, 'lighting');
	await page.keyboard.press('Space');
	await press(button('Далі'));
	assert.equal(await heading(), 'Де це?');
	await tabTo(field('area'));
	await page.keyboard.type('м. Коростень');
	await tabTo(field('place'));
	await page.keyboard.type('біля школи № 2');
	await press(button('Далі'));
	assert.equal(await heading(), 'Чи це воно?');
	assert.ok(await page.locator('ol.rows > li').count() > 0);
	await press(button('Ні, це інше'));
	assert.equal(await heading(), 'Що сталося?');
	await tabTo(field('text'));
	await page.keyboard.type('Стовп нахилився над стежкою, може впасти на перехожих.');
	await press(button('Далі'));
	if (await heading() === 'Чи це воно?')
		await press(button('Ні, це інше'));
	for (let i = 0; i < 3 && await heading() !== 'Перевірте відповіді'; i++)
		await press(button('Далі'));
	assert.match(await page.locator('main').innerText(), /біля школи № 2[\s\S]*Стовп нахилився/);
	await press(button('Надіслати повідомлення'));
	assert.match(await heading(), /^Ваше повідомлення № 20\d\d-\d+$/);
});

await claim('the confirmation says what happens by when, opens its code by keyboard, and survives a reload', async () => {
	const before = await heading();
	assert.match(await page.locator('main').innerText(), /наша мета — \d+ дн/);
	await tabTo((element) => element.tag === 'SUMMARY' && element.text.startsWith('QR-код'));
	await page.keyboard.press('Enter');
	assert.ok(await page.locator('svg.qr').isVisible());
	await page.reload();
	assert.equal(await heading(), before);
});

await claim('adds to the report by the secret link', async () => {
	await tabTo(field('text'));
	await page.keyboard.type('Дроти вже провисли.');
	await press(button('Надіслати'));
	assert.match(await page.locator('[role=status]').first().innerText(), /Отримано/);
	assert.match(await page.locator('main').innerText(), /Дроти вже провисли\.|чекає на модератора/);
});

await claim('an empty addition is asked for, and the title says so', async () => {
	await press(button('Надіслати'));
	assert.match(await page.title(), /^Помилка: /);
});

await claim('says that a known issue concerns them too, and is counted once', async () => {
	await page.goto(`${server.url}/korosten/issues?state=open`);
	const first = page.locator('ol.rows > li > a').first();
	const title = await first.innerText();
	await press(link(title));
	await press(link('Мене це теж стосується'));
	await press(button('Мене це теж стосується'));
	assert.match(await page.locator('[role=status]').innerText(), /Вас враховано\. підтримала 1 особа/i);
	await press(link('Назад до проблеми'));
	assert.match(await page.locator('main').innerText(), /підтримала 1 особа/);
});

await claim('sends a comment to the moderator', async () => {
	await press(link('Додати коментар'));
	await tabTo(field('text'));
	await page.keyboard.type('Бачу це щовечора.');
	await press(button('Надіслати модераторові'));
	assert.match(await page.locator('[role=status]').innerText(), /Коментар отримано/);
});

await claim('every page of the way is whole for an accessibility checker, in the dark as well', async () => {
	const number = server.query("select year || '-' || number as number from issue where is_public limit 1")[0].number;
	for (const path of [`/korosten/issues/${number}/support`, `/korosten/issues/${number}/comment`,
		'/korosten/poster?category=lighting', `/korosten/poster?issue=${number}`]) {
		await axe.goto(server.url + path);
		assert.deepEqual(await faults(axe), [], path);
		assert.equal(await overflow(axe), 0, path);
	}
});

await browser.close();
await finish();
