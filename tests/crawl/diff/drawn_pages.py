"""Small pages drawn by hypothesis, and the changes that a release may make to one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import cast

from hypothesis import strategies as st

from harness.config.suite import bundled_suite
from harness.crawl.diff.crawl_diff import CrawlComparison, compare_crawls
from harness.crawl.model import AddressState, ResponseSummary
from harness.crawl.results.crawled_page import CrawledPage
from harness.crawl.results.page_models import ArchivedDocument, read_document
from harness.crawl.store import CrawlStore, KnownAddress
from harness.page.references import LinkKind

_WORDS = (
    *("Adresse", "Bulletin", "Carrière", "Droits", "Employeur", "Fonds", "Garantie", "Horaires"),
    *("Informations", "Jeunes", "Kiosque", "Livret", "Mutuelle", "Notaire", "Organismes"),
    *("Pensions", "Questions", "Retraite", "Services", "Trimestres", "Usagers", "Versements"),
    *("Widgets", "Xylophone", "Yourte", "Zones", "Annuaire", "Brochure", "Calendrier"),
    *("Dossiers", "Enquêtes", "Formulaires", "Guides", "Handicap", "Invalidité", "Juridique"),
)
_NOISE = (
    ("3f9a1c77d2e84b60", "12/03/2024 10:22:01", "7d1e02aa"),
    ("c0ffee12ab34cd56", "29 novembre 2026 à 08:00", "99ab01cd"),
)


@dataclass(frozen=True)
class Drawn:
    """A page: its parts by name, as HTML in which {0} to {9} are drawn words."""

    words: tuple[str, ...]
    parts: Mapping[str, str]

    def html(self, *, second: bool = False) -> str:
        """The document; at the second fetch all is another that means nothing."""
        body = "".join(self.parts.values()).format(*self.words)
        token, date, session = _NOISE[second]
        noise = f"<p>Généré le {date}</p><img src='/logo.{session}.png' alt='Logo'>"
        hidden = f"<input name=csrf value='{token}' type=hidden>"
        if second:
            body = body.replace("<p>", "<p \n class=x>\n  ").replace("</p>", "  </p>\n\n")
            hidden = f"<input type=hidden value='{token}'   name=csrf>"
        return body.replace("<!-- noise -->", noise).replace("<!-- hidden -->", hidden)


PARTS = {
    "doctype": "<!doctype html>",
    "language": "<html lang=fr>",
    "head": "<head><meta charset=utf-8>",
    "title": "<title>Portail {0}</title>",
    "description": '<meta name=description content="Tout sur {1}">',
    "robots": "<meta name=robots content=index,follow>",
    "canonical": "<link rel=canonical href=/page>",
    "social": '<meta property=og:title content="{0}">',
    "data": '<script type=application/ld+json>{{"@type":"Organization","name":"{2}"}}</script>',
    "body": "<body>",
    "heading": "<h1>Le guide {0}</h1>",
    "section": "<h2>Les {3} du portail</h2>",
    "first": "<p>Vous trouvez ici {4} et tout ce qui le concerne.</p>",
    "second": "<p>Les {5} sont ouverts le lundi.</p>",
    "noise": "<!-- noise -->",
    "links": "<ul><li><a href=/aide>Aide {6}</a></li><li><a href=/plan?a=1>Plan {7}</a></li></ul>",
    "frame": "<iframe src=/carte></iframe>",
    "form": "<form method=post action=/envoi><!-- hidden -->",
    "name": "<p><label for=n>Nom {8}</label><input id=n name=nom></p>",
    "phone": "<p><label for=t>Numéro {9}</label><input id=t name=tel maxlength=10></p>",
    "choice": "<p><label for=q>Question</label><select id=q name=q><option value=m>Mère"
    "<option value=v>Ville<option value=c>Chat</select></p>",
    "agree": "<p><input type=checkbox id=c name=ok value=1><label for=c>J'accepte</label></p>",
    "step": "<input type=hidden name=etape value=deux>",
    "send": "<button name=go value=1>Envoyer {6}</button>",
    "cancel": "<button name=stop value=1>Annuler</button>",
    "end": "</form>",
}


def _without(part: str) -> Callable[[dict[str, str]], None]:
    return lambda parts: parts.update({part: ""})


def _instead(part: str, old: str, new: str) -> Callable[[dict[str, str]], None]:
    def change(parts: dict[str, str]) -> None:
        assert old in parts[part], (part, old)
        parts[part] = parts[part].replace(old, new)

    return change


def _swapped(one: str, other: str) -> Callable[[dict[str, str]], None]:
    def change(parts: dict[str, str]) -> None:
        parts[one], parts[other] = parts[other], parts[one]

    return change


CHANGES: Mapping[str, tuple[Callable[[dict[str, str]], None], str]] = {
    "another language": (_instead("language", "fr", "en"), "language-changed"),
    "no language": (_instead("language", " lang=fr", ""), "language-changed"),
    "another title": (_instead("title", "Portail", "Espace"), "title-changed"),
    "no title": (_without("title"), "title-changed"),
    "another description": (_instead("description", "Tout", "Rien"), "description-changed"),
    "no description": (_without("description"), "description-changed"),
    "noindex": (_instead("robots", "index,follow", "noindex"), "robots-noindex"),
    "nofollow": (_instead("robots", "index,follow", "nofollow"), "robots-changed"),
    "another canonical address": (_instead("canonical", "/page", "/autre"), "canonical-changed"),
    "a canonical address elsewhere": (
        _instead("canonical", "/page", "https://staging.example/page"),
        "canonical-changed",
    ),
    "no canonical address": (_without("canonical"), "canonical-changed"),
    "another social title": (_instead("social", "{0}", "{1}"), "meta-changed"),
    "no structured data": (_without("data"), "data-lost"),
    "broken structured data": (_instead("data", "}}", "}}}}"), "data-lost"),
    "another name in the data": (_instead("data", "{2}", "{3}"), "data-changed"),
    "another heading": (_instead("heading", "Le guide", "Le manuel"), "heading-changed"),
    "a lower heading": (_instead("section", "h2", "h3"), "heading-level-changed"),
    "a heading as text": (_instead("section", "h2", "p"), "heading-unmarked"),
    "no heading": (_without("section"), "heading-lost"),
    "a new heading": (_instead("first", "<p>", "<h3>Nouveautés</h3><p>"), "heading-new"),
    "another text": (_instead("first", "ici", "ailleurs"), "text-changed"),
    "no text": (_without("first"), "text-lost"),
    "a new text": (_instead("section", "</h2>", "</h2><p>Fermé jeudi"), "text-new"),
    "another order of texts": (_swapped("first", "second"), "texts-reordered"),
    "another link": (_instead("links", "/aide", "/secours"), "link-target-changed"),
    "another parameter": (_instead("links", "a=1", "a=2"), "link-target-changed"),
    "a link elsewhere": (_instead("links", "/aide", "http://old.example/"), "link-target-changed"),
    "another fragment": (_instead("links", "/aide", "/aide#bas"), "link-fragment-changed"),
    "other words of a link": (_instead("links", "Aide", "Secours"), "link-label-changed"),
    "no link": (_instead("links", "<li><a href=/aide>Aide {6}</a></li>", ""), "link-lost"),
    "a link as text": (
        _instead("links", "<a href=/aide>Aide {6}</a>", "Aide {6}"),
        "link-lost",
    ),
    "a new link": (_instead("links", "</ul>", "<li><a href=/n>Neuf</a></ul>"), "link-new"),
    "no frame": (_without("frame"), "frame-lost"),
    "another method": (_instead("form", "post", "get"), "form-method-changed"),
    "another action": (_instead("form", "/envoi", "/autre"), "form-action-changed"),
    "another encoding": (
        _instead("form", "<form", "<form enctype=multipart/form-data"),
        "form-enctype-changed",
    ),
    "a required field": (_instead("name", "<input", "<input required"), "field-required-added"),
    "a pattern": (_instead("name", "<input", "<input pattern=[a-z]+"), "field-pattern-changed"),
    "a least length": (_instead("name", "<input", "<input minlength=3"), "field-rule-changed"),
    "a button with an address": (
        _instead("cancel", "<button", "<button formaction=/fin"),
        "button-action-changed",
    ),
    "a button with a method": (
        _instead("cancel", "<button", "<button formmethod=get"),
        "button-method-changed",
    ),
    "a new window": (
        _instead("links", "<a href=/aide", "<a target=_blank href=/aide"),
        "link-window-changed",
    ),
    "a refresh": (
        _instead("canonical", "<link", "<meta http-equiv=refresh content='9;url=/fin'><link"),
        "refresh-changed",
    ),
    "a page that loads itself again": (
        _instead("canonical", "<link", "<meta http-equiv=refresh content=30><link"),
        "refresh-changed",
    ),
    "lines from the right": (_instead("language", "=fr", "=fr dir=rtl"), "direction-changed"),
    "a part in another language": (
        _instead("first", "<p>", "<p lang=en>"),
        "part-languages-changed",
    ),
    "an abbreviation that is explained": (
        _instead("first", "ici", "<abbr title='à cet endroit'>ici</abbr>"),
        "abbreviation-changed",
    ),
    "a link not to follow": (
        _instead("links", "<a href=/aide", "<a rel='noopener nofollow' href=/aide"),
        "link-follow-changed",
    ),
    "a form without checks": (
        _instead("form", "<form", "<form novalidate"),
        "form-checks-removed",
    ),
    "a keyboard of digits": (
        _instead("phone", "<input", "<input inputmode=numeric"),
        "field-aid-changed",
    ),
    "no help of the browser": (
        _instead("phone", "<input", "<input autocomplete=off"),
        "field-aid-changed",
    ),
    "a shorter field": (_instead("phone", "10", "8"), "field-max-length-changed"),
    "a field of another kind": (
        _instead("name", "<input", "<input type=email"),
        "field-kind-changed",
    ),
    "a field of another name": (_instead("name", "=nom", "=name"), "field-name-changed"),
    "another label": (_instead("name", "Nom", "Votre nom"), "field-label-changed"),
    "a mark": (_instead("name", "</label>", " *</label>"), "field-mark-changed"),
    "no field": (_without("phone"), "field-lost"),
    "a new field": (
        _instead("phone", "</p>", "</p><label>Fax <input name=fax></label>"),
        "field-new",
    ),
    "a field filled in": (_instead("name", "<input", "<input value=X"), "field-default-changed"),
    "a field to read": (_instead("name", "<input", "<input readonly"), "field-read-only-added"),
    "a disabled field": (_instead("name", "<input", "<input disabled"), "field-disabled-added"),
    "an example": (
        _instead("name", "<input", "<input placeholder=Dupont"),
        "field-placeholder-changed",
    ),
    "another order of fields": (_swapped("name", "phone"), "fields-reordered"),
    "a ticked box": (_instead("agree", "<input", "<input checked"), "field-checked-added"),
    "another value of a box": (_instead("agree", "value=1", "value=oui"), "field-value-changed"),
    "an option less": (_instead("choice", "<option value=v>Ville", ""), "field-options-lost"),
    "an option more": (_instead("choice", "Chat", "Chat<option>Rue"), "field-options-new"),
    "options in another order": (
        _instead(
            "choice",
            "<option value=v>Ville<option value=c>Chat",
            "<option value=c>Chat<option value=v>Ville",
        ),
        "field-options-reordered",
    ),
    "another value of an option": (
        _instead("choice", "value=v", "value=w"),
        "field-option-value-changed",
    ),
    "another choice": (
        _instead("choice", "<option value=v", "<option selected value=v"),
        "field-default-changed",
    ),
    "another hidden value": (_instead("step", "deux", "trois"), "field-value-changed"),
    "no hidden field": (_without("step"), "hidden-field-lost"),
    "another button": (_instead("send", "Envoyer", "Valider"), "button-label-changed"),
    "no button": (_without("cancel"), "button-lost"),
    "a new button": (_instead("cancel", "<b", "<button name=b>Aide</button><b"), "button-new"),
    "a disabled button": (
        _instead("send", "<button", "<button disabled"),
        "button-disabled-added",
    ),
    "another value of a button": (_instead("send", "=1", "=2"), "button-sent-changed"),
    "a button that does nothing": (
        _instead("send", "<button", "<button type=button"),
        "button-kind-changed",
    ),
    "buttons in another order": (_swapped("send", "cancel"), "buttons-reordered"),
}
"""Each change by its name, with the code of the difference that tells it."""


def drawn_pages() -> st.SearchStrategy[Drawn]:
    """Pages with other words each."""
    words = st.permutations(_WORDS).map(lambda found: tuple(found[:10]))
    return words.map(lambda found: Drawn(found, PARTS))


def changed(page: Drawn, *names: str) -> Drawn:
    """A page after changes."""
    parts = dict(page.parts)
    for name in names:
        CHANGES[name][0](parts)
    return replace(page, parts=parts)


class MemorySite:
    """A crawl that is in memory; stands for a `CrawlStore` where two are compared.

    Args:
        start: address of the site.
        documents: by path.
        headers: values of `X-Robots-Tag`, by path.
    """

    ignored_parameters: tuple[str, ...] = ()

    def __init__(
        self, start: str, documents: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> None:
        self.start = start
        self.hosts = (start.split("/")[2],)
        self._robots = headers or {}
        self._pages = {
            number: read_document(
                ArchivedDocument(
                    *(number, f"{start}{path}", f"{start}{path}", 200, "text/html; charset=utf-8"),
                    html.encode(),
                ),
                "",
                bundled_suite(),
            )
            for number, (path, html) in enumerate(documents.items(), start=1)
        }

    def pages(self) -> Iterator[CrawledPage]:
        """All pages."""
        return iter(self._pages.values())

    def page(self, number: int) -> CrawledPage:
        """One page."""
        return self._pages[number]

    def addresses(self) -> Iterator[KnownAddress]:
        """The addresses of the pages."""
        for number, page in self._pages.items():
            path = page.key.removeprefix(self.start)
            summary = ResponseSummary(status=200, robots=self._robots.get(path, ""))
            yield KnownAddress(
                *(number, page.key, page.key, LinkKind.LINK, 0, None, AddressState.DONE, None),
                summary,
            )


def compared(old: MemorySite, new: MemorySite) -> CrawlComparison:
    """Two crawls in memory, compared."""
    return compare_crawls(cast(CrawlStore, old), cast(CrawlStore, new))


def codes(found: CrawlComparison) -> list[str]:
    """The codes of the differences."""
    return [one.change.code for one in found.differences]
