"""Headings and titles made in other ways."""

from reference_impl.altering.alteration import Alteration
from reference_impl.altering.pages import page, pages
from reference_impl.altering.texts import swap
from reference_impl.variations import shaping

HEADINGS = "headings"
_H1 = r"<h1>(.*?)</h1>"

VARIATIONS = (
    Alteration(
        "headings-of-second-level",
        HEADINGS,
        "The heading of each page is of the second level, under the portal's name.",
        pages(
            shaping.sub(_H1, r"<h2>\1</h2>"),
            swap("<main", "<h1>Portail des employeurs publics</h1><main"),
        ),
    ),
    Alteration(
        "headings-in-pieces",
        HEADINGS,
        "Headings are made of spans, a break and an anchor.",
        pages(
            shaping.sub(
                r"<h1>(\S+) (.*?)</h1>",
                r'<h1><a name="titre"></a><span class="c1">\1</span><br>\n <em>\2</em></h1>',
            )
        ),
    ),
    Alteration(
        "headings-by-role",
        HEADINGS,
        "Headings are blocks with the role of a heading.",
        pages(shaping.sub(_H1, r'<div role="heading" aria-level="1" class="t">\1</div>')),
    ),
    Alteration(
        "headings-as-plain-lines",
        HEADINGS,
        "No page marks its headings: they are bold lines.",
        pages(
            shaping.sub(r"<h[1-3][^>]*>(.*?)</h[1-3]>", r'<p class="titre"><b>\1</b></p>'),
            shaping.sub(r"<legend>(.*?)</legend>", r"<p><b>\1</b></p>"),
        ),
    ),
    Alteration(
        "headings-as-pictures",
        HEADINGS,
        "Headings are pictures with their words as alternative.",
        pages(
            shaping.sub(
                r"<h1>([^<]*)</h1>", r'<h1><img src="/static/icon.svg" height="30" alt="\1"></h1>'
            )
        ),
    ),
    Alteration(
        "headings-with-the-step",
        HEADINGS,
        "The headings of the steps begin with « Codes perdus : étape … ».",
        pages(shaping.sub(r'<p class="crumb">([^<]*)</p>\s*<h1>(.*?)</h1>', r"<h1>\1 - \2</h1>")),
    ),
    Alteration(
        "headings-in-cells",
        HEADINGS,
        "The heading of a page stands in a table cell with a picture beside it.",
        pages(
            shaping.sub(
                _H1,
                r'<table><tr><td><img src="/static/icon.svg" width="20" height="20" alt=""></td>'
                r'<td class="titre"><h1>\1</h1></td></tr></table>',
            )
        ),
    ),
    Alteration(
        "titles-with-the-portal",
        HEADINGS,
        "The titles of the windows are longer.",
        pages(
            shaping.sub(
                r"<title>(.*?)</title>",
                r"<title>e-services | \1 | Caisse des Dépôts - Retraites et solidarité</title>",
            )
        ),
    ),
    Alteration(
        "one-title-for-all",
        HEADINGS,
        "All windows have the same title.",
        pages(shaping.sub(r"<title>(.*?)</title>", "<title>Espace personnalisé</title>")),
    ),
    Alteration(
        "terms-with-chapters",
        HEADINGS,
        "The general conditions are long, with headings of their own.",
        page(
            "terms",
            swap(
                "<h2>Vos codes</h2>",
                "".join(
                    f"<h2>Article {number} - {words}</h2><p>{words} : le présent article précise, "
                    "pour chaque employeur, les droits et les devoirs de chacun.</p>"
                    for number, words in enumerate(
                        (
                            "Objet",
                            "Inscription",
                            "Espace personnalisé",
                            "Code identifiant",
                            "Codes perdus",
                            "Responsabilité",
                        ),
                        1,
                    )
                )
                + "<h2>Vos codes</h2>",
            ),
        ),
    ),
)
