// Seven real feed readers, each driven as its users drive it: told of an address, polled, asked what it has.
//
//	newsboat, rss2email, sfeed, python3-feedparser    from Debian
//	feedsmith, rss-parser, feedparser                 from npm
//
// The first three keep what they read themselves. The others are libraries: what stands around them here
// is what their manuals tell a program to do, an ETag and a date kept from answer to answer, and a list of
// entries by id. Nobody here knows anything of Poruch.
import { execFile } from 'node:child_process';
import { createServer, request } from 'node:http';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Readable } from 'node:stream';

const need = createRequire(import.meta.url);
const python = '/usr/bin/python3';

export function run(program, words, home) {
	const env = { ...process.env, HOME: home, TERM: 'dumb', LC_ALL: 'C.UTF-8' };
	return new Promise((resolve, reject) => execFile(program, words, { env, maxBuffer: 64 << 20 },
		(error, out, said) => error ? reject(new Error(`${error.message}\n${out}${said}`)) : resolve(out)));
}

const known = async (folder, ...words) =>
	JSON.parse(await run(python, [new URL('know.py', import.meta.url).pathname, ...words], folder));

// Each: subscribe once, poll as often as wanted, and entries() of { id, title, text }.
class Newsboat {
	constructor(folder, url) {
		this.folder = folder;
		writeFileSync(join(folder, 'urls'), `${url}\n`);
		writeFileSync(join(folder, 'config'), 'reload-time 0\ndownload-retries 1\n');
	}

	async poll() {
		const at = (name) => join(this.folder, name);
		await run('newsboat', ['-u', at('urls'), '-C', at('config'), '-c', at('cache'), '-x', 'reload'], this.folder);
	}

	entries() {
		return known(this.folder, 'newsboat', join(this.folder, 'cache'));
	}
}

class Rss2email {
	constructor(folder, url) {
		this.folder = folder;
		for (const part of ['', 'cur', 'new', 'tmp'])
			mkdirSync(join(folder, 'mail', part), { recursive: true });
		writeFileSync(join(folder, 'config'), `[DEFAULT]
from = reader@example.org
to = resident@example.org
email-protocol = maildir
maildir-path = ${folder}
maildir-mailbox = mail
html-mail = True

[feed.poruch]
url = ${url}
`);
	}

	poll() {
		return run('r2e', ['-c', join(this.folder, 'config'), '-d', join(this.folder, 'data.json'), 'run'], this.folder);
	}

	entries() {
		return known(this.folder, 'maildir', join(this.folder, 'mail'));
	}
}

// Its own fetch asks for everything each time; curl's ETag is put before it as sfeedrc(5) shows.
class Sfeed {
	constructor(folder, url) {
		this.folder = folder;
		writeFileSync(join(folder, 'sfeedrc'), `sfeedpath="${folder}/feeds"
fetch() {
	curl -f -s -m 30 --etag-compare "${folder}/etag" --etag-save "${folder}/etag" "$2"
}
feeds() {
	feed poruch "${url}"
}
`);
	}

	poll() {
		return run('sfeed_update', [join(this.folder, 'sfeedrc')], this.folder);
	}

	entries() {
		const unescape = (text) => text.replace(/\\([nt\\])/g, (all, c) => ({ n: '\n', t: '\t', '\\': '\\' })[c]);
		return readFileSync(join(this.folder, 'feeds/poruch'), 'utf8').split('\n').filter(Boolean).map((line) => {
			const [, title, , text, , id] = line.split('\t');
			return { id, title: unescape(title), text: unescape(text) };
		});
	}
}

class Feedparser {
	constructor(folder, url) {
		this.folder = folder;
		this.url = url;
	}

	async poll() {
		this.all = await known(this.folder, 'feedparser', this.url, join(this.folder, 'state.json'));
	}

	entries() {
		return this.all;
	}
}

// A program around one of the parsers: bytes in, [{ id, title, text }] out.
class Program {
	constructor(folder, url) {
		this.url = url;
		this.validators = {};
		this.all = new Map();
	}

	async poll() {
		const answer = await fetch(this.url, { headers: this.validators });
		const bytes = await answer.text();
		if (answer.status === 304)
			return;
		if (answer.status !== 200)
			throw new Error(`${this.url}: ${answer.status}`);
		this.validators = { 'if-none-match': answer.headers.get('etag'),
			'if-modified-since': answer.headers.get('last-modified') };
		for (const entry of await this.parse(bytes))
			this.all.set(entry.id, entry);
	}

	entries() {
		return [...this.all.values()];
	}
}

class Feedsmith extends Program {
	async parse(bytes) {
		const { parseFeed } = await import('feedsmith');
		const { format, feed } = parseFeed(bytes);
		const read = {
			atom: ({ id, title, content }) => ({ id, title: title.value ?? title, text: content?.value ?? content }),
			rss: ({ guid, title, description, content }) => ({ id: guid.value, title: title.value ?? title, text: content?.encoded ?? description }),
			json: ({ id, title, content_html }) => ({ id, title, text: content_html }),
		}[format];
		return (feed.entries ?? feed.items ?? []).map(read);
	}
}

class RssParser extends Program {
	async parse(bytes) {
		const feed = await new (need('rss-parser'))().parseString(bytes);
		return feed.items.map((item) => ({ id: item.guid ?? item.id, title: item.title,
			text: item['content:encoded'] ?? item.content ?? item.summary ?? '' }));
	}
}

class NodeFeedparser extends Program {
	async parse(bytes) {
		const parser = new (need('feedparser'))({ addmeta: false });
		const entries = [];
		parser.on('readable', () => {
			for (let item; (item = parser.read());)
				entries.push({ id: item.guid, title: item.title, text: item.description });
		});
		await new Promise((resolve, reject) => {
			parser.on('end', resolve);
			parser.on('error', reject);
			Readable.from([bytes]).pipe(parser);
		});
		return entries;
	}
}

// keepsTagFrom: at which poll it first sends an ETag back. Newsboat keeps it only for a feed that stands in
// its cache already. goesByTitle: an entry whose title changed counts as another.
export const readers = [
	{ name: 'newsboat', make: Newsboat, formats: ['atom', 'rss'], keepsTagFrom: 3 },
	{ name: 'rss2email', make: Rss2email, formats: ['atom', 'rss'] },
	{ name: 'python-feedparser', make: Feedparser, formats: ['atom', 'rss'] },
	{ name: 'sfeed', make: Sfeed, formats: ['atom', 'rss'], goesByTitle: true },
	{ name: 'feedsmith', make: Feedsmith, formats: ['atom', 'rss', 'json'] },
	{ name: 'rss-parser', make: RssParser, formats: ['atom', 'rss'] },
	{ name: 'node-feedparser', make: NodeFeedparser, formats: ['atom', 'rss'] },
];

// Stands between readers and server, hands everything on, and remembers the statuses by the first part of
// the path, which it takes off.
export class Recorder {
	static async start(server) {
		const recorder = new Recorder();
		recorder.answers = {};
		recorder.listener = createServer((asked, answer) => {
			const [, who, path] = /^\/([^/]+)(\/.*)$/.exec(asked.url);
			const onward = request(new URL(path, server.url), { method: asked.method, headers: asked.headers }, (came) => {
				(recorder.answers[who] ??= []).push(came.statusCode);
				answer.writeHead(came.statusCode, came.headers);
				came.pipe(answer);
			});
			onward.on('error', () => answer.destroy());
			asked.pipe(onward);
		});
		await new Promise((resolve) => recorder.listener.listen(0, '127.0.0.1', resolve));
		recorder.url = `http://127.0.0.1:${recorder.listener.address().port}`;
		return recorder;
	}

	stop() {
		this.listener.close();
		this.listener.closeAllConnections();
	}
}
