"""Whether the links of a mail's text and of its HTML agree, and lead where their words say.

Two links of one site with the same secret are the same link: of its path, and of the parameters
that both have, the values must agree.

Many senders wrap the links of the HTML, so that a click is counted: such a link has another host
and another path, or holds a secret part of its own. Nobody can tell where it ends, and it is not
blamed.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from urllib.parse import parse_qsl, unquote

from harness.checks.context import PSEUDONYM
from harness.core.text import contains_words, has_words
from harness.core.url import TRACKING, canonical_path, is_loopback, relative, site, split
from harness.model.fact import Fact, fact, quotes
from harness.model.mail import Mail
from harness.redaction.tokens import fits

_LAYOUT = re.compile(r"\s*[:：–—*•·|-](?=\s|$)")
"""Signs between words that a table or a list does without."""
_Goal = tuple[str, frozenset[str]]
"""The path of a link, and its secrets."""
_PARTS_OF_MAIL = frozenset({"text", "txt", "plain", "html", "htm"})
"""Values that tell in which part of the mail a link stands."""


def disagreement(mail: Mail) -> Fact | None:
    """What is wrong with the links of a mail's two parts; None for nothing."""
    if misled := misleading_words(mail):
        return misled
    if not mail.html or mail.html_text == mail.text:
        return None
    in_html = set(map(_plain, mail.html_links))
    in_text = [link for link in mail.links if _plain(link) not in in_html]
    text = _plain(mail.text)
    others = [link for link in mail.html_links if _plain(link) not in text]
    for one, other in _pairs(in_text, others, _goal):
        if _is_elsewhere(one, other):
            return fact("links-of-parts", text=one, html=other)
    for one, other in _pairs(in_text, others, _shape):
        if _names(one).isdisjoint(_names(other)) and not (
            _stands(one, mail.html) or _stands(other, mail.text)
        ):
            return fact("links-of-parts", text=one, html=other)
    if pair := _apart(in_text, others, mail):
        return fact("links-of-parts", text=pair[0], html=pair[1])
    return _in_text_alone(mail, in_text)


def _apart(in_text: Iterable[str], others: Collection[str], mail: Mail) -> tuple[str, str] | None:
    """A link of the text and one of the HTML with the same secret to two pages of one site.

    A link beside one that both parts have with that secret is a further one, of one part alone.
    """
    shared: frozenset[str] = frozenset[str]().union(*map(_names, _common(mail)))
    for one in in_text:
        secrets = _names(one) - shared
        twins = [other for other in others if _names(other) & secrets]
        if twins and not any(_may_be_same(one, other) for other in twins):
            return one, twins[0]
    return None


def _common(mail: Mail) -> Iterator[str]:
    """The links of the HTML that lead to the page of a link that the text has as well."""
    html = set(map(_plain, mail.html_links))
    text = [link for link in mail.links if _plain(link) not in html]
    shown = _plain(mail.text)
    for link in mail.html_links:
        if _plain(link) in shown or any(_is_same_page(one, link) for one in text):
            yield link


def _may_be_same(one: str, other: str) -> bool:
    """Whether two links lead to one page, or one may lead on to the other; or nobody can tell."""
    is_known = split(one).is_web and split(other).is_web and not _is_elsewhere(one, other)
    if not is_known or _is_same_page(one, other):
        return True
    return _may_lead_on(one, other) or _may_lead_on(other, one)


def _is_same_page(one: str, other: str) -> bool:
    """Whether two links have the same path, and the same values of what both of them ask."""
    asked, also = _asked(one), _asked(other)
    return _path(one) == _path(other) and all(
        asked[name] == also[name] or asked[name] | also[name] <= _PARTS_OF_MAIL
        for name in asked.keys() & also.keys()
    )


def _asked(link: str) -> dict[str, frozenset[str]]:
    """The parameters of a link with their values, without those that count who comes by."""
    query = relative(_plain(link)).partition("#")[0].partition("?")[2]
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, value in parse_qsl(query, keep_blank_values=True):
        if not TRACKING.fullmatch(name):
            found[name].add(value)
    return {name: frozenset(values) for name, values in found.items()}


def _may_lead_on(link: str, other: str) -> bool:
    """Whether a link may count who comes by, and lead on to another one of its site."""
    if _names(link) - _names(other):
        return True
    path = _path(other)
    more = unquote(relative(_plain(link)).partition("?")[2])
    is_inside = bool(_names(path)) and path != _path(link) and path in _path(link)
    return _has_letters(path) and (path in more or is_inside)


def misleading_words(mail: Mail) -> Fact | None:
    """A link whose words are the address of another host; None for none."""
    for words, link in zip(mail.html_link_words, mail.html_links, strict=False):
        shown = words if "://" in words else f"http://{words}"
        if words and _is_elsewhere(shown, link) and not _may_count(link, shown):
            return fact("words-of-link", words=words, address=link)
    return None


def leading_elsewhere(found: str, address: str, mail: Mail) -> str:
    """Another link of a mail that should be the one of the guide and has another host; "" for none.

    It has the same secret, or stands in the HTML, which does not have that one.

    Args:
        found: the link of the guide.
        address: its path and query with * for its secret parts, as the guide says; "" for any.
        mail: that has it.
    """
    in_place = () if found in map(_plain, mail.html_links) else mail.html_links
    for link in mail.links:
        is_alike = _goal(link) == _goal(found) or (
            _has_letters(address) and fits(link, address) and not _names(link) - _names(found)
        )
        is_meant = bool(_names(link) & _names(found)) or link in in_place
        if is_alike and is_meant and _is_elsewhere(found, link):
            return link
    return ""


def part_without(link: str, mail: Mail) -> str:
    """The part of a mail, "text" or "html", that does not have a link of the other; "" for none.

    A link that counts clicks may lead there. An address among the words is a link, too.
    """
    for part, words in mail.alternatives.items() if len(mail.alternatives) > 1 else ():
        others = map(_plain, _links_of(part, mail))
        is_there = _plain(link) in _plain(words) or _stands(link, words)
        if not is_there and not any(_leads_to(other, link) for other in others):
            return part
    return ""


def links_in_part(part: str, mail: Mail) -> Fact:
    """The links of a part of a mail."""
    links = _links_of(part, mail)
    return fact("mail-links", addresses=quotes(links)) if links else fact("no-mail-link")


def _links_of(part: str, mail: Mail) -> tuple[str, ...]:
    if part == "html":
        return mail.html_links
    text = _plain(mail.text)
    return tuple(x for x in mail.links if x not in mail.html_links or _plain(x) in text)


def _leads_to(link: str, other: str) -> bool:
    """Whether a link leads to the same page as another one, or may lead on to it."""
    if _is_elsewhere(link, other):
        return _may_count(link, other)
    is_same = _is_same_page(link, other) and _names(other) <= _names(link)
    return is_same or _may_lead_on(link, other)


def shows_in_html(mail: Mail, words: str) -> bool:
    """Whether the HTML of a mail shows words, whatever is layout in them.

    A link is as good as its address, and the edge of a cell as good as a colon, a dash or a bullet.
    """
    pieces = [words]
    for link in sorted(mail.links, key=len, reverse=True):
        if any(link in piece for piece in pieces) and part_without(link, mail) == "html":
            return False
        pieces = [one for piece in pieces for one in piece.split(link)]
    shown = mail.html_text, _LAYOUT.sub(" ", mail.html_text)
    return all(
        contains_words(shown[0], one) or contains_words(shown[1], _LAYOUT.sub(" ", one))
        for one in pieces
        if has_words(one)
    )


def _may_count(link: str, shown: str) -> bool:
    """Whether a link may lead on to the address that its words show, and count who comes by."""
    if split(shown).hostname in relative(link):
        return True
    return bool(_names(link) - _names(shown)) and _goal(link) != _goal(shown)


def _in_text_alone(mail: Mail, links: Iterable[str]) -> Fact | None:
    """A link with a secret that the HTML has neither as a link nor in its words, nor any other."""
    if any(split(link).is_web for link in mail.html_links):
        return None
    alone = (link for link in links if _names(link) and not _stands(link, mail.html))
    return next((fact("link-in-text-alone", text=link) for link in alone), None)


def _pairs(
    links: Iterable[str], others: Iterable[str], key: Callable[[str], _Goal]
) -> Iterator[tuple[str, str]]:
    """Each link with the first of the others that has the same key, if it says anything."""
    known: dict[_Goal, str] = {}
    for link in others:
        known.setdefault(key(link), link)
    for link in links:
        path, names = key(link)
        if (other := known.get((path, names))) and (path or names):
            yield link, other


def _goal(link: str) -> _Goal:
    """What of a link leads to a page: its path without the secrets, or they alone."""
    path = PSEUDONYM.sub("*", _path(link))
    return path, frozenset() if _has_letters(path) else _names(link)


def _has_letters(path: str) -> bool:
    return any(map(str.isalnum, path))


def _shape(link: str) -> _Goal:
    """The host and the path of a link with secrets, with a sign in the place of each of them."""
    host = split(link).hostname if _names(link) else ""
    return (f"{host}{PSEUDONYM.sub('*', _path(link))}" if host else ""), frozenset()


def _path(link: str) -> str:
    path = relative(_plain(link)).partition("?")[0].partition("#")[0]
    return canonical_path(path).rstrip("/")


def _names(link: str) -> frozenset[str]:
    """What stands for the secrets of a link."""
    return frozenset(PSEUDONYM.findall(link))


def _is_elsewhere(link: str, other: str) -> bool:
    """Whether two links of the web lead to two sites."""
    one, two = split(link), split(other)
    if not (one.is_web and two.is_web) or (is_loopback(link) and is_loopback(other)):
        return False
    return site(link) != site(other)


def _stands(link: str, text: str) -> bool:
    """Whether one of the secrets of a link stands in a text."""
    return any(name in text for name in _names(link))


def _plain(text: str) -> str:
    """Addresses as they are meant, where a text has them as HTML writes them."""
    return text.replace("&amp;", "&")
