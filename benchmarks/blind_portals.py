"""The portals of `tests/portals/`, judged by their target files alone.

Run it as `python -m benchmarks.blind_portals [--driver http|browser] [--part
clean|variations|defects] [--name PATTERN] [--only SCENARIO] [PORTAL …]`. It prints for each portal:
required and advised statements blamed on the correct portal, statements that no scenario reached,
variations that were blamed, and defects that were found and named by the right sentence.
A defect is looked for in two scenarios for each of the right sentences, and in all of them if it is
not found there. `benchmarks/blind_portals.toml` says which statements are right for each defect,
and why one is not found. A variation that leads elsewhere where the guide names no page is told as
another reading, with the line that accepts it; it is not blamed. What a variation alone leaves
unreached is told below it. Faults of the environment, such as a time-out, are told apart.
Exit code 1 if a figure misses its goal.
"""

import argparse
import fnmatch
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PORTALS = ROOT / "tests" / "portals"
EXPECTED = Path(__file__).with_suffix(".toml")
OTHERWISE = "otherwise"
PATIENCE = """
[timeouts]
page = 60
mail = 20
launch = 60
"""  # on a busy machine; how fast a portal is is not measured here
MAX_ADVISED = 5
MIN_FOUND = 0.95
FEW = 2  # scenarios that judge a sentence, where a defect is looked for first


@dataclass(frozen=True)
class Result:
    """What one run says of a portal, statement by statement.

    Attributes:
        verdicts: the verdicts of each statement, over all scenarios.
        levels: the level of each statement.
        groups: of statements that a report shows as one, the name of the group.
        readings: statements of our reading, with the portal's own where the report names it.
        faults: scenarios that the environment ended.
        scenarios: the scenarios that judged each statement.
    """

    verdicts: dict[str, set[str]]
    levels: dict[str, str]
    groups: dict[str, str]
    readings: dict[str, set[str]]
    faults: set[str]
    scenarios: dict[str, set[str]]

    def blamed(self, level: str) -> set[str]:
        """Statements of a level that a scenario saw broken."""
        return {
            slug
            for slug, verdicts in self.verdicts.items()
            if self.levels[slug] == level and verdicts & {"fail", "warn"}
        }

    def entries(self, slugs: set[str]) -> set[str]:
        """What a report shows of some statements: a group is one entry."""
        return {self.groups.get(slug) or slug for slug in slugs}

    @property
    def unreached(self) -> set[str]:
        """Statements that were planned and that no scenario could judge."""
        return {s for s, verdicts in self.verdicts.items() if verdicts == {"unreached"}}


def run(portal: str, driver: str, *options: str, only: Iterable[str] = ()) -> Result:
    """Run the suite once on a portal.

    Args:
        portal: its folder below `tests/portals/`.
        driver: "http" or "browser".
        options: for the portal, such as `--defect NAME`.
        only: the scenarios to run; none for all.

    Raises:
        RuntimeError: the run was refused.
    """
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "target.toml"
        text = (PORTALS / portal / "target.toml").read_text(encoding="utf-8") + PATIENCE
        more = "".join(f', "{option}"' for option in options)
        text = text.replace('"./start"', f'"{PORTALS / portal / "start"}"')
        target.write_text(text.replace('"{accounts}"', f'"{{accounts}}"{more}'), encoding="utf-8")
        out = Path(folder) / "run"
        command = [sys.executable, "-m", "harness", "run", str(target), "--driver", driver]
        chosen = [word for name in sorted(only) for word in ("--only", name)]
        done = subprocess.run(
            [*command, "--out", str(out), *chosen],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        findings = out / "findings.jsonl"
        if not findings.exists():
            raise RuntimeError(f"{portal}: {done.stderr or done.stdout}")
        return _result(findings)


def _result(path: Path) -> Result:
    verdicts: dict[str, set[str]] = {}
    levels: dict[str, str] = {}
    groups: dict[str, str] = {}
    readings: dict[str, set[str]] = {}
    faults: set[str] = set()
    scenarios: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        slug = one["statement"]
        if not slug:
            faults.add(one["scenario"])
            continue
        verdicts.setdefault(slug, set()).add(one["verdict"])
        if one["verdict"] not in {"unreached", "unobservable"}:
            scenarios.setdefault(slug, set()).add(one["scenario"])
        levels[slug], groups[slug] = one["level"], one["group"]
        for each in one["settings"]:
            if each["section"] == "reads" and each["value"] != OTHERWISE:
                readings.setdefault(slug, set()).add(each["value"])
    return Result(verdicts, levels, groups, readings, faults, scenarios)


def _names(portal: str, kind: str) -> list[str]:
    path = PORTALS / portal / f"{kind}.json"
    return [one["name"] for one in json.loads(path.read_text(encoding="utf-8"))]


def _shown(slugs: set[str]) -> str:
    return f"  {', '.join(sorted(slugs))}" if slugs else ""


def _ended(result: Result) -> str:
    """The scenarios that the environment ended, if there are some."""
    return f"  (faults in {', '.join(sorted(result.faults))})" if result.faults else ""


def clean(portal: str, driver: str, only: Iterable[str] = ()) -> tuple[Result, Iterator[str]]:
    """The correct portal: its result, and the lines that tell it."""
    result = run(portal, driver, only=only)
    required, advised = result.blamed("required"), result.blamed("advised")

    def lines() -> Iterator[str]:
        yield f"required statements blamed: {len(required)}{_shown(required)}"
        entries = result.entries(advised)
        yield f"advised entries blamed: {len(entries)}{_shown(entries)} ({len(advised)} statements)"
        yield f"unreached: {len(result.unreached)}{_shown(result.unreached)}"
        if result.faults:
            yield f"faults of the environment: {_shown(result.faults)}"

    return result, lines()


def _new(result: Result, before: Result) -> set[str]:
    """What is blamed now and was not on the correct portal, or leads elsewhere than there."""
    blamed = {
        slug
        for level in ("required", "advised")
        for slug in result.blamed(level) - before.blamed(level)
    }
    return blamed | {
        slug
        for slug, values in result.readings.items()
        if slug in before.readings and not values <= before.readings[slug]
    }


def main() -> int:
    """Judge the portals and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("portals", nargs="*")
    parser.add_argument("--driver", choices=("http", "browser"), default="http")
    parser.add_argument("--part", choices=("clean", "variations", "defects"), action="append")
    parser.add_argument("--name", default="*", help="of variations and defects, with * and ?")
    parser.add_argument("--only", action="append", default=[], help="scenarios; all by default")
    options = parser.parse_args()
    expected = tomllib.loads(EXPECTED.read_text(encoding="utf-8"))
    found = sorted(path.parent.name for path in PORTALS.glob("*/target.toml"))
    return max(
        _judge(portal, options, expected[portal], expected["explained"].get(portal, {}))
        for portal in options.portals or found
    )


def _judge(
    portal: str,
    options: argparse.Namespace,
    expected: dict[str, list[str]],
    explained: dict[str, str],
) -> int:
    driver, parts = options.driver, options.part
    print(f"{portal}, {driver}")
    before, lines = clean(portal, driver, options.only)
    for line in lines:
        print(f"  {line}", flush=True)
    advised = before.entries(before.blamed("advised"))
    fine = not before.blamed("required") and len(advised) <= MAX_ADVISED
    if not parts or "variations" in parts:
        fine &= _variations(portal, options, before)
    if not parts or "defects" in parts:
        fine &= _defects(portal, options, before, expected, explained)
    return int(not fine)


def _matching(slugs: Iterable[str], patterns: Iterable[str]) -> set[str]:
    """The statements that one of the patterns names."""
    return {slug for one in patterns for slug in fnmatch.filter(slugs, one)}


def _variations(portal: str, options: argparse.Namespace, before: Result) -> bool:
    blamed = 0
    for name in fnmatch.filter(_names(portal, "variations"), options.name):
        result = run(portal, options.driver, "--variation", name, only=options.only)
        new = _new(result, before)
        read = new & result.readings.keys()
        wrong = new - read
        blamed += bool(wrong)
        word = "blamed" if wrong else "another reading" if read else "not blamed"
        print(f"  variation {name}: {word}{_shown(wrong or read)}{_ended(result)}", flush=True)
        if lost := result.unreached - before.unreached:
            print(f"    unreached: {len(lost)}{_shown(lost)}", flush=True)
    print(f"  variations blamed: {blamed}")
    return not blamed


def _defects(
    portal: str,
    options: argparse.Namespace,
    before: Result,
    expected: dict[str, list[str]],
    explained: dict[str, str],
) -> bool:
    names, right = fnmatch.filter(_names(portal, "defects"), options.name), 0
    missed: dict[str, str] = {}
    for name in names:
        speaking = expected.get(name, [])
        judging = (before.scenarios[slug] for slug in _matching(before.scenarios, speaking))
        only = {one for scenarios in judging for one in sorted(scenarios)[:FEW]}
        result = run(portal, options.driver, "--defect", name, only=only)
        new = _new(result, before)
        if only and not _matching(new, speaking):
            result = run(portal, options.driver, "--defect", name, only=options.only)
            new = _new(result, before)
        named = bool(_matching(new, speaking))
        right += named
        word = "found" if named else "named by others" if new else "missed"
        if not named:
            missed[name] = word
        print(f"  defect {name}: {word}{_shown(new)}{_ended(result)}", flush=True)
    print(f"  defects found and named by the right sentence: {right} of {len(names)}")
    for name, word in missed.items():
        print(f"    | {name} | {word} | {explained.get(name, 'not explained')} |")
    return right >= MIN_FOUND * len(names) and set(missed) <= set(explained)


if __name__ == "__main__":
    sys.exit(main())
