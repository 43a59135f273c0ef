// A full disk: writes are refused with a page that says so, reads go on, nothing acknowledged is lost,
// and all is well again as soon as there is room. On a small tmpfs; without the right to mount one, in
// a user namespace of its own.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const program = process.env.PORUCH ?? 'build/check/poruch';
if (process.getuid() !== 0 && !process.env.PORUCH_IN_NAMESPACE) {
	const inside = spawnSync('unshare', ['--map-root-user', '--mount', process.execPath, process.argv[1]],
		{ stdio: 'inherit', env: { ...process.env, PORUCH_IN_NAMESPACE: '1' } });
	process.exit(inside.status ?? 1);
}

const disk = mkdtempSync(join(tmpdir(), 'poruch-disk-'));
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=192m', 'tmpfs', disk]);
let server;
try {
	const first = await Server.start(); // makes the demonstration, and a copy of it to take along
	const data = join(disk, 'data');
	await first.stop('SIGINT');
	cpSync(first.data, data, { recursive: true });
	rmSync(first.folder, { recursive: true, force: true });
	server = await Server.start({ data });
	const resident = new Visitor(server);
	const { token } = await resident.secrets('/korosten/issues/new?category=lighting&step=place');
	const report = (once) => resident.post('/korosten/issues', {
		token, once, category: 'lighting', title: `Темно ${once}`, text: 'довго '.repeat(500), place: 'біля зупинки',
	});
	const acknowledged = [];
	const filler = join(disk, 'filler');

	let refusal;
	await claim('a write that finds no room is refused with 507 or 503 and a page that says so', async () => {
		const free = statfsSync(disk);
		writeFileSync(filler, Buffer.alloc(Math.max(0, free.bavail * free.bsize - 64 * 1024)));
		for (let i = 0; i < 1000 && !refusal; i++) {
			const answer = await report(`full-${i}`);
			if (answer.status === 303)
				acknowledged.push(answer.location);
			else
				refusal = answer;
		}
		assert.ok(refusal, 'the disk never filled up');
		assert.ok([507, 503].includes(refusal.status), `answered ${refusal.status}`);
		assert.match(refusal.text, /<h1/);
	});
	await claim('reads go on meanwhile', async () => {
		for (const path of ['/korosten/', '/korosten/issues', '/korosten/feeds/issues.atom'])
			assert.equal((await new Visitor(server).get(path)).status, 200, path);
	});
	await claim('it recovers by itself when there is room, and nothing acknowledged is lost', async () => {
		rmSync(filler);
		const answer = await report('room-again');
		assert.equal(answer.status, 303);
		acknowledged.push(answer.location);
		for (const location of acknowledged)
			assert.equal((await new Visitor(server).get(location)).status, 200, location);
	});
	await claim('the database is whole afterwards', async () => {
		execFileSync(program, ['check', '--data', data], { stdio: 'pipe' });
	});
} finally {
	await server?.stop();
	execFileSync('umount', ['-l', disk]);
	rmSync(disk, { recursive: true, force: true });
}
await finish();
