"""The same pages in other mark-up: what a browser shows of them does not change."""

import re
from html.entities import codepoint2name

from reference_impl.altering.alteration import Alteration, several
from reference_impl.altering.answers import answers
from reference_impl.altering.pages import pages
from reference_impl.altering.texts import swap, wherever
from reference_impl.variations import shaping
from reference_impl.web.answers import Answer

MARKUP = "markup"
_BLOCK = (
    "html|head|meta|link|title|body|header|main|footer|nav|div|p|ul|li|form|fieldset|legend|label|"
    "h1|h2|h3|section|article|aside|select|option"
)
_MINIFIED = (
    shaping.sub(r"\s+", " "),
    shaping.sub(rf" ?(</?(?:{_BLOCK})\b[^>]*>) ?", r"\1"),
    shaping.sub(r"</(?:li|p|option|body|html)>", ""),
    shaping.tags(lambda tag: re.sub(r'="([\w/.-]+)"(?=[ >])', r"=\1", tag)),
)
_NAME = re.compile(r"(</?)([a-z][a-z0-9]*)")
_ATTRIBUTE = re.compile(r' ([a-z-]+)(?:="([^"]*)")?')
_VOID = re.compile(r"(<(?:meta|link|input|br|img)\b[^>]*)>")
_BARE = re.compile(r" (required|selected|checked|controls)(?=[ >])")
_CLASS = re.compile(r' class="([^"]*)"')


def _upper(tag: str) -> str:
    """Tag names and attribute names in capitals, as in 1999."""
    tag = _NAME.sub(lambda found: f"{found[1]}{found[2].upper()}", tag, count=1)
    return re.sub(r' ([a-z-]+)(?==")', lambda found: f" {found[1].upper()}", tag)


def _turned(tag: str) -> str:
    """The attributes from the last to the first, in single quotes where that is possible."""
    name = re.match(r"<[a-z][a-z0-9-]*", tag)
    if not name:
        return tag
    found = _ATTRIBUTE.findall(tag[name.end() : -1])
    written = [f" {key}='{value}'" if value else f' {key}=""' for key, value in reversed(found)]
    return f"{name[0]}{''.join(written)}>"


def _strict(tag: str) -> str:
    """Empty elements are closed, attributes without value repeat their name."""
    return _VOID.sub(r"\1 />", _BARE.sub(r' \1="\1"', tag))


def _hashed(tag: str) -> str:
    """Classes with the names that a build gives them."""
    return _CLASS.sub(lambda found: f' class="css-{len(found[1]):x}{hash_of(found[1])}"', tag)


def hash_of(words: str) -> str:
    """A short name for a text, the same in each run."""
    return f"{sum(index * ord(letter) for index, letter in enumerate(words, 7)):x}"


def _named_entities(text: str) -> str:
    return "".join(c if c.isascii() else _entity(c) for c in text)


def _entity(character: str) -> str:
    name = codepoint2name.get(ord(character))
    return f"&{name};" if name else f"&#x{ord(character):X};"


def _commented(text: str) -> str:
    """Comments between and within words, one for old browsers among them."""
    text = text.replace("</h1>", "<!-- fin du titre --></h1>")
    text = text.replace("Champs obligatoires", "Champs <!-- rouge -->obligatoires")
    text = text.replace("<main", "<!--[if IE 6]><p>Changez de navigateur</p><![endif]--><main")
    return text.replace("</label>", "<!-- <b>ancien libellé</b> --></label>")


def _spans(text: str) -> str:
    """Every paragraph in spans, its last word in another."""
    return re.sub(r"<p>([^<]+) ([^< ]+)</p>", r"<p><span>\1 <span>\2</span></span></p>", text)


def _old_document(answer: Answer) -> None:
    if answer.headers.get("content-type", "") == "text/html; charset=utf-8":
        answer.headers["content-type"] = 'Text/HTML; Charset="UTF-8"'


VARIATIONS = (
    Alteration(
        "minified",
        MARKUP,
        "Pages are minified: no blank that is not needed, no end tag or quote either.",
        pages(*_MINIFIED),
    ),
    Alteration(
        "capital-tags",
        MARKUP,
        "The names of tags and attributes are in capitals.",
        pages(shaping.tags(_upper), swap("<!DOCTYPE html>", "<!doctype HTML>")),
    ),
    Alteration(
        "attributes-turned",
        MARKUP,
        "Attributes stand in another order and in single quotes.",
        pages(shaping.tags(_turned), swap("</html>", "</html>\n\n")),
    ),
    Alteration(
        "xhtml",
        MARKUP,
        "Pages are written as XHTML 1.0.",
        pages(
            shaping.tags(_strict),
            swap(
                '<!DOCTYPE html>\n<html lang="fr">',
                '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
                '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
                '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr" lang="fr">',
            ),
        ),
    ),
    Alteration(
        "quirks",
        MARKUP,
        "Pages declare no document type, and their language in capitals.",
        pages(swap("<!DOCTYPE html>\n", ""), swap('lang="fr"', 'lang="FR-fr"')),
    ),
    Alteration(
        "comments",
        MARKUP,
        "Comments stand between and within the words.",
        pages(_commented),
    ),
    Alteration(
        "letters-as-entities",
        MARKUP,
        "Letters with accents are written as entities.",
        pages(_named_entities),
    ),
    Alteration(
        "words-in-spans",
        MARKUP,
        "Words stand in nested spans.",
        pages(_spans, shaping.sub(r"<h(\d)>([^< ]+) ", r"<h\1><span>\2</span> <b></b>")),
    ),
    Alteration(
        "other-class-names",
        MARKUP,
        "Classes have the names that a build tool gives.",
        pages(shaping.tags(_hashed)),
    ),
    Alteration(
        "no-landmarks",
        MARKUP,
        "Blocks instead of landmarks, sections and groups.",
        pages(
            shaping.sub(
                r"<(/?)(?:main|header|footer|nav|section|article|aside|fieldset)\b", r"<\1div"
            ),
            shaping.sub(r"<legend>(.*?)</legend>", r'<div class="titre">\1</div>'),
        ),
    ),
    Alteration(
        "fonts-and-colours",
        MARKUP,
        "Pages are painted with font elements, and centred.",
        pages(
            shaping.sub(r"<(strong|b)>(.*?)</\1>", r'<font color="#c00" size="3"><b>\2</b></font>'),
            swap("<main", '<center><div align="left"><main'),
            swap("</main>", "</main></div></center>"),
        ),
    ),
    Alteration(
        "declared-otherwise",
        MARKUP,
        "The type of the pages is declared in capitals and quotes.",
        several(
            answers(_old_document),
            pages(
                swap(
                    '<meta charset="utf-8">',
                    '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">',
                )
            ),
        ),
    ),
    Alteration(
        "layout-in-tables",
        MARKUP,
        "Banner, navigation and content stand in the cells of one table.",
        pages(
            wherever("<header", '<table width="100%"><tr><td colspan="2"><header'),
            wherever("</header>", '</header></td></tr><tr><td valign="top">&nbsp;</td><td>'),
            wherever("<footer", '</td></tr><tr><td colspan="2"><footer'),
            wherever("</footer>", "</footer></td></tr></table>"),
        ),
    ),
)
