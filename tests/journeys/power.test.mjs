// kill -9 under load: whatever was acknowledged is there after the next start, the database is whole,
// and the server is back within seconds. ROUNDS=200 for the long form.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const rounds = Number(process.env.ROUNDS ?? 8);
const program = process.env.PORUCH ?? 'build/check/poruch';
const server = await Server.start();
const acknowledged = [];

// Report the same kind of thing again and again until the server is gone.
async function report(writer, round) {
	const resident = new Visitor(server);
	try {
		const { token } = await resident.secrets('/korosten/issues/new?category=lighting&step=place');
		for (let i = 0; ; i++) {
			const answer = await resident.post('/korosten/issues', {
				token, once: `power-${round}-${writer}-${i}`,
				category: 'lighting', title: `Темно ${round}.${writer}.${i}`,
				text: 'Не світять ліхтарі біля зупинки.', place: 'біля зупинки',
			});
			if (answer.status !== 303)
				assert.fail(`a report was answered ${answer.status}`);
			acknowledged.push(answer.location);
		}
	} catch (error) {
		if (error instanceof assert.AssertionError)
			throw error;
	}
}

await claim('every start after a kill -9 is quick and nothing acknowledged is lost', async () => {
	for (let round = 0; round < rounds; round++) {
		const writers = [0, 1, 2, 3].map((writer) => report(writer, round));
		await sleep(150 + Math.random() * 500);
		await server.stop('SIGKILL');
		await Promise.all(writers);
		const before = performance.now();
		await server.run();
		assert.ok(performance.now() - before < 5000, 'back within five seconds');
	}
	assert.ok(acknowledged.length > rounds, `only ${acknowledged.length} reports were acknowledged`);
	const reader = new Visitor(server);
	for (const location of acknowledged) {
		const answer = await reader.get(location);
		assert.equal(answer.status, 200, `${location} was acknowledged and is gone`);
	}
});

await claim('the database is whole afterwards', async () => {
	await server.stop('SIGKILL');
	execFileSync(program, ['check', '--data', server.data], { stdio: 'pipe' });
	await server.run();
});

console.log(`${acknowledged.length} acknowledged reports over ${rounds} kills`);
await finish();
