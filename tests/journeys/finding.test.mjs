// Finding: filters that combine, numbers that keep their word, pages without an end, and the same
// question asked as a feed, a table, JSON and GeoJSON.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const server = await Server.start();
// What would take many steps, straight into the tables, while no server runs on them.
async function edit(sql) {
	await server.stop('SIGINT');
	execFileSync('sqlite3', [join(server.data, 'poruch.db'), sql]);
	await server.run([]);
}

const reader = new Visitor(server);
const list = (query) => reader.get(`/korosten/issues${query}`);
const countOf = (text) => Number(/role="status">(\d[\d ]*)/.exec(text)[1].replace(/\D/g, ''));
// The choices of a select: value and the number beside the label.
function choices(text, name) {
	const [, inner] = new RegExp(`<select[^>]*name="${name}"[^>]*>(.*?)</select>`, 's').exec(text);
	return [...inner.matchAll(/<option value="([^"]+)"[^>]*>[^<]*\((\d+)\)<\/option>/g)].map(([, key, number]) => [key, Number(number)]);
}

await claim('the number beside a choice is what choosing it shows, the other filters staying', async () => {
	const { text } = await list('?state=open&area=1');
	for (const name of ['category', 'state', 'body', 'area']) {
		const all = choices(text, name).filter(([, number]) => number);
		assert.ok(all.length, name);
		for (const [key, number] of all.slice(0, 4)) {
			const query = new URLSearchParams({ state: 'open', area: '1', [name]: key });
			assert.equal(countOf((await list(`?${query}`)).text), number, `${name}=${key}`);
		}
	}
});

await claim('filters combine, and each is repeated as a link without it', async () => {
	const [[category]] = choices((await list('?state=open')).text, 'category').filter(([, number]) => number > 1);
	const { text } = await list(`?state=open&category=${category}&sort=waiting`);
	assert.match(text, /aria-label="Прибрати фільтр «Відкриті»"/);
	const [, href] = new RegExp(`href="([^"]*category=${category}[^"]*)" aria-label="Прибрати фільтр «Відкриті»"`).exec(text);
	assert.doesNotMatch(href, /state=/);
	assert.match(href, /sort=waiting/);
});

for (const sort of ['newest', 'waiting', 'updated', 'supported'])
	await claim(`by ${sort} the pages hold every issue once, and say which they are`, async () => {
		const seen = new Set();
		let path = `/korosten/issues?state=open&sort=${sort}`, pages = 0, count = 0;
		while (path) {
			const { text } = await reader.get(path);
			count = countOf(text);
			pages++;
			const numbers = [...text.matchAll(/<li>\s*<a href="\/korosten\/issues\/(20\d\d-\d+)"/g)].map(([, number]) => number);
			assert.match(text, new RegExp(`показано ${seen.size + 1}–${seen.size + numbers.length}<`));
			if (pages > 1)
				assert.match(text, new RegExp(`<title>Проблеми безпеки, сторінка ${pages} `));
			for (const number of numbers) {
				assert.ok(!seen.has(number), number);
				seen.add(number);
			}
			assert.match(text, /<link rel="canonical" href="[^"]*\/korosten\/issues\?state=open[^"]*"/);
			assert.doesNotMatch(/rel="canonical" href="([^"]*)"/.exec(text)[1], /before/);
			path = /href="([^"]*before=[^"]*)" rel="next"/.exec(text)?.[1].replaceAll('&amp;', '&');
		}
		assert.equal(seen.size, count);
	});

await claim('an empty list names the narrowest filter and leads out', async () => {
	const { text } = await list('?q=%D1%94%D0%B4%D0%B8%D0%BD%D0%BE%D1%80%D1%96%D0%B3&state=open');
	assert.equal(countOf(text), 0);
	assert.match(text, /Найвужча з них — «єдиноріг»\./);
	const [, number] = /Без неї — (\d+)/.exec(text);
	assert.equal(Number(number), countOf((await list('?state=open')).text));
	assert.match(text, />Скинути всі фільтри</);
});

await claim('photos and bodies filter, in the list and as feeds of their own', async () => {
	await edit('UPDATE issue SET photo_count = 0; UPDATE issue SET photo_count = 2 WHERE community_id = 1 AND id IN (SELECT id FROM issue WHERE community_id = 1 AND is_public = 1 LIMIT 3)');
	const { text } = await list('?photo=1');
	assert.equal(countOf(text), 3);
	assert.match(text, />з фото ✕</);
	const feed = await reader.get('/korosten/feeds/issues.atom?photo=1');
	assert.match(feed.text, /<title[^>]*>Коростень: Проблеми безпеки · з фото<\/title>/);
	assert.match(feed.text, /feed\/1\/issues\/uk\?photo=1</);
	assert.equal((await reader.get('/korosten/feeds/issues.atom?body=99999')).status, 404);
	assert.equal((await reader.get('/korosten/feeds/issues.atom?photo=2')).status, 404);
	const [[body, number]] = choices((await list('')).text, 'body').filter(([, count]) => count);
	assert.equal(countOf((await list(`?body=${body}`)).text), number);
	assert.equal((await reader.get(`/korosten/feeds/issues.atom?body=${body}`)).status, 200);
});

await claim('JSON and GeoJSON answer the same question, part by part, for everybody', async () => {
	const count = countOf((await list('?state=open')).text);
	for (const [ending, type, member] of [['json', /application\/json/, 'issues'], ['geojson', /application\/geo\+json/, 'features']]) {
		const answer = await fetch(`${server.url}/korosten/data/issues.${ending}?state=open`);
		assert.match(answer.headers.get('content-type'), type);
		assert.equal(answer.headers.get('access-control-allow-origin'), '*');
		const etag = answer.headers.get('etag');
		const body = await answer.json();
		assert.equal(body.count, count);
		let items = body[member], next = body.next;
		while (next) {
			const part = await (await fetch(server.url + new URL(next).pathname + new URL(next).search)).json();
			items = items.concat(part[member]);
			next = part.next;
		}
		assert.equal(items.length, count);
		const again = await fetch(`${server.url}/korosten/data/issues.${ending}?state=open`, { headers: { 'if-none-match': etag } });
		assert.equal(again.status, 304);
	}
});

await claim('every form of a list has its order', async () => {
	const numbers = { waiting: '', updated: '', supported: '', newest: '' };
	await edit("UPDATE issue SET support_count = id % 7 WHERE community_id = 1");
	for (const sort of Object.keys(numbers)) {
		const shown = [...(await list(`?sort=${sort}`)).text.matchAll(/href="\/korosten\/issues\/(\d{4}-\d+)"/g)].map(([, number]) => number);
		const csv = (await reader.get(`/korosten/data/issues.csv?sort=${sort}`)).text.split('\r\n').slice(1)
			.map((line) => /\/issues\/(\d{4}-\d+)/.exec(line)?.[1]).filter(Boolean);
		const json = (await (await fetch(`${server.url}/korosten/data/issues.json?sort=${sort}`)).json()).issues;
		const geo = (await (await fetch(`${server.url}/korosten/data/issues.geojson?sort=${sort}`)).json()).features;
		const first = [...new Set(shown)].slice(0, 10);
		assert.equal(first.length, 10);
		assert.deepEqual(csv.slice(0, 10), first, sort);
		assert.deepEqual(json.slice(0, 10).map((issue) => issue.number), first, sort);
		assert.deepEqual(geo.slice(0, 10).map((feature) => feature.properties.number), first, sort);
		numbers[sort] = first.join();
	}
	assert.equal(new Set(Object.values(numbers)).size >= 3, true, 'the orders differ');
});

await claim('GeoJSON is no more exact than the page', async () => {
	await edit("UPDATE issue SET latitude = 50.954321, longitude = 28.654321, precision = 2 WHERE id = (SELECT max(id) FROM issue WHERE community_id = 1 AND is_public = 1)");
	const { features } = await (await fetch(`${server.url}/korosten/data/issues.geojson`)).json();
	const points = features.filter((feature) => feature.geometry).map((feature) => feature.geometry.coordinates);
	assert.ok(points.length >= 1);
	for (const [longitude, latitude] of points) {
		assert.equal(longitude, Math.round(longitude * 1e5) / 1e5);
		assert.ok(latitude > 44 && latitude < 53 && longitude > 22 && longitude < 41, 'longitude stands first');
	}
	assert.ok(points.some(([longitude, latitude]) => longitude === 28.654 && latitude === 50.954));
	assert.doesNotMatch(JSON.stringify(features), /50\.954321/);
});

await claim('the links below the list keep the question', async () => {
	const { text } = await list('?state=open&photo=1');
	for (const path of ['feeds/issues.atom', 'data/issues.csv', 'data/issues.json', 'data/issues.geojson', 'map'])
		assert.match(text, new RegExp(`href="/korosten/${path}\\?state=open&amp;photo=1"`));
});

await claim('what nobody understands is ignored, and nothing breaks', async () => {
	for (const query of ['?photo=yes', '?body=x', '?sort=best', '?before=-', '?before=1-', '?before=99999999999999999999-1',
		'?area=99999999999', '?body=18446744073709551615', `?q=${'я'.repeat(300)}`, '?from=2026-02-31', '?category=%27'])
		assert.equal((await list(query)).status, 200, query);
});

await finish();
