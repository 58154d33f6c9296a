"""Mailpit: mails read by its documented HTTP API, and notifications from its web events."""

import asyncio
import ssl
from base64 import b64encode
from contextlib import suppress
from typing import Literal

import aiohttp
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from harness.config.mail import MailSettings
from harness.core.errors import MailError
from harness.core.tls import tls_context
from harness.mail.source import MAX_MAIL_BYTES
from harness.mail.sources.polling import Found, PolledSource

PUSHED = (5.0, 5.0)  # seconds between two polls while its events arrive
POLLED = (0.1, 1.0)  # while they do not
STALL = 10.0
_PAGE = 50  # mails in one answer
_RETRY_PAUSE = 5.0  # seconds until a lost event connection is opened again
_REFUSED = (401, 403)


class _Answer(BaseModel):
    """The fields that we read of an answer; others are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _Recipient(_Answer):
    address: str = Field(default="", alias="Address")


class _Summary(_Answer):
    """A mail in the list. Recipients that only the envelope named are in Bcc."""

    id: str = Field(alias="ID", pattern=r"^[\w-]{1,100}$")
    hidden: list[_Recipient] | None = Field(default=None, alias="Bcc")


class _List(_Answer):
    """A part of the list, newest first, and the number of all mails."""

    total: int
    messages: list[_Summary]


class _MailpitEvent(_Answer):
    kind: str = Field(default="", alias="Type")


class Mailpit(PolledSource):
    """The mails that arrive in a Mailpit after it was opened; none is marked as read.

    Args:
        settings: where it serves its pages, and its login.
        stall: seconds after which a silent server counts as failed.
    """

    name = "mailpit"

    def __init__(self, settings: MailSettings, stall: float = STALL) -> None:
        super().__init__(quiet=settings.quiet, pauses=POLLED, addresses=settings.addresses)
        self._settings = settings
        self._url = settings.url or ""
        self._stall = stall
        self._client: aiohttp.ClientSession | None = None
        self._events: asyncio.Task[None] | None = None
        self._seen: set[str] = set()
        self._total = 0

    async def _begin(self) -> None:
        self._client = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=self._stall),
            connector=aiohttp.TCPConnector(ssl=self._tls()),
            headers=self._login(),
        )
        self._seen = {mail.id for mail in await self._unseen()}
        self._events = asyncio.create_task(self._listen())

    def _login(self) -> dict[str, str]:
        if not self._settings.user:
            return {}
        pair = f"{self._settings.user}:{self._settings.password}".encode()
        return {"Authorization": f"Basic {b64encode(pair).decode()}"}

    def _tls(self) -> ssl.SSLContext | Literal[True]:
        if not self._url.startswith("https:"):
            return True
        return tls_context(self._settings.authorities, verify=self._settings.verify)

    async def _end(self) -> None:
        if self._events is not None:
            self._events.cancel()
            await asyncio.wait({self._events})
        if self._client is not None:
            await self._client.close()

    async def _news(self) -> list[Found]:
        found = []
        for mail in reversed(await self._unseen()):
            raw = await self._get(f"api/v1/message/{mail.id}/raw", gone=True)
            self._seen.add(mail.id)
            if raw is not None:
                hidden = (one.address for one in mail.hidden or ())
                found.append(Found(raw, tuple(address for address in hidden if address)))
        return found

    async def _unseen(self) -> list[_Summary]:
        """The mails that were not read before, newest first.

        A page without new mails ends the search, unless the total has grown by more: Mailpit may be
        configured to sort by the date in the mail, which can be any date.
        """
        found: dict[str, _Summary] = {}
        start = 0
        while True:
            part = await self._list(start)
            fresh = [mail for mail in part.messages if mail.id not in self._seen | found.keys()]
            found |= {mail.id: mail for mail in fresh}
            start += _PAGE
            explained = part.total <= self._total + len(found)
            if start >= part.total or not part.messages or (not fresh and explained):
                self._total = part.total
                return list(found.values())

    async def _list(self, start: int) -> _List:
        text = await self._get(f"api/v1/messages?start={start}&limit={_PAGE}")
        try:
            return _List.model_validate_json(text or b"")
        except ValidationError as error:
            raise self._mail_error(
                "an answer that is no list of mails",
                "See that `url` under [mail] is where Mailpit's own pages are.",
            ) from error

    async def _get(self, path: str, *, gone: bool = False) -> bytes | None:
        """An answer of the API (None if it may be gone); a lost connection is opened again once."""
        try:
            return await self._request(path, gone=gone)
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            pass
        except (TimeoutError, aiohttp.ClientError) as error:
            raise self._unreachable(error) from error
        try:
            return await self._request(path, gone=gone)
        except (TimeoutError, aiohttp.ClientError) as error:
            raise self._unreachable(error) from error

    async def _request(self, path: str, *, gone: bool) -> bytes | None:
        assert self._client is not None  # noqa: S101 - opened by _begin
        async with self._client.get(self._url + path, allow_redirects=False) as answer:
            if gone and answer.status == 404:  # noqa: PLR2004 - the number is the name
                return None
            if answer.status in _REFUSED:
                raise self._mail_error(
                    f"it refuses us ({answer.status})",
                    "Correct `user` and `password` under [mail].",
                )
            if answer.status != 200:  # noqa: PLR2004 - the same
                raise self._mail_error(
                    f"it answers with {answer.status}",
                    "See that `url` under [mail] is where Mailpit's own pages are.",
                )
            pieces = bytearray()
            async for piece in answer.content.iter_any():
                pieces += piece
                if len(pieces) >= MAX_MAIL_BYTES:
                    break
            return bytes(pieces[:MAX_MAIL_BYTES])

    async def _listen(self) -> None:
        """Listen to its events. They are undocumented, so mails are found without them too."""
        while True:
            with suppress(TimeoutError, aiohttp.ClientError, OSError):
                await self._listen_once()
            self._pauses = POLLED
            self._wake_waiting()
            await asyncio.sleep(_RETRY_PAUSE)

    async def _listen_once(self) -> None:
        assert self._client is not None  # noqa: S101 - opened by _begin
        url = "ws" + self._url.removeprefix("http") + "api/events"
        async with self._client.ws_connect(url, heartbeat=30) as events:
            self._pauses = PUSHED
            self._wake_waiting()
            async for event in events:
                if event.type is aiohttp.WSMsgType.TEXT and _is_new(event.data):
                    self._wake_waiting()

    def _unreachable(self, error: Exception) -> MailError:
        seen = "no answer in time" if isinstance(error, TimeoutError) else str(error)
        return self._mail_error(
            seen or type(error).__name__, "See that it runs, then `url` under [mail]."
        )

    def _mail_error(self, seen: str, remedy: str) -> MailError:
        return MailError(f"Mailpit at {self._url}", seen=seen, remedy=remedy)


def _is_new(text: str) -> bool:
    """Whether an event is about a new mail; True for an unreadable one."""
    try:
        return _MailpitEvent.model_validate_json(text).kind == "new"
    except ValidationError:
        return True
