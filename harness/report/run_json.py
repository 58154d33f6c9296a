"""`run.json`: the facts of a run for other programs."""

import json
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from harness.ledger.excuse import Use
from harness.report.conclusion import conclusion
from harness.report.group import Totals, group
from harness.report.story import Story
from harness.report.words import Words

_PACKAGES = ("codes-perdus", "playwright", "aiohttp", "aiosmtpd", "beautifulsoup4", "faker")


def versions() -> dict[str, str]:
    """What runs here: Python and the packages that shape a run's outcome."""
    found = {"python": platform.python_version(), "system": platform.system()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def run_facts(story: Story, *, digest: str, versions: Mapping[str, str]) -> dict[str, Any]:
    """The facts of a run as JSON data.

    Args:
        story: the run.
        digest: of the guide that judged.
        versions: name and version of what ran.
    """
    return {
        "conclusion": conclusion(story, Words()),
        "exit_code": story.exit_code,
        **_start(story),
        "guide": digest,
        "versions": dict(versions),
        "times": story.finished.times.model_dump() if story.finished else None,
        "totals": _totals(group(story.findings).totals),
        "scenarios": [_scenario(story, slug) for slug in _scenarios(story)],
        "ledger": [_use(use) for use in story.uses],
        "stopped": story.stopped.model_dump(mode="json") if story.stopped else None,
        "leaks": list(story.leaked),
        "orphans": list(story.finished.orphans) if story.finished else [],
        "outside": list(story.finished.outside) if story.finished else [],
    }


def run_json(story: Story, *, digest: str, versions: Mapping[str, str]) -> str:
    """The facts of a run as text."""
    facts = run_facts(story, digest=digest, versions=versions)
    return f"{json.dumps(facts, ensure_ascii=False, indent=2)}\n"


def _start(story: Story) -> dict[str, Any]:
    run = story.started
    if run is None:
        return {}
    return {
        "target": run.target,
        "base_url": run.base_url,
        "driver": run.driver,
        "started": run.started.isoformat(),
        "jobs": run.jobs,
        "origin": run.origin.model_dump(mode="json"),
        "plan": [planned.model_dump(mode="json") for planned in run.plan],
        "words": run.words,
    }


def _totals(totals: Totals) -> dict[str, dict[str, int]]:
    return {
        "statements": {str(verdict): n for verdict, n in totals.statements.items()},
        "findings": {str(verdict): n for verdict, n in totals.findings.items()},
    }


def _use(use: Use) -> dict[str, Any]:
    entry = use.entry.model_dump(mode="json")
    return {**entry, "standing": str(use.standing), "seen_now": list(use.seen_now)}


def _scenarios(story: Story) -> tuple[str, ...]:
    planned = story.started.scenarios if story.started else ()
    return tuple(dict.fromkeys((*planned, *(walk.scenario for walk in story.walked))))


def _scenario(story: Story, slug: str) -> dict[str, Any]:
    walk = next((walk for walk in story.walked if walk.scenario == slug), None)
    if walk is None:
        return {"scenario": slug, "walked": False}
    return {
        "scenario": slug,
        "walked": True,
        "title": walk.title,
        "verdict": str(walk.verdict),
        "statements": len(walk.findings),
        "walking": walk.walking,
        "judging": walk.judging,
        "pages": walk.pages,
        "mails": walk.mails,
        "attempts": walk.attempts,
    }
