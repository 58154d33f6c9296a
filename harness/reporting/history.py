"""What a run shows that an earlier one did not, and the other way round."""

from collections.abc import Callable, Iterable, Mapping

from harness.core.value import Value
from harness.model.finding import Finding, Setting, Verdict
from harness.model.verdicts import BROKEN
from harness.reporting.grouping.causes import FindingCause
from harness.reporting.grouping.findings import JUDGED, findings_by_statement, overall_verdict
from harness.reporting.run_state import RunState
from harness.reporting.unjudged import accepted_behind_paths, accepted_unobservable

_NOT_BROKEN = frozenset({Verdict.PASS, Verdict.UNREACHED, Verdict.UNOBSERVABLE})


class History(Value):
    """A run beside an earlier one.

    Attributes:
        earlier: name of the earlier run.
        known: what was broken then: statements, each with the fingerprint of what was seen.
        mended: statements that were broken then and hold now, in scenarios that broke them.
        accepted: statements that were broken then, and that a ledger or the target file accepts.
        barred: statements that were open then; the target file says now that the portal does not
            have the path to them, or cannot show them.
        unseen: statements that were broken then, and could not be judged now where they were.
    """

    earlier: str
    known: frozenset[tuple[str, str]]
    mended: tuple[str, ...]
    unseen: tuple[str, ...]
    accepted: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()

    def is_new(self, cause: FindingCause) -> bool:
        """Whether the earlier run saw nothing of a cause, or something else."""
        return not any(
            (one.statement, observation.fingerprint) in self.known
            for one in cause.members
            for observation in one.observations
        )

    def new(self, now: Iterable[Finding]) -> tuple[str, ...]:
        """The statements that are broken now, and were not, or not in this way, then."""
        broken = (one for one in now if one.statement and one.verdict in BROKEN)
        fresh = (one for one in broken if (one.statement, one.fingerprint) not in self.known)
        return tuple(dict.fromkeys(one.statement for one in fresh))

    def lists(self, now: Iterable[Finding]) -> dict[str, tuple[str, ...]]:
        """What changed since then: statements, by the message that says how."""
        every = {
            "history-new": self.new(now),
            "label-mended": self.mended,
            "label-accepted-now": self.accepted,
            "label-barred-now": self.barred,
            "label-not-judged-now": self.unseen,
        }
        always = ("history-new", "label-mended", "label-accepted-now")
        return {label: slugs for label, slugs in every.items() if slugs or label in always}


Earlier = Callable[[RunState], History]
"""Sets a run beside an earlier one."""


def history(earlier: str, before: Iterable[Finding], state: RunState) -> History:
    """Set a run beside the findings of an earlier one, which has a name."""
    then = tuple(before)
    broken = [one for one in then if one.statement and one.verdict in BROKEN]
    slugs = tuple(dict.fromkeys(one.statement for one in broken))
    verdicts = {
        slug: overall_verdict(one.verdict for one in some)
        for slug, some in findings_by_statement(state.findings).items()
    }
    seen_now = {(one.statement, one.scenario) for one in state.findings if one.verdict in JUDGED}
    again = {one.statement for one in broken if (one.statement, one.scenario) in seen_now}
    mended = tuple(slug for slug in slugs if verdicts.get(slug) is Verdict.PASS and slug in again)
    named = {one.statement for one in broken if any(_is_set(s, state) for s in one.settings)}
    accepted = tuple(
        slug
        for slug in slugs
        if verdicts.get(slug) is Verdict.ACCEPTED
        or (slug in named and verdicts.get(slug) not in BROKEN)
    )
    old = {one.statement for one in then if one.absent_path or one.is_accepted_unobservable}
    every = (accepted_behind_paths(state), accepted_unobservable(state))
    excused = (slug for some in every for slug in some.statements)
    return History(
        earlier=earlier,
        known=frozenset((one.statement, one.fingerprint) for one in broken),
        mended=tuple(slug for slug in mended if slug not in accepted),
        accepted=accepted,
        barred=tuple(dict.fromkeys(slug for slug in excused if slug not in old)),
        unseen=tuple(
            slug
            for slug in slugs
            if verdicts.get(slug, Verdict.UNREACHED) in _NOT_BROKEN
            and slug not in {*accepted, *mended}
        ),
    )


def _is_set(setting: Setting, state: RunState) -> bool:
    """Whether the target file of a run has a line that was proposed, or one for the same words."""
    if state.started is None:
        return False
    head, _, page = setting.section.partition(".")
    if head in {"reads", "absent", "unobservable"}:
        return setting.key in getattr(state.started, head)
    if head != "words":
        return False
    words = state.started.words
    own = words.get(page or setting.key.partition(".")[0])
    every = (words, own if isinstance(own, Mapping) else {})
    return any(key in some for some in every for key in (setting.key, setting.guide))
