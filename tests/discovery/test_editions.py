"""Looks at real portals: the editions of the reference, each launched as any target is."""

from pathlib import Path

import pytest

from harness.cli.app import main
from harness.config.suite import bundled_suite
from harness.config.target import load_target
from harness.model.journal import WordMap

PROPOSED = "# `codes-perdus init`"


def _proposed(name: str, driver: str, folder: Path) -> WordMap:
    """The words that `init` sets for an edition, which a tester only confirms."""
    source, written = folder / "portal.toml", folder / "proposed.toml"
    text = (bundled_suite().targets / f"{name}.toml").read_text(encoding="utf-8")
    source.write_text(text.partition(PROPOSED)[0], encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["init", str(source), "--driver", driver, "--out", str(written), "--yes"])
    assert ended.value.code == 0
    return load_target(str(written)).words


@pytest.mark.parametrize(
    ("name", "driver"),
    [
        ("reference", "http"),
        ("legacy", "http"),
        pytest.param("spa", "browser", marks=pytest.mark.browser),
    ],
)
def test_no_word_is_proposed_where_the_guides_are_used(
    name: str, driver: str, tmp_path: Path
) -> None:
    """Frames, pop-ups, dialogs, pages that draw themselves: all say what the guide says."""
    assert _proposed(name, driver, tmp_path) == {}


def test_a_portal_under_other_names_is_proposed_as_its_target_file_has_it(tmp_path: Path) -> None:
    """The file under fixtures/targets/ is what `init` wrote, and what the suite passes with."""
    assert _proposed("renamed", "http", tmp_path) == load_target("renamed").words


def test_a_login_window_that_takes_both_codes_is_seen(tmp_path: Path) -> None:
    """Its field is there for everybody: nothing need be sent to know it."""
    source, written = tmp_path / "portal.toml", tmp_path / "proposed.toml"
    text = (bundled_suite().targets / "one-form.toml").read_text(encoding="utf-8")
    source.write_text(text.partition("[login]")[0], encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["init", str(source), "--driver", "http", "--out", str(written), "--yes"])
    proposed = load_target(str(written))
    folded = load_target("one-form").missing_pages
    assert folded
    assert (proposed.missing_pages, proposed.words) == (folded, {})


@pytest.mark.parametrize("mutant", ["step-2-heading-shortened", "visitor-said-connected"])
def test_a_defect_is_never_proposed_as_a_word(mutant: str, tmp_path: Path) -> None:
    """It is shown as one, and a run will tell it."""
    text = (bundled_suite().targets / "reference.toml").read_text(encoding="utf-8")
    source, written = tmp_path / "portal.toml", tmp_path / "proposed.toml"
    launch = f'"reference_impl", "--mutant", "{mutant}"'
    source.write_text(text.replace('"reference_impl"', launch), encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["init", str(source), "--driver", "http", "--out", str(written), "--yes"])
    assert load_target(str(written)).words == {}
    assert "differs slightly, a defect?" in written.read_text(encoding="utf-8")
