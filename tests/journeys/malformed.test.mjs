// Malformed and ambiguous requests, thousands of them over raw sockets, each with a canary pipelined
// behind it: no hidden request runs, every answer is whole and has the headers that protect readers,
// nothing crashes and memory stays bounded. REQUESTS=10000 for the long form.
//
// A reference of our own, stricter than any lenient parser, says how many requests a stream of bytes
// holds: what it does not take for a request must not be answered as one.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const count = Number(process.env.REQUESTS ?? 2000);
const atOnce = 50;
// Freed memory that a sanitizer holds back would count as ours.
process.env.ASAN_OPTIONS = `${process.env.ASAN_OPTIONS ?? ''}:quarantine_size_mb=4`;

const canary = 'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n'; // "ok"
const hidden = 'GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n'; // "ready": never to be asked for
const long = 'a'.repeat(70000);

// ------------------------------------------------------------------ what is sent

const get = (...headers) => ['GET /robots.txt HTTP/1.1', 'Host: a', ...headers, '', ''].join('\r\n');
const post = (headers, body = '') => ['POST /sign-in HTTP/1.1', 'Host: a',
	'Content-Type: application/x-www-form-urlencoded', ...headers, '', body].join('\r\n');
const chunk = `${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\n\r\n`;
const lengths = ['+0', '-1', '0x0', '0 ', '0,0', '0, 0', '00', '', ' ', '1e1', '0.0', '\xd9\xa0', '99999999999999999999',
	'18446744073709551616', '9223372036854775808', '4294967296', '0\t', '0;a=b', '"0"', '0\x00', '0\r', 'x'];
const encodings = ['chunked', 'Chunked', ' chunked', 'chunked ', '\tchunked', '\x0bchunked', 'chunked\x00', 'xchunked',
	'chunkedx', '"chunked"', 'identity', 'identity, chunked', 'chunked, identity', 'gzip, chunked', 'chunked;q=1',
	',chunked', 'chunked,', '', 'cow', 'chun ked', '\x01chunked', 'chunked\r', 'chunked, chunked'];
const encodingNames = ['Transfer-Encoding', 'transfer-encoding', 'Transfer-Encoding ', 'Transfer-Encoding\t',
	' Transfer-Encoding', 'Transfer_Encoding', 'Transfer-Encoding\x00', 'Transfer\r-Encoding', 'Transfer-Encoding\x0b',
	'X: y\nTransfer-Encoding', 'X: y\r Transfer-Encoding', 'Transfer-Encoding:', 'Transfer-Encod\xd1\x96ng'];
const chunks = [chunk, `0\r\n\r\n${hidden}`, `0\n\n${hidden}`, `0;${'a'.repeat(9)}\r\n\r\n${hidden}`, `-1\r\n${hidden}`,
	`ffffffffffffffff\r\n${hidden}`, `10000000000000000\r\n${hidden}`, `0x0\r\n\r\n${hidden}`, ` 0\r\n\r\n${hidden}`,
	`1\r\na0\r\n\r\n${hidden}`, `1\r\nab\r\n0\r\n\r\n${hidden}`, `zz\r\n${hidden}`, `0\r\nX: y\r\n\r\n${hidden}`,
	`\r\n0\r\n\r\n${hidden}`, `3;\n\r\nabc\r\n0\r\n\r\n${hidden}`];
const methods = ['get', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'PATCH', 'GETX', 'G', 'PRI', 'GET\x00', 'GE\rT',
	'\x00GET', ' GET', '\tGET', 'POST ', 'GET\t', '"GET"', '\xd0\x93ET', 'G'.repeat(5000), 'PROPFIND', 'M-SEARCH', '\x16\x03\x01'];
const targets = ['*', '', ' ', '/ ', '//', '/..', '/../etc/passwd', '/%2e%2e/', '/%', '/%0', '/%zz', '/%00', '/a%00b', '/%ff',
	'/%c0%af', '/%ed%a0%80', '/%u0041', '/a b', '/a\tb', '/a\x00b', '/a\rb', '/a#b', '/a\\b', '/<x>', '/\x7f', '/\xff',
	'http://a', 'http://a/readyz b', 'http://a\x00/', 'ftp://a/', 'http:///x', 'https://b/robots.txt', 'a:80', '?x', '/?%',
	'/?%00', '/?a=%ff', `/?${'&'.repeat(1500)}`, `/?${'a&'.repeat(900)}`, `/${'a'.repeat(2040)}`, `/${'a'.repeat(2100)}`,
	`/${long}`, '/;x', '/korosten;/x', '/%2f', '/korosten%2fissues', '/././', '/en', '/en/en/', '/static/', '/static/%00',
	'/korosten/issues?before=%00', '/\xd1\x96', '/korosten/feeds/issues.atom?limit=-1'];
const versions = ['HTTP/1.2', 'HTTP/2.0', 'HTTP/0.9', 'HTTP/11', 'HTTP/1.', 'HTTP/1.1 x', 'http/1.1', 'HTTP/1.10', '', 'HTTP/a.b',
	'HTTP /1.1', 'HTTP/1.1\x00', ' HTTP/1.1', 'HTTP/1.1\t', 'HTTP/1,1', 'HTTPS/1.1', '\tHTTP/1.1', 'HTTP/1.1\r', 'HTTP/\xd9\xa1.1'];
const headers = [': x', ':', 'X', 'X Y: z', ' X: y', '\tX: y', 'X : y', 'X\x00: y', 'X: y\x00z', 'X: y\rz', 'X: y\nz: w', 'X: \x01',
	'X: \x7f', '\xd0\xa5ost: b', 'X(): y', 'X@: y', 'X: y\r\n z', 'X: y\r\n\tz', 'X: y\r\n \r\n', 'X: y\n', 'Host: b', 'Host : b',
	'host:a', 'Host: a\r\n b', 'Content-Length: 0', 'Content-Length: 1', `Content-Length: ${hidden.length}`,
	'Connection: close, keep-alive', 'Connection: Host', 'Connection: Content-Length', 'Upgrade: h2c', 'Expect: 100-continue',
	'Expect: x', 'Cookie: ' + 'a=b; '.repeat(3000), 'Cookie: session=\xff', 'Cookie: ====;;;;', 'If-None-Match: ' + '"'.repeat(5000),
	'If-None-Match: W/"', 'If-Modified-Since: yesterday', 'Accept-Encoding: gzip;q=2,,;;', 'Range: bytes=0-18446744073709551615',
	`X: ${long}`, 'a:b\r\n'.repeat(3000) + 'c: d', `${'n'.repeat(20000)}: v`, 'X-Forwarded-For: \x00', 'X-HTTP-Method-Override: POST',
	'Content-Type: a', 'Content-Type: multipart/form-data', `X: y\n\n${hidden}`, `X: y\r\n\n${hidden}`, `X: y\n\r\n${hidden}`,
	`X: y\r\r\n${hidden}`];
const bodies = ['%', '%0', '%zz', 'a=%00', '=', '&&&&', 'a', '=a', 'a=%ff', '%00=a', 'a=\x00', 'token=x&once=y&login=%', '+'.repeat(5000),
	'a&'.repeat(2000), 'a=b;c=d', '--x\r\n\r\n', hidden, canary, '\r\n\r\n', '\x00'.repeat(100), '\xd1\x8b'.repeat(99)];
const multiparts = ['', '--x', '--x--', '--x\r\n', '--x\r\n\r\n\r\n--x--', '--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--',
	'--x\r\nContent-Disposition: form-data; name="a\r\n\r\nb\r\n--x--', '--x\r\nContent-Disposition: form-data; name="\xff"\r\n\r\nb\r\n--x--',
	'--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\n\x00\r\n--x', '--x\nContent-Disposition: form-data; name="a"\n\nb\n--x--',
	`--x\r\n${'A: b\r\n'.repeat(2000)}\r\n\r\n--x--`, `--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n${hidden}\r\n--x--`];

function* written() {
	for (const value of lengths) {
		yield post([`Content-Length: ${value}`], hidden);
		yield get(`Content-Length: ${value}`) + hidden;
		for (const other of ['0', '5', String(hidden.length)]) {
			yield post([`Content-Length: ${value}`, `Content-Length: ${other}`], hidden);
			yield post([`Content-Length: ${other}`, `Content-Length: ${value}`], hidden);
		}
	}
	for (const name of encodingNames)
		for (const value of encodings)
			for (const body of [chunk, `0\r\n\r\n${hidden}`]) {
				yield post([`${name}: ${value}`], body);
				yield post([`${name}: ${value}`, 'Content-Length: 5'], body);
				yield post([`Content-Length: ${body.length}`, `${name}: ${value}`], body);
				yield get(`${name}: ${value}`) + body;
			}
	for (const body of chunks)
		yield post(['Transfer-Encoding: chunked'], body);
	for (const method of methods)
		for (const end of ['', `Content-Length: ${hidden.length}\r\n`, 'Transfer-Encoding: chunked\r\n'])
			yield `${method} /robots.txt HTTP/1.1\r\nHost: a\r\n${end}\r\n${end ? hidden : ''}`;
	for (const target of targets)
		for (const method of ['GET', 'HEAD', 'POST'])
			yield `${method} ${target} HTTP/1.1\r\nHost: a\r\n${method === 'POST' ? 'Content-Length: 0\r\n' : ''}\r\n`;
	for (const version of versions)
		yield `GET /robots.txt ${version}\r\nHost: a\r\n\r\n`;
	for (const header of headers) {
		yield get(header);
		yield post([header, 'Content-Length: 3'], 'a=b');
		yield post(['Content-Length: 3', header], 'a=b');
		yield `GET /robots.txt HTTP/1.1\r\n${header}\r\nHost: a\r\n\r\n`;
		yield `GET /robots.txt HTTP/1.1\r\n${header}\r\n\r\n`;
	}
	for (const body of bodies) {
		const bytes = Buffer.byteLength(body, 'latin1');
		yield post([`Content-Length: ${bytes}`], body);
		yield post([`Content-Length: ${bytes}`, 'Expect: 100-continue'], body);
	}
	for (const body of multiparts)
		for (const type of ['multipart/form-data; boundary=x', 'multipart/form-data; boundary="x"', 'multipart/form-data',
			'multipart/form-data; boundary=', `multipart/form-data; boundary=${'x'.repeat(80)}`, 'text/plain'])
			yield post([`Content-Type: ${type}`, `Content-Length: ${body.length}`], body)
				.replace('Content-Type: application/x-www-form-urlencoded\r\n', '');
	for (const start of ['', '\r\n', '\n', '\r', ' ', '\r\n\r\n\r\n', '\x00', '\xef\xbb\xbf'])
		for (const end of ['\r\n', '\n', '\r', '\n\r', '\r\r\n', '\x00'])
			yield `${start}GET /robots.txt HTTP/1.1${end}Host: a${end}${end}`;
	yield 'GARBAGE\r\n\r\n';
	yield '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03';
	yield 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
	yield `${long}${long}`;
}

// The same numbers each time, so that a failure can be looked at again.
let state = 2026;
function random(below) {
	state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
	return Math.floor(state / 4294967296 * below);
}

// A good or bad request with bytes changed, left out, doubled or brought in.
function mutated(all) {
	let bytes = all[random(all.length)].slice(0, 3000);
	for (let n = 1 + random(4); n > 0; n--) {
		const at = random(bytes.length), length = 1 + random(4);
		const odd = ['\r', '\n', '\0', ' ', '\t', ':', ',', ';', '%', '\r\n', '\r\n ', '\n\n', '\xff', '0', 'Content-Length: 5\r\n',
			'Transfer-Encoding: chunked\r\n', hidden][random(17)];
		bytes = [
			() => bytes.slice(0, at) + odd + bytes.slice(at),
			() => bytes.slice(0, at) + odd + bytes.slice(at + length),
			() => bytes.slice(0, at) + bytes.slice(at + length),
			() => bytes.slice(0, at + length) + bytes.slice(at),
		][random(4)]();
	}
	return bytes;
}

// ------------------------------------------------------------------ what may be understood

const head = new RegExp('^(GET|HEAD|POST) ([!-~\x80-\xff]+) HTTP/1\\.[01]\r\n' +
	'((?:[!#$%&\'*+.^_`|~0-9A-Za-z-]+:[ \t]*(?:[!-~\x80-\xff](?:[\t -~\x80-\xff]*[!-~\x80-\xff])?)?[ \t]*\r\n)*)\r\n');

// The targets of the requests in a stream, up to the first that is not one.
function understood(stream) {
	const found = [];
	for (stream = stream.replace(/^(\r?\n)+/, ''); ; stream = stream.replace(/^(\r?\n)+/, '')) {
		const match = head.exec(stream);
		if (!match)
			return found;
		const fields = match[3].split('\r\n').map((line) => line.split(/:[ \t]*/)).map(([n, ...v]) => [n.toLowerCase(), v.join(':')]);
		const all = (name) => fields.filter(([n]) => n === name).map(([, value]) => value);
		const [length = '0', ...more] = all('content-length');
		if (all('transfer-encoding').length || more.length || !/^\d{1,15}$/.test(length) || all('host').length !== 1)
			return found;
		found.push(match[2]);
		stream = stream.slice(match[0].length + Number(length));
	}
}

// ------------------------------------------------------------------ what comes back

// All that the server sends until it closes the connection.
function exchange(port, stream) {
	return new Promise((resolve) => {
		const socket = net.connect(port, '127.0.0.1');
		const pieces = [];
		socket.on('data', (bytes) => pieces.push(bytes));
		socket.on('error', () => {});
		socket.on('close', () => resolve(Buffer.concat(pieces).toString('latin1')));
		socket.write(Buffer.from(stream, 'latin1'));
	});
}

// The answers of a stream; whatever is left over is a fault.
function answersOf(stream, requests) {
	const answers = [];
	while (stream) {
		const end = stream.indexOf('\r\n\r\n');
		const status = /^HTTP\/1\.[01] (\d{3}) /.exec(stream)?.[1];
		if (end < 0 || !status)
			return { answers, rest: stream };
		const top = stream.slice(0, end);
		const isHead = requests.includes('HEAD ') && !top.includes('Content-Encoding') &&
			(stream.length === end + 4 || stream.startsWith('HTTP/1.', end + 4));
		const length = status === '100' || status === '304' || isHead ? 0 :
			Number(/\r\nContent-Length: (\d+)/i.exec(top)?.[1] ?? 0);
		const body = stream.slice(end + 4, end + 4 + length);
		if (status !== '100')
			answers.push({ status: Number(status), top, body, isCut: body.length < length });
		stream = stream.slice(end + 4 + length);
	}
	return { answers, rest: '' };
}

const wanted = [/content-security-policy: default-src 'none';/i, /x-content-type-options: nosniff/i, /referrer-policy: same-origin/i,
	/cross-origin-opener-policy: same-origin/i, /cross-origin-resource-policy: /i, /permissions-policy: /i, /cache-control: /i];

const faults = { hidden: [], canary: [], broken: [], headers: [], status: [] };
const statuses = {};
function judge(request, stream, received) {
	const may = understood(stream);
	const { answers, rest } = answersOf(received, stream);
	const note = (kind) => faults[kind].push(`${JSON.stringify(request.slice(0, 300))}\n    ${JSON.stringify(received.slice(0, 300))}`);
	const canaries = answers.filter(({ status, body }) => status === 200 && body === 'ok\n').length;
	if (answers.some(({ body }) => body === 'ready\n') && !may.some((target) => target.endsWith('/readyz')))
		note('hidden');
	if (canaries > may.filter((target) => target.endsWith('/healthz')).length)
		note('canary');
	if (rest || answers.length > may.length + 1 || answers.some(({ isCut }) => isCut))
		note('broken');
	if (answers.some(({ top }) => !wanted.every((header) => header.test(top))))
		note('headers');
	if (answers.some(({ status }) => status >= 500 && status !== 505))
		note('status');
	for (const { status } of answers)
		statuses[status] = (statuses[status] ?? 0) + 1;
}

// ------------------------------------------------------------------ the story

const server = await Server.start({ more: ['--request-seconds', '1'] });
const port = Number(new URL(server.url).port);
const stands = () => server.process.exitCode === null && server.process.signalCode === null;
const memory = (name) => stands() ? Number(new RegExp(`${name}:\\s*(\\d+) kB`).exec(
	readFileSync(`/proc/${server.process.pid}/status`, 'utf8'))[1]) / 1024 : NaN;

const all = [...written()];
const requests = all.slice(0, count);
// Of a short run's share: some of everything, not the first kinds only.
if (all.length > count * 2 / 3)
	requests.splice(0, count, ...Array.from({ length: Math.floor(count * 2 / 3) }, (_, i) =>
		all[Math.floor(i * all.length / (count * 2 / 3))]));
while (requests.length < count)
	requests.push(mutated(all));

await new Visitor(server).get('/korosten/');
const before = memory('VmRSS');
let next = 0;
await Promise.all(Array.from({ length: atOnce }, async () => {
	while (next < requests.length && stands()) {
		const request = requests[next++], stream = request + canary;
		judge(request, stream, await exchange(port, stream));
	}
}));
const after = memory('VmHWM');

// Requests one behind the other on one connection, their bytes cut anywhere: all are to be answered.
async function inPieces(pieces, requestCount) {
	const wide = Array.from({ length: 20 }, (_, i) => `X-${i}:${' '.repeat(i % 3)}${'v'.repeat(random(600))}`);
	const one = get('Cookie: a=b; visitor=c', 'Accept-Language:', ...wide);
	const socket = net.connect(port, '127.0.0.1').setNoDelay();
	let received = '';
	socket.on('data', (bytes) => { received += bytes.toString('latin1'); });
	socket.on('error', () => {});
	const closed = new Promise((resolve) => socket.on('close', resolve));
	const bytes = one.repeat(requestCount), size = Math.ceil(bytes.length / pieces);
	for (let at = 0; at < bytes.length; at += size) {
		socket.write(bytes.slice(at, at + size));
		await new Promise((resolve) => setTimeout(resolve, 1));
	}
	await closed;
	return answersOf(received, bytes).answers.filter(({ status }) => status === 200).length;
}

const show = (list) => assert.equal(list.length, 0, `${list.length} times:\n${list.slice(0, 12).join('\n')}`);
await claim('no hidden request runs', () => show(faults.hidden));
await claim('nothing behind a doubtful request is taken for a request', () => show(faults.canary));
await claim('answers are whole, and one for each request', () => show(faults.broken));
await claim('every answer has the headers that protect readers', () => show(faults.headers));
await claim('none of it is answered as a fault of ours', () => show(faults.status));
await claim('the server stands, and answers', async () => {
	assert.ok(stands(), `${server.process.signalCode}: ${server.log}`);
	assert.equal((await new Visitor(server).get('/healthz')).text, 'ok\n');
});
await claim('memory stays within 64 MiB of what it was', () =>
	assert.ok(after - before < 64, `from ${before.toFixed(1)} to ${after.toFixed(1)} MiB`));
await claim('good requests are answered however their bytes are cut', async () => {
	for (const [pieces, requestCount] of [[1, 1], [1, 20], [7, 3], [40, 5], [100, 1], [300, 2]])
		assert.equal(await inPieces(pieces, requestCount), requestCount, `${requestCount} in ${pieces} pieces`);
});
console.log(`${requests.length} requests; answers ${JSON.stringify(statuses)}; ` +
	`resident ${before.toFixed(1)} MiB before, ${after.toFixed(1)} MiB at most`);
await finish();
