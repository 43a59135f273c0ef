// A city's app and another town's system write through Open311: an administrator makes a key, the app sends
// a report, a moderator lets it through, the token gives its number. The npm client open311, which nobody
// here wrote, does the same; and whoever has no key, or too little of one, gets nowhere.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { Server, Visitor, claim, finish } from './poruch.mjs';
import { both, checkJson, checkXml, keepXml } from './open311.mjs';
import { png } from './pictures.mjs';

const server = await Server.start();
const api = '/open311/v2/', korosten = 'jurisdiction_id=korosten';
const admin = new Visitor(server), moderator = new Visitor(server), program = new Visitor(server);
await admin.signIn('admin');
await moderator.signIn('moderator');

const makeKey = async (values = {}) => {
	const answer = await admin.fill(await admin.get('/admin/keys/new'), { name: 'Застосунок <b>міста</b>', community: 'korosten',
		may_report: '1', may_update: '1', per_minute: '60', per_day: '500', ...values }, '/admin/keys');
	return { status: answer.status, text: answer.text, key: /<code>([\w-]{32})<\/code>/.exec(answer.text)?.[1] };
};
const send = (path, fields, query = korosten) => program.ask(`${api}${path}?${query}`, { method: 'POST',
	body: fields instanceof FormData ? fields : new URLSearchParams(fields), headers: { origin: 'https://app.example' } });
const json = async (path, fields, query) => {
	const answer = await send(`${path}.json`, fields, query);
	return { status: answer.status, value: JSON.parse(answer.text), headers: answer.headers };
};
const told = { service_code: 'lighting', description: 'Не світить ліхтар коло зупинки.', address_string: 'вул. Грушевського, 12' };

let key, id;
await claim('an administrator makes a key, sees it once, and finds it in the list without its secret', async () => {
	const wrong = await makeKey({ name: '', may_report: '', may_update: '', per_minute: '0' });
	assert.equal(wrong.status, 422);
	const made = await makeKey();
	assert.equal(made.status, 200);
	key = made.key;
	assert.equal(key.length, 32);
	const list = await admin.get('/admin/keys');
	assert.match(list.text, /Застосунок &lt;b&gt;міста&lt;\/b&gt;/);
	assert.ok(!list.text.includes(key));
	assert.ok(!JSON.stringify(server.query('select * from api_key')).includes(key));
	for (const path of ['/admin/keys', '/admin/keys/1', '/admin/keys/new'])
		assert.equal((await moderator.get(path)).status, 403, path);
	const wide = await makeKey({ name: 'Для всіх', community: '' });
	const other = server.query("select slug from community where slug <> 'korosten' limit 1")[0].slug;
	assert.equal((await json('requests', { ...told, api_key: wide.key }, `jurisdiction_id=${other}`)).status, 200);
	assert.equal((await json('requests', { ...told, api_key: key }, `jurisdiction_id=${other}`)).status, 403, 'a key of another hromada');
});

await claim('without a key, with a wrong one or one in the address: 403, in both faces', async () => {
	for (const fields of [told, { ...told, api_key: '' }, { ...told, api_key: 'x'.repeat(32) }, { ...told, api_key: key + key }])
		for (const path of ['requests', 'servicerequestupdates']) {
			const answer = await json(path, fields);
			assert.equal(answer.status, 403);
			checkJson('errors', answer.value);
			keepXml((await send(`${path}.xml`, fields)).text);
		}
	assert.equal((await json('requests', told, `${korosten}&api_key=${key}`)).status, 403);
	assert.ok(!server.log.includes(key));
});

await claim('what is missing or wrong is named, all of it', async () => {
	const nothing = await json('requests', { api_key: key });
	assert.equal(nothing.status, 400);
	checkJson('errors', nothing.value);
	const said = nothing.value.map((error) => error.description).join('\n');
	for (const name of ['service_code', 'description', 'address_string'])
		assert.match(said, new RegExp(name));
	assert.equal((await json('requests', { ...told, api_key: key }, '')).status, 400);
	assert.equal((await json('requests', { ...told, api_key: key }, 'jurisdiction_id=nowhere')).status, 404);
	assert.equal((await json('requests', { ...told, api_key: key }, 'jurisdiction_id=')).status, 400);
	assert.equal((await json('requests', { ...told, service_code: 'nothing', api_key: key })).status, 404);
	for (const wrong of [{ email: 'nobody' }, { phone: '12' }, { lat: '50' }, { lat: '95', long: '28' }, { lat: 'x', long: 'y' },
		{ address_id: 'UA00000000000000000' }, { description: 'x'.repeat(4001) }]) {
		const answer = await json('requests', { ...told, ...wrong, api_key: key });
		assert.equal(answer.status, 400, JSON.stringify(wrong).slice(0, 80));
		assert.ok(Object.keys(wrong).some((name) => answer.value[0].description.includes(name) || name === 'lat'), answer.value[0].description);
	}
	const closed = server.query('select key from category where takes_reports = 0')[0].key;
	const call = await json('requests', { ...told, service_code: closed, api_key: key });
	assert.equal(call.status, 400);
	assert.match(call.value[0].description, /\d{3}/);
});

await claim('a report with everything: a token and a notice; contacts stay private; unknown fields do no harm', async () => {
	const area = server.query("select katottg, name from area where kind = 'village' and katottg <> '' limit 1")[0];
	const answer = await json('requests', { ...told, api_key: key, address_id: area.katottg, lat: '50.9512', long: '28.6389',
		first_name: 'Соломія', last_name: 'Таємна', email: 'solomiia@example.org', phone: '0671234567', account_id: '17', device_id: 'd',
		'attribute[title]': 'Темна зупинка', 'attribute[nothing]': 'x', media_url: 'http://127.0.0.1:1/x.jpg', token: 'x', once: 'y', source: 'police' });
	assert.equal(answer.status, 200);
	assert.equal(answer.headers.get('access-control-allow-origin'), '*');
	assert.equal(answer.headers.get('set-cookie'), null);
	checkJson('receipt', answer.value);
	const { token } = answer.value[0];
	const row = server.query('select * from issue order by id desc limit 1')[0];
	assert.deepEqual([row.state, row.title, row.source, row.is_public], ['moderation', 'Темна зупинка', 'resident', 0]);
	assert.equal(server.query(`select name from area where id = ${row.area_id}`)[0].name, area.name);
	assert.equal(server.query(`select contact_name from issue_private where issue_id = ${row.id}`)[0].contact_name, 'Соломія Таємна');
	let asked = await both(program, `${api}tokens/${token}`, korosten, 'token');
	assert.deepEqual(asked.json, [{ token }]);
	id = `${row.year}-${row.number}`;
	assert.equal((await both(program, `${api}requests/${id}`, korosten)).status, 404);
	const step = await moderator.fill(await moderator.get(`/korosten/work/${id}?to=registered`), { to: 'registered', note: 'Прийнято.' },
		`/korosten/issues/${id}/state`);
	assert.equal(step.status, 303, step.text);
	asked = await both(program, `${api}tokens/${token}`, korosten, 'token');
	assert.deepEqual(asked.json, [{ service_request_id: id, token }]);
	const request = (await both(program, `${api}requests/${id}`, `${korosten}&extensions=true`, 'requests_extended'));
	assert.equal(request.json[0].extended_attributes.title, 'Темна зупинка');
	assert.equal(request.json[0].address_id, area.katottg);
	for (const secret of ['Таємна', 'solomiia', '67123'])
		assert.ok(!request.xml.includes(secret));
	for (const wrong of ['x', `${token}x`, '%00', 'a'.repeat(300)])
		assert.ok([400, 404].includes((await program.get(`${api}tokens/${wrong}.json?${korosten}`)).status));
	assert.equal((await both(program, `${api}tokens/${token}`, 'jurisdiction_id=ovruch')).status, 404, 'asked for elsewhere');
	keepXml((await send('requests.xml', { ...told, api_key: key })).text);
});

await claim('with photos, as multipart: they wait for the moderator; what is no photo is told', async () => {
	const form = (file) => {
		const data = new FormData();
		for (const [name, value] of Object.entries({ ...told, api_key: key }))
			data.append(name, value);
		data.append('media', new Blob([file], { type: 'image/jpeg' }), 'photo.jpg');
		return data;
	};
	const good = await json('requests', form(png(64, 48)));
	assert.equal(good.status, 200, JSON.stringify(good.value));
	assert.equal(server.query("select count(*) as n from photo where state = 'waiting' and issue_id = (select max(id) from issue)")[0].n, 1);
	const before = server.query('select max(id) as n from issue')[0].n;
	const bad = await json('requests', form('no photo at all'));
	assert.equal(bad.status, 400);
	assert.match(bad.value[0].description, /media/);
	assert.equal(server.query('select max(id) as n from issue')[0].n, before);
});

await claim('an update waits for the moderator; the same one again is one; of what is not public there is none', async () => {
	const update = { api_key: key, service_request_id: id, update_id: 'зовнішнє-7', status: 'closed', description: 'Лампу замінено.',
		updated_datetime: '2026-11-26T10:00:00Z', email: 'x@example.org' };
	const waiting = () => server.query("select count(*) as n from issue_message where state = 'waiting'")[0].n;
	const before = waiting();
	for (const _ of [1, 2])
		checkJson('update_receipt', (await json('servicerequestupdates', update)).value);
	assert.equal(waiting(), before + 1);
	keepXml((await send('servicerequestupdates.xml', update)).text);
	assert.equal((await json('servicerequestupdates', { ...update, update_id: '8', service_request_id: '2026-99999' })).status, 404);
	const missing = await json('servicerequestupdates', { api_key: key });
	assert.equal(missing.status, 400);
	assert.deepEqual(missing.value.map((error) => /\w+_id|description/.exec(error.description)[0]), ['service_request_id', 'update_id', 'description']);
	const page = await moderator.get(`/korosten/work/${id}/messages`);
	const accepted = await moderator.fill(page, {}, new RegExp(`/korosten/work/${id}/messages/accept`));
	assert.equal(accepted.status, 303, accepted.text);
	const { json: updates } = await both(program, `${api}servicerequestupdates`, korosten, 'updates');
	assert.match(updates.at(-1).description, /Лампу замінено/);
	assert.equal(updates.at(-1).status, 'open', 'no program closes what people here are to close');
});

await claim('limits of a key: 429 with Retry-After, its own, and nobody else is slowed down', async () => {
	const small = await makeKey({ name: 'Повільна', per_minute: '2', per_day: '3' });
	const statuses = [];
	for (let i = 0; i < 3; i++)
		statuses.push((await send('requests.xml', { ...told, api_key: small.key })));
	assert.deepEqual(statuses.map((answer) => answer.status), [200, 200, 429]);
	assert.ok(Number(statuses[2].headers.get('retry-after')) > 0);
	keepXml(statuses[2].text);
	assert.equal((await json('requests', { ...told, api_key: key })).status, 200);
});

await claim('an administrator changes and revokes a key; the log tells both', async () => {
	const list = (await admin.get('/admin/keys')).text;
	const href = /href="(\/admin\/keys\/\d+)">Застосунок/.exec(list)[1];
	const page = await admin.get(href);
	assert.equal((await admin.fill(page, { may_report: '0', may_update: '0' }, href)).status, 422, 'a key for nothing');
	assert.equal((await admin.fill(await admin.get(href), { may_report: '0', may_update: '1' }, href)).status, 303);
	assert.equal((await json('requests', { ...told, api_key: key })).status, 403);
	assert.equal((await admin.fill(await admin.get(href), {}, `${href}/revoke`)).status, 303);
	assert.equal((await json('servicerequestupdates', { api_key: key })).status, 403);
	assert.ok(!(await admin.get(href)).text.includes('name="per_minute"'));
	const log = server.query("select action from audit where subject like 'api key %' order by id").map((line) => line.action);
	assert.deepEqual([...new Set(log)], ['key add', 'key change', 'key revoke']);
});

// ------------------------------------------------------------------ a client nobody here wrote
const Open311 = createRequire(import.meta.url)('open311');
// The client gives its answers to a callback: (err, data), err being a status or true.
const call = (client, method, ...values) => new Promise((resolve, reject) =>
	client[method](...values, (fault, data) => fault ? reject(Object.assign(new Error(data), { status: fault })) : resolve(data)));

for (const format of ['json', 'xml'])
	await claim(`the npm client open311 discovers, reads, writes and asks again, as ${format}`, async () => {
		const made = await makeKey({ name: `npm ${format}` });
		const client = new Open311({ discovery: `${server.url}${api}discovery.${format}`, jurisdiction: 'korosten', apiKey: made.key });
		const discovered = await call(client, 'serviceDiscovery', { cache: false });
		assert.equal(discovered.endpoints[0].type, 'production');
		client.endpoint = `${server.url}${api}`; // the demonstration is called by another address from outside
		client.format = format;
		const services = await call(client, 'serviceList');
		assert.ok(services.some((service) => service.service_code === 'lighting'));
		const definition = await call(client, 'serviceDefinition', 'lighting');
		assert.equal(definition.attributes[0].code, 'title');
		const sent = await call(client, 'submitRequest', { ...told, lat: 50.95, long: 28.64, attributes: { title: `Надіслано (${format})` } });
		assert.ok(sent[0].token);
		assert.deepEqual((await call(client, 'token', sent[0].token))[0].token, sent[0].token);
		const number = server.query("select year || '-' || number as name from issue order by issue.id desc limit 1")[0].name;
		await moderator.fill(await moderator.get(`/korosten/work/${number}?to=registered`), { to: 'registered', note: 'Прийнято.' },
			`/korosten/issues/${number}/state`);
		const [given] = await call(client, 'token', sent[0].token);
		assert.equal(given.service_request_id, number);
		const [request] = await call(client, 'serviceRequests', number);
		assert.match(request.description, /Не світить ліхтар/);
		assert.ok(request.requested_datetime instanceof Date && !isNaN(request.requested_datetime));
		const list = await call(client, 'serviceRequests', { status: 'open', service_code: 'lighting' });
		assert.ok(list.some((one) => one.service_request_id === number));
		const two = await call(client, 'serviceRequests', [number, id], {});
		assert.equal(two.length, 2);
		const thief = new Open311({ endpoint: `${server.url}${api}`, jurisdiction: 'korosten', apiKey: 'x', format });
		await assert.rejects(call(thief, 'submitRequest', told), { status: 403 });
	});

await claim('every XML document is what the grammar says', async () => {
	assert.ok(checkXml() > 10);
});

await server.stop();
await finish();
