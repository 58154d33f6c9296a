"""A suite's manifest names its parts."""

from pathlib import Path

import pytest

from harness.app.suite import renewal_scenario
from harness.config.suite import bundled_suite, load_suite
from harness.core.errors import UsageError
from harness.core.resources import bundled_root

MANIFEST = """
format = 1
name = "own"
guide = "guide"
profiles = ["more/speed.toml"]
scenarios = "../paths"
targets = "targets"
"""


def test_the_bundled_suite_is_whole() -> None:
    """Each part that its manifest names is there, and so is its renewal."""
    suite = bundled_suite()
    folders = (suite.guide, suite.scenarios, suite.targets)
    assert all(folder and folder.is_dir() for folder in folders)
    assert all(file.is_file() for file in suite.profiles.values())
    assert suite.profile_names == ("hardening", "accessibility")
    assert (bundled_root() / "reference_impl").is_dir()
    renewal = renewal_scenario(suite)
    assert renewal is not None
    assert renewal.slug == "bring-back"


def test_paths_begin_at_the_manifest(tmp_path: Path) -> None:
    """A suite may lie anywhere; profiles are known by the names of their files."""
    path = tmp_path / "suite" / "suite.toml"
    path.parent.mkdir()
    path.write_text(MANIFEST, encoding="utf-8")
    suite = load_suite(path)
    assert suite.guide == path.parent / "guide"
    assert suite.scenarios is None
    (tmp_path / "paths").mkdir()
    assert load_suite(path.parent).scenarios == tmp_path.resolve() / "paths"
    assert dict(suite.profiles) == {"speed": path.parent / "more" / "speed.toml"}
    assert suite.renewal is None


@pytest.mark.parametrize(
    ("changed", "seen"),
    [
        ("", "No such file"),
        ("format = [", "Invalid value"),
        (MANIFEST.replace("format = 1", "format = 2"), "format: expected one of these: 1"),
        (MANIFEST.replace('guide = "guide"', 'guid = "guide"'), 'did you mean "guide"'),
    ],
)
def test_a_manifest_that_cannot_be_read(tmp_path: Path, changed: str, seen: str) -> None:
    """Another format, a missing file or an unknown key is refused in one sentence."""
    path = tmp_path / "suite.toml"
    if changed:
        path.write_text(changed, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_suite(path)
    assert seen.casefold() in str(caught.value).casefold()


def test_sections_of_several_files_are_put_together(tmp_path: Path) -> None:
    """A key that two of them tell is refused by its name, wherever it stands."""
    path = tmp_path / "suite.toml"
    path.write_text(f'include = ["a.toml", "b.toml"]\n{MANIFEST}', encoding="utf-8")
    table = '[mutants.{}]\nbreaks = ["x.opens"]\nportal.patch = "{}"\n'
    for name, other in (("a", "one"), ("b", "two")):
        (tmp_path / f"{name}.toml").write_text(table.format(other, "p"), encoding="utf-8")
    assert list(load_suite(path).mutants) == ["one", "two"]
    (tmp_path / "b.toml").write_text(table.format("one", "q"), encoding="utf-8")
    with pytest.raises(UsageError, match=r"mutants\.one\.breaks again in b\.toml"):
        load_suite(path)
    (tmp_path / "b.toml").write_text('name = "other"\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"name again in b\.toml"):
        load_suite(path)


def test_people_arrive_at_the_first_page(tmp_path: Path) -> None:
    """A chapter about every page, or a mail, is none."""
    (tmp_path / "guide").mkdir()
    (tmp_path / "suite.toml").write_text('name = "own"\nguide = "guide"\n', encoding="utf-8")
    chapters = {"every": "everywhere = true", "note": "mail = true", "home": "", "last": ""}
    for slug, more in chapters.items():
        text = f'slug = "{slug}"\ntitle = "{slug}"\n{more}\n'
        (tmp_path / "guide" / f"{slug}.toml").write_text(text, encoding="utf-8")
    listed = f"title = 'x'\nchapters = {list(chapters)}\n"
    (tmp_path / "guide" / "guide.toml").write_text(listed, encoding="utf-8")
    assert load_suite(tmp_path).entry == "home"
    (tmp_path / "guide" / "guide.toml").unlink()
    assert load_suite(tmp_path).entry == ""
