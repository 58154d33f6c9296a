"""Every command follows the suite that a target, a run or an option names."""

from pathlib import Path

import pytest

from harness.app.suite import open_target, origin_of, suite_alone
from harness.config.suite import Suite, bundled_suite, load_suite, suite_named
from harness.core.errors import TargetError, UsageError
from tests.shell import Shell

CHAPTER = """
slug = "{slug}"
title = "{title}"

[[statement]]
slug = "{slug}.opens"
lines = [{line}]
sentence = "{title}"
claim = {{ kind = "leads", page = "{slug}" }}

[[statement]]
slug = "{slug}.heading"
lines = [{line}]
sentence = "{title}"
claim = "heading"
"""
SCENARIO = '''
from harness import scenario


@scenario()
async def reads(walk):
    """Opens the first page."""
    await walk.open("start")
'''


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    """A suite of two pages, none of them called home, and one scenario."""
    folder = tmp_path / "suite"
    for name in ("guide", "scenarios", "targets"):
        (folder / name).mkdir(parents=True)
    (folder / "suite.toml").write_text('name = "letters"\ntarget = "shop"\n', encoding="utf-8")
    (folder / "guide" / "guide.toml").write_text('chapters = ["start", "end"]', encoding="utf-8")
    for line, (slug, title) in enumerate((("start", "Départ"), ("end", "Fin")), start=1):
        chapter = CHAPTER.format(slug=slug, title=title, line=line)
        (folder / "guide" / f"{slug}.toml").write_text(chapter, encoding="utf-8")
    (folder / "scenarios" / "all.py").write_text(SCENARIO, encoding="utf-8")
    address = '[target]\nname = "shop"\nbase_url = "http://127.0.0.1:9/"\n'
    (folder / "targets" / "shop.toml").write_text(address, encoding="utf-8")
    return load_suite(folder)


def test_a_target_in_the_folder_of_a_suite_is_held_to_it(suite: Suite) -> None:
    """Beside the manifest and in its targets; elsewhere it is the bundled one."""
    assert open_target(str(suite.targets / "shop.toml")).suite == suite
    assert open_target("reference").suite == bundled_suite()
    assert open_target("shop", str(suite.path.parent)).entries == {"start": "/"}


def test_a_target_names_its_suite_relative_to_itself(suite: Suite, tmp_path: Path) -> None:
    """And `--suite` overrules it."""
    file = tmp_path / "target.toml"
    text = (suite.targets / "shop.toml").read_text(encoding="utf-8")
    file.write_text(f'{text}suite = "suite"\n', encoding="utf-8")
    assert open_target(str(file)).suite == suite
    assert open_target(str(file), bundled_suite().name).suite == bundled_suite()


def test_the_origin_of_a_run_says_its_suite(suite: Suite) -> None:
    """Its manifest, and the guide that replaces its own."""
    target = open_target(None, str(suite.path))
    assert origin_of(target).target_file == "shop"
    assert origin_of(target).manifest == str(suite.path)
    other = origin_of(target.under(suite.with_parts(bundled_suite().guide)))
    assert other.guide == str(bundled_suite().guide)
    assert origin_of(open_target("reference")).manifest == ""


def test_commands_that_touch_no_portal_follow(suite: Suite, shell: Shell) -> None:
    """List, explain and coverage speak of the suite's own pages."""
    folder = suite.path.parent
    code, told = shell("list", "--suite", folder)
    assert (code, told.splitlines()[0], told.splitlines()[-1]) == (0, "reads", "1 scenario")
    assert "1 page, 0 mails, 2 statements" in told
    _, words = shell("list", "--words", "--suite", folder)
    assert words.splitlines()[0] == "start: Départ"
    _, explained = shell("explain", "start.heading", "--suite", folder)
    assert "page        Départ" in explained
    text = folder / "guide.txt"
    text.write_text("Départ\nFin\nSuite\n", encoding="utf-8")
    assert (
        "line 3: no statement and no exclusion cites it"
        in shell("coverage", "--guide", text, "--suite", folder)[1]
    )


def test_a_plan_is_made_of_the_suite(suite: Suite, shell: Shell) -> None:
    """`run` needs neither a page called home, nor the bundled scenarios, nor accounts."""
    target = suite.targets / "shop.toml"
    code, told = shell("run", target, "--plan", "--driver", "http")
    assert code == 0
    assert "1 scenario\n" in told


def test_a_page_whose_address_no_target_names(suite: Suite, shell: Shell) -> None:
    """The plan says which scenario cannot run for want of it; it is no fault of the scenario."""
    ways = suite.path.parent / "scenarios" / "all.py"
    ways.write_text(SCENARIO.replace('"start"', '"end"'), encoding="utf-8")
    code, told = shell("run", suite.targets / "shop.toml", "--plan", "--driver", "http")
    assert (code, "these pages are opened: end" in " ".join(told.split())) == (2, True), told
    with (suite.targets / "shop.toml").open("a", encoding="utf-8") as file:
        file.write('missing_pages = ["ende"]\n')
    code, told = shell("run", suite.targets / "shop.toml", "--plan", "--driver", "http")
    assert (code, "missing_pages › ende: no page of the guide" in told) == (2, True)


def test_a_suite_without_scenarios_opens_its_pages(suite: Suite) -> None:
    """Also with a guide that replaces the suite's."""
    assert suite.with_parts(suite.guide).scenarios is None
    assert suite_alone(str(suite.path)).suite.entry == "start"


def test_a_profile_of_a_suite_without_any(suite: Suite, shell: Shell) -> None:
    """There is nothing to offer."""
    code, told = shell("run", suite.targets / "shop.toml", "--profile", "hardening", "--plan")
    assert (code, "Known: none." in told) == (2, True)


def test_folders_that_are_no_suite(tmp_path: Path, suite: Suite) -> None:
    """Are refused in one sentence."""
    with pytest.raises(UsageError, match="a suite in the folder"):
        suite_named(tmp_path)
    with pytest.raises(UsageError, match="a suite in the folder nowhere"):
        suite_named("nowhere")
    with pytest.raises(TargetError, match="a target"):
        open_target("reference", str(suite.path))


def test_a_target_file_beside_the_manifest_is_the_default(suite: Suite) -> None:
    """Unless the manifest names another."""
    text = (suite.targets / "shop.toml").read_text(encoding="utf-8")
    beside = suite.path.with_name("target.toml")
    beside.write_text(text.replace('"shop"', '"beside"'), encoding="utf-8")
    assert open_target(None, str(suite.path)).name == "shop"
    suite.path.write_text('name = "letters"\n', encoding="utf-8")
    assert open_target(None, str(suite.path)).name == "beside"


def test_only_a_launched_target_can_be_served(suite: Suite, shell: Shell) -> None:
    """Another one is served already."""
    code, told = shell("serve", suite.targets / "shop.toml")
    assert code == 2
    assert "which is served elsewhere" in told
