"""What is wrong with a guide, beside its document and its scenarios, and where to mend it."""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from harness.checks.walk.undeclared import told
from harness.config.suite import Suite
from harness.core.text import fold, label_key
from harness.core.value import Value
from harness.drafting.manifest_names import unknown_names
from harness.guide.claims import Action, Claim, Labelled, Mark, Words
from harness.guide.content_claims import NoWords
from harness.guide.filled import placeholders, unfilled
from harness.guide.mail_claims import (
    MailNoWords,
    MailReplyTo,
    MailSender,
    MailSubject,
    MailWords,
)
from harness.guide.model import Chapter, Guide, Statement
from harness.guide.named_fields import unnamed_twins
from harness.guide.source_text import (
    is_said_in,
    misquotes,
    read_guide_text,
    unquoted,
    untracked,
)
from harness.guide.worded import ANNOUNCED, DIFFERS, HOST, REMEMBERED, typed_name
from harness.model.fact import Fact, fact, quote
from harness.model.journal import UndeclaredChoice


class Flaw(Value):
    """One thing that is wrong.

    Attributes:
        file: to mend, below the suite's folder; "" for none.
        line: of that file, from 1; 0 for none.
        is_doubt: whether it may be as it should: then it is to be looked at.
    """

    what: Fact
    file: str = ""
    line: int = 0
    is_doubt: bool = False


def flaws(
    guide: Guide, folder: Path, exercised: Collection[str] | None, document: Path | None
) -> tuple[Flaw, ...]:
    """What is wrong with a guide, beside its files and the text that it was made from.

    `exercised` has the statements that some scenario exercises; None for no scenarios.

    Raises:
        UsageError: the text cannot be read.
    """
    found: list[Flaw] = []
    if document:
        found += _document_flaws(guide, folder, document)
    if exercised is None:
        found.append(Flaw(what=fact("no-scenarios")))
    else:
        found += (
            _at(s.slug, fact("not-exercised", slug=s.slug), guide, folder)
            for s in guide
            if s.slug not in exercised
        )
    known = {HOST, *guide.accounts.fields, *_typed(guide), *_remembered(guide)}
    for one in guide:
        names = (placeholders(one.claim) - known) | unfilled(one.claim)
        found += (
            _at(one.slug, fact("unknown-name", slug=one.slug, name=f"{{{name}}}"), guide, folder)
            for name in sorted(names)
        )
    for chapter in guide.chapters:
        for one, other in _contradictions(chapter):
            what = fact("contradiction", slug=one.slug, other=other.slug)
            found.append(_at(one.slug, what, guide, folder))
        for slug, earlier in unnamed_twins(_fields_of(chapter)).items():
            found.append(_at(slug, fact("field-twice", slug=slug, other=earlier), guide, folder))
    return tuple(found)


def _typed(guide: Guide) -> Iterator[str]:
    """The names of what can be typed into the fields that the guide has."""
    claims = (one.claim for one in guide if isinstance(one.claim, Labelled))
    yield from (typed_name(name) for one in claims for name in (*one.wordings, one.called) if name)


def _remembered(guide: Guide) -> Iterator[str]:
    """The names of what the words of the guide announce, and of what is remembered of it."""
    for statement in guide:
        for name in placeholders(statement.claim):
            if name.startswith(ANNOUNCED):
                yield from (name, f"{REMEMBERED}{name.removeprefix(ANNOUNCED)}")


def _fields_of(chapter: Chapter) -> Iterator[tuple[str, Labelled]]:
    """The claims about fields of a chapter, each with the slug of its statement."""
    for statement in chapter.statements:
        if isinstance(statement.claim, Labelled):
            yield statement.slug, statement.claim


def _document_flaws(guide: Guide, folder: Path, document: Path) -> Iterator[Flaw]:
    """Where a guide and the text that it was made from differ."""
    text = read_guide_text(document)
    codes = {"untracked-line": untracked(guide, text), "unquoted-sentence": unquoted(guide, text)}
    for code, left in codes.items():
        for one in left:
            yield Flaw(what=fact(code, text=quote(one.text)), file=document.name, line=one.number)
    for wrong in misquotes(guide, text):
        what = fact("misquote", slug=wrong.slug, text=quote(wrong.sentence))
        yield _at(wrong.slug, what, guide, folder)
    for statement in guide:
        says = str(getattr(statement.claim, "says", ""))
        is_from_text = bool(statement.sentence) and not statement.computed
        if is_from_text and says and not is_said_in(text, says):
            what = fact("words-not-in-text", slug=statement.slug, text=quote(says))
            place = _at(statement.slug, what, guide, folder)
            yield place.model_copy(update={"is_doubt": True})


def manifest_flaws(suite: Suite, guide: Guide, scenarios: Collection[str]) -> tuple[Flaw, ...]:
    """What the manifest of a suite names, and its guide or its scenarios do not have."""
    files = [suite.path, *sorted({*suite.path.parent.glob("*.toml")} - {suite.path})]
    rows = [
        (path.name, number, text)
        for path in files
        for number, text in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1)
    ]
    found = []
    for name, what in unknown_names(suite, guide, scenarios):
        whole = re.compile(rf"""["']{re.escape(name)}["']|^\s*{re.escape(name)}\s*=""")
        places = ((file, line) for file, line, text in rows if whole.search(text))
        file, line = next(places, (suite.path.name, 1))
        found.append(Flaw(what=what, file=file, line=line))
    return tuple(found)


def undeclared_flaws(
    suite: Suite, guide: Guide, choices: Iterable[UndeclaredChoice]
) -> tuple[Flaw, ...]:
    """The secrets that scenarios choose, and of which the manifest does not speak."""
    text = suite.path.read_text("utf-8", "replace").splitlines()
    heads = ("[account.lifecycle", "[account")
    lines = (n for head in heads for n, row in enumerate(text, start=1) if row.startswith(head))
    line = next(lines, 1)
    return tuple(Flaw(what=told(one, guide), file=suite.path.name, line=line) for one in choices)


def _at(slug: str, what: Fact, guide: Guide, folder: Path) -> Flaw:
    page = guide.by_slug[slug].page
    path = folder / f"{page}.toml"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    number = next((n for n, text in enumerate(lines, start=1) if f'"{slug}"' in text), 0)
    return Flaw(what=what, file=path.name if lines else "", line=number)


def _contradictions(chapter: Chapter) -> Iterator[tuple[Statement, Statement]]:
    """The pairs of statements of a page or mail that cannot both hold."""
    said: dict[tuple[str, ...], tuple[Statement, object]] = {}
    for statement in chapter.statements:
        topic, value = _says(statement.claim)
        if not topic or not value:
            continue
        first, before = said.setdefault(topic, (statement, value))
        if isinstance(before, frozenset) and isinstance(value, frozenset):
            agrees = bool(before & value)  # a stricter statement beside another one
        elif isinstance(statement.claim, MailSubject):
            agrees = _may_be_one(str(before), str(value))
        else:
            agrees = before == value
        if not agrees:
            yield first, statement


def _may_be_one(subject: str, other: str) -> bool:
    """Whether a subject can be both of two: * and placeholders stand for anything."""
    one, two = (DIFFERS.split(fold(text).casefold()) for text in (subject, other))
    if len(one) == len(two) == 1:
        return one == two
    begins = one[0].startswith(two[0]) or two[0].startswith(one[0])
    return begins and (one[-1].endswith(two[-1]) or two[-1].endswith(one[-1]))


def _says(claim: Claim) -> tuple[tuple[str, ...], object]:
    """What a claim speaks of, and what it says of it; ((), None) where others may say more."""
    match claim:
        case Labelled(label=label, called=called, kinds=kinds):
            found: tuple[tuple[str, ...], object] = (
                ("field", label_key(label), called),
                frozenset(kinds),
            )
        case Mark(label=label, mark=mark):
            found = ("mark", label_key(label)), mark
        case Action(label=label, beside=beside, only=only, to=page):
            found = ("action", label_key(label), label_key(beside), only), page
        case Words(text=text) | MailWords(text=text):
            found = ("words", label_key(text)), "shown"
        case NoWords(text=text) | MailNoWords(text=text):
            found = ("words", label_key(text)), "absent"
        case MailSubject(text=text):
            found = ("subject",), text
        case MailReplyTo(address=address):
            found = ("reply-to",), address
        case MailSender(address=address):
            found = ("sender",), address
        case _:
            found = (), None
    return found
