"""A run's folder from somebody else is data, whatever is in it.

No command executes anything of it, reads or writes outside of it, waits without end, or breaks with
a stack trace.
"""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.shell import Shell, exit_code

SLUG = "links-of-the-login-window"
STATEMENT = "login.identifier"
TOKEN = "a-secret-of-this-machine"
SCRIPT = "<script>alert(1)</script>"
ESCAPES = ("\x1b]0;", "\x1b[2J", "\x9b2J", "\x07")
TARGET = '[target]\nname = "reference"\nbase_url = "http://127.0.0.1:1/"\n'
Malice = Callable[[Path], object]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run as it is received."""
    out = tmp_path_factory.mktemp("clean") / "run"
    assert exit_code("run", "--driver", "http", "--only", SLUG, "--out", str(out)) == 0
    return out


@pytest.fixture
def received(clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The run beside a secret, in a working directory of its own; it names code and a target."""
    folder = tmp_path / "here" / "run"
    shutil.copytree(clean, folder)
    (tmp_path / "secret").write_text(TOKEN, encoding="utf-8")
    code = folder / "code"
    code.mkdir()
    marker = f"import pathlib; pathlib.Path({str(tmp_path / 'executed')!r}).touch()\n"
    for name in ("__init__.py", "evil.py", "conftest.py"):
        (code / name).write_text(marker, encoding="utf-8")
    launch = f'launch = ["touch", "{tmp_path / "executed"}"]\n'
    (code / "evil.toml").write_text(f'[target]\nname = "reference"\n{launch}', encoding="utf-8")
    origin: dict[str, Any] = {"scenarios": str(code), "target_file": str(code / "evil.toml")}
    change(folder, lambda facts: facts["origin"].update(origin))
    monkeypatch.chdir(tmp_path / "here")
    return folder


@pytest.fixture(autouse=True)
def no_endless_wait() -> Iterator[None]:
    """End a test that hangs."""

    def fail(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError("the command waits, or computes, without end")

    before = signal.signal(signal.SIGALRM, fail)
    signal.alarm(300)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def change(folder: Path, alter: Callable[[dict[str, Any]], object]) -> None:
    """Change the facts of the run."""
    path = folder / "run.json"
    facts = json.loads(path.read_text(encoding="utf-8"))
    alter(facts)
    path.write_text(json.dumps(facts), encoding="utf-8")


def facts(**values: Any) -> Malice:
    """Other facts in `run.json`."""
    return lambda folder: change(folder, lambda known: known.update(values))


def origin(**values: Any) -> Malice:
    """Another origin in `run.json`."""
    return lambda folder: change(folder, lambda known: known["origin"].update(values))


def written(name: str, data: bytes | str) -> Malice:
    """Another content of a file."""

    def write(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)

    return write


def link(name: str, goal: str) -> Malice:
    """A link in the place of a file or folder; `..` is the folder with the secret."""

    def make(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        path.symlink_to(goal.replace("..", str(folder.parent.parent)))

    return make


def pipe(name: str) -> Malice:
    """A named pipe in the place of a file."""

    def make(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)

    return make


def huge(name: str) -> Malice:
    """A file of a terabyte that takes no room."""

    def make(folder: Path) -> None:
        with (folder / name).open("r+b" if (folder / name).exists() else "wb") as file:
            file.truncate(1 << 40)

    return make


def journal(alter: Callable[[list[dict[str, Any]]], object]) -> Malice:
    """Other records in the journal."""

    def change_it(folder: Path) -> None:
        path = folder / SLUG / "journal.jsonl"
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        alter(records)
        path.write_text("".join(f"{json.dumps(one)}\n" for one in records), encoding="utf-8")

    return change_it


def record(kind: str, **values: Any) -> Malice:
    """Other values in each record of a kind."""
    return journal(lambda records: [one.update(values) for one in records if one["kind"] == kind])


def picture_of(width: int, height: int) -> bytes:
    """The beginning of a picture of that size, with no pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    parts = (
        struct.pack(">I", len(d)) + kind + d + struct.pack(">I", zlib.crc32(kind + d))
        for kind, d in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def together(*several: Malice) -> Malice:
    """One after another."""
    return lambda folder: [one(folder) for one in several]


def with_picture(folder: Path) -> None:
    """A picture of four thousand million pixels as evidence."""
    written(f"{SLUG}/pages/01.png", picture_of(1 << 16, 1 << 16))(folder)
    record("page", screenshot=f"{SLUG}/pages/01.png")(folder)
    record(
        "end",
        blocker={
            "step": 1,
            "statement": STATEMENT,
            "expected": {"code": "none"},
            "seen": {"code": "none"},
        },
    )(folder)


def many_folders(folder: Path) -> None:
    """Folders without anything in them."""
    for number in range(300):
        (folder / f"s{number}").mkdir()


def socket_at(name: str) -> Malice:
    """A socket in the place of a file."""

    def make(folder: Path) -> None:
        with contextlib.chdir(folder), socket.socket(socket.AF_UNIX) as made:
            made.bind(name)

    return make


def deep_folders(folder: Path) -> None:
    """Folders within folders, deeper than any run makes them."""
    (folder / "/".join("d" * 40)).mkdir(parents=True)


def with_finding(**values: Any) -> Malice:
    """Other values in each finding."""

    def change_it(folder: Path) -> None:
        path = folder / "findings.jsonl"
        findings = [json.loads(line) | values for line in path.read_text("utf-8").splitlines()]
        path.write_text("".join(f"{json.dumps(one)}\n" for one in findings), encoding="utf-8")

    return change_it


def with_suite(*changes: Malice) -> Malice:
    """The run says that it was judged by a suite that it has kept, with some files changed."""

    def make(folder: Path) -> None:
        origin(manifest="suite/suite.toml", profiles=["hardening"])(folder)
        for one in changes:
            one(folder)

    return make


def endless_profile(folder: Path) -> None:
    """A header of a page, and a regular expression that never comes to an end on it."""
    profile = folder / "suite" / "profiles" / "hardening.toml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(
        text.replace('value = "^nosniff$"', 'value = "^(x+x+)+y$"'), encoding="utf-8"
    )
    journal(with_header("x-content-type-options", "x" * 2000))(folder)


def with_header(name: str, value: str) -> Callable[[list[dict[str, Any]]], object]:
    """Each exchange of a journal has the header."""
    return lambda records: [
        one["headers"].update({name: value})
        for record in records
        for one in record.get("exchanges", ())
    ]


def with_texts(text: str, count: int = 1) -> Malice:
    """Each page has these texts."""

    def change_them(records: list[dict[str, Any]]) -> None:
        for one in (one["page"] for one in records if one["kind"] == "page"):
            one["texts"] = [one["texts"][0] | {"text": text}] * count

    return journal(change_them)


DEEP = "[" * 100_000
JOURNAL = f"{SLUG}/journal.jsonl"
TIMES = ("start_up", "walking", "judging", "reporting", "total")
REFUSED: dict[str, Malice] = {
    "report is a link": link("report.html", "../secret"),
    "draft is a link": link(".report.html.partial", "../secret"),
    "findings are a link": link("findings.jsonl", "../secret"),
    "link that dangles": link("notes.txt", "nothing"),
    "link that gives orders": link("x\n::order::x\x1b[2J", "nothing"),
    "link to itself": link("loop", "loop"),
    "link to a device": link("zeros", "/dev/zero"),
    "link to the root": link("root", "/"),
    "journal is a link": link(JOURNAL, "../secret"),
    "folder is a link": link(SLUG, "../"),
    "evidence is a link": link(f"{SLUG}/pages/key.png", "../secret"),
    "facts are a link": link("run.json", "../secret"),
    "guide is a link": link("suite/guide/home.toml", "../secret"),
    "ledger is a link": link("ledger.toml", "../secret"),
    "pipe as journal": pipe(JOURNAL),
    "pipe as facts": pipe("run.json"),
    "pipe as findings": pipe("findings.jsonl"),
    "pipe beside": pipe("pipe"),
    "socket beside": socket_at("socket"),
    "deep folders": deep_folders,
    "other format": facts(format=7),
    "plan of another shape": facts(plan={"a": 1}),
    "origin of another shape": facts(origin=["x"]),
    "words of another shape": facts(words={"a": {"b": {"c": "d"}}}),
    "times of another shape": facts(times={"total": []}),
    "times before all time": facts(started="0001-01-01T00:00:00+14:00"),
    "huge journal": huge(JOURNAL),
    "journal in another encoding": lambda f: (f / JOURNAL).write_bytes(
        (f / JOURNAL).read_text(encoding="utf-8").encode("utf-16")
    ),
    "journal of zeros": written(JOURNAL, b"\0" * 100_000 + b"\n"),
    "deep journal": written(JOURNAL, DEEP + "\n"),
    "path of a page": record("page", html="../../secret"),
    "path of a picture": record("page", screenshot="/etc/passwd"),
    "path as scenario": record("head", scenario="../../secret"),
    "infinite time": record("step", time=1e999),
    "huge numbers": record("page", number=10**30, score=1e308, time=-1e308),
    "numbers of steps": record("step", number=10**30, on=10**18, led_to=-(10**18)),
    "times after all time": record("head", started="9999-12-31T23:59:59-14:00"),
    "two heads": journal(lambda r: r.insert(1, {**r[0], "format": "x"})),
}
SURVIVED: dict[str, Malice] = {
    "nothing but code": lambda _folder: None,
    "code as a suite": origin(manifest="code/suite.toml"),
    "guide elsewhere": origin(guide="/etc"),
    "target that deletes": origin(target_file="code/evil.toml"),
    "no facts at all": lambda f: (f / "run.json").unlink(),
    "facts cut off": written("run.json", '{"format": 1, "plan": ['),
    "deep facts": written("run.json", DEEP),
    "endless number": written("run.json", "9" * 100_000),
    "references in a circle": record("step", on=1, led_to=1, statement=STATEMENT),
    "record twice": journal(lambda r: r.extend(r[1:])),
    "no end": journal(lambda r: r.pop()),
    "unknown facts": record("end", unobservable={"code": "no-such-code", "params": {"x": 1}}),
    "ledger in the folder": lambda f: (
        written("ledger.toml", "x = [" + "[" * 50_000)(f),
        origin(ledger="known.toml")(f),
    )[0],
    "hostile words": facts(words={"\x1b[2J": "\u202e</script>"}, target="\x1b]0;x\x07"),
    "picture without end": with_picture,
    "many folders": many_folders,
    "slugs that address the terminal": record("page", slug="\x1b]0;x\x07\n::order::x"),
    "titles that address the terminal": record("head", title="\x1b[2J\n::order::x\x9b2J"),
    "target that addresses the terminal": together(
        written("\x1b]0;x\x07.toml", TARGET), origin(target_file="run/\x1b]0;x\x07.toml")
    ),
    "target with an endless name": origin(target_file="x" * 5000),
    "target with a null": origin(target_file="x\0y"),
    "page of a million spaces": with_texts("é" + " " * 1_000_000),
    "page of a million words": with_texts("le code " * 40_000),
    "page of many texts": with_texts("Codes perdus", 3_000),
    "page of markup": with_texts(f"{SCRIPT}[x](javascript:alert(1))`|"),
    "profile without end": with_suite(endless_profile),
    "profile of deep tables": with_suite(written("suite/profiles/hardening.toml", f"x={DEEP}")),
    "guide of long keys": with_suite(written("suite/guide/home.toml", f"{'a.' * 50_000}a = 1")),
    "guide in another encoding": with_suite(written("suite/guide/home.toml", "é".encode("utf-16"))),
    "guide cut off": with_suite(written("suite/guide/home.toml", "[[statements]]\nslug = ")),
    "scenarios of another shape": written("suite/scenarios.json", '{"scenarios": 7}'),
    "deep scenarios": written("suite/scenarios.json", DEEP),
    "times beyond all time": facts(times=dict.fromkeys(TIMES, 1e308)),
    "times that are negative": facts(times=dict.fromkeys(TIMES, -1e308)),
    "durations beyond all time": facts(
        scenarios=[{"scenario": SLUG, "verdict": "fail", "walking": 1e308}]
    ),
    "findings with huge numbers": with_finding(
        lines=[10**30], facts={"seen": {"code": "mails-seen", "params": {"count": 1e308}}}
    ),
    "huge findings": huge("findings.jsonl"),
    "findings in a circle": with_finding(scenario=SLUG, cause=SLUG, causes=[SLUG]),
    "findings in another encoding": written("findings.jsonl", "é\n".encode("utf-16")),
    "deep findings": written("findings.jsonl", DEEP + "\n"),
    "leaks that address the terminal": facts(leaks=["\x1b]0;x\x07\n::order::x"] * 1000),
    "findings of another shape": written("findings.jsonl", '{"scenario": []}\n[]\n7\n'),
}


UNREAD = [*REFUSED][[*REFUSED].index("huge journal") :]
"""What is wrong in a journal is no matter for those who read facts or findings alone."""
FINDINGS = frozenset({"findings are a link", "pipe as findings"})
"""What is wrong with the findings: `--against` reads nothing else of a folder."""


def orders_to_github(told: str) -> list[str]:
    """The workflow commands of a portal in what was printed, where commands count."""
    counts = re.sub(r"(?ms)^::stop-commands::(\w+)$.*?^::\1::$", "", told)
    return [line for line in counts.splitlines() if line.lstrip().startswith("::order")]


def commands(folder: Path, clean: Path) -> Iterator[tuple[tuple[object, ...], Sequence[str]]]:
    """Every command that reads a run's folder, with the malice that it has to refuse."""
    why = ("--reason", "x", "--owner", "x", "--until", "2999-12-31")
    facts_alone = [one for one in REFUSED if one not in UNREAD]
    whole = [*REFUSED]
    yield ("report", folder, "--out", "merged"), whole
    yield ("report", folder), whole
    yield ("report", clean, "--against", folder, "--out", "since"), [*FINDINGS]
    yield ("recheck", folder), whole
    yield ("replay", folder, SLUG, "--yes"), whole
    yield ("accept", folder, STATEMENT, *why, "--known", "mine.toml"), whole
    yield ("compare", folder, folder, "--out", "compared"), whole
    yield ("compare", clean, clean, "--again", folder, "--out", "again"), whole
    yield ("coverage", folder), [*facts_alone, *FINDINGS]
    yield ("init", "--from", folder), whole
    yield ("init", "target.toml", "--from", folder, "--yes"), whole
    yield ("run", "--last-failed", "--out", folder, "--plan", "--only", SLUG), facts_alone
    yield ("run", "--shard", "1/1", "--durations", folder, "--plan", "--only", SLUG), facts_alone


@pytest.mark.parametrize("malice", [*REFUSED, *SURVIVED])
def test_a_received_folder_does_no_harm(
    malice: str, received: Path, clean: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command reports, or refuses in one sentence with exit 2 or 3."""
    outside = received.parent.parent
    summary = received.parent / "summary.md"
    summary.touch()
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    Path("target.toml").write_text(TARGET, encoding="utf-8")
    (REFUSED | SURVIVED)[malice](received)
    for command, refused in commands(received, clean):
        code, told = shell(*command)
        assert code in {0, 1, 2, 3, 4}, (command, told)
        assert "Traceback" not in told, (command, told)
        assert TOKEN not in told
        assert not any(mark in told for mark in ESCAPES), (command, told)
        assert not orders_to_github(told), (command, told)
        if malice in refused:
            assert code == 2, (command, told)
    assert not (outside / "executed").exists()
    assert (outside / "secret").read_text(encoding="utf-8") == TOKEN
    assert sorted(path.name for path in outside.iterdir()) == ["here", "secret"]
    held = (
        path for path in (outside / "here").rglob("*") if path.is_file() and not path.is_symlink()
    )
    texts = {path: path.read_bytes() for path in held if path.stat().st_size < 1 << 30}
    assert not [path for path, text in texts.items() if TOKEN.encode() in text]
    written = {path: text for path, text in texts.items() if path.suffix == ".html"}
    assert not [path for path, text in written.items() if SCRIPT.encode() in text]


def difference(**values: Any) -> Malice:
    """The comparison has a difference that says this of itself."""

    def change_it(folder: Path) -> None:
        path = folder / "comparison.json"
        found = json.loads(path.read_text(encoding="utf-8"))
        found["comparison"] |= values
        path.write_text(json.dumps(found), encoding="utf-8")

    return change_it


COMPARISONS: dict[str, Malice] = {
    "comparison is a link": link("comparison.json", "../secret"),
    "pipe as comparison": pipe("comparison.json"),
    "huge comparison": huge("comparison.json"),
    "deep comparison": written("comparison.json", DEEP),
    "comparison of another shape": written("comparison.json", '{"comparison": [1, 2]}'),
    "comparison in another encoding": written("comparison.json", "é".encode("utf-16")),
    "causes of another shape": difference(causes=[{"differences": 10**30}]),
    "suite is a link": link("suite/suite.toml", "../secret"),
}


@pytest.fixture(scope="module")
def compared(clean: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A comparison as it is received."""
    out = tmp_path_factory.mktemp("compared") / "comparison"
    assert exit_code("compare", str(clean), str(clean), "--out", str(out)) == 0
    return out


@pytest.mark.parametrize("malice", COMPARISONS)
def test_a_received_comparison_does_no_harm(
    malice: str, compared: Path, tmp_path: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`accept` refuses it in one sentence."""
    folder = tmp_path / "here" / "comparison"
    shutil.copytree(compared, folder)
    (tmp_path / "secret").write_text(TOKEN, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "here")
    COMPARISONS[malice](folder)
    why = ("--reason", "x", "--owner", "x", "--until", "2999-12-31")
    code, told = shell("accept", folder, "0123456789", *why, "--known", "mine.toml")
    assert code == 2, told
    assert "Traceback" not in told
    assert TOKEN not in told
    assert (tmp_path / "secret").read_text(encoding="utf-8") == TOKEN
