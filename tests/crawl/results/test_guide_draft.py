"""A draft guide holds a portal to what it shows today."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from harness.cli.app import app
from harness.config.suite import load_suite
from harness.core.errors import UsageError
from harness.core.text import slug_of
from harness.crawl.results.guide_draft import draft_pages, need_room_for_draft, write_guide_draft
from harness.crawl.store import CrawlStore
from harness.guide.loader import load_guide
from harness.planning.page_visits import visit_scenarios


def run(*arguments: str) -> tuple[int, str]:
    """A command as a user gives it."""
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.output


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A guide drafted from a crawl of the bundled portal."""
    folder = tmp_path_factory.mktemp("draft")
    code, told = run(
        "scrape", "reference", "--depth", "2", "--out", f"{folder / 'crawl'}",
        "--draft-guide", f"{folder / 'suite'}",
    )  # fmt: skip
    assert code == 0, told
    assert "run" in told
    return folder


def judged(folder: Path, target: str, out: Path) -> dict[str, str]:
    """The verdicts on a portal that is held to the draft."""
    path = folder / "suite" / "changed.toml"
    path.write_text(target, encoding="utf-8")
    only = ("--only", "visit-connexion", "--only", "visit-codes-perdus")
    code, told = run("run", str(path), "--driver", "http", "--yes", "--out", f"{out}", *only)
    assert code in {0, 1}, told
    lines = (out / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    return {one["statement"]: one["verdict"] for one in map(json.loads, lines)}


def test_the_portal_keeps_what_was_drafted_from_it(drafted: Path, tmp_path: Path) -> None:
    """Headings, fields, buttons, links and words, each a statement with its line."""
    target = (drafted / "suite" / "target.toml").read_text(encoding="utf-8")
    found = judged(drafted, target, tmp_path)
    assert set(found.values()) == {"pass"}
    assert {"connexion.opens", "connexion.field.code-identifiant"} <= set(found)
    text = (drafted / "suite" / "document.txt").read_text(encoding="utf-8").splitlines()
    for statement in load_guide(load_suite(drafted / "suite")):
        assert text[statement.lines[0] - 1] == statement.sentence


def test_a_changed_portal_breaks_what_changed(drafted: Path, tmp_path: Path) -> None:
    """And nothing else."""
    target = (drafted / "suite" / "target.toml").read_text(encoding="utf-8")
    target = target.replace('"--port"', '"--mutant", "step-1-introduction-lost", "--port"', 1)
    found = judged(drafted, target, tmp_path)
    broken = {slug for slug, verdict in found.items() if verdict != "pass"}
    assert {slug.rpartition(".")[0] for slug in broken} == {"codes-perdus.words"}
    assert len(broken) == 1


def test_a_guide_that_is_there_is_not_written_over(drafted: Path) -> None:
    """It may have been corrected by hand; nor is a part of one, whose manifest is missing."""
    part = drafted / "part"
    part.mkdir()
    (part / "target.toml").write_text("# mine", encoding="utf-8")
    with CrawlStore(drafted / "crawl") as site:
        for folder in (drafted / "suite", part):
            with pytest.raises(UsageError, match="corrected by hand"):
                write_guide_draft(draft_pages(site), folder, "")
            with pytest.raises(UsageError, match="corrected by hand"):
                need_room_for_draft(folder)
    assert [one.name for one in part.iterdir()] == ["target.toml"]


def test_only_pages_that_the_target_knows_are_visited(drafted: Path) -> None:
    """Of the bundled target that is the first page alone; the draft's own knows all."""
    guide = load_guide(load_suite(drafted / "suite"))
    assert [one.slug for one in visit_scenarios(guide, {"start": "/"})] == ["visit-start"]
    assert visit_scenarios(guide, {"nowhere": "/"}) == ()


@pytest.mark.parametrize(
    ("words", "slug"),
    [("Accès à l'espace", "acces-a-l-espace"), ("***", ""), ("/a/b.html", "a-b-html")],
)
def test_words_become_names(words: str, slug: str) -> None:
    """Small letters, digits, hyphens."""
    assert slug_of(words) == slug
