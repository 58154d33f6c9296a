"""Shares of the scenarios for pytest-xdist: one for each worker, all of it at once."""

from xdist.scheduler import LoadScopeScheduling


class ShareScheduling(LoadScopeScheduling):  # type: ignore[misc] # it has no types
    """Deals the tests out like cards: every worker knows its own before it begins."""

    def _split_scope(self, nodeid: str) -> str:
        place = self.collection.index(nodeid)
        return f"share-{place % self.numnodes}"
