"""Our HTTP driver and Chromium before one server that records what each of them sends."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import CDPSession, Error, Page, async_playwright

from harness.driver.browser.discovery import arguments, need_browser
from harness.driver.http.engine import HttpEngine
from harness.driver.http.tab import HttpTab

PATIENCE = 10  # seconds for what is known to come
_BOUNDARY = re.compile(rb"----WebKitFormBoundary\w+")
_NOTHING = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
_NAVIGATIONS = ("Page.frameRequestedNavigation", "Page.frameScheduledNavigation")


@dataclass(frozen=True)
class Sent:
    """A request as the server received it; boundaries of multipart bodies are all the same."""

    method: str
    target: str
    content_type: str = ""
    cookie: str = ""
    body: bytes = b""


def html(body: bytes, content_type: str = "text/html", *more: bytes) -> bytes:
    """An answer with a document; "" for no type."""
    lines = [b"HTTP/1.1 200 OK", b"Connection: close", b"Content-Length: %d" % len(body)]
    lines += [b"Content-Type: " + content_type.encode("latin-1")] if content_type else []
    return b"\r\n".join([*lines, *more, b"", body])


@dataclass
class Server:
    """Answers the paths in `answers`, any other with status 204."""

    url: str = ""
    answers: dict[str, bytes] = field(default_factory=dict)
    received: "asyncio.Queue[Sent]" = field(default_factory=asyncio.Queue, repr=False)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one request."""
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            line, *lines = head.decode("latin-1").split("\r\n")
            headers = {n.lower(): v.strip() for n, _, v in (one.partition(":") for one in lines)}
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            self._record(line, headers, body)
            writer.write(self.answers.get(line.split(" ")[1], _NOTHING))
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _record(self, line: str, headers: Mapping[str, str], body: bytes) -> None:
        method, target, _ = line.split(" ")
        kind = _BOUNDARY.sub(b"X", headers.get("content-type", "").encode()).decode()
        cookie = headers.get("cookie", "")
        self.received.put_nowait(Sent(method, target, kind, cookie, _BOUNDARY.sub(b"X", body)))

    def drain(self) -> list[Sent]:
        """What was received since, each once."""
        found = []
        while not self.received.empty():
            found.append(self.received.get_nowait())
        return found


@dataclass(repr=False)
class Bench:
    """Both drivers before the server.

    Attributes:
        tab: of our HTTP driver.
        page: of Chromium, without scripts.
    """

    server: Server
    engine: HttpEngine
    tab: HttpTab
    page: Page
    cdp: CDPSession
    navigations: list[Mapping[str, Any]] = field(default_factory=list)

    def __repr__(self) -> str:
        return "the bench"

    def serve(self, answer: bytes, path: str = "/d/page") -> str:
        """Answer a path so; gives its address."""
        self.server.answers = {path: answer}
        return self.server.url + path

    async def new_tab(self) -> None:
        """A session of our driver, and Chromium without cookies."""
        session = await self.engine.session()
        self.tab = await session.tab()
        await self.page.context.clear_cookies()

    async def ask(self, script: str, argument: Any = None) -> Any:
        """What a function finds out in Chromium's page."""
        return await self.page.evaluate(script, argument)

    async def goto(self, url: str) -> str:
        """Open an address in Chromium; gives the error, "" for none."""
        for _ in range(5):
            self.navigations.clear()
            try:
                await self.page.goto(url, wait_until="load")
            except Error as error:
                if "interrupted" in str(error):
                    await asyncio.sleep(0.1)  # the error page of what was opened before came
                    continue
                with suppress(Error):
                    await self.cdp.send("Page.stopLoading")
                return re.sub(r"^.*?(net::\w+).*$", r"\1", str(error), flags=re.DOTALL)
            return ""
        return "interrupted"

    async def settle(self) -> None:
        """Wait until the events of what was done have arrived."""
        with suppress(Error):  # a page that leads on at once may be just leaving
            await self.cdp.send("Page.getNavigationHistory")

    async def until_navigation(self, seconds: float) -> None:
        """Wait until Chromium has scheduled a navigation, or for some seconds."""
        await self.settle()
        for _ in range(round(seconds * 50)):
            if self.navigations:
                return
            await asyncio.sleep(0.02)

    async def sent_by_page(self, script: str, argument: Any = None) -> Sequence[Sent]:
        """What Chromium sends for what a function does."""
        self.navigations.clear()
        self.server.drain()
        await self.ask(script, argument)
        await asyncio.sleep(0.01)
        await self.settle()
        if not any(one["url"].startswith(self.server.url) for one in self.navigations):
            return []
        sent = [await asyncio.wait_for(self.server.received.get(), PATIENCE)]
        return [*sent, *self.server.drain()]


@asynccontextmanager
async def opened() -> AsyncIterator[Bench]:
    """A server, our driver, and one browser for all examples."""
    server, choice = Server(), need_browser(headed=False)
    async with (
        await asyncio.start_server(server.serve, "127.0.0.1", 0) as listening,
        async_playwright() as playwright,
    ):
        server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        browser = await playwright.chromium.launch(
            executable_path=choice.path,
            args=[*arguments(choice), "--enable-blink-features=ComputedAccessibilityInfo"],
        )
        context = await browser.new_context(java_script_enabled=False, locale="fr-FR")
        page = await context.new_page()
        page.set_default_navigation_timeout(3000)  # an answer that broke off never loads
        cdp = await context.new_cdp_session(page)
        await cdp.send("Page.enable")
        async with HttpEngine(server.url, timeout=PATIENCE) as engine:
            tab = await (await engine.session()).tab()
            bench = Bench(server, engine, tab, page, cdp)
            for name in _NAVIGATIONS:
                cdp.on(name, lambda event: bench.navigations.append(event))  # noqa: PLW0108 - it sets marks on it
            yield bench
        await browser.close()
