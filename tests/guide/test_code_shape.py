"""The shape of a code in the guide's data, and whether a code has it."""

import pytest
from pydantic import TypeAdapter, ValidationError

from harness.guide.code_shape import Shapes, fits, is_telling, size_of

SHAPES = TypeAdapter(Shapes)


@pytest.mark.parametrize(
    ("shape", "wanted", "ok"),
    [
        ("AAAA-AAAA", "AAAA-AAAA", True),
        ("AAAA AAAA", "AAAA-AAAA", True),
        ("AAAAAAAA", "AAAA-AAAA", False),
        ("AAA-AAAAA", "AAAA-AAAA", False),
        ("00000000", "AAAA-AAAA", False),
        ("aaaa-aaaa", "AAAA-AAAA", False),
        ("000 000", "000000", True),
        ("0000000", "000000", False),
        ("A0a0", "????", True),
        ("A0a0", "AAAA", False),
    ],
)
def test_a_code_has_a_shape(shape: str, wanted: str, *, ok: bool) -> None:
    """Groups count where the guide asks for them."""
    assert fits(shape, (wanted,)) is ok
    assert fits(shape, ("A0A0A0A0A0", wanted)) is ok
    assert not fits(shape, ())


def test_a_shape_is_written_as_a_text_or_as_a_list() -> None:
    """What is no shape is refused, with what it may hold."""
    assert SHAPES.validate_python("AAAA-0000") == ("AAAA-0000",)
    assert SHAPES.validate_python(["AAAA", "000 000"]) == ("AAAA", "000 000")
    for wrong in ("", "AAA", "ABCD-EFGH", "[A-Z]{4}", "AAAA--AAAA", "-AAAA"):
        with pytest.raises(ValidationError, match="expected the shape of a code"):
            SHAPES.validate_python(wrong)


def test_what_stands_between_groups_is_no_character() -> None:
    """And groups of letters, or letters among digits, are no ordinary words and numbers."""
    assert size_of("AAAA-AAAA") == size_of("AAAA AAAA") == 8
    telling = ["AAAA-AAAA", "A0A0A0", "????????"]
    assert all(map(is_telling, telling))
    assert not any(map(is_telling, ["AAAAAAAA", "000000", "000-000"]))
