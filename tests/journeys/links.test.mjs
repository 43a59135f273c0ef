// No page leads nowhere: every link of every page a resident can reach, in both languages, answers.
import assert from 'node:assert/strict';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const server = await Server.start();
const most = 60; // pages of one kind; the others look the same

// The kind of page an address leads to: numbers, keys and hashes do not make another one.
const kind = (path) => path.replace(/[?#].*/, (query) => query.replace(/=[^&]*/g, '=')).replace(/\d+/g, '9');

async function walk(visitor, start) {
	const waiting = [start], seen = new Set(waiting), kinds = new Map(), dead = [];
	while (waiting.length) {
		const path = waiting.shift();
		const { status, text, headers } = await visitor.get(path);
		if (status >= 400)
			dead.push(`${path} answers ${status}`);
		if (!/^text\/html/.test(headers.get('content-type') ?? ''))
			continue;
		for (const [, found] of text.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
			const link = new URL(found.replaceAll('&amp;', '&'), server.url + path);
			const next = link.pathname + link.search;
			if (link.origin !== server.url && link.host !== '127.0.0.1:8080' || seen.has(next) || !/^http/.test(link.protocol))
				continue;
			const count = kinds.get(kind(next)) ?? 0;
			kinds.set(kind(next), count + 1);
			seen.add(next);
			if (count < most)
				waiting.push(next);
		}
	}
	return { dead, count: seen.size };
}

await claim('signed out', async () => {
	const { dead, count } = await walk(new Visitor(server), '/');
	assert.ok(count > 300, `only ${count} links were found`);
	assert.deepEqual(dead, []);
});
for (const login of ['secretary', 'chief', 'admin']) {
	await claim(`signed in as ${login}`, async () => {
		const visitor = new Visitor(server);
		await visitor.signIn(login);
		assert.deepEqual((await walk(visitor, login === 'admin' ? '/admin/' : '/korosten/')).dead, []);
	});
}
await finish();
