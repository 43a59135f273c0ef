// The darkroom's line is full: who comes then is told when to come again, and loses nothing typed. And a
// photo that takes more memory or time than the darkroom gives: the next one is developed all the same.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server, Visitor, claim, finish, formOf } from './poruch.mjs';
import * as made from './pictures.mjs';

const server = await Server.start({ more: ['--photo-threads', '1', '--waiting-photos', '1'] });
const slug = '/korosten';
const visitor = new Visitor(server);
const main = (page) => page.text.replace(/^[\s\S]*?<main[^>]*>|<\/main>[\s\S]*$/g, '');
const text = 'Ліхтар біля пошти не світить з вересня; ввечері діти йдуть зі школи потемки.';
// A sound one of 39.7 megapixels: a second of the darkroom's time.
const heavy = Buffer.concat([made.signature, made.ihdr(6300, 6300),
	made.chunk('IDAT', deflateSync(Buffer.alloc(6300 * (6300 * 3 + 1)))), made.chunk('IEND')]);

async function send(page, files, values = {}) {
	const form = formOf(page.text, /issues(\/new)?$/);
	const data = new FormData();
	for (const [name, value] of [...form.fields.filter(([name]) => !(name in values)), ...Object.entries(values)])
		data.append(name, value);
	for (const bytes of files)
		data.append('photo', new Blob([bytes]), 'фото.jpg');
	return visitor.ask(form.action, { method: 'POST', body: data, headers: { 'sec-fetch-site': 'same-origin' } });
}

const issues = () => server.query('SELECT count(*) AS n FROM issue')[0].n;
const first = await visitor.get(`${slug}/issues/new?category=lighting&step=place`);
const start = await visitor.fill(first, { text, place: 'біля пошти', to: 'photo' }, `${slug}/issues/new`);
let refused;

await claim('past the line everybody is told to come again, with Retry-After', async () => {
	assert.match(start.text, /type="file"/);
	const answers = await Promise.all(Array.from({ length: 8 }, () => send(start, [heavy, heavy, heavy], { to: 'photo' })));
	refused = answers.filter(({ status }) => status === 503);
	assert.ok(refused.length >= 5, `${refused.length} of 8 were refused: ${answers.map(({ status }) => status)}`);
	for (const answer of refused)
		assert.ok(Number(answer.headers.get('retry-after')) > 0);
	assert.deepEqual(answers.filter(({ status }) => status !== 503).map(({ status }) => status), Array(8 - refused.length).fill(200));
});

await claim('the page says what to do, in words, and shows what was typed', async () => {
	assert.match(main(refused[0]), /не збережено/);
	assert.match(main(refused[0]), /102 або 112/);
	assert.ok(main(refused[0]).includes(text));
	assert.match(main(refused[0]), /type="file"/);
});

await claim('sent again from that page, everything is there, the photo too', async () => {
	const sound = made.jpeg(20, 15);
	const again = await send(refused[0], [sound]);
	assert.equal(again.status, 200, main(again).slice(0, 500));
	assert.match(main(again), /Прибрати фото 1/);
	assert.ok(again.text.includes(text));
});

await claim('the server reads and writes on meanwhile, and afterwards', async () => {
	const before = issues();
	const busy = [1, 2, 3, 4].map(() => send(start, [heavy, heavy, heavy], { to: 'photo' }));
	assert.equal((await new Visitor(server).get(`${slug}/issues`)).status, 200);
	assert.equal((await new Visitor(server).report()).status, 303, 'without photos it need not wait');
	await Promise.all(busy);
	assert.equal(issues(), before + 1);
	assert.equal((await new Visitor(server).get('/healthz')).status, 200);
});

// ------------------------------------------------------------------ the child's limits

// The darkroom's child that is at work now.
async function child() {
	for (let i = 0; i < 400; i++) {
		for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
			try {
				const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
				const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
				if (Number(/\) . (\d+)/.exec(status)[1]) === server.process.pid && words[1] === 'darkroom' &&
					/^Seccomp:\t2$/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')))
					return Number(pid);
			} catch { /* it has ended meanwhile */ }
		await sleep(10);
	}
	throw new Error('nobody is in the darkroom');
}

// The kernel ends who runs into a limit by these; the address space makes an allocation fail instead.
for (const signal of ['SIGXCPU', 'SIGKILL', 'SIGSEGV'])
	await claim(`a child ended by ${signal}: its sender is told what to do, and the next photo is developed`, async () => {
		const sent = send(start, [heavy], { to: 'photo' });
		process.kill(await child(), signal);
		const answer = await sent;
		assert.equal(answer.status, 422);
		assert.match(main(answer), /не вдалося прочитати/);
		assert.match(main(answer), /знімок екрана/);
		const next = await send(answer, [made.jpeg(20, 15)], { to: 'photo' });
		assert.equal(next.status, 200);
		assert.match(main(next), /Прибрати фото 1/);
		assert.equal((await new Visitor(server).get('/healthz')).status, 200);
		assert.equal(server.process.exitCode, null);
	});

await claim('the child has the limits it should have', async () => {
	const sent = send(start, [heavy], { to: 'photo' });
	const limits = readFileSync(`/proc/${await child()}/limits`, 'utf8');
	await sent;
	assert.match(limits, /^Max cpu time +12 +12 /m);
	assert.match(limits, /^Max file size +0 +0 /m);
	assert.match(limits, /^Max open files +2 +2 /m);
	assert.match(limits, /^Max processes +0 +0 /m);
	if (!/check/.test(process.env.PORUCH ?? 'build/check/poruch')) // a sanitizer maps terabytes
		assert.match(limits, /^Max address space +469762048 +469762048 /m);
});

await finish();
