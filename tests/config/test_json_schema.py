"""Editors are told what a target file may hold, and the kept schema is up to date."""

import json
import tomllib
from pathlib import Path

from harness.config.json_schema import schema_text, target_schema
from harness.config.suite import bundled_suite
from harness.config.target import TargetFile

KEPT = Path(__file__).parents[2] / "docs" / "target.schema.json"


def test_the_kept_schema_is_up_to_date() -> None:
    """`codes-perdus schema > docs/target.schema.json` makes it anew."""
    assert KEPT.read_text(encoding="utf-8") == schema_text()


def test_every_section_says_what_it_is() -> None:
    """An editor shows it beside the name."""
    schema = target_schema()
    assert set(schema["properties"]) == {*TargetFile.model_fields, *bundled_suite().settings}
    for name, part in schema["properties"].items():
        assert part["description"], name


def test_every_key_says_what_it_is() -> None:
    """So does each key of each section."""
    for name, part in target_schema()["$defs"].items():
        for key, entry in part["properties"].items():
            assert entry.get("description"), f"{name}.{key}"


def test_the_bundled_targets_keep_to_it() -> None:
    """Their sections and keys are all known, and only [target] is mandatory."""
    schema = target_schema()
    assert schema["required"] == ["target"]
    for path in (KEPT.parents[2] / "fixtures" / "targets").glob("*.toml"):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        assert set(data) <= set(schema["properties"]), path.name
    assert json.loads(schema_text())["additionalProperties"] is False
