"""Which cards the picture of the flow has, and which links are drawn between them."""

from collections.abc import Mapping

from harness.reporting.svg.flow.layout import Link, ranks
from harness.reporting.svg.flow.model import FlowEdge, FlowGraph
from harness.suite.flow import FlowHints, SecondVisit

AGAIN = "again"
"""The card of a page that is drawn a second time."""


class Cards:
    """The cards of a flow, in the order of the guide; the page `again` is drawn a second time."""

    def __init__(self, flow: FlowGraph, hints: FlowHints) -> None:
        self._flow = flow
        self._pages = [node.page for node in flow.nodes]
        known = hints.again is not None and hints.again.page in self._pages
        self.again: SecondVisit | None = hints.again if known else None

    @property
    def aside(self) -> list[str]:
        """Pages that lie beside the flow: links alone lead there, and nothing leads on."""
        left = {edge.source for edge in self._flow.edges if edge.source != edge.target}
        sent = {edge.target for edge in self._flow.edges if edge.sent}
        return [page for page in self._pages if page not in left | sent]

    @property
    def ranked(self) -> Mapping[str, int]:
        """The rank of each card of the flow."""
        aside = self.aside
        links = [self._link(edge) for edge in self._flow.edges if edge.source != edge.target]
        order = [card for card in self._order if card not in aside]
        return ranks(order, [link for link in links if link[1] not in aside])

    @property
    def _order(self) -> list[str]:
        """All cards; a second visit comes after the pages that lead to it."""
        if self.again is None:
            return self._pages
        early = [one for one in self._pages if one not in self.again.leads]
        later = [one for one in self._pages if one in self.again.leads]
        before = [one for one in early if one in self.again.after]
        at = early.index(before[-1]) + 1 if before else len(early)
        return [*early[:at], AGAIN, *later, *early[at:]]

    def _link(self, edge: FlowEdge) -> Link:
        """The cards that a link joins."""
        source, target = edge.source, edge.target
        if self.again and source == self.again.page and target in self.again.leads:
            source = AGAIN
        if self.again and target == self.again.page and source in self.again.after:
            target = AGAIN
        return source, target

    def drawn(self, ranked: Mapping[str, int]) -> dict[Link, Link]:
        """The links that are drawn, by their pages; the others are listed on the cards.

        A link leads to a higher rank. It is the first way to its page, or a form or a mail makes
        it.
        """
        found: dict[Link, Link] = {}
        entered: set[str] = set()
        for edge in self._flow.edges:
            source, target = self._link(edge)
            if ranked.get(source, 0) < ranked.get(target, 0) and (
                edge.sent or target not in entered
            ):
                found[edge.source, edge.target] = source, target
                entered.add(target)
        return found
