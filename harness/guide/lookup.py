"""Finds the statements that a scenario names by the guide's words, such as "send"."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import chain

from harness.core.errors import GuideError
from harness.core.text import between, label_key
from harness.guide.claims import (
    Action,
    Destination,
    Gives,
    KeptOut,
    Labelled,
    Lands,
    Leads,
    Refused,
)
from harness.guide.content_claims import Absent, Download
from harness.guide.filled import placeholders
from harness.guide.mail_claims import (
    ANY_MAIL,
    MailCode,
    MailForm,
    MailIs,
    MailLink,
    mails_promised,
)
from harness.guide.model import Chapter, Guide, Statement
from harness.guide.profile_claims import Tried
from harness.guide.worded import ANNOUNCED, PLACEHOLDER
from harness.model.finding import Level

MAX_OFFERED = 12  # names in a message
MOVEMENTS = (Leads, Gives, Refused, KeptOut, Lands, Download, Absent, Tried)
"""The claims about what a step leads to."""
STEPS = (*MOVEMENTS, Action, Labelled, Destination, MailLink)
"""The claims about what a scenario does, and so about where its path can end."""
_SHOWN = "`codes-perdus list` shows them."


def action_on(guide: Guide, page: str, words: str, beside: str = "") -> Statement:
    """The statement about a link or button of a page, by its words.

    A part of them that the guide leaves to the account (`{name}`) may be anything, unless another
    statement has the very words, or more of them; and so may the line that it stands in, where the
    guide does not tell it.

    Args:
        guide: that has the page.
        page: its slug.
        words: on the link or button.
        beside: words of the line that it stands in; "" for any.

    Raises:
        GuideError: the guide has no such words on that page.
    """
    there = [
        (one, one.claim)
        for one in (*_on(guide, page), *guide.everywhere_on(page))
        if isinstance(one.claim, Action)
    ]
    alike = sorted(
        (pair for pair in there if _fits(words, pair[1].label)),
        key=lambda pair: (not _is_same_label(pair[1].label, words), -_fixed(pair[1].label)),
    )
    exact = [pair for pair in alike if _is_same_label(pair[1].beside, beside)]
    for one, claim in (*exact, *alike):
        if not beside or _fits(beside, claim.beside or beside):
            return one
    if alike:
        lines = dict.fromkeys(f"beside={claim.beside!r}" for _, claim in alike)
        raise GuideError(
            f"« {words} » of {page}, in a line that the guide tells",
            seen=f"beside={beside!r}",
            remedy=f"The guide has: {', '.join(lines)}. An action without `beside` takes any.",
        )
    raise _unknown("a link or button", page, words, [claim.label for _, claim in there])


def asking(guide: Guide, page: str, words: str) -> Statement | None:
    """The statement about what a button of a page says when it asks again; None for none."""
    for one in _on(guide, page):
        if isinstance(one.claim, Action) and _is_same_label(one.claim.label, words):
            return one
    return None


def _fits(words: str, label: str) -> bool:
    """Whether words are those of a label, or what an account makes of it."""
    if _is_same_label(label, words):
        return True
    pieces = PLACEHOLDER.split(label_key(label))[::2]
    return len(pieces) > 1 and between(pieces, label_key(words), least=1) is not None


def _fixed(label: str) -> int:
    """How many characters of a label the guide does not leave open."""
    return len(PLACEHOLDER.sub("", label))


def open_words(action: Statement, words: str, beside: str) -> dict[str, str]:
    """What a scenario says of a link or button where the guide leaves it open, by attribute."""
    said = {"label": words, "beside": beside}
    told = vars(action.claim)
    return {name: own for name, own in said.items() if own and not _is_same_label(told[name], own)}


def _on(guide: Guide, page: str) -> tuple[Statement, ...]:
    if page not in guide.pages:
        raise GuideError(
            "a page of the guide at hand",
            seen=repr(page) if page else "none, or one that the guide leaves open",
            remedy="Open a page first; after an open end, say where: walk.at = '…'.",
        )
    return guide.on(page)


def field_on(guide: Guide, page: str, label: str) -> Statement:
    """The statement about a field of a page, by its label.

    Raises:
        GuideError: the guide has no such field on that page.
    """
    _on(guide, page)
    for statement, claim in guide.fields_of(page):
        if _is_same_label(claim.called or claim.label, label):
            return statement
    offered = [claim.called or claim.label for _, claim in guide.fields_of(page)]
    raise _unknown("a field", page, label, offered)


def announcing(guide: Guide, page: str, name: str) -> Statement:
    """The statement of a page or mail that announces what the portal makes up under a name.

    Raises:
        GuideError: the guide announces nothing of that name there.
    """
    there = guide.on(page) if page in guide.mails else _on(guide, page)
    every = (*there, *(guide.everywhere_on(page) if page in guide.pages else ()))
    for statement in every:
        if f"{ANNOUNCED}{name}" in placeholders(statement.claim):
            return statement
    raise GuideError(
        f"words of {page} that announce {name!r}",
        seen="none",
        remedy="Say in the guide which words do: {any:NAME} stands there in the place of it.",
    )


def mail_of(guide: Guide, kind: str) -> Chapter:
    """A mail of the guide; the only one if none is named.

    Raises:
        GuideError: the guide has no such mail, or several and none is named.
    """
    if kind in guide.mails:
        return guide.mails[kind]
    if not kind and len(guide.mails) == 1:
        return next(iter(guide.mails.values()))
    if kind in guide.by_slug and isinstance(guide.by_slug[kind].claim, MailLink):
        raise GuideError(
            "a mail (a chapter with `mail = true`) of the guide",
            seen=f"{kind}, which is about a link of {guide.by_slug[kind].page}",
            remedy=f"To open this link of the mail: walk.follow_mail_link(link={kind!r}).",
        )
    raise _unknown("a mail (a chapter with `mail = true`)", "the guide", kind, guide.mails)


def mail_due(guide: Guide, kind: str, trying: Iterable[Statement]) -> Statement:
    """The statement that is broken if a mail does not come that the tried statements promise."""
    of_mail, tried_ones = guide.on(kind), tuple(trying)
    if any(isinstance(s.claim, Lands) and s.claim.mails is None for s in tried_ones):
        return code_of_mail(guide, kind) or of_mail[0]  # nobody counts how many it sends
    once = (s for s in of_mail if isinstance(s.claim, MailIs) and s.claim.form is MailForm.ONCE)
    promises = ((s, mails_promised(getattr(s.claim, "mails", None))) for s in tried_ones)
    promising = (s for s, of in promises if of.get(kind) or of.get(ANY_MAIL))
    return next(chain(once, promising, of_mail))


def recipient_of_mail(guide: Guide, kind: str) -> Statement | None:
    """The statement about whom a mail goes to; None if the guide has none."""
    forms = ((s, s.claim) for s in guide.on(kind) if isinstance(s.claim, MailIs))
    return next((s for s, claim in forms if claim.form is MailForm.RECIPIENT), None)


def code_of_mail(guide: Guide, kind: str) -> Statement | None:
    """The statement that a mail holds a code; None if the guide promises none in it."""
    return next((s for s in guide.on(kind) if isinstance(s.claim, MailCode)), None)


def link_of_mail(guide: Guide, kind: str, link: str = "") -> Statement:
    """The statement about a link of a mail.

    Args:
        guide: that has the mail.
        kind: its slug; "" for the only mail, and for the one of the statement.
        link: slug of the statement; "" for the first of its kind.

    Raises:
        GuideError: the guide has no such mail, or no such link in it.
    """
    named = guide.by_slug.get(link)
    mail = mail_of(guide, kind or (named.page if named and named.page in guide.mails else ""))
    links = {s.slug: s for s in guide.on(mail.slug) if isinstance(s.claim, MailLink)}
    if not links:
        raise GuideError(
            f"a link that {mail.slug} promises",
            seen="none",
            remedy=f"Say in the guide that {mail.slug} has one: "
            'a claim with kind = "mail-link", to = "PAGE".',
        )
    if link and link not in links:
        raise _unknown("a statement about a link (kind mail-link)", mail.slug, link, links)
    return links[link] if link else next(iter(links.values()))


def tried(guide: Guide, slugs: Iterable[str]) -> tuple[Statement, ...]:
    """The statements that a movement exercises.

    Raises:
        GuideError: the guide has no such statement, or it is not about a movement.
    """
    return tuple(_movement(guide, slug) for slug in slugs)


def _movement(guide: Guide, slug: str) -> Statement:
    statement = guide.by_slug.get(slug)
    if statement is None:
        raise _unknown("a statement", "the guide", slug, guide.by_slug)
    if not isinstance(statement.claim, MOVEMENTS):
        is_link = isinstance(statement.claim, MailLink)
        raise GuideError(
            "a statement about a movement (leads, gives, refused, kept-out, lands, download, …)",
            seen=f"{slug} is about {statement.claim.kind}",
            remedy=f"To open this link of the mail: walk.follow_mail_link(link={slug!r})."
            if is_link
            else "Name another statement in the scenario; `codes-perdus list` shows them.",
        )
    return statement


def destination(action: Statement, trying: tuple[Statement, ...]) -> str:
    """The page that a movement must lead to; "" for any page.

    Raises:
        GuideError: neither the action nor the statements that it tries say so, or they disagree.
    """
    pages = {s.claim.page for s in trying if isinstance(s.claim, Leads | Gives | Refused)}
    if not trying and isinstance(action.claim, Action | MailLink) and action.claim.to:
        pages = {action.claim.to}
    if not pages and trying:
        return ""
    if len(pages) == 1:
        return pages.pop()
    raise GuideError(
        f"one page that {action.slug} leads to",
        seen=", ".join(sorted(pages)) or "none",
        remedy='Say it in the guide (to = "PAGE", the page itself if it stays there), or in the '
        "scenario what the movement tries: trying=('…',).",
    )


def must_arrive(action: Statement | None, trying: tuple[Statement, ...]) -> bool:
    """Whether the guide itself names the page that a movement leads to."""
    if trying and action:
        return any(s.level is Level.REQUIRED and isinstance(s.claim, Leads) for s in trying)
    if action is None or not isinstance(action.claim, Action):
        return True  # the window's own buttons, addresses, and links of mails
    return action.level is Level.REQUIRED and action.claim.named


def _is_same_label(one: str, other: str) -> bool:
    return label_key(one) == label_key(other)


def _unknown(what: str, where: str, words: str, offered: Iterable[str]) -> GuideError:
    choices = list(dict.fromkeys(offered))
    near = get_close_matches(words, choices, n=1) if words else []
    listed = ", ".join(map(repr, choices)) or "none"
    all_of_them = f"It has: {listed}." if len(choices) <= MAX_OFFERED else _SHOWN
    hint = f"Did you mean {near[0]!r}?" if near else all_of_them
    seen = repr(words) if words else "none that is named"
    return GuideError(f"{what} of {where}", seen=seen, remedy=hint)
