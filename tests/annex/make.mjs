// make.mjs - writes the annex of our own condensed plan as offices have such
// annexes: CSV as a Vietnamese Excel writes it, TSV, Markdown, and HTML from
// which LibreOffice makes the Word file.
// SPDX-License-Identifier: MIT
//
//	node tests/annex/make.mjs PLAN.md FOLDER
import fs from 'node:fs'
import path from 'node:path'

const [plan, folder] = process.argv.slice(2)
const heading = ['STT', 'Nội dung', 'Sản phẩm', 'Cơ quan chủ trì',
	'Cơ quan phối hợp', 'Thời gian thực hiện']
const areas = []

for (const line of fs.readFileSync(plan, 'utf8').split('\n')) {
	let m
	if ((m = /^## ([IVX]+)\. (.*)/.exec(line)))
		areas.push({ number: m[1], title: m[2], rows: [] })
	else if ((m = /^### (\d+)\. (.*)/.exec(line)))
		areas.at(-1).rows.push([m[1], m[2], '', '', '', ''])
	else if ((m = /^- (Sản phẩm|Chủ trì|Phối hợp|Thời hạn): (.*)/.exec(line)))
		areas.at(-1).rows.at(-1)[2 + ['Sản phẩm', 'Chủ trì', 'Phối hợp',
			'Thời hạn'].indexOf(m[1])] = m[2]
}

const write = (name, text) => fs.writeFileSync(path.join(folder, name), text)
const quoted = (s) => /[";,\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s

// One table; the areas are rows, as a merged cell comes out of Excel.
const rows = [heading, ...areas.flatMap((a) =>
	[[a.number, a.title, '', '', '', ''], ...a.rows])]
write('annex.csv', '\ufeff' + rows.map((r) =>
	r.map(quoted).join(';') + '\r\n').join(''))
write('annex.tsv', rows.map((r) => r.join('\t') + '\n').join(''))

// A table for each area, with its heading again.
write('annex.md', areas.map((a) => [`## ${a.number}. ${a.title.toUpperCase()}`, '',
	...[heading, heading.map(() => '---'), ...a.rows].map((r) =>
		`| ${r.map((c) => c.replaceAll('|', '\\|')).join(' | ')} |`),
	'', ''].join('\n')).join(''))

// One table with merged cells: areas across it, equal units down it.
const html = (s) => s.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const run = (rows, i, k) => {
	let n = 1
	while (i + n < rows.length && rows[i + n][k] === rows[i][k])
		n++
	return n
}
const cells = (rows, i) => rows[i].map((text, k) => {
	const merged = (k === 3 || k === 4) && text
	if (merged && i && rows[i - 1][k] === text)
		return ''
	const down = merged ? run(rows, i, k) : 1
	return `<td${down > 1 ? ` rowspan="${down}"` : ''}>${html(text)}</td>`
}).join('')
write('annex.html', `<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Phụ lục</title></head><body>
<p>PHỤ LỤC</p>
<p>Nhiệm vụ cải cách hành chính năm 2026 của Sở Ngoại vụ</p>
<table border="1">
<thead><tr>${heading.map((h) => `<td>${h}</td>`).join('')}</tr></thead>
${areas.map((a) => `<tr><td colspan="6">${a.number}. ${html(a.title)}</td></tr>
${a.rows.map((_, i) => `<tr>${cells(a.rows, i)}</tr>`).join('\n')}`).join('\n')}
</table></body></html>
`)
