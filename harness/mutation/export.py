"""Writes the matrix as JSON, CSV and Markdown."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from io import StringIO
from typing import Any

from harness.messages import Catalogue
from harness.mutation.matrix import UNTRIED, Matrix, MatrixRow, RowStatus
from harness.mutation.trial import Trial

KILLS, COLLATERAL, SILENT, UNREACHED = "x", "!", "-", "u"
MAX_CELL_ITEMS = 6  # statements listed in one cell


def as_json(matrix: Matrix, seconds: float) -> str:
    """All rows and the sums. Only `measured` changes from run to run."""
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
    """The counts of the matrix, by name."""
    return {
        "mutants": len(matrix.tried),
        "killed": len(matrix.mutants(RowStatus.KILLED)),
        "kill_rate": round(matrix.kill_rate, 4),
        "survived": len(matrix.mutants(RowStatus.SURVIVED)),
        "with_collateral": len(matrix.with_collateral),
        "variations": len(matrix.variations()) - len(matrix.variations(*UNTRIED)),
        "false_alarms": len(matrix.variations(RowStatus.BLAMED)),
        "not_switched_on": len(matrix.having(RowStatus.OFF)),
        "faults": len(matrix.faulty) - len(matrix.having(RowStatus.OFF)),
        "not_visible": len(matrix.having(RowStatus.UNSEEN)),
        "do_not_apply": len(matrix.having(RowStatus.ABSENT)),
        "unbroken_statements": len(matrix.unbroken),
        "exit_code": matrix.exit_code,
    }


def _entry(row: MatrixRow) -> dict[str, Any]:
    facts = row.model_dump(mode="json", exclude={"alteration"}, exclude_defaults=True)
    about = row.alteration
    head = {"name": about.name, "type": about.type, "kind": about.kind, "breaks": about.breaks}
    return {**head, **facts}


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


def _cells(row: MatrixRow) -> dict[str, str]:
    return {
        **dict.fromkeys(row.unreached, UNREACHED),
        **dict.fromkeys(row.silent, SILENT),
        **dict.fromkeys(row.collateral, COLLATERAL),
        **dict.fromkeys(row.killed_by, KILLS),
    }


def evidence(trials: Iterable[Trial]) -> str:
    """The findings of each trial as JSON lines; they change from run to run."""
    return "".join(
        json.dumps(line, ensure_ascii=False) + "\n" for trial in trials for line in _lines(trial)
    )


def _lines(trial: Trial) -> Iterator[dict[str, Any]]:
    head = {"alteration": trial.alteration}
    facts = trial.model_dump(mode="json", include={"acted", "seconds", "output"})
    yield {**head, **facts, "faults": [str(fault) for fault in trial.faults]}
    for finding in trial.findings:
        yield {**head, **finding.model_dump(mode="json", exclude={"evidence", "line"})}


def as_markdown(matrix: Matrix, words: Catalogue) -> str:
    """The sums, then the rows that need attention, then all rows."""
    text, rows = words.text, partial(_rows, words)
    attention = {
        "matrix-faults": (matrix.faulty, ("faults",)),
        "matrix-survivors": (matrix.mutants(RowStatus.SURVIVED), ("silent", "barred", "untried")),
        "matrix-collateral": (matrix.with_collateral, ("collateral",)),
        "matrix-alarms": (matrix.variations(RowStatus.BLAMED), ("collateral", "unreached")),
    }
    parts = [
        f"# {text('matrix-title')}\n",
        f"{words.pair('label-driver', matrix.driver)}\n",
        _bullets(summary(matrix, words)),
        *(
            f"\n## {text(title)}\n\n{rows(some, columns)}"
            for title, (some, columns) in attention.items()
            if some
        ),
        f"\n## {text('matrix-mutants')}\n",
        rows(matrix.mutants(), ("killed_by", "collateral", "silent", "barred")),
        f"\n## {text('matrix-variations')}\n",
        rows(matrix.variations(), ("collateral",)),
        f"\n## {text('matrix-unbroken')}\n",
        _bullets(f"`{slug}`" for slug in matrix.unbroken) or f"{text('matrix-none')}\n",
    ]
    return "\n".join(part for part in parts if part)


def summary(matrix: Matrix, words: Catalogue) -> list[str]:
    """The sums as sentences, one line each."""
    variations = [row for row in matrix.variations() if row.status not in UNTRIED]
    hidden, absent = matrix.having(RowStatus.UNSEEN), matrix.having(RowStatus.ABSENT)
    every, failed = len(matrix.statements), len(matrix.statements) - len(matrix.unbroken)
    killed, rate = len(matrix.mutants(RowStatus.KILLED)), f"{matrix.kill_rate:.1%}"
    alarms = len(matrix.variations(RowStatus.BLAMED))
    text = words.text
    of_mutants = [
        text("mutants-killed", killed=killed, mutants=len(matrix.tried), rate=rate),
        text("mutants-survived", n=len(matrix.mutants(RowStatus.SURVIVED))),
        text("mutants-collateral", n=len(matrix.with_collateral)),
    ]
    return [
        *(of_mutants if matrix.mutants() else ()),
        *([text("mutants-alarms", n=alarms, variations=len(variations))] if variations else ()),
        text("mutants-faults", n=len(matrix.faulty)),
        text("mutants-statements", failed=failed, statements=every),
        *([text("mutants-unseen", n=len(hidden))] if hidden else ()),
        *([text("mutants-absent", n=len(absent))] if absent else ()),
    ]


def _rows(words: Catalogue, rows: Sequence[MatrixRow], columns: tuple[str, ...]) -> str:
    if not rows:
        return f"{words.text('matrix-none')}\n"
    heads = (f"matrix-{one}".replace("_", "-") for one in ("alteration", "kind", "status"))
    own = (f"mutant-{one}".replace("_", "-") for one in columns)
    names = [words.text(one) for one in (*heads, *own)]
    lines = [_line(names), _line(["---"] * len(names))]
    for row in rows:
        about = row.alteration
        cells = (_cell(getattr(row, column), words) for column in columns)
        status = words.text(f"mutant-{row.status.name.lower()}")
        lines.append(_line((f"`{about.name}`", about.kind, status, *cells)))
    return "\n".join(lines) + "\n"


def _cell(items: Sequence[str], words: Catalogue) -> str:
    shown = [f"`{item}`" for item in items[:MAX_CELL_ITEMS]]
    rest = len(items) - MAX_CELL_ITEMS
    more = [words.text("count-more", n=rest)] if rest > 0 else []
    return ", ".join((*shown, *more)).replace("|", "\\|").replace("\n", " ")


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _bullets(lines: Iterable[str]) -> str:
    return "".join(f"- {line}\n" for line in lines)
