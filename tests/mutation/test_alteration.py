"""What a target offers is asked of its command, and chosen by name or kind."""

import json

import pytest

from harness.config.target import Target
from harness.core.errors import LaunchError, TargetError, UsageError
from harness.mutation.alteration import (
    Alteration,
    AlterationType,
    choose_alterations,
    list_alterations,
)

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
    assert list_alterations(target(code)) == (Alteration.model_validate(ENTRY),)


def test_a_command_that_fails_is_told_with_its_last_words() -> None:
    """The reader sees the code and what it printed."""
    with pytest.raises(LaunchError, match=r"(?s)ended with code 3.*no such option"):
        list_alterations(
            target("import sys; print('no such option', file=sys.stderr); sys.exit(3)")
        )


@pytest.mark.parametrize("printed", ["READY", "[1]", "[{}]", '{"name": 1}'])
def test_what_is_no_list_is_refused(printed: str) -> None:
    """Another program's output is no list of alterations."""
    with pytest.raises(TargetError, match="JSON list"):
        list_alterations(target(f"print('''{printed}''')"))


def test_a_target_without_a_command_is_refused() -> None:
    """A served portal cannot be altered."""
    with pytest.raises(TargetError, match="launched by a command"):
        list_alterations(Target(name="served", base_url="https://portal.example/"))


def test_a_command_that_does_not_exist_is_told() -> None:
    """As a fault of the launch."""
    with pytest.raises(LaunchError, match="by hand"):
        list_alterations(Target(name="x", launch=("no-such-command",)))


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
