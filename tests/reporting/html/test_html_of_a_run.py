"""The report of a real run of the bundled portal with ten defects, as its reader meets it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from typer.testing import CliRunner

from harness.cli.app import app
from tests.reporting.viewer import DESKTOP, PHONE, Viewer, viewer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

WALKS = ("three-failures-administrator", "administrator-lost-both-codes", "old-code-void")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the run."""
    folder = tmp_path_factory.mktemp("runs") / "ten"
    only = [
        word
        for name in (*WALKS, "search-of-somebody-else", "administrator-lost-identifier")
        for word in ("--only", name)
    ]
    result = CliRunner().invoke(app, ["run", "ten-defects", *only, "--out", str(folder)])
    assert result.exit_code == 1, result.output
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def eyes(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Viewer]:
    """One browser for all."""
    async with viewer(tmp_path_factory.mktemp("seen")) as opened:
        yield opened


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
async def test_it_is_readable_and_complete(run: Path, eyes: Viewer, width: int) -> None:
    """Every defect's statement is told, with pictures framed, a mail and commands; axe is clean."""
    html = (run / "report.html").read_text(encoding="utf-8")
    async with eyes.look(html, width) as look:
        assert look.noise == []
        assert await look.too_wide() == []
        assert await look.violations() == []
        told = await look.page.locator("#main").inner_text()
        for slug in (
            "home.news.heading",
            "lost-codes.administrator.identifier",
            "search.siret.mark",
            "regenerate.first-name",
            "certification-code.note",
            "certification.second-failure",
            "mail.subject",
        ):
            assert slug in told, slug
        assert "codes-perdus replay ten " in told
        assert await look.page.locator(".frame").count() >= 4
        assert await look.page.locator(".letter").count() >= 1
        assert await look.page.locator(".timeline rect").count() == 5


async def test_no_report_names_a_place_of_this_machine(run: Path) -> None:
    """They are sent to others."""
    for name in ("report.html", "summary.md", "junit.xml", "findings.jsonl", "flow.svg"):
        text = (run / name).read_text(encoding="utf-8")
        assert str(run.parent) not in text, name
        assert str(Path.cwd()) not in text, name
