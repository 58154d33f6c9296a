"""What a page holds for its account, files and missing pages: each claim from both sides."""

from typing import Any

import pytest

from harness.checks.context import Case
from harness.checks.registry import subjects
from harness.guide.model import Guide
from harness.model.journal import FileRecord
from harness.model.page import Text
from tests.builders import field, journal, link, page, step
from tests.two_mails import chapter, statement


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


@pytest.mark.parametrize(("status", "ok"), [(404, True), (403, True), (200, False), (500, False)])
def test_a_page_that_must_not_be_there(status: int, *, ok: bool) -> None:
    """An error of the server is no refusal."""
    walk = (page(1, "", status=status), step(1, led_to=1, verb="open-address", trying="space.it"))
    assert _case({"kind": "absent"}, *walk)[0] is ok
