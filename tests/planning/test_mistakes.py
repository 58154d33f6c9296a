"""All that is wrong in the words of scenarios is told at once."""

import pytest

from harness.app.suite import plan_to_check
from harness.config.accounts import AccountSettings
from harness.config.suite import bundled_suite
from harness.config.target import Target
from harness.core.errors import GuideError
from harness.planning.scenario import Scenario, scenario
from harness.planning.walk import Walk
from tests.builders import GUIDE


@scenario()
async def wrong(walk: Walk) -> None:
    """Several words that the guide does not have."""
    await walk.open("search")
    await walk.fill({"Nombre": "1", "Votre Nom": "x", "Numéro": "2"})
    await walk.press("chercher", trying="search.found")
    await walk.visitor("B").open("nowhere")
    await walk.visitor("B").follow("Rien")


@scenario()
async def other(walk: Walk) -> None:
    """Where a movement leads nobody knows, nothing is said until a page is known."""
    await walk.open("search")
    await walk.press("chercher")
    await walk.follow("Là-bas")
    await walk.open("search")
    await walk.press("rien", trying="search.nothing")


@scenario()
async def right(walk: Walk) -> None:
    """Nothing is wrong."""
    await walk.open("search")


@scenario()
async def single(walk: Walk) -> None:
    """One mistake is told as it is."""
    await walk.open("nowhere")


def _told(*scenarios: Scenario) -> str:
    suite = bundled_suite()
    target = Target(name="none", accounts=AccountSettings(generate=True)).under(suite)
    with pytest.raises(GuideError) as caught:
        plan_to_check(GUIDE, scenarios, target)
    return caught.value.seen


def test_all_mistakes_are_told() -> None:
    """Each with its scenario and its line; code that is right says nothing."""
    lines = _told(wrong, right, other).split("\n")
    places = [line.partition(" › ")[0] for line in lines]
    assert places == ["wrong"] * 4 + ["other"] * 2
    for line, words in zip(lines, ["Nombre", "Numéro", "chercher", "nowhere"], strict=False):
        assert "test_mistakes.py:" in line
        assert words in line
    assert not any("Là-bas" in line or "Rien" in line for line in lines)


def test_a_single_mistake_is_told_as_before() -> None:
    """In the words of the guide's own error."""
    assert _told(single, right) == "'nowhere'"
