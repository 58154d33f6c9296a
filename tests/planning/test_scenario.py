"""Scenarios are functions that walk."""

from harness.accounts.model import Needs
from harness.planning.scenario import scenario
from harness.planning.walk import Walk


def test_a_function_becomes_a_scenario() -> None:
    """Slug from its name, title from its docstring, an administrator to play it."""

    @scenario(labels=("lockout",))
    async def lost_and_found(walk: Walk) -> None:
        """Lost, and found again.

        The rest is for readers.
        """

    assert (lost_and_found.slug, lost_and_found.title) == (
        "lost-and-found",
        "Lost, and found again",
    )
    assert lost_and_found.needs == (Needs(),)
    assert lost_and_found.labels == {"lockout"}


def test_people_and_profile() -> None:
    """The first person's role is a label, and so is the profile."""

    @scenario(Needs(role="user"), Needs(role="administrator"), profile="hardening", title="Two")
    async def two(walk: Walk) -> None:
        pass

    assert (two.title, len(two.needs)) == ("Two", 2)
    assert two.labels == {"user", "hardening"}
