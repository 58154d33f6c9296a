"""Our HTTP driver and Chromium before one server that records what each of them sends."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import CDPSession, Error, Page, async_playwright

from harness.driver.browser.discovery import arguments, need_browser
from harness.driver.http.engine import HttpEngine
from harness.driver.http.tab import HttpTab

PATIENCE = 10  # seconds for what is known to come
LONG = 60  # seconds for what certainly comes
_BOUNDARY = re.compile(rb"----WebKitFormBoundary\w+")
_NOTHING = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
_NAVIGATIONS = ("Page.frameRequestedNavigation", "Page.frameScheduledNavigation")
_PLACE = re.compile(r"/d/(\d+)/page")
_FRAMES = "[...document.querySelectorAll('iframe')]"


@dataclass(frozen=True)
class Sent:
    """A request as the server received it; boundaries of multipart bodies are all the same."""

    method: str
    target: str
    content_type: str = ""
    cookie: str = ""
    body: bytes = b""
    place: int = field(default=-1, compare=False)  # of the document that sent it; -1 for none


def html(body: bytes, content_type: str = "text/html", *more: bytes) -> bytes:
    """An answer with a document; "" for no type."""
    lines = [b"HTTP/1.1 200 OK", b"Connection: close", b"Content-Length: %d" % len(body)]
    lines += [b"Content-Type: " + content_type.encode("latin-1")] if content_type else []
    return b"\r\n".join([*lines, *more, b"", body])


def place_of(url: str) -> int:
    """The place of a document among those that are shown together; -1 for another address."""
    found = _PLACE.search(url)
    return int(found[1]) if found else -1


@dataclass
class Server:
    """Answers the paths in `answers`, any other with status 204."""

    url: str = ""
    answers: dict[str, bytes] = field(default_factory=dict)
    received: list[Sent] = field(default_factory=list, repr=False)

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
        cookie, place = headers.get("cookie", ""), place_of(headers.get("referer", ""))
        sent = Sent(method, target, kind, cookie, _BOUNDARY.sub(b"X", body), place)
        self.received.append(sent)

    def drain(self) -> list[Sent]:
        """What was received since, each once."""
        found, self.received[:] = list(self.received), []
        return found


@dataclass(repr=False)
class Bench:
    """Both drivers before the server.

    Attributes:
        page: of Chromium, without scripts.
        navigations: that Chromium announced since they were last cleared.
    """

    server: Server
    engine: HttpEngine
    page: Page
    cdp: CDPSession
    navigations: list[Mapping[str, Any]] = field(default_factory=list)

    def serve(self, answer: bytes, path: str = "/d/page") -> str:
        """Answer a path so; gives its address."""
        self.server.answers = {path: answer}
        return self.server.url + path

    async def tab(self) -> HttpTab:
        """A tab of our driver in a session of its own."""
        return await (await self.engine.session()).tab()

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
            await self.ask("() => 0")
            await self.cdp.send("Page.getNavigationHistory")

    # ------------------------------------------------- many documents at once

    async def show(self, answers: Sequence[bytes]) -> list[str]:
        """Show documents side by side, each in a frame of one page; gives their addresses."""
        paths = [f"/d/{place}/page" for place in range(len(answers))]
        frames = "".join(f"<iframe width=900 height=700 src={path}></iframe>" for path in paths)
        self.server.answers = dict(zip(paths, answers, strict=True))
        self.server.answers["/frames"] = html(f"<!doctype html>{frames}".encode())
        await self.page.goto(f"{self.server.url}/frames", timeout=1000 * LONG)
        return [self.server.url + path for path in paths]

    async def each(self, script: str, arguments: Sequence[Any] | None = None) -> list[Any]:
        """What a function of a document and an argument finds out in each document shown."""
        call = f"(all) => {_FRAMES}.map((f, i) => ({script})(f.contentDocument, all && all[i]))"
        return list(await self.page.evaluate(call, arguments))

    async def announced(self) -> dict[int, list[Mapping[str, Any]]]:
        """The navigations that the documents shown have announced, by their place."""
        await self.settle()
        tree = await self.cdp.send("Page.getFrameTree")
        children = tree["frameTree"].get("childFrames", [])
        places = {child["frame"]["id"]: place for place, child in enumerate(children)}
        found: dict[int, list[Mapping[str, Any]]] = {}
        for one in self.navigations:
            if one["frameId"] in places:
                found.setdefault(places[one["frameId"]], []).append(one)
        return found

    async def sent_by_each(
        self, script: str, arguments: Sequence[Any], expected: Collection[int]
    ) -> list[list[Sent]]:
        """What each document shown sends for what a function does.

        Args:
            script: the function.
            arguments: of it, for each document.
            expected: the places of those that our driver sends something for: they are waited for.
        """
        self.navigations.clear()
        self.server.drain()
        await self.each(script, arguments)
        await self.settle()

        async def all_came() -> bool:
            senders = {p for p, found in (await self.announced()).items() if any(map(own, found))}
            return not {*senders, *expected} - {one.place for one in self.server.received}

        def own(navigation: Mapping[str, Any]) -> bool:
            return str(navigation["url"]).startswith(self.server.url)

        await self.wait_for(all_came)
        received = self.server.drain()
        return [[one for one in received if one.place == place] for place in range(len(arguments))]

    async def wait_for(self, reached: Callable[[], Awaitable[bool]]) -> None:
        """Wait for something in Chromium as long as a busy machine may need."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + PATIENCE
        while not await reached() and clock() < deadline:  # noqa: ASYNC110 - what is no event here
            await asyncio.sleep(0.02)


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
            args=arguments(choice),
        )
        context = await browser.new_context(java_script_enabled=False, locale="fr-FR")
        page = await context.new_page()
        page.set_default_navigation_timeout(3000)  # an answer that broke off never loads
        cdp = await context.new_cdp_session(page)
        await cdp.send("Page.enable")
        async with HttpEngine(server.url, timeout=LONG) as engine:
            bench = Bench(server, engine, page, cdp)
            for name in _NAVIGATIONS:
                cdp.on(name, lambda event: bench.navigations.append(event))  # noqa: PLW0108 - it sets marks on it
            yield bench
        await browser.close()
