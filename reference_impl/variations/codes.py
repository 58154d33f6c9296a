"""Codes of other lengths, and other ways to show the certification code."""

import re
from collections.abc import Callable
from typing import Any

from reference_impl.altering.alteration import Alteration, several
from reference_impl.altering.codes import codes
from reference_impl.altering.pages import page, rendering
from reference_impl.altering.rules import action
from reference_impl.altering.texts import swap
from reference_impl.domain.codes import Codes

CODES = "codes"
_FRAME = re.compile(r'<p class="code-frame"><strong[^>]*>([^<]*)</strong></p>')


class _Lengths(Codes):
    """Draws codes of any length, letters and digits in each."""

    def of(self, length: int) -> str:
        """Draw one code."""
        return self._draw(length)


_LENGTHS = _Lengths()


def _long(length: int) -> Callable[[str], str]:
    return lambda _code: _LENGTHS.of(length)


def _shown(frame: Callable[[str], str]) -> Callable[[str], str]:
    """Show the certification code in another frame."""
    return lambda text: _FRAME.sub(lambda found: frame(found[1]), text)


def _spans(code: str) -> str:
    cells = "".join(f'<span class="car">{character}</span>' for character in code)
    return f'<p class="code-frame">{cells}</p>'


def _cells(code: str) -> str:
    cells = "".join(f"<td>{character}</td>" for character in code)
    return f'<table border="1"><tr>{cells}</tr></table>'


def _input(code: str) -> str:
    return (
        '<p class="code-frame"><input type="text" readonly size="12" id="certification" '
        f'aria-label="Votre code" value="{code}"></p>'
    )


def _copied(code: str) -> str:
    return (
        f'<p class="code-frame"><strong>{code}</strong> '
        '<button type="button" class="quiet">Copier</button></p>'
    )


def _with_a_reference(text: str, _values: dict[str, Any]) -> str:
    """A reference number of the request, which looks like a code, stands on the page too."""
    line = "<p>Votre demande n° 2010-XKCD-4711 a été enregistrée le 23/10/2010 à 11h24.</p>"
    return swap("</h1>", f"</h1>{line}")(text)


def _blanks_dropped(plain: Callable[..., Any], flow: Any, login: Any, form: Any) -> Any:
    """Take a code that was copied with its blanks."""
    return plain(flow, login, type(form)(code=form.code.replace(" ", "")))


def _variation(name: str, summary: str, frame: Callable[[str], str]) -> Alteration:
    return Alteration(name, CODES, summary, page("certification-code", _shown(frame)))


VARIATIONS = (
    Alteration(
        "confidential-code-of-10",
        CODES,
        "The confidential code has 10 characters.",
        codes(confidential=_long(10)),
    ),
    Alteration(
        "confidential-code-of-6",
        CODES,
        "The confidential code has 6 characters.",
        codes(confidential=_long(6)),
    ),
    Alteration(
        "certification-code-of-8",
        CODES,
        "The certification code has 8 characters.",
        codes(certification=_long(8)),
    ),
    Alteration(
        "certification-code-of-12",
        CODES,
        "The certification code has 12 characters.",
        codes(certification=_long(12)),
    ),
    _variation(
        "code-in-spans", "Each character of the certification code has its own span.", _spans
    ),
    _variation(
        "code-in-cells", "Each character of the certification code has its own table cell.", _cells
    ),
    _variation(
        "code-in-a-field", "The certification code stands in a field that is read only.", _input
    ),
    _variation(
        "code-preformatted",
        "The certification code is preformatted text.",
        lambda code: f"<pre>\n{code}\n</pre>",
    ),
    _variation(
        "code-as-output",
        "The certification code is an output of the form.",
        lambda code: f'<div><output name="code">{code}</output></div>',
    ),
    _variation(
        "code-beside-a-button", "A button to copy the certification code stands beside it.", _copied
    ),
    _variation(
        "code-in-a-sentence",
        "The certification code stands in a sentence.",
        lambda code: f"<p>Votre code de certification est : <b>{code}</b>.</p>",
    ),
    _variation(
        "code-in-a-box",
        "The certification code stands in a box with a heading.",
        lambda code: f'<div class="box"><h2>Code à noter</h2><div><big>{code}</big></div></div>',
    ),
    Alteration(
        "code-in-groups",
        CODES,
        "The certification code is shown in groups, and taken with or without blanks.",
        several(
            page(
                "certification-code",
                _shown(lambda code: f"<p><strong>{' '.join((code[:5], code[5:]))}</strong></p>"),
            ),
            action("certify", _blanks_dropped),
        ),
    ),
    Alteration(
        "request-with-a-number",
        CODES,
        "Step 4 also shows the number and the time of the request.",
        rendering("certification-code", _with_a_reference),
    ),
)
