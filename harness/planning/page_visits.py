"""Generated scenarios: open each page of a guide by its address, and read it."""

from collections.abc import Collection

from harness.guide.model import Chapter, Guide
from harness.planning.scenario import Play, Scenario
from harness.planning.walk import Walk


def visit_scenarios(guide: Guide, entries: Collection[str]) -> tuple[Scenario, ...]:
    """A scenario for each page of a guide whose address the target names (`entries`)."""
    return tuple(
        Scenario(
            slug=f"visit-{chapter.slug}",
            title=f"Visit: {chapter.title}",
            play=_open(chapter),
            needs=(),
            labels=frozenset({"visit"}),
        )
        for chapter in guide.chapters
        if chapter.slug in entries
    )


def _open(chapter: Chapter) -> Play:
    async def play(walk: Walk) -> None:
        await walk.open(chapter.slug)

    return play
