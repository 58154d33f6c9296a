"""Measures how many labels of the sample documents are read as a careful reader reads them.

Run `python -m benchmarks.labels`. It prints the share of right labels by style of document, and
the labels that differ. The samples and their rules: `tests/page/labels/samples/README.md`.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from harness.page.dom.builder import outline
from harness.page.dom.document import parse
from harness.page.extract import extract

SAMPLES = Path(__file__).parent.parent / "tests/page/labels/samples/samples.jsonl"
URL = "https://portal.example/"
_ENDS = re.compile(r"^[\s\W]+|[\s\W]+$")


@dataclass(frozen=True)
class Reading:
    """The label of one control: as a reader gives it, and as the extractor finds it."""

    document: str
    style: str
    control: str
    expected: str
    found: str

    @property
    def is_right(self) -> bool:
        """Whether both are the same but for case, white space and punctuation at the ends."""
        return _key(self.expected) == _key(self.found)


def _key(label: str) -> str:
    return " ".join(_ENDS.sub("", label).casefold().split())


def readings(samples: Path = SAMPLES) -> Iterator[Reading]:
    """The labels of all controls of the samples."""
    for line in samples.read_text(encoding="utf-8").splitlines():
        sample = json.loads(line)
        found = _labels(sample["html"])
        for control in sample["fields"]:
            name = control["name"]
            yield Reading(
                sample["name"], sample["style"], name, control["label"], found.get(name, "?")
            )


def _labels(html: str) -> dict[str, str]:
    """The labels of the controls of a document by their names and ids."""
    page = extract(html, url=URL)
    labels = {field.ref: field.label for field in page.fields}
    labels |= {button.ref: button.label for button in page.buttons}
    nodes = [node for node in outline(parse(html), URL).nodes if node.ref in labels]
    return {node.get(key): labels[node.ref] for node in nodes for key in ("name", "id")}


def main() -> None:
    """Print the shares by style and the differences."""
    every = list(readings())
    for style in sorted({one.style for one in every}):
        _print_share(style, [one for one in every if one.style == style])
    _print_share("total", every)
    for one in every:
        if not one.is_right:
            print(f"{one.document} {one.control}: « {one.found} », not « {one.expected} »")


def _print_share(name: str, of: list[Reading]) -> None:
    right = sum(one.is_right for one in of)
    print(f"{name:14} {right:4} of {len(of):4} {right / len(of):7.1%}")


if __name__ == "__main__":
    main()
