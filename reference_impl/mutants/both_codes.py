"""Step 4 holds the code that only the mail may bring, where everybody or hardly anybody looks."""

from base64 import b64encode
from collections.abc import Callable

from reference_impl.altering.alteration import Alteration, Change, DidNotTake, several
from reference_impl.altering.codes import codes
from reference_impl.altering.pages import Values, rendering

KIND = "codes"
NOTICED = ("certification-code.not-the-confidential-code",)
_END = "</form>"


def _held(write: Callable[[str], str]) -> Change:
    """Write the mailed code into the page of step 4, behind its form."""
    mailed: dict[str, str] = {}  # the confidential code by the certification code of its generation
    drawn: list[str] = []

    def remember(confidential: str) -> str:
        drawn[:] = [confidential]
        return confidential

    def pair(certification: str) -> str:
        mailed[certification] = drawn[0]
        return certification

    def alter(html: str, values: Values) -> str:
        if _END not in html:
            raise DidNotTake(f"expected {_END} on the page of step 4")
        return html.replace(_END, _END + write(mailed[values["code"]]), 1)

    return several(codes(remember, pair), rendering("certification-code", alter))


def _each(piece: str) -> Callable[[str], str]:
    """Write each character of the code into a piece of its own."""
    return lambda code: "".join(piece.format(character) for character in code)


def _related(make: Callable[[str], str]) -> Change:
    """Draw the code of step 4 from the one that is mailed."""
    drawn: list[str] = []

    def remember(confidential: str) -> str:
        drawn[:] = [confidential]
        return confidential

    return codes(remember, lambda _certification: make(drawn[0]))


_WAYS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("text", "in words", lambda code: f"<p>Votre code confidentiel : {code}</p>"),
    ("comment", "in a comment", lambda code: f"<!-- {code} -->"),
    (
        "hidden-field",
        "in a hidden field",
        lambda code: f'<input type="hidden" name="c" value="{code}">',
    ),
    ("attribute", "in an attribute", lambda code: f'<div data-code="{code}"></div>'),
    ("script", "in a script", lambda code: f'<script>var code = "{code}";</script>'),
    ("base64", "in base64", lambda code: f"<!-- {b64encode(code.encode()).decode()} -->"),
    ("letters", "letter by letter", _each("<span> {} </span>")),
    ("fields", "a field for each letter", _each('<input readonly size="1" value="{}">')),
    ("pictures", "a picture for each letter", _each('<img src="/static/x.png" alt="{}">')),
)

_RELATED: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("begins-mailed-code", "is the beginning of the mailed one", lambda code: code[:-2]),
    ("ends-mailed-code", "is the end of the mailed one", lambda code: code[2:]),
    ("holds-mailed-code", "is the mailed one and two characters more", lambda code: f"{code}7K"),
)

MUTANTS = tuple(
    Alteration(
        f"step-4-holds-mailed-code-{name}",
        KIND,
        f"Step 4 holds the code of the mail, {where}.",
        _held(write),
        NOTICED,
    )
    for name, where, write in _WAYS
)
MUTANTS += tuple(
    Alteration(f"shown-code-{name}", KIND, f"The code of step 4 {what}.", _related(make), NOTICED)
    for name, what, make in _RELATED
)
