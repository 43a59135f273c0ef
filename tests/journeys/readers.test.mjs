// Seven real feed readers (tests/readers) subscribe in every format they read, poll, go away for forty
// days while two hundred things happen, and come back. What they have afterwards is counted; a recorder between them and
// the server saw the statuses.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Recorder, readers } from '../readers/readers.mjs';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const away = 200;
const server = await Server.start({ hasClock: true });
const recorder = await Recorder.start(server);
const folder = mkdtempSync(join(tmpdir(), 'poruch-readers-'));

// ---------------------------------------------------------------- what happens in the register

const secretary = new Visitor(server), moderator = new Visitor(server);
const signIn = () => Promise.all([secretary.signIn('secretary'), moderator.signIn('moderator')]);
await signIn();

// What a secretary enters is public at once.
async function enter(title) {
	const page = await secretary.get('/korosten/work/new');
	const answer = await secretary.fill(page, { category: 'lighting', title, source: 'call',
		text: 'Не світить жоден ліхтар від рогу до школи.', place: 'вул. Перевірочна' },
		'/korosten/issues');
	assert.equal(answer.status, 303, answer.text.slice(0, 2000));
	return answer.location;
}

async function act(path, fields) {
	const answer = await moderator.post(path, { ...await moderator.secrets(), ...fields });
	assert.equal(answer.status, 303, `${path}: ${answer.status}`);
}

const edit = (path, title, text) => act(`${path}/edit`,
	{ title, text, place: 'вул. Перевірочна', precision: '2', reason: 'wording' });

// ---------------------------------------------------------------- the readers

function subscribe(round) {
	return readers.flatMap(({ name, make, formats, ...habits }) => formats.map((format) => {
		const who = `${name}-${format}`, home = join(folder, round, who);
		mkdirSync(home, { recursive: true });
		const reader = new make(home, `${recorder.url}/${round}-${who}/korosten/feeds/issues.${format}`);
		return { who, reader, habits, asked: `${round}-${who}`, count: 0 };
	}));
}

// One poll of all; of each what it has and how much more that is than last time.
async function poll(subscribers) {
	for (const one of subscribers) {
		await one.reader.poll();
		one.entries = await one.reader.entries();
		one.more = one.entries.length - one.count;
		one.count = one.entries.length;
	}
}

const statuses = (one) => recorder.answers[one.asked];
const all = (subscribers, check) => {
	for (const one of subscribers)
		check(one);
};

// Readers show a title in HTML or as text; some leave the entities in it.
const has = (one, title) => one.entries.some((entry) => entry.title === title ||
	entry.title.replaceAll('&lt;', '<').replaceAll('&amp;', '&') === title);

// ---------------------------------------------------------------- the story

const edited = await enter('Ліхтар до редагування');
const subscribers = subscribe('first');
await poll(subscribers);

await claim('every reader takes the feed in, in every format it reads', () => all(subscribers, (one) => {
	assert.ok(one.count >= 50, `${one.who}: ${one.count}`);
	assert.equal(one.count, subscribers[0].count, one.who);
	assert.ok(has(one, 'Ліхтар до редагування'), one.who);
}));

await poll(subscribers.filter(({ habits }) => habits.keepsTagFrom === 3));
await poll(subscribers);

await claim('nothing new is a 304 for each, and no new entry', () => all(subscribers, (one) => {
	assert.equal(statuses(one).at(-1), 304, `${one.who}: ${statuses(one)}`);
	assert.equal(one.more, 0, one.who);
}));

await edit(edited, 'Ліхтар до редагування', 'Текст виправлено модератором.');
await poll(subscribers);

await claim('an edit is taken in by each, and is no new entry', () => all(subscribers, (one) => {
	assert.equal(statuses(one).at(-1), 200, one.who);
	assert.equal(one.more, 0, one.who);
}));

await edit(edited, 'Ліхтар після редагування', 'Текст виправлено модератором.');
await poll(subscribers);

await claim('nor is another title, but for the one reader that goes by titles', () => all(subscribers, (one) => {
	assert.equal(statuses(one).at(-1), 200, one.who);
	assert.equal(one.more, one.habits.goesByTitle ? 1 : 0, one.who);
}));

await enter('Ліхтар, один новий');
await poll(subscribers);

await claim('one new issue is one new entry', () => all(subscribers, (one) => {
	assert.equal(one.more, 1, one.who);
	assert.ok(has(one, 'Ліхтар, один новий'), one.who);
}));

const titles = Array.from({ length: away }, (_, i) => `Ліхтар № ${i + 1} < «перевірка» & більше`);
let last;
for (let i = 0; i < away; i += 20) {
	// Long enough for most of them to be older than what everybody is sent.
	if (i === 140) {
		server.pass(40);
		await signIn();
	}
	last = (await Promise.all(titles.slice(i, i + 20).map(enter))).at(-1);
}
await poll(subscribers);

await claim('two hundred new ones while away are two hundred new entries', () => all(subscribers, (one) => {
	assert.deepEqual(titles.filter((title) => !has(one, title)), [], one.who);
	assert.equal(one.more, away, one.who);
}));

await poll(subscribers);

await claim('and a poll after that is a 304 again', () => all(subscribers, (one) => {
	assert.equal(statuses(one).at(-1), 304, `${one.who}: ${statuses(one)}`);
	assert.equal(one.more, 0, one.who);
}));

// One of them named somebody, and is taken off at once.
await act(`${last}/hide`, { reason: 'personal' });
const withdrawn = [`№ ${away} &lt;`, `№ ${away} &amp;lt;`, `№ ${away} <`, `№ ${away} \\u003c`];
const newcomers = subscribe('second');
await poll(newcomers);

await claim('what was withdrawn is in no new reader', () => all(newcomers, (one) => {
	const view = JSON.stringify(one.entries);
	assert.ok(one.count >= 50 && has(one, titles.at(-2)), one.who);
	assert.deepEqual(withdrawn.filter((words) => view.includes(words)), [], one.who);
}));

await poll(subscribers);

await claim('nor does it come again to those who were there before', () => all(subscribers, (one) => {
	assert.equal(statuses(one).at(-1), 200, one.who);
	assert.equal(one.more, one.habits.goesByTitle ? 1 : 0, one.who);
}));

await claim('readers that take changes in have the neutral text instead', () => {
	for (const one of subscribers.filter(({ who }) => !/^(rss2email|sfeed)/.test(who))) {
		assert.ok(one.entries.some(({ title }) => title === 'Запис відкликано'), one.who);
		assert.ok(!has(one, titles.at(-1)), one.who);
	}
});

await claim('its words are in no feed, archive or page any more', async () => {
	const reader = new Visitor(server);
	const addresses = ['everything', 'issues', 'updates'].flatMap((kind) => ['atom', 'rss', 'json'].flatMap((format) =>
		['', '/en'].flatMap((language) => [`${language}/korosten/feeds/${kind}.${format}`,
			`${language}/feeds/${kind}.${format}`, `${language}/korosten/feeds/${kind}.${format}?category=lighting`])));
	for (let archive = 1; archive < 100; archive++)
		addresses.push(`/korosten/feeds/everything.atom?archive=${archive}`);
	for (const address of addresses) {
		const found = await reader.get(address);
		assert.ok(found.status === 200 || found.status === 404, `${address}: ${found.status}`);
		assert.deepEqual(withdrawn.filter((words) => found.text.includes(words)), [], address);
	}
	assert.equal((await reader.get(last)).status, 410);
	assert.equal((await reader.get(`${last}.atom`)).status, 410);
});

recorder.stop();
rmSync(folder, { recursive: true, force: true });
await finish();
