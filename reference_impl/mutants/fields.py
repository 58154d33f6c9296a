"""Fields that are gone, of another kind, too short or filled otherwise; lists and their options."""

from html import escape

from reference_impl.altering.alteration import Alteration
from reference_impl.altering.pages import Values, page, values
from reference_impl.altering.slugs import ADVICE, FOUND, GENERATED, GENERATED_AFTER_SEARCH
from reference_impl.altering.texts import TextChange, drop, pattern, swap

FIELDS = "fields"
OPTIONS = "options"
ORDER = "order"

MAIDEN_NAME = "Quel est le nom de jeune fille de votre mère ?"


def _input(name: str) -> str:
    return rf'<input[^>]*id="{name}"[^>]*>'


def _labelled_input(name: str) -> str:
    return rf'<label for="{name}">.*?</label>\s*<div[^>]*>\s*{_input(name)}'


def _short(name: str) -> TextChange:
    return pattern(rf'(id="{name}"[^>]*maxlength=)"200"', r'\1"3"')


def _typed_question(html: str, shown: Values) -> str:
    typed = escape(shown["typed"]["question"])
    return pattern(
        "<select.*</select>", f'<input type="text" id="question" name="question" value="{typed}">'
    )(html)


def _list(name: str, option: str) -> str:
    return f'<select id="{name}" name="{name}"><option>{option}</option></select>'


MUTANTS = (
    Alteration(
        "login-code-in-clear",
        FIELDS,
        "The confidential code is shown while it is typed.",
        page("login", swap('type="password"', 'type="text"')),
        ("login.confidential-code.hidden",),
    ),
    Alteration(
        "step-2-siret-as-siren",
        FIELDS,
        "The SIRET field takes nine characters only.",
        page("search", swap('maxlength="14"', 'maxlength="9"')),
        ("search.siret.fits", *FOUND),
    ),
    Alteration(
        "step-2-bcr-digits-only",
        FIELDS,
        "The BCR field takes digits only.",
        page("search", swap('id="bcr" name="bcr"', 'id="bcr" name="bcr" pattern="[0-9]{8}"')),
        ("search.bcr.fits",),
    ),
    Alteration(
        "step-2-contract-field-lost",
        FIELDS,
        "Step 2 has no field for the contract number.",
        page("search", pattern(_labelled_input("contrat"), "")),
        ("search.contract",),
    ),
    Alteration(
        "step-2-first-name-as-list",
        FIELDS,
        "The first name is chosen in a list.",
        page("search", pattern(_input("prenom"), _list("prenom", "Marcel"))),
        ("search.first-name",),
    ),
    Alteration(
        "step-3-address-too-short",
        FIELDS,
        "The field of the address takes twenty characters only.",
        page("regenerate", swap('maxlength="254"', 'maxlength="20"')),
        ("regenerate.email.fits", *GENERATED, *ADVICE),
    ),
    Alteration(
        "step-3-identifier-disabled",
        FIELDS,
        "The identifier cannot be typed, not even by who searched nothing.",
        page("regenerate", swap('id="identifiant"', 'disabled id="identifiant"')),
        ("regenerate.identifier.fits", *GENERATED_AFTER_SEARCH),
    ),
    Alteration(
        "step-3-identifier-not-filled",
        FIELDS,
        "The identifier that the search found is not filled in.",
        values("regenerate", lambda shown: {**shown, "found": ""}),
        (*FOUND, *GENERATED_AFTER_SEARCH),
    ),
    Alteration(
        "step-3-identifier-lower-case",
        FIELDS,
        "The identifier that the search found is filled in in lower case.",
        values("regenerate", lambda shown: {**shown, "found": shown["found"].lower()}),
        (*FOUND, *GENERATED_AFTER_SEARCH),
    ),
    Alteration(
        "step-3-answer-as-list",
        FIELDS,
        "The answer is chosen in a list.",
        page("regenerate", pattern(_input("reponse"), _list("reponse", "Durand"))),
        ("regenerate.answer",),
    ),
    Alteration(
        "step-3-question-typed",
        FIELDS,
        "The question is typed instead of chosen.",
        page(
            "regenerate", pattern(r"<select.*?</select>", '<input id="question" name="question">')
        ),
        ("regenerate.question",),
    ),
    Alteration(
        "step-3-address-field-lost",
        FIELDS,
        "Step 3 has no field for the address.",
        page("regenerate", pattern(_labelled_input("courriel"), "")),
        ("regenerate.email",),
    ),
    Alteration(
        "certification-field-too-short",
        FIELDS,
        "The field takes six characters of the ten of a certification code.",
        page("certification", swap('maxlength="200"', 'maxlength="6"')),
        ("certification.accepted",),
    ),
    Alteration(
        "maiden-name-option-lost",
        OPTIONS,
        "The guide's question is not in the list.",
        page("regenerate", pattern(rf"<option[^>]*>{MAIDEN_NAME[:-1]}\?</option>", "")),
        ("regenerate.question.maiden-name",),
    ),
    Alteration(
        "maiden-name-option-reworded",
        OPTIONS,
        "The guide's question is asked in other words.",
        page("regenerate", swap(MAIDEN_NAME, "Quel est le nom de naissance de votre mère ?")),
        ("regenerate.question.maiden-name",),
    ),
    Alteration(
        "question-options-shifted",
        OPTIONS,
        "Each question of the list sends its number, which the portal does not know.",
        page("regenerate", pattern(r"<option( selected)?>", r'<option\1 value="1">')),
        (*GENERATED, "regenerate.refusal.keeps"),
    ),
    Alteration(
        "step-1-user-first",
        ORDER,
        "The user's choice stands before the administrator's.",
        page(
            "lost-codes",
            pattern(r"(<section.*?</section>)\s*(<section.*?</section>)", r"\2\n\1"),
        ),
        ("lost-codes.administrator-first",),
    ),
    Alteration(
        "home-profile-renamed",
        ORDER,
        "A profile of the home page has another name.",
        page("home", swap(">RETRAITÉ<", ">PENSIONNÉ<")),
        ("home.frame.profiles",),
    ),
    Alteration(
        "home-fund-lost",
        ORDER,
        "A fund is missing in the list of the home page.",
        page("home", drop('<li><a href="/rubriques/ircantec">Ircantec</a></li>')),
        ("home.funds.links",),
    ),
    Alteration(
        "step-2-names-too-short",
        FIELDS,
        "The names on step 2 take three letters.",
        page("search", *(_short(name) for name in ("nom", "prenom"))),
        ("search.last-name.fits", "search.first-name.fits", *FOUND),
    ),
    Alteration(
        "step-3-names-too-short",
        FIELDS,
        "The names on step 3 take three letters.",
        page("regenerate", *(_short(name) for name in ("nom", "prenom"))),
        ("regenerate.last-name.fits", "regenerate.first-name.fits", *GENERATED, *ADVICE),
    ),
    Alteration(
        "step-3-answer-too-short",
        FIELDS,
        "The answer takes three letters.",
        page("regenerate", _short("reponse")),
        ("regenerate.answer.fits", *GENERATED, *ADVICE),
    ),
)
