"""What a target offers is asked of its command, and chosen by name or kind."""

import json
from pathlib import Path

import pytest

from harness.config.launch import LaunchSettings
from harness.config.suite import load_suite
from harness.config.target import Target
from harness.core.errors import TargetError, UsageError
from harness.mutation.alteration import (
    Alteration,
    AlterationType,
    altered,
    check_breaks,
    choose_alterations,
    list_alterations,
)

NAME = "{mutant}"
ENTRY = {
    "name": "label-lost",
    "type": "mutant",
    "kind": "labels",
    "summary": "A label is gone.",
    "breaks": ["search.siret"],
    "visible": ["browser", "http"],
}


def target(code: str) -> Target:
    """A target whose command is a few lines of Python."""
    return Target(name="made", launch=("{python}", "-c", code))


def made(name: str, kind: str, of: AlterationType = AlterationType.MUTANT) -> Alteration:
    """A made-up alteration."""
    return Alteration(name=name, type=of, kind=kind, summary="", visible=frozenset({"http"}))


FOUND = (
    made("label-lost", "labels"),
    made("label-other", "labels"),
    made("mail-late", "mail"),
    made("other-colours", "layout", AlterationType.VARIATION),
)


def names(*patterns: str, types: tuple[AlterationType, ...] = tuple(AlterationType)) -> list[str]:
    """The names that the patterns choose."""
    return [one.name for one in choose_alterations(FOUND, patterns, types)]


def test_the_list_is_asked_of_the_command() -> None:
    """The flag comes last, and what is printed is read."""
    listing = json.dumps([ENTRY])
    code = f"import sys; assert sys.argv[-1] == '--list-alterations'; print('''{listing}''')"
    (found,) = list_alterations(target(code))
    assert found == Alteration.model_validate(ENTRY)
    launched = altered(target(code), found).launch or ()
    assert launched[-2:] == ("--mutant", "label-lost")


LIST_FAILS = [
    ("import sys; print('no such option', file=sys.stderr); sys.exit(3)", "code 3: no such option"),
    *((f"print('''{printed}''')", "problems") for printed in ("READY", "[1]", "[{}]")),
]


@pytest.mark.parametrize(("code", "seen"), LIST_FAILS)
def test_without_a_list_it_is_told_how_mutants_are_named(code: str, seen: str) -> None:
    """Without a traceback of the portal: it may not know the option at all."""
    wanted = rf"(?s)\[mutants\.NAME\].*{seen}.*docs/MUTANTS\.md"
    with pytest.raises(TargetError, match=wanted) as told:
        list_alterations(target(code))
    assert "Traceback" not in str(told.value)


def test_a_target_without_a_command_is_refused() -> None:
    """A served portal cannot be altered."""
    with pytest.raises(TargetError, match="launched by a command"):
        list_alterations(Target(name="served", base_url="https://portal.example/"))


def test_a_command_that_does_not_exist_is_told() -> None:
    """As what lists nothing."""
    with pytest.raises(TargetError, match="No such file"):
        list_alterations(Target(name="x", launch=("no-such-command",)))


MUTANTS = """
name = "own"
[mutants.lost-words]
breaks = ["start.words"]
portal.template = "none"
[mutants.short-time]
breaks = ["start.link"]
kind = "time"
env = { TIME = "1" }
[mutants.other-colours]
harmless = true
options = ["--colours", "blue"]
"""


def own(folder: Path, manifest: str = MUTANTS, *launch: str) -> Target:
    """A target of a suite that names mutants."""
    (folder / "suite.toml").write_text(manifest, encoding="utf-8")
    made = Target(name="made", launch=("serve", *launch))
    return made.under(load_suite(folder))


def switched(folder: Path, name: str, *launch: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """The command and the environment of a portal with a mutant."""
    portal = own(folder, MUTANTS, *launch)
    found = {one.name: one for one in list_alterations(portal)}
    changed = altered(portal, found[name])
    return changed.launch or (), dict(changed.launching.env)


def test_a_suite_names_its_mutants(tmp_path: Path) -> None:
    """Each is switched on by its name, by options or by the environment."""
    assert switched(tmp_path, "lost-words", "{mutant}") == (("serve", "lost-words"), {})
    assert switched(tmp_path, "short-time", "-m={mutant}") == (
        ("serve", "-m=short-time"),
        {"TIME": "1"},
    )
    assert switched(tmp_path, "other-colours", "{mutant}")[0][-2:] == ("--colours", "blue")
    kinds = [(one.is_mutant, one.kind) for one in list_alterations(own(tmp_path, MUTANTS, NAME))]
    assert kinds == [(True, "defect"), (True, "time"), (False, "defect")]


def test_a_mutant_that_nothing_switches_on_is_refused(tmp_path: Path) -> None:
    """It would always survive."""
    with pytest.raises(TargetError, match=r"(?s)switch on the mutant lost-words.*\{mutant\}"):
        list_alterations(own(tmp_path))


@pytest.mark.parametrize("more", ["", "harmless = true\nbreaks = ['start.words']", "breakes = []"])
def test_a_mutant_breaks_something_or_is_harmless(more: str, tmp_path: Path) -> None:
    """The manifest is refused with what was expected."""
    with pytest.raises(UsageError, match="breaks"):
        own(tmp_path, f"name = 'own'\n[mutants.x]\n{more}")


def test_a_mutant_breaks_statements_of_the_guide(tmp_path: Path) -> None:
    """Another slug is refused with what was probably meant."""
    found = list_alterations(own(tmp_path, MUTANTS, NAME))
    check_breaks(found, ("start.words", "start.link"))
    with pytest.raises(UsageError, match=r'Did you mean "start\.word"'):
        check_breaks(found, ("start.word", "start.link"))


def test_options_join_a_line_for_the_shell() -> None:
    """As its last words, and not as words of the shell itself."""
    portal = Target(name="x", launch=("serve $HOME",), launching=LaunchSettings(shell=True))
    one = made("other colours", "layout")
    assert altered(portal, one).launch == (f"serve $HOME --{one.type} 'other colours'",)
    named = one.model_copy(update={"reports": False, "options": ("--colours", "a b")})
    assert altered(portal, named).launch == ("serve $HOME --colours 'a b'",)


def test_alterations_are_chosen_by_name_kind_and_type() -> None:
    """Patterns may have * and ?; none means all; the order stays that of the list."""
    assert names() == [one.name for one in FOUND]
    assert names("mail-*", "labels") == ["label-lost", "label-other", "mail-late"]
    assert names(types=(AlterationType.VARIATION,)) == ["other-colours"]


def test_a_pattern_without_a_match_is_refused() -> None:
    """With what was probably meant; a name of another type is no match."""
    with pytest.raises(UsageError, match="Did you mean 'label-lost'"):
        choose_alterations(FOUND, ("label-lots",))
    with pytest.raises(UsageError, match="matches none"):
        choose_alterations(FOUND, ("mail-late",), (AlterationType.VARIATION,))
    with pytest.raises(UsageError, match="matches none of 0"):
        choose_alterations((), ())
