"""Scenarios are functions that walk; they are found in packages and in folders."""

from pathlib import Path

import pytest

import scenarios
from harness.accounts.model import Needs
from harness.core.errors import UsageError
from harness.scenario.scenario import ADMINISTRATOR, USER, collect, collect_folder, scenario
from harness.scenario.walk import Walk

ONE = '''
from harness.scenario.scenario import scenario

@scenario()
async def my_own_path(walk):
    """A path of my own."""
    await walk.open("home")
'''


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
    assert lost_and_found.needs == (ADMINISTRATOR,)
    assert lost_and_found.labels == {"lockout", "administrator"}


def test_people_and_profile() -> None:
    """The first person's role is a label, and so is the profile."""

    @scenario(USER, Needs(role="administrator"), profile="hardening", title="Two")
    async def two(walk: Walk) -> None:
        pass

    assert (two.title, len(two.needs)) == ("Two", 2)
    assert two.labels == {"user", "hardening"}


def test_a_package_is_collected_in_order() -> None:
    """Each scenario once, modules by name, lines in their order."""
    slugs = [one.slug for one in collect(scenarios)]
    assert len(slugs) == len(set(slugs))
    first = [slug for slug in slugs if slug.startswith("administrator-lost")]
    assert first == [
        "administrator-lost-confidential-code",
        "administrator-lost-identifier",
        "administrator-lost-both-codes",
    ]


class TestFolders:
    """A user's own scenarios."""

    def test_found(self, tmp_path: Path) -> None:
        """In any file of the folder."""
        (tmp_path / "mine.py").write_text(ONE, encoding="utf-8")
        (found,) = collect_folder(tmp_path)
        assert found.slug == "my-own-path"

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            ("def broken(:", "SyntaxError"),
            ("1/0", "ZeroDivisionError"),
            ("import no_such_module_anywhere", "no_such_module_anywhere"),
        ],
    )
    def test_a_file_that_cannot_be_loaded(self, tmp_path: Path, content: str, words: str) -> None:
        """The file and the error are named."""
        (tmp_path / "mine.py").write_text(content, encoding="utf-8")
        with pytest.raises(UsageError) as caught:
            collect_folder(tmp_path)
        assert words in str(caught.value)
        assert "mine.py" in str(caught.value)

    def test_the_same_name_twice(self, tmp_path: Path) -> None:
        """Reports know scenarios by their names."""
        for name in ("a", "b"):
            (tmp_path / f"{name}.py").write_text(ONE, encoding="utf-8")
        with pytest.raises(UsageError, match="'my-own-path' twice"):
            collect_folder(tmp_path)

    def test_no_such_folder(self, tmp_path: Path) -> None:
        """The path is told."""
        with pytest.raises(UsageError, match="no folder"):
            collect_folder(tmp_path / "none")
