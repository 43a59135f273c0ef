// prepare.mjs URL WRITERS - signs in as the secretary and finds an issue for each writer: prints what
// writers.lua wants.
import http from 'node:http';

const [url, writers] = [process.argv[2], Number(process.argv[3])];
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
	const list = await ask(`/korosten/data/issues.csv?state=${state}`); // whole, where a page shows some of them
	for (const [, number] of list.text.matchAll(/\/korosten\/issues\/(\d{4}-\d+)/g)) {
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

console.log(`return { cookie = ${JSON.stringify([...cookies].map(([name, text]) => `${name}=${text}`).join('; '))},
	token = ${JSON.stringify(token)}, issues = {`);
for (const number of numbers.slice(0, writers))
	console.log(`\t{ number = "${number}", is_under_way = ${underWay.has(number)} },`);
console.log('} }');
process.exit(0);
