// The npm client open311 names its XML reader by an address at GitHub that cannot be locked, so this
// stands in its place: the "Spark convention" of the Open311 wiki, by which lists of things lose their
// wrappers. The client's own code is used as it was published; only what it hands XML to is this.
function parse(xml) {
	const root = { name: '', children: [], text: '' }, stack = [root];
	for (const [, lead, name, empty, text] of xml.matchAll(/<(\?[^>]*|\/?)(\w*)(\/?)>|([^<]+)/g)) {
		const isClose = lead === '/', isEmpty = empty === '/';
		if (text !== undefined)
			stack.at(-1).text += text.replace(/&(amp|lt|gt|quot|apos|#13);/g, (whole, entity) =>
				({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#13': '\r' })[entity]);
		else if (lead.startsWith('?'))
			continue;
		else if (isClose)
			stack.pop();
		else {
			const element = { name, children: [], text: '' };
			stack.at(-1).children.push(element);
			if (!isEmpty)
				stack.push(element);
		}
	}
	return root.children[0];
}
const lists = ['services', 'service_requests', 'attributes', 'values', 'errors', 'endpoints', 'formats'];
function spark(element) {
	if (lists.includes(element.name))
		return element.children.map(spark);
	if (!element.children.length)
		return element.text === '' ? null : element.text;
	return Object.fromEntries(element.children.map((child) => [child.name, spark(child)]));
}
exports.parse = parse;
exports.parseXml = (xml) => spark(parse(xml));
