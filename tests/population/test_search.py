"""A list searched on two real portals: one of them loses every accented name."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harness.accounts.generator import generate_accounts
from harness.accounts.model import Needs
from harness.cli.app import main

_ACCENT = Needs(role="administrator", spelling=frozenset({"accent"}))
_USER = Needs(role="user")
MUTANT = """
[target]
name = "misreading"
launch = ["{python}", "-m", "reference_impl", "--port", "{port}", "--smtp", "{smtp}",
          "--accounts", "{accounts}", "--mutant", "search-misreads-accents"]
[launch]
cwd = "{bundled}"
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a list of eight people, four of them with accents, and a broken portal."""
    folder = tmp_path_factory.mktemp("population")
    requests = {f"{n}": (_ACCENT if n % 2 else _USER,) for n in range(8)}
    rows = [person.model_dump() for (person,) in generate_accounts(requests, 7).values()]
    for row in rows[::2]:  # whoever is drawn by chance: no accent among these
        row |= {"last_name": "DUPONT", "first_name": "Marcel"}
    with (folder / "people.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, tuple(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    (folder / "misreading.toml").write_text(MUTANT, encoding="utf-8")
    return folder


def compared(place: Path, out: str, *more: str) -> tuple[int, dict[str, Any]]:
    """Run the command; gives its exit code and what it wrote."""
    old, new, listed = "reference", str(place / "misreading.toml"), str(place / "people.csv")
    with pytest.raises(SystemExit) as ended:
        main(["compare", old, new, "--accounts", listed, "--out", str(place / out), *more])
    written = json.loads((place / out / "population.json").read_text(encoding="utf-8"))
    code = ended.value.code
    return code if isinstance(code, int) else 0, written


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A Dask cluster of two workers; gives its address."""
    from distributed import LocalCluster  # noqa: PLC0415 - else each worker of pytest imports it

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
    ) as made:
        yield made.scheduler_address


def test_accounts_whose_outcome_differs_are_grouped_by_what_they_share(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Found on the old portal, refused on the new one: all with accents, and nobody else."""
    code, found = compared(place, "once")
    assert code == 1
    assert (found["searched"], found["differing"]) == (8, 4)
    (group,) = found["groups"]
    assert (group["old"]["page"], group["old"]["identifier"]) == ("regenerate", "own")
    assert group["new"]["page"] == "search"
    assert group["new"]["said"]
    traits = {one["name"]: (one["differing"], one["accounts"]) for one in found["traits"][:2]}
    assert traits["trait-accent"] == (4, 4)
    printed = capsys.readouterr().out
    assert "Verdict: another outcome for 4 accounts" in printed


def test_the_same_folder_goes_on_and_gives_the_same(place: Path) -> None:
    """What is known is not searched again: the portals are not asked at all."""
    before = (place / "once" / "population.json").read_bytes()
    assert compared(place, "once")[0] == 1
    assert (place / "once" / "population.json").read_bytes() == before


def test_a_cluster_gives_the_same_report_as_one_process(place: Path, cluster: str) -> None:
    """To the byte."""
    compared(place, "cluster", "--cluster", cluster)
    one, other = (place / name / "population.json" for name in ("once", "cluster"))
    assert other.read_bytes() == one.read_bytes()


def test_nothing_but_searches_is_done_with_so_many(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another scenario is refused."""
    with pytest.raises(SystemExit) as ended:
        main(
            [
                "compare",
                "reference",
                "legacy",
                "--accounts",
                str(place / "people.csv"),
                "--scenario",
                "three-failures-user",
                "--out",
                str(place / "no"),
            ]
        )
    assert ended.value.code == 2
    assert "nothing but searches" in capsys.readouterr().err
