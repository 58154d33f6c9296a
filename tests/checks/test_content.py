"""What a page holds for its account, files and missing pages: each claim from both sides."""

from typing import Any

import pytest

from harness.checks.context import Case
from harness.checks.registry import subjects
from harness.guide.model import Guide
from harness.messages import catalogue
from harness.model.journal import FileRecord, Typed
from harness.model.page import Text
from harness.page.extract import extract
from harness.suite.account_schema import AccountSchema
from tests.builders import field, journal, link, page, secret, step
from tests.two_mails import chapter, statement

TOKEN = "‹link-token-1›"


def _case(claim: dict[str, Any], *records: Any) -> tuple[bool | None, str]:
    one = statement("space.it", "Il en est ainsi", claim)
    guide = Guide(chapters=(chapter("space", one),), digest=str(claim))
    case = Case(guide, journal(*records))
    ((check, subject),) = subjects(one, case)
    found = check(one.claim, subject, case)
    return found.ok, found.seen.code if found.seen else ""


def _cells(*rows: tuple[str, ...]) -> list[Text]:
    return [
        Text(text=cell, kind="cell", row=number)
        for number, row in enumerate(rows, start=1)
        for cell in row
    ]


@pytest.mark.parametrize(
    ("parts", "ok"),
    [
        ([field("Nom", "DUPONT")], True),
        ([field("Nom", "DURAND")], False),
        (["Nom :", "DUPONT"], True),
        (["Nom : DUPONT"], True),
        (["Nom", "DURAND", "DUPONT"], False),
        (["DUPONT"], False),
    ],
)
def test_a_value_under_its_label(parts: list[Any], *, ok: bool) -> None:
    """In a field, on the line of the label, or in the block behind it."""
    claim = {"kind": "value", "label": "Nom", "value": "{last_name}"}
    walk = (page(1, "space", *parts), step(1, led_to=1))
    assert _case(claim, *walk)[0] is ok


@pytest.mark.parametrize(
    ("cells", "ok"),
    [
        (("Dossier 7", "Clos"), True),
        (("Dossier 7", "12/10", "Clos"), True),
        (("Clos", "Dossier 7"), False),
        (("Dossier 8", "Clos"), False),
    ],
)
def test_a_row_of_a_table(cells: tuple[str, ...], *, ok: bool) -> None:
    """Its cells stand in one row, in this order; those of two rows do not count."""
    table = _cells(("Dossier 7", "12/10", "Clos"), ("Dossier 8", "13/10", "Ouvert"))
    assert _case({"kind": "row", "cells": cells}, page(1, "space", *table))[0] is ok
    assert _case({"kind": "row", "cells": cells}, page(1, "space"))[1] == "no-row"


@pytest.mark.parametrize(
    ("more", "ok"),
    [
        ({"of": "row", "count": 2}, True),
        ({"of": "row", "count": 1}, False),
        ({"of": "row", "count": 1, "at_least": True}, True),
        ({"of": "row", "count": 3, "at_least": True}, False),
        ({"of": "row", "count": 1, "words": "Ouvert"}, True),
        ({"of": "link", "count": 1, "words": "Ouvrir"}, True),
        ({"of": "field", "count": 1}, True),
        ({"of": "button", "count": 0}, True),
        ({"of": "heading", "count": 0}, True),
        ({"of": "item", "count": 1}, False),
        ({"of": "picture", "count": 0}, True),
    ],
)
def test_so_many_parts(more: dict[str, Any], *, ok: bool) -> None:
    """Exactly, or at least; all of a kind, or those with some words."""
    parts = [*_cells(("7", "Clos"), ("8", "Ouvert")), link("Ouvrir"), link("Fermer"), field("Nom")]
    assert _case({"kind": "count", **more}, page(1, "space", *parts))[0] is ok


def test_words_that_must_not_be_there() -> None:
    """Wherever a reader finds them."""
    claim = {"kind": "no-words", "text": "Mot de passe : {last_name}"}
    walk = (page(1, "space", "Votre mot de passe est gardé"), step(1, led_to=1))
    assert _case(claim, *walk)[0]
    shown = (page(1, "space", "Mot de passe : DUPONT"), step(1, led_to=1))
    assert _case(claim, *shown)[0] is False


FILE = FileRecord(
    step=1,
    url="http://portal.example/f",
    status=200,
    name="releve.pdf",
    media_type="application/pdf",
    size=1200,
)


@pytest.mark.parametrize(
    ("changes", "seen"),
    [
        ({}, ""),
        ({"size": 0}, "file-seen"),
        ({"name": "releve.html"}, "file-seen"),
        ({"media_type": "text/html"}, "file-seen"),
        ({"size": 9_000_000}, "file-seen"),
        ({"status": 500}, "status-of-file"),
    ],
)
def test_a_file(changes: dict[str, Any], seen: str) -> None:
    """It comes, by its name, its type and its size."""
    claim = {
        "kind": "download",
        "name": "*.pdf",
        "media_type": "application/pdf",
        "largest": 1_000_000,
    }
    walk = (page(1, "space"), step(1, on=1, verb="download", trying="space.it"))
    found, code = _case(claim, *walk, FILE.model_copy(update=changes))
    assert found is not bool(seen)
    assert code == (seen or "file-seen")
    assert _case(claim, *walk) == (False, "none")


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ({"smallest": 60}, "a file *.pdf, of 60 bytes or more"),
        ({"smallest": 60, "largest": 90}, "a file *.pdf, of 60 to 90 bytes"),
        ({"smallest": 410, "largest": 410}, "a file *.pdf, of 410 bytes"),
    ],
)
def test_both_limits_of_a_file_are_told(limits: dict[str, int], told: str) -> None:
    """The least, and the most."""
    one = statement("space.it", "Ainsi", {"kind": "download", "name": "*.pdf", **limits})
    guide = Guide(chapters=(chapter("space", one),), digest=str(limits))
    walk = (page(1, "space"), step(1, on=1, verb="download", trying="space.it"))
    case = Case(guide, journal(*walk))
    ((check, subject),) = subjects(one, case)
    expected = check(one.claim, subject, case).expected
    assert expected is not None
    assert catalogue("en").say(expected) == told


@pytest.mark.parametrize(("status", "ok"), [(404, True), (403, True), (200, False), (500, False)])
def test_a_page_that_must_not_be_there(status: int, *, ok: bool) -> None:
    """An error of the server is no refusal."""
    walk = (page(1, "", status=status), step(1, led_to=1, verb="open-address", trying="space.it"))
    assert _case({"kind": "absent"}, *walk)[0] is ok


@pytest.mark.parametrize(
    ("amounts", "total", "ok"),
    [
        (("£180.00", "£96.50", "£42.25"), "£318.75", True),
        (("£180.00", "£96.50", "£42.25"), "£328.75", False),
        (("1 234,50 €", "0,50 €"), "1 235,00 €", True),
        (("1,234.50", "-34.50"), "1,200", True),
        (("1.234,50", "(34,50)"), "1.200,00", True),
        (("1.500", "2.500"), "4", True),
        (("1.500", "2.500"), "4.000", True),
        (("12", "unpaid"), "12", None),
    ],
)
def test_the_sum_of_a_column(amounts: tuple[str, ...], total: str, *, ok: bool | None) -> None:
    """In the signs of either language; what is no amount is not judged."""
    rows = [("Number", "Amount"), *((f"A-{n}", one) for n, one in enumerate(amounts))]
    claim = {"kind": "sum", "column": "Amount", "total": "Total"}
    assert _case(claim, page(1, "space", *_cells(*rows, ("Total", total))))[0] is ok
    more = ((f"A-{n}", "12 May", one) for n, one in enumerate(amounts))
    wide = [("Number", "Date", "Amount"), *more]
    assert _case(claim, page(1, "space", *_cells(*wide, ("Total", total))))[0] is ok


def test_a_sum_without_its_column_or_its_total() -> None:
    """Nothing adds up where there is none."""
    claim = {"kind": "sum", "column": "Amount", "total": "Total"}
    for rows in ((("Number", "Price"), ("Total", "3")), (("Number", "Amount"), ("A-1", "3"))):
        assert _case(claim, page(1, "space", *_cells(*rows))) == (False, "no-column-with-total")


@pytest.mark.parametrize(
    ("secret_kind", "parts", "ok"),
    [
        ("link", [f"Votre lien : {TOKEN}"], False),
        ("link", [field("Jeton", TOKEN)], False),
        ("", [f"Votre lien : {TOKEN}"], False),
        ("password", [f"Votre lien : {TOKEN}"], True),
        ("password", ["Mot de passe : ‹old-password-1›"], False),
        ("", [field("Mot de passe", "‹old-password-1›", kind="password")], True),
        ("link", [field("t", TOKEN, kind="hidden"), "Bonjour"], True),
    ],
)
def test_a_secret_on_a_page(secret_kind: str, parts: list[Any], *, ok: bool) -> None:
    """In its words or in a field that people can read; a form may carry it unseen."""
    claim = {"kind": "no-secret", "secret": secret_kind}
    secrets = (secret(TOKEN), secret("‹old-password-1›"))
    assert _case(claim, page(1, "space", *parts), *secrets)[0] is ok


CSV = "Number,Date,Amount\r\nHRC-101,12 January 2026,£180.00\r\n\r\nTotal,,£180.00\r\n"


@pytest.mark.parametrize(
    ("more", "ok"),
    [
        ({"contains": ["HRC-101,12 January 2026", "£180.00"], "lines": 3}, True),
        ({"contains": ["HRC-10"]}, False),
        ({"contains": ["HRC-901"]}, False),
        ({"lines": 4}, False),
    ],
)
def test_the_text_of_a_file(more: dict[str, Any], *, ok: bool) -> None:
    """Its words and its lines that are not blank."""
    claim = {"kind": "download", "name": "*.csv", **more}
    moved = step(1, on=1, verb="download", trying="space.it")
    assert _case(claim, page(1, "space"), moved, _file(text=CSV, lines=3))[0] is ok
    assert _case(claim, page(1, "space"), moved, _file())[0] is None


def test_a_file_that_is_longer_than_what_is_kept() -> None:
    """Words may stand in the rest; what was found was found."""
    moved, cut = step(1, on=1, verb="download", trying="space.it"), _file(text="a b", is_cut=True)
    claim = {"kind": "download", "contains": ["a"]}
    assert _case(claim, page(1, "space"), moved, cut)[0] is True
    assert _case({**claim, "contains": ["c"]}, page(1, "space"), moved, cut)[0] is None


@pytest.mark.parametrize(
    ("chosen", "came", "ok", "seen"),
    [
        (("a",), "a", True, "file-seen"),
        (("a",), "b", False, "file-with-other-bytes"),
        (("b", "a"), "a", True, "file-seen"),
        (("a", "b"), "a", False, "file-with-other-bytes"),
        ((), "", None, "no-file-chosen"),
    ],
)
def test_a_file_that_was_uploaded_comes_back(
    chosen: tuple[str, ...], came: str, seen: str, *, ok: bool | None
) -> None:
    """With the very bytes of the one that was chosen last, before it was fetched."""
    sent = [
        step(number, on=1, led_to=1).model_copy(
            update={"typed": (Typed(label="Fichier", value="s.csv", digest=one),)}
        )
        for number, one in enumerate(chosen, start=1)
    ]
    number = len(sent) + 1
    moved = step(number, on=1, verb="download", trying="space.it")
    later = step(number + 1, on=1, led_to=1)
    later = later.model_copy(update={"typed": (Typed(label="F", value="s", digest="z"),)})
    file = _file(digest=came).model_copy(update={"step": number})
    claim = {"kind": "download", "unchanged": True}
    assert _case(claim, page(1, "space"), *sent, moved, file, later) == (ok, seen)
    assert _case({"kind": "download"}, page(1, "space"), *sent, moved, file)[0]


def _file(**more: Any) -> FileRecord:
    url = "http://portal.example/statement.csv"
    return FileRecord(
        step=1, url=url, status=200, name="s.csv", media_type="text/csv", size=99, **more
    )


def test_a_chosen_password_on_a_page() -> None:
    """Nobody had it before; it is a password all the same."""
    shown = page(2, "space", "Votre mot de passe : ‹typed-1›")
    fields = {"login": {"key": True}, "word": {"secret": "password"}}
    hidden = statement("space.it", "Jamais", {"kind": "no-secret", "secret": "password"})
    label = {"kind": "field", "label": "Nouveau", "secret": True}
    there = statement("space.new", "Nouveau", label)
    guide = Guide(
        chapters=(chapter("space", there, hidden),),
        digest="chosen",
        accounts=AccountSchema.model_validate({"fields": fields}),
    )
    chose = step(1, on=1, led_to=2, typed={"Nouveau": "‹typed-1›"})
    case = Case(guide, journal(page(1, "space"), chose, shown, secret("‹typed-1›")))
    verdicts = [check(hidden.claim, seen, case).ok for check, seen in subjects(hidden, case)]
    assert verdicts == [True, False]


@pytest.mark.parametrize(
    ("more", "ok"),
    [
        ({"count": 3}, True),
        ({"count": 3, "words": "Ajouter"}, True),
        ({"count": 2, "words": "Fil"}, True),
        ({"count": 1, "words": "Boutons"}, True),
        ({"count": 2, "words": "3,50 €"}, False),
    ],
)
def test_so_many_items(more: dict[str, Any], *, ok: bool) -> None:
    """Each entry of a list counts once, with the words of all its texts and buttons."""
    entry = "<li><h3>{}</h3><p>3,50 €</p><p>Neuf</p><button>Ajouter</button>"
    entries = "".join(map(entry.format, ("Fil rouge", "Fil noir", "Boutons")))
    shop = extract(f"<nav><ul><li>Accueil</ul></nav><ul>{entries}</ul>", url="http://p.example/")
    record = page(1, "space").model_copy(update={"page": shop})
    assert _case({"kind": "count", "of": "item", **more}, record)[0] is ok
