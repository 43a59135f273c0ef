// The secretary's way at 320 pixels, by keyboard alone and without scripts: from signing in to closing an
// issue, an entry for a caller, and two secretaries at one edit.
import assert from 'node:assert/strict';
import { Server, claim, finish, password } from '../journeys/poruch.mjs';
import { faults, launch, overflow, visitor } from './browser.mjs';
import { Typist } from './typist.mjs';

const server = await Server.start();
const browser = await launch();
const one = (sql) => Object.values(server.query(sql)[0] ?? {})[0];
const home = one("SELECT id FROM community WHERE slug = 'korosten'");
const stateOf = (issue) => one(`SELECT state FROM issue WHERE community_id = ${home} AND year || '-' || number = '${issue}'`);

const step = (to) => `form:has(input[name=to][value=${to}])`;
const secretary = await Typist.start(browser, server, 'secretary');
let issue;

await claim('finds the oldest new report in the queue', async () => {
	await secretary.press('header nav a[href$="/work"]');
	assert.match(await secretary.text(), /Черга роботи/);
	const first = secretary.page.locator('section[aria-labelledby=moderate] th a').first();
	issue = /work\/(\d{4}-\d+)/.exec(await first.getAttribute('href'))[1];
	await secretary.press(`section[aria-labelledby=moderate] th a[href$="/work/${issue}"]`);
	assert.equal(stateOf(issue), stateOf(issue).match(/new|moderation/)[0]);
});

await claim('accepts it, with an answer kept ready', async () => {
	if (stateOf(issue) === 'new') {
		await secretary.press('a[href$="?to=moderation"]');
		await secretary.press(`${step('moderation')} p.actions button`);
	}
	if (!secretary.page.url().includes('/work/'))
		await secretary.page.goto(`${server.url}/korosten/work/${issue}`);
	await secretary.press('a[href$="?to=registered"]');
	const options = secretary.page.locator(`${step('registered')} [name=template] option`);
	await secretary.choose(`${step('registered')} [name=template]`, await options.nth(1).getAttribute('value'));
	await secretary.press(`${step('registered')} button[name=insert]`);
	assert.notEqual(await secretary.page.locator('[name=note]').inputValue(), '');
	await secretary.type('[name=note]', 'Дякуємо, повідомлення зареєстровано.');
	if (await secretary.page.locator('[name=publish_not_before]').count() && /бстріл/.test(await secretary.text()))
		await secretary.type('[name=publish_not_before]', '01.01.2027');
	await secretary.press(`${step('registered')} p.actions button`);
	assert.equal(stateOf(issue), 'registered');
});

await claim('edits it with a reason', async () => {
	await secretary.page.goto(`${server.url}/korosten/work/${issue}`);
	await secretary.press('a[href$="?do=edit"]');
	await secretary.type('form[action$="/edit"] [name=title]', 'Назва без зайвого');
	await secretary.choose('form[action$="/edit"] [name=reason]', 'wording');
	await secretary.press('form[action$="/edit"] p.actions button');
	assert.match(await secretary.text(), /Назва без зайвого/);
});

await claim('assigns it; a hole left in the answer is told beside the note', async () => {
	await secretary.press('a[href$="?to=assigned"]');
	const body = one(`SELECT id FROM organisation WHERE community_id = ${home} ORDER BY name_key LIMIT 1`);
	await secretary.choose(`${step('assigned')} [name=responsible]`, body);
	await secretary.type(`${step('assigned')} [name=due]`, '31.12.2027');
	const options = secretary.page.locator(`${step('assigned')} [name=template] option`);
	await secretary.choose(`${step('assigned')} [name=template]`, await options.nth(1).getAttribute('value'));
	await secretary.press(`${step('assigned')} button[name=insert]`);
	assert.equal(await secretary.page.locator('[name=due]').inputValue(), '31.12.2027');
	await secretary.press(`${step('assigned')} p.actions button`);
	assert.match(await secretary.text(), /Замість «…» впишіть потрібні слова/);
	await secretary.type('[name=note]', 'Відповідального визначено.');
	await secretary.press(`${step('assigned')} p.actions button`);
	assert.equal(stateOf(issue), 'assigned');
});

await claim('puts it on hold, takes it up again and has it done', async () => {
	const values = {
		on_hold: async (form) => { await secretary.choose(`${form} [name=reason]`, 'funds'); await secretary.type(`${form} [name=review_on]`, '31.12.2027'); },
		in_progress: async () => {},
		resolved: async (form) => secretary.type(`${form} [name=evidence]`, 'акт № 3'),
	};
	for (const [to, fill] of Object.entries(values)) {
		await secretary.page.goto(`${server.url}/korosten/work/${issue}`);
		await secretary.press(`a[href$="?to=${to}"]`);
		await fill(step(to));
		await secretary.type(`${step(to)} [name=note]`, 'Примітка про крок.');
		await secretary.press(`${step(to)} p.actions button`);
		assert.equal(stateOf(issue), to);
	}
});

await claim('cannot confirm their own work; the chair closes it by keyboard too', async () => {
	const chair = await Typist.start(browser, server, 'chair');
	await chair.page.goto(`${server.url}/korosten/work?task=confirm`);
	await chair.page.goto(`${server.url}/korosten/work/${issue}`);
	await chair.press('a[href$="?to=closed"]');
	await chair.press(`${step('closed')} [name=confirmed_by][value=meeting]`, ' ');
	await chair.type(`${step('closed')} [name=meeting_number]`, '6');
	await chair.type(`${step('closed')} [name=note]`, 'Підтверджено.');
	await chair.press(`${step('closed')} p.actions button`);
	assert.ok(await chair.page.locator('[name=meeting_on][aria-invalid=true]').count(), 'its day is asked, nothing typed is lost');
	assert.ok(await chair.page.locator('[name=confirmed_by][value=meeting]').isChecked());
	assert.equal(await chair.page.locator('[name=meeting_number]').inputValue(), '6');
	await chair.type(`${step('closed')} [name=meeting_on]`, '12.11.2026');
	await chair.press(`${step('closed')} p.actions button`);
	assert.match(await chair.text(), /засідання № 6 від 12\.11\.2026/);
	assert.equal(stateOf(issue), 'closed');
	assert.ok((chair.widest ?? 0) <= 0);
});

await claim('enters an issue for a caller and sees the secret link to hand over', async () => {
	await secretary.page.goto(`${server.url}/korosten/work`);
	await secretary.press('main a[href$="/work/new"]');
	await secretary.choose('[name=source]', 'call');
	await secretary.choose('[name=category]', 'lighting');
	await secretary.type('[name=text]', 'Ліхтар біля школи блимає всю ніч.');
	await secretary.type('[name=place]', 'біля школи');
	await secretary.type('[name=contact_phone]', '067 555 44 33');
	await secretary.press('form[action$="/issues"] > button');
	assert.match(secretary.page.url(), /\/korosten\/my\//);
	assert.ok((await secretary.text()).includes(new URL(secretary.page.url()).pathname));
});

await claim('two secretaries edit at once: both versions stand side by side, the choice holds', async () => {
	const other = await Typist.start(browser, server, 'moderator');
	const number = one(`SELECT year || '-' || number FROM issue WHERE community_id = ${home} ORDER BY id DESC LIMIT 1`);
	for (const typist of [secretary, other])
		await typist.page.goto(`${server.url}/korosten/work/${number}?do=edit`);
	const save = 'form[action$="/edit"] p.actions button';
	await other.type('form[action$="/edit"] [name=title]', 'Назва модератора');
	await other.choose('form[action$="/edit"] [name=reason]', 'wording');
	await other.press(save);
	await secretary.type('form[action$="/edit"] [name=title]', 'Назва секретаря');
	await secretary.choose('form[action$="/edit"] [name=reason]', 'wording');
	await secretary.press(save);
	assert.match(await secretary.text(), /Хтось уже змінив цей запис/);
	assert.match(await secretary.text(), /Назва модератора/);
	assert.equal(await secretary.page.locator('[name=title]').inputValue(), 'Назва секретаря');
	await secretary.reach('[name=keep_title]:checked');
	await secretary.page.keyboard.press('ArrowUp');
	assert.equal(await secretary.page.locator('[name=keep_title]:checked').inputValue(), 'theirs');
	await secretary.press(save);
	assert.equal(one(`SELECT title FROM issue WHERE community_id = ${home} AND year || '-' || number = '${number}'`), 'Назва модератора');
});

await claim('nothing on the way was wider than the telephone', async () => {
	assert.ok(secretary.widest <= 0, `${secretary.widest} pixels too wide`);
});

await claim('axe finds nothing on the queue, its search, its answers and a step', async () => {
	const wrong = [];
	for (const [width, dark] of [[320, true], [1280, false]]) {
		const page = await visitor(browser, { width, dark, scripts: true });
		await page.goto(`${server.url}/sign-in`);
		await page.fill('[name=login]', 'secretary');
		await page.fill('[name=password]', password);
		await page.click('main form button');
		const number = one(`SELECT year || '-' || number FROM issue WHERE community_id = ${home} AND state = 'registered' LIMIT 1`);
		for (const path of ['/work', '/work?task=confirm', '/work/search?q=яма', '/work/templates', '/work/templates/new', `/work/${number}?to=assigned`,
			`/work/${number}?to=closed`, `/work/${number}?do=edit`, '/work/new']) {
			await page.goto(`${server.url}/korosten${path}`);
			wrong.push(...(await faults(page)).map((fault) => `${path} at ${width}: ${fault}`));
			const wide = await overflow(page);
			if (wide > 0)
				wrong.push(`${path} at ${width}: ${wide} pixels too wide`);
		}
	}
	assert.deepEqual(wrong, []);
});

await browser.close();
await finish();
