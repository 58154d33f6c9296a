"""What is compared: each kind of example, and how our HTTP driver and Chromium differ on it.

A comparison takes some examples and gives for each of them what differs: "" for nothing, None if
it cannot be compared (docs/DIFFERENCES.md says why).
"""

import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from hypothesis import strategies as st

from harness.core.charset import declared_charset, decode, display_name, encoding_name
from harness.core.errors import CaptureError
from harness.core.media_type import MediaType, sniffed
from harness.core.url import browser_url, split
from harness.driver.http.client import Request
from harness.driver.http.document import read_document
from harness.driver.http.form_controls import Control
from harness.driver.http.tab import HttpTab
from harness.driver.protocol import ActionRefused, FieldInput
from harness.model.page import BOXES, Button, Field, LabelSource, Option, Page
from harness.page.dom.meta_refresh import read_refresh
from tests.differential import documents
from tests.differential.bench import Bench, Sent, html

Found = Sequence[str | None]


@dataclass(frozen=True)
class Kind:
    """A kind of example.

    Attributes:
        name: as the report names it.
        share: of a hundred examples.
        strategy: makes one.
        compare: gives what differs for each of some examples.
        at_once: how many are compared together.
    """

    name: str
    share: int
    strategy: st.SearchStrategy[Any]
    compare: Callable[[Bench, Sequence[Any]], Awaitable[Found]]
    at_once: int = 24


def _difference(what: str, ours: object, theirs: object) -> str:
    """What differs; "" if nothing does."""
    return "" if ours == theirs else f"{what}: ours {ours!r}, Chromium's {theirs!r}"


def _pairs(what: str, ours: Sequence[Any], theirs: Sequence[Any]) -> str:
    """The first pair that differs."""
    if len(ours) != len(theirs):
        return _difference(f"number of {what}", len(ours), len(theirs))
    found = (_difference(f"{what} {i}", a, b) for i, (a, b) in enumerate(zip(ours, theirs)))  # noqa: B905 - equally many
    return next(filter(None, found), "")


async def _read(tab: HttpTab, url: str) -> Page | None:
    """The page that our driver reads at an address; None for none."""
    try:
        return (await tab.open(url)).page
    except CaptureError:
        return None


# ------------------------------------------------------------------------- forms

_CONTROLS_OF = """const controls = (view) =>
  [...view.querySelectorAll("input, select, textarea, button")]
    .filter((one) => one instanceof view.defaultView.HTMLElement);
const DRAWN = "svg :is(input, select, textarea, button)";"""
_STATES = """const states = (view) => {
  const forms = [...view.forms];
  const kind = (one) => one.localName === "select" ? "select" : one.type;
  return controls(view).map((one) => [
    kind(one),
    one.name,
    ["file", "select", "submit"].includes(kind(one)) ? "" : one.value,
    ["checkbox", "radio"].includes(one.type) && one.checked,
    one.matches(":disabled"),
    forms.indexOf(one.form),
    [...(one.options || [])].map((option) => [option.value, option.text, option.selected]),
  ]);
};"""
LOADED = f"""(view) => {{ {_CONTROLS_OF} {_STATES}
  const isOdd = view.querySelector("table select table, " + DRAWN) !== null; // docs/DIFFERENCES.md
  return [states(view), controls(view).map((one) => one.checkVisibility()), isOdd];
}}"""
FILLED = f"""(view, entries) => {{ {_CONTROLS_OF} {_STATES}
  for (const [index, how, value] of entries) {{
    const one = controls(view)[index];
    if (how === "tick") {{
      if (one.checked !== value) one.click();
    }} else if (how === "choose") {{
      [...one.options].forEach((option, at) => {{ option.selected = at === value; }});
    }} else {{
      one.focus();
      one.select();
      view.execCommand(value ? "insertText" : "delete", false, value);
    }}
  }}
  return states(view);
}}"""
PRESSED = f"""(view, index) => {{ {_CONTROLS_OF}
  [...view.forms].forEach((form) => {{ form.noValidate = true; }});
  if (index !== null) controls(view)[index].click();
}}"""


@dataclass
class _Trial:
    """One document with a form, in our driver."""

    tab: HttpTab
    draw: Random
    text: str
    differs: str = ""
    pressed: int | None = None

    @property
    def controls(self) -> Sequence[Control]:
        return self.tab._top.controls()

    def states(self) -> list[Any]:
        """The controls as `LOADED` lists them."""
        forms = [form.ref for form in self.tab._top.document.forms]
        return [_state(control, forms) for control in self.controls]

    def differs_in_page(self) -> str:
        """How the page shows the controls otherwise than they are."""
        controls = {control.ref: control for control in self.controls}
        fields = [one for one in self.tab._capture().page.fields if one.ref in controls]
        return _pairs(
            "field shown",
            [_shown_state(field) for field in fields],
            [_shown_state(_as_field(controls[field.ref])) for field in fields],
        )

    async def fill(self, shown: Sequence[bool]) -> list[Any]:
        """Fill some fields; gives what Chromium has to do."""
        entries: list[Any] = []
        for index, control in enumerate(self.controls):
            barred = control.disabled or "readonly" in control.attributes or not shown[index]
            if not barred and self.draw.random() < 0.5:
                entries += await self._fill_one(index, control)
        return entries

    async def _fill_one(self, index: int, control: Control) -> list[Any]:
        if control.kind in BOXES:
            on = control.kind == "radio" or self.draw.random() < 0.5
            await self._enter(control, "on" if on else "off")
            return [[index, "tick", on]]
        if control.kind == "select":
            return await self._choose(index, control)
        if control.kind in documents.PLAIN_KINDS:
            one_line = self.text.replace("\n", "").replace("\r", "")
            text = self.text if control.kind == "textarea" else one_line
            await self._enter(control, text)
            return [[index, "type", text]]
        return []

    async def _choose(self, index: int, control: Control) -> list[Any]:
        options = [choice.text for choice in control.choices if not choice.disabled]
        once = [one for one in options if options.count(one) == 1 and one.strip()]
        if not once:
            return []
        try:
            await self._enter(control, once[0])
        except ActionRefused:
            return []
        chosen = next(i for i, c in enumerate(control.choices) if c.text == once[0])
        return [[index, "choose", chosen]]

    async def _enter(self, control: Control, value: str) -> None:
        await self.tab.fill([FieldInput(field=Field(ref=control.ref), value=value)])

    def choose_button(self) -> None:
        """Choose the button to press, if there is one."""
        usable = [
            index
            for index, one in enumerate(self.controls)
            if one.kind == "submit" and one.form and not one.disabled
        ]
        self.pressed = self.draw.choice(usable) if usable else None

    async def press(self, bench: Bench) -> list[Sent]:
        """What our driver sends for the button."""
        bench.server.drain()
        if self.pressed is not None:
            await self.tab.press(Button(label="", ref=self.controls[self.pressed].ref))
        return bench.server.drain()

    def differs_in_sent(self, ours: Sequence[Sent], theirs: Sequence[Sent]) -> str:
        """How what was sent differs (entries of `text/plain` only if the form has that method)."""
        if self.pressed is not None:
            button = self.controls[self.pressed]
            form = self.tab._top.form(button.form)
            settings = form.attributes if form else {}
            enctypes = [settings.get("enctype"), button.attributes.get("formenctype")]
            is_post = settings.get("method", "").lower() == "post"
            sends_post = any(one.method == "POST" for one in ours)
            if "text/plain" in map(str.lower, filter(None, enctypes)) and is_post != sends_post:
                ours, theirs = (_without_entries(sent) for sent in (ours, theirs))
        return _difference("sent", ours, theirs)


def _without_entries(sent: Sequence[Sent]) -> list[Sent]:
    return [replace(one, body=b"", target=one.target.partition("?")[0]) for one in sent]


def _state(control: Control, forms: Sequence[str]) -> list[Any]:
    return [
        control.kind,
        control.name,
        "" if control.kind in {"file", "select", "submit"} else control.value,
        control.kind in BOXES and control.checked,
        control.disabled,
        forms.index(control.form) if control.form else -1,
        [[choice.value, choice.text, choice.selected] for choice in control.choices],
    ]


def _shown_state(field: Field) -> tuple[object, ...]:
    chosen = [(option.selected, option.disabled) for option in field.options]
    value = "" if field.kind in {"select", "file"} else field.value
    return field.kind, field.name, value, field.checked, field.disabled, chosen


def _as_field(control: Control) -> Field:
    return Field(
        kind=control.kind,
        name=control.name,
        value=control.value,
        checked=control.checked,
        disabled=control.disabled,
        options=tuple(
            Option(text="", value="", selected=choice.selected, disabled=choice.disabled)
            for choice in control.choices
        ),
    )


async def forms(bench: Bench, examples: Sequence[tuple[tuple[bytes, str], str, int]]) -> Found:
    """The same controls in the same state; what is typed and pressed sends the same request."""
    urls = await bench.show([html(*document) for document, _, _ in examples])
    loaded = await bench.each(LOADED)
    trials, entries = [], []
    for url, (_, text, seed), (states, shown, _) in zip(urls, examples, loaded, strict=True):
        trial = _Trial(await bench.tab(), Random(seed), text)
        trials.append(trial)
        await trial.tab.open(url)
        trial.differs = _pairs("loaded control", trial.states(), states)
        trial.differs = trial.differs or trial.differs_in_page()
        entries.append([] if trial.differs else await trial.fill(shown))
    for trial, states in zip(trials, await bench.each(FILLED, entries), strict=True):
        if not trial.differs:
            trial.differs = _pairs("filled control", trial.states(), states)
            trial.differs = trial.differs or trial.differs_in_page()
            trial.choose_button()
    ours = [[] if trial.differs else await trial.press(bench) for trial in trials]
    pressed = [None if trial.differs else trial.pressed for trial in trials]
    senders = [place for place, sent in enumerate(ours) if sent]
    theirs = await bench.sent_by_each(PRESSED, pressed, senders)
    return [
        None if is_odd else trial.differs or trial.differs_in_sent(own, sent)
        for trial, own, sent, (*_, is_odd) in zip(trials, ours, theirs, loaded, strict=True)
    ]


# ------------------------------------------------------------------ what is read

NAMES = f"""(view) => {{ {_CONTROLS_OF}
  const words = (text) => new Set(text.toLowerCase().match(/[\\p{{L}}\\p{{N}}]+/gu));
  const saysOther = (one) => {{ // than its labels: docs/DIFFERENCES.md
    const shown = words([...one.labels || []].map((label) => label.textContent).join(" "));
    const said = words(one.getAttribute("aria-label") || "");
    return said.size && shown.size && ![...said].some((word) => shown.has(word));
  }};
  const hasHint = (one) => {{ // in the label around it: docs/DIFFERENCES.md
    const around = one.closest("label");
    if (!around || around.control !== one) return false;
    const range = view.createRange();
    range.selectNodeContents(around);
    range.setEndBefore(one);
    const before = words(range.toString()).size;
    range.selectNodeContents(around);
    range.setStartAfter(one);
    return before && words(range.toString()).size;
  }};
  const noFile = /[^\\p{{L}}\\p{{N}}]*No file chosen[^\\p{{L}}\\p{{N}}]*$/u;
  const nameOf = (one) => one.computedName.replace(noFile, "");
  const isCompared = (one) => one.checkVisibility() && !saysOther(one) && !hasHint(one);
  const odd = "table select table, select select, " + DRAWN; // docs/DIFFERENCES.md
  if (view.querySelector(odd)) return null;
  return controls(view)
    .filter((one) => !["hidden", "submit", "reset", "button", "image"].includes(one.type))
    .filter((one) => !one.parentElement.closest("select"))
    .map((one) => isCompared(one) ? nameOf(one) : null);
}}"""
BOUND = {LabelSource.FOR, LabelSource.WRAP, LabelSource.ARIA}


async def labels(bench: Bench, examples: Sequence[tuple[bytes, str]]) -> Found:
    """What the author bound to a field names it as in the browser's accessibility tree."""
    urls = await bench.show([html(*document) for document in examples])
    shown = await bench.each(NAMES)
    tab = await bench.tab()
    return [_labels(await _read(tab, url), names) for url, names in zip(urls, shown, strict=True)]


def _labels(page: Page | None, names: Sequence[str | None] | None) -> str | None:
    if page is None or names is None:
        return None
    fields = [one for one in page.fields if one.kind not in {"hidden", "image"}]
    if len(fields) != len(names):
        return _difference("number of fields", len(fields), len(names))
    bound = [
        (_letters(field.label), _letters(name))  # signs at the end are marks
        for field, name in zip(fields, names, strict=True)
        if field.label_source in BOUND and name is not None and not _is_sign(name)
    ]
    return _pairs("label", [ours for ours, _ in bound], [theirs for _, theirs in bound])


def _is_sign(name: str) -> bool:
    """Whether a name is no more than a sign; our label has words if anything beside has some."""
    return bool(name.strip()) and not _letters(name)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


SHOWN_WORDS = """(view) => {
  const words = [];
  const walker = view.createTreeWalker(view.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const isShown = text.parentElement.checkVisibility({ visibilityProperty: true });
    if (isShown) words.push(...text.data.match(/w\\d+w/g) || []);
  }
  return words;
}"""


async def styles(bench: Bench, examples: Sequence[bytes]) -> Found:
    """The words that style sheets, attributes and elements leave visible."""
    urls = await bench.show([html(document) for document in examples])
    shown = await bench.each(SHOWN_WORDS)
    tab = await bench.tab()
    return [
        _shown_words(await _read(tab, url), words) for url, words in zip(urls, shown, strict=True)
    ]


def _shown_words(page: Page | None, words: Sequence[str]) -> str | None:
    if page is None:
        return None
    found = " ".join(text.text for text in page.texts if text.visible)
    return _difference("words shown", re.findall(r"w\d+w", found), list(words))


# --------------------------------------------------------------------- charsets


async def charsets(bench: Bench, examples: Sequence[tuple[bytes, str]]) -> Found:
    """The charset that is found, and the text that it gives."""
    return [await _charset(bench, *document) for document in examples]


async def _charset(bench: Bench, body: bytes, kind: str) -> str:
    await bench.goto(bench.serve(html(body, kind)))
    charset, text = await bench.ask(
        "() => [document.characterSet, document.documentElement.textContent]"
    )
    kind = kind or sniffed(body)
    ours, name = decode(body, kind)
    if not _is_declared(body, kind):  # Chromium guesses
        written = encoding_name(body.partition(b"charset=")[2].decode("latin-1"))
        is_taken = charset == display_name(written)
        return f"ours does not see what is declared: {charset}" if is_taken else ""
    if MediaType.of(kind).is_xml:  # a broken document of XML is shown as an error
        return _difference("charset", display_name(name), charset)
    return _difference(
        "charset and text",
        [display_name(name), _beyond_ascii(ours)],
        [charset, _beyond_ascii(text)],
    )


def _is_declared(body: bytes, kind: str) -> bool:
    header = encoding_name(MediaType.of(kind).charset)
    has_mark = body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    own = MediaType.of(kind).is_xml or ("plain" not in kind and declared_charset(body))
    return bool(header or has_mark or own)


def _beyond_ascii(text: str) -> str:
    return "".join(char for char in text if ord(char) > 0x7F and char != "\ufeff").rstrip("\ufffd")


# -------------------------------------------------------------------- addresses


async def addresses(bench: Bench, examples: Sequence[tuple[list[str], str, str]]) -> Found:
    """Where links lead, by the base and the charset of their page."""
    pages = [_links(*example) for example in examples]
    urls = await bench.show([html(raw, f"text/html; charset={c}") for raw, c in pages])
    shown = await bench.each("(view) => [view.baseURI, ...[...view.links].map((a) => a.href)]")
    return [
        _addresses(raw, charset, url, theirs)
        for (raw, charset), url, theirs in zip(pages, urls, shown, strict=True)
    ]


def _links(written: Iterable[str], base: str, charset: str) -> tuple[bytes, str]:
    links = "".join(f"<a{documents.attribute('href', one)}>x</a>" for one in written)
    text = f"<!doctype html><base{documents.attribute('href', base)}>{links}"
    return text.encode(charset, "xmlcharrefreplace"), charset


def _addresses(raw: bytes, charset: str, url: str, shown: Sequence[str]) -> str:
    text = decode(raw, f"text/html; charset={charset}")[0]
    document = read_document(text, url=url, charset=charset)
    hrefs = [anchor.attributes["href"] for anchor in document.anchors]
    ours = [browser_url(document.base, href, document.charset) or href for href in hrefs]
    same = [
        theirs if _has_odd_host(theirs) else own
        for own, theirs in zip([document.base, *ours], shown)  # noqa: B905 - checked below
    ]
    return _pairs("address", same, shown)


def _has_odd_host(url: str) -> bool:
    """Whether Chromium takes a host that the standard forbids."""
    return bool(re.search("%20|%2A", split(url).hostname or url[:40]))


# ---------------------------------------------------------------------- cookies

_ASKED = ("/d/x", "/e", "/d")


async def cookies(bench: Bench, examples: Sequence[list[str]]) -> Found:
    """Which cookies are sent where, and in which order."""
    found = [await _cookies(bench, lines) for lines in examples]
    await bench.page.context.clear_cookies()
    return found


async def _cookies(bench: Bench, lines: list[str]) -> str:
    await bench.page.context.clear_cookies()
    client = (await bench.tab()).loader.client
    frames = "".join(f"<iframe src={path}></iframe>" for path in _ASKED)
    head = [b"Set-Cookie: " + line.encode() for line in lines]
    url = bench.serve(html(frames.encode(), "text/html", *head), "/d/set")
    bench.server.drain()
    await bench.goto(url)

    async def all_asked() -> bool:
        return {*_ASKED} <= {one.target for one in bench.server.received}

    await bench.wait_for(all_asked)
    theirs = {one.target: one.cookie for one in bench.server.drain()}
    for path in ("/d/set", *_ASKED):
        await client.send(Request(bench.server.url + path))
    ours = {one.target: one.cookie for one in bench.server.drain()}
    return _difference("cookies", ours, theirs)


# -------------------------------------------------------- refreshes, redirects, wire


async def refreshes(bench: Bench, examples: Sequence[tuple[str, bool]]) -> Found:
    """When a page leaves by itself, and where to."""
    usable = [(content, header and content.isascii()) for content, header in examples]
    urls = await bench.show([_refreshing(*one) for one in usable])
    expected = []
    for url, (content, header) in zip(urls, usable, strict=True):
        found = read_refresh(content.strip() if header else content)
        leads = (found[0], browser_url(url, found[1]) if found[1] else url) if found else None
        expected.append(leads if leads and leads[1] else None)
    leaving = {place for place, one in enumerate(expected) if one}

    async def all_announced() -> bool:
        return leaving <= set(await bench.announced())

    await bench.wait_for(all_announced)
    announced = await bench.announced()
    await bench.goto("about:blank")
    theirs = [_scheduled(announced.get(place, ())) for place in range(len(urls))]
    return [_difference("refresh", a, b) for a, b in zip(expected, theirs, strict=True)]


def _refreshing(content: str, header: bool) -> bytes:
    meta = f"<meta http-equiv=refresh{documents.attribute('content', content)}>"
    more = [b"Refresh: " + content.encode()] if header else []
    body = b"<p>x" if header else meta.encode()
    return html(body, "text/html; charset=utf-8", *more)


def _scheduled(navigations: Iterable[Any]) -> tuple[float, str] | None:
    """The first refresh that Chromium scheduled; one that comes at once comes again."""
    found = (
        (one["delay"], one["url"])
        for one in navigations
        if "delay" in one and "Refresh" in one["reason"] and split(one["url"]).is_web
    )
    return next(found, None)


async def redirects(bench: Bench, examples: Sequence[list[int]]) -> Found:
    """Which address is asked for next."""
    return [await _redirect(bench, bytes(location)) for location in examples]


async def _redirect(bench: Bench, raw: bytes) -> str:
    answer = b"HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: " + raw + b"\r\n\r\n"
    url = bench.serve(answer)
    bench.server.drain()
    await bench.goto(url)
    theirs = bench.server.drain()
    try:
        await (await bench.tab()).loader.client.send(Request(url))
        refused = False
    except CaptureError:
        refused = True
    # an address that redirects to itself is asked for again: by Chromium up to twenty times
    ours, theirs = (list(dict.fromkeys(sent)) for sent in (bench.server.drain(), theirs))
    sent = _difference("requests", ours, theirs)
    return sent or _difference("refused", refused, len(theirs) == 1 and bool(raw.strip(b" \t")))


async def answers(bench: Bench, examples: Sequence[bytes]) -> Found:
    """What is read of a sloppy server's answer, or that nothing is."""
    return [await _answer(bench, answer) for answer in examples]


async def _answer(bench: Bench, answer: bytes) -> str | None:
    url = bench.serve(answer)
    error = await bench.goto(url)
    if error and not error.startswith("net::"):
        return None  # Chromium neither showed nor refused it in time
    if error == "net::ERR_CONTENT_DECODING_FAILED" and b"folded" in answer:
        return None  # docs/DIFFERENCES.md
    theirs = None if error else (await bench.ask("() => document.body?.innerText ?? ''")).split()
    page = await _read(await bench.tab(), url)
    ours = " ".join(text.text for text in page.texts).split() if page else None
    return _difference(f"read ({error})", ours, theirs)


KINDS = (
    Kind(
        "forms",
        35,
        st.tuples(
            documents.encoded(documents.forms),
            st.text("aé€'<\r\n", max_size=5),
            st.integers(0, 2**32),
        ),
        forms,
    ),
    Kind("labels", 15, documents.encoded(documents.forms), labels),
    Kind("styles", 10, documents.styled, styles),
    Kind("charsets", 15, documents.charsets, charsets),
    Kind(
        "addresses",
        10,
        st.tuples(
            documents.addresses,
            documents.bases,
            st.sampled_from(["utf-8", "iso-8859-15", "koi8-r", "gbk", "utf-16le"]),
        ),
        addresses,
    ),
    Kind("cookies", 5, st.lists(documents.cookies, min_size=1, max_size=5), cookies),
    Kind("refreshes", 5, st.tuples(documents.refreshes, st.booleans()), refreshes),
    Kind("redirects", 5, documents.locations, redirects),
    Kind("answers", 10, documents.answers, answers),
)
