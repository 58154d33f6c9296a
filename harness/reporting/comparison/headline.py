"""What a cause of differences comes to, in one plain sentence: where, what, on both portals."""

from dataclasses import replace
from functools import partial
from typing import Any

from harness.compare.causes import change_fact
from harness.compare.diff.mails import MAIL
from harness.compare.model import (
    STEP_KINDS,
    Comparison,
    Difference,
    DifferenceCause,
    DifferenceKind,
    Shown,
)
from harness.core.sanitize import clipped
from harness.messages import Catalogue
from harness.model.fact import Fact, Parameter, Quote, fact, quote
from harness.reporting.citation import words_of
from harness.reporting.headline import Clauses, clauses, placed, unbroken

MAX_NAMED = 2  # pages that a sentence names
MAX_QUOTED = 200  # characters of one text of a portal
NAMED_PARTS = frozenset(
    {
        *(DifferenceKind.MAIL, DifferenceKind.MAIL_HEADER, DifferenceKind.MAIL_PARTS),
        DifferenceKind.SOUND,
    }
)
"""Kinds whose parts have a name of ours, the message `part-<part>`."""


def cause_headline(cause: DifferenceCause, comparison: Comparison, catalogue: Catalogue) -> str:
    """A cause in one plain sentence, with its full stop.

    It speaks of the most binding statement that a portal breaks: what should be, and what each
    portal does; of what both portals show if none is broken.
    """
    make = _of_statement if cause.lead.is_verdict else _of_change
    return unbroken(make(cause, comparison, catalogue))


def _of_statement(cause: DifferenceCause, comparison: Comparison, catalogue: Catalogue) -> str:
    change = cause.lead.change
    old, new = (_clauses(cause, one, comparison, catalogue) for one in (change.old, change.new))
    first = new if new and (new.scene or not old) else old
    if first is None:
        return placed(f"{catalogue.say(cause.fact)}.", None, catalogue)
    if old and new:
        message, but = "told-on-neither", {"old": old.but, "new": new.but}
    else:
        message, but = "told-on-old-only" if new else "told-on-new-only", {"but": first.but}
    return placed(catalogue.text(message, should=first.should, **but), first.scene, catalogue)


def _clauses(
    cause: DifferenceCause, outcome: Shown, comparison: Comparison, catalogue: Catalogue
) -> Clauses | None:
    """What a portal should do, and what it does; None for one that keeps the statement."""
    if not isinstance(outcome, Fact) or outcome.code == "kept":
        return None
    lead = cause.lead
    if because := outcome.params.get("statement"):
        sentence = comparison.sentences.get(because) if isinstance(because, str) else None
        but = catalogue.text("but-unreached", because=_words(sentence or because))
        return Clauses(None, words_of(lead, catalogue) or lead.statement, but)
    scene = lead.occurrences[0].scene if lead.occurrences else None
    told = clauses(_part(outcome, "expected"), _part(outcome, "seen"), scene, catalogue)
    words = cause.fact.params.get("new") if cause.fact.code == "cause-became" else None
    if isinstance(words, Quote) and outcome is lead.change.new:
        return replace(told, but=catalogue.text("but-instead", words=words))
    return told


def _part(outcome: Fact, name: str) -> Fact | None:
    part = outcome.params.get(name)
    return part.with_texts(partial(clipped, limit=MAX_QUOTED)) if isinstance(part, Fact) else None


def _words(sentence: object) -> Fact | Quote:
    return sentence if isinstance(sentence, Fact) else quote(clipped(str(sentence), MAX_QUOTED))


def _of_change(cause: DifferenceCause, comparison: Comparison, catalogue: Catalogue) -> str:
    own = change_fact(cause.lead.change) if cause.fact.code.startswith("cause-statement") else None
    one = titled(own or cause.fact, comparison)
    if "kind" in one.params:
        one = Fact(one.code, {**one.params, "kind": _subject(cause, one.params["kind"], catalogue)})
    one = Fact(one.code, {k: answered(v, cause.lead, catalogue) for k, v in one.params.items()})
    said = catalogue.say(one.with_texts(partial(clipped, limit=MAX_QUOTED)))
    return placed(f"{said}.", _scene(cause, comparison), catalogue)


def _subject(cause: DifferenceCause, kind: Parameter, catalogue: Catalogue) -> Parameter:
    """What was compared, with the part of pages or mails if all differences are about one."""
    parts = {(one.change.kind, one.change.part) for one in cause.differences}
    name, part = next(iter(parts))
    if len(parts) > 1 or not part:
        return kind
    if name in NAMED_PARTS:
        return fact("kind-and-part", kind=kind, part=part_name(name, part, catalogue))
    return fact("kind-of-part", kind=kind, part=quote(part))


def answered(value: Parameter, difference: Difference, catalogue: Catalogue) -> Parameter:
    """A yes or no in words that can be read alone, as the message `yes-<kind or part>` has them."""
    if isinstance(value, Fact) and value.code in {"yes", "no"}:
        change = difference.change
        names = (f"{value.code}-{name}" for name in (change.kind, change.part))
        return fact(next((name for name in names if name in catalogue), value.code))
    return value


def part_name(kind: DifferenceKind, part: str, catalogue: Catalogue) -> str:
    """What reports call a part of a page, a mail or a sound."""
    return catalogue.text(f"part-{part}") if part and kind in NAMED_PARTS else part


def _scene(cause: DifferenceCause, comparison: Comparison) -> Fact | None:
    """Where the differences are: after a step, in mails, on pages."""
    lead = cause.lead
    if lead.change.kind in STEP_KINDS and lead.occurrences:
        return lead.occurrences[0].scene
    pages = tuple(dict.fromkeys(d.change.page for d in cause.differences if d.change.page))
    if pages == (MAIL,):
        return fact("scene-mails")
    titles = tuple(quote(comparison.title(page)) for page in pages)
    if len(titles) > MAX_NAMED:
        return fact("scene-many-pages", n=len(titles))
    if len(titles) == 1:
        return fact("scene-page", title=titles[0])
    return fact("scene-pages", titles=titles) if titles else None


def titled(shown: Fact, comparison: Comparison) -> Fact:
    """A fact with the titles of pages for their slugs, in itself and in the facts within it."""

    def title(name: str, value: Any) -> Any:
        if isinstance(value, Fact):
            return titled(value, comparison)
        is_page = name == "page" and isinstance(value, str) and "title" not in shown.params
        return quote(comparison.title(str(value))) if is_page else value

    params = {name: title(name, value) for name, value in shown.params.items()}
    return Fact(shown.code, params)
