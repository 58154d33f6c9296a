"""What a document says to programs: search engines, social networks, assistive technology."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import turbohtml
from pydantic import Field

from harness.core.text import squeeze
from harness.core.value import Value
from harness.page.dom.meta_refresh import read_refresh, soonest

_NAMES = frozenset(
    {"description", "keywords", "author", "viewport", "referrer", "application-name", "publisher"}
)
_ROBOTS = frozenset({"robots", "googlebot", "bingbot"})
_MAX_TEXT = 500  # characters of a value
_MAX_VALUES = 200  # of one document
_MAX_DEPTH = 8  # of objects in structured data
ITSELF = "#"
"""Stands for the address of a document itself."""
_ADDRESS_OF_PAGE = frozenset({"@id", "@context"})


class DocumentHead(Value):
    """What a document says to programs.

    Attributes:
        metas: content of its `meta` elements that describe it, by name; descriptions and
            properties such as `og:title` among them.
        robots: the rules for search engines, in lower case, sorted, without those that are usual.
        canonical: the address that search engines take instead; "" for none.
        refresh: the address that a browser goes to by itself, as written; "" for none, ITSELF for
            the document again.
        direction: in which its lines are read, as its root says; "" for no word of it.
        languages: those of its parts that are others than its own, sorted.
        abbreviations: what each of its abbreviations stands for.
        alternates: addresses in other languages, by language (`hreflang`).
        data: the structured data (JSON-LD, microdata, RDFa): values by type and property, such as
            {"Organization": ("name=Example",)}.
    """

    metas: dict[str, str] = Field(default_factory=dict)
    robots: tuple[str, ...] = ()
    canonical: str = ""
    refresh: str = ""
    direction: str = ""
    languages: tuple[str, ...] = ()
    abbreviations: dict[str, str] = Field(default_factory=dict)
    alternates: dict[str, str] = Field(default_factory=dict)
    data: dict[str, tuple[str, ...]] = Field(default_factory=dict)


def document_head(root: turbohtml.Document) -> DocumentHead:
    """What a parsed document says to programs; broken structured data says nothing."""
    metas: dict[str, str] = {}
    rules: list[str] = []
    for meta in root.select("meta[content]"):
        name = _attribute(meta, "name") or _attribute(meta, "property")
        content = squeeze(str(meta.attrs.get("content") or ""))[:_MAX_TEXT]
        if name.lower() in _ROBOTS:
            rules.append(content)
        elif _is_descriptive(name.lower()):
            metas.setdefault(name.lower(), content)
    links = list(root.select("link[rel][href]"))
    canonical = (link for link in links if "canonical" in _relations(link))
    alternates = (link for link in links if "alternate" in _relations(link))
    return DocumentHead(
        metas=metas,
        robots=robot_rules(*rules),
        refresh=_refresh(root),
        direction=_of_root(root, "dir"),
        languages=_languages(root),
        abbreviations=_abbreviations(root),
        canonical=next((_attribute(link, "href") for link in canonical), ""),
        alternates={
            language.lower(): _attribute(link, "href")
            for link in alternates
            if (language := _attribute(link, "hreflang"))
        },
        data=_structured_data(root),
    )


def _refresh(root: turbohtml.Document) -> str:
    contents = (_attribute(one, "content") for one in root.select("meta[http-equiv=refresh i]"))
    found = soonest(map(read_refresh, contents))
    return (found[1] or ITSELF) if found else ""


def _of_root(root: turbohtml.Document, name: str) -> str:
    """An attribute of the root element, in lower case; the direction from left is the usual one."""
    element = root.select_one("html")
    value = _attribute(element, name).lower() if element else ""
    return "" if value == "ltr" else value


def _languages(root: turbohtml.Document) -> tuple[str, ...]:
    found = (_attribute(one, "lang").lower() for one in root.select("body [lang]"))
    return tuple(sorted(set(islice(found, _MAX_VALUES)) - {"", _of_root(root, "lang")}))


def _abbreviations(root: turbohtml.Document) -> dict[str, str]:
    found = islice(root.select("abbr[title], acronym[title]"), _MAX_VALUES)
    named = {squeeze(one.text): squeeze(_attribute(one, "title"))[:_MAX_TEXT] for one in found}
    return {name: title for name, title in named.items() if name}


def robot_rules(*values: str) -> tuple[str, ...]:
    """The rules that robots follow, of `meta` elements or `X-Robots-Tag` headers."""
    rules = {rule.strip().lower() for value in values for rule in value.split(",")}
    if "none" in rules:
        rules = rules - {"none"} | {"noindex", "nofollow"}
    return tuple(sorted(rules - {"", "all", "index", "follow"}))


def _attribute(element: Any, name: str) -> str:
    return str(element.attrs.get(name) or "").strip()


def _relations(element: Any) -> set[str]:
    value = element.attrs.get("rel") or ""
    return set((value if isinstance(value, str) else " ".join(value)).lower().split())


def _is_descriptive(name: str) -> bool:
    return name in _NAMES or ":" in name or name.endswith(("-verification", "site-verification"))


def _structured_data(root: turbohtml.Document) -> dict[str, tuple[str, ...]]:
    """The values of all items by the type of their item."""
    try:
        found = root.structured_data()
    except (ValueError, RecursionError):
        return {}
    values: dict[str, set[str]] = {}
    items = [
        *(({"@type": item.type, **item.properties}) for item in found.microdata),
        *(({"@type": item.type, **item.properties}) for item in found.rdfa),
        *found.json_ld,
    ]
    for path, value in _leaves(items, ()):
        kind, _, name = path.partition(" ")
        entries = values.setdefault(kind, set())
        if name and len(entries) < _MAX_VALUES:
            entries.add(f"{name}={value[:_MAX_TEXT]}")
    return {kind: tuple(sorted(entries)) for kind, entries in sorted(values.items())}


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The values of an item, each with the type of the item, a blank and the property."""
    if len(path) > _MAX_DEPTH:
        return
    if isinstance(value, Mapping):
        if "@graph" in value and "@type" not in value:
            yield from _leaves(value["@graph"], path)
            return
        start = path or (_type_name(value.get("@type")),)
        yield start[0], ""
        for name, inner in value.items():
            if name not in _ADDRESS_OF_PAGE and (path or name != "@type"):
                yield from _leaves(inner, (*start, _short(str(name))))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(inner, path)
    elif hasattr(value, "properties"):
        yield from _leaves({"@type": value.type, **value.properties}, path)
    elif path and value is not None:
        kind, *names = path
        yield f"{kind} {'.'.join(names)}", squeeze(str(value))


def _type_name(value: Any) -> str:
    names = value if isinstance(value, list | tuple) else [value or ""]
    return "+".join(_short(str(name)) for name in names) or "?"


def _short(name: str) -> str:
    """A name without its vocabulary: `Person` of `http://schema.org/Person`."""
    return name.rstrip("/#").replace("#", "/").rpartition("/")[2].replace(" ", "")
