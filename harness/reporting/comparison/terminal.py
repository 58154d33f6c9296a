"""A comparison on a terminal: the causes, the worst first; then what asks for attention."""

from rich.console import Console

from harness.compare.difference import Cause, Difference, Ruling
from harness.compare.expectations import Weighed
from harness.core.console import Printer
from harness.core.sanitize import clipped, seconds
from harness.reporting.comparison.sentence import (
    AS_VERDICT,
    conclusion,
    explained,
    files,
    place,
    source,
    uncompared,
)
from harness.reporting.i18n.messages import Words
from harness.reporting.symbols import MARKS

_FEW, _SOME = 2, 12  # differences of one cause that are told: of harmless ones, of others
_LONGEST = 300
_STYLES = {
    Ruling.REGRESSION: "bold red",
    Ruling.BOTH_BREAK: "yellow",
    Ruling.BOTH_KEEP: "cyan",
    Ruling.IMPROVEMENT: "green",
}
_SLOWER = 0.5  # Cliff's delta from which on a time is told


def tell(weighed: Weighed, console: Console, say: Words, folder: str) -> None:
    """Print a comparison."""
    teller = _Teller(weighed, Printer(console), say)
    teller.head()
    for cause in weighed.comparison.causes:
        teller.cause(cause)
    teller.rest(folder)


class _Teller:
    def __init__(self, weighed: Weighed, printer: Printer, say: Words) -> None:
        self._weighed = weighed
        self._print = printer
        self._say = say

    def head(self) -> None:
        """Who is compared."""
        comparison, say = self._weighed.comparison, self._say
        sides = " → ".join(
            f"{side.name} ({side.driver})" for side in (comparison.old, comparison.new)
        )
        walked = say.count(len(comparison.scenarios), "{n} scenario", "{n} scenarios")
        self._print.line(f"{sides} · {walked}")

    def cause(self, cause: Cause) -> None:
        """One cause with some of its differences."""
        say, style = self._say, _STYLES[cause.ruling]
        words = explained(cause, say, lambda text: clipped(text, _LONGEST))
        known = sum(d.fingerprint in self._weighed.excused for d in cause.differences)
        expected = f", {say('{n} expected', n=known)}" if known else ""
        number = say.count(len(cause.differences), "{n} difference", "{n} differences")
        self._print.gap()
        self._print.line(
            (f"{MARKS[AS_VERDICT[cause.ruling]]} {say(cause.ruling)}", style),
            f"  {words} ({number}{expected})",
        )
        most = _FEW if cause.ruling is Ruling.BOTH_KEEP else _SOME
        for difference in cause.differences[:most]:
            self._difference(difference)
        left = len(cause.differences) - most
        if left > 0:
            self._print.line(say("{n} more", n=left), indent=4)
        if cause.bars:
            self._print.line(say.pair("bars", ", ".join(cause.bars)), indent=4)

    def _difference(self, difference: Difference) -> None:
        say, change = self._say, difference.change
        old, new = (clipped(text, _LONGEST) or say("nothing") for text in (change.old, change.new))
        self._print.line(
            f"{difference.fingerprint}  {say(change.kind)}, {place(difference)}", indent=4
        )
        self._print.line(f"{say('old')}{say.colon} {old}", indent=6)
        self._print.line(f"{say('new')}{say.colon} {new}", indent=6)
        if touched := source(difference, say):
            self._print.line(f"{touched}{say.colon} « {difference.sentence} »", indent=6)
        if difference.ruling is not Ruling.BOTH_KEEP:
            evidence = ", ".join(name for some in files(self._weighed, difference) for name in some)
            if evidence:
                self._print.line(say.pair("evidence", evidence), indent=6)

    def rest(self, folder: str) -> None:
        """What no cause tells, and the verdict."""
        comparison, say = self._weighed.comparison, self._say
        self._print.gap()
        for one in comparison.alike:
            self._print.line(
                f"{say('both break it alike')}{say.colon} {one.statement}{say.colon} {one.seen}"
            )
        for statement, why in comparison.unobserved.items():
            self._print.line(f"{say('not compared')}{say.colon} {statement}{say.colon} {why}")
        for where, why, slugs in uncompared(comparison, say):
            self._print.line(f"{where} ({why}){say.colon} {', '.join(slugs)}")
        for use in self._weighed.failing:
            entry = use.entry
            self._print.line(
                f"{say.pair('ledger', say(use.standing))} {entry.subject} {entry.fingerprint}"
                f" ({entry.owner}{say.colon} {entry.reason})"
            )
        for fault in comparison.faults:
            self._print.line(
                (f"{say('fault')}{say.colon} ", "red"),
                f"{fault.scenario} {fault.sentence}{say.colon} {fault.seen}",
            )
        self._times()
        self._print.line(f"{say('folder')}{say.colon} {folder}")
        style = "bold red" if self._weighed.exit_code else "bold green"
        self._print.line((say.pair("Verdict", conclusion(self._weighed, say)), style))

    def _times(self) -> None:
        for one in self._weighed.comparison.times:
            if abs(one.apart) >= _SLOWER:
                self._print.line(
                    f"{self._say('time')}{self._say.colon} {one.what} "
                    f"{seconds(one.old)} → {seconds(one.new)} ({one.samples}×)"
                )
