"""The requests of one browser window, as its DevTools events report them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from harness.core.url import browser_url, split
from harness.driver.browser.chromium_errors import STRANGE_REDIRECT, is_aborted, is_connection_lost
from harness.driver.http.client import without_cookie_values
from harness.driver.unreadable_pages import MAX_BYTES
from harness.driver.wire.answer import declared_length
from harness.model.exchange import Exchange

_CALL = frozenset({"XHR", "Fetch"})
_DATA = _CALL | {"Script"}
_MAX_CALLS = 100  # requests of scripts that are recorded for one action
_FORM = "formSubmission"
Event = Mapping[str, Any]


@dataclass(frozen=True)
class ScriptRequest:
    """A request of a script; two equal ones are the same request repeated.

    Attributes:
        url: without its query, which may contain a counter.
        body: what is sent; "" for nothing.
    """

    method: str
    url: str
    body: str = ""


@dataclass
class _Hop:
    """One request for a document or of a script; each redirect is a request of its own."""

    request_id: str
    frame: str
    place: int  # its position in a chain of redirects
    method: str
    url: str
    began: float
    sent_at: float = 0.0  # seconds since 1970; 0 if unknown
    status: int = 0
    location: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    mime: str = ""
    duration: float = 0.0
    cached: bool = False
    failed: bool = False
    done: bool = False  # its body is complete
    size: int = 0  # bytes of content, decompressed
    form: bool = False  # a form sent it; False for a redirect after it
    load: str = ""  # id of the load of its document
    referrer: str = ""

    @property
    def answered_at(self) -> datetime | None:
        """When the head of the answer came; None if unknown."""
        if not (self.sent_at and self.status):
            return None
        return datetime.fromtimestamp(self.sent_at + self.duration, UTC)


@dataclass(frozen=True)
class FailedRequest:
    """A request for a document that failed.

    Attributes:
        status: of the answer, if its head came; else 0.
        load: id of the load of the document.
        repeatable: whether it may be made again: a GET that no form sent.
    """

    frame: str
    url: str
    error: str
    status: int = 0
    load: str = ""
    repeatable: bool = False
    referrer: str = ""

    @property
    def is_lost(self) -> bool:
        """Whether the connection broke before the answer began, and the request may be repeated."""
        return self.repeatable and not self.status and is_connection_lost(self.error)


class NetworkLog:
    """Records the requests for documents and those of scripts, and which of them run.

    It wakes waiting callers after each event.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._hops: list[_Hop] = []
        self._calls: list[_Hop] = []  # of scripts
        self._extras: dict[str, list[Mapping[str, str]]] = {}
        self._documents: dict[str, _Hop] = {}  # by the id of the document's load
        self.played: list[str] = []  # addresses of sounds and films that players asked for
        self.asked_for: Counter[ScriptRequest] = Counter()  # number of times that scripts made it
        self.running: dict[str, ScriptRequest] = {}  # scripts' requests by id
        self.arriving: dict[str, ScriptRequest] = {}  # those whose answer has begun
        self._makers: dict[str, tuple[str, str]] = {}  # frame and load of the script that made it
        self.unanswered: set[ScriptRequest] = set()  # those that took too long
        self.activity = 0  # grows with each step of a script's request
        self.failures: list[FailedRequest] = []
        self._on_wire: set[str] = set()  # ids of the requests whose headers were sent
        self._reasons: dict[str, str] = {}  # why each frame last asked to navigate

    @property
    def listeners(self) -> dict[str, Callable[[Event], None]]:
        """The handler of each DevTools event."""
        return {
            "Network.requestWillBeSent": self._asked,
            "Network.requestWillBeSentExtraInfo": self._left,
            "Network.responseReceived": self._answered,
            "Network.responseReceivedExtraInfo": self._detailed,
            "Network.requestServedFromCache": self._served_from_cache,
            "Network.dataReceived": self._received,
            "Network.loadingFinished": self._finished,
            "Network.loadingFailed": self._failed,
        }

    def start_movement(self) -> None:
        """Forget the requests of an earlier action."""
        self._hops.clear()
        self._calls.clear()
        self.played.clear()
        self.asked_for.clear()
        self._extras.clear()
        self.failures.clear()
        self._on_wire.clear()

    def stop_waiting(self) -> None:
        """Do not wait any more for the running requests, here or on the next page."""
        self.unanswered |= set(self.running.values())

    def exchanges(self) -> tuple[Exchange, ...]:
        """The requests for documents that the network answered, in order."""
        return tuple(self._exchange(hop) for hop in self._hops if hop.status and not hop.cached)

    def calls(self) -> tuple[Exchange, ...]:
        """The requests of scripts that the network answered, in order."""
        return tuple(self._exchange(hop) for hop in self._calls if hop.status and not hop.cached)

    def document(self, load: str) -> tuple[int, str]:
        """Status and media type of the answer that brought a document; (0, "") if unknown."""
        hop = self._documents.get(load)
        return (hop.status, hop.mime) if hop else (0, "")

    def header(self, load: str, name: str) -> str:
        """A header of the answer that brought a document; "" for none."""
        hop = self._documents.get(load)
        return _headers(hop.headers).get(name, "") if hop else ""

    def number_of_pages(self, frame: str) -> int:
        """How many documents a frame has asked for; redirects are part of one request."""
        return sum(hop.frame == frame and not hop.place for hop in self._hops)

    def pending(self, frame: str) -> str:
        """The address of a document that a frame still waits for; "" for none."""
        hops = [hop for hop in self._hops if hop.frame == frame]
        waits = bool(hops) and not hops[-1].status and not hops[-1].failed
        return hops[-1].url if waits else ""

    def lost(self, frame: str) -> FailedRequest | None:
        """What failed when a frame last asked for a document; None if nothing did."""
        failed = [failure for failure in self.failures if failure.frame == frame]
        asked = [hop.load for hop in self._hops if hop.frame == frame]
        return failed[-1] if failed and failed[-1].load == asked[-1] else None

    def has_sent(self, frame: str) -> bool:
        """Whether a request has left the browser: for a document of a frame, or of a script."""
        asked = [*self.running, *(hop.request_id for hop in self._hops if hop.frame == frame)]
        return not self._on_wire.isdisjoint(asked)

    def coming(self, frame: str) -> str:
        """The address of a document whose body is not complete yet; "" for none."""
        hops = [hop for hop in self._hops if hop.frame == frame]
        comes = bool(hops) and hops[-1].status and not (hops[-1].done or hops[-1].failed)
        return hops[-1].url if comes else ""

    def _asked(self, event: Event) -> None:
        request, request_id = event["request"], event["requestId"]
        if event.get("type") in _DATA:
            question = _question(request)
            self.running[request_id] = question
            self._makers[request_id] = event.get("frameId", ""), event["loaderId"]
            self.asked_for[question] += 1
            self.activity += 1
        if event.get("type") in _CALL and len(self._calls) < _MAX_CALLS:
            self._calls.append(_hop(event, _redirected(self._calls, event)))
        if event.get("type") == "Media" and len(self.played) < _MAX_CALLS:
            self.played.append(request["url"])
        if event.get("type") != "Document":
            return
        place = _redirected(self._hops, event)
        hop = _hop(event, place)
        hop.form = not place and self._is_form(event)
        self._hops.append(hop)
        self._changed()

    def _left(self, event: Event) -> None:
        self._on_wire.add(event["requestId"])
        self._changed()

    def document_replaced(self, frame: str, load: str) -> None:
        """Forget the requests that scripts of a frame's earlier document made.

        The browser does not report the end of all of them. The load is that of the new document;
        "" if the frame is gone.
        """
        for request_id, (where, when) in tuple(self._makers.items()):
            if where == frame and when != load:
                self._forget(request_id)

    def navigation_requested(self, event: Event) -> None:
        """Record why a frame is about to navigate."""
        self._reasons[event["frameId"]] = event["reason"]

    def _is_form(self, event: Event) -> bool:
        return self._reasons.pop(event.get("frameId", ""), "").startswith(_FORM)

    def _answered(self, event: Event) -> None:
        if question := self.running.pop(event["requestId"], None):
            self.arriving[event["requestId"]] = question
            self.unanswered.discard(question)
            self.activity += 1
            self._changed()
        if call := _latest(self._calls, event):
            _fill(call, event["response"], event["timestamp"])
        if event.get("type") != "Document":
            return
        if hop := _latest(self._hops, event):
            _fill(hop, event["response"], event["timestamp"])
            self._documents[event["loaderId"]] = hop
            stated = _headers(hop.headers).get("content-length", "")
            self._weigh(hop, declared_length(stated.strip()))
        self._changed()

    def _detailed(self, event: Event) -> None:
        if _latest((*self._hops, *self._calls), event):
            self._extras.setdefault(event["requestId"], []).append(event["headers"])

    def _served_from_cache(self, event: Event) -> None:
        for hop in (*self._hops, *self._calls):
            hop.cached = hop.cached or hop.request_id == event["requestId"]

    def _received(self, event: Event) -> None:
        if hop := _latest(self._hops, event):
            hop.size += event["dataLength"]
            self._weigh(hop, hop.size)

    def _weigh(self, hop: _Hop, size: int) -> None:
        if size > MAX_BYTES and not hop.failed:
            self._fail(hop, f"more than {MAX_BYTES} bytes")

    def _finished(self, event: Event) -> None:
        for hop in self._hops:
            hop.done = hop.done or hop.request_id == event["requestId"]
        if self._forget(event["requestId"]):
            self._changed()

    def _forget(self, request_id: str) -> bool:
        """Whether a request of a script was running and is not any more."""
        self._makers.pop(request_id, None)
        asked = self.running.pop(request_id, None)
        answered = self.arriving.pop(request_id, None)
        self.activity += asked is not None or answered is not None
        return asked is not None or answered is not None

    def _failed(self, event: Event) -> None:
        self._forget(event["requestId"])
        hop = _latest(self._hops, event)
        if hop and not hop.failed:
            error = event.get("errorText", "")
            strange = is_aborted(error) and self._is_redirected_elsewhere(hop)
            self._fail(hop, STRANGE_REDIRECT if strange else error)
        self._changed()

    def _is_redirected_elsewhere(self, hop: _Hop) -> bool:
        """Whether a redirect led to another program, or to a script."""
        if hop.place:
            return not split(hop.url).is_web
        answers = self._extras.get(hop.request_id, [])
        location = _headers(answers[-1]).get("location", "") if answers else ""
        return bool(location) and not split(browser_url(hop.url, location)).is_web

    def _fail(self, hop: _Hop, error: str) -> None:
        hop.failed = True
        self.failures.append(_failure(hop, error))
        self._changed()

    def _exchange(self, hop: _Hop) -> Exchange:
        extras = self._extras.get(hop.request_id, [])
        raw = extras[hop.place] if hop.place < len(extras) else hop.headers
        return Exchange(
            method=hop.method,
            url=hop.url,
            status=hop.status,
            location=hop.location,
            headers=_headers(raw),
            duration=hop.duration,
            answered_at=hop.answered_at,
        )


def _question(request: Event) -> ScriptRequest:
    return ScriptRequest(
        request["method"], request["url"].partition("?")[0], request.get("postData", "")
    )


def _hop(event: Event, place: int) -> _Hop:
    request = event["request"]
    return _Hop(
        request_id=event["requestId"],
        frame=event.get("frameId", ""),
        place=place,
        method=request["method"],
        url=request["url"] + request.get("urlFragment", ""),
        began=event["timestamp"],
        sent_at=event.get("wallTime", 0.0),
        load=event["loaderId"],
        referrer=request["headers"].get("Referer", ""),
    )


def _latest(hops: Sequence[_Hop], event: Event) -> _Hop | None:
    """The last hop of the request that an event is about; None if it is not recorded."""
    return next((h for h in reversed(hops) if h.request_id == event["requestId"]), None)


def _redirected(hops: Sequence[_Hop], event: Event) -> int:
    """Complete the hop that was redirected; returns the next position, 0 for a new request."""
    redirect, earlier = event.get("redirectResponse"), _latest(hops, event)
    if not redirect or not earlier:
        return 0
    _fill(earlier, redirect, event["timestamp"])
    earlier.location = event["request"]["url"]
    return earlier.place + 1


def _failure(hop: _Hop, error: str) -> FailedRequest:
    repeatable = hop.method == "GET" and not hop.form
    return FailedRequest(hop.frame, hop.url, error, hop.status, hop.load, repeatable, hop.referrer)


def _fill(hop: _Hop, response: Event, timestamp: float) -> None:
    hop.status = response["status"]
    hop.headers = response["headers"]
    hop.mime = response.get("mimeType", "")
    hop.duration = max(0.0, timestamp - hop.began)
    hop.cached = hop.cached or bool(response.get("fromDiskCache"))


def _headers(raw: Mapping[str, str]) -> dict[str, str]:
    headers = {name.lower(): value for name, value in raw.items()}
    for name, value in headers.items():
        if name == "set-cookie":
            headers[name] = without_cookie_values(value)
        else:
            headers[name] = value.replace("\n", ", ")
    return headers
