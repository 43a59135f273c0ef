// What is kept of a member of staff: handed over on request, erased when they have left, the acts staying.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const program = process.env.PORUCH ?? 'build/check/poruch';
const server = await Server.start();
const one = (sql) => Object.values(server.query(sql)[0] ?? {})[0];
const admin = new Visitor(server), moderator = new Visitor(server), leaver = new Visitor(server);
for (const [login, visitor] of Object.entries({ admin, moderator }))
	await visitor.signIn(login);
const send = async (visitor, path, fields = {}) => visitor.post(path, { ...await visitor.secrets(), ...fields });

const made = await send(admin, '/admin/people', { login: 'zqjostaff', name: 'Zqjoname Коваль', post: 'Zqjopost', role: 'secretary', community: 'korosten' });
assert.equal(made.status, 200);
const id = one("SELECT id FROM person WHERE login = 'zqjostaff'"), own = one("SELECT id FROM person WHERE login = 'admin'");
const page = `/admin/people/${id}`;
const link = /\/account\/link\/[^<"\s]+/.exec(made.text)[0];
const password = 'leleka-na-dakhu-1991';
await leaver.post(link, { ...await leaver.secrets(), password, again: password });

await claim('an administrator, and nobody else, hands over all that is kept, as a page and as JSON', async () => {
	const shown = await send(admin, `${page}/data`);
	assert.equal(shown.status, 200);
	for (const word of ['zqjostaff', 'Zqjoname Коваль', 'Zqjopost', 'person add'])
		assert.ok(shown.text.includes(word), word);
	const file = await send(admin, `${page}/data`, { format: 'json' });
	assert.match(file.headers.get('content-disposition'), /attachment; filename="?poruch-person-/);
	const data = JSON.parse(file.text);
	assert.equal(data.account.name, 'Zqjoname Коваль');
	assert.deepEqual(data.account.roles, [{ role: 'secretary', community: 'korosten' }]);
	assert.ok(data.about_the_account.some((line) => line.action === 'person add'));
	assert.equal((await send(moderator, `${page}/data`)).status, 403);
	assert.equal(one(`SELECT count(*) FROM audit WHERE action = 'person export' AND subject = 'person ${id}' AND before || after = ''`), 2);
});

await claim('who fetched it is listed among the looks at personal data, with the account', async () => {
	const looks = (await admin.get('/admin/looks?actor=admin')).text;
	assert.equal(looks.split(`<a href="${page}">zqjostaff</a>`).length - 1, 2);
	assert.match(looks, /отримання збережених даних працівника/);
	assert.match((await admin.get('/en/admin/looks')).text, /fetched what is kept of a member of staff/);
});

await claim('who has not left, and oneself, is refused with a sentence', async () => {
	assert.match((await admin.get(page)).text, /Спершу вимкніть обліковий запис/);
	const refused = await send(admin, `${page}/erase`);
	assert.equal(refused.status, 422);
	assert.match(refused.text, /Спершу вимкніть обліковий запис/);
	const self = await send(admin, `/admin/people/${own}/erase`);
	assert.equal(self.status, 422);
	assert.match(self.text, /Власні дані стерти не можна/);
	assert.equal((await send(moderator, `${page}/erase`)).status, 403);
});

await claim('who has left is erased, and the log keeps whole', async () => {
	assert.equal((await send(admin, `${page}/disable`)).status, 303);
	assert.match((await admin.get(page)).text, /Стерти дані цієї людини назавжди/);
	assert.equal((await send(admin, `${page}/erase`)).status, 303);
	assert.equal(one(`SELECT login || name || post FROM person WHERE id = ${id}`), `person ${id}`);
	assert.equal(one(`SELECT count(*) FROM audit WHERE actor || before || after LIKE '%zqjo%'`), 0);
	assert.equal(one(`SELECT count(*) FROM audit WHERE action = 'person erase' AND subject = 'person ${id}'`), 1);
	assert.ok(!(await admin.get('/admin/people')).text.includes('qjo'));
	assert.ok(!(await admin.get('/admin/audit')).text.includes('zqjo'));
	assert.match(execFileSync(program, ['check', '--data', server.data], { encoding: 'utf8' }), /audit/);
});

await claim('of them no byte is left in the file or its log after the next start and stop', async () => {
	await server.stop('SIGINT');
	await server.run();
	await server.stop('SIGINT');
	for (const file of ['poruch.db', 'poruch.db-wal'])
		if (existsSync(join(server.data, file)))
			for (const word of ['zqjostaff', 'Zqjoname', 'Zqjopost'])
				assert.ok(!readFileSync(join(server.data, file)).includes(word), `${word} in ${file}`);
});

await finish();
