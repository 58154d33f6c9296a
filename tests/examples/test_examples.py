"""The suites of `examples/`: they pass on applications of others, and their defects are found.

The applications are installed from PyPI with the development tools; their target files launch them.
"""

from pathlib import Path

import pytest

from harness.app.suite import open_target
from harness.config.choices import DriverName
from harness.guide.loader import load_guide
from harness.guide.source_text import misquotes, untracked
from harness.model.finding import Verdict
from harness.mutation.alteration import check_breaks
from tests.examples.example import EXAMPLES, Ran, defects, noticed_by, readable, run

NAMES = ("django", "roundup")
DEFECTS = [(example, name) for example in NAMES for name in defects(example)]
MAX_LINES = 350  # of a guide and its scenarios
LEAST_DEFECTS = 10


def _without_clock(ran: Ran) -> set[Verdict]:
    """All verdicts but those of what needs a portal whose links are good for a short time."""
    return {one.verdict for one in ran.findings if one.scenario != "expired-link"}


@pytest.mark.parametrize("example", NAMES)
def test_an_application_keeps_its_guide(example: str, tmp_path: Path) -> None:
    """Over plain HTTP; no secret of a link, and no password, can be read in what is kept."""
    ran = run(example, tmp_path)
    assert _without_clock(ran) == {Verdict.PASS}
    assert ran.leaks == ()
    assert ran.tokens
    assert readable(tmp_path, ran.tokens) == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("example", "way"), [("django", "password-reset"), ("roundup", "lost-password")]
)
def test_an_application_keeps_its_guide_in_a_browser(
    example: str, way: str, tmp_path: Path
) -> None:
    """The way from the login over two mails, or one, to the new password, with screenshots."""
    ran = run(example, tmp_path, way, driver=DriverName.BROWSER.value)
    assert {one.verdict for one in ran.findings} == {Verdict.PASS}
    assert ran.leaks == ()
    assert readable(tmp_path, ran.tokens) == []


@pytest.mark.parametrize(("example", "name"), DEFECTS, ids=[" ".join(one) for one in DEFECTS])
def test_a_defect_is_found(example: str, name: str, tmp_path: Path) -> None:
    """By the statements that say so and by no other, in scenarios that pass without the defect."""
    ran = run(example, tmp_path, *noticed_by(example, name), defect=name)
    assert ran.broken == set(defects(example)[name].breaks)
    assert ran.leaks == ()


def test_a_link_that_is_never_too_old(tmp_path: Path) -> None:
    """The target says how long links are good; the scenario waits so long, and the link opens."""
    ran = run("django", tmp_path, "expired-link", target="expiring", defect="any-token")
    assert "invalid.old" in ran.broken
    assert {one.verdict for one in ran.findings} <= {Verdict.PASS, Verdict.FAIL, Verdict.UNREACHED}


@pytest.mark.parametrize("example", NAMES)
def test_a_suite_stays_short(example: str) -> None:
    """Its guide and its scenarios; and it has enough defects to show that it finds some."""
    files = [*(EXAMPLES / example).glob("guide/*"), *(EXAMPLES / example).glob("scenarios/*.py")]
    assert sum(len(file.read_text("utf-8").splitlines()) for file in files) < MAX_LINES
    assert len(defects(example)) >= LEAST_DEFECTS


@pytest.mark.parametrize("example", NAMES)
def test_a_guide_cites_its_document(example: str) -> None:
    """Every line of the document is cited, and every sentence is on its lines."""
    guide = load_guide(open_target(str(EXAMPLES / example / "target.toml")).suite)
    text = (EXAMPLES / example / "document.md").read_text("utf-8")
    assert untracked(guide, text) == ()
    assert misquotes(guide, text) == ()


@pytest.mark.parametrize("example", NAMES)
def test_every_defect_names_what_there_is(example: str) -> None:
    """Statements of the guide."""
    guide = load_guide(open_target(str(EXAMPLES / example / "target.toml")).suite)
    check_breaks(defects(example).values(), tuple(guide.by_slug))
