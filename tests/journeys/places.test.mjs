// Where settlements are: an administrator says it field by field or by lines of a spreadsheet, and the map
// puts their circles there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const server = await Server.start();
// As in a hromada where nobody has said it yet.
await server.stop('SIGINT');
execFileSync('sqlite3', [join(server.data, 'poruch.db'), 'UPDATE area SET latitude = NULL, longitude = NULL']);
await server.run();
const admin = new Visitor(server), secretary = new Visitor(server), reader = new Visitor(server);
await admin.signIn('admin');
await secretary.signIn('secretary');

const path = '/admin/communities/korosten/places';
const areas = server.query('SELECT id, name, katottg FROM area WHERE community_id = 1 ORDER BY name_key, id');
const place = (id) => server.query(`SELECT latitude, longitude FROM area WHERE id = ${id}`)[0];
const known = () => server.query('SELECT count(*) AS n FROM area WHERE latitude IS NOT NULL')[0].n;
const save = async (values, from = '') => admin.fill(await admin.get(path + from), values, path);
const circles = (text) => new Map([...text.matchAll(/<title>([^<]*)<\/title><circle cx="(\d+)" cy="(\d+)" r="(\d+)">/g)]
	.map(([, name, x, y, r]) => [name, { x: Number(x), y: Number(y), r: Number(r) }]));
const largest = server.query("SELECT area_id AS id, a.name FROM issue JOIN area a ON a.id = area_id WHERE issue.community_id = 1 AND is_public = 1 AND phase = 'open' AND precision > 0 GROUP BY 1 ORDER BY count(*) DESC LIMIT 3");

await claim('only who manages settings gets there, and the hromada\'s settings lead there', async () => {
	assert.ok((await admin.get('/admin/communities/korosten')).text.includes(`href="${path}"`));
	assert.equal((await secretary.get(path)).status, 403);
	assert.equal((await secretary.post(path, { ...await secretary.secrets(), lines: 'Коростень\t50\t28' })).status, 403);
	assert.equal((await reader.get(path)).status, 303);
	assert.equal(known(), 0);
});

await claim('every settlement has its two fields, page by page, within the budget', async () => {
	const first = await admin.get(path);
	assert.match(first.text, new RegExp(`${areas.length} населен`));
	const [, more] = /href="([^"]*places\?from=\d+)"/.exec(first.text);
	const second = await admin.get(more);
	const fields = [first, second].flatMap(({ text }) => [...text.matchAll(/name="lat\.(\d+)"/g)].map(([, id]) => Number(id)));
	assert.deepEqual(fields, areas.map(({ id }) => id));
	assert.match(second.text, /name="from" value="\d+"/);
	assert.ok(second.text.includes(`href="${path}"`), 'and back to the beginning');
	for (const id of fields)
		assert.ok([first, second].some(({ text }) => new RegExp(`name="long\\.${id}"[^>]*aria-label="[^"]+: довгота"`).test(text)));
});

await claim('a fault stands at its field and at its line, and nothing typed is lost', async () => {
	const [a, b] = areas;
	const lines = `${a.name}\t50,9\t28,6\r\nКиїв\t50,45\t30,52\r\n${b.name}\t28,6\t50,9`;
	const answer = await save({ [`lat.${a.id}`]: '50,9', [`long.${a.id}`]: '', [`lat.${b.id}`]: '60', [`long.${b.id}`]: '28.6', lines });
	assert.equal(answer.status, 422);
	assert.match(answer.text, new RegExp(`id="long.${a.id}-fault"`));
	assert.match(answer.text, new RegExp(`id="lat.${b.id}-fault"[^>]*>.*44.*53`));
	assert.match(answer.text, /<a href="#lines">[^<]*Рядок 2: у цій громаді немає населеного пункту «Київ»/);
	assert.match(answer.text, new RegExp(`<a href="#lines">[^<]*Рядок 3, «${b.name}»`));
	assert.match(answer.text, new RegExp(`name="lat.${b.id}"[^>]*value="60"`));
	assert.ok(answer.text.includes('Київ 50,45 30,52'), 'the lines, with blanks for tabs');
	assert.equal((await admin.fill(answer, {}, path)).status, 422, 'sent again as it is, the same faults');
	assert.equal(known(), 0);
});

await claim('what is typed with a comma or a point is kept, and the audit log has one line of it', async () => {
	const [a, b] = areas;
	const answer = await save({ [`lat.${a.id}`]: '50,9012', [`long.${a.id}`]: '28.6', [`lat.${b.id}`]: '50.95', [`long.${b.id}`]: '28,7' });
	assert.equal(answer.status, 303);
	assert.deepEqual([place(a.id), place(b.id)], [{ latitude: 50.9012, longitude: 28.6 }, { latitude: 50.95, longitude: 28.7 }]);
	assert.match((await admin.get(path)).text, new RegExp(`name="lat.${a.id}"[^>]*value="50.9012"`));
	const log = server.query("SELECT after FROM audit WHERE action = 'community places' AND actor = 'admin'");
	assert.equal(log.length, 1);
	assert.deepEqual(JSON.parse(log[0].after), { [`${a.id} ${a.name}`]: '50.9012 28.6', [`${b.id} ${b.name}`]: '50.95 28.7' });
	assert.equal((await save({ [`lat.${a.id}`]: '', [`long.${a.id}`]: '', [`lat.${b.id}`]: '', [`long.${b.id}`]: '' })).status, 303);
	assert.equal(known(), 0);
});

await claim('pasted lines put the circles where the settlements are, truly to each other', async () => {
	const [a, b, c] = largest;
	const lines = `${a.name}\t50,90\t28,60\n${b.name}\t50,90\t28,80\n${c.name}\t51,00\t28,60\n`;
	const far = /places(\?from=\d+)/.exec((await admin.get(path)).text)[1];
	const answer = await save({ lines }, far);
	assert.equal(answer.status, 303);
	assert.ok(answer.headers.get('location').includes(far), 'back to the page it was sent from');
	assert.deepEqual(place(c.id), { latitude: 51, longitude: 28.6 });
	const drawn = circles((await reader.get('/korosten/map')).text);
	const at = (one) => [...drawn].find(([name]) => name.endsWith(one.name))[1];
	const [pa, pb, pc] = [a, b, c].map(at);
	assert.ok(Math.abs(pa.y - pb.y) <= 1 && Math.abs(pa.x - pc.x) <= 1, 'one parallel, one meridian');
	const ratio = (pb.x - pa.x) / (pa.y - pc.y), truth = 2 * Math.cos(50.95 * Math.PI / 180);
	assert.ok(Math.abs(ratio - truth) < 0.03, `east to north ${ratio}, should be ${truth}`);
});

await finish();
