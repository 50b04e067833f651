/* SPDX-License-Identifier: MIT */
/* test_mustache.c - each rule of the Mustache specification. */
#include "unit.h"

#include "mustache_bench.h"

struct plain {
	const char *what, *tpl, *data, *want;
};

struct sample {
	const char *what, *tpl, *data, *want;
	const char *partials[9];	/* name, text, ... */
};

static void check(const struct plain *s, const char *const *partials)
{
	struct bench b = bench_new(partials);
	struct template *tpl = compile(&b, str_of(s->tpl));
	struct value *data = json(&b, str_of(s->data));
	struct buf out = BUF_INIT;

	if (!tpl || !data || render(&b, tpl, data, &out) ||
	    !str_eqs(buf_str(&out), s->want) || b.diags.n)
		print_error("%s: \"%s\"\n", s->what, s->tpl);
	assert_non_null(tpl);
	assert_non_null(data);
	assert_int_equal(b.diags.n, 0);
	assert_str(buf_str(&out), s->want);
	buf_release(&out);
	pool_free(b.pool);
}

static void check_plain(const struct plain *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check(&s[i], NULL);
}

static void check_samples(const struct sample *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check(&(const struct plain){ s[i].what, s[i].tpl, s[i].data,
					     s[i].want }, s[i].partials);
}

static const struct plain interpolation[] = {
	{ "no tag", "Kế hoạch {2026} }} {\n", "{}", "Kế hoạch {2026} }} {\n" },
	{ "empty template", "", "{}", "" },
	{ "name", "Sở {{ten}}.\n", "{\"ten\":\"Nội vụ\"}", "Sở Nội vụ.\n" },
	{ "no second look at the output", "{{a}}{{b}}",
	  "{\"a\":\"{{b}}\",\"b\":\"{{a}}\"}", "{{b}}{{a}}" },
	{ "escaped", "[{{v}}]", "{\"v\":\"<a href=\\\"x\\\">R&D</a>\"}",
	  "[&lt;a href=&quot;x&quot;&gt;R&amp;D&lt;/a&gt;]" },
	{ "apostrophe", "{{v}}", "{\"v\":\"it's\"}", "it&#39;s" },
	{ "entities are text", "{{v}}", "{\"v\":\"&lt;\"}", "&amp;lt;" },
	{ "triple", "[{{{v}}}]", "{\"v\":\"<&>\\\"\"}", "[<&>\"]" },
	{ "ampersand", "[{{&v}}]", "{\"v\":\"<&>\\\"\"}", "[<&>\"]" },
	{ "integer", "{{n}}|{{{n}}}|{{&n}}", "{\"n\":1986}", "1986|1986|1986" },
	{ "negative and zero", "{{n}} {{z}}", "{\"n\":-7,\"z\":0}", "-7 0" },
	{ "decimal", "{{n}}|{{{n}}}|{{&n}}", "{\"n\":2.50}", "2.5|2.5|2.5" },
	{ "decimals as written", "{{a}} {{b}} {{c}}",
	  "{\"a\":0.1,\"b\":1.21,\"c\":99.99}", "0.1 1.21 99.99" },
	{ "large integer", "{{n}}", "{\"n\":9007199254740993}",
	  "9007199254740993" },
	{ "null", "({{n}}{{{n}}}{{&n}})", "{\"n\":null}", "()" },
	{ "truth values", "{{t}} {{f}}", "{\"t\":true,\"f\":false}",
	  "true false" },
	{ "list and map", "({{l}}{{m}})", "{\"l\":[1],\"m\":{\"a\":1}}", "()" },
	{ "miss", "({{no}}{{{no}}}{{&no}})", "{}", "()" },
	{ "miss on data that is no map", "({{no}})", "[1]", "()" },
	{ "dotted", "{{a.b}} {{{a.b}}} {{&a.b}}", "{\"a\":{\"b\":\"<\"}}",
	  "&lt; < <" },
	{ "dotted, as sections", "{{a.b}}{{#a}}{{b}}{{/a}}",
	  "{\"a\":{\"b\":\"x\"}}", "xx" },
	{ "dotted, deep", "{{a.b.c.d.e.f}}",
	  "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":\"sâu\"}}}}}}", "sâu" },
	{ "broken chain", "({{a.b.c}})", "{\"a\":{}}", "()" },
	{ "chain through null", "({{a.b.c}})", "{\"a\":{\"b\":null}}", "()" },
	{ "chain through a text", "({{a.b.c}})", "{\"a\":{\"b\":\"c\"}}", "()" },
	{ "chain does not climb", "({{a.b.c.name}})",
	  "{\"a\":{\"b\":{}},\"c\":{\"name\":\"x\"}}", "()" },
	{ "first part climbs", "{{#x}}{{a.b}}{{/x}}",
	  "{\"x\":{\"y\":1},\"a\":{\"b\":2}}", "2" },
	{ "first part nearest first", "{{#x}}{{a.b}}{{/x}}",
	  "{\"x\":{\"a\":{\"b\":\"in\"}},\"a\":{\"b\":\"out\"}}", "in" },
	{ "nearest first part decides", "({{#x}}{{a.b}}{{/x}})",
	  "{\"x\":{\"a\":{}},\"a\":{\"b\":\"out\"}}", "()" },
	{ "a nearer null hides", "({{#x}}{{a}}{{/x}})",
	  "{\"x\":{\"a\":null},\"a\":\"out\"}", "()" },
	{ "a dotted name is no key", "({{a.b}})", "{\"a.b\":1}", "()" },
	{ "a dotted key hides nothing", "{{a.b}}",
	  "{\"a.b\":1,\"a\":{\"b\":2}}", "2" },
	{ "dot", "{{.}} {{{.}}} {{&.}}", "\"<\"", "&lt; < <" },
	{ "dot with a number", "{{.}}", "3.50", "3.5" },
	{ "leading dot", "{{#a}}{{.n}}{{/a}}{{#b}}{{.n}}{{/b}}",
	  "{\"a\":{},\"b\":{\"n\":\"here\"},\"n\":\"up\"}", "here" },
	{ "blanks around", "| {{v}} | {{{v}}} | {{&v}} |", "{\"v\":1}",
	  "| 1 | 1 | 1 |" },
	{ "alone on a line", "  {{v}}\n\t{{{v}}}\n {{&v}}\n", "{\"v\":1}",
	  "  1\n\t1\n 1\n" },
	{ "empty value alone on a line", "a\n  {{v}}\nb\n", "{\"v\":\"\"}",
	  "a\n  \nb\n" },
	{ "padding", "{{ v }}{{{ v }}}{{& v }}{{\tv\n}}", "{\"v\":1}", "1111" },
	{ "padding before the sigil", "{{ & v }}{{ #v }}x{{ /v }}", "{\"v\":1}",
	  "1x" },
	{ "name with marks", "{{tên-cơ_quan}}", "{\"tên-cơ_quan\":\"Sở\"}",
	  "Sở" },
	{ "brace behind a tag", "{{v}}}", "{\"v\":1}", "1}" },
	{ "CRLF", "{{v}}\r\n{{v}}\r\n", "{\"v\":1}", "1\r\n1\r\n" },
};

static const struct plain sections[] = {
	{ "true", "[{{#b}}x{{/b}}]", "{\"b\":true}", "[x]" },
	{ "false", "[{{#b}}x{{/b}}]", "{\"b\":false}", "[]" },
	{ "null", "[{{#b}}x{{/b}}]", "{\"b\":null}", "[]" },
	{ "empty text", "[{{#b}}x{{/b}}]", "{\"b\":\"\"}", "[]" },
	{ "zero is something", "[{{#b}}x{{/b}}]", "{\"b\":0}", "[x]" },
	{ "empty map is something", "[{{#b}}x{{/b}}]", "{\"b\":{}}", "[x]" },
	{ "miss", "[{{#b}}x{{/b}}]", "{}", "[]" },
	{ "map as context", "{{#m}}{{a}}{{/m}}", "{\"m\":{\"a\":\"x\"}}", "x" },
	{ "contexts around", "{{#m}}{{a}}{{b}}{{c.d}}{{/m}}",
	  "{\"a\":1,\"b\":2,\"m\":{\"b\":3},\"c\":{\"d\":4}}", "134" },
	{ "context ends", "{{#m}}{{a}}{{/m}}{{a}}",
	  "{\"a\":1,\"m\":{\"a\":2}}", "21" },
	{ "text as context", "{{#v}}{{.}}={{v}}{{/v}}", "{\"v\":\"x\"}", "x=x" },
	{ "list", "{{#l}}{{a}},{{/l}}", "{\"l\":[{\"a\":1},{\"a\":2},{\"a\":3}]}",
	  "1,2,3," },
	{ "empty list", "[{{#l}}x{{/l}}]", "{\"l\":[]}", "[]" },
	{ "a falsy item is an item", "{{#l}}x{{/l}}", "{\"l\":[null,false,\"\"]}",
	  "xxx" },
	{ "a text is no list", "{{#v}}x{{/v}}", "{\"v\":\"abc\"}", "x" },
	{ "lists in lists", "{{#a}}{{#b}}{{n}}{{m}}{{#c}}{{n}}{{.}} {{/c}}{{/b}}{{/a}}",
	  "{\"a\":[{\"n\":\"x\",\"b\":[{\"m\":1,\"c\":[7,8]},{\"m\":2,\"c\":[]}]}]}",
	  "x1x7 x8 x2" },
	{ "lines through five contexts",
	  "{{#a}}\n{{p}}\n{{#b}}\n{{p}}{{q}}\n{{#c}}\n{{p}}{{q}}{{r}}\n"
	  "{{#d}}\n{{.}}{{r}}\n{{/d}}\n{{p}}\n{{/c}}\n{{q}}\n{{/b}}\n{{p}}\n{{/a}}\n",
	  "{\"a\":{\"p\":1},\"b\":{\"q\":2},\"c\":{\"r\":3,\"d\":4}}",
	  "1\n12\n123\n43\n1\n2\n1\n" },
	{ "twice", "{{#b}}1{{/b}}-{{#b}}2{{/b}}", "{\"b\":true}", "1-2" },
	{ "the same in itself", "{{#b}}1{{#b}}2{{/b}}3{{/b}}", "{\"b\":true}",
	  "123" },
	{ "the same in itself, false", "[{{#b}}1{{#b}}2{{/b}}3{{/b}}]",
	  "{\"b\":false}", "[]" },
	{ "dot over texts", "{{#l}}({{.}}){{/l}}", "{\"l\":[\"a\",\"b\"]}",
	  "(a)(b)" },
	{ "dot over integers", "{{#l}}({{.}}){{/l}}", "{\"l\":[1,22]}",
	  "(1)(22)" },
	{ "dot over decimals", "{{#l}}({{.}}){{/l}}", "{\"l\":[1.10,2.25]}",
	  "(1.1)(2.25)" },
	{ "dot over lists", "{{#l}}<{{#.}}{{.}}{{/.}}>{{/l}}",
	  "{\"l\":[[1,2],[],[\"a\"]]}", "<12><><a>" },
	{ "dot escapes", "{{#l}}{{.}}{{{.}}}{{&.}}{{/l}}", "{\"l\":[\"<\"]}",
	  "&lt;<<" },
	{ "dot at the root", "{{#.}}({{v}}){{/.}}", "[{\"v\":1},{\"v\":2}]",
	  "(1)(2)" },
	{ "dotted", "{{#a.b.c}}x{{/a.b.c}}", "{\"a\":{\"b\":{\"c\":true}}}",
	  "x" },
	{ "dotted, false", "[{{#a.b.c}}x{{/a.b.c}}]",
	  "{\"a\":{\"b\":{\"c\":false}}}", "[]" },
	{ "dotted, broken", "[{{#a.b.c}}x{{/a.b.c}}]", "{\"a\":{}}", "[]" },
	{ "blanks stay", " | {{#b}}\t-\t{{/b}} | \n", "{\"b\":true}",
	  " | \t-\t | \n" },
	{ "blanks inside stay", " | {{#b}} {{! two tags }}\n {{/b}} | \n",
	  "{\"b\":true}", " |  \n  | \n" },
	{ "two tags on a line", "a\n{{#b}}{{#b}}\nx\n{{/b}}{{/b}}\nc\n",
	  "{\"b\":true}", "a\n\nx\n\nc\n" },
	{ "inline", " {{#b}}YES{{/b}}\n {{#b}}GOOD{{/b}}\n", "{\"b\":true}",
	  " YES\n GOOD\n" },
	{ "alone", "a\n{{#b}}\nx\n{{/b}}\nc\n", "{\"b\":true}", "a\nx\nc\n" },
	{ "alone and false", "a\n{{#b}}\nx\n{{/b}}\nc\n", "{}", "a\nc\n" },
	{ "alone, indented", "a\n \t{{#b}}\nx\n\t {{/b}}\nc\n", "{\"b\":true}",
	  "a\nx\nc\n" },
	{ "alone, blanks behind", "a\n{{#b}}  \nx\n{{/b}}\t\nc\n",
	  "{\"b\":true}", "a\nx\nc\n" },
	{ "alone, repeated", "{{#l}}\n- {{.}}\n{{/l}}\n", "{\"l\":[1,2]}",
	  "- 1\n- 2\n" },
	{ "alone with CRLF", "a\r\n{{#b}}\r\n{{/b}}\r\nc", "{\"b\":true}",
	  "a\r\nc" },
	{ "alone at the start", "  {{#b}}\n#{{/b}}\n/", "{\"b\":true}", "#\n/" },
	{ "alone at the end", "#{{#b}}\n/\n  {{/b}}", "{\"b\":true}", "#\n/\n" },
	{ "a lone CR ends no line", "{{#b}}\rx{{/b}}", "{\"b\":true}", "\rx" },
	{ "padding", "|{{# b }}={{/ b }}|", "{\"b\":true}", "|=|" },
	{ "unused names are not looked at", "{{#b}}{{/b}}", "{\"b\":[1,2,3]}",
	  "" },
};

static const struct plain inverted[] = {
	{ "false", "[{{^b}}x{{/b}}]", "{\"b\":false}", "[x]" },
	{ "true", "[{{^b}}x{{/b}}]", "{\"b\":true}", "[]" },
	{ "null", "[{{^b}}x{{/b}}]", "{\"b\":null}", "[x]" },
	{ "empty text", "[{{^b}}x{{/b}}]", "{\"b\":\"\"}", "[x]" },
	{ "map", "[{{^b}}x{{/b}}]", "{\"b\":{\"a\":1}}", "[]" },
	{ "list", "[{{^b}}x{{/b}}]", "{\"b\":[{\"a\":1}]}", "[]" },
	{ "empty list", "[{{^b}}x{{/b}}]", "{\"b\":[]}", "[x]" },
	{ "miss", "[{{^b}}x{{/b}}]", "{}", "[x]" },
	{ "no new context", "{{#m}}{{^no}}{{a}}{{.n}}{{/no}}{{/m}}",
	  "{\"a\":1,\"m\":{\"n\":2}}", "12" },
	{ "else", "{{#l}}{{.}}{{/l}}{{^l}}none{{/l}}", "{\"l\":[]}", "none" },
	{ "the same in itself", "{{^b}}1{{^b}}2{{/b}}3{{/b}}", "{}", "123" },
	{ "the same in itself, true", "[{{^b}}1{{^b}}2{{/b}}3{{/b}}]",
	  "{\"b\":true}", "[]" },
	{ "dotted, true", "[{{^a.b}}x{{/a.b}}]", "{\"a\":{\"b\":true}}", "[]" },
	{ "dotted, false", "[{{^a.b}}x{{/a.b}}]", "{\"a\":{\"b\":false}}",
	  "[x]" },
	{ "dotted, broken", "[{{^a.b.c}}x{{/a.b.c}}]", "{\"a\":{}}", "[x]" },
	{ "blanks stay", " | {{^b}}\t-\t{{/b}} | \n", "{}", " | \t-\t | \n" },
	{ "blanks inside stay", " | {{^b}} {{! two tags }}\n {{/b}} | \n", "{}",
	  " |  \n  | \n" },
	{ "inline", " {{^b}}NO{{/b}}\n {{^b}}WAY{{/b}}\n", "{}", " NO\n WAY\n" },
	{ "alone", "a\n{{^b}}\nx\n{{/b}}\nc\n", "{}", "a\nx\nc\n" },
	{ "alone, indented", "a\n  {{^b}}\nx\n  {{/b}}\nc\n", "{}", "a\nx\nc\n" },
	{ "alone with CRLF", "a\r\n{{^b}}\r\n{{/b}}\r\nc", "{}", "a\r\nc" },
	{ "alone at the start", "  {{^b}}\n^{{/b}}\n/", "{}", "^\n/" },
	{ "alone at the end", "^{{^b}}\n/\n  {{/b}}", "{}", "^\n/\n" },
	{ "padding", "|{{^ b }}={{/ b }}|", "{}", "|=|" },
};

static const struct sample partials[] = {
	{ "text", "[{{>p}}]", "{}", "[from p]", { "p", "from p" } },
	{ "missing", "[{{>p}}]", "{}", "[]", { NULL } },
	{ "missing, alone", "a\n  {{>p}}\nb\n", "{}", "a\nb\n", { NULL } },
	{ "context", "{{#m}}{{>p}}{{/m}}", "{\"m\":{\"a\":1},\"b\":2}", "1-2",
	  { "p", "{{a}}-{{b}}" } },
	{ "in itself", "{{>node}}",
	  "{\"v\":1,\"sub\":[{\"v\":2,\"sub\":[{\"v\":3,\"sub\":[]}]},"
	  "{\"v\":4,\"sub\":[]}]}", "1(2(3())4())",
	  { "node", "{{v}}({{#sub}}{{>node}}{{/sub}})" } },
	{ "in a partial", "{{>a}}", "{\"v\":\"*\"}", "<*>",
	  { "a", "<{{>b}}>", "b", "{{v}}" } },
	{ "path as a name", "{{>dir/p.x}}", "{}", "x", { "dir/p.x", "x" } },
	{ "blanks around", "| {{>p}} |", "{}", "| \t|\t |", { "p", "\t|\t" } },
	{ "inline is not indented", "  {{v}}  {{>p}}\n", "{\"v\":1}",
	  "  1  >\n>\n", { "p", ">\n>" } },
	{ "inline after blanks", "  {{>p}} x\n", "{}", "  1\n2 x\n",
	  { "p", "1\n2" } },
	{ "alone with CRLF", "|\r\n{{>p}}\r\n|", "{}", "|\r\n>|", { "p", ">" } },
	{ "alone at the start", "  {{>p}}\n>", "{}", "  >\n  >>",
	  { "p", ">\n>" } },
	{ "alone at the end", ">\n  {{>p}}", "{}", ">\n  >\n  >",
	  { "p", ">\n>" } },
	{ "values are not indented", "<\n  {{>p}}\n>\n", "{\"v\":\"1\\n2\"}",
	  "<\n  [\n  1\n2\n  x1\n2\n  ]\n>\n", { "p", "[\n{{v}}\nx{{{v}}}\n]\n" } },
	{ "each line, an empty one too", " {{>p}}\n", "{}", " a\n \n b\n",
	  { "p", "a\n\nb\n" } },
	{ "line that begins with a tag", "  {{>p}}\n", "{\"v\":1}",
	  "  1 a\n  2b\n", { "p", "{{v}} a\n{{#v}}2{{/v}}b\n" } },
	{ "empty value begins a line", "  {{>p}}\n", "{}", "  \n", { "p", "{{v}}\n" } },
	{ "tab as indentation", "\t{{>p}}\n", "{}", "\ta\n\tb\n",
	  { "p", "a\nb\n" } },
	{ "indentation adds up", "  {{>a}}\n", "{}", "  <\n   x\n   y\n  >\n",
	  { "a", "<\n {{>b}}\n>\n", "b", "x\ny\n" } },
	{ "sections in an indented partial", "  {{>p}}\n",
	  "{\"l\":[1,2]}", "  <ul>\n    <li>1</li>\n    <li>2</li>\n  </ul>\n",
	  { "p", "<ul>\n  {{#l}}\n  <li>{{.}}</li>\n  {{/l}}\n</ul>\n" } },
	{ "inline partial in an indented one", "  {{>a}}\n", "{}",
	  "  <x\ny>\n", { "a", "<{{>b}}>\n", "b", "x\ny" } },
	{ "CRLF in a partial", "  {{>p}}\r\n", "{}", "  a\r\n  b\r\n",
	  { "p", "a\r\nb\r\n" } },
	{ "indentation ends", "  {{>p}}\na\nb\n", "{}", "  x\na\nb\n",
	  { "p", "x\n" } },
	{ "padding", "|{{> p }}|", "{}", "|x|", { "p", "x" } },
};

static const struct plain comments[] = {
	{ "inline", "a{{! no }}b", "{}", "ab" },
	{ "several lines", "a{{!\n  one\n  two\n}}b\n", "{}", "ab\n" },
	{ "alone", "a\n{{! no }}\nb\n", "{}", "a\nb\n" },
	{ "alone, indented", "a\n \t{{! no }}\nb\n", "{}", "a\nb\n" },
	{ "alone with CRLF", "a\r\n{{! no }}\r\nb", "{}", "a\r\nb" },
	{ "alone at the start", "  {{! no }}\nb", "{}", "b" },
	{ "alone at the end", "a\n  {{! no }}", "{}", "a\n" },
	{ "several lines alone", "a\n{{!\nno\n}}\nb\n", "{}", "a\nb\n" },
	{ "several lines alone, indented", "a\n  {{!\n    no\n  }}\nb\n", "{}",
	  "a\nb\n" },
	{ "behind text", "  12 {{! 34 }}\n", "{}", "  12 \n" },
	{ "blanks around", "a {{! no }} b", "{}", "a  b" },
	{ "tags inside are text", "{{! {{#a }}b", "{}", "b" },
	{ "empty", "a{{!}}b", "{}", "ab" },
	{ "is no name", "{{! v }}({{v}})", "{\"v\":1,\"! v\":2}", "(1)" },
	{ "two on a line", "a\n{{! 1 }}{{! 2 }}\nb\n", "{}", "a\n\nb\n" },
};

static const struct sample delimiters[] = {
	{ "pair", "{{=<% %>=}}(<%v%>)", "{\"v\":1}", "(1)", { NULL } },
	{ "special characters", "({{=[ ]=}}[v])", "{\"v\":1}", "(1)", { NULL } },
	{ "one character", "{{=| |=}}|#b||v||/b|", "{\"b\":true,\"v\":1}", "1", { NULL } },
	{ "long", "{{=<?php ?>=}}<?php v?>", "{\"v\":1}", "1", { NULL } },
	{ "back again", "{{=<% %>=}}<%v%><%={{ }}=%>{{v}}<%v%>", "{\"v\":1}",
	  "11<%v%>", { NULL } },
	{ "to themselves", "{{={{ }}=}}{{v}}", "{\"v\":1}", "1", { NULL } },
	{ "sigils", "{{=<% %>=}}<%&v%><%{v}%><%! c %><%^no%>x<%/no%>",
	  "{\"v\":\"<\"}", "<<x", { NULL } },
	{ "from a section on",
	  "{{#b}}\n{{v}}|v|\n{{/b}}\n{{= | | =}}\n|#b|\n{{v}}|v|\n|/b|\n",
	  "{\"b\":true,\"v\":1}", "1|v|\n{{v}}1\n", { NULL } },
	{ "from an inverted section on",
	  "{{^b}}\n{{v}}|v|\n{{/b}}\n{{= | | =}}\n|^b|\n{{v}}|v|\n|/b|\n",
	  "{\"v\":1}", "1|v|\n{{v}}1\n", { NULL } },
	{ "changed in a section, kept after it", "{{#b}}{{=| |=}}|/b||v|",
	  "{\"b\":true,\"v\":1}", "1", { NULL } },
	{ "not in a partial", "[{{>p}}]\n{{= | | =}}\n[|>p|]\n", "{\"v\":1}",
	  "[.1.]\n[.1.]\n", { "p", ".{{v}}." } },
	{ "not from a partial", "{{>p}}/{{v}}|v|", "{\"v\":1}", "1 1/1|v|",
	  { "p", "{{v}} {{=| |=}}|v|" } },
	{ "not in a parent", "{{=| |=}}|<p||$a|x|v||/a||/p|", "{\"v\":1}",
	  "<x1>", { "p", "<{{$a}}{{/a}}>" } },
	{ "blanks stay", "| {{=@ @=}} |", "{}", "|  |", { NULL } },
	{ "behind text", " | {{=@ @=}}\n", "{}", " | \n", { NULL } },
	{ "alone", "a\n{{=@ @=}}\nb\n", "{}", "a\nb\n", { NULL } },
	{ "alone, indented", "a\n  {{=@ @=}}\nb\n", "{}", "a\nb\n", { NULL } },
	{ "alone with CRLF", "a\r\n{{= @ @ =}}\r\nb", "{}", "a\r\nb", { NULL } },
	{ "alone at the start", "  {{=@ @=}}\nb", "{}", "b", { NULL } },
	{ "alone at the end", "a\n  {{=@ @=}}", "{}", "a\n", { NULL } },
	{ "padding", "|{{= @   @ =}}|@v@", "{\"v\":1}", "||1", { NULL } },
	{ "line break inside", "{{=@\n@=}}@v@", "{\"v\":1}", "1", { NULL } },
};

static const struct sample inheritance[] = {
	{ "default", "{{$t}}Tiêu đề{{/t}}\n", "{}", "Tiêu đề\n", { NULL } },
	{ "default with a value", "{{$t}}a {{v}} b{{/t}}\n", "{\"v\":\"x\"}",
	  "a x b\n", { NULL } },
	{ "default unescaped", "{{$t}}{{{v}}}{{&v}}{{v}}{{/t}}", "{\"v\":\"<\"}",
	  "<<&lt;", { NULL } },
	{ "default with sections", "{{$t}}{{#m}}{{v}}{{/m}}{{^n}}-{{/n}}{{/t}}",
	  "{\"m\":{\"v\":1}}", "1-", { NULL } },
	{ "default is not read again", "{{$t}}{{v}}{{/t}}", "{\"v\":\"{{w}}\"}",
	  "{{w}}", { NULL } },
	{ "parent's default", "{{<p}}{{/p}}\n", "{}", "default",
	  { "p", "{{$a}}default{{/a}}" } },
	{ "argument", "{{<p}}{{$a}}mine{{/a}}{{/p}}", "{}", "[mine]",
	  { "p", "[{{$a}}default{{/a}}]" } },
	{ "empty argument", "{{<p}}{{$a}}{{/a}}{{/p}}", "{}", "[]",
	  { "p", "[{{$a}}default{{/a}}]" } },
	{ "data is no argument", "{{<p}}{{$a}}mine{{/a}}{{/p}}",
	  "{\"a\":\"data\"}", "mine", { "p", "{{$a}}default{{/a}}" } },
	{ "data is no default", "{{<p}}{{/p}}", "{\"a\":\"data\"}", "default",
	  { "p", "{{$a}}default{{/a}}" } },
	{ "behind text", "x {{<p}}{{$a}}mine{{/a}}{{/p}}", "{}", "x mine",
	  { "p", "{{$a}}default{{/a}}" } },
	{ "two parents", "x {{<p}}{{$a}}1{{/a}}{{/p}} {{<p}}{{$a}}2{{/a}}{{/p}}\n",
	  "{}", "x (1 d) (2 d)\n", { "p", "({{$a}}-{{/a}}{{$b}} d{{/b}})" } },
	{ "argument of several lines", "{{<p}}{{$a}}\none\n\ntwo\n{{/a}}{{/p}}",
	  "{}", "one\n\ntwo\n", { "p", "{{$a}}default{{/a}}" } },
	{ "indented parameter", "{{<p}}{{$a}}mine{{/a}}{{/p}}", "{}",
	  "x:\n  mine\n", { "p", "x:\n  {{$a}}default{{/a}}\n" } },
	{ "one of two", "{{<p}}{{$b}}mine{{/b}}{{/p}}", "{}", "d1, mine",
	  { "p", "{{$a}}d1{{/a}}, {{$b}}d2{{/b}}" } },
	{ "argument without parameter", "{{<p}}{{$z}}mine{{/z}}{{/p}}", "{}",
	  "d", { "p", "{{$a}}d{{/a}}" } },
	{ "the last of two equal arguments", "{{<p}}{{$a}}1{{/a}}{{$a}}2{{/a}}{{/p}}",
	  "{}", "2", { "p", "{{$a}}d{{/a}}" } },
	{ "parameter used twice", "{{<p}}{{$a}}x{{/a}}{{/p}}", "{}", "x-x",
	  { "p", "{{$a}}1{{/a}}-{{$a}}2{{/a}}" } },
	{ "partial is a parent without arguments", "{{>p}}|{{<p}}{{/p}}", "{}",
	  "d|d", { "p", "{{$a}}d{{/a}}" } },
	{ "missing parent", "[{{<no}}{{$a}}x{{/a}}{{/no}}]", "{}", "[]",
	  { NULL } },
	{ "recursion", "{{<p}}{{$a}}mine{{/a}}{{/p}}", "{}",
	  "mine:mine:mine:stop", { "p", "{{$a}}d{{/a}}:{{$b}}{{<q}}{{/q}}{{/b}}",
	  "q", "{{$a}}q{{/a}}:{{<p}}{{$b}}stop{{/b}}{{/p}}" } },
	{ "three levels, the child decides", "{{<p}}{{$a}}child{{/a}}{{/p}}",
	  "{}", "child", { "p", "{{<g}}{{$a}}parent{{/a}}{{/g}}",
	  "g", "{{<r}}{{$a}}grand{{/a}}{{/r}}", "r", "{{$a}}root{{/a}}" } },
	{ "three levels, the parent decides", "{{<p}}{{/p}}", "{}", "parent",
	  { "p", "{{<g}}{{$a}}parent{{/a}}{{/g}}",
	  "g", "{{<r}}{{$a}}grand{{/a}}{{/r}}", "r", "{{$a}}root{{/a}}" } },
	{ "parameter in an argument", "{{<p}}{{$c}}text{{/c}}{{/p}}", "{}",
	  "<main>text</main>",
	  { "p", "{{<g}}{{$b}}<main>{{$c}}-{{/c}}</main>{{/b}}{{/g}}",
	  "g", "{{$b}}{{/b}}" } },
	{ "argument with a block of its own name",
	  "{{<p}}{{$a}}({{$a}}in{{/a}}){{/a}}{{/p}}", "{}", "(in)",
	  { "p", "{{$a}}d{{/a}}" } },
	{ "arguments reach partials", "{{<p}}{{$a}}mine{{/a}}{{/p}}", "{}",
	  "<mine>", { "p", "<{{>q}}>", "q", "{{$a}}d{{/a}}" } },
	{ "arguments end with the parent", "{{<p}}{{$a}}x{{/a}}{{/p}}{{>p}}",
	  "{}", "xd", { "p", "{{$a}}d{{/a}}" } },
	{ "other things in a parent",
	  "{{<p}} text {{v}} {{! c }}{{>q}}{{$a}}x{{/a}}{{#v}}y{{/v}} {{/p}}",
	  "{\"v\":1}", "x", { "p", "{{$a}}d{{/a}}", "q", "no" } },
	{ "only text in a parent", "{{<p}} text {{/p}}", "{}", "d",
	  { "p", "{{$a}}d{{/a}}" } },
	{ "block in a section in a parent is no argument",
	  "{{<p}}{{#v}}{{$a}}x{{/a}}{{/v}}{{/p}}", "{\"v\":1}", "d",
	  { "p", "{{$a}}d{{/a}}" } },
	{ "context of the place", "{{<p}}{{$a}}{{v}}{{/a}}{{/p}}",
	  "{\"v\":\"out\",\"m\":{\"v\":\"in\"}}", "in",
	  { "p", "{{#m}}{{$a}}d{{/a}}{{/m}}" } },
	{ "block in a loop", "{{<p}}{{$a}}{{.}};{{/a}}{{/p}}",
	  "{\"l\":[1,2]}", "1;2;", { "p", "{{#l}}{{$a}}d{{/a}}{{/l}}" } },
	{ "parent in a loop", "{{#l}}{{<p}}{{$a}}{{.}}{{/a}}{{/p}}{{/l}}",
	  "{\"l\":[1,2]}", "[1][2]", { "p", "[{{$a}}{{/a}}]" } },
	{ "padding", "{{< p }}{{$ a }}x{{/ a }}{{/ p }}", "{}", "x",
	  { "p", "{{$ a }}d{{/ a }}" } },
};

/* White space around parents and blocks. */
static const struct sample margins[] = {
	{ "parent on one line", "x\n  {{<p}}{{/p}}\ny\n", "{}",
	  "x\n  1\n  2\ny\n", { "p", "1\n2\n" } },
	{ "parent on one line with an argument",
	  "x\n  {{<p}}{{$a}}v{{/a}}{{/p}}\ny\n", "{}", "x\n  1\n  v\ny\n",
	  { "p", "1\n{{$a}}{{/a}}\n" } },
	{ "parent over lines", "x\n  {{<p}}\n    {{$a}}v{{/a}}\n  {{/p}}\ny\n",
	  "{}", "x\n  1\n  v\ny\n", { "p", "1\n{{$a}}{{/a}}\n" } },
	{ "parent beside text", "  {{<p}}{{/p}} z\ny\n", "{}", "  1\n2 z\ny\n",
	  { "p", "1\n2" } },
	{ "parent behind text", "x {{<p}}{{/p}}\ny\n", "{}", "x 1\n2\ny\n",
	  { "p", "1\n2" } },
	{ "parent with CRLF", "x\r\n{{<p}}\r\n{{/p}}\r\ny", "{}", "x\r\n1y",
	  { "p", "1" } },
	{ "missing parent on its line", "x\n  {{<p}}\n  {{/p}}\ny\n", "{}",
	  "x\ny\n", { NULL } },
	{ "block on one line takes lines",
	  "{{<p}}{{$a}}\n1\n2{{/a}}\n{{/p}}\n", "{}", "x\n  1\n  2\n",
	  { "p", "x\n  {{$a}}{{/a}}\n" } },
	{ "its line ends once",
	  "{{<p}}\n{{$a}}\n1\n2\n{{/a}}\n{{/p}}\n", "{}", "x\n  1\n  2\ny\n",
	  { "p", "x\n  {{$a}}{{/a}}\ny\n" } },
	{ "nothing for nothing", "{{<p}}{{/p}}\n", "{}", "x\ny\n",
	  { "p", "x\n  {{$a}}{{/a}}\ny\n" } },
	{ "no line for an empty argument", "{{<p}}{{$a}}{{/a}}{{/p}}\n", "{}",
	  "x\ny\n", { "p", "x\n  {{$a}}d{{/a}}\ny\n" } },
	{ "no line for an argument that gives nothing",
	  "{{<p}}\n{{$a}}\n{{#no}}\nz\n{{/no}}\n{{/a}}\n{{/p}}\n", "{}",
	  "x\ny\n", { "p", "x\n  {{$a}}d{{/a}}\ny\n" } },
	{ "default keeps its place", "{{<p}}{{/p}}\n", "{}", "x\n  d\ny\n",
	  { "p", "x\n  {{$a}}d{{/a}}\ny\n" } },
	{ "indentation off and on",
	  "{{<p}}{{$a}}\n      1\n        2\n      3\n{{/a}}{{/p}}\n", "{}",
	  "x\n  1\n    2\n  3\n", { "p", "x\n  {{$a}}\n  {{/a}}\n" } },
	{ "a line with less loses what it has",
	  "{{<p}}{{$a}}\n    1\n  2\n{{/a}}{{/p}}\n", "{}", "  1\n  2\n",
	  { "p", "  {{$a}}{{/a}}\n" } },
	{ "first empty lines do not count",
	  "{{<p}}{{$a}}\n\n    1\n{{/a}}{{/p}}\n", "{}", "\n1\n",
	  { "p", "{{$a}}{{/a}}\n" } },
	{ "a comment's line counts", "* {{<p}}{{$a}}\n\t\t{{! far }}\n\t\tc{{/a}}{{/p}}\n*\n",
	  "{}", "* c\n*\n", { "p", "{{$a}}x{{/a}}" } },
	{ "the default's indentation counts",
	  "{{<p}}{{$a}}\n1\n2\n{{/a}}{{/p}}\n", "{}", "x\n    1\n    2\n",
	  { "p", "x\n{{$a}}\n    d\n{{/a}}\n" } },
	{ "the default itself stays", "{{<p}}{{/p}}\n", "{}", "x\n    d\n",
	  { "p", "x\n{{$a}}\n    d\n{{/a}}\n" } },
	{ "inline argument for a block over lines",
	  "{{<p}}{{$a}}v{{/a}}{{/p}}\n", "{}", "x\n  vy\n",
	  { "p", "x\n{{$a}}\n  d\n{{/a}}\ny\n" } },
	{ "block over lines with text behind",
	  "{{<p}}{{$a}}v{{/a}}{{/p}}\n", "{}", "  v y\n",
	  { "p", "{{$a}}\n  d{{/a}} y\n" } },
	{ "block over lines, closed behind text",
	  "{{<p}}{{$a}}v{{/a}}{{/p}}\n", "{}", "  v\ny\n",
	  { "p", "{{$a}}\n  d{{/a}}\ny\n" } },
	{ "lines in the middle of a line",
	  "{{<p}}{{$a}}\n    1\n    2\n{{/a}}{{/p}}\n", "{}", "  <1\n2\n>\n",
	  { "p", "  <{{$a}}d{{/a}}>\n" } },
	{ "lines at the start of a line with more",
	  "{{<p}}{{$a}}\n    1\n    2{{/a}}{{/p}}\n", "{}", "  1\n2;\n",
	  { "p", "  {{$a}}d{{/a}};\n" } },
	{ "block in an argument",
	  "{{<p}}{{$n}}\nthree\nfour\n{{/n}}{{/p}}\n", "{}",
	  "one\n  three\n  four\n",
	  { "p", "{{<g}}{{$b}}\n   one\n   {{$n}}\n     two\n   {{/n}}\n{{/b}}{{/g}}\n",
	  "g", "{{$b}}d{{/b}}" } },
	{ "its default", "{{<p}}{{/p}}\n", "{}", "one\n  two\n",
	  { "p", "{{<g}}{{$b}}\n   one\n   {{$n}}\n     two\n   {{/n}}\n{{/b}}{{/g}}\n",
	  "g", "{{$b}}d{{/b}}" } },
	{ "partial in an argument",
	  "{{<p}}\n  {{$a}}\n    <\n      {{>q}}\n    >\n  {{/a}}\n{{/p}}\n", "{}",
	  "x\n <\n   1\n   2\n >\n", { "p", "x\n {{$a}}{{/a}}\n", "q", "1\n2\n" } },
	{ "inline partial begins an argument",
	  "{{<p}}{{$a}}{{>q}};{{/a}}{{/p}}\n", "{}", " 1\n2;",
	  { "p", " {{$a}}\n {{/a}}\n", "q", "1\n2" } },
	{ "values in an argument are not indented",
	  "{{<p}}{{$a}}\n  {{v}}\n  .\n{{/a}}{{/p}}\n", "{\"v\":\"1\\n 2\"}",
	  "    1\n 2\n    .\n", { "p", "    {{$a}}{{/a}}\n" } },
	{ "loop in an argument",
	  "{{<p}}\n{{$a}}\n  {{#l}}\n  <li>{{.}}</li>\n  {{/l}}\n{{/a}}\n{{/p}}\n",
	  "{\"l\":[1,2]}", "<ul>\n    <li>1</li>\n    <li>2</li>\n</ul>\n",
	  { "p", "<ul>\n    {{$a}}{{/a}}\n</ul>\n" } },
	{ "indented parent, indented block",
	  "  {{<p}}\n  {{$a}}\n  v\n  w\n  {{/a}}\n  {{/p}}\n", "{}",
	  "  <\n    v\n    w\n  >\n", { "p", "<\n  {{$a}}{{/a}}\n>\n" } },
	{ "CRLF", "{{<p}}{{$a}}\r\n    1\r\n    2\r\n{{/a}}{{/p}}\r\n", "{}",
	  "x\r\n  1\r\n  2\r\ny\r\n", { "p", "x\r\n  {{$a}}{{/a}}\r\ny\r\n" } },
	{ "a layout", "{{<p}}\n{{$title}}Sở Nội vụ{{/title}}\n{{$main}}\n"
	  "<h1>{{t}}</h1>\n{{#l}}\n<p>{{.}}</p>\n{{/l}}\n{{/main}}\n{{/p}}\n",
	  "{\"t\":\"Kế hoạch\",\"l\":[1,2]}",
	  "<title>Sở Nội vụ</title>\n<main>\n\t<h1>Kế hoạch</h1>\n\t<p>1</p>\n"
	  "\t<p>2</p>\n</main>\n",
	  { "p", "<title>{{$title}}-{{/title}}</title>\n{{$head}}{{/head}}\n"
	  "<main>\n\t{{$main}}{{/main}}\n</main>\n" } },
};

static void test_interpolation(void **state)
{
	(void)state;
	check_plain(interpolation, LEN(interpolation));
}

static void test_sections(void **state)
{
	(void)state;
	check_plain(sections, LEN(sections));
}

static void test_inverted(void **state)
{
	(void)state;
	check_plain(inverted, LEN(inverted));
}

static void test_partials(void **state)
{
	(void)state;
	check_samples(partials, LEN(partials));
}

static void test_comments(void **state)
{
	(void)state;
	check_plain(comments, LEN(comments));
}

static void test_delimiters(void **state)
{
	(void)state;
	check_samples(delimiters, LEN(delimiters));
}

static void test_inheritance(void **state)
{
	(void)state;
	check_samples(inheritance, LEN(inheritance));
}

static void test_margins(void **state)
{
	(void)state;
	check_samples(margins, LEN(margins));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_interpolation),
		cmocka_unit_test(test_sections),
		cmocka_unit_test(test_inverted),
		cmocka_unit_test(test_partials),
		cmocka_unit_test(test_comments),
		cmocka_unit_test(test_delimiters),
		cmocka_unit_test(test_inheritance),
		cmocka_unit_test(test_margins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
