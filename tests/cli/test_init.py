"""`init` at the terminal: what it shows, what it asks, and what it writes."""

import tomllib
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from harness.app.portal_exploration import explore_portal, portal_to_explore
from harness.cli import init
from harness.cli.app import app
from harness.cli.setup.learn import Learning
from harness.config.choices import DriverName, Lang
from harness.core.errors import UsageError
from harness.core.exit_codes import FINDINGS
from harness.discovery.observations import Observations
from harness.guide.loader import load_guide
from harness.model.page import Page, Text
from tests.discovery.portal import HOST, looked, portal_in
from tests.discovery.test_proposal import OTHER
from tests.driver.doors import door

DEFECT = {**OTHER, "Réponse": "Reponse"}


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Somebody sits at a terminal, before a portal with words of its own and one slip."""

    async def look(*details: object) -> Observations:
        del details
        return await looked(portal_in(DEFECT))

    monkeypatch.setattr(init, "explore_portal", look)
    monkeypatch.setattr(init, "is_interactive", lambda: True)
    monkeypatch.chdir(tmp_path)


def _init(*answers: str, options: tuple[str, ...] = ("--mail", "none")) -> Result:
    lines = "\n".join(answers) + "\n"
    return CliRunner().invoke(app, ["init", "http://portal.example/", *options], input=lines)


def _words() -> dict[str, object]:
    loaded = tomllib.loads(Path("portal.example.toml").read_text(encoding="utf-8"))
    words: dict[str, object] = loaded.get("words", {})
    return words


@pytest.mark.usefixtures("at_terminal")
def test_a_tester_need_only_confirm() -> None:
    """All words are shown with their reasons; Enter writes them, the slip stays a comment."""
    ran = _init("")
    assert ran.exit_code == 0, ran.output
    assert "« Adresse e-mail » is here « Courriel »" in ran.output
    assert "differs slightly, a defect? (only accents, capitals or signs differ)" in ran.output
    assert _words()["Adresse e-mail"] == "Courriel"
    assert "Réponse" not in _words()
    assert '# "Réponse" = "Reponse"' in Path("portal.example.toml").read_text(encoding="utf-8")


@pytest.mark.usefixtures("at_terminal")
def test_nothing_is_written_that_was_refused() -> None:
    """« n » leaves no file behind."""
    ran = _init("n")
    assert (ran.exit_code, "Nothing was written." in ran.output) == (0, True)
    assert list(Path().iterdir()) == []


@pytest.mark.usefixtures("at_terminal")
def test_each_word_may_be_asked_for() -> None:
    """One after the other, the doubts too; what is refused is not set."""
    ran = _init("e", *["n"] * 50)
    assert ran.exit_code == 0, ran.output
    assert _words() == {}
    asked = "« Réponse » is here « Reponse » differs slightly, a defect? (only accents, capitals or"
    assert asked in ran.output


@pytest.mark.usefixtures("at_terminal")
def test_the_same_question_is_asked_once() -> None:
    """With all the pages that have the word; the answer is for all of them."""
    ran = _init("e", *["y"] * 50)
    assert ran.exit_code == 0, ran.output
    for first, words in (("login", "Code identifiant"), ("search", "Annuler")):
        asked = [line for line in ran.output.split("[y]es") if f": « {words} » is here" in line]
        assert len(asked) == 1
        assert f"{first}, regenerate: « {words} » is here" in asked[0]
    assert "Retour" in str(_words())


@pytest.mark.usefixtures("at_terminal")
def test_a_word_may_be_corrected() -> None:
    """What is typed in its place is set; a letter alone is asked about again."""
    ran = _init("e", "x", "Autre mot", *["n"] * 50)
    assert ran.exit_code == 0, ran.output
    assert "Autre mot" in str(_words())
    assert "'x'" not in str(_words())


@pytest.mark.usefixtures("at_terminal")
def test_mails_and_accounts_are_asked_for() -> None:
    """Where they arrive is asked again when it cannot be read; a first run is offered."""
    Path("accounts.json").write_text("[]", encoding="utf-8")
    ran = _init("y", "by post", "accounts.json", "sink", "accounts.json", "n", options=())
    assert ran.exit_code == 0, ran.output
    assert "expected a place where mails arrive" in ran.output
    assert "Make the first run now?" in ran.output
    loaded = tomllib.loads(Path("portal.example.toml").read_text(encoding="utf-8"))
    assert loaded["mail"] == {"source": "sink", "port": 2525}
    assert loaded["accounts"] == {"file": "accounts.json"}


@pytest.mark.usefixtures("at_terminal")
def test_the_first_run_teaches_what_lies_behind_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are asked about, for the file that was just written; then all is run."""
    Path("accounts.json").write_text("[]", encoding="utf-8")
    taken: list[Path] = []

    def first(target: str, *others: object, out: Path, lang: Lang) -> None:
        assert (target, lang) == ("portal.example.toml", Lang.EN)
        taken.append(out)
        raise typer.Exit(FINDINGS)

    monkeypatch.setattr(init, "run_scenarios", first)
    monkeypatch.setattr(Learning, "learn", lambda learning: taken.append(learning.path))
    assert _init("y", "none", "accounts.json", "y", options=()).exit_code == FINDINGS
    assert taken == [Path("portal.example.toml"), Path("runs/portal.example-first")]


@pytest.mark.usefixtures("at_terminal")
def test_an_address_is_asked_for_and_needs_no_scheme() -> None:
    """`portal.example` is https, a machine of one's own http."""
    ran = CliRunner().invoke(app, ["init"], input="portal.example\ny\nnone\n-\n")
    assert ran.exit_code == 0, ran.output
    text = Path("portal.example.toml").read_text(encoding="utf-8")
    assert 'base_url = "https://portal.example/"' in text
    target, _ = portal_to_explore("127.0.0.1:8080/accueil")
    assert target.base_url == "http://127.0.0.1:8080/"


@pytest.mark.usefixtures("at_terminal")
def test_all_is_said_without_a_terminal_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """By options; a file that is not there is refused."""
    monkeypatch.setattr(init, "is_interactive", lambda: False)
    command = ["init", "http://portal.example/", "--mail", "mailpit:http://127.0.0.1:8025/"]
    assert "a file of accounts at people.json" in str(
        CliRunner().invoke(app, [*command, "--accounts", "people.json"]).exception
    )
    assert CliRunner().invoke(app, command).exit_code == 0
    loaded = tomllib.loads(Path("portal.example.toml").read_text(encoding="utf-8"))
    assert loaded["mail"] == {"source": "mailpit", "url": "http://127.0.0.1:8025/"}


def test_a_target_that_has_words_is_left_as_it_is(tmp_path: Path) -> None:
    """Its words were accepted by somebody: they are not mixed with a proposal."""
    path = tmp_path / "mine.toml"
    text = '[target]\nname = "x"\nbase_url = "http://p.example/"\n[words]\n"Prénom" = "P"\n'
    path.write_text(text, encoding="utf-8")
    ran = CliRunner().invoke(app, ["init", str(path)])
    assert "a target file without [words]" in str(ran.exception)
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.usefixtures("at_terminal")
@pytest.mark.parametrize("answer", ["", "n"])
def test_a_file_that_is_there_is_not_replaced_unasked(answer: str) -> None:
    """It may hold what somebody accepted; nothing is looked at before that is clear."""
    Path("portal.example.toml").write_text("# mine", encoding="utf-8")
    ran = _init(answer)
    assert "portal.example.toml is already there. Replace it?" in ran.output
    assert "nothing was sent" not in ran.output
    assert Path("portal.example.toml").read_text(encoding="utf-8") == "# mine"


@pytest.mark.usefixtures("at_terminal")
def test_a_copy_of_what_is_replaced_is_kept() -> None:
    """Each time, beside the file; an earlier copy stays as it is."""
    Path("portal.example.toml").write_text("# mine", encoding="utf-8")
    Path("portal.example.toml.bak").write_text("# older", encoding="utf-8")
    assert _init("y", "y").exit_code == 0
    assert "Adresse e-mail" in _words()
    assert Path("portal.example.toml.bak").read_text(encoding="utf-8") == "# older"
    assert Path("portal.example.toml.bak-2").read_text(encoding="utf-8") == "# mine"


@pytest.mark.usefixtures("at_terminal")
def test_without_a_terminal_a_file_is_replaced_by_yes_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also the target file that is to be completed."""
    monkeypatch.setattr(init, "is_interactive", lambda: False)
    mine = '# mine\n[target]\nname = "mine"\nbase_url = "http://portal.example/"\n'
    Path("mine.toml").write_text(mine, encoding="utf-8")
    refused = CliRunner().invoke(app, ["init", "mine.toml"]).exception
    assert "no file at mine.toml yet" in str(refused)
    assert "--yes" in str(refused)
    assert Path("mine.toml").read_text(encoding="utf-8") == mine
    ran = CliRunner().invoke(app, ["init", "mine.toml", "--yes"])
    assert "a copy is kept as mine.toml.bak" in ran.output
    assert Path("mine.toml").read_text(encoding="utf-8").startswith(mine)
    assert Path("mine.toml.bak").read_text(encoding="utf-8") == mine


@pytest.mark.usefixtures("at_terminal")
@pytest.mark.parametrize(("out", "told"), [("no/x.toml", "a folder at no"), (".", "a file")])
def test_where_no_file_can_be_written_is_said_first(out: str, told: str) -> None:
    """Not after all the questions."""
    assert told in str(_init("y", options=("--mail", "none", "--out", out)).exception)


def test_a_portal_that_is_another_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where none of the guide's pages is found, no file pretends that one was."""

    async def look(*details: object) -> Observations:
        del details
        page = Page(url=HOST, title="Météo", texts=(Text(text="Météo", kind="heading", level=1),))
        return await looked({HOST: page})

    monkeypatch.setattr(init, "explore_portal", look)
    monkeypatch.chdir(tmp_path)
    ran = _init("")
    assert ran.exit_code == 4
    assert "None of the guide's pages is there" in ran.output
    assert list(tmp_path.iterdir()) == []


async def test_a_portal_behind_a_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its password stands in the environment; the file that is written names the variable."""
    monkeypatch.setenv("DOOR_USER", "qa")
    monkeypatch.setenv("DOOR_PASSWORD", "hunter22")
    async with door(password="qa:hunter22") as there:
        address = there.url.replace("//", "//${DOOR_USER}:${DOOR_PASSWORD}@")
        target, head = portal_to_explore(f"{address}/")
        observations = await explore_portal(target, load_guide(), DriverName.HTTP, 1)
    assert [one.page.url for one in observations.pages] == [f"{there.url}/"]
    assert "${DOOR_PASSWORD}@" in head
    assert "hunter22" not in head


def test_a_password_in_clear_is_refused() -> None:
    """With the way to give it."""
    with pytest.raises(UsageError, match=r"an address without a password") as refused:
        portal_to_explore("https://qa:hunter22@portal.example/")
    assert "hunter22" not in str(refused.value)
