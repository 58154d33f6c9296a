"""Altered answers: what an address does, and the bytes and headers that it sends."""

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from reference_impl.altering.alteration import Acts, Change, DidNotTake
from reference_impl.app import PAGES, Parts
from reference_impl.domain.forms import Fields
from reference_impl.routes import addresses as at
from reference_impl.web.answers import Answer
from reference_impl.web.visit import Page, Visit

_FOUND = (
    "<!doctype html><html lang=fr><head><meta charset=utf-8><title>Recherche</title></head>"
    "<body><h1>Votre recherche a abouti</h1><p><a href={on}>Continuer</a></p></body></html>"
)
_LEADS = re.compile(rb'(?:URL=|"go":")([^"]+)"')


def address(verb: str, path: str, instead: Callable[[Page, Visit], Awaitable[Response]]) -> Change:
    """Put another page at an address; each request is an act.

    Args:
        verb: GET or POST.
        path: One of the addresses of `reference_impl.routes.addresses`.
        instead: Takes the plain page and the visit, and gives the response.

    Raises:
        DidNotTake: From the change, if the portal has no such address.
    """

    def change(parts: Parts, acts: Acts) -> Parts:
        plain = page_at(parts, verb, path)

        async def altered(visit: Visit) -> Response:
            acts()
            return await instead(plain, visit)

        return replace(parts, pages={**parts.pages, (verb, path): altered})

    return change


def page_between(choice: at.Choice) -> Change:
    """Say that a search went well on a page of its own, which leads on to the form of step 3."""

    async def instead(plain: Page, visit: Visit) -> Response:
        response = await plain(visit)
        if visit.session.get("notice"):
            return response
        return visit.answer(_FOUND.format(on=choice.regeneration))

    return address("POST", choice.search, instead)


def sent(path: str, alter: Callable[[Fields], dict[str, str]]) -> Change:
    """Alter what the form of an address sends before the page reads it.

    Raises:
        DidNotTake: From the change, if the portal takes no form at that address.
    """

    def change(parts: Parts, acts: Acts) -> Parts:
        plain = page_at(parts, "POST", path)

        async def altered(visit: Visit) -> Response:
            typed = await peek(visit)
            other = Fields(alter(typed))
            if other != typed:
                acts()
            _put(visit, other)
            return await plain(visit)

        return replace(parts, pages={**parts.pages, ("POST", path): altered})

    return change


def sent_to_any(paths: Iterable[str], alter: Callable[[Fields], dict[str, str]]) -> Change:
    """Alter what the forms of several addresses send."""

    def change(parts: Parts, acts: Acts) -> Parts:
        for path in paths:
            parts = sent(path, alter)(parts, acts)
        return parts

    return change


async def peek(visit: Visit) -> Fields:
    """Read what a form sent, and leave it to be read again."""
    typed = await visit.fields()
    _put(visit, typed)
    return typed


def leads(visit: Visit, response: Response) -> str:
    """Give the address to which an answer sends its visitor, in the way of any edition.

    Returns:
        "" where it sends nobody anywhere.
    """
    if location := response.headers.get("location"):
        return location
    body = bytes(response.body)
    if found := _LEADS.search(body):
        return found[1].decode()
    return visit.request.url.path if b'{"refused":' in body else ""


def _put(visit: Visit, typed: Fields) -> None:
    async def fields() -> Fields:
        return typed

    # Of this one visit: its stream has been read.
    # pyrefly: ignore[method-assign]
    visit.fields = fields


def page_at(parts: Parts, verb: str, path: str) -> Page:
    """Give what serves an address.

    Raises:
        DidNotTake: Nothing does.
    """
    served = {**PAGES, **parts.pages}
    if (verb, path) not in served:
        raise DidNotTake(f"expected a page at {verb} {path}, seen {sorted(served)}")
    return served[verb, path]


def answers(alter: Callable[[Answer], None]) -> Change:
    """Alter each answer in place, after the whole portal; it acts when anything differs."""
    return lambda parts, acts: replace(
        parts, middleware=[*parts.middleware, lambda app: _Altered(app, alter, acts)]
    )


class _Altered:
    def __init__(self, app: ASGIApp, alter: Callable[[Answer], None], acts: Acts) -> None:
        self._app = app
        self._alter = alter
        self._acts = acts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await self._send(await Answer.of(self._app, scope, receive), send)

    async def _send(self, answer: Answer, send: Send) -> None:
        before = (answer.status, list(answer.headers.raw), answer.body)
        self._alter(answer)
        if before != (answer.status, list(answer.headers.raw), answer.body):
            self._acts()
            if answer.body != before[2] and "content-length" in answer.headers:
                answer.headers["content-length"] = str(len(answer.body))
        else:
            self._acts.idle("each answer")
        await answer.send(send)
