// What a moderator sees and does: words to look at, edits that keep the original, hiding for a reason
// and hiding at once, and that what is hidden is nowhere, by whatever address somebody asks.
import assert from 'node:assert/strict';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const server = await Server.start();
const reader = new Visitor(server), moderator = new Visitor(server), member = new Visitor(server);
await moderator.signIn('moderator');
await member.signIn('member');

const find = (number, name) => server.query(`select issue.${name} as x from issue join community c on c.id = community_id
	where slug = 'korosten' and year || '-' || number = '${number}'`)[0]?.x;
async function reported(values) {
	const answer = await reader.report(values);
	assert.equal(answer.status, 303, answer.text);
	return server.query("select year || '-' || number as number from issue order by id desc limit 1")[0].number;
}
const act = async (who, number, what, values = {}, form = '') => who.post(`/korosten/issues/${number}/${what}`,
	{ ...await who.secrets(`/korosten/work/${number}${form}`), ...values });
const register = (number) => act(moderator, number, 'state', { to: 'registered' }, '?to=registered');
const work = async (number, query = '') => (await moderator.get(`/korosten/work/${number}${query}`)).text;

// ------------------------------------------------------------------ words to look at
const flagged = await reported({ text: 'Сусід Петренко Іван з кв. 12 кидає сміття біля блокпоста, тел. 050 111 22 33.' });
await claim('a text that names a person and more is taken, and flagged', async () => {
	assert.equal(find(flagged, 'state'), 'moderation');
	assert.equal(find(flagged, 'flags') & (1 | 2 | 4 | 32), 1 | 2 | 4 | 32);
});
await claim('a plain text is not', async () => {
	assert.equal(find(await reported({ text: 'На вул. Івана Франка не горять ліхтарі.', place: 'вул. Івана Франка' }), 'flags'), 0);
});
await claim('the moderator sees which words, in the queue and on the work page', async () => {
	const page = await work(flagged);
	for (const words of ['Петренко Іван', 'кв. 12', 'блокпоста', '050 111 22 33'])
		assert.ok(page.includes(`<strong>${words}</strong>`), words);
	const queue = (await moderator.get('/korosten/work?task=flagged')).text;
	assert.ok(queue.includes(flagged));
	assert.match(queue, /class="flagged">[^<]*блокпоста/);
});
await claim('nobody but staff learns of a flag, and the reporter is not bothered', async () => {
	await register(flagged);
	const page = (await reader.get(`/korosten/issues/${flagged}`)).text;
	assert.ok(!page.includes('class="flagged"') && !page.includes('id="flags"'));
	assert.ok(!(await reader.get(`/korosten/issues/${flagged}.json`)).text.includes('flag'));
});

// ------------------------------------------------------------------ edits
const edit = async (values) => moderator.fill(await moderator.get(`/korosten/work/${flagged}?do=edit`), values, /\/edit$/);
await claim('an edit of the words asks for a reason of the list', async () => {
	assert.equal((await edit({ text: 'Сусід кидає сміття.' })).status, 422);
	const answer = await edit({ text: 'Сусід кидає сміття.', reason: 'будь-яка' });
	assert.equal(answer.status, 422);
	assert.match(answer.text, /Сусід кидає сміття\.<\/textarea>/);
});
await claim('the edit is public with its reason, the original is kept, and the flags follow the words', async () => {
	assert.equal((await edit({ text: 'Сусід кидає сміття.', title: 'Сміття', reason: 'personal' })).status, 303);
	const page = (await reader.get(`/korosten/issues/${flagged}`)).text;
	assert.ok(page.includes('Сусід кидає сміття.') && !page.includes('Петренко'));
	assert.match(page, /містить персональні дані/);
	assert.equal(find(flagged, 'flags'), 0);
	const contact = await act(moderator, flagged, 'contact');
	assert.ok(contact.text.includes('Петренко Іван'), 'behind the recorded look');
});
await claim('the audit has the fields’ names and none of the words', async () => {
	const [line] = server.query("select before, after from audit where action = 'issue edit' order by id desc limit 1");
	assert.match(line.after, /title, text/);
	assert.equal(server.query("select count(*) as n from audit where before || after like '%Петренко%'")[0].n, 0);
});
await claim('one button gives the reporter’s words back, flags and all', async () => {
	const page = await moderator.get(`/korosten/work/${flagged}`);
	assert.equal((await moderator.fill(page, {}, /\/revert$/)).status, 303);
	assert.ok((await reader.get(`/korosten/issues/${flagged}`)).text.includes('Петренко Іван'));
	assert.equal(find(flagged, 'flags') & 1, 1);
	assert.ok(!(await work(flagged)).includes('/revert"'), 'there is nothing to revert any more');
	assert.equal((await act(moderator, flagged, 'revert')).status, 404);
});
await claim('who saw an older state does not revert over somebody’s edit', async () => {
	await edit({ text: 'Одна правка.', reason: 'wording' });
	const old = await moderator.get(`/korosten/work/${flagged}`);
	await edit({ text: 'Інша правка.', reason: 'wording' });
	assert.equal((await moderator.fill(old, {}, /\/revert$/)).status, 422);
	assert.ok((await reader.get(`/korosten/issues/${flagged}`)).text.includes('Інша правка.'));
});
await claim('once it is public, another kind needs a reason too, and everybody reads it', async () => {
	const refused = await edit({ category: 'roads' });
	assert.equal(refused.status, 422);
	assert.match(refused.text, /href="#reason"/);
	assert.match(refused.text, /<option value="roads" selected/, 'nothing chosen is lost');
	assert.equal((await edit({ category: 'roads', reason: 'place' })).status, 303);
	assert.ok((await reader.get(`/korosten/issues/${flagged}`)).text.includes('уточнено місце або категорію'));
	assert.equal((await edit({ category: 'lighting', reason: 'place' })).status, 303);
});
await claim('a member may neither edit nor revert nor hide', async () => {
	for (const what of ['edit', 'revert', 'hide', 'emergency', 'show'])
		assert.equal((await act(member, flagged, what, { text: 'x', reason: 'personal' })).status, 403, what);
});

// ------------------------------------------------------------------ hiding
const word = 'гвинтокрилка'; // a word nobody else uses
const hidden = await reported({ text: `Тут стоїть ${word}, і дуже темно.`, title: `Темно, де ${word}`, place: `біля, де ${word}` });
await register(hidden);
const id = find(hidden, 'id');
const ordinal = () => server.query('select max(ordinal) as n from publication')[0].n;

// Every address that could tell of it, HTML and machine-readable, in both languages.
const addresses = () => [
	...['', '/en'].flatMap((language) => [`${language}/korosten/issues/${hidden}`, `${language}/korosten/`, `${language}/`,
		`${language}/korosten/issues`, `${language}/korosten/issues?q=${encodeURIComponent(word)}`,
		`${language}/korosten/issues?q=${hidden}`, `${language}/korosten/issues?sort=updated`, `${language}/korosten/issues?category=lighting`,
		`${language}/korosten/subscribe`, `${language}/korosten/map`, `${language}/korosten/figures`]),
	...['atom', 'rss', 'json'].flatMap((format) => ['everything', 'issues', 'updates'].flatMap((kind) => [
		`/korosten/feeds/${kind}.${format}`, `/feeds/${kind}.${format}`, `/korosten/feeds/${kind}.${format}?category=lighting`,
		`/korosten/feeds/${kind}.${format}?q=${encodeURIComponent(word)}`,
		...[1, 2, 3].map((archive) => `/korosten/feeds/${kind}.${format}?archive=${archive}`)])),
	...['atom', 'rss', 'json'].map((format) => `/korosten/issues/${hidden}.${format}`),
	'/korosten/data/issues.csv', '/korosten/data/issues.json', '/korosten/data/issues.geojson', '/korosten/issues.csv', '/korosten/issues.json',
	'/open311/v2/requests.json?jurisdiction_id=korosten', '/open311/v2/requests.xml?jurisdiction_id=korosten',
	`/open311/v2/requests/${hidden}.json?jurisdiction_id=korosten`, `/open311/v2/requests/${hidden}.xml?jurisdiction_id=korosten&extensions=true`,
	'/open311/v2/servicerequestupdates.json?jurisdiction_id=korosten', '/sitemap.xml', '/korosten/feeds.opml',
];
async function sightings() {
	const found = [];
	for (const path of addresses()) {
		const { text, status } = await reader.get(path);
		// A search page repeats the question; that is no sighting.
		const plain = text.replaceAll(/value="[^"]*"/g, '').replaceAll(/href="[^"]*"/g, '').replaceAll(`«${word}»`, '').replaceAll(`“${word}”`, '');
		if (status < 400 && plain.includes(`де ${word}`))
			found.push(path);
	}
	return found;
}
await claim('before it is hidden, it is in pages, search, feeds and files', async () => {
	const found = await sightings();
	for (const path of [`/korosten/issues/${hidden}`, `/korosten/issues?q=${encodeURIComponent(word)}`,
		'/korosten/feeds/issues.atom', '/korosten/feeds/issues.rss', '/korosten/feeds/issues.json', '/korosten/data/issues.csv', '/open311/v2/requests.json?jurisdiction_id=korosten'])
		assert.ok(found.includes(path), `${path} of ${found}`);
});
await claim('hiding asks for a reason that is one for hiding', async () => {
	assert.equal((await act(moderator, hidden, 'hide', { do: 'hide' }, '?do=hide')).status, 422);
	assert.equal((await act(moderator, hidden, 'hide', { do: 'hide', reason: 'wording' }, '?do=hide')).status, 422);
	assert.equal((await reader.get(`/korosten/issues/${hidden}`)).status, 200);
});
await claim('hidden at once from the public page: one button, nothing asked', async () => {
	await sightings(); // whatever keeps answers has kept them all now
	const page = await moderator.get(`/korosten/issues/${hidden}`);
	assert.match(page.text, new RegExp(`action="/korosten/issues/${hidden}/emergency"`));
	assert.ok(!(await reader.get(`/korosten/issues/${hidden}`)).text.includes('/emergency'));
	const answer = await moderator.fill(page, {}, `/korosten/issues/${hidden}/emergency`);
	assert.equal(answer.status, 303);
});
await claim('then it is nowhere, by no address', async () => {
	assert.deepEqual(await sightings(), []);
});
await claim('its page and its feeds say 410 with the class of the reason', async () => {
	for (const path of [`/korosten/issues/${hidden}`, `/en/korosten/issues/${hidden}`]) {
		const page = await reader.get(path);
		assert.equal(page.status, 410, path);
		assert.match(page.text, /приховано до перевірки|hidden until it is checked/, path);
		assert.equal(page.headers.get('cache-control')?.includes('immutable') ?? false, false);
	}
	for (const format of ['atom', 'rss', 'json'])
		assert.equal((await reader.get(`/korosten/issues/${hidden}.${format}`)).status, 410, format);
});
await claim('readers of the Atom feed are told to forget it (RFC 6721)', async () => {
	const { text } = await reader.get('/korosten/feeds/issues.atom');
	assert.match(text, /<at:deleted-entry[^>]*ref="[^"]*"/);
});
await claim('the audit says who, and that it was an emergency', async () => {
	const [line] = server.query("select actor, subject, after from audit where action = 'issue hide' order by id desc limit 1");
	assert.equal(line.subject, `issue ${id}`);
	assert.equal(line.actor, 'moderator');
	assert.match(line.after, /emergency/);
});
await claim('it stands in the queue as a task of its own until somebody decides', async () => {
	const queue = await moderator.get('/korosten/work?task=emergency');
	assert.ok(queue.text.includes(hidden));
	assert.ok(!(await moderator.get('/korosten/work?task=withheld')).text.includes(`>№ ${hidden}`));
	assert.equal((await act(moderator, hidden, 'hide', { do: 'hide', reason: 'military' }, '?do=hide')).status, 303);
	assert.ok(!(await moderator.get('/korosten/work?task=emergency')).text.includes(hidden));
	assert.ok((await moderator.get('/korosten/work?task=withheld')).text.includes(hidden));
	const page = await reader.get(`/korosten/issues/${hidden}`);
	assert.equal(page.status, 410);
	assert.match(page.text, /воєнного стану/);
});
await claim('an emergency does not overwrite a reason that was given', async () => {
	assert.equal((await act(moderator, hidden, 'emergency')).status, 303);
	assert.equal(find(hidden, 'hidden_class'), 'military');
});
await claim('shown again it is back under its address and its old ids', async () => {
	assert.equal((await act(moderator, hidden, 'show')).status, 303);
	assert.equal((await reader.get(`/korosten/issues/${hidden}`)).status, 200);
	assert.ok((await sightings()).includes('/korosten/feeds/issues.atom'));
});
await claim('from a row of the queue: the same button; sent twice it says the same', async () => {
	const queue = await moderator.get('/korosten/work');
	assert.match(queue.text, /<form id="at-once" method="post"/);
	const token = /name="token" value="([^"]*)"/.exec(queue.text)[1];
	const path = `/korosten/issues/${hidden}/emergency`;
	for (let i = 0; i < 2; i++)
		assert.equal((await moderator.post(path, { token })).status, 303);
	assert.equal((await reader.get(`/korosten/issues/${hidden}`)).status, 410);
	assert.deepEqual(await sightings(), []);
});
await claim('a forged emergency is refused, and so is one from elsewhere', async () => {
	await act(moderator, hidden, 'show');
	assert.equal((await moderator.post(`/korosten/issues/${hidden}/emergency`, {})).status, 403);
	const foreign = await moderator.ask(`/korosten/issues/${hidden}/emergency`, { method: 'POST',
		body: new URLSearchParams(await moderator.secrets(`/korosten/work/${hidden}`)), headers: { 'sec-fetch-site': 'cross-site' } });
	assert.equal(foreign.status, 403);
	assert.equal((await reader.get(`/korosten/issues/${hidden}`)).status, 200);
});
await finish();
