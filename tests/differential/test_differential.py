"""Our HTTP driver and Chromium send and read the same, but for what docs/DIFFERENCES.md lists.

`make differential N=5000` tries N examples, drawn anew each time.
"""

import os
import re
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, Phase, assume, event, given, settings
from hypothesis import strategies as st

from harness.core.charset import declared_charset, decode, display_name, encoding_name
from harness.core.errors import CaptureError
from harness.core.media_type import MediaType, sniffed
from harness.core.url import browser_url, split
from harness.driver.http.client import Request
from harness.driver.http.document import read_document
from harness.driver.http.form_controls import TICKED, Control
from harness.driver.protocol import ActionRefused, FieldInput
from harness.model.page import Button, Field, LabelSource
from harness.page.dom.meta_refresh import read_refresh
from tests.differential import documents
from tests.differential.bench import Bench, html, opened

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
ASKED = int(os.environ.get("DIFFERENTIAL", "0"))
CHECKS = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much]


def examples(share: int) -> settings:
    """Some of a hundred examples, always the same ones; as many more as are asked for."""
    number = share * ASKED // 100 if ASKED else share
    return settings(
        max_examples=max(1, number),
        derandomize=not ASKED,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],  # each example costs a visit of a browser
        suppress_health_check=CHECKS,
    )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench() -> AsyncIterator[Bench]:
    """One server, one driver, one browser."""
    async with opened() as running:
        yield running


# ------------------------------------------------------------------------- forms

FIND = """const controls = () =>
    [...document.querySelectorAll("input, select, textarea, button")]
      .filter((one) => one instanceof HTMLElement);"""
CONTROLS = """() => { FIND
  const forms = [...document.forms];
  const kind = (one) => one.localName === "select" ? "select" : one.type;
  return controls().map((one) => [
    kind(one),
    one.name,
    ["file", "select", "submit"].includes(kind(one)) ? "" : one.value,
    ["checkbox", "radio"].includes(one.type) && one.checked,
    one.matches(":disabled"),
    forms.indexOf(one.form),
    [...(one.options || [])].map((option) => [option.value, option.text, option.selected]),
  ]);
}""".replace("FIND", FIND)
FILL = """([index, how, value]) => { FIND
  const one = controls()[index];
  if (how === "tick") { if (one.checked !== value) one.click(); return; }
  if (how === "choose") {
    [...one.options].forEach((option, at) => { option.selected = at === value; });
    return;
  }
  one.focus();
  one.select();
  document.execCommand(value ? "insertText" : "delete", false, value);
}""".replace("FIND", FIND)
VISIBLE = """(index) => { FIND
  return controls()[index].checkVisibility();
}""".replace("FIND", FIND)
PRESS = """(index) => { FIND
  [...document.forms].forEach((form) => { form.noValidate = true; });
  controls()[index].click();
}""".replace("FIND", FIND)


def differing(ours: Sequence[Any], theirs: Sequence[Any]) -> list[Any]:
    """The pairs that are not equal."""
    return [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]]


def state_of(control: Control, forms: Sequence[str]) -> list[Any]:
    """A control as `CONTROLS` lists it."""
    return [
        control.kind,
        control.name,
        "" if control.kind in {"file", "select", "submit"} else control.value,
        control.kind in TICKED and control.checked,
        control.disabled,
        forms.index(control.form) if control.form else -1,
        [[choice.value, choice.text, choice.selected] for choice in control.choices],
    ]


@examples(45)
@given(
    document=documents.encoded(documents.forms()),
    text=st.text("aé€'<\r\n", max_size=5),
    which=st.randoms(use_true_random=False),
)
async def test_forms(bench: Bench, document: tuple[bytes, str], text: str, which: Any) -> None:
    """The same controls in the same state; what is typed and pressed sends the same request."""
    url = bench.serve(html(*document))
    await bench.goto(url)
    try:
        await bench.tab.open(url)
    except CaptureError:
        assume(False)
    top = bench.tab._top
    controls, forms = top.controls(), [form.ref for form in top.document.forms]
    shown = await bench.ask(CONTROLS)
    assert len(controls) == len(shown)
    assert differing([state_of(one, forms) for one in controls], shown) == []
    await _fill(bench, controls, text, which)
    now = [state_of(one, forms) for one in bench.tab._top.controls()]
    assert differing(now, await bench.ask(CONTROLS)) == []
    senders = [i for i, c in enumerate(controls) if c.kind == "submit" and c.form]
    usable = [i for i in senders if not controls[i].disabled]
    assume(usable)
    pressed = which.choice(usable)
    expected = await bench.sent_by_page(PRESS, pressed)
    bench.server.drain()
    await bench.tab.press(Button(label="", ref=controls[pressed].ref))
    event(f"form: {expected[0].method if expected else 'nothing'}")
    assert bench.server.drain() == list(expected)


async def _fill(bench: Bench, controls: Sequence[Control], text: str, which: Any) -> None:
    for index, control in enumerate(controls):
        field = Field(ref=control.ref)
        if control.disabled or "readonly" in control.attributes or which.random() < 0.5:
            continue
        if not await bench.ask(VISIBLE, index):
            continue  # nobody types there
        if control.kind in TICKED:
            on = control.kind == "radio" or which.random() < 0.5
            await bench.ask(FILL, [index, "tick", on])
            await bench.tab.fill([FieldInput(field=field, value="on" if on else "off")])
        elif control.kind == "select":
            options = [choice.text for choice in control.choices if not choice.disabled]
            once = [one for one in options if options.count(one) == 1 and one.strip()]
            if once:
                chosen = next(i for i, c in enumerate(control.choices) if c.text == once[0])
                try:
                    await bench.tab.fill([FieldInput(field=field, value=once[0])])
                except ActionRefused:
                    continue
                await bench.ask(FILL, [index, "choose", chosen])
        elif control.kind in documents.PLAIN_KINDS:
            single = (
                text if control.kind == "textarea" else text.replace("\n", "").replace("\r", "")
            )
            await bench.ask(FILL, [index, "type", single])
            await bench.tab.fill([FieldInput(field=field, value=single)])


# ------------------------------------------------------------------ what is read

LABELS = """() => { FIND return controls()
  .filter((one) => !["hidden", "submit", "reset", "button", "image"].includes(one.type))
  .filter((one) => !one.parentElement.closest("select"))
  .map((one) => one.checkVisibility() ? one.computedName : null); }""".replace("FIND", FIND)
WORDS = """() => document.body.innerText"""
BOUND = {LabelSource.FOR, LabelSource.WRAP, LabelSource.ARIA}


@examples(15)
@given(document=documents.encoded(documents.forms()))
async def test_labels(bench: Bench, document: tuple[bytes, str]) -> None:
    """What the author bound to a field names it as in the browser's accessibility tree."""
    url = bench.serve(html(*document))
    await bench.goto(url)
    try:
        page = (await bench.tab.open(url)).page
    except CaptureError:
        assume(False)
    fields = [one for one in page.fields if one.kind not in {"hidden", "image"}]
    names = await bench.ask(LABELS)
    assert len(fields) == len(names)
    for field, name in zip(fields, names, strict=True):
        if field.label_source in BOUND and name is not None:
            event("label: bound")
            assert _letters(field.label) == _letters(name)  # signs at the end are marks


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


# --------------------------------------------------------------------- charsets


@examples(15)
@given(document=documents.charsets())
async def test_charsets(bench: Bench, document: tuple[bytes, str]) -> None:
    """The charset that is found, and the text that it gives."""
    body, kind = document
    url = bench.serve(html(body, kind))
    await bench.goto(url)
    charset, text = await bench.ask(
        "() => [document.characterSet, document.documentElement.textContent]"
    )
    kind = kind or sniffed(body)
    ours, name = decode(body, kind)
    event(f"charset: {name}")
    if not _is_declared(body, kind):  # Chromium guesses
        assert charset != display_name(
            encoding_name(body.partition(b"charset=")[2].decode("latin-1"))
        )
        return
    assert display_name(name) == charset
    if "xhtml" not in kind:  # a broken document of XML is shown as an error
        assert _beyond_ascii(ours) == _beyond_ascii(text)


def _is_declared(body: bytes, kind: str) -> bool:
    header = encoding_name(MediaType.of(kind).charset)
    has_mark = body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    own = "xhtml" in kind or ("plain" not in kind and declared_charset(body))
    return bool(header or has_mark or own)


def _beyond_ascii(text: str) -> str:
    return "".join(char for char in text if ord(char) > 0x7F and char != "\ufeff").rstrip("\ufffd")


# -------------------------------------------------------------------- addresses


@examples(10)
@given(
    written=documents.addresses,
    base=documents.bases,
    charset=st.sampled_from(["utf-8", "iso-8859-15", "koi8-r", "gbk", "utf-16le"]),
)
async def test_addresses(bench: Bench, written: list[str], base: str, charset: str) -> None:
    """Where links lead, by the base and the charset of their page."""
    links = "".join(f"<a{documents.attribute('href', one)}>x</a>" for one in written)
    text = f"<!doctype html><base{documents.attribute('href', base)}>{links}"
    raw = text.encode(charset, "xmlcharrefreplace")
    url = bench.serve(html(raw, f"text/html; charset={charset}"))
    await bench.goto(url)
    shown = await bench.ask("() => [document.baseURI, ...[...document.links].map((a) => a.href)]")
    document = read_document(
        decode(raw, f"text/html; charset={charset}")[0], url=url, charset=charset
    )
    assert document.base == shown[0]
    hrefs = [anchor.attributes["href"] for anchor in document.anchors]
    assert hrefs
    for href, expected in zip(hrefs, shown[1:], strict=True):
        if {"%20", "%2A"} & set(re.findall("%20|%2A", split(expected).hostname or expected[:40])):
            continue  # Chromium takes hosts that the standard forbids
        ours = browser_url(document.base, href, document.charset)
        event(f"address: {split(ours).scheme or 'none'}")
        assert (ours or href) == expected, href


# ---------------------------------------------------------------------- cookies


@examples(5)
@given(lines=st.lists(documents.cookies(), min_size=1, max_size=5))
async def test_cookies(bench: Bench, lines: list[str]) -> None:
    """Which cookies are sent where, and in which order."""
    await bench.new_tab()
    head = b"".join(b"Set-Cookie: " + line.encode() + b"\r\n" for line in lines)
    url = bench.serve(b"HTTP/1.1 204 No\r\nConnection: close\r\n" + head + b"\r\n", "/d/set")
    await bench.goto(url)
    client = bench.tab.loader.client
    await client.send(Request(url))
    for path in ("/d/x", "/e", "/d"):
        bench.server.drain()
        await bench.goto(bench.server.url + path)
        await client.send(Request(bench.server.url + path))
        theirs, ours = bench.server.drain()
        event(f"cookies: {bool(theirs.cookie)}")
        assert ours.cookie == theirs.cookie, path


# -------------------------------------------------------- refreshes, redirects, wire


@examples(5)
@given(content=documents.refreshes, header=st.booleans())
async def test_refreshes(bench: Bench, content: str, header: bool) -> None:
    """When a page leaves by itself, and where to."""
    assume(not header or content.isascii())
    meta = f"<meta http-equiv=refresh{documents.attribute('content', content)}>"
    more = [b"Refresh: " + content.encode()] if header else []
    body = b"<p>x" if header else meta.encode()
    url = bench.serve(html(body, "text/html; charset=utf-8", *more))
    found = read_refresh(content.strip() if header else content)
    await bench.goto("about:blank")
    await bench.settle()
    await bench.goto(url)
    await bench.until_navigation(1.0 if found else 0.0)
    left = [
        (one["delay"], one["url"])
        for one in bench.navigations
        if "delay" in one and "Refresh" in one["reason"] and split(one["url"]).is_web
    ]
    await bench.goto("about:blank")
    event(f"refresh: {bool(found)}")
    ours = [(found[0], browser_url(url, found[1]) if found[1] else url)] if found else []
    assert [one for one in ours if one[1]] == left[:1]  # one that comes at once comes again


@examples(5)
@given(location=documents.locations)
async def test_redirects(bench: Bench, location: list[int]) -> None:
    """Which address is asked for next."""
    raw = bytes(location)
    answer = b"HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: " + raw + b"\r\n\r\n"
    url = bench.serve(answer)
    bench.server.drain()
    await bench.goto(url)
    theirs = bench.server.drain()
    try:
        await bench.tab.loader.client.send(Request(url))
        refused = False
    except CaptureError:
        refused = True
    event(f"redirect: {len(theirs)}")
    assert bench.server.drain() == theirs
    assert refused is (len(theirs) == 1 and bool(raw.strip(b" \t")))


@examples(10)
@given(answer=documents.answers())
async def test_answers(bench: Bench, answer: bytes) -> None:
    """What is read of a sloppy server's answer, or that nothing is."""
    url = bench.serve(answer)
    error = await bench.goto(url)
    assume(not error or error.startswith("net::"))  # Chromium neither showed nor refused it in time
    theirs = None if error else (await bench.ask("() => document.body?.innerText ?? ''")).split()
    try:
        page = (await bench.tab.open(url)).page
        ours = " ".join(text.text for text in page.texts).split()
    except CaptureError:
        ours = None
    event(f"answer: {error or 'read'}")
    assert ours == theirs, error
