"""Every fact that the source makes has a sentence in each language, and needs nothing else."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

import harness
from harness.messages import LANGUAGES, Catalogue, Language
from harness.model.fact import Parameter, fact, fact_from_json, fact_to_json, quote, quotes

SOURCE = Path(harness.__file__).parent
ACT = SOURCE / "driver" / "browser" / "js" / "act.js"
_IN_SCRIPT = re.compile(r'"((?:element|frame|tick)-[a-z-]+)"')
_VARIABLE = re.compile(r"\$([a-z][a-z0-9-]*)")


@cache
def made() -> Mapping[str, set[str] | None]:
    """The codes of the facts that the source makes, each with the parameters that it is given.

    None for the parameters of a fact that is given them by `**`.
    """
    found: dict[str, set[str] | None] = {}
    texts = (path.read_text("utf-8") for path in SOURCE.rglob("*.py"))
    for text in (one for one in texts if "fact(" in one):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "fact":
                _note(node, found)
    found |= {code: {"by"} for code in _codes_of_script()}
    return found


def _note(call: ast.Call, found: dict[str, set[str] | None]) -> None:
    names = {keyword.arg for keyword in call.keywords}
    params = None if None in names else {name for name in names if name}
    for code in _codes(call.args[0]):
        known = found.setdefault(code, params)
        found[code] = None if known is None or params is None else known | params


def _codes(node: ast.expr) -> Iterator[str]:
    """The texts that the first argument of `fact` may be; none for one that is computed."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_codes(node.body), *_codes(node.orelse))


def _codes_of_script() -> set[str]:
    return set(_IN_SCRIPT.findall(ACT.read_text("utf-8")))


def of_checks() -> list[str]:
    """The codes that checks, refusals and blocked scenarios tell."""
    return sorted(messages("en")["checks"].keys() | messages("en")["refusals"].keys())


@cache
def messages(language: Language) -> Mapping[str, Mapping[str, set[str]]]:
    """The messages of each file of a language, each with the variables that it needs."""
    found: dict[str, dict[str, set[str]]] = {}
    for path in (SOURCE / "messages" / "locales" / language).glob("*.ftl"):
        parts = re.split(r"^(?=[a-z][a-z0-9-]* =)", path.read_text("utf-8"), flags=re.MULTILINE)
        pairs = [(part.partition(" =")[0], set(_VARIABLE.findall(part))) for part in parts[1:]]
        assert len(dict(pairs)) == len(pairs), path.name
        found[path.stem] = dict(pairs)
    return found


def variables(code: str, language: Language) -> set[str]:
    """What a message shows or chooses by."""
    return next(known[code] for known in messages(language).values() if code in known)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_has_a_sentence(language: Language) -> None:
    """In each language; one that is missing would be told by its code."""
    catalogue = Catalogue(language)
    assert {code for code in made() if code not in catalogue} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_needs_nothing_but_what_its_fact_is_given(language: Language) -> None:
    """A parameter that the source never gives would leave a hole."""
    missing = {
        code: needed
        for code, params in made().items()
        if params is not None
        and (needed := variables(code, language) - {one.replace("_", "-") for one in params})
    }
    assert missing == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [0, 1, 2, 21])
def test_every_sentence_of_a_check_can_be_formed(language: Language, number: int) -> None:
    """With texts, lists, facts and any number, and no brace is left over."""
    catalogue = Catalogue(language)
    for code in of_checks():
        told = fact(code, **_samples(code, language, number))
        assert catalogue.problems(code, **told.params) == (), code
        assert not re.search(r"[{}$]|\s$|^\s|  ", catalogue.say(told)), (code, catalogue.say(told))


def _samples(code: str, language: Language, number: int) -> dict[str, Parameter]:
    """A value for each variable of a message, of the kind that the message takes."""
    samples: dict[str, Parameter] = {}
    for name in variables(code, language):
        key = name.replace("-", "_")
        samples[key] = _SAMPLES.get(key, number)
    return samples


_PART = fact("words-shown", words=quote("Nom"))
_TEXTS: tuple[str, ...] = (
    *("text", "label", "words", "title", "page", "value", "wanted", "says", "option", "mark"),
    *("beside", "example", "subject", "shape", "path", "name", "url", "host", "address", "date"),
    *("begin", "end", "charset", "format", "type", "problem", "reason", "remedy", "attribute"),
    *("rule", "help", "html", "frame", "session", "secret", "kind", "pattern", "of", "feature"),
    *("part", "known", "unknown", "delta", "one", "other", "code", "target", "by", "field"),
    *("account", "lacking"),
)
_SAMPLES: dict[str, Parameter] = {
    **dict.fromkeys(_TEXTS, "x"),
    **dict.fromkeys(("seen", "expected", "what", "sign", "why", "old", "new"), _PART),
    **dict.fromkeys(("items", "names", "addresses", "references"), ("a", "b")),
    **dict.fromkeys(("labels", "texts", "options", "places"), quotes("ab")),
    **dict.fromkeys(("facts", "kinds", "parts", "problems", "rules", "elements"), (_PART, _PART)),
    "pairs": (_PART,),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_message_stands_in_one_file(language: Language) -> None:
    """Of two with one name, Fluent would take the first it reads."""
    names = Counter(code for known in messages(language).values() for code in known)
    assert [name for name, count in names.items() if count > 1] == []


def test_no_message_of_a_check_is_left_over() -> None:
    """What no check tells any more goes."""
    assert set(of_checks()) - made().keys() == set()


def test_facts_stay_what_they_are_on_the_way_through_a_file() -> None:
    """Numbers, texts, quotes, facts and lists of them; two that are equal have one hash."""
    told = fact(
        "page-saying",
        page=fact("page", title="Accueil", page="home"),
        says=quote("Bonjour"),
        items=("a", "b"),
        labels=quotes("ab"),
        nothing=(),
        count=2,
        seconds=0.5,
    )
    again = fact_from_json(fact_to_json(told))
    assert again == told
    assert hash(again) == hash(told)
