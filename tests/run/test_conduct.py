"""A walk comes to its end, whatever ends it."""

from pathlib import Path

from harness.check.judge import judge
from harness.drive.driver import Capture
from harness.errors import NeedsBrowser
from harness.finding import Verdict
from harness.guide.loader import load_guide
from harness.run.conduct import Performance, Setting
from harness.run.ground import prepare
from harness.run.people import people
from harness.run.plan import rehearse
from harness.run.scenario import ADMINISTRATOR, scenario
from harness.run.walk import Walk


class Scriptless:
    """An engine, a session and a tab in one, before a portal that only scripts move."""

    name = "http"
    observes: frozenset[str] = frozenset()

    async def session(self) -> "Scriptless":
        """Open a visit."""
        return self

    async def tab(self) -> "Scriptless":
        """Open a window."""
        return self

    async def open(self, _url: str) -> Capture:
        """Meet a script."""
        raise NeedsBrowser("a plain link", seen="the script ouvrir()", remedy="Use a browser.")

    async def close(self) -> None:
        """End the visit."""


@scenario()
async def at_the_door(walk: Walk) -> None:
    """Open the home page."""
    await walk.open("home")


async def test_what_needs_scripts_is_unobservable(tmp_path: Path) -> None:
    """Where the driver cannot go on without scripts, nothing is blamed: neither portal nor us."""
    guide = load_guide()
    cast = people({"at-the-door": (ADMINISTRATOR,)}, 2010)["at-the-door"]
    plan = await rehearse(guide, at_the_door, cast)
    setting = Setting(
        target="legacy",
        base_url="http://127.0.0.1/",
        entries={"home": "http://127.0.0.1/"},
        engine=Scriptless(),  # type: ignore[arg-type] # as much of one as the walk needs
        mails=None,
        patience=0,
        folder=tmp_path,
    )
    performance = Performance(plan, prepare(guide, pictures=False), setting)
    journal = await performance.walk()
    performance.close()
    findings = judge(guide, journal)
    assert {finding.verdict for finding in findings} == {Verdict.UNOBSERVABLE}
    assert all("the script ouvrir()" in finding.seen for finding in findings)
