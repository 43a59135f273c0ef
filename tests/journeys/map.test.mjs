// The map: drawn by the server, honest about what it does not know, and interactive on a button only.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const tiles = ['--map-tiles', 'https://tiles.example/{z}/{x}/{y}.png'];
const server = await Server.start({ more: tiles });
// What would take many steps, straight into the tables, while no server runs on them.
async function edit(sql) {
	await server.stop('SIGINT');
	execFileSync('sqlite3', [join(server.data, 'poruch.db'), sql]);
	await server.run(tiles);
}

const reader = new Visitor(server);
const circles = (text) => [...text.matchAll(/<a href="([^"]*)" aria-label="([^"]*): (\d+) [^"]*"><title>([^<]*)<\/title><circle cx="(\d+)" cy="(\d+)" r="(\d+)"><\/circle><text x="\d+" y="\d+">(\d+)<\/text>/g)]
	.map(([, href, , number, name, x, y, r, inside]) => ({ href: href.replaceAll('&amp;', '&'), number: Number(number), name, x: Number(x), y: Number(y), r: Number(r), inside: Number(inside) }));

await claim('a circle says its number, leads to its list, and the list below says the same', async () => {
	const { text } = await reader.get('/korosten/map');
	const drawn = circles(text);
	assert.ok(drawn.length > 5);
	assert.doesNotMatch(text, /<script/);
	for (const circle of drawn.slice(0, 6)) {
		assert.equal(circle.inside, circle.number);
		const page = await reader.get(circle.href);
		assert.match(page.text, new RegExp(`role="status">${circle.number} проблем`));
		assert.match(text, new RegExp(`<a href="${circle.href.replaceAll('&', '&amp;').replace('?', '\\?')}">${circle.name}</a></th><td class="number">${circle.number}</td>`));
	}
	const sizes = drawn.map((circle) => [circle.number, circle.r]).sort((a, b) => a[0] - b[0]);
	for (let i = 1; i < sizes.length; i++)
		assert.ok(sizes[i][1] >= sizes[i - 1][1], 'more issues, no smaller circle');
});

await claim('a settlement without a known place stands beside the map, and moves onto it with its first points', async () => {
	const before = (await reader.get('/korosten/map')).text;
	assert.match(before, /Населені пункти, місце яких невідоме/);
	await edit("UPDATE issue SET latitude = 50.91 + area_id * 0.001, longitude = 28.6 + area_id * 0.002, precision = 2 WHERE community_id = 1 AND area_id IS NOT NULL AND is_public = 1");
	const text = (await new Visitor(server).get('/korosten/map?sort=updated')).text;
	assert.doesNotMatch(text, /Населені пункти, місце яких невідоме/);
	const drawn = circles(text);
	for (let i = 0; i < drawn.length; i++)
		for (let k = i + 1; k < drawn.length; k++)
			assert.ok(Math.hypot(drawn[i].x - drawn[k].x, drawn[i].y - drawn[k].y) > Math.max(drawn[i].r, drawn[k].r),
				`${drawn[i].name} and ${drawn[k].name} hide each other`);
});

await claim('a hidden place is counted nowhere on the map', async () => {
	const [largest] = circles((await new Visitor(server).get('/korosten/map')).text);
	await edit(`UPDATE issue SET precision = 0 WHERE id = (SELECT max(id) FROM issue WHERE community_id = 1 AND is_public = 1 AND phase = 'open' AND area_id = ${/area=(\d+)/.exec(largest.href)[1]} AND precision > 0)`);
	const after = circles((await new Visitor(server).get('/korosten/map?photo=')).text).find((circle) => circle.name === largest.name);
	assert.equal(after.number, largest.number - 1);
});

await claim('the interactive map waits for a button that tells its size', async () => {
	const { text } = await reader.get('/korosten/map?state=resolved');
	const [, href, size] = /href="([^"]*map\/interactive[^"]*)">Показати інтерактивну карту \(≈(\d+) КБ\)/.exec(text);
	const page = await reader.get(href.replaceAll('&amp;', '&'));
	const policy = (name) => page.headers.get(name);
	assert.match(policy('content-security-policy'), /script-src 'self';.*img-src 'self' https:\/\/tiles\.example$/);
	assert.match((await reader.get('/korosten/map')).headers.get('content-security-policy'), /img-src 'self'$/);
	assert.match(page.text, /data-tiles="https:\/\/tiles\.example\/\{z\}\/\{x\}\/\{y\}\.png"/);
	assert.match(page.text, /data-attribution="© OpenStreetMap"/);
	assert.match(page.text, /data-issues="\/korosten\/data\/issues\.geojson\?state=resolved"/);
	let bytes = 0;
	for (const [, address] of page.text.matchAll(/(?:src|href)="(\/static\/(?:map|leaflet)[^"]*)"/g)) {
		const file = await fetch(server.url + address, { headers: { 'accept-encoding': 'gzip' } });
		assert.equal(file.status, 200);
		bytes += Number(file.headers.get('content-length'));
	}
	assert.ok(Math.abs(bytes / 1000 - Number(size)) <= 1, `${bytes} bytes, told ${size} KB`);
});

await finish();
