"""The lines of a target file that a run did not need: the portal is as the guide says without."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from harness.execution.events import RunStarted
from harness.guide.model import Guide
from harness.guide.reading import OTHERWISE, as_read
from harness.guide.wording import in_words
from harness.model.fact import Fact, fact
from harness.model.finding import Finding, Verdict
from harness.model.journal import WordMap
from harness.reporting.grouping.findings import JUDGED, findings_by_statement

MAX_LINES = 300  # of words that are looked at: each makes the guide anew


def unneeded_lines(
    findings: Iterable[Finding], started: RunStarted, guide: Guide
) -> tuple[Fact, ...]:
    """The lines that a run did not need, in the order of their sections.

    Of what no scenario came to, only a run of the whole suite tells something.

    Args:
        findings: of the run.
        started: what its target file says.
        guide: in its own words.
    """
    found = findings_by_statement(findings)
    return (
        *_words(started.words, found, guide),
        *_reads(started.reads, found, guide),
        *_absent(started, found),
        *_unobservable(started, found),
    )


_Found = Mapping[str, tuple[Finding, ...]]


def _words(words: WordMap, found: _Found, guide: Guide) -> Iterator[Fact]:
    for section, key, said in islice(_entries(words), MAX_LINES):
        page = section.partition(".")[2]
        alone = in_words(guide, {page: {key: said}} if page else {key: said})
        if alone.chapters == guide.chapters:
            yield _line(section, key, fact("unneeded-as-the-guide"))
        elif not any((said,) if isinstance(said, str) else said):
            lacking = [one.slug for one in alone if one.accepted == "absent"]
            if _all_hold(lacking, found):
                yield _line(section, key, fact("unneeded-words-there"))


def _entries(words: WordMap) -> Iterator[tuple[str, str, str | tuple[str, ...]]]:
    """The section, the key and the value of each line."""
    for key, said in words.items():
        if isinstance(said, Mapping):
            yield from ((f"words.{key}", own, value) for own, value in said.items())
        else:
            yield "words", key, said


def _reads(reads: Mapping[str, str], found: _Found, guide: Guide) -> Iterator[Fact]:
    for slug, read in reads.items():
        if as_read(guide, {slug: read}).by_slug.get(slug) == guide.by_slug.get(slug):
            yield _line("reads", slug, fact("unneeded-as-the-guide"))
        elif read == OTHERWISE and _all_hold([slug], found):
            yield _line("reads", slug, fact("unneeded-holds"))


def _absent(started: RunStarted, found: _Found) -> Iterator[Fact]:
    every = [finding for some in found.values() for finding in some]
    met = {one.absent_path for one in every}
    met |= {one.statement for one in every if one.verdict is Verdict.ACCEPTED}
    if not started.origin.is_part:
        unmet = (name for name in started.absent if name not in met)
        yield from (_line("absent", name, fact("unneeded-path")) for name in unmet)


def _unobservable(started: RunStarted, found: _Found) -> Iterator[Fact]:
    for slug in started.unobservable:
        some = found.get(slug, ())
        if any(one.is_accepted_unobservable for one in some):
            continue
        if any(one.verdict in JUDGED for one in some):
            yield _line("unobservable", slug, fact("unneeded-judged"))
        elif not started.origin.is_part:
            yield _line("unobservable", slug, fact("unneeded-unmet"))


def _all_hold(slugs: Iterable[str], found: _Found) -> bool:
    """Whether statements were judged, and hold wherever they were."""
    judged = [one.verdict for slug in slugs for one in found.get(slug, ()) if one.verdict in JUDGED]
    return bool(judged) and set(judged) == {Verdict.PASS}


def _line(section: str, key: str, why: Fact) -> Fact:
    return fact("unneeded-line", section=section, key=key, why=why)
