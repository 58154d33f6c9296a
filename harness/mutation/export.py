"""The matrix as files: JSON for programs, CSV for spreadsheets, Markdown for people."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any

from harness.mutation.matrix import UNTRIED, Matrix, Row, Status
from harness.mutation.trial import Trial

KILLS, COLLATERAL, SILENT, UNREACHED = "x", "!", "-", "u"
_MANY = 6  # statements told in one cell


def as_json(matrix: Matrix, seconds: float) -> str:
    """All rows and the sums; the time stands apart, all else is the same in each run."""
    document = {
        "driver": matrix.driver,
        "sums": sums(matrix),
        "rows": [_entry(row) for row in matrix.rows],
        "unbroken": matrix.unbroken,
        "statements": matrix.statements,
        "measured": {"seconds": round(seconds, 1)},
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def sums(matrix: Matrix) -> dict[str, Any]:
    """The numbers that tell the matrix in short."""
    return {
        "mutants": len(matrix.tried),
        "killed": len(matrix.mutants(Status.KILLED)),
        "kill_rate": round(matrix.kill_rate, 4),
        "survived": len(matrix.mutants(Status.SURVIVED)),
        "with_collateral": len(matrix.with_collateral),
        "variations": len(matrix.variations()) - len(matrix.variations(*UNTRIED)),
        "false_alarms": len(matrix.variations(Status.BLAMED)),
        "not_switched_on": len(matrix.having(Status.OFF)),
        "faults": len(matrix.faulty) - len(matrix.having(Status.OFF)),
        "not_visible": len(matrix.having(Status.UNSEEN)),
        "do_not_apply": len(matrix.having(Status.ABSENT)),
        "unbroken_statements": len(matrix.unbroken),
        "exit_code": matrix.exit_code,
    }


def _entry(row: Row) -> dict[str, Any]:
    told = row.model_dump(mode="json", exclude={"alteration"}, exclude_defaults=True)
    about = row.alteration
    head = {"name": about.name, "type": about.type, "kind": about.kind, "breaks": about.breaks}
    return {**head, **told}


def as_csv(matrix: Matrix) -> str:
    """One line an alteration, one column a statement.

    x kills, ! collateral or false alarm, - declared and silent, u unreached.
    """
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("alteration", "type", "kind", "status", *matrix.statements))
    for row in matrix.rows:
        about = row.alteration
        cells = _cells(row)
        signs = (cells.get(slug, "") for slug in matrix.statements)
        table.writerow((about.name, about.type, about.kind, row.status, *signs))
    return out.getvalue()


def _cells(row: Row) -> dict[str, str]:
    return {
        **dict.fromkeys(row.unreached, UNREACHED),
        **dict.fromkeys(row.silent, SILENT),
        **dict.fromkeys(row.collateral, COLLATERAL),
        **dict.fromkeys(row.killed_by, KILLS),
    }


def evidence(trials: Iterable[Trial]) -> str:
    """What was expected and seen on each alteration, as JSON lines; changes from run to run."""
    return "".join(
        json.dumps(line, ensure_ascii=False) + "\n" for trial in trials for line in _lines(trial)
    )


def _lines(trial: Trial) -> Iterator[dict[str, Any]]:
    head = {"alteration": trial.alteration}
    told = trial.model_dump(mode="json", include={"acted", "seconds", "faults", "output"})
    yield {**head, **told}
    for finding in trial.findings:
        yield {**head, **finding.model_dump(mode="json", exclude={"evidence", "line"})}


def as_markdown(matrix: Matrix) -> str:
    """The sums, then what asks for attention, then all rows."""
    parts = [
        "# Mutants\n",
        f"Driver: {matrix.driver}\n",
        _bullets(summary(matrix)),
        _section("Faults of the matrix", matrix.faulty, ("faults",)),
        _section("Survivors", matrix.mutants(Status.SURVIVED), ("silent", "barred", "untried")),
        _section("Collateral", matrix.with_collateral, ("collateral",)),
        _section("False alarms", matrix.variations(Status.BLAMED), ("collateral", "unreached")),
        "\n## All mutants\n",
        _rows(matrix.mutants(), ("killed_by", "collateral", "silent", "barred")),
        "\n## All variations\n",
        _rows(matrix.variations(), ("collateral",)),
        "\n## Statements that no mutant broke\n",
        _bullets(f"`{slug}`" for slug in matrix.unbroken) or "None.\n",
    ]
    return "\n".join(part for part in parts if part)


def summary(matrix: Matrix) -> list[str]:
    """The sums in words, one line each."""
    mutants = matrix.tried
    variations = tuple(row for row in matrix.variations() if row.status not in UNTRIED)
    killed, survived = matrix.mutants(Status.KILLED), matrix.mutants(Status.SURVIVED)
    alarms, hidden = matrix.variations(Status.BLAMED), matrix.having(Status.UNSEEN)
    failed = len(matrix.statements) - len(matrix.unbroken)
    lines = [
        f"{len(killed)} of {len(mutants)} mutants killed ({matrix.kill_rate:.1%})",
        f"{len(survived)} survivors",
        f"{len(matrix.with_collateral)} mutants with collateral",
        f"{len(alarms)} false alarms on {len(variations)} variations",
        f"{len(matrix.faulty)} faults of the matrix",
        f"{failed} of {len(matrix.statements)} statements failed on some mutant",
    ]
    absent = matrix.having(Status.ABSENT)
    lines += [f"{len(hidden)} not tried: the driver cannot see them"] if hidden else []
    lines += [f"{len(absent)} do not apply: this portal has nothing of them"] if absent else []
    return lines


def _section(title: str, rows: Sequence[Row], columns: tuple[str, ...]) -> str:
    return f"\n## {title}\n\n{_rows(rows, columns)}" if rows else ""


def _rows(rows: Sequence[Row], columns: tuple[str, ...]) -> str:
    if not rows:
        return "None.\n"
    heads = ("alteration", "kind", "status", *(column.replace("_", " ") for column in columns))
    lines = [_line(heads), _line(["---"] * len(heads))]
    for row in rows:
        about = row.alteration
        cells = (_cell(getattr(row, column)) for column in columns)
        lines.append(_line((f"`{about.name}`", about.kind, row.status, *cells)))
    return "\n".join(lines) + "\n"


def _cell(items: Sequence[str]) -> str:
    told = [f"`{item}`" for item in items[:_MANY]]
    more = [f"{len(items) - _MANY} more"] if len(items) > _MANY else []
    return ", ".join((*told, *more)).replace("|", "\\|").replace("\n", " ")


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _bullets(lines: Iterable[str]) -> str:
    return "".join(f"- {line}\n" for line in lines)
