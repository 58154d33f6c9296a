"""Compares what two pages say to browsers, search engines and other programs."""

from collections.abc import Callable, Iterator

from harness.core.text import squeeze
from harness.crawl.diff.context import PageContext, by_name, value_or_none, values
from harness.crawl.diff.noise import steady
from harness.crawl.results.document_head import ITSELF
from harness.model.fact import Fact, Quote, fact, quote, quotes

_MAX_LISTED = 5  # properties in one difference


def head_changes(pages: PageContext) -> Iterator[Fact]:
    """What changed in the answers and heads of two pages."""
    old, new = pages.old.page, pages.new.page
    if old.status != new.status:
        yield fact("page-status-changed", old=old.status, new=new.status)
    if old.charset != new.charset:
        yield fact("charset-changed", **values(old.charset, new.charset))
    if steady(old.title) != steady(new.title):
        yield fact("title-changed", **values(old.title, new.title))
    if old.language.casefold() != new.language.casefold():
        yield fact("language-changed", **values(old.language, new.language))
    was, now = pages.old.head, pages.new.head
    if was.direction != now.direction:
        yield fact("direction-changed", **values(was.direction, now.direction))
    if was.languages != now.languages:
        yield fact(
            "part-languages-changed", **values(", ".join(was.languages), ", ".join(now.languages))
        )
    yield from _robots_changes(pages)
    yield from _address_changes(pages)
    yield from _meta_changes(pages)
    yield from _abbreviation_changes(pages)
    yield from _data_changes(pages)


def _robots_changes(pages: PageContext) -> Iterator[Fact]:
    old, new = pages.before.robots(pages.old), pages.after.robots(pages.new)
    if "noindex" in new and "noindex" not in old:
        yield fact("robots-noindex")
        new = tuple(rule for rule in new if rule != "noindex")
    if old != new:
        yield fact("robots-changed", **values(", ".join(old), ", ".join(new)))


def _address_changes(pages: PageContext) -> Iterator[Fact]:
    old, new = pages.old.head, pages.new.head
    if not pages.is_same_address(old.canonical, new.canonical):
        yield fact("canonical-changed", **values(old.canonical, new.canonical))
    if not pages.is_same_address(old.refresh, new.refresh):
        yield fact("refresh-changed", old=_led(old.refresh), new=_led(new.refresh))
    for language, was, now in by_name(old.alternates, new.alternates):
        if not pages.is_same_address(was, now):
            yield fact("alternate-changed", language=language, **values(was, now))


def _led(refresh: str) -> Quote | Fact:
    """Where a page leads by itself."""
    return fact("page-itself") if refresh == ITSELF else value_or_none(refresh)


def _abbreviation_changes(pages: PageContext) -> Iterator[Fact]:
    """What abbreviations no longer stand for, of those that both pages have."""
    for name, was, now in by_name(pages.old.head.abbreviations, pages.new.head.abbreviations):
        is_there = all(
            any(name in text.text for text in side.page.texts) for side in (pages.old, pages.new)
        )
        if is_there and steady(was) != steady(now):
            yield fact("abbreviation-changed", name=quote(name), **values(was, now))


def _meta_changes(pages: PageContext) -> Iterator[Fact]:
    for name, was, now in by_name(pages.old.head.metas, pages.new.head.metas):
        if pages.is_same_value(was, now):
            continue
        if name == "description":
            yield fact("description-changed", **values(was, now))
        else:
            yield fact("meta-changed", name=name, **values(was, now))


def _data_changes(pages: PageContext) -> Iterator[Fact]:
    """What changed in the structured data: types and properties."""
    old, new = pages.old.head.data, pages.new.head.data
    for kind in sorted(old.keys() | new.keys()):
        if kind not in new:
            yield fact("data-lost", type=value_or_none(kind))
        elif kind not in old:
            yield fact("data-new", type=value_or_none(kind))
        elif changed := _changed_properties(pages, old[kind], new[kind]):
            yield fact(
                "data-changed",
                type=value_or_none(kind),
                count=len(changed),
                names=quotes(changed[:_MAX_LISTED]),
            )


def _changed_properties(
    pages: PageContext, old: tuple[str, ...], new: tuple[str, ...]
) -> list[str]:
    was = {(name, _meaning(value, pages.old_destination)) for name, value in map(_pair, old)}
    now = {(name, _meaning(value, pages.new_destination)) for name, value in map(_pair, new)}
    return sorted({name for name, _ in was ^ now})


def _pair(entry: str) -> tuple[str, str]:
    name, _, value = entry.partition("=")
    return name, value


def _meaning(value: str, destination: Callable[[str], tuple[str, str]]) -> object:
    is_address = value.startswith(("http://", "https://"))
    return destination(value) if is_address else steady(squeeze(value))
