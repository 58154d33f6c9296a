"""The command line: what each command prints, and the code it exits with."""

from pathlib import Path
from typing import get_args

import pytest

from harness import __version__
from harness.guide.claims import Claim
from harness.guide.loader import load_guide
from harness.messages import LANGUAGES, Language, catalogue
from tests.shell import exit_code


def test_list_shows_what_each_scenario_exercises(capsys: pytest.CaptureFixture[str]) -> None:
    """A line a scenario: its name, what it is, how many statements it exercises."""
    assert exit_code("list", "--only", "administrator-lost-*") == 0
    printed = capsys.readouterr().out
    assert "administrator-lost-identifier" in printed
    assert "3 scenarios" in printed


def test_a_pattern_that_matches_nothing_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, and the name that was probably meant."""
    assert exit_code("list", "--only", "administrator-lost-identifer") == 2
    assert "Did you mean 'administrator-lost-identifier'?" in capsys.readouterr().err


def test_explain_tells_sentence_line_check_and_scenarios(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """All that is known of one statement."""
    assert exit_code("explain", "search.siret.mandatory") == 0
    printed = capsys.readouterr().out
    for words in ("Champs obligatoires", "185, 200 of the guide", "required", "search-fields-left"):
        assert words in printed


def test_explain_writes_a_claim_as_the_guide_does(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of it is Python's."""
    assert exit_code("explain", "regenerate.condition.address.advice") == 0
    printed = capsys.readouterr().out
    assert 'reason = "barred"' in printed
    assert "'" not in printed.partition('reason = "barred"')[0].rpartition("\n")[2]


def test_explain_tells_what_stands_on_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Each statement on it with its sentence, or with our reading."""
    assert exit_code("explain", "165") == 0
    told = capsys.readouterr().out.splitlines()
    assert [one.partition(":")[0] for one in told] == [
        one.slug for one in load_guide() if 165 in one.lines
    ]
    assert told[0].endswith("cliquez ici")


def test_explain_of_an_unknown_statement_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, and the slugs that resemble it."""
    assert exit_code("explain", "search.siret.mandatry") == 2
    assert exit_code("explain", "99999") == 2
    assert "search.siret.mandatory" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_claim_can_be_explained(language: Language) -> None:
    """In each language, those that the bundled guide does not use as well."""
    for one in get_args(get_args(Claim)[0]):
        (kind,) = get_args(one.model_fields["kind"].annotation)
        assert f"claim-{kind}" in catalogue(language)


def test_explain_speaks_french(capsys: pytest.CaptureFixture[str]) -> None:
    """Names, our reading and its reason, and the check; the guide's words stay."""
    assert exit_code("explain", "space.first-generation-void", "--lang", "fr") == 0
    printed = capsys.readouterr().out
    for words in (
        "le guide n’en dit rien",
        "conseillé",
        "226, 263 du guide",
        "Une seconde génération",
    ):
        assert words in printed


def test_coverage_names_each_line_of_the_guide_that_nothing_cites(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line behind the last cited one is untracked; exit 1."""
    lines = max(line for statement in load_guide() for line in statement.lines)
    text = tmp_path / "guide.txt"
    text.write_text("\n" * lines + "Une promesse de plus\n", encoding="utf-8")
    assert exit_code("coverage", "--guide", str(text)) == 1
    assert (
        f"line {lines + 1}: no statement and no exclusion cites it: « Une promesse de plus »"
        in capsys.readouterr().out
    )


def test_coverage_of_a_missing_guide_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, one message."""
    assert exit_code("coverage", "--guide", str(tmp_path / "none.txt")) == 2
    assert "expected the guide's text" in capsys.readouterr().err


def test_coverage_without_a_run_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, and the command that makes a run."""
    assert exit_code("coverage", "--runs", str(tmp_path)) == 2
    assert "codes-perdus run" in capsys.readouterr().err


def test_a_broken_target_file_is_refused_with_all_its_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2; each error names its section and key."""
    target = tmp_path / "broken.toml"
    target.write_text('[target]\nname = "x"\nbase_ulr = "https://x.example/"\n', encoding="utf-8")
    assert exit_code("run", str(target), "--driver", "http") == 2
    told = capsys.readouterr().err
    assert "base_ulr" in told
    assert "base_url" in told


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """For reports of faults."""
    assert exit_code("--version") == 0
    assert capsys.readouterr().out == f"codes-perdus {__version__}\n"


def test_an_unknown_option_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, one message, no stack trace."""
    assert exit_code("run", "--fast") == 2
    told = capsys.readouterr().err
    assert "--fast" in told
    assert "Traceback" not in told


def test_a_portal_that_does_not_start_is_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3; the portal's last words are told."""
    target = tmp_path / "dead.toml"
    target.write_text(
        '[target]\nname = "dead"\n'
        'launch = ["{python}", "-c", "print(\'no database\'); raise SystemExit(1)"]\n'
        "[accounts]\ngenerate = true\n",
        encoding="utf-8",
    )
    arguments = ("run", str(target), "--driver", "http", "--only", "cancel-step-1")
    assert exit_code(*arguments, "--out", str(tmp_path / "run")) == 3
    assert "no database" in capsys.readouterr().err


def test_a_run_on_the_reference_keeps_its_reports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 0; every report is there, and coverage reads it."""
    out = tmp_path / "run"
    arguments = ("run", "--driver", "http", "--only", "cancel-step-*", "--out", str(out))
    assert exit_code(*arguments) == 0
    kept = {path.name for path in out.iterdir() if path.is_file()}
    assert kept >= {
        "findings.jsonl",
        "flow.svg",
        "junit.xml",
        "report.html",
        "run.json",
        "summary.md",
    }
    assert exit_code("coverage", str(out)) == 1
    assert "every required statement that was tested holds" in capsys.readouterr().out


def test_recheck_of_a_kept_run_gives_the_same_verdicts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Judged again under the same guide, nothing changes; a changed verdict is told."""
    out = tmp_path / "run"
    assert exit_code("run", "--driver", "http", "--only", "cancel-step-1", "--out", str(out)) == 0
    capsys.readouterr()
    assert exit_code("recheck", str(out)) == 0
    assert "→" not in capsys.readouterr().out
    findings = out / "findings.jsonl"
    lines = findings.read_text(encoding="utf-8").replace('"verdict": "pass"', '"verdict": "fail"')
    findings.write_text(lines.replace('"verdict":"pass"', '"verdict":"fail"'), encoding="utf-8")
    assert exit_code("recheck", str(out)) == 0
    assert "cancel-step-1 home.opens: fail → pass" in capsys.readouterr().out


def test_recheck_of_no_run_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, and what to name."""
    assert exit_code("recheck", str(tmp_path)) == 2
    assert "expected journals" in capsys.readouterr().err


def test_the_list_names_people_in_the_reader_s_language(capsys: pytest.CaptureFixture[str]) -> None:
    """And the labels as --only takes them; the page names of the guide stay."""
    assert exit_code("list", "--only", "three-failures-user", "--lang", "fr") == 0
    told = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert "utilisateur : " in told
    assert "(--only lockout, --only user)" in told
    assert exit_code("list", "--words", "--lang", "fr") == 0
    assert "home : Accueil public" in capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
