// The operator's story: make an installation, let somebody in, back it up while people work, restore
// it, and find out when somebody has been at the data.
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Server, Visitor, claim, finish } from './poruch.mjs';

const program = process.env.PORUCH ?? 'build/check/poruch';
const run = promisify(execFile);
const place = mkdtempSync(join(tmpdir(), 'poruch-folder-'));
const data = join(place, 'data');
const secret = 'чорний дрізд на тині';

function poruch(words, { folder = data, input = '' } = {}) {
	const done = spawnSync(program, [...words, '--data', folder], { input, encoding: 'utf8' });
	return { status: done.status, out: done.stdout, err: done.stderr };
}

const init = ['init', 'UA18060090000061708', '--public-url', 'https://poruch.example.org'];
const sqlite = (sql, file = join(data, 'poruch.db')) => execFileSync('sqlite3', [file, sql]);

try {
	let link;
	await claim('a code that is none leaves no folder half made', async () => {
		const done = poruch(['init', 'UA18060090000061709', '--public-url', 'https://x.example']);
		assert.equal(done.status, 1);
		assert.match(done.err, /katottg: .*UA18060090000061709/);
		assert.ok(!existsSync(join(data, 'poruch.db')));
	});
	await claim('a hromada without a raion is told without gaps', async () => {
		const kyiv = poruch(['init', 'UA80000000000093317'], { folder: join(place, 'kyiv') });
		assert.equal(kyiv.status, 0, kyiv.err);
		assert.match(kyiv.out, /^місто Київ: http/);
	});
	await claim('where to listen that makes no sense is wrong usage, and no other port', async () => {
		for (const where of ['1', '127.0.0.1:99999', '127.0.0.1:80x', 'unix:'])
			assert.equal(poruch(['serve', '--listen', where], { folder: join(place, 'kyiv') }).status, 2, where);
	});
	await claim('what cannot be said on a full disk is a failure', async () => {
		for (const words of ['settings', '--help', '--version', 'serve --help'])
			assert.equal(spawnSync('sh', ['-c', `${program} ${words} > /dev/full`]).status, 1, words);
	});
	await claim('nothing can be done in an empty folder, and it says how to fill it', async () => {
		for (const words of [['check'], ['backup', join(place, 'x')], ['serve', '--listen', '127.0.0.1:0'],
			['person', 'add', '--role', 'chair', '--login', 'x1', '--name', 'x']]) {
			const done = poruch(words);
			assert.equal(done.status, 1, words[0]);
			assert.match(done.err, /init/, words[0]);
		}
	});
	await claim('init makes a hromada and a way in for its administrator, once', async () => {
		const done = poruch(init);
		assert.equal(done.status, 0, done.err);
		assert.match(done.out, /Коростенська територіальна громада, Коростенський район, Житомирська область/);
		link = /https:\/\/poruch\.example\.org(\/account\/link\/\S+)/.exec(done.out)[1];
		assert.equal(poruch(init).status, 1);
		assert.equal(statSync(data).mode & 0o777, 0o700);
		assert.equal(statSync(join(data, 'poruch.db')).mode & 0o077, 0);
	});
	await claim('an account is added with a password that will do, and with no other', async () => {
		const add = ['person', 'add', '--role', 'chair', '--community', 'korosten', '--name', 'Голова',
			'--login', 'chair', '--password-stdin'];
		for (const weak of ['short\n', 'password2026!\n', 'poruch-demo-2026\n'])
			assert.equal(poruch(add, { input: weak }).status, 1, weak);
		assert.equal(poruch(add, { input: '' }).status, 2);
		assert.equal(poruch(add, { input: secret }).status, 0, 'a line may end with the file');
		assert.equal(poruch(add, { input: `${secret}\n` }).status, 1);
		assert.equal(poruch(['person', 'add', '--role', 'king', '--login', 'x1', '--name', 'x']).status, 2);
		assert.equal(poruch(['person', 'add', '--role', 'chair']).status, 2);
		const nowhere = poruch(['person', 'add', '--role', 'chair', '--community', 'atlantis', '--login', 'x1',
			'--name', 'x']);
		assert.match(nowhere.err, /community: .*atlantis/);
		assert.equal(poruch(['person', 'drop']).status, 2);
	});

	const server = await Server.start({ data });
	await claim('nobody else writes in the folder while a server runs on it', async () => {
		for (const words of [['serve', '--listen', '127.0.0.1:0'],
			['person', 'add', '--role', 'chair', '--community', 'korosten', '--login', 'second', '--name', 'x']]) {
			const done = poruch(words);
			assert.equal(done.status, 1, words[0]);
			assert.match(done.err, /(another|running) poruch/, words[0]);
		}
		assert.equal(poruch(init).status, 1);
		assert.equal(poruch(['check']).status, 0);
	});
	await claim('the first link sets a password, once, and lets its holder in', async () => {
		const admin = new Visitor(server);
		const done = await admin.fill(await admin.get(link), { password: 'тихо пливе вуж' }, link);
		assert.equal(done.status, 303);
		assert.equal((await admin.get(link)).status, 410);
		await admin.signIn('admin', 'тихо пливе вуж');
		assert.equal((await admin.get('/admin/people')).status, 200);
	});
	await claim('what was typed when the session had ended can be sent again', async () => {
		const admin = new Visitor(server);
		await admin.signIn('admin', 'тихо пливе вуж');
		const page = await admin.get('/admin/people/new');
		const other = new Visitor(server);
		await other.signIn('admin', 'тихо пливе вуж');
		await other.fill(await other.get('/account'), {}, '/account/sessions/end-others');
		const lost = await admin.fill(page, { login: 'kept', name: 'Збережена', role: 'member',
			community: 'korosten' }, '/admin/people');
		assert.equal(lost.status, 303);
		assert.match(lost.location, /^\/sign-in\?next=/);
		const back = await admin.fill(await admin.get(lost.location),
			{ login: 'admin', password: 'тихо пливе вуж' }, '/sign-in');
		assert.equal(back.location, '/kept');
		const kept = await admin.get('/kept');
		assert.match(kept.text, /Збережена/);
		assert.match((await admin.fill(kept, {}, '/admin/people')).text, /account\/link\//);
	});
	await claim('backups made while people work are whole and can be restored', async () => {
		let working = true, written = 0;
		const worker = async (number) => {
			const visitor = new Visitor(server);
			await visitor.signIn('admin', 'тихо пливе вуж');
			for (let i = 0; working; i++) {
				const done = await visitor.fill(await visitor.get('/admin/people/new'),
					{ login: `w${number}-${i}`, name: 'x', role: 'member', community: 'korosten' },
					'/admin/people');
				assert.equal(done.status, 200);
				written++;
			}
		};
		const workers = [0, 1, 2, 3].map(worker);
		try {
			for (let i = 0; i < 5; i++) {
				const file = join(place, `backup-${i}`), restored = join(place, `restored-${i}`);
				await run(program, ['backup', file, '--data', data]);
				await run(program, ['restore', file, '--data', restored]);
				await run(program, ['check', '--data', restored]);
			}
		} finally {
			working = false;
			await Promise.all(workers);
		}
		assert.ok(written > 10, `only ${written} were written meanwhile`);
		const count = Number(sqlite('SELECT count(*) FROM person', join(place, 'restored-4', 'poruch.db')));
		assert.ok(count > 3);
	});
	await claim('feed readers from after the backup do not take what comes for what they have', async () => {
		const seq = sqlite("SELECT seq FROM sqlite_sequence WHERE name = 'publication'",
			join(place, 'restored-4', 'poruch.db'));
		assert.ok(Number(seq) >= 1000000, `positions go on at ${seq}`);
	});
	await claim('a backup does not overwrite, and is restored into an empty folder only', async () => {
		assert.equal(poruch(['backup', join(place, 'backup-0')]).status, 1);
		assert.equal(poruch(['restore', join(place, 'backup-0')], { folder: join(place, 'restored-1') }).status, 1);
	});
	await claim('a server on a restored folder lets the same people in', async () => {
		const other = await Server.start({ data: join(place, 'restored-0') });
		await new Visitor(other).signIn('chair', secret);
		assert.equal(await other.stop(), 0);
	});
	await server.stop('SIGKILL');
	await claim('a folder whose server was killed is free again', async () => {
		assert.equal(poruch(['person', 'add', '--role', 'chair', '--community', 'korosten', '--login',
			'after-kill', '--name', 'x']).status, 0);
	});
	await claim('a damaged or foreign file is no backup', async () => {
		const damaged = join(place, 'damaged'), foreign = join(place, 'foreign');
		execFileSync('cp', [join(place, 'backup-0'), damaged]);
		truncateSync(damaged, statSync(damaged).size - 8192);
		writeFileSync(foreign, 'name,value\n'.repeat(1000));
		for (const file of [damaged, foreign, join(place, 'none')]) {
			const done = poruch(['restore', file], { folder: join(place, 'empty') });
			assert.equal(done.status, 1, file);
			assert.ok(!existsSync(join(place, 'empty', 'poruch.db')), file);
		}
	});
	await claim('a changed line of the audit log is found, and so is one taken out', async () => {
		assert.equal(poruch(['check']).status, 0);
		sqlite("DROP TRIGGER audit_stays; UPDATE audit SET actor = 'somebody else' WHERE id = 3");
		const done = poruch(['check']);
		assert.equal(done.status, 1);
		assert.match(done.out, /audit +FAULT: line 3 /);
		sqlite('DROP TRIGGER audit_keeps; DELETE FROM audit WHERE id = 5', join(place, 'restored-2', 'poruch.db'));
		const other = poruch(['check'], { folder: join(place, 'restored-2') });
		assert.equal(other.status, 1);
		assert.match(other.out, /audit +FAULT: line 6 /);
	});
	await claim('a folder that others may read is a fault', async () => {
		chmodSync(join(place, 'restored-3'), 0o755);
		const done = poruch(['check'], { folder: join(place, 'restored-3') });
		assert.equal(done.status, 1);
		assert.match(done.out, /rights +FAULT: .*755/);
	});
} finally {
	rmSync(place, { recursive: true, force: true });
}
await finish();
