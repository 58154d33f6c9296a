"""The help: options in groups, values named, an example for each command, whole in French."""

import pytest

from harness.app.suite import all_scenarios
from harness.cli.app import COMMANDS, app, load_command
from harness.cli.help.layout import EXAMPLES, GROUPS, OTHER_TITLES, french
from harness.config.choices import Lang
from tests.shell import exit_code

FRAME = ("Usage:", "Arguments", "Options", "Commands", "Examples", "Other")


@pytest.fixture(params=COMMANDS)
def name(request: pytest.FixtureRequest) -> str:
    """Each command in turn."""
    return str(request.param)


def english(name: str) -> set[str]:
    """The texts of a command's help, paragraph by paragraph."""
    command = load_command(name)
    texts = {COMMANDS[name].summary, *command.help.split("\n\n")}
    return texts | {one.help for one in command.params if getattr(one, "help", "")}


def test_every_text_has_its_french(name: str) -> None:
    """So that nobody reads a help in two languages."""
    assert sorted(english(name) - set(french())) == []


def test_every_option_stands_in_one_group(name: str) -> None:
    """And `Other` holds nothing but the help."""
    options = [one for one in load_command(name).params if one.param_type_name == "option"]
    for one in options:
        if one.name != "help":
            assert sum(one.name in names for _, names in GROUPS) == 1, one.name


def test_every_value_is_named_in_capitals_or_by_its_choices(name: str) -> None:
    """Nobody has to know what `<str>` is."""
    for one in load_command(name).params:
        if not getattr(one, "is_flag", False) and one.name != "help":
            assert one.metavar, one.name
            assert one.metavar.isupper() or "|" in one.metavar, one.metavar


def test_there_is_an_example_of_each_command(name: str) -> None:
    """With options that it has."""
    command = load_command(name)
    options = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
    for line in EXAMPLES[name]:
        assert line.startswith(f"codes-perdus {name}")
        assert {word for word in line.split() if word.startswith("--")} <= options


def test_examples_hold_for_any_suite(name: str) -> None:
    """No scenario or label of a suite, and no folder that no command makes."""
    words = {word.strip("'*") for line in EXAMPLES[name] for word in line.split()}
    known = {label for one in all_scenarios() for label in (one.slug, *one.labels)}
    assert not words & known
    assert not any(one.startswith(tuple(f"{label}-" for label in known)) for one in words)
    assert "runs/latest" not in words


def test_no_french_is_left_over() -> None:
    """A text that was changed or removed takes its French along."""
    titles = {title for title, _ in GROUPS} | set(OTHER_TITLES.values())
    known = titles.union(*(english(name) for name in COMMANDS), FRAME)
    known |= {one for one in french() if one[:1].islower()}  # words of sentences made elsewhere
    known |= {str(app.info.help), "Show this message and exit.", "Show the version and exit."}
    assert sorted(one for one in set(french()) - known if "completion" not in one) == []


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_the_help_is_in_groups(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With the arguments first and the examples last."""
    assert exit_code("run", option) == 0
    shown = capsys.readouterr().out
    titles = ["Arguments:", *(f"{title}:" for title, _ in GROUPS), "Other:", "Examples:"]
    places = [shown.index(title) for title in titles]
    assert places == sorted(places)
    assert "--driver browser|http" in shown


def test_the_help_follows_the_language(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That of the locale, here of the program and of a command."""
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert exit_code("--help") == 0
    shown = capsys.readouterr().out
    assert "Commandes\N{NO-BREAK SPACE}:" in shown
    assert french()[COMMANDS["doctor"].summary] in shown
    assert exit_code("run", "--help") == 0
    assert "Vrai navigateur ou simple HTTP." in capsys.readouterr().out


def test_the_language_may_stand_before_the_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The help of the program speaks it as well, from its first line."""
    monkeypatch.setattr("sys.argv", ["codes-perdus", "--lang", "fr", "--help"])
    assert exit_code("--lang", "fr", "--help") == 0
    assert french()[str(app.info.help)] in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("lang", "told"),
    [(Lang.EN, ("from 1 to 64]", "at least 1]")), (Lang.FR, ("de 1 à 64]", "au moins 1]"))],
)
def test_ranges_of_numbers_are_words(
    lang: Lang,
    told: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not `1<=x<=64`, which is for those who program."""
    monkeypatch.setattr("harness.cli.help.layout.spoken_language", lambda: lang)
    assert exit_code("scrape", "--help") == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert all(words in printed for words in told)
    assert "x>=" not in printed
    assert "<=" not in printed


@pytest.mark.parametrize(("command", "plays"), [("run", True), ("accept", False)])
def test_the_headings_fit_the_command(
    command: str, plays: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only commands that play scenarios speak of which ones, and of how they run."""
    exit_code(command, "--help")
    shown = capsys.readouterr().out
    assert ("Which scenarios, on which portal:" in shown) is plays
    assert ("What it works on:" in shown) is not plays
