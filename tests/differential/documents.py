"""Small documents, addresses, cookies and answers, made by hypothesis."""

from html import escape
from urllib.parse import quote

from hypothesis import strategies as st

from harness.core.charset import encode_text

LETTERS = "abé€→ж&<>\"'+ ~*-._;=%#?/\\:@\t\n"
CHARSETS = [
    *("utf-8", "windows-1252", "iso-8859-1", "iso-8859-15", "koi8-r", "windows-1257", "gbk"),
    *("shift_jis", "iso-2022-jp", "euc-kr", "big5", "utf-16", "x-unknown", "macintosh"),
]
texts = st.text(LETTERS, max_size=8)
names = st.sampled_from(["a", "b", "é", "a b", 'q"x', "x[]", "", "_charset_", "isindex", "a\nb"])


def attribute(name: str, value: str) -> str:
    """An attribute, quoted and escaped."""
    return f' {name}="{escape(value)}"'


def some(name: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """An attribute, or none."""
    return st.one_of(st.just(""), values.map(lambda value: attribute(name, value)))


def flag(name: str) -> st.SearchStrategy[str]:
    """An attribute without a value, now and then."""
    return st.sampled_from(["", "", "", f" {name}"])


KINDS = [
    *("text", "search", "tel", "url", "email", "password", "number", "range", "color", "date"),
    *("month", "week", "time", "datetime-local", "checkbox", "radio", "hidden", "file", "TEXT"),
    *("submit", "button", "reset", "bogus", ""),
]
PLAIN_KINDS = ("text", "search", "tel", "password", "textarea")
VALUES = ["", "1", "abc", "50", "#AABBCC", "2026-11-29", "12:30", " a@b.c ", "a\nb", "é€→", "on"]
values = st.one_of(st.sampled_from(VALUES), texts)
actions = st.one_of(
    st.sampled_from(
        [
            *("", "/echo", "echo?x=é", " \\echo\\a\tb ", "?", "#f", "/a b?c d#e"),
            *("mailto:a@b.c", "http://[", "/|^`{}", "/%7e/%zz?%41é", "..", "./?&=", "about:x"),
        ]
    ),
    texts,
)
methods = st.sampled_from(["get", "post", "POST", "dialog", "bogus", " post"])
enctypes = st.sampled_from(
    ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded", "x", "TEXT/PLAIN"]
)


def element(tag: str, *attributes: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The start tag of an element with these attributes."""
    return st.tuples(*attributes).map(lambda parts: f"<{tag}{''.join(parts)}>")


def together(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A text made of these parts."""
    return st.tuples(*parts).map("".join)


escaped = texts.map(escape)
inputs = element(
    "input",
    some("type", st.sampled_from(KINDS)),
    some("name", names),
    some("value", values),
    flag("checked"),
    flag("disabled"),
    flag("readonly"),
    some("maxlength", st.sampled_from(["3", "-1", "x", "0"])),
    some("dirname", st.just("d")),
    some("dir", st.sampled_from(["rtl", "ltr", "auto"])),
    some("form", st.sampled_from(["f", "g", "none", ""])),
    some("min", st.sampled_from(["3", "x"])),
    some("aria-label", texts),
    some("id", st.sampled_from(["i", "j"])),
)
buttons = together(
    element(
        "button",
        some("type", st.sampled_from(["submit", "button", "reset", "x"])),
        some("name", names),
        some("value", values),
        some("formaction", actions),
        some("formmethod", methods),
        some("formenctype", enctypes),
        flag("disabled"),
        some("form", st.sampled_from(["f", "g"])),
    ),
    escaped,
    st.just("</button>"),
)
_options = together(
    element("option", some("value", values), flag("selected"), flag("disabled")), escaped
)
lists = together(
    element(
        "select",
        some("name", names),
        flag("multiple"),
        flag("disabled"),
        some("size", st.sampled_from(["1", "3", "x"])),
    ),
    st.sampled_from(["", "<optgroup label=x>", "<optgroup disabled>"]),
    st.lists(_options, max_size=4).map("".join),
    st.sampled_from(["</select>", ""]),
)
areas = together(
    element("textarea", some("name", names), some("dirname", st.just("d")), flag("disabled")),
    st.sampled_from(["", "\n"]),
    escaped,
    st.just("</textarea>"),
)
words = st.one_of(
    escaped,
    st.sampled_from(
        ["<p>mots", "<b>gras</b>", "<!-- x -->", "<table><tr><td>", "</table>", "&amp"]
    ),
    st.sampled_from(["<fieldset disabled>", "<legend>", "</legend>", "</fieldset>", "<div>"]),
    st.sampled_from(["</div>", "</form>", "<form id=g>", "<label for=i>", "<label>", "</label>"]),
    st.sampled_from(["<template>", "</template>", "<noscript>", "</noscript>", "<datalist>"]),
    st.sampled_from(["</datalist>", "<xmp>", "</xmp>", "<title>", "</title>", "<svg>", "</svg>"]),
    st.sampled_from(["<a href=/x>", "</a>", "<select>", "</select>", "<output name=o>", "<br>"]),
)


forms = together(
    st.just("<!doctype html>"),
    st.sampled_from(["", "", "<base href=/e/x>", "<base href='data:,x'>"]),
    element(
        "form id=f",
        some("method", methods),
        some("action", actions),
        some("enctype", enctypes),
        some("accept-charset", st.sampled_from([*CHARSETS, "x, koi8-r", "iso-8859-15 utf-8"])),
    ),
    st.sampled_from(["<button>Go</button>", "<input type=submit name=s>"]),
    st.lists(st.one_of(inputs, inputs, buttons, lists, areas, words)).map("".join),
)


def encoded(documents: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[bytes, str]]:
    """A document in a charset that its header names."""
    known = st.sampled_from(["utf-8", "utf-8", "windows-1252", "iso-8859-15", "koi8-r", "gbk"])
    return st.builds(
        lambda text, charset: (encode_text(text, charset), f"text/html; charset={charset}"),
        documents,
        known,
    )


_METAS = [
    b"<meta charset='%s'>",
    b"<meta content='text/html; charset=%s' http-equiv=content-type>",
    b"<meta name=x content='charset=%s'>",
    b"<meta data-charset=%s>",
    b"<p title='<meta charset=%s>'>",
    b"<!-- <meta charset=%s> -->",
    b"<?xml version='1.0' encoding='%s'?>",
    b"<title><meta charset=%s></title>",
    b"<script><meta charset=%s></script>",
    b"",
]
_TYPES = [
    *("text/html", "text/html", "text/html; charset=%s", 'text/html;charset="%s"'),
    *("text/html; charset='%s'", "text/html, text/html; charset=%s"),
    *("text/plain; charset=%s", "application/xhtml+xml", ""),
]
# bytes whose charset is declared in some way, or not at all; and the header
charsets = st.builds(
    lambda mark, before, meta, raw, kind, label: (
        mark + before + meta.replace(b"%s", label.encode()) + b"<p>\xe9 " + raw,
        kind.replace("%s", label),
    ),
    st.sampled_from([b"", b"", b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"]),
    st.sampled_from([b"", b"", b"<!-- " + b"x" * 1100 + b" -->", b" " * 1100]),
    st.sampled_from(_METAS),
    st.lists(st.integers(0x20, 0xFF).filter(ord("<").__ne__), max_size=12).map(bytes),
    st.sampled_from(_TYPES),
    st.sampled_from([*CHARSETS, "UTF8", " latin1 ", "x-user-defined", "utf-16be"]),
)

addresses = st.lists(
    st.one_of(
        actions,
        st.text("abé./\\?#%:@ 0é\t&;=[]|^`{}'", max_size=12),
        st.text("htps:/\\é.127@0?#", max_size=16).map("http:".__add__),
    ),
    min_size=12,
    max_size=12,
)
bases = st.sampled_from(["", "", "/e/x?y", "http://other.test/a/", "data:,x", "x:y", "é?é"])

_NAMES = st.sampled_from(["a", "b", "", "a b", "__Host-a", "__Secure-b", "é", '"q"', "__host-c"])
_ATTRIBUTES = st.sampled_from(
    [
        *("Path=/", "path=/d", "Path=/d/", "Path=x", "Path=", 'path="/"', "Path=/e", "Secure"),
        *("HttpOnly", "SameSite=Strict", "SameSite=None", "SameSite=x", "Domain=127.0.0.1"),
        *("Domain=", "Domain=.127.0.0.1", "Domain=other.test", "Max-Age=0", "Max-Age=99"),
        *("Max-Age=-1", "Max-Age=x", "Max-Age=", "Expires=Thu, 01 Jan 1970 00:00:00 GMT"),
        *("expires=Fri, 01 Jan 1999 00:00:00 CET", "Expires=1 jan 70 0:0:1", "Expires=demain"),
        *("expires=Fri, 01-Jan-2100 00:00:00", "Expires=Fri, 31 Feb 2100 00:00:00 GMT", "x=y", ""),
    ]
)


_value = st.one_of(st.just(""), st.text('aé" =,\t%\\', max_size=6))
cookies = st.builds(  # the value of a Set-Cookie header
    lambda pair, attributes: "; ".join([pair, *attributes]),
    st.one_of(st.builds("{}={}".format, _NAMES, _value), _value),
    st.lists(_ATTRIBUTES, max_size=4),
)


refreshes = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["0", "1", " 2", "0.1.2", ".5", "", "x", "-1", "3 ", "9"]),
    st.sampled_from([";", ",", "; ", " ", "", ";;", "\t"]),
    st.sampled_from(["url=", "URL = ", "url", "", "0url=", "u="]),
    st.sampled_from(["", "'", '"']),
    st.sampled_from(["/r?n=l'ami", "r é", "/r'", '/r"x', " /r ", "", "http://[", "x;y", "/é?é"]),
)

_LINES = st.sampled_from(
    [
        *(b"Content-Length: 12", b"Content-Length : 12", b"Content-Length: 12, 12", b"broken"),
        *(b"Content-Length:", b"Content-Length: abc", b"Content-Length: 5", b"Content-Length: +5"),
        *(b"Content-Length: -1", b"content-length: 12", b": x", b"a b: c", b" folded", b"X: \xb2"),
        *(b"Transfer-Encoding: chunked", b"Transfer-Encoding: identity"),
        *(b"Content-Encoding: gzip", b"Content-Type: text/html", b"Content-Type: */*", b"X:"),
        *(b"Content-Type: charset=utf-8", b"Content-Type: text", b"Content-Type : text/html"),
        *(b"Content-Type: text/html, text/html", b"Content-Encoding: identity", b"\tfolded"),
    ]
)


_STATUS = st.sampled_from(
    [
        *(b"HTTP/1.1 200 OK", b"HTTP/1.1 200", b"http/1.1 200 ok", b"HTTP/1.0 200 OK"),
        *(b"HTTP/1.1", b"HTTP 200 OK", b"\r\nHTTP/1.1 200 OK", b"HTTP/1.1 404"),
        *(b"HTTP/1.1  200  OK", b"HTTP/2.0 200 OK", b"xxxx HTTP/1.1 200 OK", b"HTTP/1.1 200OK"),
    ]
)
_BODY = st.sampled_from(
    [
        *(b"<p>corps</p>", b"c\r\n<p>corps</p>\r\n0\r\n\r\n", b"C ;x\n<p>corps</p>\n0\n\n"),
        *(b"c\r\n<p>corps</p>\r\n", b"<p>corps</p>\r\n\r\nplus", b"", b"corps"),
        *(b"c\r\n<p>corps</p>x\r\n0\r\n\r\n", b"0c\r\n<p>corps</p>\r\n00\r\nX: y\r\n\r\n"),
    ]
)
answers = st.builds(  # the whole answer of a sloppy server
    lambda end, status, lines, body: end.join([status, b"Connection: close", *lines, b"", body]),
    st.sampled_from([b"\r\n", b"\r\n", b"\n"]),
    _STATUS,
    st.lists(_LINES, max_size=4),
    _BODY,
)
locations = st.lists(
    st.sampled_from([*range(0x21, 0x7F), 0x20, 0x09, 0xE9, 0xC3, 0xA9]), max_size=10
)


# ------------------------------------------------------------------------ styles

SELECTORS = [
    *(
        "p",
        "span",
        ".a",
        ".b",
        "#i",
        "body *",
        "div .a",
        "div > .b",
        ".a.b",
        "p:not(.a)",
        ".a + .b",
    ),
    *(".b, .c", "#i .a", "span:first-child", "[class]", "div:is(.a, .c) p", r".d\:e", "p::before"),
    *(".a:hover", "#i#i", "x-y", "p:has(span)", ".unknown", "P.C", "em ~ .c", ".A"),
    *(":where(#i) .a", "div:is(#j, .a)", "summary", "[popover]"),
]
DECLARATIONS = [
    *("display:none", "display: block", "DISPLAY:inline", "display:flex", "visibility:hidden"),
    *("display:none!important", "display:block ! important", "color:red", "display:bogus"),
    *("visibility:collapse", "content:'}'; display:none", "/* { */ display:none", "float:left"),
    *("visibility:visible", "visibility:inherit", "visibility: unset", "visibility:initial"),
    *("display:revert", "display:inherit", "display:unset", "display:revert!important"),
    *(
        "--d:none; --v: hidden",
        "--d:block; --v:visible",
        "display:var(--d)",
        "display:var(--d,none)",
    ),
    *("visibility:var(--v)", "& .a{display:none}", ".b{visibility:visible} display:none"),
    *(
        "visibility:hidden; > .a{visibility:visible}",
        "@media screen{display:none}",
        "&.a{display:none}",
    ),
]
BLOCKS = [
    *("{}", "@media screen{{{}}}", "@media print{{{}}}", "@media (min-width:400px){{{}}}"),
    *("@media (max-width:400px){{{}}}", "/* }} */ {}", '@import "none.css"; {}'),
    *("@supports (display:block){{{}}}", "@media print, screen{{{}}}", "<!-- {} -->"),
    *("@layer x{{{}}}", "@media not print{{{}}}", "@media not screen and (min-width:9px){{{}}}"),
    *(
        "@media (width >= 30em){{{}}}",
        "@media not (min-width:9px){{{}}}",
        "@import url(data:text/css,{});",
    ),
    *("@media (200px < width <= 700px), not all{{{}}}", "@media (orientation:portrait){{{}}}"),
    *("@media not print and (bogus){{{}}}", "@media (bogus) and (color){{{}}}"),
]
_classes = some("class", st.sampled_from(["a", "b", "c", "a b", "b  c", "d:e", "A"]))
_shown = st.sampled_from(
    [
        *("", "", "", " hidden", ' style="display:none"', ' style="display:block"', ' style="x"'),
        *(' style="visibility:hidden"', ' style="visibility:visible"', " popover"),
        *(
            ' hidden style="display:block"',
            ' style="display:revert"',
            ' hidden style="display:revert"',
        ),
    ]
)
_tags = st.sampled_from(["p", "div", "span", "em", "x-y", "li", "summary", "dialog"])
_rules = st.builds(
    lambda block, selector, text: block.format(f"{selector} {{{text}}}"),
    st.sampled_from(BLOCKS),
    st.sampled_from(SELECTORS),
    st.sampled_from(DECLARATIONS),
)
_leaves = st.builds(
    lambda tag, marks, shown: f"<{tag}{marks}{'' if tag == 'summary' else shown}>word</{tag}>",
    _tags,
    _classes,
    _shown,
)
_trees = st.recursive(
    _leaves,
    lambda inner: st.builds(
        lambda tag, marks, shown, parts: f"<{tag}{marks}{shown}>{''.join(parts)}</{tag}>",
        st.sampled_from(["div", "div", "div", "details", "section"]),
        _classes | st.just(" id=i"),
        _shown,
        st.lists(inner, min_size=1, max_size=4),
    ),
    max_leaves=12,
)


def _sheet(kind: str, rules: list[str]) -> str:
    text = " ".join(rules)
    return kind.format(quote(text) if "data:" in kind else text)


def _numbered(tree: str, sheets: list[tuple[str, list[str]]], doctype: str) -> bytes:
    """A document whose words are all different, with some style sheets."""
    words = tree.split("word")
    text = "".join(f"{part}w{number}w" for number, part in enumerate(words[:-1])) + words[-1]
    styles = "".join(_sheet(kind, rules) for kind, rules in sheets)
    return f"{doctype}{styles}<body>{text}".encode()


_SHEETS = [
    *("<style>{}</style>", "<style>{}</style>", "<style type='TEXT/CSS'>{}</style>"),
    *("<style type=text/plain>{}</style>", "<style media='not print'>{}</style>"),
    *("<link rel=stylesheet href='data:text/css,{}'>", "<style media=print>{}</style>"),
]
styled = st.builds(
    _numbered,
    _trees,
    st.lists(st.tuples(st.sampled_from(_SHEETS), st.lists(_rules, max_size=5)), max_size=3),
    st.sampled_from(["<!doctype html>", "<!doctype html>", ""]),
)
