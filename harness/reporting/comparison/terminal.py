"""A comparison on a terminal: the causes, the worst first; then what asks for attention."""

from rich.console import Console

from harness.compare.difference import Cause, Difference, Ruling
from harness.compare.expectations import Weighed
from harness.core.console import Printer
from harness.core.sanitize import clipped, seconds
from harness.messages import Catalogue
from harness.reporting.comparison.sentence import (
    AS_VERDICT,
    conclusion,
    explained,
    files,
    place,
    source,
    uncompared,
)
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


def tell(weighed: Weighed, console: Console, catalogue: Catalogue, folder: str) -> None:
    """Print a comparison."""
    teller = _Teller(weighed, Printer(console), catalogue)
    teller.head()
    for cause in weighed.comparison.causes:
        teller.cause(cause)
    teller.rest(folder)


class _Teller:
    def __init__(self, weighed: Weighed, printer: Printer, catalogue: Catalogue) -> None:
        self._weighed = weighed
        self._print = printer
        self._catalogue = catalogue

    def head(self) -> None:
        """Who is compared."""
        comparison, catalogue = self._weighed.comparison, self._catalogue
        sides = " → ".join(
            f"{side.name} ({side.driver})" for side in (comparison.old, comparison.new)
        )
        walked = catalogue.text("count-scenarios", n=len(comparison.scenarios))
        self._print.line(f"{sides} · {walked}")

    def cause(self, cause: Cause) -> None:
        """One cause with some of its differences."""
        catalogue, style = self._catalogue, _STYLES[cause.ruling]
        words = explained(cause, catalogue, lambda text: clipped(text, _LONGEST))
        known = sum(d.fingerprint in self._weighed.excused for d in cause.differences)
        expected = f", {catalogue.text('count-expected', n=known)}" if known else ""
        number = catalogue.text("count-differences", n=len(cause.differences))
        self._print.gap()
        self._print.line(
            (
                f"{MARKS[AS_VERDICT[cause.ruling]]} {catalogue.text(f'ruling-{cause.ruling}')}",
                style,
            ),
            f"  {words} ({number}{expected})",
        )
        most = _FEW if cause.ruling is Ruling.BOTH_KEEP else _SOME
        for difference in cause.differences[:most]:
            self._difference(difference)
        left = len(cause.differences) - most
        if left > 0:
            self._print.line(catalogue.text("count-more", n=left), indent=4)
        if cause.bars:
            self._print.line(catalogue.pair("label-bars", ", ".join(cause.bars)), indent=4)

    def _difference(self, difference: Difference) -> None:
        catalogue, change = self._catalogue, difference.change
        old, new = (
            clipped(text, _LONGEST) or catalogue.text("label-nothing")
            for text in (change.old, change.new)
        )
        kind = catalogue.text(f"kind-{change.kind}")
        self._print.line(f"{difference.fingerprint}  {kind}, {place(difference)}", indent=4)
        self._print.line(catalogue.pair("label-old", old), indent=6)
        self._print.line(catalogue.pair("label-new", new), indent=6)
        if touched := source(difference, catalogue):
            self._print.line(f"{touched}{catalogue.colon} « {difference.sentence} »", indent=6)
        if difference.ruling is not Ruling.BOTH_KEEP:
            evidence = ", ".join(name for some in files(self._weighed, difference) for name in some)
            if evidence:
                self._print.line(catalogue.pair("label-evidence", evidence), indent=6)

    def rest(self, folder: str) -> None:
        """What no cause tells, and the verdict."""
        comparison, catalogue = self._weighed.comparison, self._catalogue
        self._print.gap()
        for one in comparison.alike:
            told = f"{one.statement}{catalogue.colon} {one.seen}"
            self._print.line(catalogue.pair("label-both-break-alike", told))
        for statement, why in comparison.unobserved.items():
            told = f"{statement}{catalogue.colon} {why}"
            self._print.line(catalogue.pair("label-not-compared", told))
        for where, why, slugs in uncompared(comparison, catalogue):
            self._print.line(f"{where} ({why}){catalogue.colon} {', '.join(slugs)}")
        for use in self._weighed.failing:
            entry, status = use.entry, catalogue.text(f"status-{use.standing}")
            answer = f"({entry.owner}{catalogue.colon} {entry.reason})"
            told = f"{status} {entry.subject} {entry.fingerprint} {answer}"
            self._print.line(catalogue.pair("label-ledger", told))
        for fault in comparison.faults:
            self._print.line(
                (f"{catalogue.text('verdict-fault')}{catalogue.colon} ", "red"),
                f"{fault.scenario} {fault.sentence}{catalogue.colon} {fault.seen}",
            )
        self._times()
        self._print.line(f"{catalogue.text('label-folder')}{catalogue.colon} {folder}")
        style = "bold red" if self._weighed.exit_code else "bold green"
        self._print.line(
            (catalogue.pair("label-conclusion", conclusion(self._weighed, catalogue)), style)
        )

    def _times(self) -> None:
        for one in self._weighed.comparison.times:
            if abs(one.apart) >= _SLOWER:
                self._print.line(
                    f"{self._catalogue.text('label-time')}{self._catalogue.colon} {one.what} "
                    f"{seconds(one.old)} → {seconds(one.new)} ({one.samples}×)"
                )
