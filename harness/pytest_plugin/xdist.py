"""Distributes scenarios under pytest-xdist: each worker gets one share, all of it at once."""

from xdist.scheduler import LoadScopeScheduling


class ShareScheduling(LoadScopeScheduling):  # it has no types
    """Deals the tests out in turn, so that each worker knows its share before it starts."""

    def _split_scope(self, nodeid: str) -> str:
        # pyrefly: ignore[missing-attribute]
        number = self.collection.index(nodeid)
        return f"share-{number % self.numnodes}"
