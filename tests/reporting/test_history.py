"""A run beside an earlier one: what is new, what is mended, what was not judged."""

from harness.model.finding import Finding, Verdict
from harness.reporting.grouping.causes import group_causes
from harness.reporting.grouping.findings import group_findings
from harness.reporting.history import history
from tests.reporting.made import finding, passed


def broken(slug: str, fingerprint: str = "f") -> Finding:
    """A broken statement with what a ledger knows it by."""
    return finding(slug).model_copy(update={"fingerprint": fingerprint})


def test_what_was_broken_alike_is_known_and_the_rest_is_new() -> None:
    """The same statement with another fingerprint is new."""
    before = [broken("home.opens"), broken("search.siret", "old")]
    now = [broken("home.opens"), broken("search.siret", "new"), broken("mail.once")]
    beside = history("monday", before, now)
    causes = group_causes(group_findings(now).broken)
    new = {one.first.statement: beside.is_new(one) for one in causes}
    assert new == {"home.opens": False, "search.siret": True, "mail.once": True}


def test_what_holds_now_is_mended_and_what_was_not_judged_is_not() -> None:
    """A statement that this run did not reach, or did not have, is not called mended."""
    before = [broken("a.x"), broken("b.x"), broken("c.x"), broken("d.x")]
    now = [passed("a.x"), finding("b.x", Verdict.UNREACHED, cause="d.x"), broken("d.x")]
    beside = history("monday", before, now)
    assert beside.mended == ("a.x",)
    assert beside.unseen == ("b.x", "c.x")


def test_a_statement_that_fails_in_one_scenario_is_not_mended() -> None:
    """Another scenario in which it holds does not excuse it."""
    now = [passed("a.x"), finding("a.x", scenario="other")]
    assert history("monday", [broken("a.x")], now).mended == ()
