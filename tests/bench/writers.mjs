// writers.mjs URL WRITERS SECONDS - acknowledged status changes per second: so many writers, each with
// issues of its own, move them to and fro between "in progress" and "on hold" as the secretary. PAUSE in the
// environment is how many milliseconds each waits behind a change.
import http from 'node:http';

const [url, writers, seconds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const agent = new http.Agent({ keepAlive: true, maxSockets: writers });
const cookies = new Map();

function ask(path, fields) {
	const body = fields && new URLSearchParams(fields).toString();
	return new Promise((resolve, reject) => {
		const request = http.request(new URL(path, url), {
			agent, method: fields ? 'POST' : 'GET',
			headers: {
				cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
				...(body && {
					'content-type': 'application/x-www-form-urlencoded',
					'content-length': Buffer.byteLength(body), 'sec-fetch-site': 'same-origin',
				}),
			},
		}, (answer) => {
			let text = '';
			answer.setEncoding('utf8').on('data', (part) => { text += part; });
			answer.on('end', () => {
				for (const cookie of answer.headers['set-cookie'] ?? []) {
					const [name, ...value] = cookie.split(';')[0].split('=');
					cookies.set(name, value.join('='));
				}
				resolve({ status: answer.statusCode, location: answer.headers.location, text });
			});
		});
		request.on('error', reject);
		request.end(body);
	});
}

const value = (html, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1];

const page = await ask('/sign-in');
const entered = await ask('/sign-in', {
	token: value(page.text, 'token'), once: value(page.text, 'once'),
	login: 'secretary', password: 'poruch-demo-2026',
});
if (entered.status !== 303)
	throw new Error(`cannot sign in: ${entered.status}`);

// One page gives the token, which is the session's and so good for every form of it.
const numbers = [];
const underWay = new Set(); // work on the others begins, or goes on, with the first step
for (const state of ['in_progress', 'assigned', 'on_hold']) {
	const list = await ask(`/korosten/issues?state=${state}`);
	for (const [, number] of list.text.matchAll(/href="\/korosten\/issues\/(\d{4}-\d+)"/g)) {
		if (numbers.includes(number))
			continue;
		numbers.push(number);
		if (state === 'in_progress')
			underWay.add(number);
	}
}
if (numbers.length < writers)
	throw new Error(`only ${numbers.length} issues for ${writers} writers`);
const token = value((await ask(`/korosten/issues/${numbers[0]}`)).text, 'token');

let acknowledged = 0, refused = 0;
const end = performance.now() + seconds * 1000;
await Promise.all(numbers.slice(0, writers).map(async (number) => {
	for (let round = underWay.has(number) ? 0 : 1; performance.now() < end; round++) {
		const answer = await ask(`/korosten/issues/${number}/state`, {
			token, once: `bench-${process.pid}-${number}-${round}`,
			...(round % 2 === 0
				? { to: 'on_hold', note: 'Чекаємо на матеріали.', reason: 'funds', review_on: '2027-03-01' }
				: { to: 'in_progress', note: 'Роботу продовжено.' }),
		});
		if (answer.status === 303)
			acknowledged++;
		else
			refused++;
		if (process.env.PAUSE)
			await new Promise((resolve) => setTimeout(resolve, Number(process.env.PAUSE)));
	}
}));
if (refused)
	console.error(`${refused} refused`);
console.log((acknowledged / seconds).toFixed(0));
process.exit(0);
