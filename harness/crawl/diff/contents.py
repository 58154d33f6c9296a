"""Compares the links, pictures and frames of two pages."""

from collections.abc import Iterator
from posixpath import basename

from harness.core.text import label_key
from harness.core.url import split
from harness.crawl.diff.context import Change, PageContext, value_or_none, values
from harness.crawl.diff.matching import Matching
from harness.crawl.diff.noise import steady
from harness.crawl.diff.texts import ChangedWords
from harness.model.fact import fact
from harness.model.page import Link, Page, Picture


def link_changes(pages: PageContext, words: ChangedWords) -> Iterator[Change]:
    """What changed about the links of two pages; notes the words that changed."""
    links = Matching(
        [link for link in pages.old.page.links if link.visible],
        [link for link in pages.new.page.links if link.visible],
    )
    leads = {id(link): pages.old_destination(link.url or link.href) for link in links.old}
    leads |= {id(link): pages.new_destination(link.url or link.href) for link in links.new}
    links.pair(lambda link: (steady(link.label), leads[id(link)]))
    links.pair(lambda link: (steady(link.label), leads[id(link)][0]))
    links.pair(lambda link: steady(link.label) or None)
    links.pair(lambda link: leads[id(link)])
    for one, other in links.pairs:
        words.linked |= {label_key(steady(link.label)) for link in (one, other) if link.label}
        was, now = leads[id(one)], leads[id(other)]
        about = one.label or one.href
        if was[0] != now[0]:
            yield about, fact("link-target-changed", **values(one.href, other.href))
        elif was[1] != now[1]:
            yield about, fact("link-fragment-changed", **values(one.href, other.href))
        if one.target.casefold() != other.target.casefold():
            yield about, fact("link-window-changed", **values(one.target, other.target))
        if one.unfollowed != other.unfollowed:
            yield about, fact("link-follow-changed", **values(one.unfollowed, other.unfollowed))
        if steady(one.label) != steady(other.label):
            words.note(one.label, other.label)
            yield about, fact("link-label-changed", **values(one.label, other.label))
    for link in links.old:
        words.note(link.label, "")
        yield _name(link), fact("link-lost", address=value_or_none(link.href))
    for link in links.new:
        words.note("", link.label)
        yield _name(link), fact("link-new", address=value_or_none(link.href))


def _name(one: Link | Picture) -> str:
    if isinstance(one, Link):
        return one.label or one.href
    return one.alt or _file(one.src)


def media_changes(pages: PageContext, words: ChangedWords) -> Iterator[Change]:
    """What changed about the pictures, frames and sounds of two pages; notes changed words."""
    pictures = Matching([*pages.old.page.pictures], [*pages.new.page.pictures])
    pictures.pair(lambda one: (steady(one.alt), _file(one.src)))
    for one, other in pictures.pair(lambda one: steady(one.alt) or None):
        if _stem(one.src) != _stem(other.src):
            yield one.alt, fact("picture-file-changed", **values(_file(one.src), _file(other.src)))
    for one, other in pictures.pair(lambda one: _file(one.src) or None):
        words.note(one.alt, other.alt)
        yield _file(one.src), fact("picture-alt-changed", **values(one.alt, other.alt))
    for one in pictures.old:
        words.note(one.alt, "")
        yield _name(one), fact("picture-lost")
    for one in pictures.new:
        words.note("", one.alt)
        yield _name(one), fact("picture-new")
    was = {pages.old_destination(url): url for url in _embedded(pages.old.page)}
    now = {pages.new_destination(url): url for url in _embedded(pages.new.page)}
    yield from ((url, fact("frame-lost")) for lead, url in was.items() if lead not in now)
    yield from ((url, fact("frame-new")) for lead, url in now.items() if lead not in was)


def _file(address: str) -> str:
    """The name of a file without its generated part, such as that of `logo.3fa9c1d2.png`."""
    name = basename(split(address).path)
    return ".".join(part for part in name.split(".") if steady(part) != "‹generated›")


def _stem(address: str) -> str:
    """The name of a file without its kind: a picture may be compressed in another way."""
    return _file(address).rpartition(".")[0].casefold()


def _embedded(page: Page) -> list[str]:
    """The addresses of the frames and sounds of a page."""
    urls = (*(one.url for one in page.frames), *(one.url for one in page.sounds))
    return [url for url in urls if url]
