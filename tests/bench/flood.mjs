// flood.mjs URL RATE SECONDS - so many attempts to sign in a second, each from another address, whether
// the earlier ones were answered or not. Prints how many there were, and what they got.
import http from 'node:http';

const [url, rate, seconds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const agent = new http.Agent({ keepAlive: true, maxSockets: 512 });
const statuses = new Map();
let sent = 0, under_way = 0;

function ask(path, { body, cookie, address } = {}) {
	return new Promise((resolve) => {
		const request = http.request(new URL(path, url), { agent, method: body ? 'POST' : 'GET', headers: {
			...(cookie && { cookie }), ...(address && { 'x-forwarded-for': address }),
			...(body && { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body),
				'sec-fetch-site': 'same-origin' }) } }, (answer) => {
			let text = '';
			answer.setEncoding('utf8').on('data', (part) => { text += part; });
			answer.on('end', () => resolve({ status: answer.statusCode, text, cookies: answer.headers['set-cookie'] ?? [] }));
		});
		request.on('error', () => resolve({ status: 'cut', text: '', cookies: [] }));
		request.end(body);
	});
}

const page = await ask('/sign-in');
const value = (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1];
const cookie = page.cookies.map((one) => one.split(';')[0]).join('; ');
const token = value('token');
const began = performance.now();
while (performance.now() - began < seconds * 1000) {
	const due = (performance.now() - began) / 1000 * rate;
	for (; sent < due; sent++) {
		const address = `10.${sent >> 16 & 255}.${sent >> 8 & 255}.${sent & 255}`;
		const body = new URLSearchParams({ token, once: `flood-${process.pid}-${sent}`, login: `nobody${sent}`, password: 'not the password' }).toString();
		under_way++;
		ask('/sign-in', { body, cookie, address }).then(({ status }) => {
			statuses.set(status, (statuses.get(status) ?? 0) + 1);
			under_way--;
		});
	}
	await new Promise((resolve) => setTimeout(resolve, 5));
}
for (let i = 0; i < 100 && under_way; i++)
	await new Promise((resolve) => setTimeout(resolve, 100));
console.log(`${sent} attempts: ${[...statuses].map(([status, count]) => `${count} got ${status}`).join(', ')}`);
process.exit(0);
