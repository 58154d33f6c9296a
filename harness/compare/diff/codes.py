"""The codes that the portals drew, compared by their form: never by their values."""

from collections.abc import Iterator

from harness.compare.diff.scenario import Seen
from harness.compare.difference import Change, Kind, Sighting
from harness.compare.noise.value_format import Form, form_of
from harness.compare.portal_runs import Side
from harness.guide.claims import MailCode, ShownCode
from harness.guide.model import Guide


def codes(old: Side, new: Side, guide: Guide, scenarios: list[str]) -> Iterator[Seen]:
    """A change for each kind of code that is made otherwise."""
    for statement in guide:
        claim = statement.claim
        if not isinstance(claim, MailCode | ShownCode):
            continue
        ours, theirs = (_form(side, claim.secret, scenarios) for side in (old, new))
        if ours and theirs and ours.differs(theirs):
            change = Change(
                kind=Kind.CODE,
                page=statement.page,
                part=claim.secret,
                old=str(ours),
                new=str(theirs),
            )
            where = next(s for s in scenarios if _has(new, s, claim.secret))
            yield Seen(change, Sighting(scenario=where), (statement.slug,))


def _form(side: Side, secret: str, scenarios: list[str]) -> Form | None:
    shapes = [
        one.shape for slug in scenarios for one in side.journals[slug].secrets if one.kind == secret
    ]
    return form_of(shapes) if shapes else None


def _has(side: Side, scenario: str, secret: str) -> bool:
    return any(one.kind == secret for one in side.journals[scenario].secrets)
