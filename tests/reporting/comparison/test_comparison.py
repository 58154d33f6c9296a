"""Reports of a comparison: the same content in each, hostile text harmless, files read again."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from harness.compare.causes import MANNERS
from harness.compare.difference import Kind, Ruling
from harness.compare.expectations import Weighed, weigh
from harness.compare.model import Gap
from harness.core.errors import UsageError
from harness.model.page import Page
from harness.reporting.comparison.html import html
from harness.reporting.comparison.markdown import markdown
from harness.reporting.comparison.terminal import tell
from harness.reporting.comparison.write import read, write
from harness.reporting.i18n.messages import _FRENCH, Words
from tests.builders import text
from tests.compare.pair import compared, replaced, search
from tests.reporting.made import HOSTILE

TODAY = date(2026, 11, 25)


def hostile(shown: Page) -> Page:
    """Adds what no report may obey."""
    return shown.model_copy(update={"texts": (*shown.texts, text(HOSTILE))})


def regressed() -> Weighed:
    """A renamed label, and a text that wants to be markup."""
    new = search(lambda shown: hostile(replaced("Numéro SIRET", "N° SIRET")(shown)))
    return weigh(compared(search(), new), (), TODAY)


WEIGHED = regressed()
SAME = weigh(compared(search(), search()), (), TODAY)


def on_terminal(weighed: Weighed, say: Words | None = None) -> str:
    """What a pipe gets."""
    stream = StringIO()
    tell(weighed, Console(file=stream, width=100), say or Words(), "runs/x")
    return stream.getvalue()


def test_each_report_tells_cause_statement_and_line(tmp_path: Path) -> None:
    """In the words of the reader's language."""
    for told in (
        on_terminal(WEIGHED),
        markdown(WEIGHED, Words()),
        html(WEIGHED, tmp_path, Words()),
    ):
        assert "N° SIRET" in told
        assert "search.siret" in told
        assert "guide, line 185" in told
    assert "guide, ligne 185" in on_terminal(WEIGHED, Words("fr"))


def test_each_report_tells_the_fingerprint_of_each_difference(tmp_path: Path) -> None:
    """By which `accept` knows it."""
    for told in (
        on_terminal(WEIGHED),
        markdown(WEIGHED, Words()),
        html(WEIGHED, tmp_path, Words()),
    ):
        assert all(d.fingerprint in told for d in WEIGHED.comparison.differences)


def test_the_verdict_counts_statements_differences_and_causes() -> None:
    """In one sentence, the last one."""
    last = on_terminal(WEIGHED).strip().splitlines()[-1]
    assert last.startswith("Verdict: 1 statement regressed, ")
    assert (
        on_terminal(SAME)
        .strip()
        .endswith("Verdict: no difference at all; 1 of 1 scenario compared")
    )


def test_each_report_tells_what_is_not_compared_and_why(tmp_path: Path) -> None:
    """A comparison of a part is not taken for one of the whole."""
    gaps = (
        Gap(scenario="lock", old="not allowed", new="not allowed"),
        Gap(scenario="both", old="no account", new="not allowed"),
        Gap(scenario="more", new="not in its plan"),
    )
    part = SAME.model_copy(update={"comparison": SAME.comparison.model_copy(update={"gaps": gaps})})
    for told in (on_terminal(part), markdown(part, Words()), html(part, tmp_path, Words())):
        assert "1 of 4 scenarios compared" in told
        assert "walked on neither side" in told
        assert "old: no account; new: not allowed" in told
        assert "walked on one side only" in told
        assert all(gap.scenario in told for gap in gaps)
    assert "1 sur 4 scénarios comparés" in on_terminal(part, Words("fr"))
    assert "absent de son plan" in on_terminal(part, Words("fr"))


def test_hostile_text_is_harmless(tmp_path: Path) -> None:
    """No markup of a portal gets into a report."""
    page = html(WEIGHED, tmp_path, Words())
    assert "<script>alert" not in page
    assert "\x1b" not in on_terminal(WEIGHED)
    assert "](http://evil" not in markdown(WEIGHED, Words()).replace("`", "").split("![i]")[0]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """The JSON is the comparison; without it the folder is refused."""
    write(WEIGHED, tmp_path, Words())
    assert read(tmp_path) == WEIGHED
    assert {f.name for f in tmp_path.iterdir()} == {
        "comparison.json",
        "comparison.md",
        "comparison.html",
    }
    with pytest.raises(UsageError, match="a comparison in"):
        read(tmp_path / "elsewhere")


def test_every_word_of_a_comparison_is_said_in_french() -> None:
    """Kinds, rulings and causes."""
    french = Words("fr")
    assert all(french(ruling) != ruling for ruling in Ruling)
    assert set(Kind) <= _FRENCH.keys()
    templates = {cause.template for cause in WEIGHED.comparison.causes} | set(MANNERS.values())
    assert all(template in _FRENCH for template in templates)
