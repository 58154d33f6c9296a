"""The reports' own words are there in both languages."""

import ast
import re
from pathlib import Path

from harness.model.finding import Level, Verdict
from harness.reporting.coverage import State
from harness.reporting.i18n.fr_compare import COMPARED
from harness.reporting.i18n.fr_crawl import SITE
from harness.reporting.i18n.messages import _FRENCH, _RUN, Words

ROOM = Path(__file__).parents[3] / "harness" / "reporting"
SAYERS = {"say", "_say", "pair", "count", "_title", "_field", "_names"}


def spoken() -> set[str]:
    """Every text that a report asks to say."""
    texts = {*Verdict, *Level, *State}
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and name_of(node.func) in SAYERS:
                texts |= {a.value for a in node.args if is_text(a)}  # type: ignore[attr-defined]
    for path in ROOM.rglob("*.jinja"):
        text = path.read_text(encoding="utf-8")
        for call in re.findall(r"\bsay(?:\.count|\.pair)?\(([^()]*(?:\([^()]*\)[^()]*)*)\)", text):
            texts |= set(re.findall(r'"([^"]+)"', call))
    return texts - {""}


def name_of(function: ast.expr) -> str:
    """The last name of what is called."""
    return getattr(function, "attr", getattr(function, "id", ""))


def is_text(argument: ast.expr) -> bool:
    """Whether an argument is a literal text."""
    return isinstance(argument, ast.Constant) and isinstance(argument.value, str)


def test_every_word_of_a_report_is_there_in_french() -> None:
    """A report in French has no English word of ours."""
    assert spoken() - _FRENCH.keys() == set()


def test_each_word_is_said_once() -> None:
    """Two reports do not say one word in two ways, whichever of the tables comes last."""
    assert len(_FRENCH) == len(_RUN) + len(COMPARED) + len(SITE)


def test_translations_keep_their_names() -> None:
    """What is filled in stands in both languages."""
    for english, french in _FRENCH.items():
        assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", french))


def test_numbers_follow_the_language() -> None:
    """French zero is singular, English zero is plural."""
    words = ("{n} statement", "{n} statements")
    assert Words("en").count(0, *words) == "0 statements"
    assert Words("fr").count(0, *words) == "0 énoncé"
    assert Words("fr").count(2, *words) == "2 énoncés"
