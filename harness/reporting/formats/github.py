"""GitHub Actions: annotations beside the job, the summary on its page.

Workflow commands are lines of the output, so a portal could write some: while a run is told
nothing is a command, and in an annotation every text is escaped.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Self, TextIO

from harness.core.sanitize import clipped, visible
from harness.messages import Catalogue
from harness.model.finding import Level, Verdict
from harness.reporting.citation import cited
from harness.reporting.formats.markdown import summary
from harness.reporting.grouping.findings import BrokenStatement, GroupedFault, group_findings
from harness.reporting.headline import observation_headline
from harness.reporting.notices import failing
from harness.reporting.run_state import RunState

MAX_LENGTH = 1_000  # characters of one annotation
MAX_BYTES = 1_000_000  # bytes of a summary: the server refuses more than a mebibyte
_KINDS = {Verdict.FAIL: "error", Verdict.WARN: "warning", Verdict.FLAKY: "warning"}


@dataclass(frozen=True)
class GitHub:
    """A job of GitHub Actions.

    Attributes:
        page: the file that the summary goes into; None for none.
        token: ends the time in which nothing is a command.
    """

    stream: TextIO
    page: Path | None
    token: str

    @classmethod
    def here(cls, stream: TextIO, environ: Mapping[str, str] = os.environ) -> Self | None:
        """The job that this process runs in; None outside of GitHub Actions."""
        if environ.get("GITHUB_ACTIONS") != "true":
            return None
        page = environ.get("GITHUB_STEP_SUMMARY")
        return cls(stream, Path(page) if page else None, token_hex(16))

    def begin(self) -> None:
        """From here on nothing that is printed is a command."""
        self._print(f"::stop-commands::{self.token}")

    def end(self, state: RunState, catalogue: Catalogue) -> None:
        """Commands count again: annotate what was found, and put the summary on the page.

        Raises:
            OSError: the page cannot be written.
        """
        self._print(f"::{self.token}::")
        for line in annotations(state, catalogue):
            self._print(line)
        if self.page:
            with self.page.open("a", encoding="utf-8", newline="\n") as file:
                file.write(_bounded(summary(state, catalogue)))

    def _print(self, line: str) -> None:
        self.stream.write(f"{line}\n")
        self.stream.flush()


def annotations(state: RunState, words: Catalogue) -> Iterator[str]:
    """One workflow command for each thing that is amiss; what is accepted is none."""
    grouped = group_findings(state.findings)
    if state.stopped:
        told = f"{words.fault(state.stopped.reason)}. {words.fault(state.stopped.remedy)}"
        yield command("error", words.text("title-stopped"), told)
    for place in state.leaked:
        yield command("error", words.text("title-leaks"), place)
    for fault in grouped.faults:
        yield command("error", fault.name or fault.statement or "fault", _fault(fault, words))
    for one in (*grouped.broken, *grouped.flaky):
        kind = "notice" if one.level is Level.PROFILE else _KINDS[one.verdict]
        yield command(kind, f"{one.verdict} {one.statement}", _broken(one, words))
    for use in failing(state.uses):
        told = f"{words.text(f'remedy-{use.status}')}. {words.pair('label-owner', use.entry.owner)}"
        yield command("error", f"{use.status} {use.entry.subject}", told)


def command(kind: str, title: str, message: str) -> str:
    """An annotation as a workflow command, its texts escaped as the server demands."""
    return f"::{kind} title={_property(title)}::{_data(message)}"


def _data(text: str) -> str:
    lines = (clipped(visible(line), MAX_LENGTH) for line in text.split("\n"))
    return "%0A".join(line.replace("%", "%25") for line in lines)


def _property(text: str) -> str:
    line = clipped(visible(text), MAX_LENGTH).replace("%", "%25")
    return line.replace(":", "%3A").replace(",", "%2C")


def _broken(one: BrokenStatement, words: Catalogue) -> str:
    say, pair = words.say, words.pair
    return "\n".join(
        (
            observation_headline(one.observations[0], words),
            cited(one, words),
            pair("label-expected", say(one.expected)),
            pair("label-seen", say(one.seen)),
            pair("label-scenarios", ", ".join(one.scenarios)),
        )
    )


def _fault(one: GroupedFault, words: Catalogue) -> str:
    say, pair = words.say, words.pair
    seen = f"{pair('label-expected', say(one.expected))}\n{pair('label-seen', say(one.seen))}"
    return f"{seen}\n{pair('label-scenarios', ', '.join(one.scenarios))}"


def _bounded(page: str) -> str:
    data = page.encode("utf-8", "replace")
    if len(data) <= MAX_BYTES:
        return page
    return f"{data[:MAX_BYTES].decode('utf-8', 'ignore')}\n\n…\n"
