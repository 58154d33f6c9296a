"""`findings.jsonl`: one finding a line, written while the run goes."""

import json
import re
from io import BufferedWriter, TextIOWrapper
from pathlib import Path
from typing import TextIO

from harness.core.errors import UsageError
from harness.core.files import write_whole
from harness.core.folders.safe import SafeFolder
from harness.execution.events import Event, RunFinished, RunStarted, ScenarioFinished
from harness.messages import catalogue
from harness.model.finding import Finding
from harness.model.verdicts import BROKEN
from harness.reporting.headline import headline
from harness.reporting.run_state import RunState
from harness.runs.stored_run import check_run_folder

KEYS = (
    *("scenario", "statement", "level", "verdict", "headline", "expected", "seen", "line"),
    *("evidence", "sentence", "cause", "fingerprint", "likeness", "group", "settings", "facts"),
)
FINDINGS_FILE = "findings.jsonl"
MAX_BYTES = 1 << 26  # of such a file
_FACTS = ("expected", "seen", "scene", "sentence", "group_title")
# Legal in JSON, but taken for the end of a line by some readers, or not writable as UTF-8.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def finding_line(finding: Finding) -> str:
    """A finding as one line of JSON, without the line break.

    `sentence` (if it is no sentence of the guide), `expected`, `seen` and `headline` (of a broken
    statement) are in English; `facts` holds what they are made from.
    """
    data, words = finding.model_dump(mode="json"), catalogue()
    data["facts"] = {name: data.pop(name) for name in _FACTS}
    data |= {name: words.say(getattr(finding, name)) for name in ("expected", "seen", "sentence")}
    is_broken = finding.verdict in BROKEN
    facts = (finding.expected, finding.seen, finding.scene)
    data["headline"] = headline(*facts, words) if is_broken else ""
    line = json.dumps({key: data[key] for key in KEYS}, ensure_ascii=False)
    return _UNSAFE.sub(lambda hit: f"\\u{ord(hit[0]):04x}", line)


def _finding(line: bytes) -> Finding:
    data = json.loads(line)
    data.pop("headline")
    return Finding.model_validate(data | data.pop("facts"))


def read_findings(path: Path) -> tuple[Finding, ...]:
    """Read findings that were kept; a last line that was cut off is left out.

    Raises:
        UnsafeFile: it is no plain file, or too large.
        UsageError: the folder or the file is missing, or it holds no findings.
    """
    check_run_folder(path.parent)
    try:
        *whole, _ = SafeFolder(path.parent).read(path.name, MAX_BYTES).split(b"\n")
        return tuple(map(_finding, whole))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(
            f"findings in {path.name}",
            seen=str(error).splitlines()[0],
            remedy="Name a run's folder as `codes-perdus run` wrote it.",
        ) from error


class JsonLines:
    """Writes findings as scenarios finish, so that a crash loses none.

    Once the run is over, the file is replaced in one move if late news changed a finding.

    Args:
        path: the file; what stood there before is lost.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: TextIO | None = None
        self._written: list[Finding] = []
        self._kept: dict[int, str] = {}  # the line of each finding that was written, by its id
        self._state = RunState()

    def __call__(self, event: Event) -> None:
        """Take one event.

        Raises:
            OSError: the file cannot be written.
        """
        self._state = self._state.after(event)
        match event:
            case RunStarted():
                raw = SafeFolder(self._path.parent).create(self._path.name)
                self._file = TextIOWrapper(BufferedWriter(raw), encoding="utf-8", newline="\n")
            case ScenarioFinished():
                self._append(event.findings)
            case RunFinished():
                self.close()
                self._settle(event.findings)

    def _append(self, findings: tuple[Finding, ...]) -> None:
        if self._file is not None:
            lines = [f"{finding_line(finding)}\n" for finding in findings]
            self._file.writelines(lines)
            self._file.flush()
            self._written += findings
            self._kept |= zip(map(id, findings), lines, strict=True)

    def _settle(self, findings: tuple[Finding, ...]) -> None:
        if list(findings) != self._written:
            lines = (self._kept.get(id(one)) or f"{finding_line(one)}\n" for one in findings)
            write_whole(self._path, "".join(lines))

    def close(self) -> None:
        """Close the file; it stays as far as it was written."""
        if self._file is not None:
            self._file.close()
            self._file = None
