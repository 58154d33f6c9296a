"""`init --from RUN`: each line is asked for, and what is accepted stands in the target file."""

import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from harness.app.accept_settings import ProposedSetting
from harness.cli import init
from harness.cli.app import app
from harness.cli.setup import settings
from harness.core.errors import UsageError
from harness.guide.loader import load_guide
from harness.messages import Language, catalogue
from harness.model.fact import fact, quote
from harness.model.finding import Evidence, Finding, Level, Setting, Verdict
from harness.reporting.grouping.doubts import doubt_of

TARGET = '# ours\n[target]\nname = "x"\nbase_url = "https://portal.example/"\n'
SURE = Setting(section="words", key="login.submit", value="OK", guide="Je valide")
DOUBT = Setting(section="words", key="login.registered", value="", guide="Je suis déjà inscrit(e)")
READ = Setting(section="reads", key="login.hostile", value="otherwise", guide="x")


@pytest.fixture
def target(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A target file, and a run that proposes three lines for it, one of them doubtful."""
    doubtful = ProposedSetting(DOUBT, fact("required-words-missing"))
    proposed = (ProposedSetting(SURE), doubtful, ProposedSetting(READ))
    monkeypatch.setattr(init, "proposed_settings", lambda run: proposed)
    monkeypatch.setattr(init, "guide_of", lambda origin: load_guide())
    path = tmp_path / "target.toml"
    path.write_text(TARGET, encoding="utf-8")
    return path


def run(target: Path, *options: str, answers: str = "") -> Result:
    """Ask for the lines of a run."""
    command = ["init", str(target), "--from", str(target.parent), *options]
    return CliRunner().invoke(app, command, input=answers)


def test_yes_takes_all_that_hide_no_defect(target: Path) -> None:
    """The others are named, and the change is shown."""
    ran = run(target, "--yes")
    assert ran.exit_code == 0, ran.output
    assert "not taken: Je suis déjà inscrit(e)" in ran.output
    assert '+"login.submit" = "OK"' in ran.output
    text = target.read_text(encoding="utf-8")
    assert text.startswith(TARGET)
    assert tomllib.loads(text)["words"] == {"login.submit": "OK"}
    assert tomllib.loads(text)["reads"] == {"login.hostile": "otherwise"}


def test_a_target_that_comes_with_the_program_is_copied(target: Path) -> None:
    """It is named as `run` names it, and never written to."""
    own = target.with_name("own.toml")
    command = ["init", "ten-defects", "--from", str(target.parent), "--yes"]
    refused = CliRunner().invoke(app, command)
    assert isinstance(refused.exception, UsageError)
    assert "--out ten-defects.toml" in str(refused.exception.remedy)
    ran = CliRunner().invoke(app, [*command, "--out", str(own)])
    assert ran.exit_code == 0, ran.output
    assert '"login.submit" = "OK"' in own.read_text(encoding="utf-8")


def test_without_a_terminal_nothing_is_written_unasked(target: Path) -> None:
    """The change is shown, how to make it, and that nothing was decided."""
    ran = run(target)
    assert isinstance(ran.exception, UsageError)
    assert '+"login.submit" = "OK"' in ran.output
    assert "--yes takes the lines" in str(ran.exception)
    assert target.read_text(encoding="utf-8") == TARGET


def test_each_line_is_asked_for(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    """Other words may be typed; a doubtful line is not taken by Enter."""
    monkeypatch.setattr(settings, "is_interactive", lambda: True)
    ran = run(target, answers="Entrer\n\nn\n")
    assert ran.exit_code == 0, ran.output
    loaded = tomllib.loads(target.read_text(encoding="utf-8"))
    assert loaded["words"] == {"login.submit": "Entrer"}
    assert "reads" not in loaded


def test_the_same_question_is_asked_once(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    """One word under two keys, and proposals that differ by capitals: the answer is for all."""
    monkeypatch.setattr(settings, "is_interactive", lambda: True)
    same = (
        SURE,
        SURE.model_copy(update={"section": "words.login", "key": "Je valide"}),
        SURE.model_copy(
            update={"key": "certification.submit", "value": "ok", "guide": "JE VALIDE :"}
        ),
    )
    other = SURE.model_copy(update={"key": "search.submit", "value": "Trouver"})
    proposed = tuple(map(ProposedSetting, (*same, other, READ)))
    monkeypatch.setattr(init, "proposed_settings", lambda run: proposed)
    ran = run(target, answers="Entrer\nn\nn\n")
    assert ran.exit_code == 0, ran.output
    assert "3/3" in ran.output
    loaded = tomllib.loads(target.read_text(encoding="utf-8"))
    assert loaded["words"] == {
        "login.submit": "Entrer",
        "certification.submit": "Entrer",
        "login": {"Je valide": "Entrer"},
    }


def test_people_answer_in_french(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    """« o » is yes; a single letter is never taken for the portal's words."""
    monkeypatch.setattr(settings, "is_interactive", lambda: True)
    ran = run(target, "--lang", "fr", answers="x\no\nnon\nq\n")
    assert ran.exit_code == 0, ran.output
    assert "[o]ui, [n]on, [q]uitter, ou les mots du portail" in ran.output
    assert "[o]ui, [n]on, [q]uitter, ou une autre valeur" in ran.output
    assert tomllib.loads(target.read_text(encoding="utf-8"))["words"] == {"login.submit": "OK"}


def test_a_line_that_a_run_would_refuse_is_not_written(
    monkeypatch: pytest.MonkeyPatch, target: Path
) -> None:
    """The file stays as it was."""
    wrong = ProposedSetting(READ.model_copy(update={"value": "nowhere"}))
    monkeypatch.setattr(init, "proposed_settings", lambda run: (wrong,))
    assert run(target, "--yes").exit_code != 0
    assert target.read_text(encoding="utf-8") == TARGET


def test_another_file_may_be_written(target: Path) -> None:
    """The target file stays."""
    other = target.with_name("other.toml")
    assert run(target, "--yes", "--out", str(other)).exit_code == 0
    assert target.read_text(encoding="utf-8") == TARGET
    assert "login.submit" in other.read_text(encoding="utf-8")


def test_another_file_that_is_there_is_asked_about(
    monkeypatch: pytest.MonkeyPatch, target: Path
) -> None:
    """Before any line; a copy of it is kept."""
    other = target.with_name("other.toml")
    other.write_text("# theirs", encoding="utf-8")
    assert isinstance(run(target, "--out", str(other)).exception, UsageError)
    monkeypatch.setattr(settings, "is_interactive", lambda: True)
    assert "1/3" not in run(target, "--out", str(other), answers="n\n").output
    assert other.read_text(encoding="utf-8") == "# theirs"
    assert run(target, "--yes", "--out", str(other)).exit_code == 0
    assert other.with_name("other.toml.bak").read_text(encoding="utf-8") == "# theirs"


def test_neither_portal_nor_run_is_a_mistake() -> None:
    """With both ways to call it."""
    ran = CliRunner().invoke(app, ["init"])
    assert ran.exit_code != 0


def test_what_somebody_must_decide() -> None:
    """Readings, words that are not alike, slips, and required words that are missing."""
    other = SURE.model_copy(update={"value": "Mentions légales", "guide": "Espace presse"})
    slip = SURE.model_copy(update={"value": "Je valid", "guide": "Je valide"})
    assert doubt_of(READ, is_required=True) == fact("reading-to-decide")
    assert doubt_of(other, is_required=True) == fact("required-words-missing")
    assert doubt_of(other, is_required=False) == fact("only-place-alike")
    chance = SURE.model_copy(update={"value": "Je n'ai pas de compte"})
    chance = chance.model_copy(update={"guide": "Si ce n'est pas le cas :"})
    assert doubt_of(chance, is_required=False) == fact("only-place-alike")
    synonym = SURE.model_copy(update={"value": "Abandonner", "guide": "Annuler"})
    assert doubt_of(synonym, is_required=True) is None
    assert doubt_of(slip, is_required=True)
    assert doubt_of(DOUBT, is_required=True) == fact("required-words-missing")
    assert doubt_of(DOUBT, is_required=False) is None
    at = Setting(section="pages.login", key="address", value="/entrer", guide="Login")
    assert doubt_of(at, is_required=True) is None
    assert doubt_of(at, is_required=True, known={"login"}) == fact("page-recognised-elsewhere")


def test_a_whole_path_is_never_accepted_unasked(
    monkeypatch: pytest.MonkeyPatch, target: Path
) -> None:
    """None of it would be judged any more; why it is absent may be typed."""
    step = "lost-codes.user.codes.leads"
    line = Setting(section="absent", key=step, value="", guide="x")
    asked = ProposedSetting(line, doubt_of(line, is_required=False))
    monkeypatch.setattr(init, "proposed_settings", lambda run: (asked,))
    assert run(target, "--yes").exit_code == 0
    assert target.read_text(encoding="utf-8") == TARGET
    monkeypatch.setattr(settings, "is_interactive", lambda: True)
    run(target, answers="users ask their administrator\n")
    written = tomllib.loads(target.read_text(encoding="utf-8"))
    assert written["absent"] == {step: "users ask their administrator"}


def test_a_copy_of_what_is_written_over_is_kept(target: Path) -> None:
    """As `init` keeps one of any file that it replaces."""
    ran = run(target, "--yes")
    assert target.with_name("target.toml.bak").read_text(encoding="utf-8") == TARGET
    assert "target.toml.bak" in ran.output


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_question_mark_is_answered(
    monkeypatch: pytest.MonkeyPatch, target: Path, language: Language
) -> None:
    """With what each answer does; two of them are no words of a portal."""
    monkeypatch.setattr(settings, "is_interactive", lambda: True)
    ran = run(target, "--lang", language, answers="?\n??\nn\nq\n")
    assert ran.output.count(catalogue(language).text("take-over-meaning")) == 2
    assert target.read_text(encoding="utf-8") == TARGET


def test_each_question_shows_what_it_is_about(
    monkeypatch: pytest.MonkeyPatch, target: Path
) -> None:
    """What the run expected and saw, and the file to look at."""
    seen = Finding(
        scenario="s",
        statement="login.submit",
        level=Level.REQUIRED,
        verdict=Verdict.FAIL,
        expected=fact("action", label=quote("Je valide"), to=""),
        seen=fact("words", text=quote("OK")),
        evidence=Evidence(files=("s/pages/02-login.html",)),
    )
    proposed = (ProposedSetting(SURE, None, seen),)
    monkeypatch.setattr(init, "proposed_settings", lambda run: proposed)
    monkeypatch.setattr(settings, "is_interactive", lambda: True)
    told = run(target, answers="n\n").output
    assert "Je valide" in told.partition("expected")[2]
    assert "« OK »" in told.partition("seen")[2]
    assert str(target.parent / "s/pages/02-login.html") in told.replace("\n", "")


@pytest.mark.parametrize(
    ("guide", "value"),
    [
        ("Sign in", "Sign out"),
        ("Log out", "Log in"),
        ("Se connecter", "Se déconnecter"),
        ("Codes perdus", "Codes retrouvés"),
        ("Subscribe to the letter", "Unsubscribe from the letter"),
        ("Page suivante", "Page précédente"),
    ],
)
def test_the_opposite_is_never_taken_unasked(guide: str, value: str) -> None:
    """In whatever language, and also as words that are advised."""
    line = SURE.model_copy(update={"guide": guide, "value": value})
    assert doubt_of(line, is_required=False)
    back = SURE.model_copy(update={"guide": value, "value": guide})
    assert doubt_of(back, is_required=False)


def test_words_of_another_statement_are_never_taken_unasked() -> None:
    """A button « Envoyer » in the place of « Je valide » is another one, if the guide has both."""
    line = SURE.model_copy(update={"guide": "Je valide", "value": "Envoyer"})
    assert doubt_of(line, is_required=True) is None
    other = line.model_copy(update={"elsewhere": "home.send"})
    assert doubt_of(other, is_required=True) == fact("words-of-another", statement="home.send")
    same = other.model_copy(update={"guide": "Votre Prénom", "value": "Prénom"})
    assert doubt_of(same, is_required=True) is None  # the guide says both for the same


def test_words_that_share_half_of_theirs_are_alike_by_chance() -> None:
    """Such as a link of the news in the place of that to a fund."""
    line = SURE.model_copy(update={"guide": "Retraite des Mines", "value": "Forum Retraite 2010"})
    assert doubt_of(line, is_required=False) == fact("only-place-alike")
