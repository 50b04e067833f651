# history.awk - turns the demo's story (history/*.txt) into commits, as a
# stream for `git fast-import`.
# SPDX-License-Identifier: MIT
#
#	awk -v files=FOLDER -f history.awk history/*.txt | git fast-import
#
# Each line says by how it begins what it is:
#
#	officer ID NAME <ADDRESS>	who may commit; one ID for each identity
#	2025-01-06 08:30 ID	a commit begins: when (+0700) and by whom
#	> TEXT			a line of its message
#	= PATH [CODE]		what follows is about this file, or about the item of
#				this Mã in it: so-x/2026-cchc is
#				content/so-x/2026-cchc.md, /README.md is README.md
#	LABEL: VALUE		sets a field of the item, or adds it
#	+ LABEL: VALUE		adds a further line of a field (Kết quả kỳ …)
#	- LABEL			removes a field
#	! VERB ARGUMENT		any other edit, below
#	| TEXT			a line of text for the `! …` above it
#	# …, empty		nothing
#
#	! new [PATH]		the file as it lies in FOLDER, there under its own
#				path or this one
#	! rename PATH		the file moves
#	! front KEY: VALUE	sets or adds a line of the front matter
#	! swap OLD => NEW	replaces a text that stands there once
#	! delete		the item goes
#	! restore		the deleted item comes back where it was
#	! move CODE		the item goes behind that one
#	! insert CODE		the "|" lines become an item behind that one (or the
#				last one below a heading: ! insert ## TITLE)
#	! append		the "|" lines go to the end of the item's account,
#				or of the file
#	! branch NAME		this and later commits stand on a new side branch
#	! on NAME		they stand on that branch again
#	! merge NAME		this commit is a merge; it has this branch's files,
#				and the edits given with it
#
# Anything that cannot be done as said ends the program: nothing is guessed.

function die(why)
{
	printf "%s:%d: %s: %s\n", FILENAME, FNR, why, $0 >"/dev/stderr"
	failed = 1
	exit 1
}

function path_of(name)
{
	if (name ~ /^\//)
		return substr(name, 2)
	if (name !~ /\.[a-z]+$/)
		name = name ".md"
	return "content/" name
}

# ---- texts: FILE[path] as on the branch that commits stand on -------------

function read_text(path,	line, text, got)
{
	while ((got = (getline line <(files "/" path))) > 0)
		text = text line "\n"
	if (got < 0 || text == "")
		die("no such file in " files)
	close(files "/" path)
	return text
}

function put(path, text)
{
	if (FILE[path] == text)
		die("nothing changes")
	FILE[path] = text
	touched[path] = 1
}

# Where an item begins and ends: sets ITEM_FROM, ITEM_TO.
function find(path, code,	text, at, next_)
{
	text = FILE[path]
	at = index(text, "\n- Mã: " code "\n")
	if (!at)
		die("no item " code " in " path)
	next_ = index(substr(text, at + 1), "\n#")
	ITEM_TO = next_ ? at + next_ : length(text)
	while (substr(text, at, 2) != "\n#")
		at--
	ITEM_FROM = at + 1
}

function item(path, code)
{
	find(path, code)
	return substr(FILE[path], ITEM_FROM, ITEM_TO - ITEM_FROM + 1)
}

function put_item(text)
{
	find(path, code)
	put(path, substr(FILE[path], 1, ITEM_FROM - 1) text \
		substr(FILE[path], ITEM_TO + 1))
}

# The last line of an item's field list ends here (its line end included).
function fields_end(text,	at, blank)
{
	at = index(text, "\n- Mã: ")
	blank = index(substr(text, at), "\n\n")
	return blank ? at + blank - 1 : length(text)
}

# Where the line "- LABEL: …" begins in the field list, the last one of that
# label if `last`; 0 if there is none.
function field_at(text, label, last,	list, at, found, from)
{
	list = substr(text, 1, fields_end(text))
	while ((at = index(substr(list, from + 1), "\n- " label ": "))) {
		found = from + at + 1
		from = found
		if (!last)
			break
	}
	return found
}

function line_end(text, at)
{
	return at + index(substr(text, at), "\n") - 1
}

function set_field(label, value, further,	text, line, at, end)
{
	text = item(path, code)
	line = "- " label ": " value "\n"
	at = field_at(text, label, further)
	if (at && !further) {
		end = line_end(text, at)
		put_item(substr(text, 1, at - 1) line substr(text, end + 1))
		return
	}
	end = at ? line_end(text, at) : fields_end(text)
	put_item(substr(text, 1, end) line substr(text, end + 1))
}

function remove_field(label,	text, at)
{
	text = item(path, code)
	at = field_at(text, label, 0)
	if (!at)
		die("no such field")
	put_item(substr(text, 1, at - 1) substr(text, line_end(text, at) + 1))
}

# ---- verbs -----------------------------------------------------------------

function swap(argument,	at, old, new, text, rest)
{
	at = index(argument, " => ")
	if (!at)
		die("OLD => NEW")
	old = substr(argument, 1, at - 1)
	new = substr(argument, at + 4)
	text = code == "" ? FILE[path] : item(path, code)
	at = index(text, old)
	rest = substr(text, at + length(old))
	if (!at || index(rest, old))
		die("must stand there once: " old)
	text = substr(text, 1, at - 1) new rest
	if (code == "")
		put(path, text)
	else
		put_item(text)
}

# A key of the front matter whose value stands on its line.
function set_front(argument,	text, key, at, end)
{
	text = FILE[path]
	key = "\n" substr(argument, 1, index(argument, ":")) " "
	end = index(text, "\n---\n")
	at = index(substr(text, 1, end), key)
	if (at)
		end = line_end(text, at + 1)
	else
		at = end
	put(path, substr(text, 1, at) argument "\n" substr(text, end + 1))
}

# Make sure that a block ends with a blank line, as one between two others.
function spaced(text)
{
	while (text ~ /\n\n$/)
		text = substr(text, 1, length(text) - 1)
	return text "\n"
}

# No blank line at the end of a file.
function trimmed(text)
{
	while (text ~ /\n\n$/)
		text = substr(text, 1, length(text) - 1)
	return text
}

function put_behind(anchor, block,	text, at, next_)
{
	text = FILE[path]
	if (anchor ~ /^## /) {
		at = index(text, "\n" anchor "\n")
		if (!at)
			die("no heading " anchor)
		next_ = index(substr(text, at + 1), "\n## ")
		at = next_ ? at + next_ : length(text)
	} else {
		find(path, anchor)
		at = ITEM_TO
	}
	put(path, trimmed(spaced(substr(text, 1, at)) spaced(block) \
		substr(text, at + 1)))
}

# The item leaves; what it was, and behind which item it stood, is kept.
function take_out(	text, before)
{
	gone[path, code] = item(path, code)
	text = substr(FILE[path], 1, ITEM_FROM - 1)
	before = text
	sub(/(.*\n)?- Mã: /, "", before)
	sub(/\n.*/, "", before)
	gone_behind[path, code] = before
	put(path, trimmed(text substr(FILE[path], ITEM_TO + 1)))
}

function verb(name, argument,	to)
{
	if (name == "new") {
		put(path, read_text(argument == "" ? path : path_of(argument)))
	} else if (name == "rename") {
		to = path_of(argument)
		FILE[to] = FILE[path]
		touched[to] = 1
		touched[path] = 1
		delete FILE[path]
		path = to
	} else if (name == "front") {
		set_front(argument)
	} else if (name == "swap") {
		swap(argument)
	} else if (name == "delete") {
		take_out()
	} else if (name == "restore") {
		put_behind(gone_behind[path, code], gone[path, code])
	} else if (name == "move") {
		take_out()
		put_behind(argument, gone[path, code])
	} else if (name == "insert") {
		pending = "insert"
		anchor = argument
	} else if (name == "append") {
		pending = "append"
	} else if (name == "branch") {
		save()
		from_mark = tip[branch]
		branch = argument
	} else if (name == "on") {
		change_branch(argument)
	} else if (name == "merge") {
		if (!(argument in tip))
			die("no such branch")
		merged = tip[argument]
	} else {
		die("no such verb")
	}
}

function flush_lines(	kind)
{
	if (pending == "")
		return
	kind = pending
	pending = ""
	if (lines == "")
		die("text expected before this line")
	if (kind == "insert") {
		put_behind(anchor, lines)
	} else if (code == "") {
		put(path, FILE[path] lines)
	} else {
		put_item(spaced(spaced(item(path, code)) lines))
		FILE[path] = trimmed(FILE[path])
	}
	lines = ""
}

# ---- branches --------------------------------------------------------------

function save(	p)
{
	saved_paths[branch] = ""
	for (p in FILE) {
		SAVED[branch, p] = FILE[p]
		saved_paths[branch] = saved_paths[branch] p "\n"
	}
}

function change_branch(name,	p, i, n, list)
{
	if (!(name in saved_paths))
		die("no such branch")
	save()
	for (p in FILE)
		delete FILE[p]
	n = split(saved_paths[name], list, "\n")
	for (i = 1; i < n; i++)
		FILE[list[i]] = SAVED[name, list[i]]
	branch = name
}

# ---- commits ---------------------------------------------------------------

function data(text)
{
	printf "data <<%s\n%s%s\n\n", END_MARK, text, END_MARK
}

function finish_commit(	p)
{
	flush_lines()
	if (when == "")
		return
	if (message == "")
		die("a commit without a message ends here")
	printf "commit refs/heads/%s\nmark :%d\n", branch, ++marks
	printf "author %s %s +0700\n", who, when
	printf "committer %s %s +0700\n", who, when
	data(message)
	if (from_mark)
		printf "from :%d\n", from_mark
	if (merged)
		printf "merge :%d\n", merged
	n_touched = 0
	for (p in touched) {
		n_touched++
		if (p in FILE) {
			printf "M 100644 inline %s\n", p
			data(FILE[p])
		} else {
			printf "D %s\n", p
		}
		delete touched[p]
	}
	if (!n_touched && !merged)
		die("a commit that changes nothing ends here")
	tip[branch] = marks
	from_mark = merged = 0
	message = when = path = code = ""
}

BEGIN {
	END_MARK = "-- end of text --"
	branch = "main"
}

/^\| / || $0 == "|" {
	if (pending == "")
		die("nothing takes this text")
	lines = lines substr($0, 3) "\n"
	next
}

/^#/ || /^$/ {
	next
}

/^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9] [a-z-]+$/ {
	finish_commit()
	if (!($3 in officers))
		die("no such officer")
	if ($1 " " $2 <= last_when && branch == "main")
		die("earlier than the commit before it")
	if (branch == "main")
		last_when = $1 " " $2
	when = $1 " " $2 ":00"
	who = officers[$3]
	next
}

/^officer / {
	who = $0
	sub(/^officer +[^ ]+ +/, "", who)
	officers[$2] = who
	next
}

{
	flush_lines()
	if (when == "")
		die("outside a commit")
}

/^> / || $0 == ">" {
	message = message substr($0, 3) "\n"
	next
}

/^= / {
	path = path_of($2)
	code = $3
	next
}

/^! / {
	name = $2
	argument = $0
	sub(/^! [^ ]+ */, "", argument)
	verb(name, argument)
	next
}

/^- / {
	remove_field(substr($0, 3))
	next
}

{
	further = sub(/^\+ /, "")
	colon = index($0, ": ")
	if (!colon || code == "")
		die("not understood")
	set_field(substr($0, 1, colon - 1), substr($0, colon + 2), further)
	if (/^Mã: /)
		code = substr($0, colon + 2)
}

END {
	if (!failed)
		finish_commit()
}
