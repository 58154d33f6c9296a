"""Claims of the hardening profile about the codes of several generations together."""

import re
from collections import Counter
from collections.abc import Iterator
from math import log2

from harness.checks.context import Case
from harness.checks.outcome import Outcome, unobservable, verdict
from harness.guide.profile_claims import CodesAre
from harness.model.finding import Evidence
from harness.model.journal import Journal, Step
from harness.model.secret import Survey

_LOOK_ALIKES = ("0O", "1I", "1l", "Il")
_PSEUDONYM = re.compile("‹[a-z0-9-]+›")


def codes(claim: CodesAre, steps: tuple[Step, ...], case: Case) -> Outcome:
    """The codes of several generations are sound in one respect."""
    del steps
    return _FACTS[claim.fact](claim, case)


def _of(claim: CodesAre, journal: Journal) -> list[Survey]:
    return [one for one in journal.surveys if claim.secret in {"", one.secret}]


def _told_apart(claim: CodesAre, case: Case) -> Outcome:
    expected = "codes without characters that are taken for one another (0 and O, 1 and I …)"
    surveys = _of(claim, case.journal)
    if not surveys:
        return unobservable(expected, "too few codes were seen", Evidence())
    alphabet = set("".join(one.alphabet for one in surveys))
    both = [pair for pair in _LOOK_ALIKES if set(pair) <= alphabet]
    said = ", ".join(f"{pair[0]} and {pair[1]}" for pair in both)
    seen = f"both {said}" if both else f"{len(alphabet)} characters, none taken for another"
    return verdict(not both, expected, f"{seen}; {_samples(surveys)}", Evidence())


def _samples(surveys: list[Survey]) -> str:
    return f"{sum(one.samples for one in surveys)} codes"


def _never_twice(claim: CodesAre, case: Case) -> Outcome:
    del claim
    expected = "no code twice"
    found = Counter(_drawn(case.journal))
    if len(found) < 2:  # noqa: PLR2004 - one code alone cannot be repeated
        return unobservable(expected, "too few codes were seen", Evidence())
    twice = [name for name, count in found.items() if count > 1]
    seen = f"{twice[0]} came {found[twice[0]]} times" if twice else f"{len(found)} different codes"
    return verdict(not twice, expected, seen, Evidence())


def _drawn(journal: Journal) -> Iterator[str]:
    """The codes as they came: in each mail, and on each page that a generation led to."""
    yield from (code for mail in journal.mails if (code := mail.text_code or mail.html_code))
    for page in journal.pages:
        texts = (text.text for text in page.page.texts if text.visible)
        fields = (field.value for field in page.page.visible_fields if field.read_only)
        names = set(_PSEUDONYM.findall(" ".join((*texts, *fields))))
        led = any(step.led_to == page.number and step.trying for step in journal.steps)
        yield from (n for n in sorted(names) if led and _is_certification(n, journal))


def _is_certification(name: str, journal: Journal) -> bool:
    secret = journal.secret(name)
    return secret is not None and secret.kind == "certification-code"


def _hard_to_guess(claim: CodesAre, case: Case) -> Outcome:
    expected = f"at least {claim.length} characters and {claim.bits:g} bits"
    surveys = _of(claim, case.journal)
    if not surveys:
        return unobservable(expected, "too few codes were seen", Evidence())
    survey = surveys[0]
    bits = survey.varying * log2(max(1, len(survey.alphabet)))
    ok = survey.shortest >= claim.length and bits >= claim.bits
    seen = (
        f"{survey.shortest} characters, {survey.varying} of them varying over an alphabet of "
        f"{len(survey.alphabet)}: {bits:.0f} bits; {_samples(surveys)}"
    )
    return verdict(ok, expected, seen, Evidence())


_FACTS = {
    "told apart": _told_apart,
    "never twice": _never_twice,
    "hard to guess": _hard_to_guess,
}
