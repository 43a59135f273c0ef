// Pictures made by the tests themselves: sound ones, and every kind of broken, huge, disguised and
// booby-trapped one. PNG through zlib; JPEG by a small baseline encoder whose blocks are each of one
// colour, so that only the DC coefficients are needed.
import { deflateSync, crc32 as zlibCrc } from 'node:zlib';

const table = Array.from({ length: 256 }, (_, n) => {
	for (let k = 0; k < 8; k++)
		n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
	return n >>> 0;
});
const crc32 = zlibCrc ?? ((bytes) => {
	let crc = 0xffffffff;
	for (const byte of bytes)
		crc = table[(crc ^ byte) & 255] ^ (crc >>> 8);
	return (crc ^ 0xffffffff) >>> 0;
});

const u16 = (n) => Buffer.from([n >> 8 & 255, n & 255]);
const u32 = (n) => { const b = Buffer.alloc(4); b.writeUInt32BE(n); return b; };

// ------------------------------------------------------------------ PNG

export const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

export function chunk(type, data = Buffer.alloc(0), { crc } = {}) {
	const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	return Buffer.concat([u32(data.length), typed, u32(crc ?? crc32(typed))]);
}

export const ihdr = (width, height, depth = 8, colour = 2, interlace = 0) =>
	chunk('IHDR', Buffer.concat([u32(width), u32(height), Buffer.from([depth, colour, 0, 0, interlace])]));

// pixel(x, y) gives the samples of a pixel, in bytes.
export function png(width, height, pixel = (x, y) => [x * 7 & 255, y * 5 & 255, 120],
	{ depth = 8, colour = 2, before = [], after = [], idat } = {}) {
	const rows = [];
	for (let y = 0; y < height; y++) {
		rows.push(Buffer.from([0]));
		for (let x = 0; x < width; x++)
			rows.push(Buffer.from(pixel(x, y)));
	}
	return Buffer.concat([signature, ihdr(width, height, depth, colour), ...before,
		idat ?? chunk('IDAT', deflateSync(Buffer.concat(rows))), ...after, chunk('IEND')]);
}

// Adam7, 16 bits a sample: every pass has its own small picture.
export function interlaced(width, height) {
	const rows = [];
	for (const [x0, y0, dx, dy] of [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4],
		[1, 0, 2, 2], [0, 1, 1, 2]])
		for (let y = y0; y < height; y += dy) {
			if (x0 >= width)
				continue;
			rows.push(Buffer.from([0]));
			for (let x = x0; x < width; x += dx)
				rows.push(Buffer.from([x & 255, 0, y & 255, 0, 90, 0]));
		}
	return Buffer.concat([signature, ihdr(width, height, 16, 2, 1), chunk('IDAT', deflateSync(Buffer.concat(rows))),
		chunk('IEND')]);
}

// Interlaced and large: it has to be unpacked whole, and its rows are all the same.
export const hollow = (width, height, interlace = 0) => {
	const raw = Buffer.alloc(Math.ceil(width * 3 + 1) * Math.min(height, 64));
	return Buffer.concat([signature, ihdr(width, height, 8, 2, interlace), chunk('IDAT', deflateSync(raw)), chunk('IEND')]);
};

// ------------------------------------------------------------------ JPEG

const marker = (code, data) => Buffer.concat([Buffer.from([0xff, code]), u16(data.length + 2), data]);
export const app = (n, data) => marker(0xe0 + n, data);
export const comment = (data) => marker(0xfe, data);

// One Huffman table for DC: twelve lengths of four bits; one for AC that only knows the end of block.
const dc = marker(0xc4, Buffer.from([0x00, 0, 0, 0, 12, ...Array(12).fill(0), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));
const ac = marker(0xc4, Buffer.from([0x10, 1, ...Array(15).fill(0), 0x00]));
const quantities = marker(0xdb, Buffer.from([0, ...Array(64).fill(8)]));

class Bits {
	bytes = []; held = 0; count = 0;
	put(value, length) {
		for (let i = length - 1; i >= 0; i--) {
			this.held = this.held << 1 | value >> i & 1;
			if (++this.count === 8) {
				this.bytes.push(this.held);
				if (this.held === 0xff)
					this.bytes.push(0);
				this.held = this.count = 0;
			}
		}
	}
	end() {
		while (this.count)
			this.put(1, 1);
		return Buffer.from(this.bytes);
	}
}

// colour(column, row) gives the components of a block of 8 by 8, 0 to 255 (Y, Cb, Cr for three).
export function jpeg(columns, rows, colour = () => [150, 100, 160], { components = 3, more = [], sof = 0xc0, precision = 8,
	width = columns * 8, height = rows * 8, cut, scans = 1, adobe, extra = Buffer.alloc(0) } = {}) {
	const ids = Array.from({ length: components }, (_, i) => i + 1);
	const frame = marker(sof, Buffer.concat([Buffer.from([precision]), u16(height), u16(width), Buffer.from([components]),
		...ids.map((id) => Buffer.from([id, 0x11, 0]))]));
	const head = marker(0xda, Buffer.from([components, ...ids.flatMap((id) => [id, 0x00]), 0, 63, 0]));
	const bits = new Bits();
	const last = Array(components).fill(0);
	for (let row = 0; row < rows; row++)
		for (let column = 0; column < columns; column++)
			colour(column, row).forEach((value, i) => {
				const level = value - 128, difference = level - last[i];
				const size = difference ? Math.floor(Math.log2(Math.abs(difference))) + 1 : 0;
				last[i] = level;
				bits.put(size, 4);
				if (size)
					bits.put(difference > 0 ? difference : difference + (1 << size) - 1, size);
				bits.put(0, 1);
			});
	const scan = Buffer.concat([head, bits.end()]);
	const whole = Buffer.concat([Buffer.from([0xff, 0xd8]), ...more,
		...(adobe !== undefined ? [app(14, Buffer.from([...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, adobe]))] : []),
		quantities, frame, dc, ac, ...Array(scans).fill(scan), Buffer.from([0xff, 0xd9]), extra]);
	return cut === undefined ? whole : whole.subarray(0, cut < 0 ? whole.length + cut : cut);
}

// A progressive one that goes over the same coefficients again and again.
export function endless(scans, columns = 64, rows = 64) {
	const frame = marker(0xc2, Buffer.concat([Buffer.from([8]), u16(rows * 8), u16(columns * 8), Buffer.from([1, 1, 0x11, 0])]));
	const bits = new Bits();
	for (let i = 0; i < columns * rows; i++)
		bits.put(0, 4);
	const first = Buffer.concat([marker(0xda, Buffer.from([1, 1, 0, 0, 0, 0])), bits.end()]);
	return Buffer.concat([Buffer.from([0xff, 0xd8]), quantities, frame, dc, ac, ...Array(scans).fill(first),
		Buffer.from([0xff, 0xd9])]);
}

// EXIF: orientation, and a place (50.95 N) and a canary that must not come through.
export function exif({ orientation = 1, canary = '', loop = false, entries } = {}) {
	const rows = [[0x0112, 3, 1, orientation << 16], [0x8825, 4, 1, 60]];
	const head = Buffer.concat([Buffer.from('MM\0*'), u32(8)]);
	const list = Buffer.concat([u16(entries ?? rows.length), ...rows.map(([tag, type, count, value]) =>
		Buffer.concat([u16(tag), u16(type), u32(count), u32(value)])), u32(loop ? 8 : 0)]);
	return app(1, Buffer.concat([Buffer.from('Exif\0\0'), head, list, Buffer.from(`GPSLatitude 50.95 ${canary}`)]));
}

// ------------------------------------------------------------------ reading what came back

// Width and height of a JPEG, and the markers it has.
export function look(bytes) {
	const markers = [];
	let size;
	for (let at = 2; at < bytes.length - 3 && bytes[at] === 0xff;) {
		const code = bytes[at + 1], length = bytes.readUInt16BE(at + 2);
		markers.push(code);
		if (code >= 0xc0 && code <= 0xc2)
			size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
		if (code === 0xda)
			break;
		at += 2 + length;
	}
	return { ...size, markers };
}
