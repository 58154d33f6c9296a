"""The command that launches the portal."""

import json
import signal
import subprocess
import sys
import urllib.request
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from reference_impl.command import main
from tests.reference_impl.people import MARCEL

SMTP = ["--smtp", "127.0.0.1:9"]


def test_it_says_where_it_serves_and_ends_when_told(accounts_file: Path) -> None:
    """READY and the address on the standard output; SIGTERM ends it with 0 and no trace."""
    command = [sys.executable, "-m", "reference_impl", "--port", "0", *SMTP]
    with subprocess.Popen(
        [*command, "--accounts", str(accounts_file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        word, address = process.stdout.readline().split()
        assert word == "READY"
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address) as answer:
            assert "Accès à mon espace personnalisé" in answer.read().decode()
        process.send_signal(signal.SIGTERM)
        output = process.communicate()
    assert (process.returncode, output) == (0, ("", ""))


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([*SMTP, "--accounts", "nowhere.json"], "nowhere.json: cannot be read"),
        (["--accounts", "people.json"], "required: --smtp"),
        (["--smtp", "localhost", "--accounts", "people.json"], "expected HOST:PORT"),
        ([*SMTP, "--port", "99999", "--accounts", "people.json"], "expected a port from 0"),
        ([*SMTP, "--edition", "baroque", "--accounts", "people.json"], "invalid choice"),
        ([*SMTP, "--colour", "--accounts", "people.json"], "unrecognized arguments: --colour"),
        ([*SMTP, "--accounts", "people.json", "--lose", "2"], "expected a share from 0 to 1"),
        ([*SMTP, "--accounts", "people.json", "--slow", "-1"], "expected seconds from 0 to 60"),
        ([*SMTP, "--accounts", "people.json", "--host", "192.0.2.1"], "cannot serve on 192.0.2.1"),
        ([*SMTP, "--accounts", "people.json", "--database", "people.json"], "as database"),
    ],
)
def test_a_wrong_option_or_file_is_one_message_and_2(
    options: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The message is on the standard error, says what was expected, and the exit code is 2."""
    monkeypatch.chdir(tmp_path)
    people = [asdict(replace(MARCEL, identifier=f"I{number}")) for number in range(5)]
    Path("people.json").write_text(json.dumps(people), encoding="utf-8")
    try:
        code = main(options)
    except SystemExit as stop:
        code = int(stop.code or 0)
    shown = capsys.readouterr()
    assert code == 2
    assert told in shown.err
    assert "Traceback" not in shown.err
    assert shown.out == ""
