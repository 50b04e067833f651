# SPDX-License-Identifier: MIT
# page.awk - writes minhbach-findings(7): every code of src/diag_codes.h, with
# the shortest example that the golden builds have of it, in both languages.
#
#	LC_ALL=C awk -f tools/findings/page.awk src/diag_codes.h \
#		tests/golden/*/expect.diag.en tests/golden/*/expect.diag

# A line of text as roff takes it.
function roff(s)
{
	gsub(/\\/, "\\e", s)
	return s ~ /^[.']/ ? "\\\&" s : s
}

# "reading files" is "READING FILES".
function heading(s)
{
	return toupper(s)
}

FNR == 1 {
	case_ = FILENAME
	sub(/\/[^\/]*$/, "", case_)
	language = FILENAME ~ /\.en$/ ? "en" : "vi"
	block = ""
}

# ---- the codes, in groups

FILENAME ~ /diag_codes\.h$/ {
	if ($0 ~ /^\/\* .* \*\/$/ && $0 !~ /SPDX/) {
		group = $0
		gsub(/^\/\* | \*\/$/, "", group)
	}
	if (match($0, /^DIAG_CODE\([A-Z0-9_]+, *[A-Z]+, *"[a-z0-9-]+"/)) {
		split($0, part, /[(,"] */)
		ncodes++
		code[ncodes] = part[5]
		severity[ncodes] = tolower(part[3])
		of_group[ncodes] = group
	}
	next
}

# ---- the examples: a line that ends with "[code]", and what is indented
# below it

match($0, /\[[a-z0-9-]+\]$/) && !/^ / {
	name = substr($0, RSTART + 1, RLENGTH - 2)
	times = ++count[language, case_, name]
	block = language SUBSEP case_ SUBSEP name SUBSEP times
	text = substr($0, 1, RSTART - 2)
	place = text
	sub(/: .*/, "", place)
	sub(/^[^ ]* [^:]*: /, "", text)
	message[block] = text
	where[block] = place == "minhbach" ? "" : place
	if (language == "en") {
		ncase[name]++
		example[name, ncase[name]] = case_ SUBSEP name SUBSEP times
	}
	next
}

block != "" && /^    / {
	if ($0 ~ /^    (Fix|Cách sửa): /)
		mend[block] = substr($0, 5)
	else
		echo[block] = echo[block] roff($0) "\n"
	size[block] += length($0)
	next
}

{ block = "" }

# ---- the page

function best(name,    i, b, found, least)
{
	for (i = 1; i <= ncase[name]; i++) {
		b = "en" SUBSEP example[name, i]
		least = size[b] + length(message[b]) + length(where[b])
		if (!found || least < shortest) {
			found = example[name, i]
			shortest = least
		}
	}
	return found
}

function entry(i,    key, en, vi)
{
	printf ".It Cm %s Pq %s\n", code[i], severity[i]
	key = best(code[i])
	if (!key) {
		print "No example."
		return
	}
	en = "en" SUBSEP key
	vi = "vi" SUBSEP key
	print roff(message[en] ".")
	print ".br"
	print roff(message[vi] ".")
	if (where[en] != "") {
		print ".Bd -literal"
		print roff(where[en])
		printf "%s", echo[en]
		print ".Ed"
	}
	print ".Pp"
	print roff(mend[en])
	print ".br"
	print roff(mend[vi])
}

END {
	print ".\\\" SPDX-License-Identifier: MIT"
	print ".\\\" Made by tools/findings/page.awk; tests/check-findings.sh holds it in step."
	print ".Dd July 1, 2026"
	print ".Dt MINHBACH-FINDINGS 7"
	print ".Os"
	print ".Sh NAME"
	print ".Nm minhbach-findings"
	print ".Nd what can be wrong in the sources of a site"
	print ".Sh DESCRIPTION"
	print "Each finding has a code, which keeps its meaning, and a severity."
	print "An"
	print ".Em error"
	print "keeps the site from being published."
	print "A"
	print ".Em warning"
	print "does not, unless"
	print ".Fl -strict"
	print "is given."
	print "A"
	print ".Em note"
	print "never does: what it tells may be right."
	print ".Pp"
	print "Below stand, for each code, its message in English and in Vietnamese, the"
	print "place and the line of an example, and how to mend it."
	for (i = 1; i <= ncodes; i++) {
		if (of_group[i] != of_group[i - 1]) {
			if (i > 1)
				print ".El"
			printf ".Sh %s\n", heading(of_group[i])
			print ".Bl -tag -width Ds"
		}
		entry(i)
	}
	print ".El"
	print ".Sh SEE ALSO"
	print ".Xr minhbach 1 ,"
	print ".Xr minhbach-plan 5 ,"
	print ".Xr minhbach-site 5 ,"
	print ".Xr minhbach-theme 7"
}
