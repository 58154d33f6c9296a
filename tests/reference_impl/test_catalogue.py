"""The options that alter the portal, and the list of all alterations."""

import json
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from reference_impl.catalogue import CATALOGUE, UnknownAlteration, find
from reference_impl.command import main

SMTP = ["--smtp", "127.0.0.1:9"]


def test_an_altered_portal_says_so_and_what_it_did(accounts_file: Path) -> None:
    """ALTERED before READY, and at the end how often the altered code acted."""
    command = [sys.executable, "-m", "reference_impl", *SMTP, "--accounts", str(accounts_file)]
    with subprocess.Popen(
        [*command, "--mutant", "help-heading-other"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ALTERED help-heading-other\n"
        _, address = process.stdout.readline().split()
        for path in ("aide-a-la-connexion", ""):
            with urllib.request.urlopen(f"{address}{path}") as answer:
                assert answer.status == 200
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate()
    assert (process.returncode, rest) == (0, "ACTED 1\n")


def test_several_defects_at_once_act_together(accounts_file: Path) -> None:
    """Each says so; at the end stands how often the least active one acted."""
    command = [sys.executable, "-m", "reference_impl", *SMTP, "--accounts", str(accounts_file)]
    names = ("help-heading-other", "home-invitation-reworded")
    asked = [word for name in names for word in ("--mutant", name)]
    with subprocess.Popen([*command, *asked], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert [process.stdout.readline() for _ in names] == [f"ALTERED {name}\n" for name in names]
        _, address = process.stdout.readline().split()
        with urllib.request.urlopen(f"{address}aide-a-la-connexion") as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate()
    assert (process.returncode, rest) == (0, "ACTED 0\n")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--mutant", "help-heading-otter"], 'did you mean "help-heading-other"?'),
        (["--mutant", "x"], "unknown mutant 'x'; --list-alterations prints them"),
        (["--variation", "help-heading-other"], "unknown variation 'help-heading-other'"),
    ],
)
def test_an_unknown_name_is_one_message_and_2(
    options: list[str], told: str, accounts_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A defect misspelt must not become a portal without defect."""
    assert main([*SMTP, "--accounts", str(accounts_file), *options]) == 2
    shown = capsys.readouterr()
    assert told in shown.err
    assert shown.out == ""


def test_two_alterations_at_once_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody could tell which one was noticed."""
    with pytest.raises(SystemExit) as stop:
        main([*SMTP, "--accounts", "people.json", "--mutant", "x", "--variation", "y"])
    assert stop.value.code == 2
    assert "not allowed with" in capsys.readouterr().err


def test_the_list_is_data(capsys: pytest.CaptureFixture[str]) -> None:
    """Each alteration with its type, kind, statements and drivers; no other option is needed."""
    with pytest.raises(SystemExit) as stop:
        main(["--list-alterations"])
    assert not stop.value.code
    listed = json.loads(capsys.readouterr().out)
    known = [(each.name, kind) for kind, group in CATALOGUE.items() for each in group]
    assert [(entry["name"], entry["type"]) for entry in listed] == known
    assert listed[0].keys() == {"name", "type", "kind", "summary", "breaks", "visible"}


def test_an_alteration_is_found_by_its_type_and_name() -> None:
    """A name belongs to one type."""
    first = CATALOGUE["mutant"][0]
    assert find("mutant", first.name) is first
    with pytest.raises(UnknownAlteration):
        find("variation", first.name)
