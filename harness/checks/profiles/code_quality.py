"""Claims of the security profile about the codes of several generations together."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from math import log2

from harness.checks.context import Case
from harness.checks.outcome import Outcome, judged, not_observable
from harness.guide.profile_claims import CodesAre
from harness.model.fact import fact
from harness.model.finding import Evidence
from harness.model.journal import Journal, Step
from harness.model.secret import Survey

_LOOK_ALIKES = ("0O", "1I", "1l", "Il")
_PSEUDONYM = re.compile("‹[a-z0-9-]+›")


def codes(claim: CodesAre, steps: tuple[Step, ...], case: Case) -> Outcome:
    """The codes of several generations have one property."""
    del steps
    return _CHECKS[claim.fact](claim, case)


def _surveys_of(claim: CodesAre, journal: Journal) -> list[Survey]:
    return [one for one in journal.surveys if claim.secret in {"", one.secret}]


def _no_look_alikes(claim: CodesAre, case: Case) -> Outcome:
    expected = fact("no-look-alikes")
    surveys = _surveys_of(claim, case.journal)
    if not surveys:
        return not_observable(expected, fact("too-few-codes"), Evidence())
    alphabet = set("".join(one.alphabet for one in surveys))
    both = [pair for pair in _LOOK_ALIKES if set(pair) <= alphabet]
    seen = fact("distinct-characters", count=len(alphabet), codes=_samples(surveys))
    if both:
        pairs = tuple(fact("pair", one=pair[0], other=pair[1]) for pair in both)
        seen = fact("look-alikes", pairs=pairs, codes=_samples(surveys))
    return judged(not both, expected, seen, Evidence())


def _samples(surveys: list[Survey]) -> int:
    """How many codes were looked at."""
    return sum(one.samples for one in surveys)


def _never_twice(claim: CodesAre, case: Case) -> Outcome:
    del claim
    expected = fact("no-code-twice")
    found = Counter(_generated_codes(case))
    if len(found) < 2:  # noqa: PLR2004 - one code alone cannot be repeated
        return not_observable(expected, fact("too-few-codes"), Evidence())
    twice = [name for name, count in found.items() if count > 1]
    seen = fact("different-codes", count=len(found))
    if twice:
        seen = fact("code-repeated", code=twice[0], count=found[twice[0]])
    return judged(not twice, expected, seen, Evidence())


def _generated_codes(case: Case) -> Iterator[str]:
    """The codes as they came: in each mail, and on each page that a generation led to."""
    journal, shown = case.journal, set(case.guide.shown_codes.values())
    yield from (code for mail in journal.mails if (code := mail.text_code or mail.html_code))
    for page in journal.pages:
        fields = (field.value for field in page.page.visible_fields if field.read_only)
        names = set(_PSEUDONYM.findall(" ".join((*page.page.words, *fields))))
        led = any(step.led_to == page.number and step.trying for step in journal.steps)
        yield from (n for n in sorted(names) if led and _is_one_of(n, shown, journal))


def _is_one_of(name: str, kinds: Collection[str], journal: Journal) -> bool:
    secret = journal.secret(name)
    return secret is not None and secret.kind in kinds


def _hard_to_guess(claim: CodesAre, case: Case) -> Outcome:
    expected = fact("code-strength", length=claim.length, bits=claim.bits)
    surveys = _surveys_of(claim, case.journal)
    if not surveys:
        return not_observable(expected, fact("too-few-codes"), Evidence())
    survey = surveys[0]
    bits = survey.varying * log2(max(1, len(survey.alphabet)))
    ok = survey.shortest >= claim.length and bits >= claim.bits
    seen = fact(
        "code-strength-seen",
        length=survey.shortest,
        varying=survey.varying,
        alphabet=len(survey.alphabet),
        bits=round(bits),
        codes=_samples(surveys),
    )
    return judged(ok, expected, seen, Evidence())


_CHECKS = {
    "told apart": _no_look_alikes,
    "never twice": _never_twice,
    "hard to guess": _hard_to_guess,
}
