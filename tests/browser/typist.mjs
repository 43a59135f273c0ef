// Somebody at a small screen who has no mouse, and no scripts: everything by keyboard alone.
import assert from 'node:assert/strict';
import { password } from '../journeys/poruch.mjs';
import { overflow, visitor } from './browser.mjs';

// Somebody who has no mouse: goes on by Tab until the wanted control has the focus.
export class Typist {
	static async start(browser, server, login) {
		const typist = new Typist();
		typist.page = await visitor(browser, { width: 320 });
		await typist.page.goto(`${server.url}/sign-in`);
		await typist.type('[name=login]', login);
		await typist.type('[name=password]', password);
		await typist.press('main form button');
		assert.doesNotMatch(typist.page.url(), /sign-in/, `${login} is signed in`);
		return typist;
	}

	async reach(selector) {
		const wanted = this.page.locator(selector).first();
		await wanted.waitFor({ state: 'attached', timeout: 5000 });
		for (let presses = 0; presses < 400; presses++) {
			if (await wanted.evaluate((element) => element === document.activeElement))
				return wanted;
			await this.page.keyboard.press('Tab');
		}
		throw new Error(`Tab never reaches ${selector} on ${this.page.url()}`);
	}

	async type(selector, text) {
		await this.reach(selector);
		await this.page.keyboard.press('Control+A');
		await this.page.keyboard.type(text);
	}

	// A choice of a list by the arrow keys, until it stands there.
	async choose(selector, value) {
		const list = await this.reach(selector);
		await this.page.keyboard.press('Home');
		for (let presses = 0; presses < 80 && await list.inputValue() !== String(value); presses++)
			await this.page.keyboard.press('ArrowDown');
		assert.equal(await list.inputValue(), String(value));
	}

	async press(selector, key = 'Enter') {
		await this.reach(selector);
		await Promise.all([this.page.waitForLoadState('load'), this.page.keyboard.press(key)]);
		await this.page.waitForLoadState('load');
		this.widest = Math.max(this.widest ?? 0, await overflow(this.page));
	}

	text() {
		return this.page.locator('main').innerText();
	}
}
