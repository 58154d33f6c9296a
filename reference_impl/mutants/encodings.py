"""Pages and forms whose letters are read or written in the wrong encoding, or not escaped."""

from markupsafe import escape
from starlette.exceptions import HTTPException
from starlette.responses import Response

from reference_impl.altering.alteration import Alteration, Change
from reference_impl.altering.answers import address, answers, peek, sent_to_any
from reference_impl.altering.pages import page, rendering
from reference_impl.altering.texts import bare, swap
from reference_impl.domain.forms import Fields
from reference_impl.routes import addresses as at
from reference_impl.web.answers import Answer
from reference_impl.web.visit import Page, Visit

ENCODINGS = "encodings"
HOSTILE = "hostile input"

CODE, IDENTIFIER, BOTH, USER = at.CHOICES


def _answered(path: str, declared: str, written: str) -> Change:
    """Write the page of an address in one character set, and declare another."""

    def alter(answer: Answer) -> None:
        if answer.path == path and answer.status == 200:  # noqa: PLR2004 - a page
            _, _, own = answer.headers["content-type"].partition("charset=")
            answer.headers["content-type"] = f"text/html; charset={declared}"
            answer.body = answer.body.decode(own).encode(written, "xmlcharrefreplace")

    return answers(alter)


def _mojibake(text: str) -> str:
    return text.encode().decode("latin-1")


def _misread(typed: Fields) -> dict[str, str]:
    return {name: _mojibake(text) for name, text in typed.items()}


def _raising(path: str, *unbearable: str) -> Change:
    """Answer 500 where what was typed holds one of these."""

    async def altered(plain: Page, visit: Visit) -> Response:
        typed = " ".join((await peek(visit)).values())
        if any(each in typed for each in unbearable):
            raise HTTPException(500)
        return await plain(visit)

    return address("POST", path, altered)


def _unescaped(html: str, shown: dict[str, Fields]) -> str:
    for text in shown["typed"].values():
        html = html.replace(f'value="{escape(text)}"', f'value="{text}"') if text else html
    return html


MUTANTS = (
    Alteration(
        "step-4-mojibake",
        ENCODINGS,
        "The accents of step 4 were encoded twice.",
        page("certification-code", _mojibake),
        (
            "certification-code.not-connected",
            "certification-code.heading",
            "certification-code.mail-note",
            "certification-code.note",
            "certification-code.warning",
            "certification-code.terms",
        ),
    ),
    Alteration(
        "step-1-charset-wrong",
        ENCODINGS,
        "Step 1 is declared as Latin-1 and written in UTF-8.",
        _answered(at.LOST_CODES, "iso-8859-1", "utf-8"),
        (
            "lost-codes.frame.department",
            "lost-codes.frame.space",
            "lost-codes.not-connected",
            "lost-codes.administrator",
            "lost-codes.user",
            "lost-codes.terms",
        ),
    ),
    Alteration(
        "step-3-charset-wrong",
        ENCODINGS,
        "Step 3 is declared as UTF-8 and written in Latin-1.",
        _answered(CODE.regeneration, "utf-8", "latin-1"),
        (
            "regenerate.not-connected",
            "regenerate.heading",
            "regenerate.instruction",
            "regenerate.identifier.note",
            "regenerate.first-name",
            "regenerate.email.note",
            "regenerate.question.instruction",
            "regenerate.question.maiden-name",
            "regenerate.answer",
            "regenerate.address.note",
            "regenerate.submit",
            "regenerate.terms",
        ),
    ),
    Alteration(
        "login-without-accents",
        ENCODINGS,
        "The login window has lost its accents.",
        page("login", bare),
        (
            "login.frame.department",
            "login.heading",
            "login.registered",
            "login.help",
            "login.more-info.presentation",
            "login.more-info.video",
            "login.terms",
            "login.ask.greeting",
            "login.conditions",
            "login.conditions.first-login",
            "login.conditions.address",
            "login.conditions.advice",
        ),
    ),
    Alteration(
        "help-escaped-twice",
        ENCODINGS,
        "The entities of the help page are shown as they are written.",
        page("help", swap("à", "&amp;agrave;")),
        ("help.heading",),
    ),
    Alteration(
        "search-misreads-accents",
        ENCODINGS,
        "Step 2 reads what is typed as Latin-1, so that no accented name is found.",
        sent_to_any((IDENTIFIER.search, BOTH.search), _misread),
        (
            "search.found",
            "search.found.by-contract",
            "search.found.decomposed",
            "search.refusal.keeps",
        ),
    ),
    Alteration(
        "search-bears-no-quotes",
        HOSTILE,
        "A double quote typed in step 2 is an error of the database.",
        _raising(BOTH.search, '"'),
        ("search.hostile",),
    ),
    Alteration(
        "request-bears-no-long-text",
        HOSTILE,
        "A very long text typed in step 3 is an error.",
        _raising(CODE.regeneration, "É" * 100),
        ("regenerate.hostile",),
    ),
    Alteration(
        "login-bears-no-markup",
        HOSTILE,
        "Markup typed in the login window is an error.",
        _raising(at.LOGIN, "<"),
        ("login.hostile",),
    ),
    Alteration(
        "search-echoes-markup",
        HOSTILE,
        "What was typed in step 2 comes back as markup.",
        rendering("search", _unescaped),
        ("search.refusal.keeps",),
    ),
)
