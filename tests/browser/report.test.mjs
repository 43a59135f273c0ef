// The whole life of a police report at 320 pixels, by keyboard alone and without scripts: written part by part,
// pasted, a warning explained, a question answered, approved, corrected, withdrawn.
import assert from 'node:assert/strict';
import { Server, Visitor, claim, finish, unescape } from '../journeys/poruch.mjs';
import { faults, launch, overflow, visitor } from './browser.mjs';
import { Typist } from './typist.mjs';

const server = await Server.start();
const browser = await launch();
const one = (sql) => Object.values(server.query(sql)[0] ?? {})[0];
const reader = new Visitor(server);
const read = async (path) => {
	const { status, text } = await reader.get(path);
	return { status, text: unescape(text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')) };
};
const police = await Typist.start(browser, server, 'police');
let report, question;

await claim('the author begins with the period alone, and is led to a list of tasks', async () => {
	await police.press('header nav a[href$="/reports"]');
	await police.press('main a[href$="/reports/new"]');
	await police.choose('[name=kind]', 'custom');
	await police.type('[name=from]', '01.11.2026');
	await police.type('[name=to]', '10.11.2026');
	await police.type('[name=unit]', 'Коростенське районне управління поліції');
	await police.type('[name=author_post]', 'начальник сектору');
	await police.press('button[name=then]');
	report = /reports\/(\d+)\/edit/.exec(police.page.url())[1];
	const text = await police.text();
	for (const task of ['Період', 'Показники', 'Що зроблено', 'Запити громади', 'Плани', 'Перевірити', 'погодження'])
		assert.match(text, new RegExp(task));
	assert.match(text, /заповнено основних|не розпочато/);
});

await claim('figures come from a spreadsheet: what would change is shown before it does, each bad line named', async () => {
	await police.press('main a[href$="/edit/figures"]');
	await police.press('main a[href$="/edit/paste"]');
	await police.reach('[name=lines]');
	await police.page.keyboard.insertText('Заяв і повідомлень зареєстровано\tпонад 600\nЗареєстровано кримінальних правопорушень\t10\n' +
		'Крадіжки (ст. 185 КК)\t20\nСпільних безпекових проєктів\tблизько 100\nНечувані речі\t3\nШахрайства\tбагато\n');
	await police.press('button[value=look]');
	let text = await police.text();
	assert.match(text, /понад 600/);
	assert.match(text, /близько 100/);
	assert.match(text, /Рядок 5, «Нечувані речі: 3»: такого показника немає/);
	assert.match(text, /Рядок 6/);
	assert.equal(one(`SELECT count(*) FROM figure WHERE report_id = ${report}`), 0, 'nothing is written yet');
	await police.press('button[value=take]');
	assert.equal(one(`SELECT count(*) FROM figure WHERE report_id = ${report}`), 4);
	assert.equal(await police.page.locator('[name="figure.theft"]').inputValue(), '20');
});

await claim('the texts, and an answer to what the community asked; one question is left', async () => {
	await police.page.goto(`${server.url}/korosten/reports/${report}/edit`);
	await police.press('main a[href$="/edit/texts"]');
	await police.type('[name=summary]', 'За десять днів листопада звернень поменшало.');
	await police.press('button[value=list]');
	await police.press('main a[href$="/edit/questions"]');
	const fields = await police.page.locator('textarea[name^="answer."]').evaluateAll((all) => all.map((one) => one.name));
	assert.ok(fields.length > 1, `${fields.length} open questions`);
	question = fields[0].split('.')[1];
	await police.type(`[name="answer.${question}"]`, 'Рейди проведено, складено три протоколи.');
	await police.press('button[name=then][value=report]');
	assert.match(await police.text(), new RegExp(`з відповіддю: 1 із ${fields.length}`));
});

await claim('a plan of two measures', async () => {
	await police.press('main a[href$="/edit/plans"]');
	await police.type('[name="measure.1"]', 'Перевірити освітлення біля шкіл');
	await police.type('[name="term.1"]', '31.12.2026');
	await police.type('[name="responsible.1"]', 'сектор превенції');
	await police.press('main form button[name=then][value=report]');
	assert.match(await police.text(), /заходів: 1|про виконання/);
});

await claim('an odd figure is told and explained, and stops nobody', async () => {
	await police.press('main a[href$="/edit/check"]');
	assert.match(await police.text(), /«Крадіжки \(ст\. 185 КК\)» — частина від/);
	await police.type('[name="warning.subset.theft"]', 'Облік за датою події, а не реєстрації.');
	await police.press('form[action$="/edit/check"] button');
	assert.match(await police.page.locator('body').innerText(), /Пояснення збережено/);
	await police.press('form[action$="/submit"] button');
	assert.equal((await read(`/korosten/reports/${report}`)).status, 404, 'nobody reads it yet');
});

const chief = await Typist.start(browser, server, 'chief');
await claim('the chief finds it waiting, reads and publishes it', async () => {
	await chief.press('header nav a[href$="/reports"]');
	assert.match(await chief.text(), /на погодженні/);
	await chief.press(`main a[href$="/reports/${report}/preview"]`);
	assert.match(await chief.text(), /понад 600/);
	await chief.press('main a[href*="/publish"]');
	await chief.press('form[action$="/publish"] button');
	const { status, text } = await read(`/korosten/reports/${report}`);
	assert.equal(status, 200);
	assert.match(text, /понад 600/);
	assert.match(text, /близько 100/);
	assert.match(text, /Облік за датою події/);
	assert.match(text, /Рейди проведено/);
	assert.match(text, /перенесено/);
	assert.match(text, /Перевірити освітлення біля шкіл/);
	assert.doesNotMatch(text, /погодив сам автор/);
});

await claim('the question says who answered; the secretary notes it', async () => {
	const key = one(`SELECT year || '-' || number FROM question WHERE id = ${question}`);
	assert.match((await read(`/korosten/questions/${key}`)).text, /Рейди проведено/);
	const secretary = await Typist.start(browser, server, 'secretary');
	await secretary.page.goto(`${server.url}/korosten/questions/${key}`);
	await secretary.press('form[action$="/accept"] button');
	assert.match((await read(`/korosten/questions/${key}`)).text, /прийнято до відома/i);
});

await claim('a correction is a new version with its reason and what it changed; the old one stays', async () => {
	await chief.page.goto(`${server.url}/korosten/reports/${report}`);
	await chief.press('main a[href$="/correct"]');
	await chief.type('[name=reason]', 'Крадіжки пораховано двічі.');
	await chief.press('form[action$="/correct"] button');
	await chief.press('main a[href$="/edit/figures"]');
	await chief.type('[name="figure.theft"]', '8');
	await chief.press('button[value=list]');
	await chief.page.goto(`${server.url}/korosten/reports/${report}/publish`);
	await chief.press('form[action$="/publish"] button');
	const { text } = await read(`/korosten/reports/${report}`);
	assert.match(text, /Крадіжки пораховано двічі/);
	assert.match(text, /Що змінено|Змінено/);
	assert.match((await read(`/korosten/reports/${report}/v1`)).text, /це версія 1/i);
});

await claim('withdrawn, only the reason is left, and the question is open again', async () => {
	await chief.page.goto(`${server.url}/korosten/reports/${report}`);
	await chief.press('main a[href$="/withdraw"]');
	await chief.type('[name=reason]', 'Звіт не того підрозділу.');
	await chief.press('form[action$="/withdraw"] button');
	const { status, text } = await read(`/korosten/reports/${report}`);
	assert.equal(status, 410);
	assert.match(text, /Звіт не того підрозділу/);
	assert.doesNotMatch(text, /понад 600/);
	assert.notEqual(one(`SELECT state FROM question WHERE id = ${question}`), 'accepted', 'it is open again');
});

await claim('no page on the way was wider than the screen', () => {
	assert.ok((police.widest ?? 0) <= 0 && (chief.widest ?? 0) <= 0, `${police.widest} ${chief.widest}`);
});

await claim('the editor\'s pages are sound to an accessibility checker, narrow and wide, light and dark', async () => {
	const draft = one(`SELECT v.report_id FROM report_version v JOIN report_territory t ON t.report_id = v.report_id
		JOIN community c ON c.id = t.community_id WHERE v.published_at IS NULL AND c.slug = 'korosten' LIMIT 1`);
	const wrong = [];
	for (const [width, dark] of [[320, true], [1280, false]]) {
		const page = await visitor(browser, { width, dark, scripts: true });
		await page.goto(`${server.url}/sign-in`);
		await page.fill('[name=login]', 'police');
		await page.fill('[name=password]', 'poruch-demo-2026');
		await page.click('main form button');
		for (const part of ['', '/period', '/figures', '/texts', '/questions', '/plans', '/check', '/paste', '/all']) {
			await page.goto(`${server.url}/korosten/reports/${draft}/edit${part}`);
			wrong.push(...(await faults(page)).map((fault) => `${part} at ${width}: ${fault}`));
			if (await overflow(page) > 0)
				wrong.push(`${part} is wider than ${width}`);
		}
	}
	assert.deepEqual(wrong, []);
});

await browser.close();
await server.stop();
await finish();
