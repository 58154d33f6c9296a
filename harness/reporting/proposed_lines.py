"""The lines of a target file that a run proposes: they would accept what it found or left open."""

from collections.abc import Sequence

from harness.core.identity import by_identity
from harness.model.finding import Finding, Setting
from harness.reporting.grouping.findings import settings_of
from harness.reporting.run_state import RunState
from harness.reporting.unjudged import Roles, open_statements


@by_identity
def proposed_lines(state: RunState) -> tuple[Setting, ...]:
    """The lines that a run proposes, each once."""
    return lines_for(state.findings, state.roles)


def lines_for(findings: Sequence[Finding], roles: Roles) -> tuple[Setting, ...]:
    """The same for findings, each scenario with its role."""
    return (*settings_of(findings), *_unobservable(findings, roles))


def _unobservable(findings: Sequence[Finding], roles: Roles) -> tuple[Setting, ...]:
    """The lines that say that this portal cannot show what is left open."""
    sentences = {one.statement: one.sentence for one in findings}
    return tuple(
        Setting(section="unobservable", key=slug, value="", guide=sentences[slug])
        for slug, places in open_statements(findings, roles).places.items()
        if all(place.is_proposable for place in places)
    )
