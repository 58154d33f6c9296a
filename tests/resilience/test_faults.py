"""Whatever breaks, a run ends, tells it clearly, and keeps what it saw."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from harness.model.finding import Verdict
from tests.resilience.document import DOCUMENT, document
from tests.resilience.faults import ROWS, Row
from tests.resilience.rig import WALK, WHOLE, OpenProgram, Told, plans

LEAST = 40
EXIT = {Verdict.PASS: 0, Verdict.WARN: 0, Verdict.FAIL: 1, Verdict.FAULT: 3}


def met(driver: str) -> list[object]:
    """The faults that a driver meets."""
    return [pytest.param(row, id=row.slug) for row in ROWS if row.said(driver)]


@pytest.fixture(scope="module", autouse=True)
def rehearsed() -> None:
    """Everybody who plays, known before a loop runs."""
    plans(WALK)
    plans(WHOLE)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program() -> AsyncIterator[OpenProgram]:
    """One browser for all tests."""
    program = OpenProgram()
    yield program
    await program.close()


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("row", met("http"))
async def test_over_http(row: Row, tmp_path: Path) -> None:
    """The verdict and the words are those of the table."""
    check(row, "http", await row.play(driver="http", folder=tmp_path, program=None), tmp_path)


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("row", met("browser"))
async def test_in_the_browser(row: Row, tmp_path: Path, program: OpenProgram) -> None:
    """The same, or what a browser makes of it."""
    told = await row.play(driver="browser", folder=tmp_path, program=program)
    check(row, "browser", told, tmp_path)


def check(row: Row, driver: str, told: Told, folder: Path) -> None:
    """A run told what it should; its reports are there, and none shows a stack trace."""
    said = row.said(driver)
    assert said
    verdict, message = said
    pattern = ".*".join(map(re.escape, message.split("…")))
    assert (told.verdict, told.exit_code) == (verdict, EXIT[verdict]), told.message
    assert re.match(pattern, told.message, re.DOTALL), told.message
    assert "Traceback" not in told.shown + told.message
    if told.findings:
        assert (folder / "report.html").is_file()
        assert list(folder.glob("*/journal.jsonl"))


def test_enough_is_tried() -> None:
    """Forty at least, each of its own name."""
    assert len({row.slug for row in ROWS}) == len(ROWS) >= LEAST


def test_the_document_tells_what_is_tried() -> None:
    """`python -m tests.resilience.document` writes it."""
    assert DOCUMENT.read_text(encoding="utf-8") == document()
