"""`harness/` knows no guide: what a suite says stands in the suite alone."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from harness.config.suite import Suite, bundled_suite, load_suite
from harness.guide.loader import load_guide
from harness.guide.model import Guide

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted(ROOT.glob("examples/*/suite.toml"))
SUITES = (bundled_suite(), *map(load_suite, EXAMPLES))

ORDINARY = {
    "accessibility": "a kind of difference, and the table of a crawl about it",
    "answer": "what a server gives back",
    "E-mail address": "what an account has",
    "Register": "what a function does with a mark of pytest",
    "choose": "a verb of the actor and the drivers",
    "description": "of a field in a form, by ARIA",
    "email": "a type of input in HTML",
    "help": "a short explanation at a field",
    "index": "a method of lists",
    "login": "what the next login of an account comes to",
    "mail": "a mail",
    "name": "an attribute of HTML",
    "password": "a type of input in HTML",
    "progress": "an element of HTML",
    "role": "an attribute of ARIA",
    "search": "a type of input in HTML",
    "sent": "a form that was sent",
    "user": "a key of target files, for HTTP authentication",
    "username": "a key of Playwright, for HTTP authentication",
    "mail.charset": "an attribute of a mail, in Python and in templates",
    "mail.date": "an attribute of a mail, in Python and in templates",
    "mail.sender": "an attribute of a mail, in Python and in templates",
    "mail.subject": "an attribute of a mail, in Python and in templates",
}
"""Words of a suite that stand in the code because they are ordinary English there."""

_PLAIN = re.compile(r"[a-z]+")
_TOKEN = re.compile(r"[\w.-]*\w")
_WORDED = ("label", "text", "secret", "option", "beside", "address", "said")
_MIN_LABEL = 8  # characters of a wording that can be looked for in a text


def words_of(suite: Suite) -> Iterator[str]:
    """Slugs, fields, roles, traits, relations, permissions and kinds of secrets of a suite."""
    guide, accounts = load_guide(suite, profiles=suite.profile_names), suite.accounts
    yield from (*guide.pages, *guide.by_slug, *accounts.fields, *accounts.roles)
    yield from (*accounts.traits, *accounts.relations, *guide.kinds_of_codes, *suite.permissions)
    yield from (field.secret for field in accounts.fields.values() if field.secret)


def wordings_of(guide: Guide) -> Iterator[str]:
    """The labels and sentences of a guide."""
    for statement in guide:
        values = (getattr(statement.claim, name, "") for name in _WORDED)
        yield from (value for value in values if isinstance(value, str))
    yield from (chapter.title for chapter in guide.chapters)


@cache
def sources() -> dict[str, str]:
    """The text of each file of `harness/`, as far as people wrote it."""
    kinds = ("*.py", "*.ftl", "*.js", "*.jinja", "*.css", "*.toml", "*.html")
    files = (path for kind in kinds for path in (ROOT / "harness").rglob(kind))
    return {str(p.relative_to(ROOT)): p.read_text(encoding="utf-8") for p in files}


@cache
def constants() -> dict[str, str]:
    """Each text that is a whole constant of Python, with a file that has it."""
    found: dict[str, str] = {}
    for name, text in sources().items():
        if name.endswith(".py"):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.setdefault(node.value, name)
    return found


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
def test_no_name_of_a_suite_stands_in_the_code(suite: Suite) -> None:
    """Names that are no plain words stand nowhere, plain ones are no text of the program."""
    names = set(words_of(suite)) - ORDINARY.keys()
    plain = {name for name in names if _PLAIN.fullmatch(name)}
    assert {name: constants()[name] for name in plain & constants().keys()} == {}
    tokens = {token: file for file, text in sources().items() for token in _TOKEN.findall(text)}
    assert {name: tokens[name] for name in (names - plain) & tokens.keys()} == {}


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
def test_no_wording_of_a_suite_stands_in_the_code(suite: Suite) -> None:
    """Neither a label nor a sentence, however it is quoted."""
    everything = "\n".join(sources().values())
    wordings = {one for one in wordings_of(load_guide(suite)) if len(one) >= _MIN_LABEL}
    assert [one for one in wordings - ORDINARY.keys() if one in everything] == []


def test_the_test_finds_what_it_looks_for() -> None:
    """The suite's names and wordings are there to be found in its own files."""
    names = set(words_of(bundled_suite()))
    assert {"search.siret", "lost-codes", "confidential_code", "administrator"} <= names
    assert "Générer le code confidentiel" in set(wordings_of(load_guide()))
    assert set(ORDINARY) & constants().keys() | {"mail.date"}
