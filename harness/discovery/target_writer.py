"""Writes the proposed target file: settings with their reasons, and open questions as comments."""

import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from harness.config.suite import Suite, bundled_suite
from harness.core.text import is_among, label_key
from harness.core.url import split
from harness.discovery.observations import Observations
from harness.discovery.proposal import Proposal, arrange_words
from harness.discovery.recognition import needed_hints
from harness.discovery.target_head import comment, quoted
from harness.discovery.word_pairing import ProposedWord
from harness.guide.claims import Labelled
from harness.guide.model import Guide
from harness.guide.wording import Wording
from harness.messages import Catalogue
from harness.model.fact import Parameter, joined, quote
from harness.page.find import find_field


@dataclass(frozen=True)
class TargetDraft:
    """Everything that a proposed target file is written from.

    Attributes:
        head: the sections before the words.
        guide: that the portal was compared with.
        accepted: the words that the tester accepted.
        suite: that the portal is held to.
        messages: the sentences of the comments.
    """

    head: str
    guide: Guide
    observations: Observations
    proposal: Proposal
    accepted: Collection[ProposedWord]
    messages: Catalogue
    suite: Suite = field(default_factory=bundled_suite)

    def text(self) -> str:
        """The whole file."""
        wording, common = arrange_words(self.accepted, self.guide, self.proposal.matches)
        parts = (
            self._head_with_entries().rstrip() + "\n",
            "\n".join(self._summary()),
            "\n".join(self._settings_sections()),
            *self._word_sections(wording, common),
            "\n".join(self._page_sections(wording)),
            "\n".join(self._open_questions()),
        )
        return "\n".join(part for part in parts if part).rstrip() + "\n"

    def _head_with_entries(self) -> str:
        """The head, and under `[entry]` where the pages are that the guide opens by themselves."""
        known, base = tomllib.loads(self.head), self._base
        named = {self.suite.entry, *known.get("entry", ())}
        rows = [
            f"{quoted(slug)} = {quoted(path.removeprefix(base))}"
            for slug, match in self.proposal.matches.items()
            if slug not in named
            and f"{slug}.opens" in self.guide.by_slug
            and (path := split(match.observed.page.url).path_and_query).startswith(f"{base}/")
        ]
        if not rows:
            return self.head
        section = "\n".join(("[entry]", *rows))
        if "[entry]\n" in self.head:
            return self.head.replace("[entry]", section, 1)
        return f"{self.head.rstrip()}\n\n{section}\n"

    @property
    def _base(self) -> str:
        """The path of the portal's base address, without a slash at its end."""
        known = tomllib.loads(self.head)
        launched = known.get("launch", {}).get("address", "")
        return split(known["target"].get("base_url") or launched).path.rstrip("/")

    def _summary(self) -> Iterator[str]:
        """Comments on what was seen, and what was not."""
        yield self._note("draft-summary", pages=len(self.observations.pages))
        for match in self.proposal.matches.values():
            path = split(match.observed.page.url).path_and_query
            yield comment(f"{match.slug}: {match.confidence:.2f}, {path}")
            yield comment(f"  {self.messages.say(joined(match.reasons))}")
        for slug, reason in self.proposal.unseen.items():
            yield self._note("draft-page-unseen", page=slug, reason=reason)
        for problem in self.observations.problems:
            yield self._note("draft-not-opened", problem=problem)
        if self.observations.ended_early:
            yield self._note("draft-ended-early", reason=self.observations.ended_early)
        yield ""

    def _settings_sections(self) -> Iterator[str]:
        """The sections for pages whose field stands on another page of the portal."""
        for fold in self.guide.folded:
            match, asked = self.proposal.matches.get(fold.into), self.guide.by_slug.get(fold.field)
            claim = asked.claim if asked else None
            label = claim.label if isinstance(claim, Labelled) else ""
            if match is None or not label:
                continue
            if find_field(match.observed.page, label, self.guide.labels(fold.into)):
                yield from self._setting(fold.page, label)

    def _setting(self, page: str, label: str) -> Iterator[str]:
        """The section that says that the portal does not have a page."""
        for section, keys in self.suite.settings.items():
            for key, values in keys.items():
                value = next((one for one, missing in values.items() if page in missing), "")
                if value and f"[{section}]" not in self.head:
                    yield self._note("draft-folded-field", label=quote(label))
                    yield from (f"[{section}]", f"{key} = {quoted(value)}", "")

    def _word_sections(self, wording: Wording, common: set[ProposedWord]) -> Iterator[str]:
        """`[words]` for all pages, then a section for each page."""
        if common:
            entries = self._entries(self._most_certain(common))
            yield "\n".join(("[words]", *entries, ""))
        for page, own in wording.items():
            if isinstance(own, dict):
                mine = [w for w in self.accepted if w.page == page and w not in common]
                yield "\n".join((f"[words.{page}]", *self._entries(mine), ""))

    def _most_certain(self, common: set[ProposedWord]) -> list[ProposedWord]:
        """Of the words for all pages, the most certain one for each word of the guide."""
        best: dict[str, ProposedWord] = {}
        for word in (word for word in self.accepted if word in common):
            if word.guide not in best or best[word.guide].confidence < word.confidence:
                best[word.guide] = word
        return list(best.values())

    def _page_sections(self, wording: Wording) -> Iterator[str]:
        """`[pages]`, for pages that are hardly recognised by their words."""
        hints = needed_hints(self.guide, wording, self.proposal, self.observations, self._base)
        for slug, hint in hints.items():
            yield self._note("draft-page-address")
            yield f"[pages.{slug}]"
            for key, value in hint.model_dump(exclude_defaults=True).items():
                yield f"{key} = {quoted(value)}"
            yield ""

    def _open_questions(self) -> Iterator[str]:
        """Comments with the words that are not set, and the guide's words without a counterpart."""
        accepted = set(self.accepted)
        rest = [word for word in self.proposal.words if word not in accepted]
        if rest:
            yield self._note("draft-not-set")
            yield self._note("draft-not-set-remedy")
        for word in rest:
            reasons = [self._reasons(word)]
            if word.doubt:
                reasons.insert(0, self.messages.text("draft-doubt", doubt=word.doubt))
            yield comment(f"[words.{word.page}] {self._clauses(*reasons)}")
            yield comment(f"{quoted(word.guide)} = {quoted(word.portal)}")
        for page, words in self.proposal.hidden.items():
            for text, how in words.items():
                yield self._note("draft-hidden", page=page, text=quote(text), how=how)
        silent = [f"{page}: « {text} »" for page, t in self.proposal.silent.items() for text in t]
        if silent:
            yield self._note("draft-silent")
            yield from map(comment, silent)

    def _entries(self, words: Iterable[ProposedWord]) -> Iterator[str]:
        """A line for each of the guide's words; a list where the portal has several for it."""
        every = list(words)
        for guide in dict.fromkeys(word.guide for word in every):
            same = _each_wording_once(word for word in every if word.guide == guide)
            yield from (comment(self._reasons(word)) for word in same)
            several = [quoted(word.portal) for word in same]
            value = several[0] if len(several) == 1 else f"[{', '.join(several)}]"
            yield f"{quoted(guide)} = {value}"

    def _reasons(self, word: ProposedWord) -> str:
        kind = f"{self.messages.say(word.kind.label)}, {word.confidence:.2f}"
        return self._clauses(kind, *map(self.messages.say, word.reasons))

    def _clauses(self, *clauses: str) -> str:
        return self.messages.text("clauses", clauses=clauses)

    def _note(self, identifier: str, **params: Parameter) -> str:
        return comment(self.messages.text(identifier, **params))


def _each_wording_once(words: Iterable[ProposedWord]) -> list[ProposedWord]:
    """Those of some words for one of the guide's that differ in more than typography."""
    kept: list[ProposedWord] = []
    for word in words:
        if not is_among(label_key(word.portal), (label_key(one.portal) for one in kept)):
            kept.append(word)
    return kept
