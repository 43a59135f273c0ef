// The table of rights, asked over real HTTP: every route x every role, at home and in another hromada,
// with ids of other hromadas, with forged forms. What `poruch routes` says is what happens, 100 %.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const program = process.env.PORUCH ?? 'build/check/poruch';
const [head, ...lines] = execFileSync(program, ['routes'], { encoding: 'utf8' }).trimEnd().split('\n');
const roles = head.trim().split(/\s+/);
const routes = lines.map((line) => {
	const [, method, pattern, permission, rest] = /^(\S+)\s+(\S+)\s+(.+?)\s{2,}((?:yes|-).*)$/.exec(line);
	const may = rest.trim().split(/\s+/).map((word) => word === 'yes');
	return { method, pattern, permission, may: Object.fromEntries(roles.map((role, i) => [role, may[i]])),
		isCommunity: /^\/\*(\/|$)/.test(pattern) };
});

const server = await Server.start();
const one = (sql) => Object.values(server.query(sql)[0] ?? {})[0];
const home = one("SELECT id FROM community WHERE slug = 'korosten'");
const neighbour = server.query(`SELECT community.id, slug FROM community JOIN report_territory ON community_id = community.id
	WHERE report_id NOT IN (SELECT report_id FROM report_territory WHERE community_id = ${home}) ORDER BY 1 LIMIT 1`)[0];
const isPublic = 'published_at IS NOT NULL AND hidden_class IS NULL';
const number = (where) => one(`SELECT year || '-' || number FROM issue WHERE ${where} ORDER BY id DESC LIMIT 1`);
const anyIssue = number(`community_id = ${home} AND ${isPublic}`);
const report = one(`SELECT report_id FROM report_territory JOIN report ON report.id = report_id
	WHERE community_id = ${home} AND state = 'published' LIMIT 1`);
const foreignReport = one(`SELECT report_id FROM report_territory WHERE community_id = ${neighbour.id} AND
	report_id NOT IN (SELECT report_id FROM report_territory WHERE community_id = ${home}) LIMIT 1`);

// One signed-in visitor per role. Signing out and the like ends their sessions, so it comes last.
const visitors = {};
for (const role of roles) {
	visitors[role] = new Visitor(server);
	if (role !== 'resident')
		await visitors[role].signIn(role);
}

// What the works' people may act on is what was given to their body.
const given = number(`community_id = ${home} AND ${isPublic} AND organisation_id =
	(SELECT organisation_id FROM person WHERE login = 'works')`);

// A path of the pattern; what stands at its other * places exists where that does no harm.
function pathOf({ method, pattern }, slug, role) {
	const isHarmless = method === 'GET', issue = role === 'works' ? given : anyIssue;
	return pattern.replace(/^\/\*(?=\/)/, `/${slug}`)
		.replace(/\/issues\/\*/, `/issues/${issue}`).replace(/\/work\/\*/, `/work/${issue}`)
		.replace(/\/reports\/\*\/\*/, `/reports/${report}/v1`).replace(/\/reports\/\*/, `/reports/${report}`)
		.replace(/\/feeds\/\*/, '/feeds/issues.atom').replace(/\/people\/\*/, isHarmless ? '/people/1' : '/people/99999')
		.replace(/\*/g, '99999');
}

const isRefused = ({ status, location }) => status === 403 || (status === 303 && /^(\/en)?\/sign-in/.test(location));
// Leading to the sign-in page is the right answer to who is not signed in, and to nobody else.
const refusalOf = (role, { pattern } = {}) => (role === 'resident' && !pattern?.startsWith('/open311/') ? 303 : 403); // programs have keys

async function ask(role, route, slug, language = '') {
	const visitor = visitors[role];
	const path = language + pathOf(route, slug, role);
	if (route.method === 'GET')
		return visitor.get(path);
	return visitor.post(path, await visitor.secrets());
}

const byHarm = routes.filter(({ pattern }) => pattern !== '/metrics')
	.sort((a, b) => /sign-out|password|sign-in/.test(a.pattern) - /sign-out|password|sign-in/.test(b.pattern));
const isSafe = ({ pattern }) => !/^\/sign-out|sessions/.test(pattern);
let asked = 0;

for (const role of roles) {
	await claim(`${role} may do at home what the table says, and nothing else`, async () => {
		const wrong = [];
		for (const route of byHarm.filter(isSafe)) {
			const answer = await ask(role, route, 'korosten', asked % 2 && route.method === 'GET' && route.isCommunity ? '/en' : '');
			const mayNow = route.may[role];
			asked++;
			const isRight = mayNow ? !isRefused(answer) || (answer.location ?? '').startsWith('/sign-in') && route.pattern === '/sign-in'
				: answer.status === refusalOf(role, route);
			if (!isRight || answer.status >= 500)
				wrong.push(`${route.method} ${pathOf(route, 'korosten')}: ${answer.status} ${answer.location ?? ''}`);
		}
		assert.deepEqual(wrong, []);
	});
	await claim(`${role} of one hromada is a resident in another`, async () => {
		const everywhere = one(`SELECT count(*) FROM role_grant JOIN person ON person.id = person_id
			WHERE login = '${role}' AND community_id IS NULL`) > 0;
		const wrong = [];
		for (const route of byHarm.filter((one) => one.isCommunity)) {
			const answer = await ask(role, route, neighbour.slug);
			const mayNow = everywhere ? route.may[role] : route.may.resident;
			asked++;
			if (mayNow ? isRefused(answer) : answer.status !== refusalOf(role, route))
				wrong.push(`${route.method} ${pathOf(route, neighbour.slug)}: ${answer.status} ${answer.location ?? ''}`);
		}
		assert.deepEqual(wrong, []);
	});
	await claim(`${role} finds nothing of another hromada by its ids`, async () => {
		const wrong = [];
		const own = new Set(server.query(`SELECT year || '-' || number AS n FROM issue WHERE community_id = ${home}`).map(({ n }) => n));
		const theirs = server.query(`SELECT year || '-' || number AS n FROM issue WHERE community_id <> ${home}`)
			.map(({ n }) => n).filter((n) => !own.has(n));
		for (const route of byHarm.filter(({ isCommunity, pattern }) => isCommunity && /(reports|issues|work|my)\/\*/.test(pattern))) {
			for (const id of [route.pattern.includes('reports') ? foreignReport : theirs[0], '0', '-1', '99999999999999999999', '2026-99999']) {
				if (id === undefined)
					continue;
				const path = pathOf({ ...route, pattern: route.pattern.replace(/(reports|issues|work|my)\/\*/, `$1/${id}`) }, 'korosten');
				const answer = route.method === 'GET' ? await visitors[role].get(path)
					: await visitors[role].post(path, await visitors[role].secrets());
				asked++;
				if (![404, 410, refusalOf(role)].includes(answer.status))
					wrong.push(`${route.method} ${path}: ${answer.status} ${answer.location ?? ''}`);
			}
		}
		assert.deepEqual(wrong, []);
	});
}

await claim('the figures of the service are for this machine alone', async () => {
	assert.equal((await visitors.admin.get('/metrics', { 'x-forwarded-for': '192.0.2.1' })).status, 404);
	assert.equal((await visitors.resident.get('/metrics')).status, 200);
});

await claim('a person cannot end the session of another', async () => {
	const chairs = one("SELECT session.id FROM session JOIN person ON person.id = person_id WHERE login = 'chair'");
	await visitors.member.post(`/account/sessions/${chairs}/end`, await visitors.member.secrets());
	assert.equal((await visitors.chair.get('/account')).status, 200);
});

await claim('an address is asked in its own way or told which', async () => {
	for (const route of routes.filter(({ method, pattern }) => method === 'POST' &&
		!routes.some((other) => other.method === 'GET' && other.pattern === pattern))) {
		const answer = await visitors.admin.get(pathOf(route, 'korosten'));
		if (answer.status !== 405)
			assert.ok([404, 200, 410].includes(answer.status), `${route.pattern}: ${answer.status}`);
	}
});

// Everything but sessions, which note when they were last used, and what is derived for finding, which is
// settled every minute.
function whole() {
	const tables = server.query("SELECT name FROM sqlite_master WHERE type = 'table' "
		+ "AND name NOT LIKE 'issue_search_%' AND name NOT LIKE 'finder_%' AND name <> 'session'");
	return Object.fromEntries(tables.map(({ name }) => [name,
		createHash('sha256').update(JSON.stringify(server.query(`SELECT * FROM ${name}`))).digest('hex')]));
}

await claim('no GET changes anything, whoever asks', async () => {
	const before = whole();
	for (const role of roles)
		for (const route of routes.filter(({ method }) => method === 'GET'))
			await ask(role, route, 'korosten');
	assert.deepEqual(whole(), before);
});

// ------------------------------------------------------------------ forged forms

// Whoever may; and with enough in the form that it would do something if it were believed.
const actions = routes.filter(({ method }) => method === 'POST');
const trusted = (route) => roles.find((role) => role !== 'resident' && route.may[role]);
const fields = { login: 'admin', password: 'x', to: 'in_progress', note: 'x', reason: 'personal', title: 'x', text: 'x', name: 'x',
	category: 'lighting', place: 'x', role: 'observer', hidden_class: 'personal' };
const forgeries = {
	'no token': (mine) => [{ once: mine.once }, {}],
	"another's token": (mine, theirs) => [{ ...mine, token: theirs.token }, {}],
	'a token that was changed': (mine) => [{ ...mine, token: mine.token.replace(/.$/, (c) => (c === 'a' ? 'b' : 'a')) }, {}],
	'a token of a time to come': (mine) => [{ ...mine, token: mine.token.replace(/^[0-9a-f]+/, (hour) => (parseInt(hour, 16) + 9).toString(16)) }, {}],
	'from another site': (mine) => [mine, { 'sec-fetch-site': 'cross-site' }],
	'from a sister site': (mine) => [mine, { 'sec-fetch-site': 'same-site' }],
	'with a foreign origin': (mine) => [mine, { origin: 'https://evil.example' }],
	'with an origin that is none': (mine) => [mine, { origin: 'null' }],
};
const other = new Visitor(server);
await other.signIn('observer');
for (const [what, forge] of Object.entries(forgeries)) {
	await claim(`every form ${what} is refused, and does nothing`, async () => {
		const before = whole();
		const wrong = [];
		for (const route of actions) {
			const visitor = visitors[trusted(route) ?? 'admin'];
			const [hidden, headers] = forge(await visitor.secrets(), await other.secrets());
			const answer = await visitor.ask(pathOf(route, 'korosten'), { method: 'POST', headers,
				body: new URLSearchParams({ ...fields, ...hidden }) });
			asked++;
			// 422 is the page that shows everything typed and asks to send it once more.
			// Where a secret in the address decides, nobody's is nowhere; mail services post there without a token.
			const isNothing = answer.status === 404 && ['/account/link/*', '/mail/*'].includes(route.pattern);
			if (![403, 422].includes(answer.status) && !isNothing)
				wrong.push(`POST ${pathOf(route, 'korosten')}: ${answer.status} ${answer.location ?? ''}`);
		}
		assert.deepEqual(wrong, []);
		assert.deepEqual(whole(), before, 'something was written');
	});
}
await claim('all are still signed in after that', async () => {
	for (const role of roles.slice(1))
		assert.equal((await visitors[role].get('/account')).status, 200, role);
});

await claim('a form sent again leads to where it led, and counts once', async () => {
	const resident = new Visitor(server);
	const typed = { ...await resident.secrets('/korosten/issues/new?category=lighting&step=place'), title: 'Темно двічі' };
	const first = await resident.report(typed);
	assert.equal(first.status, 303);
	const again = await Promise.all([1, 2, 3].map(() => resident.report(typed)));
	for (const answer of again) {
		assert.equal(answer.status, 303);
		assert.equal(answer.location, first.location);
	}
	assert.equal(one("SELECT count(*) FROM issue WHERE title = 'Темно двічі'"), 1);
});

await claim('the end of a session ends its rights', async () => {
	for (const role of ['admin', 'chief']) {
		const cookie = new Map(visitors[role].cookies);
		const secrets = await visitors[role].secrets();
		assert.equal((await visitors[role].post('/sign-out', secrets)).status, 303);
		visitors[role].cookies = cookie;
		assert.equal((await visitors[role].get('/account')).status, 303);
		assert.equal((await visitors[role].get('/korosten/work')).status, 303);
	}
});
console.log(`${routes.length} routes, ${roles.length} roles, ${asked} requests judged`);
await finish();
