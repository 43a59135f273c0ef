// A canary word in every private or unmoderated field, then every public address asked for it.
//
// All canaries begin with the same letters, so one search of an answer finds any of them. What the public
// can ask comes from `poruch routes`: a public GET route that this test does not know how to fill fails it.
// Links found in the answers are followed as well, so that archives, filters and exports come by themselves.
// Each canary has to be seen by staff who may: a test that placed nothing would prove nothing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const program = process.env.PORUCH ?? 'build/check/poruch';
const song = 'zqx', decoy = 'zqy'; // neither stands in any language
const placed = [];
function canary(where) {
	const letters = String.fromCharCode(97 + Math.floor(placed.length / 26), 97 + (placed.length % 26));
	placed.push({ word: `${song}${letters}nest`, where });
	return placed.at(-1).word;
}

// ---------------------------------------------------------------- placing them

const server = await Server.start();
const one = (sql) => Object.values(server.query(sql)[0] ?? {})[0];
const resident = new Visitor(server), moderator = new Visitor(server), secretary = new Visitor(server),
	police = new Visitor(server), chief = new Visitor(server), admin = new Visitor(server);
await moderator.signIn('moderator');
await secretary.signIn('secretary');
await police.signIn('police');
await chief.signIn('chief');
await admin.signIn('admin');

async function act(visitor, path, fields, expected = 303) {
	const answer = await visitor.post(path, { ...await visitor.secrets(), ...fields });
	assert.equal(answer.status, expected, `${path}: ${answer.status} ${/<ul class="faults">[\s\S]*?<\/ul>/.exec(answer.text)?.[0] ?? ''}`);
	return answer;
}

const phone = '+380509876543', phoneDigits = /509876543/;
async function reported(name, values = {}) {
	const answer = await resident.report({
		title: `Ліхтар ${canary(`title, ${name}`)}`, text: `Не світить ${canary(`text, ${name}`)} вже тиждень.`,
		place: `біля ${canary(`place, ${name}`)}`, contact_name: canary(`contact name, ${name}`), contact_phone: phone,
		contact_email: `${canary(`contact e-mail, ${name}`)}@example.org`, ...values });
	assert.equal(answer.status, 303);
	return { secret: answer.location.split('?')[0], number: one("SELECT year || '-' || number FROM issue ORDER BY id DESC LIMIT 1") };
}
const step = (visitor, { number }, to, more = {}) => act(visitor, `/korosten/issues/${number}/state`, { to, note: 'Для всіх.', ...more });
const clean = { title: 'Не світить ліхтар', text: 'На вулиці темно.', place: 'вул. Гоголя', reason: 'personal' };
async function published(name, values) {
	const issue = await reported(name, values);
	await act(moderator, `/korosten/issues/${issue.number}/edit`, { ...clean, precision: '2', internal_note: canary(`note of the edit, ${name}`) });
	await step(moderator, issue, 'registered');
	return issue;
}

const kept = {};
kept.edited = await published('edited out before it was published');
kept.waiting = await reported('waits for moderation');
kept.declined = await reported('declined');
await step(moderator, kept.declined, 'declined', { reason: 'personal', note: canary('answer to a declined report') });
kept.duplicate = await reported('duplicate');
await step(moderator, kept.duplicate, 'duplicate', { duplicate_of: kept.edited.number });
kept.restricted = await reported('restricted');
await step(moderator, kept.restricted, 'restricted', { reason: 'military' });
kept.embargoed = await reported('under embargo');
await step(moderator, kept.embargoed, 'registered', { publish_not_before: '01.01.2031 10:00' });

// Public for a while with its words, read by feed readers and caches, and then hidden; or edited.
kept.hidden = await reported('hidden after it was public');
await step(moderator, kept.hidden, 'registered');
kept.late = await reported('edited after it was public');
await step(moderator, kept.late, 'registered');
const early = [`/korosten/issues/${kept.hidden.number}`, '/korosten/issues', '/korosten/feeds/issues.atom', '/korosten/feeds/everything.rss',
	`/korosten/issues/${kept.hidden.number}.atom`, '/korosten/data/issues.csv', '/korosten/', `/korosten/issues?q=${placed.at(-2).word}`];
let seenEarly = 0;
for (const path of early)
	seenEarly += (await new Visitor(server).get(path)).text.includes(song);
await act(moderator, `/korosten/issues/${kept.hidden.number}/hide`, { reason: 'personal', internal_note: canary('note of the hiding') });
await act(moderator, `/korosten/issues/${kept.late.number}/edit`, { ...clean, precision: '2' });

// A place told more exactly than may be published.
kept.coarse = await reported('settlement only', { lat: '50.931734', long: '28.617519' });
await act(moderator, `/korosten/issues/${kept.coarse.number}/edit`, { ...clean, place: `біля ${canary('place above the precision')}`, precision: '1' });
await step(moderator, kept.coarse, 'registered');

await act(secretary, `/korosten/issues/${kept.edited.number}/note`, { internal_note: canary('internal note') });
const body = one("SELECT id FROM organisation WHERE community_id = (SELECT id FROM community WHERE slug = 'korosten') LIMIT 1");
await step(secretary, kept.edited, 'assigned', { responsible: body, due: '31.12.2026', internal_note: canary('internal note of a step') });

// Words that a moderator read and would not have, or had otherwise: seen by them once, and gone since.
const wasSeen = new Set();
async function decide(text, fields, action) {
	await act(resident, `/korosten/issues/${kept.edited.number}/comment`, { text });
	const queue = await moderator.get(`/korosten/work/${kept.edited.number}/messages`);
	placed.forEach(({ word }) => queue.text.includes(word) && wasSeen.add(word));
	assert.equal((await moderator.fill(queue, fields, action)).status, 303);
}
await decide(`Це зробив ${canary('comment that was declined')}.`, { reason: 'offtopic' }, /\/decline$/);
await decide(`Тут живе ${canary('comment before it was let through otherwise')}.`, { text: 'Так само й сьогодні.', reason: 'personal' }, /\/accept$/);

// What residents send later: nobody has read it, or a moderator would not have it.
await act(resident, `/korosten/issues/${kept.edited.number}/comment`, { text: `Бачив ${canary('comment that waits')} сам.` });
await act(resident, kept.edited.secret, { do: 'addition', text: `Додаю: ${canary('addition that waits')}.` });
await act(resident, kept.restricted.secret, { do: 'addition', text: `Ще: ${canary('addition to a restricted report')}.` });
// Taken back at once: the line stays, its words are nobody's.
kept.undone = await published('its step was taken back');
await step(secretary, kept.undone, 'assigned', { responsible: body, due: '30.12.2026',
	note: canary('note of a step taken back'), internal_note: canary('internal note of a step taken back') });
await act(secretary, `/korosten/issues/${kept.undone.number}/undo`, {});

// Entered by the secretary for somebody who called: public at once but for who it was.
const entered = await secretary.fill(await secretary.get('/korosten/work/new'), { source: 'call', category: 'lighting',
	title: 'Темно біля аптеки', text: 'Темно біля аптеки на розі.', place: 'аптека на розі',
	contact_name: canary('contact name of a caller'), contact_phone: phone,
	contact_email: `${canary('contact e-mail of a caller')}@example.org` }, '/korosten/issues');
assert.equal(entered.status, 303);
kept.entered = { secret: entered.location.split('?')[0], number: one("SELECT year || '-' || number FROM issue ORDER BY id DESC LIMIT 1") };

kept.withdrawn = await published('withdrawn');
await act(resident, kept.withdrawn.secret, { do: 'withdrawal', text: canary('reason of a withdrawal') });
kept.early = await reported('withdrawn before anybody read it');
await act(resident, kept.early.secret, { do: 'withdrawal', text: canary('reason of an early withdrawal') });

// Sent by a program, which waits as well; who it belongs to is internal.
const madeKey = await act(admin, '/admin/keys', { name: canary('name of a key'), community: 'korosten', may_report: '1', may_update: '1',
	per_minute: '60', per_day: '60' }, 200);
const send = async (path, fields) => {
	const answer = await new Visitor(server).ask(`/open311/v2/${path}.json?jurisdiction_id=korosten`, { method: 'POST',
		body: new URLSearchParams({ api_key: /<code>([\w-]{32})<\/code>/.exec(madeKey.text)[1], ...fields }) });
	assert.equal(answer.status, 200, answer.text);
	return JSON.parse(answer.text)[0];
};
const { token } = await send('requests', { service_code: 'lighting', 'attribute[title]': `Ліхтар ${canary('title, from a program')}`,
	description: `Темно ${canary('text, from a program')} вже тиждень.`, address_string: `біля ${canary('place, from a program')}`,
	first_name: canary('first name, from a program'), last_name: canary('last name, from a program'), phone,
	email: `${canary('e-mail, from a program')}@example.org`, lat: '50.931734', long: '28.617519' });
kept.sent = { number: one("SELECT year || '-' || number FROM issue ORDER BY id DESC LIMIT 1") };
await send('servicerequestupdates', { service_request_id: kept.coarse.number, update_id: '1', status: 'closed',
	description: `Зробив ${canary('update from a program')}.` });

// Staff: names, logins and posts are internal.
const login = canary('login'), staffName = canary('name of a person'), post = canary('post of a person');
await act(admin, '/admin/people', { login, name: staffName, post, role: 'moderator', community: 'korosten' }, 200);
await server.stop('SIGINT').catch(() => {});
execFileSync(program, ['person', 'add', '--data', server.data, '--role', 'secretary', '--community', 'korosten',
	'--login', `${login}b`, '--name', `${staffName} B`, '--password-stdin'], { input: 'a long enough word for it\n' });

// Rows for what has no page yet, or none that this test should depend on; columns as in the schema.
const sql = (text) => execFileSync('sqlite3', [join(server.data, 'poruch.db')], { input: text, encoding: 'utf8' });
const issueId = (issue) => `(SELECT id FROM issue WHERE year || '-' || number = '${issue.number}' AND community_id = (SELECT id FROM community WHERE slug = 'korosten'))`;
const home = "(SELECT id FROM community WHERE slug = 'korosten')";
// 22 letters, as names are, or no address would lead there; one photo anybody may see, so that the way is known.
const photoName = canary('name of a photo that waits').padEnd(21, '0');
sql(`INSERT INTO photo (community_id, issue_id, position, name, moment, state, alt, width, height, size, made_at)
	VALUES (${home}, ${issueId(kept.edited)}, 1, '${photoName}s', 'before', 'waiting', '${canary('alt of a photo that waits')}', 8, 8, 64, 1794000000),
		(${home}, ${issueId(kept.hidden)}, 1, '${photoName}h', 'before', 'public', '${canary('alt of a photo of a hidden issue')}', 8, 8, 64, 1794000000),
		(${home}, ${issueId(kept.edited)}, 2, '${'public'.padEnd(22, '0')}', 'before', 'public', 'Стовп', 8, 8, 64, 1794000000),
		(${home}, ${issueId(kept.waiting)}, 1, '${photoName}w', 'before', 'waiting', '${canary('alt of a photo of an issue that waits')}', 8, 8, 64, 1794000000);
	INSERT INTO photo_bytes SELECT id, 'whole', 'image/jpeg', CAST('${canary('bytes of a photo')}' AS BLOB) FROM photo WHERE name LIKE '${song}%';
	INSERT INTO photo_bytes SELECT id, 'thumbnail', 'image/jpeg', CAST('${placed.at(-1).word}' AS BLOB) FROM photo WHERE name LIKE '${song}%';
	INSERT INTO photo_bytes SELECT id, form, 'image/jpeg', CAST('light' AS BLOB) FROM photo, (SELECT 'whole' AS form UNION SELECT 'thumbnail')
		WHERE name LIKE 'public%';
	INSERT INTO answer_template (community_id, state, name, text) VALUES (${home}, 'clarified', '${canary('name of a template')}', '${canary('text of a template')}');
	INSERT INTO appeal (community_id, issue_id, number, arrived_on, received_on, kind, receipt, sign, subject, term, due_on)
		VALUES (${home}, ${issueId(kept.edited)}, '${canary('number of an appeal')}', '2026-11-01', '2026-11-02', '3.1', '1.1', '2.1', '5.1', 'ordinary', '2026-12-02');`);
await server.run();
for (const visitor of [moderator, secretary, police, chief, admin])
	visitor.cookies.clear();
await moderator.signIn('moderator');
await secretary.signIn('secretary');
await police.signIn('police');
await chief.signIn('chief');
await admin.signIn('admin');
const other = new Visitor(server);
await other.signIn(`${login}b`, 'a long enough word for it');
await step(other, kept.edited, 'in_progress', {});

// Police reports: a draft, and one that was withdrawn.
const reportForm = { kind: 'bimonthly', basis: 'period', unit: 'Відділ', author_post: 'начальник', territory: 'UA18060090000061708' };
await act(police, '/korosten/reports', { ...reportForm, from: '01.03.2021', to: '30.04.2021', summary: canary('summary of a draft'),
	'section.crime': canary('section of a draft') });
const withdrawn = (await act(police, '/korosten/reports', { ...reportForm, from: '01.05.2021', to: '30.06.2021',
	summary: canary('summary of a withdrawn report'), 'section.crime': canary('section of a withdrawn report') })).location.split('?')[0];
await act(chief, `${withdrawn}/publish`, {});
await act(chief, `${withdrawn}/withdraw`, { reason: 'Помилка в періоді.' });

// ---------------------------------------------------------------- every public address

const [head, ...lines] = execFileSync(program, ['routes'], { encoding: 'utf8' }).trimEnd().split('\n');
const routes = lines.map((line) => /^(\S+)\s+(\S+)\s+(.+?)\s{2,}((?:yes|-).*)$/.exec(line))
	.map(([, method, pattern, , may]) => ({ method, pattern, isPublic: may.startsWith('yes') }));
assert.ok(head.trim().startsWith('resident'));

const slugs = ['korosten', one(`SELECT slug FROM community WHERE slug <> 'korosten' LIMIT 1`)].filter(Boolean);
const issues = [...new Set([...Object.values(kept).map(({ number }) => number),
	...server.query(`SELECT year || '-' || number AS n FROM issue WHERE community_id = ${home} ORDER BY id LIMIT 12`).map(({ n }) => n)])];
const reports = server.query('SELECT id FROM report').map(({ id }) => id);
const formats = ['atom', 'rss', 'json'];
const kinds = ['everything', 'issues', 'updates', 'reports', 'meetings', 'decisions'];
const filters = ['', '?q=%D0%BB%D1%96%D1%85%D1%82%D0%B0%D1%80', '?category=lighting', '?state=open', '?state=resolved', '?state=closed', '?state=overdue', '?state=moderation',
	'?state=declined', '?state=restricted', '?state=new', '?from=2026-01-01', '?before=999999', `?body=${body}`, '?photo=1', '?overdue=1',
	'?sort=oldest', '?sort=supported', '?lang=uk'];
const photos = server.query('SELECT name FROM photo').map(({ name }) => name);
const product = (stem, ...lists) => lists.reduce((made, list) => made.flatMap((s) => list.map((x) => s.replace('*', x))), [stem]);

// What stands at the * places behind the hromada's. null: of no use to who is signed out but by guessing.
const fillings = [
	[/^\/open311\/v2\/(services|requests|servicerequestupdates)\.\w+$/, (pattern) => slugs.flatMap((slug) => ['', '&extensions=true',
		'&status=open', '&status=closed', '&service_code=lighting', '&updated_after=2026-01-01', '&page_size=1',
		'&q=%D0%BB%D1%96%D1%85%D1%82%D0%B0%D1%80', '&bbox=28,50,29,51', `&service_request_id=${issues.join(',')}`]
		.map((more) => `${pattern}?jurisdiction_id=${slug}${more}`))],
	[/^\/open311\/v2\/services\/\*/, (pattern) => [`${pattern.replace('*', 'lighting')}?jurisdiction_id=korosten`]],
	[/^\/open311\/v2\/requests\/\*/, (pattern) => issues.map((n) => `${pattern.replace('*', n)}?jurisdiction_id=korosten&extensions=true`)],
	[/^\/open311\/v2\/tokens\/\*/, (pattern) => ['nothing', token].map((word) => `${pattern.replace('*', word)}?jurisdiction_id=korosten`)],
	[/^\/feeds\/\*$/, () => product('*', kinds.flatMap((kind) => formats.map((format) => `/feeds/${kind}.${format}`)))],
	[/^\/\*\.xml$/, () => ['korosten', 'korosten-2026-1', 'nothing'].map((name) => `/sitemap-${name}.xml`)],
	[/^\/embed\/\*$/, () => slugs.flatMap((slug) => filters.map((filter) => `/embed/${slug}${filter}`))],
	[/^\/embed\/\*\//, (pattern) => slugs.map((slug) => pattern.replace('*', slug))],
	[/^\/mail\/\*$/, () => ['/mail/nothing']],
	[/^\/static\/\*$/, () => ['/static/nothing.css']],
	[/^\/account\/link\/\*$/, () => ['/account/link/nothing']],
	[/^\/\*\/feeds\/\*$/, () => slugs.flatMap((slug) => kinds.flatMap((kind) => formats.flatMap((format) =>
		[...filters, '?archive=1', '?archive=2'].map((filter) => `/${slug}/feeds/${kind}.${format}${filter}`))))],
	[/^\/\*\/(issues|i)\/\*/, (pattern) => issues.map((n) => pattern.replace('*', 'korosten').replace('*', n))],
	[/^\/\*\/my\/\*/, (pattern) => ['nothing', ...issues].map((n) => pattern.replace('*', 'korosten').replace('*', n))],
	[/^\/\*\/reports\/\*\.\w+$/, (pattern) => reports.slice(-6).map((id) => `/korosten/reports/${id}${/\.\w+$/.exec(pattern)[0]}`)],
	[/^\/\*\/reports\/\*\/\*\.\w+$/, (pattern) => reports.slice(-3).map((id) => `/korosten/reports/${id}/v1${/\.\w+$/.exec(pattern)[0]}`)],
	[/^\/\*\/questions\/\*$/, () => server.query('SELECT year, number FROM question')
		.map(({ year, number }) => `/korosten/questions/${year}-${number}`)],
	[/^\/\*\/data\/\*$/, () => ['issues', 'reports', 'indicators', 'questions'].map((key) => `/korosten/data/${key}`)],
	[/^\/\*\/indicators\/\*$/, () => ['calls_total', 'dv_reports'].map((key) => `/korosten/indicators/${key}`)],
	[/^\/\*\/reports\/\*\/\*$/, () => reports.flatMap((id) => [`/korosten/reports/${id}/v1`, `/korosten/reports/${id}/v2`])],
	[/^\/\*\/reports\/\*$/, () => reports.map((id) => `/korosten/reports/${id}`)],
	[/^\/\*\/photos\/\*\.jpg$/, (pattern) => photos.flatMap((name) => ['.jpg', '-thumb.jpg']
		.map((end) => pattern.replace('*', 'korosten').replace('*.jpg', name + end)))],
	[/^\/\*\/$/, () => slugs.map((slug) => `/${slug}/`)],
	[/^\/\*\/(issues|feeds\.opml|subscribe|poster|reports|data\/[\w.]+|map[\w.]*|how[\w-]*|performance[\w.-]*|figures[\w.-]*|issues\/new|issues\.[a-z]+|sitemap\.xml|issues\/map[\w.]*)$/,
		(pattern) => slugs.flatMap((slug) => filters.map((filter) => pattern.replace('*', slug) + filter))],
	[/^\/[^*]*$/, (pattern) => [pattern]],
	[/^\/\*\/[^*]*$/, (pattern) => slugs.map((slug) => pattern.replace('*', slug))],
];

const unknown = [];
const paths = new Set(['/nothing/here', '/korosten/nothing', '/korosten/issues/2026-99999', '/korosten/issues/x?q=%ff', '/sitemap.xml',
	'/korosten/work', '/admin/audit', '/kept']);
for (const { pattern } of routes.filter(({ method, isPublic }) => method === 'GET' && isPublic)) {
	const found = fillings.find(([shape]) => shape.test(pattern));
	if (found)
		found[1](pattern).forEach((path) => paths.add(path));
	else
		unknown.push(pattern);
}

await claim('every public route is asked', () => assert.deepEqual(unknown, []));
await claim('what was hidden later was public before', () => assert.ok(seenEarly >= 5, `${seenEarly} of ${early.length}`));

const outsider = new Visitor(server);
const sightings = [], codings = new Set(), statuses = new Map(), answered = new Map();
const inEnglish = (path) => path === '/' ? '/en/' : `/en${path}`;
// What has to be there and readable, or its silence would prove nothing.
const mustAnswer = [/^\/$/, /^\/korosten\/$/, /\/issues$/, /\/issues\?q=/, /\/issues\?.*before=/, /\/issues\/\d{4}-\d+$/, /\/issues\/[\d-]+\.atom$/,
	/\/issues\/[\d-]+\.rss$/, /\/issues\/[\d-]+\.json$/, /\/data\/issues\.csv/, /\/data\/issues\.json/, /\/data\/issues\.geojson/, /\/data\/reports\.csv/,
	/\/data\/indicators\.csv/, /\/data\/performance\.csv/, /\/feeds\.opml$/, /^\/feeds\.opml$/, /\/map$/, /\/map\/interactive$/, /\/poster$/, /\/performance$/,
	/requests\.json\?jurisdiction_id=korosten$/, /requests\.xml\?jurisdiction_id=korosten&extensions=true$/, /requests\/[\d-]+\.json\?/,
	/servicerequestupdates\.xml\?jurisdiction_id=korosten$/, /tokens\/[\w-]+\.json\?/,
	/\/subscribe$/, /\/reports$/, /\/reports\/\d+$/, /\/photos\/\w+[\w-]*\.jpg$/, /^\/privacy$/, /\/issues\/new$/, /\/issues\/[\d-]+\/comment$/,
	...formats.flatMap((format) => ['everything', 'issues', 'updates', 'reports'].map((kind) => new RegExp(`^/korosten/feeds/${kind}\\.${format}$`))),
	...formats.flatMap((format) => [new RegExp(`^/feeds/everything\\.${format}$`), new RegExp(`^/korosten/feeds/\\w+\\.${format}\\?archive=`)])];
// The whole shape of a canary: three letters alone also stand in random tokens.
const marks = [new RegExp(`${song}[a-z]{2}nest`), phoneDigits, /50\.9317|50\.932/, /28\.6175|28\.618/];
const words = (text) => text.replaceAll(/[ ()-]/g, ' ').toLowerCase();

async function look(path, headers) {
	const answer = await outsider.ask(path, { headers });
	outsider.cookies.clear();
	codings.add(answer.headers.get('content-encoding') ?? 'plain');
	answered.set(path, answer.status);
	statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
	const whole = words(`${[...answer.headers].filter(([name]) => name !== 'content-location').flat().join('\n')}\n${answer.text}`);
	// An address that was asked for with a canary may be repeated; anything more may not.
	const told = whole.replaceAll(words(path), '').replaceAll(words(encodeURIComponent(path)), '');
	for (const mark of marks) {
		const at = told.search(mark);
		if (at >= 0)
			sightings.push(`${path}: ${told.slice(Math.max(0, at - 60), at + 40)}`);
	}
	return answer;
}

// The ways on that an answer shows: links of pages, feeds, sitemaps, outlines.
function waysOn(text, only = /^\/(?!(en\/)?(static|account|sign-in|admin))/) {
	const found = [];
	for (const [, address] of text.matchAll(/(?:href|src|url|xmlUrl|htmlUrl|next_url|home_page_url|feed_url)"?[=:]\s*"([^"#]+)/g)) {
		const path = address.replaceAll('&amp;', '&').replace(/^https?:\/\/[^/]+/, '');
		if (only.test(path))
			found.push(path);
	}
	return found;
}

let asked = 0;
await claim('no canary is seen on any public address, in both languages, compressed or not, nor one link further', async () => {
	const ways = new Set(paths);
	for (const path of ways) {
		const isPage = !path.startsWith('/en/');
		const answer = await look(path, asked % 2 ? { 'accept-encoding': 'gzip' } : { 'accept-encoding': 'identity' });
		asked++;
		if (isPage && paths.has(path)) {
			await look(inEnglish(path), asked % 2 ? { 'accept-encoding': 'identity' } : { 'accept-encoding': 'gzip' });
			asked++;
		}
		if (ways.size < paths.size + 1000)
			waysOn(answer.text).forEach((way) => ways.add(way));
	}
	assert.deepEqual([...new Set(sightings)].slice(0, 10), []);
	for (const path of paths)
		assert.ok(answered.has(path) && answered.has(inEnglish(path)), `${path} is asked in both languages`);
	const read = [...answered].filter(([, status]) => status === 200).map(([path]) => path);
	const english = read.filter((path) => path.startsWith('/en/')).map((path) => path.slice(3));
	const ukrainian = read.filter((path) => !path.startsWith('/en/'));
	const silent = mustAnswer.filter((shape) => !english.some((path) => shape.test(path)) || !ukrainian.some((path) => shape.test(path)));
	assert.deepEqual(silent, [], 'what nobody read proves nothing');
	assert.ok(codings.has('plain') && codings.has('gzip'), [...codings].join());
	for (const status of [200, 404, 410])
		assert.ok(statuses.get(status), `${status} is among the answers`);
});

// Packed, it says nothing to who reads over its bytes.
await claim('nor does one stand in the whole register as one file', async () => {
	const packed = await fetch(new URL('/korosten/data/register.zip', server.url));
	assert.equal(packed.status, 200);
	const text = words(execFileSync('python3', ['-c', 'import io, sys, zipfile\n' +
		'with zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())) as whole:\n' +
		'    for name in whole.namelist(): sys.stdout.buffer.write(whole.read(name))'],
	{ input: Buffer.from(await packed.arrayBuffer()), maxBuffer: 1 << 28, encoding: 'utf8' }));
	assert.ok(text.length > 100000, `${text.length} characters`);
	assert.deepEqual(marks.filter((mark) => mark.test(text)), []);
});

// Search answers for a canary exactly as for a word that stands nowhere.
await claim('search does not know any canary', async () => {
	const wrong = [];
	const doors = [...routes].filter(({ method, isPublic, pattern }) => method === 'GET' && isPublic &&
		/^\/\*\/(issues|data\/issues\.\w+|map[\w.]*)$/.test(pattern)).map(({ pattern }) => pattern.replace('*', 'korosten'));
	doors.push(...formats.map((format) => `/korosten/feeds/issues.${format}`));
	doors.push('/open311/v2/requests.json?jurisdiction_id=korosten', '/open311/v2/requests.xml?jurisdiction_id=korosten');
	doors.push(...doors.map(inEnglish));
	// What changes from one answer to the next by itself.
	const settled = (text) => text.replace(/<updated>[^<]*<\/updated>/g, '').replace(/name="(token|once)" value="[^"]*"/g, '');
	for (const door of doors)
		for (const { word, where } of placed) {
			const nobody = word.replace(song, decoy);
			const found = settled((await outsider.get(`${door}${door.includes('?') ? '&' : '?'}q=${word}`)).text).replaceAll(word, nobody);
			if (found !== settled((await outsider.get(`${door}${door.includes('?') ? '&' : '?'}q=${nobody}`)).text))
				wrong.push(`${door}: ${where}`);
		}
	assert.deepEqual(wrong, []);
});

await claim('each canary is seen by staff who may, so that it was there to be found', async () => {
	const seen = new Set(wasSeen);
	const note = (text) => placed.forEach(({ word }) => text.includes(word) && seen.add(word));
	for (const visitor of [moderator, secretary, police, chief, admin]) {
		const ways = new Set(['/admin/people', '/admin/audit', ...slugs.slice(0, 1).flatMap((slug) => [`/${slug}/work`, `/${slug}/reports`])]);
		for (const path of routes.filter(({ method, pattern }) => method === 'GET' && !/\*.*\*/.test(pattern)).map(({ pattern }) => pattern.replace('*', 'korosten')))
			ways.add(path);
		for (const number of issues)
			ways.add(`/korosten/work/${number}`);
		for (const number of issues)
			ways.add(`/korosten/work/${number}?to=clarified`).add(`/korosten/work/${number}/messages`);
		for (const id of reports)
			ways.add(`/korosten/reports/${id}/edit`);
		let steps = 0;
		for (const path of ways) {
			if (steps++ > 800)
				break;
			const { text } = await visitor.get(path);
			note(text);
			waysOn(text, /^\/(korosten\/(work|appeals|reports|photos)|admin\/people)/).forEach((way) => ways.add(way));
		}
	}
	for (const number of Object.values(kept).map((issue) => issue.number))
		note((await secretary.post(`/korosten/issues/${number}/contact`, await secretary.secrets())).text);
	for (const { secret } of Object.values(kept))
		note((await resident.get(secret)).text);
	for (const [line] of server.query('SELECT summary FROM report_version').map(Object.values))
		note(String(line));
	// The one that is kept nowhere: what was withdrawn before anybody read it needs no reason.
	const missing = placed.filter(({ word, where }) => !seen.has(word) && where !== 'reason of an early withdrawal').map(({ where }) => where);
	assert.deepEqual(missing, []);
});

await claim('a reason that nobody needs is not kept', () => {
	const { word } = placed.find(({ where }) => where === 'reason of an early withdrawal');
	const all = execFileSync('sqlite3', ['-readonly', join(server.data, 'poruch.db'), '.dump'], { encoding: 'utf8', maxBuffer: 1 << 29 });
	assert.ok(!all.includes(word));
	assert.ok(all.includes(placed.find(({ where }) => where === 'reason of a withdrawal').word));
});

await claim('the audit log names no resident and repeats nothing of theirs', () => {
	const lines = server.query(`SELECT action, subject, before, after FROM audit WHERE (before || after) LIKE '%${song}%' AND action NOT LIKE 'person %' AND action NOT LIKE 'report %' AND action NOT LIKE 'key %'`);
	assert.deepEqual(lines, []);
});

await claim('the log of the service has none of it, and no address of a visitor', () => {
	assert.ok(!server.log.includes(song), server.log);
	assert.ok(!/(?<!listening on (http:\/\/)?)127\.0\.0\.1(?!:\d+\s*$)/m.test(server.log.replaceAll(/listening on.*/g, '')), server.log);
});

console.log(`${asked} addresses asked, ${placed.length} canaries`);
await finish();
