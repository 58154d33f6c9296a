"""The matrix is kept for programs, spreadsheets and people, the same in each run."""

import csv
import json
from io import StringIO

from harness.messages import catalogue
from harness.model.finding import Verdict
from harness.mutation.export import as_csv, as_json, as_markdown, evidence, summary
from harness.mutation.matrix import not_visible_row
from tests.mutation.made import FAULT, fails, finding, matrix, mutant, row, trial, variation

FULL = matrix(
    row(mutant("a", "c", name="killed"), fails("a"), fails("d"), finding("b", Verdict.UNREACHED)),
    row(mutant("b", name="survivor")),
    row(mutant("a", name="off"), acted=0),
    row(variation("kept")),
    row(variation("alarm"), fails("c")),
    not_visible_row(mutant("a", name="hidden")),
)
ONE_MUTANT = matrix(row(mutant("a", name="killed"), fails("a")))


def test_the_json_has_all_rows_and_its_time_apart() -> None:
    """Two runs that took another time differ in one key only."""
    one, other = (json.loads(as_json(FULL, seconds)) for seconds in (1.0, 2.0))
    assert (one.pop("measured"), other.pop("measured")) == ({"seconds": 1.0}, {"seconds": 2.0})
    assert one == other
    assert [entry["name"] for entry in one["rows"]] == [
        "killed",
        "survivor",
        "off",
        "kept",
        "alarm",
        "hidden",
    ]
    assert one["rows"][0]["collateral"] == ["d"]
    assert one["sums"] == {
        "mutants": 3,
        "killed": 1,
        "kill_rate": 0.3333,
        "survived": 1,
        "with_collateral": 1,
        "variations": 2,
        "false_alarms": 1,
        "not_switched_on": 1,
        "faults": 0,
        "not_visible": 1,
        "do_not_apply": 0,
        "unbroken_statements": 2,
        "exit_code": 3,
    }


def test_the_csv_has_a_line_an_alteration_and_a_column_a_statement() -> None:
    """Each cell tells what the statement said."""
    head, *lines = csv.reader(StringIO(as_csv(FULL)))
    assert head == ["alteration", "type", "kind", "status", "a", "b", "c", "d"]
    assert lines[0] == ["killed", "mutant", "labels", "killed", "x", "u", "-", "!"]
    assert lines[4] == ["alarm", "variation", "labels", "blamed", "", "", "!", ""]
    assert len(lines) == len(FULL.rows)


def test_the_page_for_people_begins_with_what_asks_for_attention() -> None:
    """Faults, survivors, collateral, false alarms; then all; then what nothing broke."""
    page = as_markdown(FULL, catalogue())
    titles = [line for line in page.splitlines() if line.startswith("#")]
    assert titles == [
        "# Mutants",
        "## Faults of the matrix",
        "## Survivors",
        "## Collateral",
        "## False alarms",
        "## All mutants",
        "## All variations",
        "## Statements that no mutant broke",
    ]
    assert "- 1 of 3 mutants killed (33.3%)" in page
    assert "| `survivor` | labels | survived | `b` |  |  |" in page


def test_a_page_without_trouble_has_no_section_of_it() -> None:
    """Nothing to look at is not told as a heading without lines."""
    page = as_markdown(matrix(row(mutant(*"abcd"), *map(fails, "abcd"))), catalogue())
    assert "Survivors" not in page
    assert page.endswith("## Statements that no mutant broke\n\nNone.\n")


def test_a_cell_keeps_its_table_whole() -> None:
    """Many statements are cut short, a bar or a new line ends no cell."""
    many = row(mutant(*"abcd", "e|\nf", "g", "h", "i"), exercised=frozenset())
    page = as_markdown(matrix(many), catalogue())
    lines = [line for line in page.splitlines() if line.startswith("| `m` | labels | survived")]
    assert any("`e\\| f`" in line and "2 more" in line for line in lines)


def test_the_evidence_tells_what_was_seen() -> None:
    """One line for the trial, one for each finding."""
    lines = [
        json.loads(line) for line in evidence([trial(fails("a"), faults=(FAULT,))]).splitlines()
    ]
    assert lines[0] == {
        "alteration": "m",
        "acted": 2,
        "seconds": 0.0,
        "faults": ["LaunchError: no READY"],
        "output": "",
    }
    assert (lines[1]["statement"], lines[1]["verdict"]) == ("a", "fail")


def test_the_page_is_in_the_language_of_the_reader() -> None:
    """Its headings, the heads of its tables and what became of each; names stay."""
    page = as_markdown(FULL, catalogue("fr"))
    for english in ("Survivors", "killed", "None.", "Driver", "status", "Statements", "survived"):
        assert english not in page.replace("`killed`", ""), english
    assert "| `survivor` | labels | survivant | `b` |" in page


def test_what_was_not_tried_is_not_summed_up() -> None:
    """A matrix of variations alone tells no mutants, and one of mutants no alarms."""
    words = catalogue("en")
    variations, mutants = summary(matrix(row(variation("kept"))), words), summary(ONE_MUTANT, words)
    assert variations[0] == "0 false alarms on 1 variation"
    assert mutants[0] == "1 of 1 mutants killed (100.0%)"
    assert not any("alarm" in line for line in mutants)
