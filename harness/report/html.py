"""`report.html`: the whole run in one file that needs no network.

Nothing on the page acts: there is no script, the policy forbids every request, and each
text is escaped where it is put in.
"""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from harness.guide.model import Guide
from harness.report.conclusion import conclusion
from harness.report.flow_pen import STYLE
from harness.report.group import Grouped, group
from harness.report.page import Entry, link, render
from harness.report.story import Story
from harness.report.text import seconds
from harness.report.words import Words

_LARGEST = 200_000  # bytes of one picture put into the file
_BUDGET = 4_000_000  # bytes of all of them
_PNG = b"\x89PNG\r\n\x1a\n"


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
    return render(
        "report.html.jinja",
        say,
        contents=_contents(story, grouped, say),
        styles=("report.css",),
        drawn=(STYLE,),
        story=story,
        run=story.started,
        grouped=grouped,
        conclusion=conclusion(story, say, grouped),
        times=_times(story, say),
        french={statement.slug for statement in guide if statement.sentence},
        thumbnail=_thumbnails(folder),
        picture_of_flow=Markup(flow),  # noqa: S704 - drawn by us, every text in it escaped
    )


def _contents(story: Story, grouped: Grouped, say: Words) -> list[Entry]:
    """The sections that this run's page has."""
    orphans = story.finished.orphans if story.finished else ()
    every = (
        (bool(story.stopped), Entry("stopped", say("The run ended before its plan"))),
        (True, Entry("broken", say("Broken statements"), len(grouped.broken))),
        (bool(grouped.faults), Entry("faults", say("Faults"), len(grouped.faults))),
        (bool(grouped.stranded), Entry("stranded", say("Not reached"))),
        (bool(grouped.unobserved), Entry("unobserved", say("Not observable here"))),
        (bool(orphans), Entry("orphans", say("Mails that belong to no scenario"), len(orphans))),
        (True, Entry("flow", say("The flow"))),
        (True, Entry("scenarios", say("Scenarios"), len(story.walked))),
    )
    return [entry for there, entry in every if there]


def _times(story: Story, say: Words) -> list[tuple[str, str]]:
    """The run's times but that of the reports, this page being one of them."""
    times = story.finished.times.model_dump(exclude={"reporting"}) if story.finished else {}
    return [(say(name.replace("_", "-")), seconds(value)) for name, value in times.items()]


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
