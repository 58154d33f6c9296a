"""Each message that code or a template asks for is there in both languages, and can be told."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

from harness.compare.causes import GENERAL_KINDS
from harness.compare.model import DifferenceKind, Ruling
from harness.crawl.diff.difference import IMPORTANCE, Importance
from harness.crawl.results.inventory import Outcome
from harness.crawl.results.template_analysis import RELICS
from harness.discovery.word_pairing import WordKind
from harness.guide.similarity import MISTAKES
from harness.ledger.matching import FAILING, EntryStatus
from harness.messages import LANGUAGES, Catalogue, Language, catalogue
from harness.model.finding import Level, Verdict
from harness.reporting.coverage import State

HARNESS = Path(__file__).parents[2] / "harness"
ASKING = {"text", "pair", "_title", "fact"}
IDENTIFIER = re.compile(r"[a-z][a-z0-9-]*")
Asked = tuple[str, frozenset[str] | None]
"""An identifier, or how one begins ("kind-"), and its parameters; None: not known here."""


def asked_for() -> Iterator[Asked]:
    """What the code and the templates ask for by a literal identifier."""
    for path in HARNESS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and name_of(node.func) in ASKING:
                names = [one.arg for one in node.keywords]
                params = None if None in names else frozenset(filter(None, names))
                yield from ((identifier, params) for identifier in literals(node.args[0]))
    for path in HARNESS.rglob("*.jinja"):
        template = jinja2.Environment().parse(path.read_text(encoding="utf-8"))
        for call in template.find_all(nodes.Call):
            if call.args and isinstance(call.node, nodes.Name) and call.node.name in ASKING:
                given = frozenset(one.key for one in call.kwargs)
                yield from ((one, given) for one in literals_in_template(call.args[0]))


def name_of(function: ast.expr) -> str:
    """The last name of what is called."""
    return getattr(function, "attr", getattr(function, "id", ""))


def literals(argument: ast.expr) -> Iterator[str]:
    """The identifiers that an argument may be; of an f-string its begin."""
    if isinstance(argument, ast.IfExp):
        yield from literals(argument.body)
        yield from literals(argument.orelse)
    elif isinstance(argument, ast.JoinedStr):
        yield from literals(argument.values[0])
    elif isinstance(argument, ast.Constant) and IDENTIFIER.fullmatch(str(argument.value)):
        yield str(argument.value)


def literals_in_template(argument: nodes.Expr) -> Iterator[str]:
    """The same in a template, where an identifier is put together with "~"."""
    if isinstance(argument, nodes.CondExpr):
        yield from literals_in_template(argument.expr1)
        if argument.expr2 is not None:
            yield from literals_in_template(argument.expr2)
    elif isinstance(argument, nodes.Concat):
        yield from literals_in_template(argument.nodes[0])
    elif isinstance(argument, nodes.Const) and IDENTIFIER.fullmatch(str(argument.value)):
        yield argument.value


def identifiers(language: Language) -> set[str]:
    """All that a catalogue has."""
    return set(Catalogue(language)._bundle._messages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_for_is_there_and_can_be_told(language: Language) -> None:
    """With the parameters that it is given."""
    known, asked = identifiers(language), set(asked_for())
    assert len(asked) > len(Verdict)
    for identifier, params in asked:
        if identifier.endswith("-"):
            assert any(one.startswith(identifier) for one in known), identifier
        elif params is None:
            assert identifier in known
        else:
            values = dict.fromkeys(params, 2)
            assert catalogue(language).problems(identifier, **values) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_value_of_an_enumeration_has_its_message(language: Language) -> None:
    """Verdicts, levels, kinds of differences and the like are asked for by their values."""
    wanted = {
        *(f"verdict-{one}" for one in Verdict),
        *(f"level-{one}" for one in Level),
        *(f"state-{one}" for one in State),
        *(f"status-{one}" for one in EntryStatus),
        *(f"remedy-{one}" for one in FAILING),
        *(f"kind-{one}" for one in DifferenceKind),
        *(f"ruling-{one}" for one in Ruling),
        *(f"cause-statement-{one}" for one in Ruling),
        *(f"cause-{one}" for one in GENERAL_KINDS),
        *(f"importance-{one.name.lower()}" for one in Importance),
        *(one.label.code for one in WordKind),
        *(f"relic-{one}" for one in RELICS),
        *(f"tile-{one}" for one in Outcome),
        *(f"cut-{one}" for one in ("size", "time", "connection", "slow")),
        *IMPORTANCE,
        *MISTAKES,
    }
    assert wanted <= identifiers(language)


def test_numbers_follow_the_language() -> None:
    """French zero is singular, English zero is plural; large numbers are parted."""
    english, french = catalogue("en"), catalogue("fr")
    assert english.text("count-statements", n=0) == "0 statements"
    assert english.text("count-statements", n=1) == "1 statement"
    assert french.text("count-statements", n=0) == "0 énoncé"
    assert french.text("count-statements", n=2) == "2 énoncés"
    assert english.text("count-statements", n=12_345) == "12,345 statements"
