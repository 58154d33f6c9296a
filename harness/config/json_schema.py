"""The JSON Schema of target files, for editors; made from the sections and their docstrings."""

import inspect
import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from harness.config.suite import Suite, bundled_suite
from harness.config.target import TargetFile

_ENTRY = re.compile(r"^    (\w[\w, ]*): (.*)$")


def target_schema() -> dict[str, Any]:
    """The schema: every section and key with its description; unknown ones are refused."""
    schema = TargetFile.model_json_schema()
    schema |= {"title": "Target file of codes-perdus", "required": ["target"]}
    kinds = {kind.__name__: kind for kind in _section_models(TargetFile)}
    for name, part in schema["$defs"].items():
        _describe(part, dict(_attribute_descriptions(kinds[name])))
    _describe(schema, dict(_attribute_descriptions(TargetFile)))
    schema["properties"] |= dict(_suite_sections(bundled_suite()))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


_JSON = {"true": True, "false": False}


def _suite_sections(suite: Suite) -> Iterator[tuple[str, dict[str, Any]]]:
    """The sections that a suite adds to its target files."""
    for section, keys in suite.settings.items():
        properties = {key: {"enum": [_JSON.get(one, one) for one in keys[key]]} for key in keys}
        yield (
            section,
            {
                "description": "How this portal differs from the guide",
                "type": "object",
                "properties": properties,
                "additionalProperties": False,
            },
        )


def schema_text() -> str:
    """The schema as the text of a file."""
    return json.dumps(target_schema(), ensure_ascii=False, indent=2) + "\n"


def _section_models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The models of a model's sections, at any depth."""
    for field in model.model_fields.values():
        kinds = [field.annotation, *getattr(field.annotation, "__args__", ())]
        for kind in kinds:
            if inspect.isclass(kind) and issubclass(kind, BaseModel):
                yield kind
                yield from _section_models(kind)


def _describe(part: dict[str, Any], meanings: dict[str, str]) -> None:
    text = part.pop("description", "")
    if text:
        part["description"] = text.partition("\n")[0].rstrip(".")
    part.pop("title", None)
    for name, entry in part.get("properties", {}).items():
        entry.pop("title", None)
        if name in meanings:
            entry["description"] = meanings[name]


def _attribute_descriptions(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """The description of each attribute in the docstring; a line may describe several."""
    names: list[str] = []
    words: list[str] = []
    _, _, attributes = (inspect.getdoc(model) or "").partition("Attributes:\n")
    for line in attributes.splitlines():
        if found := _ENTRY.match(line):
            yield from ((name, " ".join(words)) for name in names)
            names, words = found[1].split(", "), [found[2]]
        else:
            words.append(line.strip())
    yield from ((name, " ".join(words).strip()) for name in names)
