"""The documentation says what the code does."""

import importlib.util
from pathlib import Path

from typer.testing import CliRunner

from harness.cli import app

ROOT = Path(__file__).parents[1]


def test_the_reading_is_the_one_of_the_guides_data() -> None:
    """docs/READING.md is written from fixtures/guide/ (`make reading`)."""
    spec = importlib.util.spec_from_file_location("reading", ROOT / "tools" / "reading.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "READING.md").read_text(encoding="utf-8") == module.reading()


def test_every_command_stands_in_the_readme() -> None:
    """The README names each command, and no other."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = {
        line.split()[1] for line in readme.splitlines() if line.startswith("    codes-perdus ")
    }
    help_text = CliRunner().invoke(app, ["--help"]).output
    known = {command.name for command in app.registered_commands}
    assert named == known, help_text


def test_links_in_the_documentation_lead_somewhere() -> None:
    """Each relative link of a Markdown page names a file that is there."""
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    missing = [
        f"{page.name}: {target}"
        for page in pages
        for target in _targets(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert missing == []


def _targets(text: str) -> list[str]:
    found = [part.split(")")[0] for part in text.split("](")[1:]]
    return [target.split("#")[0] for target in found if "://" not in target and target[0] != "#"]
