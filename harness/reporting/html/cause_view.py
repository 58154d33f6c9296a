"""What the page of a run shows of each cause of broken statements."""

from collections.abc import Iterable
from dataclasses import dataclass

from harness.reporting.grouping.causes import FindingCause, group_causes
from harness.reporting.grouping.findings import BrokenStatement
from harness.reporting.grouping.observation import Observation
from harness.reporting.html.evidence_view import EvidenceView, EvidenceViews

MAX_WITH_EVIDENCE = 3  # observations of one cause with screenshot, mail and steps
MAX_OBSERVATIONS = 12  # of one cause


@dataclass(frozen=True)
class ObservationView:
    """An observation with its evidence; None for an observation without."""

    observation: Observation
    evidence: EvidenceView | None


@dataclass(frozen=True)
class CauseView:
    """A cause as the page shows it.

    Attributes:
        cause: of broken statements.
        shown: its first observations.
        more: how many observations are left out.
        bars: the blocked statements by page: their slugs without the page's name.
    """

    cause: FindingCause
    shown: tuple[ObservationView, ...]
    more: int
    blocked: tuple[tuple[str, tuple[str, ...]], ...]


def cause_views(broken: Iterable[BrokenStatement], views: EvidenceViews) -> tuple[CauseView, ...]:
    """Broken statements as the page shows them."""
    return tuple(_cause_view(cause, views) for cause in group_causes(broken))


def _cause_view(cause: FindingCause, views: EvidenceViews) -> CauseView:
    observations = cause.observations
    shown: list[ObservationView] = []
    for observation in observations[:MAX_OBSERVATIONS]:
        evidence = _evidence(observation, views) if len(shown) < MAX_WITH_EVIDENCE else None
        known = any(evidence and evidence.shows_no_more_than(one.evidence) for one in shown)
        shown.append(ObservationView(observation, None if known else evidence))
    return CauseView(cause, tuple(shown), len(observations) - len(shown), _by_page(cause.blocked))


def _evidence(observation: Observation, views: EvidenceViews) -> EvidenceView:
    """The first place with a picture or a mail; the first one where there is none."""
    first = None
    for place in observation.places[:MAX_OBSERVATIONS]:
        evidence = views.of(place, observation.expected, observation.seen)
        if evidence.screenshot or evidence.mail:
            return evidence
        first = first or evidence
    assert first is not None  # noqa: S101 - a observation was seen somewhere
    return first


def _by_page(slugs: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    pages: dict[str, list[str]] = {}
    for slug in slugs:
        page, _, rest = slug.partition(".")
        pages.setdefault(page, []).append(rest or page)
    return tuple((page, tuple(rest)) for page, rest in pages.items())
