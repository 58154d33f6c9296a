"""A portal's own words for the guide's: the same statements, whose claims have those words.

Slug, line and sentence of a statement stay the same; only its claim looks for the portal's words,
and they are judged to the letter.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from harness.core.text import label_key, plain_label
from harness.guide.claims import Action, Claim, Gives, Labelled, Leads, Mark, Offers, Order
from harness.guide.model import Chapter, Guide, Statement
from harness.guide.worded import HOST, PLACEHOLDER, is_of_account
from harness.model.journal import Words

Wording = Mapping[str, Words | Mapping[str, Words]]
"""The guide's words, or a statement's slug, to the portal's; under a page's slug, on that page."""

MAX_SUGGESTIONS = 3

_TEXTS = ("text", "label", "beside", "option", "says", "address")
_OPTIONAL = frozenset({"says", "option"})  # without them the rest of the claim stands


def in_words(guide: Guide, wording: Wording) -> Guide:
    """The guide in a portal's words; the guide itself for no words."""
    if not wording:
        return guide
    words = {chapter.slug: _PageWords(chapter, wording) for chapter in guide.chapters}
    return guide.with_chapters(
        chapter.model_copy(
            update={"statements": tuple(_statement(one, words) for one in chapter.statements)}
        )
        for chapter in guide.chapters
    )


def count(wording: Wording) -> int:
    """The number of words in a wording."""
    return sum(len(said) if isinstance(said, Mapping) else 1 for said in wording.values())


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


# --- what a target file may say --------------------------------------------------------


def unknown_words(guide: Guide, wording: Wording) -> Iterator[str]:
    """One sentence for each word of a wording that the guide does not have, with a suggestion."""
    everywhere = {k: v for chapter in guide.chapters for k, v in vocabulary(chapter).items()}
    for words, said in wording.items():
        if not isinstance(said, Mapping):
            yield from _problems(words, everywhere, guide.by_slug, "the guide")
            yield from _unknown_fields(said, guide)
        elif words not in guide.pages:
            yield f"{words!r} is no page; the pages are {', '.join(guide.pages)}"
        else:
            known = vocabulary(guide.pages[words])
            for one, own in said.items():
                yield from _problems(one, known, {}, f"the page {words}")
                yield from _unknown_fields(own, guide)


def _problems(
    words: str, known: Mapping[str, str], slugs: Mapping[str, Statement], where: str
) -> Iterator[str]:
    if words in slugs:
        if not any(vars(slugs[words].claim).get(name) for name in _TEXTS):
            yield f"{words!r}, a statement without words of its own; [reads] may be meant"
    elif label_key(words) not in known:
        near = get_close_matches(label_key(words), known, n=MAX_SUGGESTIONS)
        hint = f"; did you mean {' or '.join(repr(known[one]) for one in near)}?" if near else ""
        yield f"{words!r}, which {where} does not say{hint}"


def personal_fields(guide: Guide) -> frozenset[str]:
    """What a wording may take from the account or the run, as in "Bonjour {name}"."""
    return frozenset({HOST, *guide.accounts.texts})


def _unknown_fields(said: Words, guide: Guide) -> Iterator[str]:
    known = personal_fields(guide)
    for text in _several(said):
        for name in filter(is_of_account, set(PLACEHOLDER.findall(text)) - known):
            names = ", ".join(sorted(known))
            yield f"{text!r}: {{{name}}} is nothing that can be filled in; known: {names}"


# --- the words of one page -------------------------------------------------------------


class _PageWords:
    """A portal's words on one page of the guide."""

    def __init__(self, chapter: Chapter, wording: Wording) -> None:
        of_page = wording.get(chapter.slug)
        own = of_page if isinstance(of_page, Mapping) else {}
        everywhere = {
            words: said for words, said in wording.items() if not isinstance(said, Mapping)
        }
        slugs = {statement.slug: statement.claim for statement in chapter.statements}
        self._words = {
            label_key(words): _several(said) for words, said in (*everywhere.items(), *own.items())
        }
        self._statements = {
            slug: _several(everywhere[slug]) for slug in slugs if slug in everywhere
        }
        self._labels = {
            label_key(claim.label): self._statements[slug]
            for slug, claim in slugs.items()
            if slug in self._statements and isinstance(claim, Labelled)
        }

    def of_statement(self, slug: str) -> tuple[str, ...] | None:
        """The words that the target file gives for one statement; None for none."""
        return self._statements.get(slug)

    def of(self, words: str) -> tuple[str, ...] | None:
        """The portal's wordings for the guide's words; () where it has none, None if unchanged."""
        return self._words.get(label_key(words))

    def of_label(self, label: str) -> tuple[str, ...] | None:
        """The same for the label of a field: a statement about the field goes before its words."""
        return self._labels.get(label_key(label), self.of(label))


def _several(said: Words) -> tuple[str, ...]:
    return tuple(text for text in ((said,) if isinstance(said, str) else said) if text)


def _statement(statement: Statement, pages: Mapping[str, _PageWords]) -> Statement:
    claim = statement.claim
    page = vars(claim).get("page", statement.page)  # a movement speaks of the page it leads to
    if page not in pages:
        return statement
    named = pages[statement.page].of_statement(statement.slug)
    sentence = pages[page].of(statement.sentence) if statement.sentence else None
    whole = named if named is not None else sentence
    update, absent = _claim(claim, pages[page], whole, is_named=named is not None)
    if not update and not absent:
        return statement
    if isinstance(claim, Labelled) and "label" in update:
        update["called"] = claim.called or claim.label  # two labels may become the same
    changed = claim.model_copy(update=update)
    accepted = "absent" if absent else statement.accepted
    replaced = dict(_replaced(claim, update, pages[page]))
    return statement.model_copy(
        update={"claim": changed, "accepted": accepted, "guide_words": replaced}
    )


def _replaced(
    claim: Claim, update: Mapping[str, Any], words: _PageWords
) -> Iterator[tuple[str, str]]:
    """Each wording of a changed claim, and the guide's words that it stands for."""
    facts = vars(claim)
    yield from ((update[name], facts[name]) for name in _TEXTS if update.get(name))
    if isinstance(claim, Order):
        yield from ((said[0], text) for text in claim.of if (said := words.of_label(text)))


def _claim(
    claim: Claim, words: _PageWords, whole: tuple[str, ...] | None, *, is_named: bool
) -> tuple[dict[str, Any], bool]:
    """The attributes of a claim that change, and whether the portal does not have its words.

    Args:
        claim: in the guide's words.
        words: of its page.
        whole: the wordings of the whole sentence or statement; None if it has none of its own.
        is_named: whether the target file names the statement, and not its words.
    """
    facts = vars(claim)
    main = getattr(claim, "WORDS", "label" if "label" in facts else "text")
    changed: dict[str, Any] = {}
    absent = False
    for name in _TEXTS:
        if not facts.get(name):
            continue
        is_label = name == "label" and isinstance(claim, Labelled | Mark | Offers)
        said = words.of_label(facts[name]) if is_label else words.of(facts[name])
        if whole is not None and name == main:
            said = whole
        if said is None:
            continue
        if name == "label" and not isinstance(claim, Action):
            said = tuple(map(plain_label, said))
        absent = absent or not (said or name in _OPTIONAL or _is_of_a_field(claim))
        changed |= _attribute(name, said, facts, main)
    if whole and isinstance(claim, Action) and claim.beside and not is_named:
        changed["beside"] = ""  # the line was made one link
    changed |= _lists(claim, words)
    return {name: value for name, value in changed.items() if value != facts[name]}, absent


def _is_of_a_field(claim: Claim) -> bool:
    """Whether a claim speaks of a field that another statement is about."""
    return "label" in vars(claim) and not isinstance(claim, Action | Labelled)


def _attribute(
    name: str, said: tuple[str, ...], facts: Mapping[str, Any], main: str
) -> dict[str, Any]:
    """An attribute with the portal's wordings, the others of its main words beside the first."""
    if not said:
        return {name: ""} if name in _OPTIONAL else {}
    others = {"others": said[1:]} if name == main and "others" in facts else {}
    return {name: said[0], **others}


def _lists(claim: Claim, words: _PageWords) -> dict[str, Any]:
    """The lists of words of a claim: without those that the portal does not have."""
    changed: dict[str, Any] = {}
    if isinstance(claim, Order):
        known = [(text, words.of_label(text)) for text in claim.of]
        kept = [(text,) if said is None else said for text, said in known if said != ()]
        changed["of"] = tuple(said[0] for said in kept)
        changed["variants"] = {said[0]: said[1:] for said in kept if said[1:]}
    if isinstance(claim, Leads):
        changed["empty"] = tuple(_label(text, words) for text in claim.empty)
    if isinstance(claim, Leads | Gives):
        changed["filled"] = {_label(label, words): v for label, v in claim.filled.items()}
    return changed


def _label(label: str, words: _PageWords) -> str:
    return plain_label(next(iter(words.of_label(label) or (label,))))
