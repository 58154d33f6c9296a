"""A portal declares how it reads what the guide leaves open, and nothing else."""

import pytest

from harness.guide.claims import Destination
from harness.guide.reading import as_read, unknown_reads
from tests.builders import GUIDE, journal, mail, outcomes


def test_no_reading_leaves_the_guide_as_it_is() -> None:
    """This is the way of nearly every run."""
    assert as_read(GUIDE, {}) is GUIDE


def test_a_link_leads_where_the_portal_says() -> None:
    """The statement is judged by that page, and no more accepted than before."""
    read = as_read(GUIDE, {"certification-code.finish.leads": "home"})
    statement = read.by_slug["certification-code.finish.leads"]
    assert isinstance(statement.claim, Destination)
    assert statement.claim.page == "home"
    assert not statement.accepted


def test_another_reading_is_accepted_by_its_name() -> None:
    """One statement alone."""
    read = as_read(GUIDE, {"search.found.blanks": "otherwise"})
    assert [s.slug for s in read if s.accepted] == ["search.found.blanks"]


def test_a_reading_leaves_the_accounts_as_they_are() -> None:
    """Whom a mail must reach is known by the accounts of the guide's suite."""
    read = as_read(GUIDE, {"search.found.blanks": "otherwise"})
    assert (read.accounts, read.folded, read.flow) == (GUIDE.accounts, GUIDE.folded, GUIDE.flow)
    assert [one.ok for one in outcomes("mail.recipient", journal(mail()), read)] == [True]


@pytest.mark.parametrize(
    ("slug", "value", "told"),
    [
        ("search.siret.own", "otherwise", "the guide says it"),
        ("search.found.blank", "otherwise", "search.found.blanks"),
        ("search.found.blanks", "home", "known: otherwise"),
        ("certification-code.finish.leads", "hom", 'did you mean "home"'),
    ],
)
def test_what_cannot_be_declared_is_told(slug: str, value: str, told: str) -> None:
    """What the guide says belongs in a ledger; a typo accepts nothing."""
    assert told in "; ".join(unknown_reads(GUIDE, {slug: value}))


def test_what_can_be_declared() -> None:
    """A page of the guide for a link, « otherwise » for every reading."""
    reads = {"certification-code.finish.leads": "space", "login.hostile": "otherwise"}
    assert list(unknown_reads(GUIDE, reads)) == []
