// Photos: sent with a report, hidden until a moderator has looked, blurred, shown, taken away; sent
// with the step that says it is done; and 44 kinds of files that are no photo, or a bad one.
import assert from 'node:assert/strict';
import net from 'node:net';
import { deflateSync } from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server, Visitor, claim, finish, formOf } from './poruch.mjs';
import * as made from './pictures.mjs';

const server = await Server.start();
const slug = '/korosten';
const canary = 'КАНАРКА-50.9512';

// The main part of a page, so that a failure does not print all of it.
const main = (page) => page.text.replace(/^[\s\S]*?<main[^>]*>|<\/main>[\s\S]*$/g, '');

// The form of a page with files beside its fields, as a browser sends it.
async function send(visitor, page, action, values, files, field = 'photo') {
	const form = formOf(page.text, action);
	const data = new FormData();
	for (const [name, value] of [...form.fields.filter(([name]) => !(name in values)), ...Object.entries(values)])
		for (const one of [value].flat())
			data.append(name, one);
	for (const [name, bytes] of files)
		data.append(field, new Blob([bytes]), name);
	return visitor.ask(values.formaction ?? form.action, { method: 'POST', body: data,
		headers: { 'sec-fetch-site': 'same-origin' } });
}

async function staff(login) {
	const visitor = new Visitor(server);
	await visitor.signIn(login);
	return visitor;
}

const raw = async (path, headers = {}) => {
	const answer = await fetch(new URL(path, server.url), { headers });
	return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
};

const drawn = server.query('SELECT max(id) AS id FROM photo')[0].id; // the demonstration's own
const drafts = () => server.query('SELECT count(*) AS n FROM photo_draft')[0].n;
const photosOf = (issue) => server.query(`SELECT name, state, moment, alt, width, height, size FROM photo
	WHERE issue_id = ${issue} ORDER BY id`);
const newest = () => server.query('SELECT id, year, number FROM issue ORDER BY id DESC LIMIT 1')[0];

const lamp = made.jpeg(60, 40, (x, y) => [x * 4, y * 6, 140],
	{ more: [made.exif({ orientation: 6, canary }), made.comment(Buffer.from(canary)),
		made.app(2, Buffer.from(`ICC_PROFILE\0\x01\x01${canary}`))], extra: Buffer.from(`PK\x03\x04${canary}<script>`) });
const manhole = made.png(400, 300, (x, y) => [x & 255, y & 255, x ^ y & 255],
	{ before: [made.chunk('tEXt', Buffer.from(`Comment\0${canary}`)), made.chunk('iTXt', Buffer.from(`x\0\0\0\0\0${canary}`))] });

// ------------------------------------------------------------------ a resident's questions

const resident = new Visitor(server);
let page, issue, secret;

await claim('the questions ask for a photo, and can be answered without one', async () => {
	page = await resident.get(`${slug}/issues/new?category=lighting&step=place`);
	page = await resident.fill(page, { place: 'біля пошти' }, `${slug}/issues/new`);
	while (!/type="file"/.test(page.text))
		page = /name="text"/.test(page.text) && /<textarea/.test(page.text)
			? await resident.fill(page, { text: 'Ліхтар біля пошти не світить.' }, `${slug}/issues/new`)
			: await resident.fill(page, {}, `${slug}/issues/new`);
	assert.match(main(page), /Чи є у вас фото\?/);
	const without = await resident.fill(page, {}, `${slug}/issues/new`);
	assert.equal(without.status, 200);
	assert.match(main(without), /name="contact_phone"/);
});

await claim('photos are kept as they come, whatever is wrong with the others', async () => {
	page = await send(resident, page, `${slug}/issues/new`, {},
		[['lamp.jpg', lamp], ['note.gif', Buffer.from('GIF89a........')]]);
	assert.equal(page.status, 422);
	assert.match(main(page), /«note\.gif \(GIF\)» — не JPEG і не PNG/);
	assert.match(main(page), /Прибрати фото 1 \(320 × 480/, 'turned upright by its orientation');
	assert.equal(drafts(), 1);
	assert.match(page.text, /<title>Помилка: /);
});

await claim('sent again by a reload, the same photo counts once; others are added', async () => {
	page = await send(resident, page, `${slug}/issues/new`, { to: 'photo' }, [['lamp.jpg', lamp]]);
	assert.equal(page.status, 200);
	assert.equal(drafts(), 1);
	page = await send(resident, page, `${slug}/issues/new`, { to: 'photo' }, [['manhole.png', manhole]]);
	assert.equal(drafts(), 2);
});

await claim('going back and a faulty answer lose no photo', async () => {
	const back = await resident.fill(page, { to: 'text', step: 'photo' }, `${slug}/issues/new`);
	let again = await resident.fill(back, { text: '' }, `${slug}/issues/new`);
	assert.equal(again.status, 422);
	again = await resident.fill(again, { text: 'Ліхтар біля пошти не світить з вересня.' }, `${slug}/issues/new`);
	while (!/type="file"/.test(again.text))
		again = await resident.fill(again, {}, `${slug}/issues/new`); // is it one of these? no
	assert.match(main(again), /Прибрати фото 2/);
	page = again;
});

await claim('more than three are refused in words', async () => {
	const more = [1, 2].map((n) => [`${n}.png`, made.png(20 + n, 20)]);
	const answer = await send(resident, page, `${slug}/issues/new`, {}, more);
	assert.equal(answer.status, 422);
	assert.match(main(answer), /Фото може бути не більше 3/);
	assert.equal(drafts(), 3);
	const drop = /name="drop" type="checkbox" value="([^"]*)"/g;
	const keys = [...answer.text.matchAll(drop)].map(([, key]) => key);
	page = await resident.fill(answer, { drop: keys[2] }, `${slug}/issues/new`);
	assert.equal(drafts(), 2, 'one was taken out again');
});

await claim('the report takes its photos along', async () => {
	page = await resident.fill(page, {}, `${slug}/issues/new`);
	assert.match(main(page), /2 фото/);
	const sent = await resident.fill(page, {}, `${slug}/issues`);
	assert.equal(sent.status, 303);
	secret = sent.location;
	issue = newest();
	assert.equal(drafts(), 0);
	assert.deepEqual(photosOf(issue.id).map((photo) => [photo.state, photo.moment, photo.width, photo.height]),
		[['waiting', 'before', 320, 480], ['waiting', 'before', 400, 300]]);
	assert.match((await resident.get(secret)).text, /2 фото чекають на перевірку/);
});

// ------------------------------------------------------------------ hidden until moderated

const moderator = await staff('moderator'), member = await staff('member');
const key = () => `${issue.year}-${issue.number}`;
const address = (photo, ending = '') => `${slug}/photos/${photo.name}${ending}.jpg`;

await claim('nobody but moderators can see them', async () => {
	for (const photo of photosOf(issue.id)) {
		for (const ending of ['', '-thumb']) {
			assert.equal((await raw(address(photo, ending))).status, 404);
			assert.equal((await member.get(address(photo, ending))).status, 404);
			const seen = await moderator.get(address(photo, ending));
			assert.equal(seen.status, 200);
			assert.equal(seen.headers.get('cache-control'), 'no-store');
			assert.equal(seen.headers.get('content-type'), 'image/jpeg');
			assert.equal(seen.headers.get('x-content-type-options'), 'nosniff');
		}
	}
	assert.match((await moderator.get(`${slug}/work`)).text, /Фото на перевірку/);
	assert.match((await moderator.get(`${slug}/work/photos`)).text, new RegExp(photosOf(issue.id)[0].name));
	for (const path of [`${slug}/work/photos`, `${slug}/work/photos/${photosOf(issue.id)[0].name}`])
		assert.equal((await member.get(path)).status, 403);
});

await claim('nothing of the sent files is kept but the picture', async () => {
	const rows = server.query(`SELECT hex(bytes) AS hex, form FROM photo_bytes WHERE photo_id > ${drawn}`);
	assert.equal(rows.length, 4);
	for (const { hex, form } of rows) {
		const bytes = Buffer.from(hex, 'hex');
		assert.ok(!bytes.includes(canary) && !bytes.includes('50.95') && !bytes.includes('Exif') &&
			!bytes.includes('ICC_PROFILE') && !bytes.includes('script') && !bytes.includes('PK\x03\x04'));
		const { markers, width } = made.look(bytes);
		assert.deepEqual(markers.filter((code) => code >= 0xe1 && code <= 0xef || code === 0xfe), []);
		if (form === 'thumbnail')
			assert.ok(bytes.length <= 20000 && width <= 320, `${bytes.length} bytes, ${width} wide`);
	}
});

let photos;

await claim('publishing asks for words for who cannot see it', async () => {
	photos = photosOf(issue.id);
	const work = `${slug}/work/photos/${photos[0].name}`;
	const without = await moderator.fill(await moderator.get(work), { alt: '' }, /publish$/);
	assert.equal(without.status, 422);
	assert.match(main(without), /Заповніть/);
	const done = await moderator.fill(await moderator.get(work), { alt: 'Темний ліхтар над дверима пошти' }, /publish$/);
	assert.equal(done.status, 303);
	assert.equal((await raw(address(photos[0]))).status, 404, 'the issue itself is not public yet');
});

await claim('with the issue public everybody sees the photo that was let through, and only that', async () => {
	await moderator.fill(await moderator.get(`${slug}/work/${key()}?to=registered`), {}, /state$/);
	const seen = await raw(address(photos[0]));
	assert.equal(seen.status, 200);
	assert.deepEqual(seen.bytes.subarray(0, 3), Buffer.from([0xff, 0xd8, 0xff]));
	assert.equal((await raw(address(photos[1]))).status, 404);
	const shown = await new Visitor(server).get(`${slug}/issues/${key()}`);
	assert.match(shown.text, new RegExp(`<img src="${address(photos[0], '-thumb')}" alt="Темний ліхтар над дверима пошти" width="320" height="480" loading="lazy">`));
	assert.match(shown.text, /Фото, \d+ КБ/);
	assert.ok(!shown.text.includes(photos[1].name));
	assert.equal(server.query(`SELECT photo_count AS n FROM issue WHERE id = ${issue.id}`)[0].n, 1);
});

await claim('browsers may keep it, but have to ask', async () => {
	const seen = await raw(address(photos[0]));
	assert.equal(seen.headers.get('cache-control'), 'public, no-cache');
	const again = await raw(address(photos[0]), { 'if-none-match': seen.headers.get('etag') });
	assert.equal(again.status, 304);
	assert.equal(again.bytes.length, 0);
});

await claim('who saves data gets no thumbnails', async () => {
	const path = `${slug}/issues/${key()}`;
	for (let i = 0; i < 2; i++) { // from the cache as well
		const saving = await new Visitor(server).get(path, { 'save-data': 'on' });
		assert.ok(!/<img/.test(saving.text));
		assert.match(saving.text, /Темний ліхтар над дверима пошти/);
		assert.match(saving.headers.get('vary'), /Save-Data/);
		assert.match((await new Visitor(server).get(path)).text, /<img/);
	}
});

// ------------------------------------------------------------------ blurred, removed

await claim('marked parts are overwritten, in the database too', async () => {
	const work = `${slug}/work/photos/${photos[1].name}`;
	const before = Buffer.from((await server.query(`SELECT hex(bytes) AS hex FROM photo_bytes b JOIN photo p
		ON p.id = b.photo_id WHERE p.name = '${photos[1].name}' AND form = 'whole'`))[0].hex, 'hex');
	const none = await moderator.fill(await moderator.get(work), {}, /blur$/);
	assert.equal(none.status, 422);
	const done = await moderator.fill(await moderator.get(work), { cell: ['0', '1', '8', '9'] }, /blur$/);
	assert.equal(done.status, 303);
	const after = Buffer.from((await server.query(`SELECT hex(bytes) AS hex FROM photo_bytes b JOIN photo p
		ON p.id = b.photo_id WHERE p.name = '${photos[1].name}' AND form = 'whole'`))[0].hex, 'hex');
	assert.ok(!after.equals(before));
	assert.equal(made.look(after).width, 400);
});

await claim('hiding the issue hides its photos at once; showing it brings them back', async () => {
	const etag = (await raw(address(photos[0]))).headers.get('etag');
	await moderator.fill(await moderator.get(`${slug}/work/${key()}?do=hide`), { reason: 'personal' }, /hide$/);
	for (const ending of ['', '-thumb'])
		assert.equal((await raw(address(photos[0], ending), { 'if-none-match': etag })).status, 410);
	await moderator.fill(await moderator.get(`${slug}/work/${key()}`), {}, /show$/);
	assert.equal((await raw(address(photos[0]))).status, 200);
});

await claim('a removed photo is gone for good, with a reason', async () => {
	const work = `${slug}/work/photos/${photos[1].name}`;
	assert.equal((await moderator.fill(await moderator.get(work), { reason: '' }, /remove$/)).status, 422);
	assert.equal((await moderator.fill(await moderator.get(work), { reason: 'personal' }, /remove$/)).status, 303);
	assert.equal((await raw(address(photos[1]))).status, 410);
	assert.equal((await moderator.get(address(photos[1]))).status, 410);
	assert.equal(server.query(`SELECT count(*) AS n FROM photo_bytes b JOIN photo p ON p.id = b.photo_id
		WHERE p.state = 'removed'`)[0].n, 0);
});

// ------------------------------------------------------------------ more photos, and after

await claim('the reporter adds photos by the secret link', async () => {
	const form = await resident.get(`${secret}/photos`);
	const none = await send(resident, form, /photos$/, {}, []);
	assert.equal(none.status, 422);
	const sent = await send(resident, none, /photos$/, {}, [['more.png', made.png(60, 40)]]);
	assert.equal(sent.status, 303);
	assert.equal(photosOf(issue.id).length, 3);
	assert.equal((await resident.get(`${slug}/my/nobody-knows-this/photos`)).status, 404);
});

await claim('a photo is evidence that it is done; it stands beside the one from before', async () => {
	const secretary = await staff('secretary');
	const work = `${slug}/work/${key()}`;
	let form = await secretary.get(`${work}?to=assigned`);
	const body = /<option value="(\d+)"/.exec(/name="responsible"[\s\S]*?<\/select>/.exec(form.text)[0])[1];
	const given = await secretary.fill(form, { responsible: body, due: '30.12.2030', note: 'Доручено.' }, /state$/);
	assert.equal(given.status, 303, main(given).slice(0, 600));
	form = await secretary.get(`${work}?to=in_progress`);
	assert.match(form.text, /value="before"[^>]*checked/, 'a step on the way shows what is still to do');
	const begun = await secretary.fill(form, { note: 'Взялися.' }, /state$/);
	assert.equal(begun.status, 303);
	form = await secretary.get(`${work}?to=resolved`);
	assert.match(form.text, /value="after"[^>]*checked/, 'what is called done shows that it is');
	const between = await send(secretary, form, /state$/, { note: 'Ліхтар замінили.', moment: 'between' }, [['x.png', made.png(20, 10)]]);
	assert.equal(between.status, 422);
	const without = await send(secretary, form, /state$/, { note: 'Ліхтар замінили.' }, []);
	assert.equal(without.status, 422);
	assert.match(main(without), /evidence|Підтвердження|Доказ/);
	const done = await send(secretary, without, /state$/, { note: 'Ліхтар замінили.' }, [['after.png', made.png(200, 100)]]);
	assert.equal(done.status, 303, main(done).slice(0, 500));
	const after = photosOf(issue.id).find((photo) => photo.moment === 'after');
	assert.equal(after.state, 'waiting');
	await moderator.fill(await moderator.get(`${slug}/work/photos/${after.name}`), { alt: 'Новий ліхтар світить' }, /publish$/);
	const shown = (await new Visitor(server).get(`${slug}/issues/${key()}`)).text;
	assert.ok(shown.indexOf('<strong>До</strong>') > 0 && shown.indexOf('<strong>До</strong>') < shown.indexOf('<strong>Після</strong>'));
});

await claim('staff say which of the two the photos of a step show', async () => {
	const secretary = await staff('secretary');
	await new Visitor(server).report();
	const { id, year, number } = newest(), work = `${slug}/work/${year}-${number}`;
	await moderator.fill(await moderator.get(`${work}?to=registered`), {}, /state$/);
	const form = await secretary.get(`${work}?to=assigned`);
	assert.match(form.text, /value="before"[^>]*checked/);
	assert.match(main(form), /Фото показують/);
	const body = /<option value="(\d+)"/.exec(/name="responsible"[\s\S]*?<\/select>/.exec(form.text)[0])[1];
	const values = { responsible: body, due: '30.12.2030', note: 'Лампу замінили відразу.', moment: 'after' };
	const faulty = await send(secretary, form, /state$/, { ...values, note: '' }, [['new.png', made.png(90, 70)]]);
	assert.equal(faulty.status, 422);
	assert.match(faulty.text, /value="after"[^>]*checked/, 'a fault forgets no choice');
	const done = await send(secretary, faulty, /state$/, values, []);
	assert.equal(done.status, 303, main(done).slice(0, 600));
	assert.deepEqual(photosOf(id).map(({ moment, state, width }) => [moment, state, width]), [['after', 'waiting', 90]]);
});

await claim('everything on one page works as well, and a fault keeps the photos', async () => {
	const visitor = new Visitor(server);
	const secrets = await visitor.secrets(`${slug}/issues/new?category=lighting&step=place`);
	const data = new FormData();
	for (const [name, value] of Object.entries({ ...secrets, category: 'lighting', text: '', place: 'ринок' }))
		data.append(name, value);
	data.append('photo', new Blob([manhole]), 'C:\\фото\\люк.png');
	let answer = await visitor.ask(`${slug}/issues`, { method: 'POST', body: data, headers: { 'sec-fetch-site': 'same-origin' } });
	assert.equal(answer.status, 422);
	assert.match(main(answer), /Прибрати фото 1/);
	answer = await visitor.fill(answer, { text: 'Відкритий люк.' }, `${slug}/issues`);
	assert.equal(answer.status, 303);
	assert.equal(photosOf(newest().id).length, 1);
});

// ------------------------------------------------------------------ what is no photo

const broken = 'пошкоджений або надійшов не повністю', other = 'не JPEG і не PNG', unusual = 'браузери його не показують';
const tooMany = 'понад 40 млн пікселів', heavy = 'не вдалося прочитати';
const ok = null;
const sound = made.png(64, 48), photo = made.jpeg(20, 15, (x, y) => [x * 9, y * 9, 120]);
const flip = (bytes, at) => { const copy = Buffer.from(bytes); copy[at < 0 ? copy.length + at : at] ^= 0x55; return copy; };
const wide = (width, height) => made.png(width, height, () => [9, 9, 9]);
const idat = (data) => made.png(64, 48, undefined, { idat: made.chunk('IDAT', data) });
const palette = Array.from({ length: 4 }, (_, i) => [i * 60, 10, 200]).flat();

const kinds = [
	['zero bytes', Buffer.alloc(0), 'порожній'],
	['one byte', Buffer.from([0xff]), other],
	['only a JPEG beginning', Buffer.from([0xff, 0xd8, 0xff]), broken],
	['only a PNG signature', made.signature, broken],
	['a JPEG cut off in its header', photo.subarray(0, 40), broken],
	['a JPEG cut off in its picture', photo.subarray(0, photo.length - 40), broken],
	['a JPEG without its end', photo.subarray(0, photo.length - 2), broken],
	['a PNG cut off', sound.subarray(0, sound.length - 60), broken],
	['a PNG with a wrong checksum', flip(sound, -20), broken],
	['a PNG with damaged data', flip(sound, 90), broken],
	['a PNG with too little data', idat(deflateSync(Buffer.alloc(50))), broken],
	['a PNG with data that unpacks to far more', idat(deflateSync(Buffer.alloc(30 << 20))), ok],
	['a PNG of 30000 x 30000', made.hollow(30000, 30000), tooMany],
	['a PNG of 2147483647 x 2147483647', Buffer.concat([made.signature, made.ihdr(0x7fffffff, 0x7fffffff), made.chunk('IEND')]), tooMany],
	['a PNG of no width', Buffer.concat([made.signature, made.ihdr(0, 10), made.chunk('IEND')]), broken],
	['a PNG of a colour that does not exist', Buffer.concat([made.signature, made.ihdr(9, 9, 8, 5), made.chunk('IEND')]), broken],
	['a PNG without data', Buffer.concat([made.signature, made.ihdr(9, 9), made.chunk('IEND')]), broken],
	['a PNG whose first chunk is another', Buffer.concat([made.signature, made.chunk('tEXt', Buffer.alloc(20)), sound.subarray(8)]), broken],
	['a large interlaced PNG of nothing', made.hollow(6000, 6000, 1), broken],
	['an interlaced PNG of 16 bits', made.interlaced(61, 47), ok],
	['a moving PNG', made.png(64, 48, undefined, { before: [made.chunk('acTL', Buffer.from([0, 0, 0, 9, 0, 0, 0, 0]))] }), ok],
	['a PNG with a palette and transparency', made.png(64, 48, (x, y) => [(x + y) % 4], { colour: 3,
		before: [made.chunk('PLTE', Buffer.from(palette)), made.chunk('tRNS', Buffer.from([0, 128]))] }), ok],
	['a PNG whose palette is missing', made.png(64, 48, () => [3], { colour: 3 }), broken],
	['a PNG with a bomb in a text', made.png(64, 48, undefined, { before: [made.chunk('zTXt',
		Buffer.concat([Buffer.from('x\0\0'), deflateSync(Buffer.alloc(20 << 20))]))] }), ok],
	['a PNG with a bomb for a profile', made.png(64, 48, undefined, { before: [made.chunk('iCCP',
		Buffer.concat([Buffer.from('x\0\0'), deflateSync(Buffer.alloc(20 << 20))]))] }), ok],
	['one pixel', made.png(1, 1), ok],
	['a strip 20000 x 1', wide(20000, 1), ok],
	['a strip 1 x 20000', wide(1, 20000), ok],
	['a gray JPEG', made.jpeg(9, 9, () => [77], { components: 1 }), ok],
	['a JPEG of printers\' colours', made.jpeg(9, 9, () => [7, 70, 170, 20], { components: 4, adobe: 0 }), ok],
	['the same in another form', made.jpeg(9, 9, () => [7, 70, 170, 20], { components: 4, adobe: 2 }), ok],
	['a JPEG of two colours', made.jpeg(9, 9, () => [7, 70], { components: 2 }), unusual],
	['a JPEG of 12 bits', made.jpeg(9, 9, undefined, { precision: 12 }), unusual],
	['a lossless JPEG', made.jpeg(9, 9, undefined, { sof: 0xc3 }), unusual],
	['a JPEG of 60000 x 60000', made.jpeg(9, 9, undefined, { width: 60000, height: 60000 }), tooMany],
	['a JPEG that promises more than it has', made.jpeg(9, 9, undefined, { width: 6000, height: 6000 }), broken],
	['a JPEG that goes over itself 2000 times', made.endless(2000), heavy],
	['a JPEG with megabytes of remarks', made.jpeg(9, 9, undefined, { more: Array(60).fill(made.comment(Buffer.alloc(65000, 65))) }), ok],
	['a JPEG whose EXIF leads to itself', made.jpeg(9, 9, undefined, { more: [made.exif({ loop: true, entries: 65535 })] }), ok],
	['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), `\\(SVG\\)» — ${other}`],
	['a page called a photo', Buffer.from('<!DOCTYPE html><script>alert(1)</script>'), `\\(HTML\\)» — ${other}`],
	['a GIF', Buffer.from('GIF89a' + '.'.repeat(40)), `\\(GIF\\)» — ${other}`],
	['a WebP', Buffer.from('RIFF\x20\0\0\0WEBPVP8 ' + '.'.repeat(40), 'latin1'), `\\(WebP\\)» — ${other}`],
	['an HEIC', Buffer.from('\0\0\0\x18ftypheic' + '.'.repeat(40), 'latin1'), 'HEIC'],
	['a JPEG that is a page too', Buffer.concat([photo, Buffer.from('<html><script>alert(1)</script>')]), ok],
	['a page that begins as a JPEG', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('<html><script>alert(1)</script>')]), broken],
	['random bytes', Buffer.from(Array.from({ length: 5000 }, (_, i) => i * 7919 % 251)), other],
	['one byte more than may be', Buffer.concat([photo, Buffer.alloc((8 << 20) + 1 - photo.length)]), 'більше 8 МБ'],
	...[1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => [`orientation ${orientation}`,
		made.jpeg(4, 2, undefined, { more: [made.exif({ orientation })] }), ok, orientation >= 5 ? [16, 32] : [32, 16]]),
];

await sleep(50); // what was idle while these were made has been closed by now
const visitor = new Visitor(server);
const first = await visitor.get(`${slug}/issues/new?category=lighting&step=place`);
const start = await visitor.fill(first, { text: 'x'.repeat(9), place: 'y', to: 'photo' }, `${slug}/issues/new`);

const senses = [broken, other, unusual, tooMany, heavy, 'порожній'];
assert.ok(kinds.length >= 44);
assert.ok(senses.every((sense) => kinds.some(([, , words]) => words?.includes(sense))), 'each sense has its file');
for (const [name, bytes, words, size] of kinds)
	await claim(`${name}: ${words ? 'refused in words' : 'taken, and made harmless'}`, async () => {
		const before = drafts(), process = server.process.pid;
		const answer = await send(visitor, start, `${slug}/issues/new`, { to: 'photo' }, [['фото.jpg', bytes]]);
		assert.equal(answer.status, words ? 422 : 200);
		assert.equal((await visitor.get('/healthz')).status, 200, 'the server answers on');
		assert.ok(server.process.exitCode === null && server.process.pid === process);
		if (words) {
			assert.match(main(answer), new RegExp(words));
			assert.match(main(answer), /«фото\.jpg/, 'it says which file');
			// Nothing else is said to be wrong, and nothing of the file is kept.
			for (const other of senses.filter((sense) => sense !== words && !words.includes(sense)))
				assert.doesNotMatch(main(answer), new RegExp(other));
			return assert.equal(drafts(), before);
		}
		const kept = server.query('SELECT width, height, hex(whole) AS whole, hex(thumbnail) AS thumbnail FROM photo_draft ORDER BY rowid DESC LIMIT 1')[0];
		const whole = made.look(Buffer.from(kept.whole, 'hex'));
		assert.deepEqual([whole.width, whole.height], [kept.width, kept.height]);
		assert.ok(kept.width <= 1600 && kept.height <= 1600 && kept.thumbnail.length / 2 <= 20000);
		assert.ok(!Buffer.from(kept.whole, 'hex').includes('script'));
		if (size)
			assert.deepEqual([kept.width, kept.height], size);
	});

await claim('more than the form may bring is refused with the limit in words', async () => {
	const answer = await send(visitor, start, `${slug}/issues/new`, {}, [['huge.jpg', Buffer.alloc(27 << 20)]]);
	assert.equal(answer.status, 413);
	assert.match(main(answer), /не більше 8 МБ, а всі файли разом — не більше 26 МБ/);
});

await claim('files where none are taken are dropped, and the form is small there', async () => {
	const answer = await send(visitor, await visitor.get('/sign-in'), '/sign-in', { login: 'x', password: 'y' }, [['p.jpg', photo]]);
	assert.equal(answer.status, 422);
	const large = await send(visitor, await visitor.get('/sign-in'), '/sign-in', { login: 'x', password: 'y' }, [['p.jpg', Buffer.alloc(2 << 20)]]);
	assert.equal(large.status, 413);
});

// ------------------------------------------------------------------ slow lines

await claim('a slow phone is waited for, a stalled one is not', async () => {
	const { port } = new URL(server.url);
	const begin = (bytes) => new Promise((resolve) => {
		const socket = net.connect(Number(port), '127.0.0.1', () => {
			socket.write(`POST ${slug}/issues/new HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\n` +
				`Content-Length: ${bytes}\r\n\r\n--b\r\n`);
			resolve(socket);
		});
		socket.on('error', () => {});
		socket.on('data', () => {});
		socket.on('close', () => { socket.isOver = true; });
	});
	const slow = await begin(1 << 20), stalled = await begin(1 << 20);
	const drip = setInterval(() => slow.writable && slow.write(Buffer.alloc(1200)), 500);
	await sleep(14000);
	assert.ok(!slow.isOver, 'longer than a form without photos may take');
	for (let i = 0; i < 50 && !stalled.isOver; i++)
		await sleep(500);
	assert.ok(stalled.isOver && !slow.isOver);
	clearInterval(drip);
	slow.destroy();
});

await claim('the server is unharmed', async () => {
	assert.equal((await new Visitor(server).get('/healthz')).status, 200);
	assert.equal(server.process.exitCode, null);
	assert.equal(server.query('PRAGMA quick_check')[0].quick_check, 'ok');
	assert.equal((await new Visitor(server).get(address(photos[0]))).status, 200);
});

await finish();
