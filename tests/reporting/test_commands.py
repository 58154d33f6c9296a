"""The commands that reports give their readers."""

from pathlib import Path

from harness.execution.events import Origin
from harness.reporting.commands import init_command, ledger_command, replay_command
from tests.reporting.made import run_of, story_of


def test_the_command_tells_no_place_of_this_machine() -> None:
    """A report is sent to others."""
    assert replay_command(Path("runs/x"), "s") == "codes-perdus replay runs/x s"
    assert replay_command(Path("/home/me/runs/x"), "s") == "codes-perdus replay x s"


def test_the_target_file_of_the_run_is_named() -> None:
    """What only a folder names is not started; a bundled target comes with the program."""
    said = replay_command(Path("x"), "s", "/home/me/our.toml")
    assert said == "codes-perdus replay x s --target our.toml"
    assert replay_command(Path("x"), "s", "reference") == "codes-perdus replay x s"


def test_what_a_folder_names_stays_on_the_line_of_a_comment() -> None:
    """The command stands as a comment in a part of a target file."""
    begun, *rest = run_of(folder=Path("runs/x"))
    origin = Origin(target_file="a\nb.toml")
    told = init_command(story_of(begun.model_copy(update={"origin": origin}), *rest))
    assert "\n" not in told
    assert told.endswith("--from runs/x")


def test_a_target_that_was_named_stands_by_its_name() -> None:
    """One that comes with the program is copied; one of another suite is found in that suite."""
    begun, *rest = run_of(folder=Path("/home/me/runs/x"))

    def told(**origin: str) -> str:
        update = {"origin": Origin(**origin)}
        return init_command(story_of(begun.model_copy(update=update), *rest))

    assert told(target_file="slow") == "codes-perdus init slow --out slow.toml --from x"
    own = told(target_file="slow", manifest="/home/me/suite/suite.toml")
    assert own == "codes-perdus init slow --suite suite --from x"
    assert ledger_command(Path("k.toml"), "slow") == "codes-perdus run slow --known k.toml"


def test_a_command_for_here_names_the_places_as_they_are() -> None:
    """On the terminal it is copied and run."""
    said = replay_command(Path("/home/me/runs/x"), "s", "/home/me/our.toml", here=True)
    assert said == "codes-perdus replay /home/me/runs/x s --target /home/me/our.toml"
