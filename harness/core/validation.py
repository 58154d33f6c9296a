"""Turns pydantic's errors into sentences that name the place, the problem and the remedy."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from harness.core.errors import FormatError, UsageError
from harness.core.url import browser_url, split

MAX_LISTED = 24  # known names in a message
_TYPES: Mapping[str, tuple[str, ...]] = {
    "is missing": ("missing",),
    "expected a text": ("string_type", "string_unicode"),
    "expected a text that is not empty": ("empty",),
    "expected a text of length {min_length} or more": ("string_too_short",),
    "expected a text of length {max_length} or less": ("string_too_long",),
    "expected a text like {pattern}": ("string_pattern_mismatch",),
    "expected a whole number": ("int_type", "int_parsing", "int_from_float", "int_parsing_size"),
    "expected a number": ("float_type", "float_parsing", "finite_number"),
    "expected more than {gt}": ("greater_than",),
    "expected {ge} or more": ("greater_than_equal",),
    "expected less than {lt}": ("less_than",),
    "expected {le} or less": ("less_than_equal",),
    "expected true or false": ("bool_type", "bool_parsing"),
    "expected one of these: {expected}": ("literal_error", "enum"),
    "expected a list": ("list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"),
    "expected {min_length} or more entries, seen {actual_length}": ("too_short",),
    "expected {max_length} or fewer entries, seen {actual_length}": ("too_long",),
    "expected a table, which is names with values": (
        *("model_type", "dict_type", "mapping_type", "dataclass_type", "model_attributes_type"),
    ),
    "expected names that are texts": ("invalid_key",),
    "expected a date such as 2026-12-31": (
        *("date_type", "date_parsing", "date_from_datetime_parsing"),
        "date_from_datetime_inexact",
    ),
    "expected a moment such as 2026-12-31T09:30:00Z": (
        *("datetime_type", "datetime_parsing", "datetime_from_date_parsing", "timezone_aware"),
    ),
    "expected the path of a file": ("path_type",),
    "unknown {discriminator} '{tag}'; known: {expected_tags}": ("union_tag_invalid",),
    "is missing: {discriminator}": ("union_tag_not_found",),
    "expected nothing": ("none_required",),
    "no JSON: {error}": ("json_invalid",),
}
TEMPLATES = {type_: template for template, types in _TYPES.items() for type_ in types}
"""A plain sentence for each type of pydantic's errors that a file can cause."""
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def check_format(name: str, found: object, known: int) -> None:
    """Refuse a file whose format (None for none) this version does not read.

    Raises:
        FormatError: it is not the known one.
    """
    if found != known:
        raise FormatError(
            f"format {known} in {name}",
            seen="no number of a format" if found is None else f"format {found}",
            remedy="Read it with the version of codes-perdus that wrote it, or make it again.",
        )


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """``did you mean "x"? `` if a name is close, then the known ones; of many the closest."""
    near = get_close_matches(name.lower(), known, n=1, cutoff=0.6)
    hint = f'did you mean "{near[0]}"? ' if near else ""
    listed = ", ".join(known)
    if len(known) > MAX_LISTED:
        close = get_close_matches(name.lower(), known, n=MAX_LISTED, cutoff=0.0)
        listed = f"{', '.join(close)}, … ({len(known)})"
    return f"{hint}known: {listed or 'none'}"


def no_match(
    expected: str, pattern: str, names: Sequence[str], *, seen: str, remedy: str
) -> UsageError:
    """The error for a pattern that matches none of the names; it suggests the closest one.

    What was expected, what was seen and the remedy are sentences for the user.
    """
    near = get_close_matches(pattern, names, n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]!r}? " if near else ""
    return UsageError(expected, seen=seen, remedy=f"{hint}{remedy}")


def web_address(address: str) -> str:
    """An http or https address with a slash at its end.

    Raises:
        ValueError: it is not one, or has a ``?`` or a ``#``.
    """
    parts = split(address)
    if not parts.is_web or parts.port == 0 or "?" in address or "#" in address:
        raise ValueError("expected an address such as https://portal.example/ without ? and #")
    return browser_url(address, address).rstrip("/") + "/"


def sentences(error: ValidationError, model: type[BaseModel]) -> list[str]:
    """One line for each of pydantic's errors; no value is quoted, as it may be a secret."""
    errors = error.errors(include_url=False, include_input=False)
    return [f"{_location(one['loc'])}: {_message(one, model)}" for one in errors]


def _location(loc: Sequence[int | str]) -> str:
    names = [f"entry {part + 1}" if isinstance(part, int) else part for part in loc]
    return " › ".join(names) or "the file"


def _message(error: ErrorDetails, model: type[BaseModel]) -> str:
    if error["type"] == "extra_forbidden":
        known = list(_model_at(model, error["loc"][:-1]).model_fields)
        return f"unknown name; {did_you_mean(str(error['loc'][-1]), known)}"
    return plain(error)


def plain(error: ErrorDetails) -> str:
    """What is wrong, in plain words and without the place; our own errors say it themselves."""
    values = {name: _shown(value) for name, value in error.get("ctx", {}).items()}
    is_empty = error["type"] == "string_too_short" and values["min_length"] == "1"
    template = TEMPLATES.get("empty" if is_empty else error["type"])
    if template:
        return template.format(**values)
    message = error["msg"].removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


def _shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value).replace(" or ", ", ")


def _model_at(model: type[BaseModel], loc: Sequence[int | str]) -> type[BaseModel]:
    for part in loc:
        field = model.model_fields.get(str(part))
        model = _model_of(field) if field else model
    return model


def _model_of(field: FieldInfo) -> type[BaseModel]:
    kinds = [field.annotation, *get_args(field.annotation)]
    models = [k for k in kinds if isinstance(k, type) and not get_origin(k)]
    return next((k for k in models if issubclass(k, BaseModel)), BaseModel)


def variables(value: Any) -> Iterator[str]:
    """The names of the ``${NAME}`` in the texts of decoded TOML or JSON."""
    if isinstance(value, str):
        yield from _VARIABLE.findall(value)
    elif isinstance(value, Mapping):
        for entry in value.values():
            yield from variables(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from variables(entry)


def expand(value: Any, environ: Mapping[str, str]) -> Any:
    """Replace each ``${NAME}`` by the environment's value; unknown ones stay."""
    if isinstance(value, str):
        return _VARIABLE.sub(lambda found: environ.get(found[1], found[0]), value)
    if isinstance(value, Mapping):
        return {name: expand(entry, environ) for name, entry in value.items()}
    return [expand(entry, environ) for entry in value] if isinstance(value, list) else value


def missing_variables(value: Any, environ: Mapping[str, str]) -> list[str]:
    """One sentence for each variable that is used and not set."""
    names = dict.fromkeys(variables(value))
    return [f"${{{name}}}: not set in the environment" for name in names if name not in environ]
