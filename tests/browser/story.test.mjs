// The main story in a real browser without scripts: a resident reports a dark street, the moderator
// publishes it, the working group sees it through, the police report; and a feed reader that was there
// before any of it is told each thing once.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { Server, Visitor, claim, finish, password } from '../journeys/poruch.mjs';
import { launch, visitor } from './browser.mjs';

const server = await Server.start();
const browser = await launch();
const title = 'Темно біля школи на вулиці Шевченка';
const told = 'Три тижні не світять ліхтарі біля школи. Це казав сусід Петро Вигаданий.';

// ------------------------------------------------------------------ a reader of feeds

// Python's feedparser, as a real reader would use it: with the ETag of the last time.
function parse(url, etag) {
	const script = `
import feedparser, json, sys
feed = feedparser.parse(sys.argv[1], etag=sys.argv[2] or None)
print(json.dumps({"status": feed.get("status"), "etag": feed.get("etag"), "bozo": bool(feed.bozo),
	"entries": [{"id": e.id, "title": e.title, "text": (e.get("content") or [{"value": e.get("summary", "")}])[0]["value"]}
		for e in feed.entries]}))`;
	return JSON.parse(execFileSync('/usr/bin/python3', ['-c', script, url, etag ?? ''], { encoding: 'utf8' }));
}

class Reader {
	constructor(path) {
		this.url = server.url + path;
		this.seen = new Set();
	}

	// The entries this reader had not seen before.
	poll() {
		const answer = parse(this.url, this.etag);
		this.status = answer.status;
		this.etag = answer.etag ?? this.etag;
		assert.ok(answer.status === 304 || !answer.bozo, 'the feed is well-formed');
		const ids = answer.entries.map(({ id }) => id);
		assert.equal(new Set(ids).size, ids.length, 'no id stands twice');
		const fresh = answer.entries.filter(({ id }) => !this.seen.has(id));
		fresh.forEach(({ id }) => this.seen.add(id));
		return fresh;
	}
}

const everything = new Reader('/korosten/feeds/everything.atom');
const updates = new Reader('/korosten/feeds/updates.rss');
const sleeper = new Reader('/korosten/feeds/updates.atom');
for (const reader of [everything, updates, sleeper])
	reader.poll();

const readersSeeNothing = async () => {
	assert.deepEqual([everything.poll(), everything.status], [[], 304]);
	assert.deepEqual([updates.poll(), updates.status], [[], 304]);
};

// ------------------------------------------------------------------ people

const people = {};
async function as(login) {
	if (people[login])
		return people[login];
	const page = await visitor(browser);
	await page.goto(`${server.url}/sign-in`);
	await page.fill('[name=login]', login);
	await page.fill('[name=password]', password);
	await page.click('main form button');
	assert.doesNotMatch(page.url(), /sign-in/, `${login} is signed in`);
	return (people[login] = page);
}

async function take(login, step, values) {
	const page = await as(login);
	await page.goto(`${server.url}/korosten/work/${number}?to=${step}`);
	const form = page.locator(`form:has(input[name=to][value=${step}])`);
	for (const [name, value] of Object.entries(values)) {
		const field = form.locator(`[name=${name}]`);
		if (await field.count() > 1)
			await form.locator(`[name=${name}][value=${value}]`).check();
		else if (await field.evaluate((element) => element.tagName) === 'SELECT')
			await field.selectOption(value);
		else
			await field.fill(value);
	}
	await form.locator('.actions button').click();
	return page;
}

let number, secret;
const anybody = await visitor(browser);
const main = () => anybody.locator('main').innerText();

// ------------------------------------------------------------------ 1. the resident

await claim('a resident finds the latest report, the problems, whom to call and how to subscribe', async () => {
	await anybody.goto(server.url);
	await anybody.goto(`${server.url}/korosten/`);
	assert.match(await main(), /вересень–жовтень 2026/);
	assert.ok(await anybody.locator('a[href="tel:102"]').count());
	assert.ok(await anybody.locator('a[href="tel:112"]').count());
	assert.ok(await anybody.locator('a[href^="/korosten/issues/2026-"]').count() >= 5);
	assert.ok(await anybody.locator('a[href="/korosten/subscribe"]').count());
});

await claim('reports a dark street without an account, question by question', async () => {
	await anybody.click('a[href="/korosten/issues/new"] >> nth=0');
	assert.match(await main(), /102/);
	await anybody.click('main .actions a');
	await anybody.check('[name=category][value=lighting]');
	await anybody.click('main form button');
	await anybody.selectOption('[name=area]', { label: 'Коростень' }).catch(() => anybody.selectOption('[name=area]', { index: 1 }));
	await anybody.fill('[name=place]', 'вул. Шевченка, біля школи');
	await anybody.click('main form button');
	await anybody.fill('[name=text]', told);
	await anybody.fill('[name=title]', title);
	await anybody.click('main form button');
	// It is none of those that are known, and there is no photo of it.
	for (let more = 0; more < 3 && !await anybody.locator('[name=contact_phone]').count(); more++)
		await anybody.click('main form .actions button:not([name])');
	await anybody.fill('[name=contact_phone]', '067 000 00 00');
	await anybody.click('main form button');
	assert.match(await main(), new RegExp(title));
	await anybody.click('main .actions button');
	number = /2026-\d+/.exec(await main())?.[0];
	assert.ok(number, 'a number is told');
	secret = anybody.url();
	assert.match(secret, /\/korosten\/my\//);
});

await claim('nothing of it is visible anywhere yet', async () => {
	for (const path of ['/korosten/', '/korosten/issues', '/korosten/issues?q=Шевченка+школи', '/korosten/feeds/issues.atom',
		'/korosten/feeds/everything.rss', '/feeds/everything.atom'])
		assert.doesNotMatch(await (await fetch(server.url + path)).text(), new RegExp(`${title}|${number}\\b`), path);
	assert.ok([404, 410].includes((await fetch(`${server.url}/korosten/issues/${number}`)).status));
	await readersSeeNothing();
});

// ------------------------------------------------------------------ 2. the moderator

await claim('the moderator finds it in the queue and edits the name out, with a reason', async () => {
	const page = await as('moderator');
	await page.goto(`${server.url}/korosten/work/search?q=${number}`);
	await page.click(`a[href="/korosten/work/${number}"]`);
	await page.goto(`${server.url}/korosten/work/${number}?do=edit`);
	const form = page.locator('form:has(input[name=do][value=edit])');
	await form.locator('[name=text]').fill('Три тижні не світять ліхтарі біля школи.');
	await form.locator('[name=reason]').selectOption('personal');
	await form.locator('.actions button').click();
	await page.click('form[action$="/contact"] button');
	const text = await page.locator('main').innerText();
	assert.match(text, /Петро Вигаданий/, 'the original is kept');
	assert.match(text, /\+380670000000/, 'and the contact');
});

await claim('registers it: now, and only now, it is public, searchable and in the feeds', async () => {
	await readersSeeNothing();
	const before = Math.floor(Date.now() / 1000);
	await take('moderator', 'registered', {});
	const page = await (await fetch(`${server.url}/korosten/issues/${number}`)).text();
	assert.match(page, new RegExp(title));
	assert.doesNotMatch(page, /Петро|380670000000/);
	assert.match(await (await fetch(`${server.url}/korosten/issues?q=ШЕВЧЕНКА+ліхтар`)).text(), new RegExp(number));
	const fresh = everything.poll();
	assert.equal(fresh.filter((entry) => entry.title.includes(title)).length >= 1, true);
	assert.equal(fresh.filter(({ text }) => /Петро/.test(text)).length, 0);
	updates.poll();
	const feed = await (await fetch(`${server.url}/korosten/feeds/issues.atom`)).text();
	const entry = feed.split('<entry>').find((part) => part.includes(title));
	const published = Date.parse(/<published>([^<]*)/.exec(entry)[1]) / 1000;
	assert.ok(Math.abs(published - before) < 60, 'published is the moment of registering');
});

// ------------------------------------------------------------------ 3. the working group

const chair = 'Перевірено на місці: світить.';
const steps = [
	['secretary', 'assigned', 'Передано відповідальному.', { due: '2026-12-20' }],
	['works', 'in_progress', 'Бригада виїхала на місце.', {}],
	['works', 'resolved', 'Замінено два світильники.', { evidence: 'акт № 12 від 22.11.2026' }],
	['chair', 'closed', chair, { confirmed_by: 'meeting', meeting_number: '5', meeting_on: '12.11.2026' }],
];

await claim('a step without what it asks is refused, beside the field, and keeps what was typed', async () => {
	const page = await take('secretary', 'assigned', { note: 'Передано відповідальному.' });
	assert.match(await page.title(), /^Помилка: /);
	assert.ok(await page.locator('[name=responsible][aria-invalid=true]').count());
	assert.equal(await page.locator('[name=note]').inputValue(), 'Передано відповідальному.');
});

await claim('a step that a role may not take is refused with a reason', async () => {
	const works = new Visitor(server);
	await works.signIn('works');
	const queue = await works.get('/korosten/work');
	const token = /name="token" value="([^"]*)"/.exec(queue.text)?.[1];
	const answer = await works.post(`/korosten/issues/${number}/state`,
		{ token, once: 'works-may-not', to: 'closed', note: 'Самі собі підтвердили.', confirmed_by: 'ми' });
	assert.ok([403, 422].includes(answer.status), `answered ${answer.status}`);
	assert.match(answer.text, /<h1/);
});

for (const [login, state, note, more] of steps) {
	await claim(`${login} takes it to ${state}: a dated public line and an entry of its own`, async () => {
		const page = await as(login);
		if (state === 'assigned') {
			await page.goto(`${server.url}/korosten/work/${number}?to=${state}`);
			const works = await page.locator('[name=responsible] option').allInnerTexts();
			more.responsible = { label: works.find((name) => /житлово-комунального|Благоустрій|Вуличне/i.test(name)) ?? works[1] };
		}
		await take(login, state, { note, ...more });
		const text = await (await fetch(`${server.url}/korosten/issues/${number}`)).text();
		assert.ok(text.includes(note), 'the line stands on the timeline');
		const fresh = updates.poll();
		assert.equal(fresh.filter(({ text: html, title: head }) => (html + head).includes(note) || html.includes(note.slice(0, 12))).length, 1);
		assert.equal(everything.poll().length, 1, 'one new entry in everything: the update; the issue keeps its id');
	});
}

await claim('the timeline stands on the reporter\'s secret page too', async () => {
	await anybody.goto(secret);
	assert.ok((await main()).includes(chair));
});

// ------------------------------------------------------------------ 4. the police

let report;
await claim('the police author saves a draft with qualifiers, and an empty figure is not zero', async () => {
	const page = await as('police');
	await page.goto(`${server.url}/korosten/reports/new`);
	await page.selectOption('[name=kind]', 'custom');
	await page.fill('[name=from]', '2026-11-01');
	await page.fill('[name=to]', '2026-11-20');
	await page.check('[name=basis][value=period]');
	await page.fill('[name=unit]', 'Коростенське районне управління поліції');
	await page.fill('[name=author_post]', 'поліцейський офіцер громади');
	await page.click('button[name=then]');
	report = /reports\/(\d+)/.exec(page.url())[1];
	await page.click('main a[href$="/edit/texts"]');
	await page.fill('[name=summary]', 'За двадцять днів листопада звернень стало менше. Освітлення біля школи відновлено.');
	await page.fill('[name="section.calls"]', 'Найчастіше телефонували через шум.');
	await page.click('button[name=then][value=list]');
	await page.click('main a[href$="/edit/figures"]');
	await page.fill('[name="figure.calls_total"]', 'понад 600');
	await page.fill('[name="figure.theft"]', '16,661,261');
	await page.click('button[name=then][value=list]');
	assert.ok(await page.locator('[name="figure.theft"][aria-invalid=true]').count(), 'an unclear number is refused beside its field');
	assert.equal(await page.locator('[name="figure.theft"]').inputValue(), '16,661,261');
	await page.fill('[name="figure.theft"]', '7');
	await page.click('button[name=then][value=list]');
	await page.click('main a[href$="/preview"]');
	const text = await page.locator('main').innerText();
	assert.match(text, /понад 600/i);
	assert.match(text, /Чернетка/);
	await readersSeeNothing();
	assert.equal((await fetch(`${server.url}/korosten/reports/${report}`)).status, 404);
});

await claim('the author submits, the chief publishes, residents read it and the feed carries it', async () => {
	const author = await as('police');
	await author.click('form[action$="/submit"] button');
	const chief = await as('chief');
	await chief.goto(`${server.url}/korosten/reports/${report}/publish`);
	await chief.click('form[action$="/publish"] button');
	await anybody.goto(`${server.url}/korosten/reports/${report}`);
	const text = await main();
	assert.match(text, /понад 600/i);
	assert.match(text, /Найчастіше телефонували через шум/);
	assert.equal(everything.poll().length, 1);
});

await claim('a published version is never edited in place: the correction is a new one, with its reason', async () => {
	const chief = await as('chief');
	await chief.goto(`${server.url}/korosten/reports/${report}/correct`);
	await chief.fill('[name=reason]', 'Уточнено кількість крадіжок.');
	await chief.click('form[action$="/correct"] button');
	await chief.click('main a[href$="/edit/figures"]');
	await chief.fill('[name="figure.theft"]', '8');
	await chief.click('button[name=then][value=list]');
	await chief.goto(`${server.url}/korosten/reports/${report}/publish`);
	await chief.click('form[action$="/publish"] button');
	await anybody.goto(`${server.url}/korosten/reports/${report}`);
	await anybody.reload(); // a browser may show what it has for a minute
	assert.match(await main(), /Уточнено кількість крадіжок/);
	assert.equal((await fetch(`${server.url}/korosten/reports/${report}/v1`)).status, 200);
	assert.equal(everything.poll().length, 0, 'the same entry, changed: nothing new to a reader');
});

// ------------------------------------------------------------------ 5. the reader who was away

await claim('a poll with nothing new gets 304', readersSeeNothing);

await claim('a reader who was away for 200 updates gets all 200', async () => {
	const secretary = new Visitor(server);
	await secretary.signIn('secretary');
	sleeper.poll();
	const list = [];
	for (let page = '/korosten/issues?state=in_progress'; page && list.length < 10;) {
		const { text } = await secretary.get(page);
		list.push(...[...text.matchAll(/href="\/korosten\/issues\/(\d{4}-\d+)"/g)].map(([, found]) => found));
		page = /href="([^"]*before=[^"]*)"/.exec(text)?.[1].replaceAll('&amp;', '&');
	}
	const numbers = [...new Set(list)];
	const { text } = await secretary.get(`/korosten/work/${numbers[0]}?do=note`);
	const token = /name="token" value="([^"]*)"/.exec(text)[1];
	let made = 0;
	for (let round = 0; made < 200; round++) {
		for (const one of numbers.slice(0, Math.min(numbers.length, 200 - made))) {
			const answer = await secretary.post(`/korosten/issues/${one}/state`, {
				token, once: `away-${one}-${round}`, note: `Зміна ${round} по № ${one}.`,
				...(round % 2 === 0 ? { to: 'on_hold', reason: 'funds', review_on: '2027-03-01' } : { to: 'in_progress' }),
			});
			assert.equal(answer.status, 303, answer.text.slice(0, 3000));
			made++;
		}
	}
	assert.equal(sleeper.poll().length, 200);
	assert.deepEqual([sleeper.poll(), sleeper.status], [[], 304]);
});

await browser.close();
await finish();
