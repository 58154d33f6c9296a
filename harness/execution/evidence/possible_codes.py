"""Finds what may be a code in a mail whose code does not stand where it is looked for.

It must not be readable in any file of a run. Ordinary words, dates, hours, amounts and phone
numbers stay, so that people can read the mail.
"""

import re
from collections.abc import Iterable, Iterator

from harness.execution.evidence.code_finder import FoundCode, Wanted
from harness.execution.evidence.code_forms import (
    MIXED,
    NO_WORD,
    Form,
    forms_in,
    is_within,
    lines_of,
)
from harness.guide.code_shape import fits, is_telling
from harness.mail.parsing.body import without_links
from harness.redaction.vault import shape_of

MAX_CODES = 50
"""Of one mail: the time of hiding grows with each."""
_LEAST = 4  # characters; shorter ones are no codes
_LONG_NUMBER = 6  # digits of a number that may be a code wherever it stands
_LONGEST_NUMBER = 12
_LONG_MIXED = 6
_LONG_LETTERS = 8
_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}")
_UNIT = re.compile(r"\d+(?:h\d{0,2}|[a-z]{1,4}|[KMGT][oB]|EUR|USD|CHF|GBP)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PREFIX = r"(?<!\w)(?:\+\d{1,3}|\(\+?\d{1,4}\)|0\d{0,3})"
_PUBLIC = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?!\d)",  # a date
        r"(?<!\d)(?:19|20)\d\d[01]\d[0-3]\d(?!\d)",
        r"(?<!\d)\d{1,2} ?[h:] ?\d{2}(?::\d{2})?(?!\d)",  # an hour
        rf"{_PREFIX}(?:[ .-]?\(?\d{{1,4}}\)?){{3,6}}(?!\d)",  # a phone
        r"(?:[€$£] ?|\b(?:EUR|USD|CHF|GBP) )\d[\d .,]{0,20}",  # an amount
        r"(?<!\w)\d[\d .,]{0,20}(?: ?[€$£%]| ?(?:EUR|USD|CHF|GBP|euros?|dollars?)\b)",
        r"(?<!\w)\d{1,15}[.,]\d{1,15}(?!\d)",
        r"(?<!\d)\d{5} (?=[A-ZÀ-Ý])",  # a postal code before its town
    )
)


def possible_codes(
    texts: Iterable[str], wanted: Wanted, *, only_by_shape: bool = False
) -> tuple[FoundCode, ...]:
    """What may be a code in the texts of a mail, each once.

    Args:
        texts: its subject and its parts.
        wanted: the code that is looked for.
        only_by_shape: whether only what has a telling shape of such codes counts.
    """
    may_be = _has_shape if only_by_shape else _may_be_code
    forms = [one for text in texts for one in _forms(text, wanted) if may_be(one, wanted)]
    forms.sort(key=lambda one: (-one.look, not one.is_alone, not one.is_introduced))
    found = {one.code: FoundCode(one.code, one.shown) for one in forms}
    return tuple(found.values())[:MAX_CODES]


def _forms(text: str, wanted: Wanted) -> Iterator[Form]:
    """The parts of a text that may be codes by their form, but for those that everybody knows."""
    for line in lines_of(_ADDRESS.sub("…", without_links(text)).splitlines()):
        public = [[found.span() for found in one.finditer(line)] for one in _PUBLIC]
        for form in forms_in(line, wanted.shapes):
            inside = any(is_within((form.start, form.end), spans) for spans in public)
            if not inside and len(form.code) >= _LEAST and not wanted.is_known(form):
                yield form


def _has_shape(form: Form, wanted: Wanted) -> bool:
    """Whether a form has a shape of codes that words and numbers do not have."""
    shape = shape_of(form.shown).pattern
    telling = [one for one in (*wanted.shapes, *wanted.seen) if is_telling(one)]
    return form.look >= NO_WORD and fits(shape, telling)


def _may_be_code(form: Form, wanted: Wanted) -> bool:
    code, stands_out = form.code, form.is_alone or form.is_introduced
    if code.isdigit():
        return _may_be_number(form, wanted)
    if form.look == MIXED:
        is_long = len(code) >= _LONG_MIXED or stands_out
        return is_long and not _UNIT.fullmatch(code)
    if form.look == NO_WORD:  # a short one within a sentence may be an abbreviation
        return (
            stands_out or "-" in code or len(code) >= _LONG_LETTERS or _has_seen_shape(form, wanted)
        )
    return _has_seen_shape(form, wanted) or _has_groups_of_digits(form)


def _may_be_number(form: Form, wanted: Wanted) -> bool:
    if _YEAR.fullmatch(form.code) or len(form.code) > _LONGEST_NUMBER:
        return False
    stands_out = form.is_alone or form.is_introduced or len(form.code) >= _LONG_NUMBER
    return stands_out or _has_seen_shape(form, wanted)


def _has_seen_shape(form: Form, wanted: Wanted) -> bool:
    return fits(shape_of(form.shown).pattern, (*wanted.shapes, *wanted.seen))


def _has_groups_of_digits(form: Form) -> bool:
    """Whether it has digits in groups of the same length: "482-177"."""
    groups = re.split("[ -]", form.shown)
    return "".join(groups).isdigit() and len({len(one) for one in groups}) == 1
