"""Writes the proposed target file: settings with their reasons, and open questions as comments."""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from harness.config.suite import Suite, bundled_suite
from harness.core.url import split
from harness.discovery.observations import Observations
from harness.discovery.proposal import Proposal, arrange_words
from harness.discovery.target_head import comment, quoted
from harness.discovery.word_pairing import ProposedWord
from harness.guide.claims import Labelled
from harness.guide.model import Guide
from harness.guide.wording import Wording, in_words
from harness.messages import Catalogue
from harness.model.fact import Parameter, joined, quote
from harness.page.classify import THRESHOLD, PageClassifier
from harness.page.find import find_field
from harness.page.signatures import signatures

_MIN_PINNED = 0.75  # confidence below which a page is not known by its address
_MIN_RECOGNITION = THRESHOLD + 0.1  # below it a page needs its address as well


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
        known = tomllib.loads(self.head)
        base = split(known["target"].get("base_url", "/")).path.rstrip("/")
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
        for slug, address in address_patterns(self.guide, wording, self.proposal).items():
            yield self._note("draft-page-address")
            yield f"[pages.{slug}]"
            yield f"address = {quoted(address)}"
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
            yield comment(f"[words.{word.page}] {'; '.join(reasons)}")
            yield comment(f"{quoted(word.guide)} = {quoted(word.portal)}")
        for page, words in self.proposal.hidden.items():
            for text, how in words.items():
                yield self._note("draft-hidden", page=page, text=quote(text), how=how)
        silent = [f"{page}: « {text} »" for page, t in self.proposal.silent.items() for text in t]
        if silent:
            yield self._note("draft-silent")
            yield from map(comment, silent)

    def _entries(self, words: Iterable[ProposedWord]) -> Iterator[str]:
        for word in words:
            yield comment(self._reasons(word))
            yield f"{quoted(word.guide)} = {quoted(word.portal)}"

    def _reasons(self, word: ProposedWord) -> str:
        kind = f"{self.messages.say(word.kind.label)}, {word.confidence:.2f}"
        return "; ".join((kind, *map(self.messages.say, word.reasons)))

    def _note(self, identifier: str, **params: Parameter) -> str:
        return comment(self.messages.text(identifier, **params))


def address_patterns(guide: Guide, wording: Wording, proposal: Proposal) -> dict[str, str]:
    """Address patterns of the pages that a run would hardly recognise by their words.

    A pattern that fits another page of the guide as well is left out, and so is that of a page
    that may not be the guide's: whatever came there would be taken for it.
    """
    classifier = PageClassifier(signatures(in_words(guide, wording)))
    found: dict[str, str] = {}
    for slug, match in proposal.matches.items():
        recognised = classifier.classify(match.observed.page)
        is_hard = recognised.slug != slug or recognised.score < _MIN_RECOGNITION
        if is_hard and match.confidence >= _MIN_PINNED:
            found[slug] = _pattern([_bare_path(url) for url in proposal.addresses[slug]])
    return {
        slug: pattern
        for slug, pattern in found.items()
        if pattern not in _patterns_of_others(slug, proposal, found)
    }


def _patterns_of_others(slug: str, proposal: Proposal, found: Mapping[str, str]) -> Iterator[str]:
    for other in proposal.matches:
        if other != slug:
            yield found.get(other, "")
            yield from map(_bare_path, proposal.addresses[other])


def _pattern(paths: list[str]) -> str:
    """One pattern for all paths of a page; a star stands for segments that differ."""
    columns = [path.split("/") for path in paths]
    if len({len(segments) for segments in columns}) != 1:
        return paths[0]
    parts = ("*" if len(set(column)) > 1 else column[0] for column in zip(*columns, strict=True))
    return "/".join(parts)


def _bare_path(url: str) -> str:
    return split(url).path or "/"
