"""A list of made-up people as CSV, for the benchmark of populations."""

import csv
from pathlib import Path

from harness.accounts.generator import generate_accounts
from harness.accounts.model import Needs

_NEEDS = (
    Needs(role="administrator"),
    Needs(role="administrator", spelling=frozenset({"accent"})),
    Needs(role="administrator", spelling=frozenset({"apostrophe"})),
    Needs(role="administrator", spelling=frozenset({"hyphen"})),
    Needs(role="user"),
)


def write_list(path: Path, length: int, seed: int = 2010) -> None:
    """Write so many people, the same for the same seed."""
    requests = {f"{number:06d}": (_NEEDS[number % len(_NEEDS)],) for number in range(length)}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = None
        for slug, (person,) in generate_accounts(requests, seed).items():
            row = person.model_dump() | {"region": f"R{int(slug) % 7}"}
            if writer is None:
                writer = csv.DictWriter(file, tuple(row))
                writer.writeheader()
            writer.writerow(row)
