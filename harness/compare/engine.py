"""Compares two portals, as their journals show them and as the guide judges them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from harness.compare.causes import find_causes
from harness.compare.diff.scenario import ObservedChange, compare_journals, pair_steps
from harness.compare.diff.times import movement_times
from harness.compare.guide_impact import GuideImpact, ToldByVerdicts, ruling_of
from harness.compare.model import (
    Change,
    ComparedPortal,
    Comparison,
    Difference,
    DifferenceKind,
    Gap,
    Occurrence,
    Ruling,
    ScreenshotPair,
    Shown,
)
from harness.compare.noise.baseline import compared_journals, learn_variation
from harness.compare.noise.value_format import ValueFormat, format_of_shapes
from harness.compare.portal_runs import FindingIndex, PortalRuns, find_faults
from harness.compare.verdicts import VerdictComparer
from harness.guide.claims import ShownCode
from harness.guide.mail_claims import MailCode
from harness.guide.model import Guide
from harness.guide.portal_view import guide_for_portal
from harness.ledger.fingerprint import fingerprint
from harness.model.fact import fact

MAX_OCCURRENCES = 12  # of one difference that are listed with their evidence
_ABOUT_A_STEP = frozenset(
    {
        *(DifferenceKind.RULE, DifferenceKind.REFUSED_BY, DifferenceKind.PATH),
        *(DifferenceKind.MESSAGE, DifferenceKind.STATUS, DifferenceKind.CODE),
        DifferenceKind.STATEMENT,
    }
)
"""Kinds that touch the statements which their step exercises."""
_DECISIVE = (Ruling.REGRESSION, Ruling.IMPROVEMENT, Ruling.BOTH_BREAK)


def compare(old: PortalRuns, new: PortalRuns, guide: Guide) -> Comparison:
    """Compare two portals."""
    old, new = (replace(side, accounts=guide.accounts) for side in (old, new))
    common = [slug for slug in old.journals if slug in new.journals]
    findings = old.findings(guide), new.findings(guide)
    verdicts = VerdictComparer(old, new, findings, guide).compare(common)
    changes = (
        *verdicts.changes,
        *_journal_changes(old, new, guide, common),
        *_code_changes(old, new, guide, common),
    )
    builder = _DifferenceBuilder(guide, findings, _impact(old, new, guide), verdicts.rulings)
    differences = builder.differences(changes)
    return Comparison(
        old=_portal(old),
        new=_portal(new),
        scenarios=tuple(common),
        gaps=tuple(_gaps(old, new)),
        pages=_pages(old, common),
        titles={slug: chapter.title for slug, chapter in guide.pages.items()},
        roles=_roles(old, guide, common),
        guide_language=guide.language,
        causes=find_causes(differences, builder.touching, verdicts.blocked),
        shared_failures=tuple(verdicts.shared_failures),
        unobserved=verdicts.unobserved,
        faults=(
            *find_faults(old, findings[0].values()),
            *find_faults(new, findings[1].values()),
        ),
        times=movement_times(old, new, common),
        screenshots=_screenshots(old, new, common),
    )


def _portal(runs: PortalRuns) -> ComparedPortal:
    return ComparedPortal(
        name=runs.name, driver=runs.driver, runs=1 + len(runs.repeats), folder=runs.folder
    )


def _journal_changes(
    old: PortalRuns, new: PortalRuns, guide: Guide, common: Iterable[str]
) -> Iterator[ObservedChange]:
    variation = learn_variation(old, new)
    ours, theirs = (compared_journals(runs, guide, variation) for runs in (old, new))
    for slug in common:
        yield from compare_journals(ours[slug], theirs[slug])


def _impact(old: PortalRuns, new: PortalRuns, guide: Guide) -> GuideImpact:
    heads = [next(iter(runs.journals.values())).head for runs in (old, new) if runs.journals]
    views = (guide_for_portal(guide, head.words, head.missing_pages, head.reads) for head in heads)
    return GuideImpact(*views)


def _pages(runs: PortalRuns, common: Iterable[str]) -> tuple[str, ...]:
    slugs = (page.slug for scenario in common for page in runs.journals[scenario].pages)
    return tuple(dict.fromkeys(filter(None, slugs)))


def _roles(runs: PortalRuns, guide: Guide, common: Iterable[str]) -> dict[str, Shown]:
    """What the roles are called that the scenarios play, as far as they have one."""
    found = {slug: guide.accounts.role_of(runs.journals[slug].head.people) for slug in common}
    return {slug: guide.accounts.role_words(role) for slug, role in found.items() if role}


def _gaps(old: PortalRuns, new: PortalRuns) -> Iterator[Gap]:
    """The scenarios that a portal was to run and that are not compared, by slug."""
    both = old, new
    planned = {slug for runs in both for slug in (*runs.journals, *runs.left_out)}
    for slug in sorted(planned - (old.journals.keys() & new.journals.keys())):
        ours, theirs = (_gap_reason(runs, slug) for runs in both)
        yield Gap(scenario=slug, old=ours, new=theirs)


def _gap_reason(runs: PortalRuns, slug: str) -> Shown:
    """Why a portal has no journal of a scenario; "" if it has one."""
    return "" if slug in runs.journals else runs.left_out.get(slug, fact("not-in-its-plan"))


def _screenshots(
    old: PortalRuns, new: PortalRuns, scenarios: Iterable[str]
) -> tuple[ScreenshotPair, ...]:
    """For each page of the guide the first pair of screenshots, in the order of the steps."""
    found: dict[str, ScreenshotPair] = {}
    for slug in scenarios:
        ours, theirs = old.journals[slug], new.journals[slug]
        for one, other in pair_steps(ours, theirs):
            before, after = ours.page(one.led_to), theirs.page(other.led_to)
            if before is None or after is None or before.slug != after.slug or not before.slug:
                continue
            if before.screenshot and after.screenshot:
                pair = ScreenshotPair(page=before.slug, old=before.screenshot, new=after.screenshot)
                found.setdefault(pair.page, pair)
    return tuple(found.values())


def _code_changes(
    old: PortalRuns, new: PortalRuns, guide: Guide, scenarios: Sequence[str]
) -> Iterator[ObservedChange]:
    """A change for each kind of code that the portals make in another format."""
    for statement in guide:
        claim = statement.claim
        if not isinstance(claim, MailCode | ShownCode):
            continue
        ours, theirs = (_code_format(runs, claim.secret, scenarios) for runs in (old, new))
        if ours and theirs and ours.differs(theirs):
            change = Change(
                kind=DifferenceKind.CODE,
                page=statement.page,
                part=claim.secret,
                old=ours.fact,
                new=theirs.fact,
            )
            where = next(s for s in scenarios if _has_code(new, s, claim.secret))
            yield ObservedChange(change, Occurrence(scenario=where), (statement.slug,))


def _code_format(runs: PortalRuns, secret: str, scenarios: Sequence[str]) -> ValueFormat | None:
    shapes = [
        one.shape for slug in scenarios for one in runs.journals[slug].secrets if one.kind == secret
    ]
    return format_of_shapes(shapes) if shapes else None


def _has_code(runs: PortalRuns, scenario: str, secret: str) -> bool:
    return any(one.kind == secret for one in runs.journals[scenario].secrets)


class _DifferenceBuilder:
    """Makes one difference of all occurrences of a change; `touching`: those by statement."""

    def __init__(
        self,
        guide: Guide,
        findings: tuple[FindingIndex, FindingIndex],
        impact: GuideImpact,
        rulings: Mapping[Change, Ruling],
    ) -> None:
        self._guide = guide
        self._findings = findings
        self._impact = impact
        self._rulings = rulings
        self._told = ToldByVerdicts(rulings)
        self.touching: dict[str, list[Difference]] = {}

    def differences(self, changes: Iterable[ObservedChange]) -> tuple[Difference, ...]:
        """One difference for each change, in the order in which they were first observed."""
        gathered: dict[Change, list[ObservedChange]] = {}
        for one in changes:
            gathered.setdefault(one.change, []).append(one)
        return tuple(self._difference(change, some) for change, some in gathered.items())

    def _difference(self, change: Change, observed: Sequence[ObservedChange]) -> Difference:
        scenarios = tuple(dict.fromkeys(one.occurrence.scenario for one in observed))
        touched = self._touched(change, observed)
        ruling, slug = self._ruling(change, touched, scenarios)
        statement = self._guide.by_slug.get(slug)
        difference = Difference(
            change=change,
            ruling=ruling,
            statement=slug,
            sentence=statement.text if statement else "",
            means=statement.plain if statement else None,
            line=statement.lines[0] if statement and statement.lines else None,
            level=statement.level if statement else None,
            fingerprint=_fingerprint(change),
            occurrences=tuple(one.occurrence for one in observed[:MAX_OCCURRENCES]),
            scenarios=scenarios,
        )
        if change.kind is not DifferenceKind.STATEMENT:
            for one in touched:
                self.touching.setdefault(one, []).append(difference)
        return difference

    def _touched(self, change: Change, observed: Sequence[ObservedChange]) -> tuple[str, ...]:
        about = (slug for one in observed for slug in one.about if self._is_about(slug, change))
        told = self._told.of(change)
        return tuple(dict.fromkeys((*self._impact.touched(change), *about, *told)))

    def _is_about(self, slug: str, change: Change) -> bool:
        """Whether a change touches a statement because its step exercises that."""
        if change.kind is DifferenceKind.MAIL:
            claim = self._guide.by_slug[slug].claim if slug in self._guide.by_slug else None
            return getattr(claim, "mails", None) is not None
        return change.kind in _ABOUT_A_STEP

    def _ruling(
        self, change: Change, touched: Sequence[str], scenarios: Iterable[str]
    ) -> tuple[Ruling, str]:
        """What the guide says of a change, and the statement by which it says so."""
        if change in self._rulings:
            return self._rulings[change], touched[0]
        rulings = {self._ruling_on(scenario, s): s for s in touched for scenario in scenarios}
        for ruling in _DECISIVE:
            if ruling in rulings:
                return ruling, rulings[ruling]
        # the guide asks for a refusal, but not for the words of its message
        is_free = change.kind is DifferenceKind.MESSAGE
        return Ruling.BOTH_KEEP, "" if is_free else next(iter(touched), "")

    def _ruling_on(self, scenario: str, slug: str) -> Ruling | None:
        one, other = (found.get((scenario, slug)) for found in self._findings)
        return ruling_of(one, other) if one and other else None


def _fingerprint(change: Change) -> str:
    return fingerprint(change.kind, change.page, change.part, change.old, change.new, names={})
