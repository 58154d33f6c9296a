"""What the page of a run shows of each cause of broken statements."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from harness.guide.model import Guide
from harness.messages import Catalogue
from harness.model.journal import Journal
from harness.reporting.grouping.causes import FindingCause, group_causes
from harness.reporting.grouping.findings import BrokenStatement
from harness.reporting.grouping.observation import Observation, ObservationPlace
from harness.reporting.headline import cause_headlines, unbroken
from harness.reporting.history import History
from harness.reporting.html.evidence_view import EvidenceView, EvidenceViews

MAX_WITH_EVIDENCE = 3  # observations of one cause with screenshot, mail and steps
MAX_OBSERVATIONS = 12  # of one cause
MAX_FILES = 2  # of one observation


@dataclass(frozen=True)
class ObservationView:
    """An observation with its evidence.

    Attributes:
        files: of one scenario, below the run's folder.
        evidence: of the same scenario; None where another observation shows as much.
    """

    observation: Observation
    files: tuple[str, ...]
    evidence: EvidenceView | None


@dataclass(frozen=True)
class CauseView:
    """A cause as the page shows it.

    Attributes:
        headline: the cause in one plain sentence.
        roles: of the accounts that met it, each with what it is called.
        means: what the statement promises, in plain words; "" where its own words say it.
        pages: slugs of the pages that its statements are about.
        is_new: whether an earlier run did not see it; False where there is no earlier run.
        more: how many observations are left out.
        blocked: the blocked statements by page: their slugs without the page's name.
    """

    cause: FindingCause
    headline: str
    roles: tuple[tuple[str, str], ...]
    means: str
    pages: tuple[str, ...]
    is_new: bool
    shown: tuple[ObservationView, ...]
    more: int
    blocked: tuple[tuple[str, tuple[str, ...]], ...]


class CauseViews:
    """Makes the views of the causes of a run, beside an earlier run if there is one."""

    def __init__(
        self,
        evidence: EvidenceViews,
        journals: Mapping[str, Journal],
        catalogue: Catalogue,
        guide: Guide,
        history: History | None = None,
    ) -> None:
        self._evidence = evidence
        self._journals = journals
        self._catalogue = catalogue
        self._history = history
        self._guide = guide

    def of(self, broken: Iterable[BrokenStatement]) -> tuple[CauseView, ...]:
        """Broken statements as the page shows them."""
        causes = group_causes(broken)
        headlines = cause_headlines(causes, self._catalogue)
        return tuple(map(self._view, causes, headlines))

    def _view(self, cause: FindingCause, headline: str) -> CauseView:
        observations = cause.observations
        shown = self._shown(observations[:MAX_OBSERVATIONS])
        return CauseView(
            cause=cause,
            headline=unbroken(headline),
            roles=self._roles(cause.scenarios),
            means=self._means(cause),
            pages=tuple(dict.fromkeys(one.statement.partition(".")[0] for one in cause.members)),
            is_new=self._history is not None and self._history.is_new(cause),
            shown=shown,
            more=len(observations) - len(shown),
            blocked=_by_page(cause.blocked),
        )

    def _means(self, cause: FindingCause) -> str:
        statement = self._guide.by_slug.get(cause.first.statement)
        return self._catalogue.say(statement.plain) if statement else ""

    def _roles(self, scenarios: Iterable[str]) -> tuple[tuple[str, str], ...]:
        schema = self._guide.accounts
        journals = (self._journals[slug] for slug in scenarios if slug in self._journals)
        found = {schema.role_of(journal.head.people) for journal in journals}
        return tuple(
            (one, self._catalogue.say(schema.role_words(one))) for one in sorted(found - {""})
        )

    def _shown(self, observations: tuple[Observation, ...]) -> tuple[ObservationView, ...]:
        """The observations with their evidence, all of one scenario as far as one shows them."""
        counts = Counter(slug for one in observations for slug in one.scenarios)
        shown: list[ObservationView] = []
        for observation in observations:
            places = sorted(observation.places, key=lambda place: -counts[place.scenario])
            place, evidence = places[0], None
            if len(shown) < MAX_WITH_EVIDENCE:
                place, evidence = self._best(observation, places)
            if evidence and any(evidence.shows_no_more_than(one.evidence) for one in shown):
                evidence = None
            shown.append(ObservationView(observation, place.evidence.files[:MAX_FILES], evidence))
        return tuple(shown)

    def _best(
        self, observation: Observation, places: list[ObservationPlace]
    ) -> tuple[ObservationPlace, EvidenceView]:
        """The first place with a picture or a mail; the first one where there is none."""
        views = (
            (place, self._evidence.of(place, observation.expected, observation.seen))
            for place in places[:MAX_OBSERVATIONS]
        )
        first = next(views)
        return next(
            (one for one in chain([first], views) if one[1].screenshot or one[1].mail), first
        )


def _by_page(slugs: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    pages: dict[str, list[str]] = {}
    for slug in slugs:
        page, _, rest = slug.partition(".")
        pages.setdefault(page, []).append(rest or page)
    return tuple((page, tuple(rest)) for page, rest in pages.items())


Filter = tuple[str, tuple[tuple[str, str], ...]]
"""Name of an attribute of a cause, and its values with their words."""


def filters(
    views: Iterable[CauseView], catalogue: Catalogue, title: Callable[[str], str]
) -> tuple[Filter, ...]:
    """The lists by which causes can be chosen; those that would have one entry are left out."""
    views = tuple(views)
    history = {"new" if one.is_new else "known" for one in views}
    each: tuple[Filter, ...] = (
        ("level", _values((one.cause.level for one in views), catalogue, "level-")),
        ("role", tuple(dict(chain.from_iterable(one.roles for one in views)).items())),
        ("page", tuple((slug, title(slug)) for slug in _once(one.pages for one in views))),
        ("scenario", tuple((s, s) for s in _once(one.cause.scenarios for one in views))),
        ("history", _values(sorted(history, reverse=True), catalogue, "history-")),
    )
    return tuple((name, values) for name, values in each if len(values) > 1)


def _once(each: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for values in each for value in values))


def _values(
    values: Iterable[str], catalogue: Catalogue, prefix: str
) -> tuple[tuple[str, str], ...]:
    once = dict.fromkeys(str(value) for value in values)
    return tuple((value, catalogue.text(f"{prefix}{value}")) for value in once)
