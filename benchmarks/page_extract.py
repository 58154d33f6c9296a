"""Measures how long it takes to make a page model, compared with parsing the document only.

Run `python benchmarks/page_extract.py`. It prints milliseconds (median of the rounds) for
documents of growing size, and the ratio to BeautifulSoup's parser in the same run.
"""

import statistics
import time
from collections.abc import Callable
from functools import partial

from bs4 import BeautifulSoup

from harness.page.classify import PageClassifier, Signature
from harness.page.extract import extract

ROUNDS = 30
URL = "https://portal.example/step2"


def legacy_page(fields: int) -> str:
    """A form of 2010: a table with the labels in the cells to the left, and links."""
    rows = "".join(
        f"<tr><td><font>Champ numéro {number} <b>*</b> :</font></td><td><input name=f{number}>"
        f" <i>(exemple {number})</i></td><td><a href='/aide/{number}'>aide {number}</a></td></tr>"
        for number in range(fields)
    )
    return f"<html><body><h1>Recherche</h1><form><table>{rows}</table></form></body></html>"


def modern_page(fields: int) -> str:
    """A form of today: bound labels, hints, a list of links."""
    rows = "".join(
        f"<div class=row><label for=f{number}>Champ numéro {number} <span>*</span></label>"
        f"<input id=f{number} name=f{number} aria-describedby=h{number}>"
        f"<p id=h{number}>exemple {number}</p><a href='/aide/{number}'>aide</a></div>"
        for number in range(fields)
    )
    return f"<html><body><main><h1>Recherche</h1><form>{rows}</form></main></body></html>"


def milliseconds(work: Callable[[], object]) -> float:
    """Median duration of a function."""
    durations = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        durations.append(time.perf_counter() - start)
    return statistics.median(durations) * 1000


def signatures(count: int) -> list[Signature]:
    """Signatures of synthetic pages of a guide."""
    return [
        Signature(
            slug=f"page{page}",
            headings=(f"Page numéro {page}",),
            fields=tuple(f"Champ {page} {field}" for field in range(6)),
            buttons=("rechercher", "Annuler", f"Bouton {page}"),
            links=("Conditions générales d'utilisation", f"Lien {page}"),
            texts=tuple(f"Une phrase numéro {text} de la page {page}" for text in range(8)),
        )
        for page in range(count)
    ]


def main() -> None:
    """Print the measurements."""
    print(f"{'document':<14}{'elements':>9}{'parse ms':>10}{'extract ms':>12}{'ratio':>7}")
    for name, build in (("legacy", legacy_page), ("modern", modern_page)):
        for fields in (5, 25, 100):
            html = build(fields)
            elements = len(BeautifulSoup(html, "lxml").find_all(True))
            parse = milliseconds(partial(BeautifulSoup, html, "lxml"))
            read = milliseconds(partial(extract, html, url=URL))
            ratio = read / parse
            title = f"{name} {fields}"
            print(f"{title:<14}{elements:>9}{parse:>10.2f}{read:>12.2f}{ratio:>7.2f}")
    classifier = PageClassifier(signatures(15))
    page = extract(legacy_page(25), url=URL)
    print(f"classify among 15 signatures: {milliseconds(lambda: classifier.classify(page)):.2f} ms")


if __name__ == "__main__":
    main()
