"""Measures the parser of documents: how far it keeps to the standard, and how fast it is.

Run `python -m benchmarks.parser [FOLDER]`. It prints the milliseconds a page of our reader of
documents and of BeautifulSoup on lxml. With the folder of html5lib-tests
(https://github.com/html5lib/html5lib-tests, which is not part of this project) it also prints the
share of its tree and encoding tests that are right. Its commit 224991e moved the tree tests
away; the one before has them.
"""

import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bs4 import BeautifulSoup
from turbohtml._html import _parse_fragment, _parse_tree

from benchmarks.page_extract import legacy_page, milliseconds, modern_page
from harness.core.charset import decode, encoding_name
from harness.page.dom.document import parse

_SECTION = re.compile(
    r"^#(data|errors|new-errors|document-fragment|script-on|script-off|document)$"
)
_FIRST = "data"  # the section that begins a test
_FIELDS = 25  # of the pages that are parsed


def sections(text: str) -> Iterator[dict[str, str]]:
    """The tests of a file: their sections by name."""
    test: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.split("\n"):
        name = _SECTION.match(line) or re.match(r"^#(encoding)$", line)
        if name is None:
            lines.append(line)
            continue
        if name[1] == _FIRST and test:
            yield {key: "\n".join(value) for key, value in test.items()}
            test = {}
        lines = test.setdefault(name[1], [])
    if test:
        yield {key: "\n".join(value) for key, value in test.items()}


def is_right_tree(test: dict[str, str]) -> bool:
    """Whether the tree of a test is the expected one, with and without scripts as it asks."""
    context = test.get("document-fragment", "").strip()
    modes = [True] if "script-on" in test else [False] if "script-off" in test else [False, True]
    expected = test["document"].rstrip("\n")
    return all(
        _tree(test["data"], context, scripting).rstrip("\n") == expected for scripting in modes
    )


def _tree(html: str, context: str, scripting: bool) -> str:
    return _parse_fragment(html, context, scripting) if context else _parse_tree(html, scripting)


def is_right_encoding(test: dict[str, str]) -> bool:
    """Whether the charset of a test is the expected one."""
    found = decode(test["data"].encode("latin-1", "replace"), "")[1]
    return found == encoding_name(test["encoding"].strip())


def report(
    name: str, tests: list[dict[str, str]], is_right: Callable[[dict[str, str]], bool]
) -> None:
    """Print how many of some tests are right."""
    right = sum(map(is_right, tests))
    print(f"{name:10} {right:5} of {len(tests):5} {right / max(1, len(tests)):7.1%}")


def main() -> None:
    """Print the measurements."""
    for name, html in (("legacy", legacy_page(_FIELDS)), ("modern", modern_page(_FIELDS))):
        own = milliseconds(partial(parse, html))
        other = milliseconds(partial(BeautifulSoup, html, "lxml"))
        print(f"{name:10} {own:7.3f} ms  BeautifulSoup {other:7.3f} ms")
    if len(sys.argv) < 2:  # noqa: PLR2004 - the name of the program and a folder
        return
    folder = Path(sys.argv[1])
    for kind, is_right in (
        ("tree-construction", is_right_tree),
        ("encoding", is_right_encoding),
    ):
        files = sorted((folder / kind).glob("*.dat"))
        # the files of encodings hold bytes
        code = "latin-1" if kind == "encoding" else "utf-8"
        texts = (path.read_bytes().decode(code, "surrogateescape") for path in files)
        report(kind, [test for text in texts for test in sections(text)], is_right)


if __name__ == "__main__":
    main()
