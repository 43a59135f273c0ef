// What the journeys of the Open311 API share: the specification's forms of its answers, in both faces.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';

const ajv = new Ajv({ strict: false, allErrors: true });
const checks = new Map();

// Answers are checked against the schema of that name (tests/feeds/open311/NAME.schema.json) or, of XML,
// the one grammar.
export function checkJson(name, value, about) {
	if (!checks.has(name))
		checks.set(name, ajv.compile(JSON.parse(readFileSync(`tests/feeds/open311/${name}.schema.json`, 'utf8'))));
	const check = checks.get(name);
	assert.ok(check(value), `${about ?? name}: ${JSON.stringify(check.errors?.slice(0, 3))}`);
	return value;
}

const folder = mkdtempSync(join(tmpdir(), 'poruch-open311-'));
const documents = [];
// jing takes a second to start, so all documents of a story go through it at once, at its end.
export function keepXml(text) {
	assert.match(text, /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/);
	const path = join(folder, `${documents.length}.xml`);
	writeFileSync(path, text);
	documents.push(path);
	return text;
}
export function checkXml() {
	const jing = spawnSync('jing', ['-c', 'tests/feeds/open311.rnc', ...documents], { encoding: 'utf8' });
	const lint = spawnSync('xmllint', ['--noout', ...documents], { encoding: 'utf8' });
	const count = documents.length;
	rmSync(folder, { recursive: true });
	assert.equal(jing.status, 0, jing.stdout);
	assert.equal(lint.status, 0, lint.stderr);
	return count;
}

// An address in both faces: { status, json, xml, headers }. name is the schema of an answer with 200.
export async function both(visitor, path, query, name) {
	const json = await visitor.get(`${path}.json?${query}`), xml = await visitor.get(`${path}.xml?${query}`);
	assert.equal(json.status, xml.status, path);
	assert.equal(json.headers.get('content-type'), 'application/json; charset=utf-8', path);
	assert.equal(xml.headers.get('content-type'), 'text/xml; charset=utf-8', path);
	assert.equal(json.headers.get('access-control-allow-origin'), '*', path);
	const value = checkJson(json.status === 200 ? name : 'errors', JSON.parse(json.text), `${path}?${query}`);
	keepXml(xml.text);
	assert.deepEqual(leaves(xml.text), flat(value), `${path}: both faces say the same`);
	if (json.status !== 200)
		assert.ok(value.every((error) => error.code === json.status), json.text);
	return { status: json.status, json: value, xml: xml.text, headers: json.headers };
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#13': '\r' };
// All values of a document in their order, as text.
function leaves(xml) {
	return [...xml.matchAll(/<([a-z_]+)>([^<]*)<\/\1>|<([a-z_]+)\/>/g)]
		.filter(([, , , empty]) => !['media_urls', 'notes', 'services', 'service_requests', 'service_request_updates'].includes(empty))
		.map(([, , text]) => (text ?? '').replace(/&(amp|lt|gt|quot|apos|#13);/g, (all, name) => entities[name]))
		.filter((text) => !/^\s+$/.test(text));
}
function flat(value) {
	if (Array.isArray(value) || (value && typeof value === 'object'))
		return Object.values(value).flatMap(flat);
	return [value === null ? '' : String(value)];
}
