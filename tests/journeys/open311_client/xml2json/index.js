// In place of a reader that has to be compiled for Node 0.8: plain nesting, as that one gives it.
const { parse } = require('sparkxml');
const plain = (element) => element.children.length
	? Object.fromEntries(element.children.map((child) => [child.name, plain(child)])) : element.text;
exports.toJson = (xml) => { const root = parse(xml); return { [root.name]: plain(root) }; };
