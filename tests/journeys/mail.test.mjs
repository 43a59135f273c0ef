// A resident without a feed reader gets the news by e-mail: asked for, confirmed, at once, gathered for a
// day, ended by one click; through a real mail server that goes away and comes back, and a power cut.
import assert from 'node:assert/strict';
import { spawn, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server, Visitor, claim, finish } from './poruch.mjs';

// A mail server and what it got, as tests/journeys/mailbox.py tells it.
class Mailbox {
	static async start(port = 0) {
		const box = new Mailbox();
		box.letters = [];
		await box.open(port);
		return box;
	}

	async open(port = this.port) {
		this.process = spawn('/usr/bin/python3', [new URL('mailbox.py', import.meta.url).pathname, `${port}`],
			{ stdio: ['ignore', 'pipe', 'inherit'] });
		this.exited = new Promise((resolve) => this.process.once('exit', resolve));
		await new Promise((resolve) => readline.createInterface(this.process.stdout).on('line', (line) => {
			const told = JSON.parse(line);
			if (told.port) {
				this.port = told.port;
				resolve();
			} else {
				this.letters.push(told);
			}
		}));
	}

	async close() {
		this.process.kill('SIGKILL');
		await this.exited;
	}

	to(address) {
		return this.letters.filter((letter) => letter.to.includes(address));
	}

	// The letters to that address, as soon as there are so many.
	async gets(address, count = 1, seconds = 30) {
		for (let i = 0; i < seconds * 20 && this.to(address).length < count; i++)
			await sleep(50);
		const letters = this.to(address);
		assert.equal(letters.length, count, `${letters.length} letters to ${address}`);
		return letters;
	}
}

const MINUTE = 1 / 24 / 60;
const outside = 'https://bezpeka.test';
const box = await Mailbox.start();
const quiet = await Server.start();
const more = ['--smtp', `smtp://127.0.0.1:${box.port}`, '--public-url', outside, '--mail-from', 'poruch@bezpeka.test'];
const server = await Server.start({ hasClock: true, more });
const resident = new Visitor(server), moderator = new Visitor(server), secretary = new Visitor(server);
const utility = server.query(`select organisation_id as id from person where login = 'works'`)[0].id;
// Anew, for days pass here.
const enter = (visitor, login) => {
	visitor.cookies.clear();
	return visitor.signIn(login);
};
await enter(moderator, 'moderator');
await enter(secretary, 'secretary');

const ask = async (email, rhythm = 'at_once', query = '') => {
	const visitor = new Visitor(server);
	return visitor.fill(await visitor.get(`/korosten/subscribe/mail${query}`), { email, rhythm }, '/korosten/subscribe/mail');
};
const linkOf = (letter) => new RegExp(`${outside}(/(?:en/)?mail/[0-9a-f]{64})`).exec(letter.text)[1];
const confirm = async (letter) => {
	const visitor = new Visitor(server), path = linkOf(letter);
	return visitor.fill(await visitor.get(path), {}, `${path}/confirm`);
};
const subscribe = async (email, rhythm, query) => {
	await ask(email, rhythm, query);
	const [question] = await box.gets(email);
	assert.equal((await confirm(question)).status, 303);
	return linkOf(question);
};
let told = 0;
const publish = async (text = `Не світить ліхтар номер ${++told}.`) => {
	assert.equal((await resident.report({ text })).status, 303);
	const [{ number }] = server.query(`select year || '-' || number as number from issue order by id desc limit 1`);
	const answer = await moderator.post(`/korosten/issues/${number}/state`, {
		...await moderator.secrets(`/korosten/work/${number}`), to: 'registered' });
	assert.equal(answer.status, 303);
	return number;
};
const hide = async (number) => {
	const answer = await moderator.post(`/korosten/issues/${number}/hide`, {
		...await moderator.secrets(`/korosten/work/${number}`), reason: 'personal' });
	assert.equal(answer.status, 303, answer.text.slice(-600));
};
// Until eight in the morning in Kyiv, plus some minutes.
const passUntilMorning = async (minutes = 1) => {
	const now = Date.now() / 1000 + server.ahead;
	const clock = new Date(now * 1000).toLocaleTimeString('en-GB', { timeZone: 'Europe/Kyiv' });
	const [hour, minute] = clock.split(':').map(Number);
	server.pass(((8 - hour + 24) % 24 || 24) / 24 + (minutes - minute) * MINUTE);
	await enter(moderator, 'moderator');
	await enter(secretary, 'secretary');
};

await claim('without a mail server no page speaks of e-mail', async () => {
	const visitor = new Visitor(quiet);
	for (const path of ['/korosten/subscribe', '/korosten/issues', '/privacy']) {
		const { text, status } = await visitor.get(path);
		assert.equal(status, 200);
		assert.ok(!text.includes('subscribe/mail') && !text.includes('для новин'), path);
	}
	assert.equal((await visitor.get('/korosten/subscribe/mail')).status, 404);
	assert.equal((await visitor.get('/korosten/subscribe/mail/sent')).status, 404);
	const { status } = await visitor.post('/korosten/subscribe/mail', { ...await visitor.secrets(), email: 'a@example.org', rhythm: 'daily' });
	assert.equal(status, 404);
});

await claim('with one every list and page of subscriptions leads to it', async () => {
	for (const path of ['/korosten/subscribe', '/korosten/issues?category=lighting'])
		assert.match((await resident.get(path)).text, /href="\/korosten\/subscribe\/mail\?/, path);
	assert.match((await resident.get('/korosten/subscribe/mail?what=issues&category=lighting')).text, /Освітлення|освітлення/);
});

await claim('an overdue list, an unknown filter and a foreign issue cannot be asked for', async () => {
	for (const query of ['?what=issues&state=overdue', '?what=issues&category=nothing', '?what=nothing', '?issue=2026-99999'])
		assert.equal((await resident.get(`/korosten/subscribe/mail${query}`)).status, 404, query);
	assert.ok(!(await resident.get('/korosten/issues?state=overdue')).text.includes('subscribe/mail'));
});

await claim('what is no address is told beside the field, and nothing typed is lost', async () => {
	for (const [email, words] of [['olena', 'name@example.org'], ['олена@example.org', 'латинськими'], ['', 'field']]) {
		const answer = await ask(email, 'weekly', '?what=issues&category=lighting');
		assert.equal(answer.status, 422);
		assert.match(answer.text, new RegExp(words));
		assert.match(answer.text, /value="weekly"[^>]*checked|checked[^>]*value="weekly"/);
		assert.match(answer.text, /name="category" value="lighting"/);
	}
	assert.deepEqual(box.letters, []);
});

await claim('one question comes, readable in both ways, and no list is spoken of', async () => {
	const answer = await ask('olena@example.org');
	assert.equal(answer.location, '/korosten/subscribe/mail/sent');
	const [letter] = await box.gets('olena@example.org');
	assert.deepEqual(letter.defects, []);
	assert.equal(letter.bare, 0);
	assert.ok(letter.ascii && letter.longest <= 120);
	assert.deepEqual(letter.types, ['multipart/alternative', 'text/plain', 'text/html']);
	assert.equal(letter.from, 'poruch@bezpeka.test');
	assert.equal(letter.headers.from, '"Поруч: Коростень" <poruch@bezpeka.test>');
	assert.match(letter.headers.subject, /^Підтвердьте, будь ласка: Коростень: Усе нове$/);
	assert.equal(letter.headers['auto-submitted'], 'auto-generated');
	assert.ok(!letter.names.some((name) => name.startsWith('List-')));
	assert.ok(linkOf(letter) && letter.html.includes(`${outside}${linkOf(letter)}`));
	assert.match(letter.text, /olena@example\.org/);
});

await claim('whoever asks learns nothing of an address: known, waiting or asked too often', async () => {
	const seen = new Set();
	for (const email of ['olena@example.org', 'OLENA@example.org', 'olena@example.org', 'somebody@example.org']) {
		const answer = await ask(email);
		seen.add(`${answer.status} ${answer.location}`);
	}
	assert.equal(seen.size, 1);
	await sleep(3000);
	assert.equal(box.letters.filter(({ to }) => to[0].toLowerCase() === 'olena@example.org').length, 3, 'three questions a day');
});

await claim('opening the link changes nothing, for scanners of mail open every link', async () => {
	const [question] = box.to('olena@example.org');
	for (let i = 0; i < 3; i++) {
		const { status, headers, text } = await new Visitor(server).get(linkOf(question));
		assert.equal(status, 200);
		assert.equal(headers.get('referrer-policy'), 'strict-origin');
		assert.match(headers.get('cache-control'), /no-store/);
		assert.match(text, /olena@example\.org/);
	}
	await publish();
	await sleep(6000);
	assert.equal(box.to('olena@example.org').length, 2);
	assert.deepEqual(server.query(`select distinct state from subscription`), [{ state: 'asked' }]);
});

let ownPath;
await claim('confirmed, what came since it was asked for is told at once, as the feed tells it', async () => {
	const [question] = box.to('olena@example.org'), before = box.to('olena@example.org').length;
	ownPath = linkOf(question);
	const answer = await confirm(question);
	assert.equal(answer.location, `${ownPath}?confirmed=1`);
	const letters = await box.gets('olena@example.org', before + 1);
	const letter = letters.at(-1), { text: feed } = await resident.get('/korosten/feeds/everything.json');
	const entries = JSON.parse(feed).items.filter(({ content_html }) => content_html.includes(`ліхтар номер ${told}`) );
	assert.ok(entries.length > 0);
	for (const { title, url } of entries)
		assert.ok(letter.text.includes(title) && letter.text.includes(url), title);
	assert.deepEqual(letter.defects, []);
	assert.match(letter.headers['list-id'], /<everything\.korosten\.[^>]+>$/);
	assert.equal(letter.headers['list-unsubscribe'].trim(), `<${outside}${ownPath}>`);
	assert.equal(letter.headers['list-unsubscribe-post'], 'List-Unsubscribe=One-Click');
	assert.equal(letter.headers.precedence, 'bulk');
	assert.match(letter.headers['message-id'], /^<s\d+\.\d+@/);
	assert.equal((await new Visitor(server).get(ownPath)).status, 200);
});

await claim('the other questions of that address have ended', async () => {
	const others = server.query(`select count(*) as n from subscription where email = 'olena@example.org'`);
	assert.equal(others[0].n, 1);
});

await claim('letters at once are ten minutes apart, and what came meanwhile stands in one', async () => {
	const before = box.to('olena@example.org').length;
	const first = await publish(), second = await publish();
	await sleep(7000);
	assert.equal(box.to('olena@example.org').length, before, 'too early');
	server.pass(11 * MINUTE);
	const letter = (await box.gets('olena@example.org', before + 1)).at(-1);
	for (const number of [first, second])
		assert.ok(letter.text.includes(`/korosten/issues/${number}`), number);
	assert.match(letter.headers.subject, /^Коростень: Усе нове — \d+ (новий запис|нові записи|нових записів)$/);
});

await claim('a filter holds in letters as in the feed', async () => {
	await subscribe('roads@example.org', 'at_once', '?what=issues&category=roads');
	await publish();
	await sleep(7000);
	assert.equal(box.to('roads@example.org').length, 1, 'the question alone');
	const [{ seq }] = server.query(`select seq from subscription where email = 'roads@example.org'`);
	const [{ newest }] = server.query(`select max(p.seq) as newest from publication p join community c on c.id = p.community_id where c.slug = 'korosten'`);
	assert.equal(seq, newest, 'it was seen that nothing fits');
});

await claim('who follows one issue is told of it alone', async () => {
	const number = await publish();
	await subscribe('one@example.org', 'at_once', `?issue=${number}`);
	await publish();
	const answer = await secretary.post(`/korosten/issues/${number}/state`, {
		...await secretary.secrets(`/korosten/work/${number}`), to: 'assigned', responsible: utility, due: '',
		note: 'Майстри приїдуть у вівторок.' });
	assert.equal(answer.status, 303);
	const letter = (await box.gets('one@example.org', 2)).at(-1);
	assert.match(letter.text, /Майстри приїдуть у вівторок/);
	assert.equal(letter.text.match(/^-{5,}$/gm).length, 1, 'one entry');
});

await claim('a daily letter comes at eight in Kyiv, with what was public then', async () => {
	await subscribe('daily@example.org', 'daily');
	await passUntilMorning(5);
	await sleep(7000);
	const before = box.to('daily@example.org').length;
	const kept = await publish('Темно на вулиці Тихій.'), gone = await publish('Тут було ім\'я Канарейка.');
	await hide(gone);
	await sleep(7000);
	assert.equal(box.to('daily@example.org').length, before);
	await passUntilMorning(-5);
	await sleep(7000);
	assert.equal(box.to('daily@example.org').length, before, 'five minutes to eight');
	server.pass(6 * MINUTE);
	const letter = (await box.gets('daily@example.org', before + 1)).at(-1);
	assert.ok(letter.text.includes(`/korosten/issues/${kept}`));
	assert.ok(!letter.text.includes('Канарейка') && !letter.text.includes(gone));
	assert.match(letter.headers.date, / 08:0\d:\d\d \+0[23]00$/);
});

await claim('how often is changed by the link in any letter', async () => {
	const visitor = new Visitor(server);
	const answer = await visitor.fill(await visitor.get(ownPath), { rhythm: 'weekly' }, `${ownPath}/rhythm`);
	assert.equal(answer.location, ownPath);
	assert.match((await visitor.get(ownPath)).text, /понеділок/);
	await visitor.fill(await visitor.get(ownPath), { rhythm: 'at_once' }, `${ownPath}/rhythm`);
});

await claim('while the mail server is down letters wait, one for each, and then come once', async () => {
	server.pass(11 * MINUTE);
	await sleep(7000);
	await box.close();
	const before = box.to('olena@example.org').length, first = await publish();
	await sleep(8000);
	server.pass(11 * MINUTE);
	const second = await publish();
	await sleep(8000);
	const [{ n }] = server.query(`select count(*) as n from outbox where recipient = 'olena@example.org'`);
	assert.equal(n, 1);
	await box.open();
	server.pass(61 * MINUTE);
	await box.gets('olena@example.org', before + 1, 40);
	server.pass(11 * MINUTE);
	const letters = (await box.gets('olena@example.org', before + 2, 40)).slice(-2);
	assert.ok(letters[0].text.includes(first) && letters[1].text.includes(second));
	assert.equal(new Set(letters.map(({ headers }) => headers['message-id'])).size, 2);
});

await claim('nobody is lost, and nobody gets the same letter under two names, when the power goes', async () => {
	await server.stop('SIGKILL');
	const rows = Array.from({ length: 150 }, (_, i) => `(1, 'everything', '', 'uk', 'n${i}@many.test', 'at_once', 'confirmed', ` +
		`'salt${i}', 'hash${i}', 1, 1, (select max(seq) from publication), 0)`);
	execFileSync('sqlite3', [join(server.data, 'poruch.db'), `insert into subscription (community_id, kind, query, language, email,
		rhythm, state, salt, secret_hash, asked_at, confirmed_at, seq, due_at) values ${rows.join(', ')}`]);
	execFileSync('sqlite3', [join(server.data, 'poruch.db'), `update subscription set community_id = (select id from community where slug = 'korosten') where email like '%@many.test'`]);
	await server.run(more);
	await enter(moderator, 'moderator');
	await publish();
	for (let cut = 0; cut < 4; cut++) {
		const had = box.letters.length;
		for (let i = 0; i < 400 && box.letters.length < had + 25; i++)
			await sleep(20);
		await server.stop('SIGKILL');
		await server.run(more);
	}
	const reached = () => new Set(box.letters.flatMap(({ to }) => to).filter((to) => to.endsWith('@many.test')));
	for (let i = 0; i < 1200 && reached().size < 150; i++)
		await sleep(50);
	assert.equal(reached().size, 150);
	await sleep(3000);
	const many = box.letters.filter(({ to }) => to[0].endsWith('@many.test'));
	assert.equal(new Set(many.map(({ headers }) => headers['message-id'])).size, 150, 'one letter for each');
	assert.ok(many.length <= 154, `${many.length} letters: at most one twice for each cut`);
	assert.equal(server.query(`select count(*) as n from outbox where recipient like '%@many.test'`)[0].n, 0);
});

await claim('one click of a mail provider ends it, without cookie, token or page', async () => {
	const wrong = await new Visitor(server).ask(ownPath, { method: 'POST', body: new URLSearchParams({ x: 'y' }) });
	assert.equal(wrong.status, 422);
	const answer = await new Visitor(server).ask(ownPath, { method: 'POST',
		body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
		headers: { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' } });
	assert.equal(answer.status, 200);
	assert.equal(answer.location, null);
	assert.equal(answer.headers.get('set-cookie'), null);
	assert.equal((await new Visitor(server).get(ownPath)).status, 410);
	assert.equal(server.query(`select count(*) as n from subscription where email = 'olena@example.org'`)[0].n, 0);
	assert.equal(server.query(`select count(*) as n from outbox where recipient = 'olena@example.org'`)[0].n, 0);
});

await claim('it may be sent as multipart, too', async () => {
	const [question] = box.to('one@example.org'), form = new FormData();
	form.set('List-Unsubscribe', 'One-Click');
	const answer = await new Visitor(server).ask(linkOf(question), { method: 'POST', body: form });
	assert.equal(answer.status, 200);
});

await claim('the button ends it as well, and the link says so from then on', async () => {
	const [question] = box.to('daily@example.org'), path = linkOf(question), visitor = new Visitor(server);
	const answer = await visitor.fill(await visitor.get(path), {}, `${path}/end`);
	assert.equal(answer.location, path);
	const { status, text } = await visitor.get(path);
	assert.equal(status, 410);
	assert.match(text, /Листів більше не буде/);
});

await claim('who asks what is kept of them is shown their news, and has them ended', async () => {
	await enter(secretary, 'secretary');
	await subscribe('person@example.org', 'weekly', '?what=reports');
	const page = await secretary.fill(await secretary.get('/korosten/residents'), { who: 'Person@example.org' }, '/korosten/residents');
	assert.match(page.text, /Звіти поліції/);
	const answer = await secretary.fill(page, {}, '/korosten/residents/letters');
	assert.equal(answer.status, 303);
	assert.equal(server.query(`select count(*) as n from subscription where email = 'person@example.org'`)[0].n, 0);
});

await claim('in English it is English', async () => {
	const visitor = new Visitor(server);
	await visitor.fill(await visitor.get('/en/korosten/subscribe/mail?what=reports'), { email: 'english@example.org', rhythm: 'at_once' },
		'/en/korosten/subscribe/mail');
	const [letter] = await box.gets('english@example.org');
	assert.match(letter.headers.subject, /^Confirm, please: Коростень: Police reports$/);
	assert.equal(letter.headers['content-language'], 'en');
	assert.match(linkOf(letter), /^\/en\/mail\//);
});

await claim('a mailbox that has been gone for two weeks is written to no more, and its address is erased', async () => {
	const kept = () => server.query(`select refused from subscription where email = 'leaving@example.org'`);
	const link = await subscribe('leaving@example.org', 'at_once');
	for (const days of [0, 8, 8]) {
		server.pass(days + 11 * MINUTE);
		await enter(moderator, 'moderator');
		const before = kept()[0].refused;
		await publish();
		for (let i = 0; i < 600 && kept()[0]?.refused === before; i++)
			await sleep(50);
	}
	assert.deepEqual(kept(), []);
	assert.equal(server.query(`select count(*) as n from outbox where recipient = 'leaving@example.org'`)[0].n, 0);
	assert.equal(server.query(`select count(*) as n from audit where action = 'subscription end' and after like '%refused%'`)[0].n, 1);
	assert.equal((await new Visitor(server).get(link)).status, 410);
});

await claim('no address stands in the log', async () => {
	assert.ok(!/example\.org|many\.test/.test(server.log), server.log);
});

if (process.env.SHOW_LOG) console.error(server.log);
await box.close();
await finish();
