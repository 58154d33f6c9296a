"""What is wrong with a file is told in plain words, one line for each place, in both languages."""

from typing import Annotated, Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field, ValidationError

from harness.config.target import TargetFile
from harness.core.validation import sentences
from harness.messages.faults import fault_words

TECHNICAL = ("input", "instance", "parse", "dictionary", "valid ")
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 9), st.floats(-9, 9), st.text("ab/:{", max_size=3)
)
SECTIONS = st.sampled_from([*TargetFile.model_fields, "elsewhere"])
NAMES = st.sampled_from(
    sorted(
        {
            name
            for one in TargetFile.model_fields.values()
            if isinstance(one.annotation, type) and issubclass(one.annotation, BaseModel)
            for name in one.annotation.model_fields
        }
    )
)
ENTRIES = st.one_of(
    VALUES, st.lists(VALUES, max_size=2), st.dictionaries(st.text(max_size=2), VALUES)
)
FILES = st.dictionaries(SECTIONS, st.one_of(VALUES, st.dictionaries(NAMES, ENTRIES, max_size=4)))


@settings(max_examples=40)
@given(FILES)
def test_no_mistake_in_a_target_file_is_told_in_the_words_of_a_library(
    data: dict[str, Any],
) -> None:
    """Nor in English where French is asked for."""
    try:
        TargetFile.model_validate(data, context={"hidden": []})
    except ValidationError as error:
        for line in sentences(error, TargetFile):
            problem = line.rpartition(": ")[2]
            assert not any(word in problem for word in TECHNICAL), line
            assert fault_words(line, "fr") != line


class Made(BaseModel):
    """One field for each kind of rule."""

    word: Annotated[str, Field(min_length=1)] = "x"
    short: Annotated[str, Field(max_length=3)] = ""
    ratio: Annotated[float, Field(gt=0, le=1.5)] = 1
    choice: Literal["a", "b"] = "a"
    several: Annotated[tuple[int, ...], Field(max_length=2)] = ()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"word": ""}, "word: expected a text that is not empty"),
        ({"short": "long text"}, "short: expected a text of length 3 or less"),
        ({"ratio": 0}, "ratio: expected more than 0"),
        ({"ratio": 2}, "ratio: expected 1.5 or less"),
        ({"choice": "c"}, "choice: expected one of these: 'a', 'b'"),
        ({"several": [1, 2, 3]}, "several: expected 2 or fewer entries, seen 3"),
        ({"several": ["x"]}, "several › entry 1: expected a whole number"),
    ],
)
def test_each_rule_says_what_was_expected(data: dict[str, Any], told: str) -> None:
    """And where."""
    with pytest.raises(ValidationError) as caught:
        Made.model_validate(data)
    assert sentences(caught.value, Made) == [told]
