"""What people meet comes before what only programs see."""

from harness.compare.model import DifferenceKind, importance


def test_rules_ways_and_mails_come_first_and_the_wire_last() -> None:
    """Every kind has its place."""
    first = {importance(DifferenceKind(one)) for one in ("accepted-or-refused", "way", "mail")}
    middle = {importance(DifferenceKind(one)) for one in ("label", "field", "text", "button")}
    last = {importance(DifferenceKind(one)) for one in ("header", "cookie", "status")}
    assert (first, middle, last) == ({0}, {1}, {2})
    assert {importance(one) for one in DifferenceKind} == {0, 1, 2}
