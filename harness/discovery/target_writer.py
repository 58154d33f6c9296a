"""The proposed target file: settings, each with its reason, and in comments what is left open."""

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from harness.core.url import is_loopback
from harness.discovery.address_hints import address_hints
from harness.discovery.observations import Observations
from harness.discovery.proposal import Proposal, ProposedWord, arrange_words
from harness.guide.claims import Labelled
from harness.guide.model import Guide
from harness.guide.one_form import FIELD, LOGIN
from harness.guide.wording import Wording
from harness.page.find import find_field

_POLITE = 2  # requests a second, for a portal that is not on this machine
_NAME = re.compile(r"[^a-z0-9._-]+")
_LONGEST_NAME = 60


@dataclass(frozen=True)
class TargetDraft:
    """What a target file is written from.

    Attributes:
        head: the file's sections before the words.
        guide: that the portal is compared with.
        outlook: what was seen.
        proposal: what is proposed.
        accepted: the words that the tester accepts.
    """

    head: str
    guide: Guide
    outlook: Observations
    proposal: Proposal
    accepted: Collection[ProposedWord]

    def text(self) -> str:
        """The whole file."""
        wording, common = arrange_words(self.accepted, self.guide, self.proposal.matches)
        parts = [self.head.rstrip() + "\n", "\n".join(self._account())]
        parts += [
            "\n".join(self._login()),
            *self._words(wording, common),
            "\n".join(self._hints(wording)),
        ]
        parts += ["\n".join(self._open())]
        return "\n".join(part for part in parts if part).rstrip() + "\n"

    def _account(self) -> Iterator[str]:
        """What was looked at, and what was not."""
        yield f"# `codes-perdus init` looked at {len(self.outlook.sights)} pages; nothing was sent."
        for match in self.proposal.matches.values():
            yield _comment(f"{match.slug}: {match.confidence:.2f}, {_path(match.sight.page.url)}")
            yield _comment(f"  {'; '.join(match.reasons)}")
        for slug, why in self.proposal.unseen.items():
            yield _comment(f"{slug} was not seen: {why}")
        for trouble in self.outlook.troubles:
            yield _comment(f"Could not be opened: {trouble}")
        if self.outlook.left:
            yield _comment(f"The look ended early: {self.outlook.left}")
        yield ""

    def _login(self) -> Iterator[str]:
        """`[login]`, where the window asks the certification code as well."""
        match, field = self.proposal.matches.get(LOGIN), self.guide.by_slug.get(FIELD)
        label = field.claim.label if field and isinstance(field.claim, Labelled) else ""
        if match is None or not label or "[login]" in self.head:
            return
        if find_field(match.sight.page, label, self.guide.labels(LOGIN)):
            yield _comment(f"The login window has a field « {label} »: it takes both codes.")
            yield "[login]"
            yield 'certification = "login-form"'
            yield ""

    def _words(self, wording: Wording, common: set[ProposedWord]) -> Iterator[str]:
        """`[words]`, those of everywhere first, then those of each page."""
        if common:
            yield "\n".join(("[words]", *_entries(self._first_of_each(common)), ""))
        for page, own in wording.items():
            if isinstance(own, dict):
                mine = [w for w in self.accepted if w.page == page and w not in common]
                yield "\n".join((f"[words.{page}]", *_entries(mine), ""))

    def _hints(self, wording: Wording) -> Iterator[str]:
        """`[pages]`, where a page would hardly be known by its words."""
        for slug, address in address_hints(self.guide, wording, self.proposal).items():
            yield "# Its words are few or strange: it is known by its address as well."
            yield f"[pages.{slug}]"
            yield f"address = {_quoted(address)}"
            yield ""

    def _first_of_each(self, common: set[ProposedWord]) -> list[ProposedWord]:
        """One entry for each word of everywhere, the surest of its pages."""
        best: dict[str, ProposedWord] = {}
        for word in (word for word in self.accepted if word in common):
            if word.guide not in best or best[word.guide].confidence < word.confidence:
                best[word.guide] = word
        return list(best.values())

    def _open(self) -> Iterator[str]:
        """What is shown and not set: doubts, refused words, words that nothing resembles."""
        chosen = set(self.accepted)
        left = [word for word in self.proposal.words if word not in chosen]
        if left:
            yield "# Not set. What differs slightly may be a defect: a run will tell it as broken."
            yield "# If it is right as it stands, take the line into [words.PAGE]."
        for word in left:
            why = [f"differs slightly, a defect? ({word.doubt})"] if word.doubt else []
            yield _comment(f"[words.{word.page}] {'; '.join([*why, *_because(word)])}")
            yield _comment(f"{_quoted(word.guide)} = {_quoted(word.said)}")
        silent = [f"{page}: « {text} »" for page, t in self.proposal.silent.items() for text in t]
        if silent:
            yield "# The guide's words that nothing there resembles; a run tells them as broken:"
            yield from map(_comment, silent)


def target_head(url: str) -> str:
    """The first sections of a target file for a portal that serves at an address."""
    parts = urlsplit(url)
    local = is_loopback(url)
    lines = [
        "# Where the portal serves.",
        "[target]",
        f"name = {_quoted(_name(parts.netloc))}",
        f"base_url = {_quoted(f'{parts.scheme}://{parts.netloc}/')}",
        "",
        "# Where its mails arrive, and whose accounts may be used: only you know",
        "# (docs/TARGETS.md). Until then what the guide promises of mails is unobservable.",
        "[mail]",
        'source = "none"',
        "",
        "# [accounts]",
        '# file = "accounts.json"',
        "",
        *_entry(_path(url)),
    ]
    if not local:
        lines += ["[pace]", f"requests_per_second = {_POLITE}", ""]
    return "\n".join(lines)


def _entry(path: str) -> list[str]:
    if path in {"", "/"}:
        return []
    return ["# Where the public home page is opened.", "[entry]", f"home = {_quoted(path)}", ""]


def _name(netloc: str) -> str:
    name = _NAME.sub("-", netloc.rpartition("@")[2].lower()).strip("-._")
    return (name or "portal")[:_LONGEST_NAME]


def _path(url: str) -> str:
    """An address without its host, which the file tells anyway."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _entries(words: Iterable[ProposedWord]) -> Iterator[str]:
    for word in words:
        yield _comment("; ".join(_because(word)))
        yield f"{_quoted(word.guide)} = {_quoted(word.said)}"


def _because(word: ProposedWord) -> tuple[str, ...]:
    return (f"{word.kind}, {word.confidence:.2f}", *word.reasons)


def _comment(text: str) -> str:
    return f"# {_plain(text)}"


def _quoted(text: str) -> str:
    """A text as TOML writes it: JSON's way, in one line, without control characters."""
    return json.dumps(_plain(text), ensure_ascii=False)


def _plain(text: str) -> str:
    """A portal's text on one line: whatever it holds, it stays in its comment or its quotes."""
    return "".join(
        c if unicodedata.category(c) not in {"Cc", "Cs", "Zl", "Zp"} else " " for c in text
    )
