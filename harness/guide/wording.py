"""A portal's own words for the guide's: the same statements, whose claims have those words.

Slug, line and sentence of a statement stay the same; only its claim looks for the portal's words,
and they are judged to the letter.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from harness.core.text import label_key
from harness.guide.claims import Action, Claim, Leads, Order
from harness.guide.model import Chapter, Guide, Statement

Wording = Mapping[str, str | Mapping[str, str]]
"""The guide's words to the portal's; under a page's slug, those of that page alone."""

_TEXTS = ("text", "label", "beside", "option", "says", "address")
MAX_SUGGESTIONS = 3


def in_words(guide: Guide, wording: Wording) -> Guide:
    """The guide in a portal's words; the guide itself for no words."""
    if not wording:
        return guide
    own = {chapter.slug: _of_page(wording, chapter.slug) for chapter in guide.chapters}
    chapters = tuple(_chapter(chapter, own) for chapter in guide.chapters)
    return Guide.model_construct(
        chapters=chapters, digest=guide.digest
    )  # a copy keeps what it cached


def count(wording: Wording) -> int:
    """The number of words in a wording."""
    return sum(1 if isinstance(said, str) else len(said) for said in wording.values())


def vocabulary(chapter: Chapter) -> dict[str, str]:
    """All words of a page that a portal may replace: as written, by how they are compared."""
    found: dict[str, str] = {}
    for statement in chapter.statements:
        for text in _texts(statement):
            found.setdefault(label_key(text), text)
    return found


def _texts(statement: Statement) -> Iterator[str]:
    claim = vars(statement.claim)
    yield from (claim[name] for name in _TEXTS if claim.get(name))
    yield from claim.get("of", ()) if isinstance(statement.claim, Order) else ()
    if statement.sentence:
        yield statement.sentence


def unknown_words(guide: Guide, wording: Wording) -> Iterator[str]:
    """One sentence for each word of a wording that the guide does not have, with a suggestion."""
    everywhere = {k: v for chapter in guide.chapters for k, v in vocabulary(chapter).items()}
    for words, said in wording.items():
        if isinstance(said, str):
            yield from _unknown_word(words, everywhere, "the guide")
        elif words not in guide.pages:
            yield f"{words!r} is no page; the pages are {', '.join(guide.pages)}"
        else:
            known = vocabulary(guide.pages[words])
            for one in said:
                yield from _unknown_word(one, known, f"the page {words}")


def _unknown_word(words: str, known: Mapping[str, str], where: str) -> Iterator[str]:
    if label_key(words) not in known:
        near = get_close_matches(label_key(words), known, n=MAX_SUGGESTIONS)
        hint = f"; did you mean {' or '.join(repr(known[one]) for one in near)}?" if near else ""
        yield f"{words!r}, which {where} does not say{hint}"


def _of_page(wording: Wording, page: str) -> dict[str, str]:
    """The words that hold on a page; its own go before those of all pages."""
    of_page = wording.get(page)
    everywhere = {
        label_key(words): said for words, said in wording.items() if isinstance(said, str)
    }
    own = of_page if isinstance(of_page, Mapping) else {}
    return everywhere | {label_key(words): said for words, said in own.items()}


def _chapter(chapter: Chapter, own: Mapping[str, Mapping[str, str]]) -> Chapter:
    statements = tuple(_statement(statement, own) for statement in chapter.statements)
    return chapter.model_copy(update={"statements": statements})


def _statement(statement: Statement, own: Mapping[str, Mapping[str, str]]) -> Statement:
    claim = statement.claim
    page = vars(claim).get("page", statement.page)  # a movement speaks of the page it leads to
    update = _claim(claim, statement.sentence, own.get(page, {}))
    if not update:
        return statement
    return statement.model_copy(update={"claim": claim.model_copy(update=update)})


def _claim(claim: Claim, sentence: str, own: Mapping[str, str]) -> dict[str, Any]:
    """The attributes of a claim that change; {} for none."""
    if isinstance(claim, Action) and claim.beside and label_key(sentence) in own:
        return {"label": own[label_key(sentence)], "beside": ""}  # the line was made one link
    facts = vars(claim)
    changed: dict[str, Any] = {
        name: own.get(label_key(facts[name]), facts[name]) for name in _TEXTS if facts.get(name)
    }
    whole = "label" if isinstance(claim, Action) else "text"
    if label_key(sentence) in own and whole in changed:
        changed[whole] = own[label_key(sentence)]
    changed |= _changed_lists(claim, own)
    return {name: value for name, value in changed.items() if value != facts[name]}


def _changed_lists(claim: Claim, own: Mapping[str, str]) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    for name in ("of", "empty"):
        texts = vars(claim).get(name)
        if isinstance(texts, tuple) and texts:
            changed[name] = tuple(own.get(label_key(text), text) for text in texts)
    if isinstance(claim, Leads):
        changed["filled"] = {
            own.get(label_key(label), label): v for label, v in claim.filled.items()
        }
    return changed
