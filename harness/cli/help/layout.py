"""The help of commands: options in groups, values named, an example, in English or French.

The English help of an option stands beside it in the code; `french.toml` has the French.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from typer.core import TyperCommand, TyperGroup

from harness.cli.help.language import spoken_language
from harness.config.choices import Lang

_FRENCH = Path(__file__).with_name("french.toml")
HELP_NAMES = {"help_option_names": ["-h", "--help"]}

GROUPS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "Which scenarios, on which portal",
        frozenset(
            {
                *("suite", "only", "last_failed", "shard", "durations", "scenarios", "scenario"),
                *("own_guide", "profile", "target", "guide", "accounts", "mail", "number"),
                *("seed", "edition", "kind", "whole", "since", "seeds", "depth", "pages", "at"),
                *("diff", "again", "runs", "run"),
            }
        ),
    ),
    (
        "How they run",
        frozenset(
            {
                *("driver", "jobs", "headed", "slow_mo", "step", "debug", "validate", "retries"),
                *("fail_fast", "yes", "plan", "repeat", "cluster", "pace", "delay", "resume"),
                *("port", "mail_port", "database", "learn"),
            }
        ),
    ),
    (
        "What is written",
        frozenset(
            {
                *("out", "lang", "known", "update", "trace", "film", "ledger", "fail_on_gaps"),
                *("draft_guide", "against", "reason", "owner", "until", "reference", "group"),
                *("every", "words", "format", "format_", "template", "table"),
            }
        ),
    ),
)
"""Titles of the groups of options, and the parameters in each; the others stand last."""

_PLAYING = frozenset({"run", "compare", "replay", "mutants"})  # commands that play scenarios
OTHER_TITLES = {
    "Which scenarios, on which portal": "What it works on",
    "How they run": "How it works",
}
"""Titles for the commands that play no scenarios."""

VALUES = {
    "target": "TARGET",
    "old": "OLD",
    "new": "NEW",
    **dict.fromkeys(("jobs", "retries", "depth", "pages", "number", "seed"), "N"),
    **dict.fromkeys(("port", "mail_port"), "PORT"),
    **dict.fromkeys(("out", "suite", "scenarios", "own_guide", "durations", "since"), "FOLDER"),
    **dict.fromkeys(("run", "runs", "against", "again"), "RUN"),
    **dict.fromkeys(
        ("known", "ledger", "seeds", "database", "accounts", "file", "template"),
        "FILE",
    ),
    **dict.fromkeys(("only", "debug", "scenario"), "SCENARIO"),
    "driver": "browser|http",
    "trace": "failed|all",
    "film": "failed|all",
    "lang": "en|fr",
    "kind": "mutants|variations|all",
    "job": "new|check",
    "document": "DOCUMENT",
    "repeat": "old|both|none",
    "delay": "SECONDS",
    "slow_mo": "MILLISECONDS",
    "pace": "REQUESTS",
    "shard": "K/N",
    "profile": "PROFILE",
    "statement": "STATEMENT",
    "until": "DAY",
    "reason": "TEXT",
    "owner": "NAME",
    "reference": "TEXT",
    "mail": "PLACE",
    "at": "URL",
    "portal": "URL",
    "cluster": "ADDRESS",
    "edition": "NAME",
    "draft_guide": "FOLDER",
    "source": "URL",
    "guide": "FILE",
    "format_": "json|csv|sql|django",
    "table": "NAME",
}
"""What to type for a parameter."""

EXAMPLES: dict[str, tuple[str, ...]] = {
    "run": (
        "codes-perdus run",
        "codes-perdus run portal.toml --driver http --only 'NAME*'",
        "codes-perdus run portal.toml --shard 2/5 --known known.toml --yes",
    ),
    "init": ("codes-perdus init https://portal.example --out portal.toml",),
    "guide": (
        "codes-perdus guide new manual.pdf --out suite",
        "codes-perdus guide check --suite suite",
    ),
    "serve": ("codes-perdus serve --port 8080",),
    "list": ("codes-perdus list --only 'NAME*'",),
    "explain": ("codes-perdus explain PAGE.FIELD.mark",),
    "accounts": (
        "codes-perdus accounts new people.json --suite suite --number 12",
        "codes-perdus accounts check portal.toml",
    ),
    "coverage": ("codes-perdus coverage runs/RUN --all",),
    "compare": ("codes-perdus compare old.toml new.toml --driver http",),
    "mutants": ("codes-perdus mutants --only 'NAME*'",),
    "accept": (
        "codes-perdus accept runs/RUN PAGE.TITLE --reason late --owner Anne --until 2027-03-31",
    ),
    "scrape": (
        "codes-perdus scrape https://portal.example --out crawl",
        "codes-perdus scrape --diff crawl-old crawl-new",
    ),
    "check-redirects": ("codes-perdus check-redirects redirects.csv",),
    "recheck": ("codes-perdus recheck runs/RUN",),
    "replay": ("codes-perdus replay runs/RUN SCENARIO --headed",),
    "report": ("codes-perdus report runs/RUN --against runs/EARLIER",),
    "schema": ("codes-perdus schema > target.schema.json",),
    "doctor": ("codes-perdus doctor", "codes-perdus doctor portal.toml"),
}
"""Command lines that show the use of each command."""


@cache
def french() -> dict[str, str]:
    """The French of each English text of the help."""
    import tomllib  # noqa: PLC0415 - the English help does without it

    return tomllib.loads(_FRENCH.read_text(encoding="utf-8"))


def translated(english: str) -> str:
    """A text of the help in the language that is spoken; paragraphs are translated each."""
    if spoken_language() is Lang.EN:
        return english
    return "\n\n".join(french().get(one, one) for one in english.split("\n\n"))


def paragraphs(text: str) -> str:
    """A text whose paragraphs have no line breaks within."""
    return "\n\n".join(" ".join(one.split()) for one in text.split("\n\n"))


def describe(command: Any) -> None:
    """Name the values of a command's parameters, and translate its help, in place."""
    for param in command.params:
        if param.name in VALUES and param.metavar is None and not getattr(param, "is_flag", False):
            param.metavar = VALUES[param.name]
        param.help = translated(param.help or "")
    command.help = translated(paragraphs(command.help or ""))


class GroupedCommand(TyperCommand):
    """A command whose help shows its options in groups, and examples."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write how the command is called."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write arguments, options by group, and examples."""
        records = {one.name: _record(one, ctx) for one in self.get_params(ctx)}
        arguments = [one.name for one in self.params if one.param_type_name == "argument"]
        options = [name for name in records if name not in arguments]
        _section("Arguments", arguments, records, formatter)
        for group, names in GROUPS:
            title = group if self.name in _PLAYING else OTHER_TITLES.get(group, group)
            _section(title, [one for one in options if one in names], records, formatter)
        grouped = frozenset().union(*(names for _, names in GROUPS))
        _section("Other", [one for one in options if one not in grouped], records, formatter)
        if examples := EXAMPLES.get(self.name or ""):
            with formatter.section(_heading("Examples")):
                for line in examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


class CommandList(TyperGroup):
    """The list of commands, in the language that is spoken."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write how a command is called."""
        _write_usage(self, ctx, formatter)

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write what the program does."""
        self.help = translated(self.help or "")
        super().format_help_text(ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options of the program, then its commands."""
        records = {one.name: _record(one, ctx) for one in self.get_params(ctx)}
        _section("Options", list(records), records, formatter)
        commands = [(name, translated(str(one.help))) for name, one in self.commands.items()]
        with formatter.section(_heading("Commands")):
            formatter.write_dl(commands)


def _heading(title: str) -> str:
    """A heading before the colon that click sets; French parts the two."""
    return title if spoken_language() is Lang.EN else f"{translated(title)}\N{NO-BREAK SPACE}"


def _write_usage(command: Any, ctx: Any, formatter: Any) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, f"{translated('Usage:')} ")


def _record(param: Any, ctx: Any) -> tuple[str, str]:
    """The two columns of a parameter: what to type, and its help."""
    name, text = param.get_help_record(ctx) or ("", "")
    if param.param_type_name == "argument":
        name = name.partition(" <")[0]
    words, bracket, marks = text.rpartition("  [")
    for english in ("default: ", "required"):
        marks = marks.replace(english, translated(english))
    marks = _in_words(marks)
    return name, f"{translated(words)}{bracket}{marks}" if bracket else translated(text)


def _in_words(marks: str) -> str:
    """The marks of an option, with the range of its numbers in words."""
    for pattern, english in (
        (r"([\d.]+)<=x<=([\d.]+)", "from {} to {}"),
        (r"x>=([\d.]+)", "at least {}"),
    ):
        words = translated(english)
        marks = re.sub(pattern, lambda found, words=words: words.format(*found.groups()), marks)
    return marks


def _section(
    title: str, names: Iterable[str], records: dict[str, tuple[str, str]], formatter: Any
) -> None:
    rows = [records[name] for name in names if records[name][0]]
    if rows:
        with formatter.section(_heading(title)):
            formatter.write_dl(rows)
