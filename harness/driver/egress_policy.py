"""Which requests may leave: to the portal's own hosts, and no secret to any other host."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from harness.core.errors import CaptureError, EgressBlocked, RobotsDisallowed
from harness.core.url import host_fits, origin, split
from harness.redaction.vault import Vault

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_NETWORK = frozenset({"http", "https", "ws", "wss"})


def egress_fault(request: str, *, typed: bool) -> EgressBlocked:
    """The fault for a request to another host that was not sent.

    Args:
        request: in words.
        typed: whether it would have carried what was typed; a secret in its address if not.
    """
    return EgressBlocked(
        "what is typed to stay with the portal" if typed else "secrets to stay with the portal",
        seen=f"{request}: outside of it, and not sent",
        remedy="If that host belongs to the portal, name it in `hosts` under [allow].",
    )


def _writing_fault(request: str) -> EgressBlocked:
    """The fault for a request that would have written where only reading is allowed."""
    return EgressBlocked(
        "the portal to be looked at alone",
        seen=f"{request}, on a visit that only reads: it was not sent",
        remedy="Nothing is to be done: a run sends it.",
    )


def _robots_fault(url: str) -> RobotsDisallowed:
    return RobotsDisallowed(
        "its robots.txt leaves open to codes-perdus",
        seen=f"{split(url).path}, which it closes",
        remedy="Change robots.txt, or leave the scenario out.",
    )


@dataclass
class EgressPolicy:
    """Decides on each request of a driver whether it may be sent.

    Args:
        hosts: further hosts of the portal, with * and ?, and with a port if it is unusual.
        headers: added to each request to the portal's own host.
        read_only: whether only requests that read (GET, HEAD, OPTIONS) may be sent.

    Attributes:
        outside_visits: number of requests to each other origin.
        blocked_requests: the requests that were not sent, in words.
        blocked: the fault of the last one, by the id of the browser's frame that made it.
        disallows: tells whether the portal's robots.txt disallows an address; None for no rules.
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
        """From now on, block requests to other hosts that contain a secret of this vault."""
        self._vaults.append(vault)

    def report(self) -> tuple[str, ...]:
        """The requests to other hosts and the blocked ones, in words."""
        visits = (f"{place}: opened {n} times" for place, n in sorted(self.outside_visits.items()))
        held = Counter(self.blocked_requests)
        return (*(f"{what}: not sent, {n} times" for what, n in held.items()), *visits)

    def is_own(self, url: str) -> bool:
        """Whether an address is on the portal's own host: same scheme, name and port."""
        return origin(url) == origin(self.base_url)

    def is_inside(self, url: str) -> bool:
        """Whether an address belongs to the portal, or needs no network ("data:", "about:")."""
        parts = split(url)
        if parts.scheme not in _NETWORK or self.is_own(url):
            return True
        own = split(self.base_url)
        if (own.scheme, parts.scheme) == ("https", "http"):
            return False  # unencrypted, although the portal is served over HTTPS
        usual = parts.port is None and own.port is None
        if usual and parts.hostname == own.hostname:
            return True  # a portal that redirects from http to https
        return host_fits(url, self.hosts)

    def check(self, method: str, url: str, *, data: bool, frame: str = "") -> None:
        """Let a request of a frame pass, or raise; `data` says whether it has a body.

        Raises:
            EgressBlocked: it would carry entered data or a secret to another host, or it would
                write although only reading is allowed.
            RobotsDisallowed: the portal's robots.txt disallows this address.
        """
        if self.read_only and method not in _READING:
            self.blocked[frame] = _writing_fault(f"{method} {origin(url)}")
            raise self.blocked[frame]
        if self.is_inside(url):
            if self.disallows and self.disallows(url):
                self.blocked[frame] = _robots_fault(url)
                raise self.blocked[frame]
            return
        place = origin(url)
        if data or self._is_secret(url):
            what = "what was typed" if data else "a secret in its address"
            request = self._hidden(f"{method} {place}{split(url).path} with {what}")
            self.blocked_requests.append(request)
            self.blocked[frame] = egress_fault(request, typed=data)
            raise self.blocked[frame]
        self.outside_visits[place] += 1

    def _is_secret(self, text: str) -> bool:
        return any(vault.leaks(text.encode("utf-8", "replace")) for vault in self._vaults)

    def _hidden(self, text: str) -> str:
        for vault in self._vaults:
            text = vault.hide(text)
        return text
