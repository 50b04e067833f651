// hostile.mjs - writes Word files that mean harm, or are damaged.
// SPDX-License-Identifier: MIT
//
//	node tests/annex/hostile.mjs KIND FILE
import fs from 'node:fs'
import zlib from 'node:zlib'

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
	for (let k = 0; k < 8; k++)
		n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1
	return n
})
const crc32 = (data) => {
	let c = 0xffffffff
	for (const byte of data)
		c = crcTable[(c ^ byte) & 255] ^ (c >>> 8)
	return (c ^ 0xffffffff) >>> 0
}

// An archive of one file; `size` is what it claims to have when unpacked.
function archive(name, data, size = data.length) {
	const packed = zlib.deflateRawSync(data)
	const header = (signature, extra) => {
		const b = Buffer.alloc(extra)
		b.writeUInt32LE(signature, 0)
		return b
	}
	const local = header(0x04034b50, 30)
	const facts = (b, at) => {
		b.writeUInt16LE(20, at)		// version
		b.writeUInt16LE(8, at + 4)	// deflated
		b.writeUInt16LE(0x21, at + 8)	// a day
		b.writeUInt32LE(crc32(data), at + 10)
		b.writeUInt32LE(packed.length, at + 14)
		b.writeUInt32LE(size, at + 18)
		b.writeUInt16LE(name.length, at + 22)
	}
	facts(local, 4)
	const central = header(0x02014b50, 46)
	central.writeUInt16LE(20, 4)
	facts(central, 6)
	const end = header(0x06054b50, 22)
	end.writeUInt16LE(1, 8)
	end.writeUInt16LE(1, 10)
	end.writeUInt32LE(46 + name.length, 12)
	end.writeUInt32LE(30 + name.length + packed.length, 16)
	return Buffer.concat([local, Buffer.from(name), packed,
		central, Buffer.from(name), end])
}

const space = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const p = (text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
const tc = (text) => `<w:tc>${p(text)}</w:tc>`
const row = (...cells) => `<w:tr>${cells.map(tc).join('')}</w:tr>`
const body = (inner, before = '') => Buffer.from(
	`<?xml version="1.0" encoding="UTF-8"?>${before}` +
	`<w:document xmlns:w="${space}"><w:body>${inner}</w:body></w:document>`)
const head = row('STT', 'Nội dung', 'Cơ quan chủ trì', 'Thời gian')
const table = (rows) => `<w:tbl>${head}${rows}</w:tbl>`
const task = row('1', 'Ban hành kế hoạch', 'Văn phòng', 'Quý I/2026')
const file = (data, size) => archive('word/document.xml', data, size)

const kinds = {
	// 64 MB of nothing, in 64 kB
	bomb: () => file(Buffer.alloc(64 << 20, 32)),
	// the same, and it says that it has 1,000 bytes
	lying: () => file(Buffer.concat([body('').subarray(0, -27),
		Buffer.alloc(64 << 20, 32)]), 1000),
	entity: () => file(body(table(row('1', '&file;', 'x', 'y')),
		'<!DOCTYPE w:document [<!ENTITY file SYSTEM "file:///etc/hostname">]>')),
	external: () => file(body(table(task),
		'<!DOCTYPE w:document SYSTEM "http://127.0.0.1:9/annex.dtd">')),
	laughs: () => file(body(table(row('1', '&l9;', 'x', 'y')),
		'<!DOCTYPE w:document [<!ENTITY l0 "ha">' +
		Array.from({ length: 9 }, (_, i) =>
			`<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('') + ']>')),
	undeclared: () => file(body(table(row('1', '&nothing;', 'x', 'y')))),
	'broken-xml': () => file(body(table(task)).subarray(0, -40)),
	'broken-zip': () => {
		const whole = file(body(table(task)))
		whole.fill(0xff, 60, 90)
		return whole
	},
	'cut-zip': () => file(body(table(task))).subarray(0, 200),
	'no-document': () => archive('xl/workbook.xml', body('')),
	old: () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'),
		Buffer.alloc(1000)]),
	nested: () => file(body(table(task + `<w:tr>${tc('2')}<w:tc>${p('Báo cáo')}` +
		`<w:tbl>${row('Quý I', 'Quý II')}</w:tbl>${p('')}</w:tc>` +
		`${tc('Văn phòng')}${tc('Hằng quý')}</w:tr>`))),
	deep: () => file(body('<w:tbl><w:tr><w:tc>'.repeat(3000))),
}

const [kind, out] = process.argv.slice(2)
fs.writeFileSync(out, kinds[kind]())
