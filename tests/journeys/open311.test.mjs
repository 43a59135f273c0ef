// Another town's program reads the register through Open311: every answer in both faces, checked against
// schemas written from the specification; what it asks for wrongly is told it; what is hidden is nowhere.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, Visitor, claim, finish } from './poruch.mjs';
import { both, checkXml } from './open311.mjs';

const server = await Server.start();
const program = new Visitor(server), api = '/open311/v2/';
const korosten = 'jurisdiction_id=korosten';
const ask = (path, query = '', name = 'requests') => both(program, api + path, `${korosten}${query && '&'}${query}`, name);
const ids = (answer) => answer.json.map((request) => request.service_request_id);

await claim('discovery leads to the endpoint and its two formats', async () => {
	const { json } = await both(program, `${api}discovery`, '', 'discovery');
	assert.deepEqual(json.endpoints[0].formats, ['text/xml', 'application/json']);
	assert.match(json.endpoints[0].url, /\/open311\/v2\/$/);
});

let services;
await claim('services are the kinds that take reports, each with its definition', async () => {
	services = (await ask('services', '', 'services')).json;
	const kinds = server.query('select key from category where takes_reports = 1');
	assert.deepEqual(services.map((service) => service.service_code).sort(), kinds.map((kind) => kind.key).sort());
	for (const service of services.slice(0, 3)) {
		const { json } = await ask(`services/${service.service_code}`, '', 'service_definition');
		assert.equal(json.service_code, service.service_code);
		assert.deepEqual(json.attributes.map((attribute) => attribute.order), json.attributes.map((_, i) => i + 1));
	}
	const closed = server.query('select key from category where takes_reports = 0')[0].key;
	assert.equal((await ask(`services/${closed}`)).status, 404, 'one that only names a telephone');
	assert.equal((await ask('services/nothing')).status, 404);
	const english = await both(program, `/en${api}services`, korosten, 'services');
	assert.ok(english.json.every((service) => !/[а-яіїє]/i.test(service.service_name)));
});

await claim('jurisdiction_id: the slug or the KATOTTG code; missing 400, unknown 404, named in the error', async () => {
	const code = server.query("select katottg from community where slug = 'korosten'")[0].katottg;
	const bySlug = (await ask('requests', 'page_size=5')).json;
	for (const name of [code.slice(0, 9), code])
		assert.deepEqual((await both(program, `${api}requests`, `jurisdiction_id=${name}&page_size=5`, 'requests')).json, bySlug);
	for (const path of ['services', 'services/lighting', 'requests', 'requests/2026-1', 'servicerequestupdates']) {
		for (const query of ['', 'jurisdiction_id=']) {
			const missing = await both(program, api + path, query);
			assert.equal(missing.status, 400, path);
			assert.match(missing.json[0].description, /jurisdiction_id/);
		}
		assert.equal((await both(program, api + path, 'jurisdiction_id=nowhere')).status, 404, path);
	}
});

const publicly = (where = '1') => server.query(`select p.year || '-' || p.number as id from issue_public p
	join community c on c.id = p.community_id where c.slug = 'korosten' and ${where} order by p.reported_at desc, p.id desc`).map((row) => row.id);
const now = Math.floor(Date.now() / 1000), day = 24 * 60 * 60;
const w3c = (seconds) => encodeURIComponent(new Date(seconds * 1000).toISOString().replace('.000', ''));

await claim('without dates: the last 90 days, newest first, whole', async () => {
	const answer = await ask('requests');
	assert.deepEqual(ids(answer), publicly(`p.reported_at >= ${now - 90 * day}`).slice(0, 1000));
	assert.ok(answer.json.length > 50);
});

await claim('start_date and end_date: a window, either alone 90 days of it, more than 90 refused', async () => {
	const from = now - 200 * day, to = from + 30 * day;
	assert.deepEqual(ids(await ask('requests', `start_date=${w3c(from)}&end_date=${w3c(to)}`)),
		publicly(`p.reported_at between ${from} and ${to}`));
	assert.deepEqual(ids(await ask('requests', `start_date=${w3c(from)}`)), publicly(`p.reported_at between ${from} and ${from + 90 * day}`));
	assert.deepEqual(ids(await ask('requests', `end_date=${w3c(to)}`)), publicly(`p.reported_at between ${to - 90 * day} and ${to}`));
	const long = await ask('requests', `start_date=${w3c(from)}&end_date=${w3c(now)}`);
	assert.equal(long.status, 400);
	assert.match(long.json[0].description, /start_date/);
	for (const wrong of ['start_date=yesterday', 'end_date=2026-13-01', 'start_date=2026-01-01T00:00:00'])
		assert.equal((await ask('requests', wrong)).status, 400, wrong);
	for (const right of ['end_date=2026-11-01', 'end_date=2026-11-01T10:00%2B02:00', 'end_date=2026-11-01T10:00:00+02:00'])
		assert.equal((await ask('requests', right)).status, 200, right);
	assert.deepEqual(ids(await ask('requests', 'start_date=&end_date=&status=&service_code=')), ids(await ask('requests')), 'empty is not sent');
});

await claim('service_code and status: one or several, in a list or again', async () => {
	const recent = `p.reported_at >= ${now - 90 * day}`;
	assert.deepEqual(ids(await ask('requests', 'service_code=lighting')), publicly(`${recent} and p.category = 'lighting'`));
	const two = publicly(`${recent} and p.category in ('lighting', 'roads')`);
	assert.deepEqual(ids(await ask('requests', 'service_code=lighting,roads')), two);
	assert.deepEqual(ids(await ask('requests', 'service_code=lighting&service_code=roads')), two);
	assert.deepEqual(ids(await ask('requests', 'service_code=light%25ng')), []);
	const open = await ask('requests', 'status=open'), closed = await ask('requests', 'status=closed');
	assert.deepEqual(ids(open), publicly(`${recent} and p.phase = 'open'`));
	assert.ok(open.json.every((request) => request.status === 'open') && closed.json.every((request) => request.status === 'closed'));
	assert.deepEqual(ids(await ask('requests', 'status=open,closed')), publicly(recent));
	assert.equal(open.json.length + closed.json.length, publicly(recent).length);
	assert.equal((await ask('requests', 'status=done')).status, 400);
});

await claim('service_request_id: a list that overrides all else; one by its address; unknown 404, moved 301', async () => {
	const [first, second] = publicly();
	const answer = await ask('requests', `service_request_id=${second},${first},2026-99999,x&status=nonsense&start_date=y`);
	assert.deepEqual(ids(answer), [second, first]);
	assert.deepEqual((await ask(`requests/${first}`)).json, [answer.json[1]]);
	for (const id of ['2026-99999', 'x', '2026-0'])
		assert.equal((await program.get(`${api}requests/${id}.json?${korosten}`)).status, 404, id);
	const twin = server.query(`select i.year || '-' || i.number as id, m.year || '-' || m.number as main from issue i
		join issue m on m.id = i.duplicate_of and m.is_public = 1 join community c on c.id = i.community_id
		where c.slug = 'korosten' and i.published_at is not null and i.hidden_class is null limit 1`)[0];
	if (twin) {
		const moved = await program.get(`${api}requests/${twin.id}.json?${korosten}`);
		assert.equal(moved.status, 301);
		assert.match(moved.location, new RegExp(`requests/${twin.main}\\.json\\?${korosten}$`));
	}
});

await claim('pages: page and page_size, and a Link that leads through everything once', async () => {
	const all = ids(await ask('requests'));
	assert.deepEqual(ids(await ask('requests', 'page_size=20&page=3')), all.slice(40, 60));
	const seen = [];
	let path = `${api}requests.json?${korosten}&page_size=40`;
	while (path) {
		const answer = await program.get(path);
		seen.push(...JSON.parse(answer.text).map((request) => request.service_request_id));
		const next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '');
		path = next && new URL(next[1]).pathname + new URL(next[1]).search;
	}
	assert.deepEqual(seen, all);
	for (const wrong of ['page=0', 'page_size=1001', 'page=x', 'page=99999', 'page_size=-1'])
		assert.equal((await ask('requests', wrong)).status, 400, wrong);
});

await claim('updated_after, updated_before, bbox, q', async () => {
	const since = now - 20 * day;
	const fresh = await ask('requests', `updated_after=${w3c(since)}`);
	assert.deepEqual(ids(fresh).sort(), publicly(`p.updated_at >= ${since}`).sort());
	assert.deepEqual(ids(await ask('requests', `updated_after=${w3c(since)}&updated_before=${w3c(since + 5 * day)}`)).sort(),
		publicly(`p.updated_at between ${since} and ${since + 5 * day}`).sort());
	const long = `updated_after=${w3c(now - 300 * day)}`;
	assert.deepEqual(ids(await ask('requests', `${long}&page_size=1000`)).sort(), publicly(`p.updated_at >= ${now - 300 * day}`).sort(), 'up to now, however long');
	const found = await ask('requests', `q=${encodeURIComponent('ліхтар')}&start_date=${w3c(now - 80 * day)}&end_date=${w3c(now)}`);
	assert.ok(found.json.length > 0 && found.json.every((request) => ids(fresh) && publicly().includes(request.service_request_id)));
	assert.ok(found.json.some((request) => /ліхтар/i.test(request.description)));
	assert.deepEqual(ids(await ask('requests', `q=${encodeURIComponent('" OR ( NEAR*')}`)), []);
	for (const wrong of ['bbox=1,2,3', 'bbox=a,b,c,d', 'bbox=1,2,3,nan', 'bbox=1,2,3,4,5'])
		assert.equal((await ask('requests', wrong)).status, 400, wrong);
	assert.equal((await ask('requests', 'bbox=20,40,45,60')).status, 200);
});

await claim('extensions=true: state, title, all photos, history', async () => {
	const answer = await ask('requests', 'extensions=true&page_size=100', 'requests_extended');
	const issue = answer.json.find((request) => request.notes.length > 2);
	const lines = server.query(`select count(*) as n from update_public u join issue i on i.id = u.issue_id join community c on c.id = i.community_id
		where c.slug = 'korosten' and i.year || '-' || i.number = '${issue.service_request_id}'`)[0].n;
	assert.equal(issue.notes.length, lines);
	assert.equal(issue.extended_attributes.state, issue.notes.findLast((note) => note.state).state);
	assert.ok(answer.json.some((request) => request.media_url) === answer.json.some((request) => request.extended_attributes.media_urls.length));
});

await claim('servicerequestupdates: every public line of the window, once, oldest first', async () => {
	const from = now - 60 * day;
	const { json } = await ask('servicerequestupdates', `start_date=${w3c(from)}&end_date=${w3c(now)}`, 'updates');
	const lines = server.query(`select p.subject_id as id from publication p join community c on c.id = p.community_id where c.slug = 'korosten'
		and p.kind = 'update' and p.is_latest = 1 and p.is_withdrawn = 0 and p.at >= ${from} order by p.at, p.seq`);
	assert.deepEqual(json.map((update) => update.update_id), lines.map((line) => String(line.id)).slice(0, 1000));
	assert.ok(json.length > 30);
	const request = (await ask(`requests/${json.at(-1).service_request_id}`)).json[0];
	assert.equal(json.at(-1).status, request.status);
	assert.equal((await ask('servicerequestupdates', 'start_date=x')).status, 400);
	const seen = [];
	let path = `${api}servicerequestupdates.json?${korosten}&start_date=${w3c(now - 400 * day)}`;
	while (path) {
		const part = await program.get(path), next = /<([^>]+)>; rel="next"/.exec(part.headers.get('link') ?? '');
		seen.push(...JSON.parse(part.text).map((update) => update.update_id));
		path = next && new URL(next[1]).pathname + new URL(next[1]).search;
	}
	assert.ok(seen.length > json.length && new Set(seen).size === seen.length);
	assert.deepEqual(seen.slice(-json.length), json.map((update) => update.update_id));
});

// ------------------------------------------------------------------ hostile words, and words taken back
const resident = new Visitor(server), moderator = new Visitor(server);
await moderator.signIn('moderator');
const hostile = '</description><script>alert(1)</script>]]>&amp;"\\\u0007\u200f�\u0301 <!-- \r\n {"a":1}';
await resident.report({ title: hostile, text: `${hostile} чорнокнижжя`, place: hostile });
const hostileId = server.query("select year || '-' || number as id from issue where text like '%чорнокнижжя%'")[0].id;
const act = async (what, values, query = '') => moderator.fill(await moderator.get(`/korosten/work/${hostileId}${query}`), values,
	`/korosten/issues/${hostileId}/${what}`);

await claim('before moderation nothing of it is told', async () => {
	assert.equal((await ask(`requests/${hostileId}`)).status, 404);
	assert.ok(!JSON.stringify((await ask('requests')).json).includes('чорнокнижжя'));
});
await claim('hostile words come through as words, in both faces', async () => {
	const answer = await act('state', { to: 'registered', note: `Прийнято ${hostile}` }, '?to=registered');
	assert.equal(answer.status, 303, answer.text);
	const { json } = await ask(`requests/${hostileId}`, 'extensions=true', 'requests_extended');
	assert.match(json[0].description, /<script>alert\(1\)<\/script>/);
	assert.match(json[0].address, /<!--/);
	assert.match(json[0].notes[0].description, /<script>/);
	assert.ok((await ask('servicerequestupdates', '', 'updates')).json.at(-1).description.includes(']]>'));
	for (const wrong of [hostile, '\ud800', "'; drop table issue; --", '%s%n', 'a'.repeat(1500)])
		for (const name of ['service_code', 'status', 'start_date', 'q', 'bbox', 'page', 'service_request_id', 'extensions', 'before'])
			assert.ok([200, 400].includes((await ask('requests', `${name}=${encodeURIComponent(wrong.toWellFormed())}`)).status), name);
});
await claim('hidden, it is gone with all its words, and the address says so', async () => {
	const hidden = await act('hide', { do: 'hide', reason: 'personal' }, '?do=hide');
	assert.equal(hidden.status, 303, hidden.text);
	assert.equal((await ask(`requests/${hostileId}`)).status, 410);
	for (const query of ['', 'extensions=true', `service_request_id=${hostileId}`, `q=${encodeURIComponent('чорнокнижжя')}`,
		`updated_after=${w3c(now - day)}`, 'service_code=lighting'])
		assert.ok(!(await ask('requests', query, query === 'extensions=true' ? 'requests_extended' : 'requests')).xml.includes('чорнокнижжя'), query);
	assert.ok(!(await ask('servicerequestupdates', '', 'updates')).xml.includes('lt;script'));
});

await claim('with one hromada jurisdiction_id need not be sent', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'poruch-open311-one-'));
	execFileSync(process.env.PORUCH ?? 'build/check/poruch', ['init', 'UA18060090000061708', '--data', folder], { stdio: 'ignore' });
	const alone = await Server.start({ data: folder }), reader = new Visitor(alone);
	assert.deepEqual((await both(reader, `${api}requests`, '', 'requests')).json, []);
	assert.equal((await both(reader, `${api}services`, 'jurisdiction_id=', 'services')).status, 200);
	assert.equal((await both(reader, `${api}services`, 'jurisdiction_id=lviv')).status, 404);
	await alone.stop();
	rmSync(folder, { recursive: true });
});
await claim('what is no address of it is an error of its kind, not a page', async () => {
	for (const path of ['', 'nothing.json', 'requests', 'requests.csv', 'tokens/.json'])
		assert.ok(!(await program.get(`${api}${path}?${korosten}`)).text.includes('<html'), path);
});
await claim('every XML document is what the grammar says', async () => {
	assert.ok(checkXml() > 60);
});

await server.stop();
await finish();
