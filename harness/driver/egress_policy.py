"""What may be sent where: the portal's own hosts, and nothing secret to any other."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from harness.core.errors import CaptureError, EgressBlocked, RobotsDisallowed
from harness.core.url import origin
from harness.redaction.vault import Vault

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_NETWORK = frozenset({"http", "https", "ws", "wss"})


def outside(request: str) -> EgressBlocked:
    """The fault for a request that was not sent."""
    return EgressBlocked(
        "what is typed to stay with the portal",
        seen=f"{request}: outside of it, and not sent",
        remedy="If that host belongs to the portal, name it in `hosts` under [allow].",
    )


def _closed(url: str) -> RobotsDisallowed:
    return RobotsDisallowed(
        "its robots.txt leaves open to codes-perdus",
        seen=f"{urlsplit(url).path}, which it closes",
        remedy="Change robots.txt, or leave the scenario out.",
    )


@dataclass
class EgressPolicy:
    """Stands between a driver and the network.

    Args:
        base_url: of the portal.
        hosts: that belong to it beside its own, with * and ?, and with a port if it is unusual.
        headers: what each request to the portal's own host bears.
        read_only: whether nothing may leave but requests that read.

    Attributes:
        outside_visits: how often each address outside was asked, by its origin.
        blocked_requests: what was not sent, in words.
        blocked: the last of it, by the frame of a browser that would have sent it.
        disallows: whether the portal closes one of its addresses to us; None for none.
    """

    base_url: str
    hosts: Sequence[str] = ()
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    read_only: bool = False
    outside_visits: Counter[str] = field(default_factory=Counter)
    blocked_requests: list[str] = field(default_factory=list)
    blocked: dict[str, CaptureError] = field(default_factory=dict)
    disallows: Callable[[str], bool] | None = field(default=None, repr=False)
    _vaults: list[Vault] = field(default_factory=list, repr=False)

    def protect(self, vault: Vault) -> None:
        """From now on let none of these secrets out, nor those that join them."""
        self._vaults.append(vault)

    def report(self) -> tuple[str, ...]:
        """What was asked of addresses outside, and what was not sent there, in words."""
        visits = (f"{place}: opened {n} times" for place, n in sorted(self.outside_visits.items()))
        held = Counter(self.blocked_requests)
        return (*(f"{what}: not sent, {n} times" for what, n in held.items()), *visits)

    def is_own(self, url: str) -> bool:
        """Whether an address lies on the portal's own host: same scheme, name and port."""
        return origin(url) == origin(self.base_url)

    def is_inside(self, url: str) -> bool:
        """Whether an address belongs to the portal, or asks nobody ("data:", "about:")."""
        parts = urlsplit(url)
        if parts.scheme not in _NETWORK or self.is_own(url):
            return True
        own = urlsplit(self.base_url)
        if (own.scheme, parts.scheme) == ("https", "http"):
            return False  # in clear, what was meant to be sent under cover
        usual = parts.port is None and own.port is None
        if usual and parts.hostname == own.hostname:
            return True  # a portal that sends from http to https
        place = parts.netloc.rpartition("@")[2].lower()
        return any(fnmatchcase(place, pattern.lower()) for pattern in self.hosts)

    def check(self, method: str, url: str, *, data: bool, frame: str = "") -> None:
        """Let a request through, or not.

        Args:
            method: "GET", "POST", …
            url: where it goes.
            data: whether something is sent along.
            frame: of a browser, which sends it.

        Raises:
            EgressBlocked: it would take what was typed, or a secret, to an address outside; or it
                would send something, and the visit only reads.
            RobotsDisallowed: the portal closes this address to us.
        """
        if self.read_only and method not in _READING:
            self.blocked[frame] = outside(f"{method} {origin(url)}, on a visit that only reads")
            raise self.blocked[frame]
        if self.is_inside(url):
            if self.disallows and self.disallows(url):
                self.blocked[frame] = _closed(url)
                raise self.blocked[frame]
            return
        place = origin(url)
        if data or self._is_secret(url):
            what = "what was typed" if data else "a secret in its address"
            told = self._hidden(f"{method} {place}{urlsplit(url).path} with {what}")
            self.blocked_requests.append(told)
            self.blocked[frame] = outside(told)
            raise self.blocked[frame]
        self.outside_visits[place] += 1

    def _is_secret(self, text: str) -> bool:
        return any(vault.leaks(text.encode("utf-8", "replace")) for vault in self._vaults)

    def _hidden(self, text: str) -> str:
        for vault in self._vaults:
            text = vault.hide(text)
        return text
