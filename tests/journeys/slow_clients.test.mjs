// Slow clients: connections that drip a byte now and then are cut when their request is too old, and
// healthy readers do not notice them. SLOW=2000 for the long form.
import assert from 'node:assert/strict';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const count = Number(process.env.SLOW ?? 400);
const server = await Server.start();
const { port } = new URL(server.url);
let open = 0;

const slow = Array.from({ length: count }, (_, i) => {
	const socket = net.connect(Number(port), '127.0.0.1');
	socket.on('connect', () => { open++; socket.write('GET /korosten/ HTTP/1.1\r\nHost: x\r\nX-Slow: '); });
	socket.on('error', () => {});
	socket.on('close', () => { open--; });
	socket.drip = setInterval(() => socket.writable && socket.write('a'), 700 + i % 300);
	return socket;
});
await sleep(1500);

await claim('healthy requests are answered beside them', async () => {
	assert.ok(open > count * 0.9, `only ${open} slow connections stand`);
	const reader = new Visitor(server);
	const times = [];
	for (let i = 0; i < 100; i++) {
		const before = performance.now();
		assert.equal((await reader.get('/korosten/issues')).status, 200);
		times.push(performance.now() - before);
	}
	times.sort((a, b) => a - b);
	console.log(`95th percentile beside ${open} slow connections: ${times[94].toFixed(1)} ms`);
});

await claim('the slow ones are cut within twenty seconds', async () => {
	for (let i = 0; i < 40 && open > count * 0.05; i++)
		await sleep(500);
	assert.ok(open <= count * 0.05, `${open} of ${count} still stand`);
});

for (const socket of slow) {
	clearInterval(socket.drip);
	socket.destroy();
}
await finish();
