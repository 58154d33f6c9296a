"""`report.html`: the whole run in one file that needs no network.

Nothing on the page acts: there is no script, the policy forbids every request, and each
text is escaped where it is put in.
"""

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from harness.guide.model import Guide
from harness.report.conclusion import conclusion
from harness.report.difference import difference
from harness.report.flow_pen import STYLE
from harness.report.group import group
from harness.report.marks import MARKS
from harness.report.story import Story
from harness.report.text import clipped, seconds, visible
from harness.report.words import Words

_LARGEST = 200_000  # bytes of one picture put into the file
_BUDGET = 4_000_000  # bytes of all of them
_PNG = b"\x89PNG\r\n\x1a\n"
_LONGEST = 2_000  # characters of one text


class Thumbnail(NamedTuple):
    """A picture that stands in the file itself."""

    path: str
    data: Markup


def html_report(story: Story, guide: Guide, flow: str, *, folder: Path, say: Words) -> str:
    """A run as one page.

    Args:
        story: the run.
        guide: tells which sentences are the guide's own.
        flow: the picture of the flow, as SVG that we drew.
        folder: the run's folder, where pictures lie.
        say: the words of the page.
    """
    grouped = group(story.findings)
    css = (Path(__file__).parent / "views" / "report.css").read_text(encoding="utf-8")
    return (
        _environment()
        .get_template("report.html.jinja")
        .render(
            say=say,
            story=story,
            run=story.started,
            grouped=grouped,
            conclusion=conclusion(story, say, grouped),
            times=_times(story),
            french={statement.slug for statement in guide if statement.sentence},
            marks={str(verdict): mark for verdict, mark in MARKS.items()},
            difference=difference,
            seconds=seconds,
            link=link,
            thumbnail=_thumbnails(folder),
            picture_of_flow=Markup(flow),  # noqa: S704 - drawn by us, every text in it escaped
            css=Markup(css),  # noqa: S704 - our own file
            policy=_policy(css, STYLE),
        )
    )


def _times(story: Story) -> dict[str, float]:
    """The run's times but that of the reports, this page being one of them."""
    times = story.finished.times.model_dump(exclude={"reporting"}) if story.finished else {}
    return {name.replace("_", "-"): value for name, value in times.items()}


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("harness.report", "views"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )


def _shown(value: object) -> object:
    """Every plain text that is put in: its unseen characters shown, its length bounded."""
    return visible(clipped(value, _LONGEST)) if type(value) is str else value


def _policy(*styles: str) -> str:
    """A content policy that allows these styles and pictures in the file, and nothing else."""
    hashes = (base64.b64encode(hashlib.sha256(css.encode()).digest()).decode() for css in styles)
    allowed = " ".join(f"'sha256-{one}'" for one in hashes)
    return (
        f"default-src 'none'; style-src {allowed}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def link(path: str) -> str:
    """The address of a file below the run's folder; "" for what is no such path."""
    parts = PurePosixPath(path)
    if not path or parts.is_absolute() or ".." in parts.parts or "\\" in path:
        return ""
    return quote(f"./{path}", errors="replace")


def _thumbnails(folder: Path) -> Callable[[tuple[str, ...]], Thumbnail | None]:
    """Finds the first small picture among files: each once, until the budget is spent."""
    spent = 0
    shown: set[str] = set()

    def thumbnail(files: tuple[str, ...]) -> Thumbnail | None:
        nonlocal spent
        for path in (path for path in files if path not in shown):
            data = _picture(folder, path)
            if data and spent + len(data) <= _BUDGET:
                spent += len(data)
                shown.add(path)
                letters = base64.b64encode(data).decode()
                return Thumbnail(path, Markup(f"data:image/png;base64,{letters}"))  # noqa: S704
        return None

    return thumbnail


def _picture(folder: Path, path: str) -> bytes:
    if not link(path):
        return b""
    try:
        file = (folder / path).resolve()
        if not file.is_relative_to(folder.resolve()) or file.stat().st_size > _LARGEST:
            return b""
        data = file.read_bytes()
    except (OSError, ValueError):
        return b""
    return data if data.startswith(_PNG) else b""
