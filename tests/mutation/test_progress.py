"""On a terminal and elsewhere, what asks for attention is told as soon as it is known."""

from io import StringIO
from typing import Any

from rich.console import Console

from harness.messages import Language, catalogue
from harness.mutation.matrix import MatrixRow
from harness.mutation.progress import MatrixPrinter
from harness.mutation.trial import TrialFault
from tests.mutation.made import fails, matrix, mutant, row, trial, variation


def told(*rows: MatrixRow, terminal: bool = False, lang: Language = "en", **of_trial: Any) -> str:
    """What is printed while these rows come."""
    stream = StringIO()
    console = Console(file=stream, width=200, force_terminal=terminal, force_interactive=terminal)
    teller = MatrixPrinter(console, len(rows), catalogue(lang))
    with teller.live():
        for one in rows:
            teller.row(one, trial(**of_trial))
    teller.end(matrix(*rows), "runs/x")
    return stream.getvalue()


def test_what_is_well_is_counted_only() -> None:
    """Every tenth, so that a log shows how far it is; the sums at the end."""
    killed = row(mutant("a"), fails("a"))
    printed = told(*[killed] * 20).splitlines()
    assert printed[:10] == [f"{number} of 20" for number in range(2, 21, 2)]
    assert "20 of 20 mutants killed (100.0%)" in printed
    assert printed[-1] == "folder: runs/x"


def test_it_speaks_french() -> None:
    """Each row and the sums."""
    printed = told(row(mutant("a", "b", name="sly")), lang="fr").replace("\N{NO-BREAK SPACE}", " ")
    assert "survivant       labels/sly\n" in printed
    assert "silencieux : a, b\n" in printed
    assert "0 mutant sur 1 détecté (0.0%)" in printed
    assert "1 survivant\n" in printed


def test_a_survivor_tells_its_statements() -> None:
    """What it declares and nobody noticed."""
    printed = told(row(mutant("a", "b", name="sly")))
    assert "survived        labels/sly\n" in printed
    assert "silent: a, b\n" in printed


def test_a_false_alarm_tells_the_blamed() -> None:
    """By their slugs."""
    printed = told(row(variation("colours"), fails("c")))
    assert "blamed          labels/colours\n" in printed
    assert "collateral: c\n" in printed


def test_a_fault_tells_all_it_saw() -> None:
    """With the portal's output, none of which the terminal obeys."""
    faults = (TrialFault(subject="LaunchError", detail="[bold]\x1b[2Jseen: READY never came"),)
    printed = told(row(mutant("a"), faults=faults), faults=faults, output="1 tried\nto serve")
    assert "fault           labels/m\n" in printed
    assert "[bold]" in printed
    assert "1 tried\n" in printed
    assert "to serve\n" in printed
    assert "\x1b" not in printed


def test_a_terminal_has_a_live_line() -> None:
    """And no count of tenths beside it."""
    printed = told(*[row(mutant("a"), fails("a"))] * 10, terminal=True)
    assert "10/10" in printed
    assert "5 of 10" not in printed
