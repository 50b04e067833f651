// fill.mjs - fills in a progress form as units do: every task gets a status,
// a result of the quarter, and where it is done a day and a document.
// SPDX-License-Identifier: MIT
//
//	node tests/annex/fill.mjs FORM.csv OUT.csv OUT.html
import fs from 'node:fs'

const [from, csv, html] = process.argv.slice(2)
const rows = []
const text = fs.readFileSync(from, 'utf8').replace(/^\ufeff/, '')
for (const m of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
	if (!rows.length || rows.at(-1).done)
		rows.push({ cells: [], done: false })
	rows.at(-1).cells.push(m[1] === undefined ? m[2] : m[1].replaceAll('""', '"'))
	rows.at(-1).done = m[3] === '\r\n'
}
const filled = rows.map(({ cells }, i) => {
	if (!i)
		return cells
	const [code, title, status, result, completed, evidence, mark] = cells
	const done = i % 3 === 0
	return [code, title, status || (done ? 'Hoàn thành' : 'Đang thực hiện'),
		`${result}đã làm phần ${i}*`, completed || (done ? '30/6/2026' : ''),
		evidence || (done ? "29/KH-UBND" : ''), mark]
})

const quoted = (s) => /[",\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s
fs.writeFileSync(csv, '\ufeff' + filled.map((r) =>
	r.map(quoted).join(',') + '\r\n').join(''))
const cell = (s) => `<td>${s.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
	.replaceAll('\n', '<br>')}</td>`
fs.writeFileSync(html, `<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Mẫu</title></head><body>
<p>CẬP NHẬT TIẾN ĐỘ</p>
<table border="1">${filled.map((r) => `<tr>${r.map(cell).join('')}</tr>`).join('\n')}
</table></body></html>
`)
