"""What a browser's window asked the network for, told by its own events."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from harness.driver.http.client import without_cookie_values
from harness.driver.protocol import MOST_BYTES
from harness.model.exchange import Exchange

_CALL = frozenset({"XHR", "Fetch"})
_DATA = _CALL | {"Script"}
_MOST_CALLS = 100  # of one movement; who asks again and again says nothing new
_FORM = "formSubmission"
_BROKEN = (
    "ERR_CONNECTION_RESET",
    "ERR_CONNECTION_CLOSED",
    "ERR_CONNECTION_ABORTED",
    "ERR_EMPTY_RESPONSE",
    "ERR_NETWORK_CHANGED",
)
Event = Mapping[str, Any]


@dataclass(frozen=True)
class Question:
    """What a script asks for; the same one may be asked again and again.

    Attributes:
        url: without its query, which may count how often.
        body: what is sent along; "" for nothing.
    """

    method: str
    url: str
    body: str = ""


@dataclass
class _Hop:
    """One request for a document, or of a script, while it runs and after."""

    request_id: str
    frame: str
    place: int  # among the hops of one request
    method: str
    url: str
    began: float
    status: int = 0
    location: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    mime: str = ""
    duration: float = 0.0
    cached: bool = False
    failed: bool = False
    done: bool = False  # its content is there as well
    size: int = 0  # bytes of content, decompressed
    form: bool = False  # what a form sends, and no redirect from there
    load: str = ""  # of the document that it brings
    referrer: str = ""


@dataclass(frozen=True)
class Failure:
    """A request for a document that came to nothing.

    Attributes:
        status: of the answer, if its head came; else 0.
        load: of the document that it should have brought.
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
        """Whether the line broke before the answer began, and asking again harms nobody."""
        return self.repeatable and not self.status and any(e in self.error for e in _BROKEN)


class Network:
    """Keeps the requests for documents and those of scripts, and which of these are under way.

    Args:
        changed: called after each event, to wake who waits.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._hops: list[_Hop] = []
        self._calls: list[_Hop] = []  # of scripts
        self._extras: dict[str, list[Mapping[str, str]]] = {}
        self._documents: dict[str, _Hop] = {}  # by the id of the document's load
        self.asked_for: Counter[Question] = Counter()  # how often scripts asked it
        self.under_way: dict[str, Question] = {}  # scripts' requests by id
        self.arriving: dict[str, Question] = {}  # those whose answer has begun
        self.unanswered: set[Question] = set()  # those that outlasted all patience
        self.activity = 0  # grows with each step of a script's request
        self.failures: list[Failure] = []
        self._reasons: dict[str, str] = {}  # why each frame last asked to be sent elsewhere

    @property
    def listeners(self) -> dict[str, Callable[[Event], None]]:
        """What to do for each event of the browser."""
        return {
            "Network.requestWillBeSent": self._asked,
            "Network.responseReceived": self._answered,
            "Network.responseReceivedExtraInfo": self._detailed,
            "Network.requestServedFromCache": self._served_from_cache,
            "Network.dataReceived": self._received,
            "Network.loadingFinished": self._finished,
            "Network.loadingFailed": self._failed,
        }

    def begin(self) -> None:
        """Forget what an earlier movement asked for."""
        self._hops.clear()
        self._calls.clear()
        self.asked_for.clear()
        self._extras.clear()
        self.failures.clear()

    def give_up(self) -> None:
        """Wait no more for what is under way, here or on the next page, until it is answered."""
        self.unanswered |= set(self.under_way.values())

    def exchanges(self) -> tuple[Exchange, ...]:
        """The requests for documents that were answered by the network, in their order."""
        return tuple(self._exchange(hop) for hop in self._hops if hop.status and not hop.cached)

    def calls(self) -> tuple[Exchange, ...]:
        """The requests of scripts that were answered by the network, in their order."""
        return tuple(self._exchange(hop) for hop in self._calls if hop.status and not hop.cached)

    def document(self, load: str) -> tuple[int, str]:
        """Status and media type of the answer that brought a document; (0, "") if unknown."""
        hop = self._documents.get(load)
        return (hop.status, hop.mime) if hop else (0, "")

    def header(self, load: str, name: str) -> str:
        """A header of the answer that brought a document; "" for none."""
        hop = self._documents.get(load)
        return _headers(hop.headers).get(name, "") if hop else ""

    def pending(self, frame: str) -> str:
        """The address of a document that a frame still waits for; "" for none."""
        hops = [hop for hop in self._hops if hop.frame == frame]
        waits = bool(hops) and not hops[-1].status and not hops[-1].failed
        return hops[-1].url if waits else ""

    def coming(self, frame: str) -> str:
        """The address of a document of which the head has come, and not the end; "" for none."""
        hops = [hop for hop in self._hops if hop.frame == frame]
        comes = bool(hops) and hops[-1].status and not (hops[-1].done or hops[-1].failed)
        return hops[-1].url if comes else ""

    def _asked(self, event: Event) -> None:
        request, request_id = event["request"], event["requestId"]
        if event.get("type") in _DATA:
            question = _question(request)
            self.under_way[request_id] = question
            self.asked_for[question] += 1
            self.activity += 1
        if event.get("type") in _CALL and len(self._calls) < _MOST_CALLS:
            self._calls.append(_hop(event, _redirected(self._calls, event)))
        if event.get("type") != "Document":
            return
        place = _redirected(self._hops, event)
        hop = _hop(event, place)
        hop.form = not place and self._is_form(event)
        self._hops.append(hop)
        self._changed()

    def wanted(self, event: Event) -> None:
        """Note why a frame is about to be sent elsewhere."""
        self._reasons[event["frameId"]] = event["reason"]

    def _is_form(self, event: Event) -> bool:
        return self._reasons.pop(event.get("frameId", ""), "").startswith(_FORM)

    def _answered(self, event: Event) -> None:
        if question := self.under_way.pop(event["requestId"], None):
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
            self._weigh(hop, int(_headers(hop.headers).get("content-length") or 0))
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
        if size > MOST_BYTES and not hop.failed:
            self._fail(hop, f"more than {MOST_BYTES} bytes")

    def _finished(self, event: Event) -> None:
        for hop in self._hops:
            hop.done = hop.done or hop.request_id == event["requestId"]
        if self._forget(event["requestId"]):
            self._changed()

    def _forget(self, request_id: str) -> bool:
        """Whether a script's request was under way that is not any more."""
        asked = self.under_way.pop(request_id, None)
        answered = self.arriving.pop(request_id, None)
        self.activity += asked is not None or answered is not None
        return asked is not None or answered is not None

    def _failed(self, event: Event) -> None:
        self._forget(event["requestId"])
        hop = _latest(self._hops, event)
        if hop and not hop.failed:
            self._fail(hop, event.get("errorText", ""))
        self._changed()

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
        )


def _question(request: Event) -> Question:
    return Question(
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
        load=event["loaderId"],
        referrer=request["headers"].get("Referer", ""),
    )


def _latest(hops: Sequence[_Hop], event: Event) -> _Hop | None:
    """The last hop of the request that an event tells of; None for one of another kind."""
    return next((h for h in reversed(hops) if h.request_id == event["requestId"]), None)


def _redirected(hops: Sequence[_Hop], event: Event) -> int:
    """Close the hop that sent a request on; the place of the next, 0 for a new request."""
    redirect, earlier = event.get("redirectResponse"), _latest(hops, event)
    if not redirect or not earlier:
        return 0
    _fill(earlier, redirect, event["timestamp"])
    earlier.location = event["request"]["url"]
    return earlier.place + 1


def _failure(hop: _Hop, error: str) -> Failure:
    repeatable = hop.method == "GET" and not hop.form
    return Failure(hop.frame, hop.url, error, hop.status, hop.load, repeatable, hop.referrer)


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
