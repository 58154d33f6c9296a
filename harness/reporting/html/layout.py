"""The frame that all our HTML reports share: one file each, no network, no script but our own.

A report is a template in `templates/` that extends `base.html.jinja` and a module that calls
`render`. The base gives the head with its content policy, the skip link, the list of
contents, light, dark and print. A template fills these blocks:

    {% extends "base.html.jinja" %}
    {% import "parts.html.jinja" as ui %}
    {% block title %}…{% endblock %}       the words of the window's title
    {% block header %}…{% endblock %}      the heading (h1), the verdict, the facts
    {% block main %}…{% endblock %}        the sections

and draws with the macros of `parts.html.jinja`: `ui.section`, `ui.verdict`, `ui.facts`,
`ui.tile`, `ui.mark`, `ui.wide` (a table on a narrow screen), `ui.compared` (two texts, their
words that differ marked), `ui.folded` (details), `ui.raw`, `ui.command`. Every template sees
`text` and `pair` (messages), `colon`, `marks`, `difference`, `seconds`, `link` and the filter
`lines`. Styles of one report go into its own style sheet, named in `styles`; shared ones into
`page.css`.

Each text that is put in is escaped, its unseen characters shown, its length bounded. There
are no `style` attributes: the policy forbids them. What needs coordinates is drawn as SVG.
"""

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from harness.core.folders.safe import is_within
from harness.core.sanitize import clipped, visible
from harness.messages import Catalogue
from harness.model.fact import joined
from harness.reporting.html.word_diff import difference
from harness.reporting.symbols import MARKS

_VIEWS = Path(__file__).parent / "templates"
MAX_LENGTH = 2_000  # characters of one text
_LONGEST_RAW = 20_000  # characters of one text that is shown line by line


class Entry(NamedTuple):
    """One line of the list of contents: a section's id, its words, how many stand in it."""

    id: str
    words: str
    number: int | None = None


class _Compiled(BytecodeCache):
    """Templates are compiled once in a process, whatever words they are rendered with."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._kept.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def render(
    template: str,
    catalogue: Catalogue,
    *,
    contents: Iterable[Entry],
    styles: Iterable[str] = (),
    drawn: Iterable[str] = (),
    scripts: Iterable[str] = (),
    pictures: str = "data:",
    **values: object,
) -> str:
    """A report as one HTML file.

    Args:
        template: its name in `templates/`.
        catalogue: the words of the page.
        contents: the sections that the page has, in order.
        styles: names of style sheets in `templates/`, beside the shared one.
        drawn: the texts of the `<style>` elements of pictures in the page.
        scripts: names of our own scripts in `templates/`; the page must say all without them.
        pictures: where pictures may come from, as the content policy says it.
        values: what the template needs.
    """
    code = tuple(map(_view, scripts))
    css = "\n".join(map(_view, ("page.css", *styles))).strip()
    return (
        _environment(catalogue)
        .get_template(template)
        .render(
            contents=tuple(contents),
            css=Markup(css),  # noqa: S704 - our own files
            policy=_policy((css, *drawn), code, pictures),
            scripts=tuple(map(Markup, code)),
            **values,
        )
    )


@cache
def _view(name: str) -> str:
    """The text of a style sheet or script of ours."""
    return (_VIEWS / name).read_text(encoding="utf-8")


@cache
def _environment(catalogue: Catalogue) -> Environment:
    """The templates with the words of a catalogue; made once, as their loading costs most."""
    environment = Environment(
        loader=PackageLoader("harness.reporting.html", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_COMPILED,
    )
    shared: dict[str, Any] = {
        "text": catalogue.text,
        "pair": catalogue.pair,
        "colon": catalogue.colon,
        "language": catalogue.language,
        "say": catalogue.say,
        "fault": catalogue.fault,
        "passages": catalogue.passages,
        "joined": joined,
        "marks": {str(verdict): mark for verdict, mark in MARKS.items()},
        "difference": difference,
        "number": catalogue.number,
        "seconds": catalogue.seconds,
        "link": link,
    }
    environment.globals |= shared
    environment.filters["lines"] = lines
    environment.filters["sentence"] = catalogue.say
    return environment


def _shown(value: object) -> object:
    """Every plain text that is put in: its unseen characters shown, its length bounded."""
    return visible(clipped(value, MAX_LENGTH)) if type(value) is str else value


def lines(text: str) -> Markup:
    """A long text as it was written, line by line, made as harmless as any other."""
    written = clipped(text, _LONGEST_RAW).splitlines()
    return Markup("\n").join(escape(visible(line)) for line in written)


def _policy(styles: Iterable[str], scripts: Iterable[str], pictures: str) -> str:
    """A content policy that allows these styles, scripts and pictures, and nothing else."""
    allowed = f"style-src {_digests(styles)}; "
    allowed += f"script-src {_digests(scripts)}; " if scripts else ""
    return f"default-src 'none'; {allowed}img-src {pictures}; base-uri 'none'; form-action 'none'"


def _digests(texts: Iterable[str]) -> str:
    """Texts as sources of a content policy."""
    hashes = (base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in texts)
    return " ".join(f"'sha256-{one}'" for one in dict.fromkeys(hashes))


def link(path: str) -> str:
    """The address of a file below the run's folder; "" for what is no such path."""
    return quote(f"./{path}", errors="replace") if is_within(path) else ""
