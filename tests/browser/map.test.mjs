// The drawn map's names do not cover each other. The interactive map: nothing from elsewhere before its button is pressed, tiles from the configured address
// alone, points that the keyboard reaches; without tiles it says so.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Server, claim, finish } from '../journeys/poruch.mjs';
import { launch, visitor } from './browser.mjs';

const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const asked = [];
const tiles = createServer((request, answer) => {
	asked.push(request.url);
	answer.writeHead(200, { 'content-type': 'image/png' }).end(pixel);
});
await new Promise((resolve) => tiles.listen(0, '127.0.0.1', resolve));
const host = `http://127.0.0.1:${tiles.address().port}`;
const server = await Server.start();
const browser = await launch();

await claim('no name of a settlement whose place is unknown covers another', async () => {
	const reader = await visitor(browser);
	await reader.goto(`${server.url}/korosten/map`);
	const names = await reader.locator('svg.map').last().evaluate((drawing) =>
		[...drawing.querySelectorAll('text.name')].map((name) => ({ text: name.textContent, ...name.getBoundingClientRect().toJSON() })));
	assert.ok(names.length > 10, `${names.length} names`);
	assert.deepEqual(names.flatMap((a, i) => names.slice(i + 1)
		.filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
		.map((b) => `${a.text} and ${b.text}`)), []);
});

await server.stop('SIGINT');
execFileSync('sqlite3', [join(server.data, 'poruch.db'),
	'UPDATE issue SET latitude = 50.91 + area_id * 0.001, longitude = 28.6 + area_id * 0.002, precision = 2 WHERE community_id = 1 AND area_id IS NOT NULL AND is_public = 1']);
await server.run(['--map-tiles', `${host}/{z}/{x}/{y}.png`]);
const page = await visitor(browser, { width: 320, scripts: true });
const origins = new Set();
page.on('request', (request) => { if (request.url().startsWith('http')) origins.add(new URL(request.url()).origin); });

await claim('nothing is loaded from elsewhere before the button is pressed', async () => {
	await page.goto(`${server.url}/korosten/map`, { waitUntil: 'networkidle' });
	assert.deepEqual([...origins], [server.url]);
	assert.equal(asked.length, 0);
});

await claim('then tiles come, from the configured address and no other', async () => {
	await page.click('a[href*="map/interactive"]');
	await page.waitForSelector('.leaflet-tile-loaded');
	await page.waitForSelector('path.point');
	assert.ok(asked.length > 0 && asked.every((path) => /^\/\d+\/\d+\/\d+\.png$/.test(path)));
	assert.deepEqual([...origins].sort(), [server.url, host].sort());
	const blocked = await page.evaluate(() => new Promise((resolve) => {
		document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
		new Image().src = 'http://127.0.0.2:9/elsewhere.png';
	}));
	assert.equal(blocked, 'img-src');
	assert.doesNotMatch(await page.locator('main').innerText(), /Тло карти не налаштовано/);
});

await claim('a point is reached by Tab, opened by Enter and leads to its issue', async () => {
	const reached = () => page.evaluate(() => document.activeElement.matches('path.point'));
	for (let i = 0; i < 60 && !await reached(); i++)
		await page.keyboard.press('Tab');
	assert.ok(await reached());
	await page.keyboard.press('Enter');
	await page.waitForFunction(() => document.activeElement.matches('.leaflet-popup a'));
	const href = await page.evaluate(() => document.activeElement.href);
	assert.match(new URL(href).pathname, /^\/korosten\/issues\/20\d\d-\d+$/);
});

await claim('without tiles it asks nobody and says so', async () => {
	await server.stop('SIGINT');
	await server.run();
	origins.clear();
	await page.goto(`${server.url}/korosten/map/interactive`, { waitUntil: 'networkidle' });
	await page.waitForSelector('path.point');
	assert.deepEqual([...origins], [server.url]);
	assert.match(await page.locator('main').innerText(), /Тло карти не налаштовано/);
});

await browser.close();
tiles.close();
await finish();
