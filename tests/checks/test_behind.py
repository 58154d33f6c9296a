"""What stands behind a tab or a menu is judged where a scenario has just opened it."""

from pathlib import Path

import pytest

from harness.checks.context import Case
from harness.checks.registry import subjects
from harness.config.suite import bundled_suite
from harness.core.errors import GuideError
from harness.guide.loader import load_guide
from tests.builders import journal, link, page, step

PAGE = """
slug = "ticket"
title = "Demande"

[[statement]]
slug = "ticket.answers"
lines = [1]
sentence = "Réponses"
claim = { kind = "action", label = "Réponses", to = "ticket" }

[[statement]]
slug = "ticket.words"
lines = [2]
sentence = "Aucune réponse"
behind = "BEHIND"
claim = "words"
"""


def _guide(folder: Path, behind: str):  # noqa: ANN202 - a guide
    (folder / "guide.toml").write_text('chapters = ["ticket"]\n', encoding="utf-8")
    text = PAGE.replace("BEHIND", behind)
    (folder / "ticket.toml").write_text(text, encoding="utf-8")
    return load_guide(bundled_suite().with_parts(folder))


def test_it_is_judged_once_it_is_opened(tmp_path: Path) -> None:
    """Not on the page as it comes, where scripts keep it closed."""
    guide = _guide(tmp_path, "ticket.answers")
    records = (
        page(1, "ticket", link("Réponses")),
        step(1, on=1, led_to=2, statement="ticket.answers"),
        page(2, "ticket", link("Réponses"), "Aucune réponse"),
        page(3, "ticket", link("Réponses")),
    )
    case, one = Case(guide, journal(*records)), guide.by_slug["ticket.words"]
    found = [check(one.claim, subject, case) for check, subject in subjects(one, case)]
    assert [(outcome.ok, outcome.evidence.page) for outcome in found] == [(True, 2)]
    assert not list(subjects(one, Case(guide, journal(*records[:1]))))


@pytest.mark.parametrize(
    ("shown", "observes", "verdict"),
    [
        ("Aucune réponse", (), True),
        ("", (), None),
        ("", ("javascript",), False),
    ],
)
def test_a_driver_without_scripts_opens_no_tab(
    shown: str, observes: tuple[str, ...], verdict: bool | None, tmp_path: Path
) -> None:
    """What is missing there may be shown by a script: nobody is blamed for it."""
    guide = _guide(tmp_path, "ticket.answers")
    records = (
        page(1, "ticket", link("Réponses")),
        step(1, on=1, led_to=2, statement="ticket.answers"),
        page(2, "ticket", link("Réponses"), shown),
    )
    case, one = Case(guide, journal(*records, observes=observes)), guide.by_slug["ticket.words"]
    ((check, subject),) = subjects(one, case)
    assert check(one.claim, subject, case).ok is verdict


@pytest.mark.parametrize("behind", ["ticket.none", "ticket.words"])
def test_behind_what_is_no_link_or_button(tmp_path: Path, behind: str) -> None:
    """It is refused by name."""
    with pytest.raises(GuideError, match=f"ticket.words stands behind '{behind}'"):
        _guide(tmp_path, behind)
