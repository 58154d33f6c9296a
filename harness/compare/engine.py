"""From two sides and a guide to a comparison."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from harness.compare.causes import explain
from harness.compare.diff.codes import codes
from harness.compare.diff.not_compared import gaps
from harness.compare.diff.scenario import Seen, compare_walks
from harness.compare.diff.screenshots import sights
from harness.compare.diff.times import times
from harness.compare.difference import Change, Difference, Kind, Ruling
from harness.compare.guide_impact import Arbiter, rule
from harness.compare.model import Comparison, Party
from harness.compare.noise.baseline import noise_of, walked
from harness.compare.portal_runs import Side, Verdicts, faults
from harness.compare.verdicts import Bench
from harness.guide.model import Guide
from harness.guide.portal_view import guide_for_portal
from harness.ledger.fingerprint import fingerprint

_SIGHTINGS = 12  # of one difference that are told with their evidence
_BY_STEP = frozenset({Kind.RULE, Kind.PATH, Kind.MESSAGE, Kind.STATUS, Kind.CODE, Kind.STATEMENT})
_WORST = (Ruling.REGRESSION, Ruling.IMPROVEMENT, Ruling.BOTH_BREAK)


def compare(old: Side, new: Side, guide: Guide) -> Comparison:
    """Compare two portals as their journals show them.

    Args:
        old: the portal that is there.
        new: the one that shall take its place.
        guide: what both promise.
    """
    common = [slug for slug in old.journals if slug in new.journals]
    verdicts = old.findings(guide), new.findings(guide)
    judged = Bench(old, new, verdicts, guide).judge(common)
    seen = (*judged.seen, *_seen(old, new, guide, common), *codes(old, new, guide, common))
    gathered = _Gathered(guide, verdicts, _arbiter(old, new, guide), judged.rulings)
    differences = gathered.differences(seen)
    return Comparison(
        old=_party(old),
        new=_party(new),
        scenarios=tuple(common),
        gaps=tuple(gaps(old, new)),
        pages=_pages(old, common),
        causes=explain(differences, gathered.touching, judged.bars),
        alike=tuple(judged.alike),
        unobserved=judged.unobserved,
        faults=(
            *faults(old, verdicts[0].values()),
            *faults(new, verdicts[1].values()),
        ),
        times=times(old, new, common),
        sights=sights(old, new, common),
    )


def _party(side: Side) -> Party:
    return Party(name=side.name, driver=side.driver, runs=1 + len(side.again), place=side.place)


def _seen(old: Side, new: Side, guide: Guide, common: Iterable[str]) -> Iterator[Seen]:
    noise = noise_of(old, new)
    ours, theirs = walked(old, guide, noise), walked(new, guide, noise)
    for slug in common:
        yield from compare_walks(ours[slug], theirs[slug])


def _arbiter(old: Side, new: Side, guide: Guide) -> Arbiter:
    heads = [next(iter(side.journals.values())).head for side in (old, new) if side.journals]
    return Arbiter(*(guide_for_portal(guide, head.words, head.lacks) for head in heads))


def _pages(side: Side, common: Iterable[str]) -> tuple[str, ...]:
    slugs = (page.slug for slug in common for page in side.journals[slug].pages)
    return tuple(dict.fromkeys(filter(None, slugs)))


class _Gathered:
    """Makes differences of what was seen; the same change is one, wherever it was seen.

    Attributes:
        touching: for each statement, the differences that speak of it.
    """

    def __init__(
        self,
        guide: Guide,
        verdicts: tuple[Verdicts, Verdicts],
        arbiter: Arbiter,
        rulings: Mapping[Change, Ruling],
    ) -> None:
        self._guide = guide
        self._verdicts = verdicts
        self._arbiter = arbiter
        self._rulings = rulings
        self.touching: dict[str, list[Difference]] = {}

    def differences(self, seen: Iterable[Seen]) -> tuple[Difference, ...]:
        """One difference for each change, in the order in which they were first seen."""
        gathered: dict[Change, list[Seen]] = {}
        for one in seen:
            gathered.setdefault(one.change, []).append(one)
        return tuple(self._difference(change, some) for change, some in gathered.items())

    def _difference(self, change: Change, seen: Sequence[Seen]) -> Difference:
        scenarios = tuple(dict.fromkeys(one.sighting.scenario for one in seen))
        touched = self._touched(change, seen)
        ruling, slug = self._ruling(change, touched, scenarios)
        statement = self._guide.by_slug.get(slug)
        difference = Difference(
            change=change,
            ruling=ruling,
            statement=slug,
            sentence=statement.text if statement else "",
            line=statement.lines[0] if statement and statement.lines else None,
            level=statement.level if statement else None,
            fingerprint=_fingerprint(change),
            sightings=tuple(one.sighting for one in seen[:_SIGHTINGS]),
            scenarios=scenarios,
        )
        if change.kind is not Kind.STATEMENT:
            for one in touched:
                self.touching.setdefault(one, []).append(difference)
        return difference

    def _touched(self, change: Change, seen: Sequence[Seen]) -> tuple[str, ...]:
        about = (slug for one in seen for slug in one.about) if change.kind in _BY_STEP else ()
        return tuple(dict.fromkeys((*self._arbiter.touched(change), *about)))

    def _ruling(
        self, change: Change, touched: Iterable[str], scenarios: Iterable[str]
    ) -> tuple[Ruling, str]:
        """What the guide says of a change, and the statement by which it says so."""
        slugs = tuple(touched)
        if change in self._rulings:
            return self._rulings[change], slugs[0]
        said = {self._said(scenario, slug): slug for slug in slugs for scenario in scenarios}
        for ruling in _WORST:
            if ruling in said:
                return ruling, said[ruling]
        unsaid = change.kind is Kind.MESSAGE  # a refusal is promised, its words are not
        return Ruling.BOTH_KEEP, "" if unsaid else next(iter(slugs), "")

    def _said(self, scenario: str, slug: str) -> Ruling | None:
        one, other = (found.get((scenario, slug)) for found in self._verdicts)
        return rule(one, other) if one and other else None


def _fingerprint(change: Change) -> str:
    return fingerprint(change.kind, change.page, change.part, change.old, change.new, facts={})
