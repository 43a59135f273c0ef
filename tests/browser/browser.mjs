// A real browser for the tests: Debian's Chromium under Playwright, without scripts unless asked, with
// what an accessibility checker and a slow line would say of each page.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function launch() {
	return chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
			'--disable-background-networking', '--disable-component-update', '--disable-sync'],
	});
}

// A visitor with cookies of their own. Pages have to work without scripts, so scripts are off, unless
// axe is to look at the page: it waits for timers, which go with scripts.
export async function visitor(browser, { width = 1280, dark = false, scripts = false } = {}) {
	const context = await browser.newContext({
		viewport: { width, height: 900 }, locale: 'uk-UA', javaScriptEnabled: scripts,
		colorScheme: dark ? 'dark' : 'light',
	});
	return context.newPage();
}

// What axe finds on the page as it stands, of a visitor with scripts: "rule: element", nothing when all
// is well.
export async function faults(page) {
	if (!await page.evaluate(() => 'axe' in globalThis))
		await page.evaluate(axe);
	const result = await page.evaluate(() => globalThis.axe.run(document, {
		runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
		resultTypes: ['violations'],
	}));
	return result.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
}

// Whether anything sticks out sideways at this width.
export async function overflow(page) {
	const box = await page.locator('html').evaluate((html) => [html.scrollWidth, html.clientWidth]);
	return box[0] - box[1];
}

// What a first visit costs on the wire: bytes of the page, of everything, and how many requests.
export async function cost(browser, url) {
	const context = await browser.newContext({ locale: 'uk-UA' });
	const page = await context.newPage();
	const session = await context.newCDPSession(page);
	const sizes = new Map();
	await session.send('Network.enable');
	session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
	let first;
	session.on('Network.responseReceived', ({ requestId, type }) => { if (type === 'Document') first ??= requestId; });
	await page.goto(url, { waitUntil: 'networkidle' });
	await context.close();
	return { page: sizes.get(first), all: [...sizes.values()].reduce((sum, size) => sum + size, 0), requests: sizes.size };
}
