"""A comparison on a terminal: the causes, the worst first; then what asks for attention."""

from pathlib import Path

from rich.console import Console

from harness.compare.expectations import ReviewedComparison
from harness.compare.model import Difference, DifferenceCause, Ruling
from harness.core.console import Printer
from harness.core.sanitize import clipped
from harness.messages import Catalogue
from harness.model.finding import Verdict
from harness.reporting.citation import words_of
from harness.reporting.comparison import sentence
from harness.reporting.comparison.headline import cause_headline
from harness.reporting.comparison.next_step import next_steps
from harness.reporting.next_step import print_next
from harness.reporting.symbols import MARKS

MAX_HARMLESS, MAX_OTHERS = 2, 12  # differences of one cause
MAX_LENGTH = 300  # characters of one text
_STYLES = {
    Ruling.REGRESSION: "bold red",
    Ruling.BOTH_BREAK: "yellow",
    Ruling.BOTH_KEEP: "cyan",
    Ruling.IMPROVEMENT: "green",
}
_ANSWER_STYLES = {Verdict.PASS: "bold green", Verdict.WARN: "bold yellow"}
MIN_EFFECT = 0.5  # Cliff's delta from which on a time is printed


def print_comparison(
    reviewed: ReviewedComparison, console: Console, catalogue: Catalogue, folder: str
) -> None:
    """Print a comparison."""
    report = _ComparisonPrinter(reviewed, Printer(console), catalogue)
    report.head()
    for cause in reviewed.comparison.causes:
        report.cause(cause)
    report.rest(folder)


class _ComparisonPrinter:
    def __init__(
        self, reviewed: ReviewedComparison, printer: Printer, catalogue: Catalogue
    ) -> None:
        self._reviewed = reviewed
        self._print = printer
        self._catalogue = catalogue

    def head(self) -> None:
        """The portals that are compared."""
        comparison, catalogue = self._reviewed.comparison, self._catalogue
        sides = " → ".join(
            f"{side.name} ({side.driver})" for side in (comparison.old, comparison.new)
        )
        walked = catalogue.text("count-scenarios", n=len(comparison.scenarios))
        self._print.line(f"{sides} · {walked}")
        if warning := sentence.warning(self._reviewed, catalogue):
            self._print.line((warning, "yellow"))

    def cause(self, cause: DifferenceCause) -> None:
        """One cause with some of its differences."""
        catalogue, style = self._catalogue, _STYLES[cause.ruling]
        words = cause_headline(cause, self._reviewed.comparison, catalogue)
        met_by = sentence.roles(cause, self._reviewed.comparison, catalogue)
        known = sum(d.fingerprint in self._reviewed.excused for d in cause.differences)
        expected = f", {catalogue.text('count-expected', n=known)}" if known else ""
        number = catalogue.text("count-differences", n=len(cause.differences))
        ruling = catalogue.text(f"ruling-{cause.ruling}", n=1)
        self._print.gap()
        self._print.line(
            (f"{MARKS[sentence.VERDICT_OF_RULING[cause.ruling]]} {ruling}", style),
            f"  {words} ({number}{expected})",
        )
        if met_by:
            self._print.line(catalogue.pair("label-met-by", ", ".join(met_by)), indent=4)
        most = MAX_HARMLESS if cause.ruling is Ruling.BOTH_KEEP else MAX_OTHERS
        for difference in cause.differences[:most]:
            self._difference(difference)
        left = len(cause.differences) - most
        if left > 0:
            self._print.line(catalogue.text("count-more", n=left), indent=4)
        if cause.blocked:
            self._print.line(catalogue.pair("label-bars", ", ".join(cause.blocked)), indent=4)

    def _difference(self, difference: Difference) -> None:
        catalogue, comparison = self._catalogue, self._reviewed.comparison
        old, new = (
            clipped(one, MAX_LENGTH) or catalogue.text("label-nothing")
            for one in sentence.both_shown(difference, comparison, catalogue)
        )
        kind = catalogue.text(f"kind-{difference.change.kind}")
        where = sentence.place(difference, comparison, catalogue)
        self._print.line(f"{difference.fingerprint}  {kind}, {where}", indent=4)
        self._print.line(catalogue.pair("label-old", old), indent=6)
        self._print.line(catalogue.pair("label-new", new), indent=6)
        if touched := sentence.source(difference, catalogue):
            self._print.line(
                f"{touched}{catalogue.colon} {words_of(difference, catalogue)}", indent=6
            )
        if difference.ruling is not Ruling.BOTH_KEEP:
            evidence = ", ".join(
                name for some in sentence.files(self._reviewed, difference) for name in some
            )
            if evidence:
                self._print.line(catalogue.pair("label-evidence", evidence), indent=6)

    def rest(self, folder: str) -> None:
        """What no cause explains, and the verdict."""
        catalogue = self._catalogue
        self._print.gap()
        for one in sentence.remarks(self._reviewed, catalogue):
            self._print.line(f"{one.label}{catalogue.colon} {self._about(one)}")
        self._times()
        self._print.line(catalogue.pair("label-folder", folder))
        self._conclusion()
        told = next_steps(self._reviewed, catalogue, Path(folder))
        print_next(told, self._print, catalogue)

    def _conclusion(self) -> None:
        catalogue = self._catalogue
        style = _ANSWER_STYLES.get(sentence.verdict_kind(self._reviewed), "bold red")
        self._print.line(
            (
                catalogue.pair("label-conclusion", sentence.conclusion(self._reviewed, catalogue)),
                style,
            )
        )

    def _about(self, one: sentence.Remark) -> str:
        """What a remark says, and of what; of many names the first."""
        catalogue, left = self._catalogue, len(one.names) - MAX_OTHERS
        names = ", ".join(one.names[:MAX_OTHERS])
        if left > 0:
            names = f"{names} … {catalogue.text('count-more', n=left)}"
        parts = (one.text, names) if len(one.names) > 1 else (names, one.text)
        return f"{catalogue.colon} ".join(filter(None, parts))

    def _times(self) -> None:
        show = self._catalogue.seconds
        for one in self._reviewed.comparison.times:
            if abs(one.effect) >= MIN_EFFECT:
                measured = self._catalogue.text("count-samples", n=one.samples)
                both = f"{show(one.old)} → {show(one.new)} ({measured})"
                movement = sentence.shown(one.movement, self._catalogue)
                self._print.line(self._catalogue.pair("label-time", f"{movement} {both}"))
