"""Measures accessible names: `python -m benchmarks.names FOLDER`.

FOLDER is `accname/name` of the web-platform-tests (https://github.com/web-platform-tests/wpt, which
is not part of this project): documents whose elements state the name that they should have. It
prints the share of right names, by the HTML alone and as the browser driver reads them, and the
names that differ. Files whose names are still discussed (`.tentative.`) are left out.
"""

import asyncio
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from harness.driver.browser.engine import BrowserEngine
from harness.page.dom.builder import outline
from harness.page.dom.document import HtmlDocument, parse, parse_snapshot
from harness.page.labels.accessible_name import AccessibleNames

_EXPECTED, _TEST = "data-expectedlabel", "data-testname"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and writes no log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature is the library's
        """Nothing."""


def names(document: HtmlDocument, url: str) -> Iterator[tuple[str, str, str]]:
    """Of each element with an expected name: the test, that name, and the one found."""
    read = outline(document, url)
    found = AccessibleNames(read)
    for node in read.nodes:
        if _EXPECTED in node.attrs:
            label = found.of(node).text or node.get("placeholder")
            yield node.get(_TEST), " ".join(node.get(_EXPECTED).split()), label


def report(way: str, every: list[tuple[str, str, str]]) -> None:
    """Print the share of right names, and those that differ."""
    right = sum(expected == label for _, expected, label in every)
    print(f"{way:10} {right:4} of {len(every):4} {right / max(1, len(every)):7.1%}")
    for test, expected, label in every:
        if expected != label:
            print(f"  {test}: « {label} », not « {expected} »")


async def in_browser(files: list[Path], folder: Path) -> list[tuple[str, str, str]]:
    """The names of some files as the browser driver reads them."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    found: list[tuple[str, str, str]] = []
    try:
        async with BrowserEngine(url) as engine:
            tab = await (await engine.session()).tab()
            for file in files:
                shown = await tab.open(f"{url}/{file.name}")
                found += names(parse_snapshot(shown.html), shown.page.url)
    finally:
        server.shutdown()
    return found


def main() -> None:
    """Print both shares."""
    folder = Path(sys.argv[1])
    files = [one for one in sorted(folder.glob("*.html")) if ".tentative." not in one.name]
    read = [names(parse(one.read_text("utf-8")), f"http://wpt.test/{one.name}") for one in files]
    report("by HTML", [name for one in read for name in one])
    report("in browser", asyncio.run(in_browser(files, folder)))


if __name__ == "__main__":
    main()
