"""Scenarios are found in folders, which are loaded by their paths."""

import sys
from pathlib import Path

import pytest

from harness.app.suite import all_scenarios
from harness.config.suite import bundled_suite
from harness.core.errors import UsageError
from harness.planning.discovery import collect_file, collect_folder

ONE = '''
from harness.planning.scenario import scenario

@scenario()
async def my_own_path(walk):
    """A path of my own."""
    await walk.open("home")
'''


def test_the_bundled_suite_is_collected_in_order() -> None:
    """Each scenario once, modules by name, lines in their order."""
    slugs = [one.slug for one in all_scenarios(profiles=bundled_suite().profile_names)]
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


class TestPackages:
    """A folder with an `__init__.py`."""

    @pytest.fixture
    def package(self, tmp_path: Path) -> Path:
        """A package called `scenarios`, as the bundled one is, with a module of steps."""
        folder = tmp_path / "scenarios"
        folder.mkdir()
        (folder / "__init__.py").write_text("", encoding="utf-8")
        (folder / "steps.py").write_text("PAGE = 'home'\n", encoding="utf-8")
        text = ONE.replace("scenario\n\n@", "scenario\nfrom .steps import PAGE\n\n@")
        (folder / "paths.py").write_text(text, encoding="utf-8")
        return folder

    def test_relative_imports(self, package: Path) -> None:
        """Its modules share steps; the same module is loaded once."""
        (found,) = collect_folder(package)
        assert found.slug == "my-own-path"
        assert collect_file(package / "paths.py") == (found,)
        assert collect_file(package / "steps.py") == ()

    def test_a_package_of_the_same_name(
        self, package: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The first `scenarios` on the path does not take the place of another."""
        monkeypatch.syspath_prepend(str(package.parent))
        monkeypatch.delitem(sys.modules, "scenarios", raising=False)
        assert "my-own-path" not in {
            one.slug for one in all_scenarios(profiles=bundled_suite().profile_names)
        }

    def test_a_broken_package(self, package: Path) -> None:
        """It is loaded again once it is mended."""
        init = package / "__init__.py"
        init.write_text("1/0", encoding="utf-8")
        with pytest.raises(UsageError, match="ZeroDivisionError"):
            collect_folder(package)
        init.write_text("PAGE = 'home'\n", encoding="utf-8")
        assert len(collect_folder(package)) == 1
