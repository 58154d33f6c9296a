"""A slip in a command line is named in words, with what may be meant, and exits with 2."""

import pytest

from tests.shell import exit_code


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("run", "--driver", "htp"),
            "--driver: not a choice: 'htp'; did you mean http? (browser, http)",
        ),
        (("run", "--driver", "lynx"), "--driver: not a choice: 'lynx' (browser, http)"),
        (("run", "--jbs", "3"), "no such option: --jbs; did you mean --jobs"),
        (("run", "--jobs", "many"), "--jobs N: "),
        (("run", "--jobs", "-1"), "--jobs N: "),
        (("run", "--jobs", "9" * 22), "--jobs N: "),
        (("explain",), "missing: STATEMENT"),
        (("report",), "missing: RUN"),
        (("runn",), "no such command: 'runn'; did you mean run?"),
        (("zzz",), "no such command: 'zzz'\n"),
        (
            ("accept", "a", "b", "--reason=x", "--owner=y", "--until=31/12/2027"),
            "--until DAY: '31/12/2027'; expected a date such as 2026-12-31",
        ),
    ],
)
def test_it_is_named_in_words(
    arguments: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the command that shows more."""
    assert exit_code(*arguments) == 2
    shown = capsys.readouterr().err
    assert shown.startswith(f"codes-perdus: {told}")
    assert "--help shows how it is used" in shown
    assert "Traceback" not in shown


def test_without_a_command_the_list_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """On the way of errors, for nothing was done."""
    assert exit_code() == 2
    assert "Commands:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("runn",), "commande inconnue~: «~runn~»~; vouliez-vous dire run~?"),
        (("run", "--driver", "htp"), "--driver~: valeur inconnue~: «~htp~»~; vouliez-vous dire"),
        (("run", "--jbs", "3"), "option inconnue~: --jbs~; vouliez-vous dire"),
        (("run", "--jobs", "many"), "--jobs N~: un nombre entier est attendu"),
        (("explain",), "il manque~: STATEMENT"),
        (("run", "a", "b"), "argument en trop~: b"),
        (("run", "--headed=3"), "l’option «~--headed~» ne prend pas de valeur."),
        (("run", "--jobs"), "l’option «~--jobs~» demande une valeur."),
        (
            ("accept", "a", "b", "--reason=x", "--owner=y", "--until=tomorrow"),
            "--until DAY~: «~tomorrow~»~; attendu~: une date comme 2026-12-31",
        ),
    ],
)
def test_in_french_it_is_set_as_french_is(
    arguments: tuple[str, ...],
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With its own quotation marks, and spaces that break no line before the signs."""
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert exit_code(*arguments) == 2
    shown = capsys.readouterr().err
    assert shown.startswith(f"codes-perdus~: {told}".replace("~", "\N{NO-BREAK SPACE}"))
