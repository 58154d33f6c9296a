"""What a page shows after a step is judged where a scenario has just tried that step."""

from pathlib import Path

import pytest

from harness.checks.context import Case
from harness.checks.registry import subjects
from harness.config.suite import bundled_suite
from harness.core.errors import GuideError
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.page.signatures import signatures
from tests.builders import journal, page, step

PAGE = """
slug = "list"
title = "Dépenses"

[[statement]]
slug = "list.heading"
lines = [1]
sentence = "Dépenses"
claim = "heading"

[[statement]]
slug = "list.deleted"
lines = [2]
sentence = "La dépense est supprimée"
claim = { kind = "leads", page = "list", says = "Supprimée" }

[[statement]]
slug = "list.deleted.gone"
lines = [2]
sentence = "elle n'est plus dans la liste"
after = "AFTER"
claim = { kind = "no-words", text = "Le train de nuit pour Vienne" }

[[statement]]
slug = "list.deleted.told"
lines = [2]
sentence = "La liste de vos dépenses a été mise à jour"
after = "AFTER"
claim = "words"
"""


def _guide(folder: Path, after: str = "list.deleted") -> Guide:
    (folder / "guide.toml").write_text('chapters = ["list"]\n', encoding="utf-8")
    (folder / "list.toml").write_text(PAGE.replace("AFTER", after), encoding="utf-8")
    return load_guide(bundled_suite().with_parts(folder))


@pytest.mark.parametrize("left", ["", "Le train de nuit pour Vienne"])
def test_what_must_be_gone_after_a_step(tmp_path: Path, left: str) -> None:
    """It stands on the page before, as it must; after the step it is a defect."""
    guide = _guide(tmp_path)
    records = (
        page(1, "list", "Dépenses", "Le train de nuit pour Vienne"),
        step(1, on=1, led_to=2, trying="list.deleted"),
        page(2, "list", "Dépenses", "Supprimée", left),
        page(3, "list", "Dépenses", "Le train de nuit pour Vienne"),
    )
    case, one = Case(guide, journal(*records)), guide.by_slug["list.deleted.gone"]
    found = [check(one.claim, subject, case) for check, subject in subjects(one, case)]
    assert [(outcome.ok, outcome.evidence.page) for outcome in found] == [(not left, 2)]
    assert not list(subjects(one, Case(guide, journal(*records[:1]))))


def test_a_page_is_not_known_by_what_it_shows_after_a_step(tmp_path: Path) -> None:
    """It is the same page before."""
    (signature,) = signatures(_guide(tmp_path))
    assert (signature.headings, signature.texts) == (("Dépenses",), ())


@pytest.mark.parametrize("after", ["list.none", "list.heading"])
def test_after_what_is_no_step(tmp_path: Path, after: str) -> None:
    """It is refused by name."""
    with pytest.raises(GuideError, match=f"list.deleted.gone stands after '{after}'"):
        _guide(tmp_path, after)
