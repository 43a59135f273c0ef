// What journeys are made of: a server of their own over real HTTP, visitors who keep cookies and fill
// in forms as a browser would, and claims that are counted.
//
//	const server = await Server.start();
//	const resident = new Visitor(server);
//	await claim('nothing of it is visible', async () => { ... assert ... });
//	finish();

import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = process.env.PORUCH ?? 'build/check/poruch';
export const password = 'poruch-demo-2026';

let passed = 0, failed = 0;
const servers = [];

// One claim of a story; the story goes on after a failure, so that all of them are seen.
export async function claim(text, check) {
	try {
		await check();
		passed++;
	} catch (error) {
		failed++;
		console.error(`FAILED: ${text}\n  ${String(error.stack ?? error).replaceAll('\n', '\n  ')}`);
	}
}

export async function finish() {
	for (const server of servers)
		await server.stop();
	console.log(`${passed} passed, ${failed} failed`);
	process.exit(failed ? 1 : 0);
}

// The demonstration, made once for all journeys of a run and copied for each.
function demonstration() {
	const made = join(process.env.PORUCH_TEST_DATA ?? tmpdir(), 'poruch-demo');
	if (!existsSync(join(made, 'poruch.db'))) {
		rmSync(made, { recursive: true, force: true });
		execFileSync(program, ['demo', '--data', made], { stdio: ['ignore', 'ignore', 'inherit'] });
	}
	return made;
}

export class Server {
	// Serve a copy of the demonstration (or the folder given) on a free port; by a clock that pass() moves
	// when one is asked for.
	static async start({ data, more = [], hasClock = false } = {}) {
		const server = new Server();
		if (hasClock)
			server.makeClock();
		if (!data) {
			server.folder = mkdtempSync(join(tmpdir(), 'poruch-journey-'));
			data = join(server.folder, 'data');
			cpSync(demonstration(), data, { recursive: true });
		}
		server.data = data;
		await server.run(more);
		servers.push(server);
		return server;
	}

	makeClock() {
		this.clockFolder = mkdtempSync(join(tmpdir(), 'poruch-clock-'));
		const library = join(this.clockFolder, 'clock.so'), clock = join(this.clockFolder, 'ahead');
		execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, new URL('clock.c', import.meta.url).pathname, '-ldl']);
		this.environment = { LD_PRELOAD: library, PORUCH_CLOCK: clock,
			ASAN_OPTIONS: `${process.env.ASAN_OPTIONS ?? ''}:verify_asan_link_order=0` };
		this.ahead = 0;
		this.pass(0);
	}

	// Let these days go by at once.
	pass(days) {
		this.ahead += days * 24 * 60 * 60;
		const seconds = Buffer.alloc(8);
		seconds.writeBigInt64LE(BigInt(Math.round(this.ahead)));
		writeFileSync(this.environment.PORUCH_CLOCK, seconds, { flag: existsSync(this.environment.PORUCH_CLOCK) ? 'r+' : 'w' });
	}

	async run(more = []) {
		this.log = '';
		this.process = spawn(program, ['serve', '--data', this.data, '--listen', '127.0.0.1:0',
			'--limits', 'off', ...more], { stdio: ['ignore', 'ignore', 'pipe'],
			env: { ...process.env, ...this.environment } });
		this.exited = new Promise((resolve) => this.process.once('exit', resolve));
		this.url = await new Promise((resolve, reject) => {
			this.process.stderr.on('data', (bytes) => {
				this.log += bytes;
				const found = /listening on (?:http:\/\/)?(127\.0\.0\.1:\d+)/.exec(this.log);
				if (found)
					resolve(`http://${found[1]}`);
			});
			this.exited.then((code) => reject(new Error(`serve ended with ${code}: ${this.log}`)));
		});
	}

	// What stands in the database now, read beside the server: an array of rows of named values.
	query(sql) {
		const out = execFileSync('sqlite3', ['-readonly', '-json', join(this.data, 'poruch.db'), sql],
			{ encoding: 'utf8', maxBuffer: 1 << 28 });
		return out.trim() ? JSON.parse(out) : [];
	}

	// SIGTERM, and its exit status; a sanitizer's report is a failure.
	async stop(signal = 'SIGTERM') {
		if (this.process.exitCode === null && this.process.signalCode === null)
			this.process.kill(signal);
		const code = await this.exited;
		if (this.folder && signal === 'SIGTERM')
			rmSync(this.folder, { recursive: true, force: true });
		if (this.clockFolder && signal === 'SIGTERM')
			rmSync(this.clockFolder, { recursive: true, force: true });
		if (/ERROR: (Address|Leak)Sanitizer|runtime error:/.test(this.log)) {
			failed++;
			console.error(`FAILED: the server is clean\n${this.log}`);
		}
		return code;
	}
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'" };
export const unescape = (html) => html.replace(/&(amp|lt|gt|quot|#39|apos);/g, (all, name) => entities[name]);

// RFC 4180, read by other hands than the program's: rows of cells.
export function cells(csv, separator = ',') {
	const rows = [[]];
	let cell = '', is_quoted = false;
	for (let i = 0; i < csv.length; i++) {
		const c = csv[i];
		if (is_quoted && c === '"' && csv[i + 1] === '"')
			cell += csv[++i];
		else if (c === '"')
			is_quoted = !is_quoted;
		else if (!is_quoted && (c === separator || c === '\n')) {
			rows.at(-1).push(cell.replace(/\r$/, ''));
			cell = '';
			if (c === '\n')
				rows.push([]);
		} else
			cell += c;
	}
	rows.pop();
	return rows;
}

// A form of a page: where it goes and what its fields hold before anybody types.
export function formOf(html, action) {
	for (const [, head, body] of html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
		const to = unescape(/action="([^"]*)"/.exec(head)?.[1] ?? '');
		if (action && !(action instanceof RegExp ? action.test(to) : to === action))
			continue;
		const fields = [];
		for (const [tag] of body.matchAll(/<input[^>]*>/g)) {
			const name = /\bname="([^"]*)"/.exec(tag)?.[1];
			const type = /\btype="([^"]*)"/.exec(tag)?.[1] ?? 'text';
			if (!name || ((type === 'radio' || type === 'checkbox') && !/\bchecked\b/.test(tag)))
				continue;
			if (type !== 'submit' && type !== 'file')
				fields.push([unescape(name), unescape(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '')]);
		}
		for (const [, head2, text] of body.matchAll(/<textarea([^>]*)>([\s\S]*?)<\/textarea>/g))
			fields.push([/\bname="([^"]*)"/.exec(head2)[1], unescape(text)]);
		for (const [, head2, options] of body.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
			const chosen = /<option[^>]*\bselected\b[^>]*>/.exec(options)?.[0] ??
				/<option[^>]*>/.exec(options)?.[0] ?? '';
			fields.push([/\bname="([^"]*)"/.exec(head2)[1],
				unescape(/\bvalue="([^"]*)"/.exec(chosen)?.[1] ?? '')]);
		}
		return { action: to, fields };
	}
	throw new Error(`no form ${action ?? ''} on the page`);
}

export class Visitor {
	constructor(server) {
		this.server = server;
		this.cookies = new Map();
	}

	// A connection kept open may end, idle for too long, at the moment it is used again: whoever reads
	// then asks once more on a new one, as browsers do. A form is never sent twice.
	async fetch(path, options) {
		try {
			return await fetch(new URL(path, this.server.url), options);
		} catch (fault) {
			if (options.method !== 'GET' || !['ECONNRESET', 'UND_ERR_SOCKET'].includes(fault.cause?.code))
				throw fault;
			return fetch(new URL(path, this.server.url), options);
		}
	}

	async ask(path, { method = 'GET', body, headers = {} } = {}) {
		const answer = await this.fetch(path, {
			method, body, redirect: 'manual',
			headers: {
				...(this.cookies.size && { cookie: [...this.cookies].map(([n, v]) => `${n}=${v}`).join('; ') }),
				...headers,
			},
		});
		for (const cookie of answer.headers.getSetCookie()) {
			const [pair, ...attributes] = cookie.split(';');
			const [name, ...value] = pair.split('=');
			if (attributes.some((attribute) => /max-age=0\b/i.test(attribute)))
				this.cookies.delete(name);
			else
				this.cookies.set(name, value.join('='));
		}
		const text = await answer.text();
		return { status: answer.status, text, headers: answer.headers,
			location: answer.headers.get('location') };
	}

	get(path, headers) {
		return this.ask(path, { headers });
	}

	// Send the form of a page with these values in it; an array gives a name several times.
	async fill(page, values = {}, action) {
		const form = formOf(page.text, action);
		const fields = form.fields.filter(([name]) => !(name in values));
		for (const [name, value] of Object.entries(values))
			for (const one of [value].flat())
				fields.push([name, one]);
		return this.post(form.action, fields);
	}

	post(path, fields) {
		return this.ask(path, {
			method: 'POST', body: new URLSearchParams(fields),
			headers: { 'sec-fetch-site': 'same-origin' },
		});
	}

	// The hidden values of a form of ours, for forms that are made by hand.
	async secrets(path) {
		const page = await this.get(path ?? (this.cookies.has('session') ? '/account' : '/sign-in'));
		const value = (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1] ?? '';
		return { token: value('token'), once: value('once') };
	}

	// Report a problem in Korosten as a resident would, all answers at once.
	async report(values = {}) {
		return this.post('/korosten/issues', { ...await this.secrets('/korosten/issues/new?category=lighting&step=place'),
			category: 'lighting', text: 'Не світять ліхтарі біля зупинки.', place: 'біля зупинки', ...values });
	}

	async signIn(login, secret = password) {
		const answer = await this.fill(await this.get('/sign-in'), { login, password: secret }, '/sign-in');
		if (answer.status !== 303)
			throw new Error(`cannot sign in as ${login}: ${answer.status}`);
		return answer;
	}
}
