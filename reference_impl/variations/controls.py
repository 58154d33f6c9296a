"""Buttons and links made in other ways, and fields that help or ask for more."""

import re
from typing import Any

from reference_impl.altering.alteration import Alteration, several
from reference_impl.altering.pages import page, pages, rendering
from reference_impl.altering.texts import TextChange, swap, wherever
from reference_impl.variations import shaping

BUTTONS = "buttons"
FIELDS = "fields"
_SELECT = re.compile(r'<select id="question"[^>]*>(?P<options>.*?)</select>', re.DOTALL)
_OPTION = re.compile(
    r'<option value="(?P<value>[^"]+)"(?P<chosen> selected)?>(?P<words>.*?)</option>'
)
_CANCEL = '<button type="submit" class="quiet" form="annulation">Annuler</button>'


def _input(words: str, attributes: str) -> str:
    return f'<input type="submit" value="{words}"{attributes}>'


def _image(words: str, attributes: str) -> str:
    return f'<input type="image" src="/static/icon.svg" alt="{words}"{attributes}>'


def _icon(words: str, attributes: str) -> str:
    icon = '<img src="/static/icon.svg" width="12" height="12" alt="">'
    return f"<button{attributes}><span>{icon}<span> {words} </span></span></button>"


def _framework(words: str, attributes: str) -> str:
    return f'<button type="submit" data-ripple{attributes}><span>{words}</span> &gt;</button>'


def _form(address: str, words: str) -> str:
    return f'<form method="get" action="{address}"><button type="submit">{words}</button></form>'


def _choices(text: str) -> str:
    """The four choices of step 1 as buttons."""
    pattern = r'<a href="([^"]*)" aria-describedby="[^"]*">cliquez ici</a>'
    return re.sub(pattern, lambda found: _form(found[1], "cliquez ici"), text)


def _radios(text: str) -> str:
    """The questions as radio buttons, under the words that named the list."""

    def group(found: re.Match[str]) -> str:
        return (
            '<div role="radiogroup" aria-labelledby="posee">'
            + "<br>".join(
                f'<input type="radio" name="question" id="q{number}" value="{option["value"]}"'
                f"{' checked' if option['chosen'] else ''}>"
                f'<label for="q{number}">{option["words"]}</label>'
                for number, option in enumerate(_OPTION.finditer(found["options"]))
            )
            + "</div>"
        )

    named = shaping.sub(r'<label for="question">(.*?)</label>', r'<span id="posee">\1</span>')(text)
    return _SELECT.sub(group, shaping.valued_options(named))


def _numbered(text: str) -> str:
    """The questions in groups; the list says what each sends."""

    def group(found: re.Match[str]) -> str:
        first, *others = re.findall(r"<option.*?</option>", found[0])
        half = len(others) // 2
        return found[0].replace(
            found["options"],
            f'{first}<optgroup label="Votre famille">{"".join(others[:half])}</optgroup>'
            f'<optgroup label="Vos souvenirs">{"".join(others[half:])}</optgroup>',
        )

    return _SELECT.sub(group, text)


def _read_only(text: str, values: dict[str, Any]) -> str:
    """The identifier that the search found cannot be changed."""
    if not values["found"]:
        return text
    return swap('id="identifiant"', 'id="identifiant" readonly')(text)


_MORE_QUESTIONS = "".join(
    f"<option>{question}</option>\n"
    for question in (
        "Quel est votre plat préféré ?",
        "Quel est le titre de votre livre préféré ?",
        "Dans quelle rue avez-vous grandi ?",
    )
)
_NO_VALIDATION: tuple[TextChange, ...] = (
    shaping.sub(r' (?:required|maxlength="\d+"|spellcheck="false")(?=[ >])', ""),
    shaping.sub(r' (?:autocomplete|autocapitalize|inputmode)="[^"]*"', ""),
)

VARIATIONS = (
    Alteration(
        "buttons-as-inputs",
        BUTTONS,
        "Buttons are submit inputs.",
        pages(shaping.buttons(_input)),
    ),
    Alteration(
        "buttons-as-pictures",
        BUTTONS,
        "Buttons are image inputs with their words as alternative.",
        pages(shaping.buttons(_image)),
    ),
    Alteration(
        "buttons-with-icons",
        BUTTONS,
        "Buttons say no type and hold an icon before their words.",
        pages(shaping.buttons(_icon)),
    ),
    Alteration(
        "buttons-with-arrows",
        BUTTONS,
        "The words of buttons stand in a span, with an arrow behind.",
        pages(shaping.buttons(_framework)),
    ),
    Alteration(
        "links-for-buttons",
        BUTTONS,
        "Terminer and Annuler are links that look like buttons.",
        several(
            page(
                "certification-code",
                shaping.sub(
                    r'<form method="post".*?</form>',
                    '<a class="btn" role="button" href="/connexion">Terminer</a>',
                ),
            ),
            page("search", swap(_CANCEL, '<a class="btn" href="/codes-perdus">Annuler</a>')),
            page("regenerate", swap(_CANCEL, '<a class="btn" href="/codes-perdus">Annuler</a>')),
        ),
    ),
    Alteration(
        "buttons-for-links",
        BUTTONS,
        "The access to the login, annuler on step 1, Annuler and the log-out are buttons.",
        several(
            page(
                "home",
                swap(
                    '<a class="button" href="/connexion">Accès à mon espace personnalisé</a>',
                    _form("/connexion", "Accès à mon espace personnalisé"),
                ),
            ),
            page(
                "lost-codes",
                swap(
                    '<p class="actions">[<a href="/connexion">annuler</a>]</p>',
                    _form("/connexion", "annuler"),
                ),
            ),
            page(
                "certification",
                swap(
                    '<a class="button quiet" href="/connexion">Annuler</a>',
                    '<button form="sortie">Annuler</button>',
                ),
                swap("</main>", '<form id="sortie" action="/connexion"></form></main>'),
            ),
            page(
                "space",
                swap(
                    '<a class="button quiet" href="/deconnexion">Se déconnecter</a>',
                    _form("/deconnexion", "Se déconnecter"),
                ),
            ),
        ),
    ),
    Alteration(
        "choices-as-buttons",
        BUTTONS,
        "The four « cliquez ici » of step 1 are buttons.",
        page("lost-codes", _choices),
    ),
    Alteration(
        "cancel-by-another-address",
        BUTTONS,
        "Annuler is a button of the form itself, which sends it elsewhere, without validation.",
        pages(
            wherever(
                _CANCEL,
                '<button formaction="/codes-perdus" formmethod="get" formnovalidate>'
                "Annuler</button>",
            )
        ),
    ),
    Alteration(
        "cancel-first",
        BUTTONS,
        "Annuler stands before the button that sends the form.",
        pages(
            shaping.sub(
                r'(<button type="submit">[^<]*</button>)\s*(<button[^>]*>Annuler</button>)',
                r"\2 \1",
            )
        ),
    ),
    Alteration(
        "questions-as-radio-buttons",
        FIELDS,
        "The secret questions are radio buttons.",
        page("regenerate", _radios),
    ),
    Alteration(
        "questions-in-groups",
        FIELDS,
        "The list of secret questions has groups.",
        page("regenerate", _numbered),
    ),
    Alteration(
        "more-questions",
        FIELDS,
        "The list of secret questions is longer.",
        page("regenerate", swap("</select>", f"{_MORE_QUESTIONS}</select>")),
    ),
    Alteration(
        "found-identifier-locked",
        FIELDS,
        "The identifier that the search found cannot be changed in step 3.",
        rendering("regenerate", _read_only),
    ),
    Alteration(
        "answer-hidden",
        FIELDS,
        "The answer to the secret question is not shown while it is typed.",
        page(
            "regenerate", shaping.sub(r'type="text" id="reponse"', 'type="password" id="reponse"')
        ),
    ),
    Alteration(
        "certification-code-hidden",
        FIELDS,
        "The certification code is not shown while it is typed.",
        page("certification", swap('type="text" id="code"', 'type="password" id="code"')),
    ),
    Alteration(
        "fields-of-today",
        FIELDS,
        "Fields have the types, patterns and keyboards of HTML 5.",
        several(
            page(
                "search",
                swap(
                    'type="text" id="siret"',
                    'type="tel" pattern="[0-9]{14}" minlength="14" id="siret"',
                ),
            ),
            page("regenerate", swap('type="text" id="courriel"', 'type="email" id="courriel"')),
            page("login", swap(' autocapitalize="none"', ' autocapitalize="characters" autofocus')),
        ),
    ),
    Alteration(
        "fields-of-long-ago",
        FIELDS,
        "Fields have no attribute that helps the browser: no limit, no obligation, no hint.",
        pages(*_NO_VALIDATION),
    ),
    Alteration(
        "remember-me",
        FIELDS,
        "The login window has a box « Se souvenir de moi ».",
        page(
            "login",
            swap(
                '<p class="actions"><button type="submit">Je valide',
                '<p><input type="checkbox" id="souvenir" name="souvenir" value="1"> '
                '<label for="souvenir">Se souvenir de moi</label></p>'
                '<p class="actions"><button type="submit">Je valide',
            ),
        ),
    ),
    Alteration(
        "hidden-fields",
        FIELDS,
        "Forms carry more hidden fields, and a field that only robots see.",
        pages(
            wherever(
                '<input type="hidden" name="jeton"',
                '<input type="hidden" name="__VIEWSTATE" value="dDwtMTA4NzI5ODs7Pg==">'
                '<input type="hidden" name="etape" value="A1B2C3D4">'
                '<div hidden><label for="site-web">Votre site web</label>'
                '<input type="text" id="site-web" name="site-web" tabindex="-1"></div>'
                '<input type="hidden" name="jeton"',
            )
        ),
    ),
    Alteration(
        "forms-in-several-parts",
        FIELDS,
        "The fields of forms have other ids, and the forms other names.",
        pages(
            shaping.sub(
                r'\b(id|for|aria-describedby)="(siret|bcr|contrat|nom|prenom|identifiant|courriel'
                r'|question|reponse|code)(-aide)?"',
                r'\1="ctl00_Main_\2\3"',
            )
        ),
    ),
    Alteration(
        "search-person-first",
        FIELDS,
        "The person is asked before the establishment.",
        page(
            "search",
            shaping.sub(r"(<fieldset>.*?</fieldset>)\s*(<fieldset>.*?</fieldset>)", r"\2\1"),
        ),
    ),
    Alteration(
        "request-answer-before-question",
        FIELDS,
        "The answer is asked before the question.",
        page(
            "regenerate",
            shaping.sub(
                r'(<p id="choisie">.*?</select>\s*</div>\s*</div>)(.*?</div>\s*</div>)', r"\2\1"
            ),
        ),
    ),
)
