"""Answers sent in other ways: slowly, in pieces, compressed, redirected otherwise."""

import asyncio
import gzip
import html
import zlib
from dataclasses import replace

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reference_impl.altering.alteration import Acts, Alteration, Change, several
from reference_impl.altering.answers import answers, page_between
from reference_impl.altering.pages import pages
from reference_impl.altering.texts import swap
from reference_impl.app import Parts
from reference_impl.routes import addresses as at
from reference_impl.variations.wrapping import Exchange, Portal, layer
from reference_impl.web.answers import Answer
from reference_impl.web.visit import SEE_OTHER

ANSWERS = "answers"
_PIECE = 700  # bytes
SLOW_SECONDS = 0.3
_SCRIPT = """
<script nonce="a1b2c3">
document.addEventListener("DOMContentLoaded", function () {
  var champ = document.querySelector("main input[type=text], main input[type=password]");
  if (champ) { champ.focus(); }
  window.erreur = "Code incorrect";
});
</script>
<noscript><p>Activez JavaScript pour profiter de toutes les fonctions.</p></noscript>
"""
_WAITING = """\
<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Veuillez patienter</title>
<meta http-equiv="refresh" content="0; URL={location}"></head>
<body><p>Veuillez patienter. <a href="{location}">Continuer</a></p></body></html>
"""


async def _slowly(exchange: Exchange, portal: Portal, acts: Acts) -> None:
    await portal(exchange)
    if exchange.is_page:
        acts()
        await asyncio.sleep(SLOW_SECONDS)


async def _compressed(exchange: Exchange, portal: Portal, acts: Acts) -> None:
    accepted = exchange.asked.get("accept-encoding", "")
    await portal(exchange)
    if not exchange.is_page:
        return
    for name, compress in (("gzip", gzip.compress), ("deflate", zlib.compress)):
        if name in accepted:
            acts()
            exchange.content = compress(exchange.content)
            exchange.headers["content-encoding"] = name
            exchange.headers["vary"] = "Accept-Encoding"
            return


async def _deflated(exchange: Exchange, portal: Portal, acts: Acts) -> None:
    accepted = exchange.asked.get("accept-encoding", "")
    exchange.asked["accept-encoding"] = "deflate" if "deflate" in accepted else ""
    await _compressed(exchange, portal, acts)


async def _shown_at_once(exchange: Exchange, portal: Portal, acts: Acts) -> None:
    """Answer a refused form with the form itself instead of sending the visitor there.

    The certification is left out: to reload its page would be another try.
    """
    await portal(exchange)
    same = exchange.headers.get("location") == exchange.path != at.CERTIFICATION
    if exchange.scope["method"] != "POST" or not same:
        acts.idle("an answer that does not lead back to its form")
        return
    acts()
    cookies = exchange.headers.getlist("set-cookie")
    if cookies:
        exchange.asked["cookie"] = cookies[-1].partition(";")[0]
    exchange.move(exchange.headers["location"])
    exchange.scope["method"] = "GET"
    exchange.body = b""
    await portal(exchange)
    if not exchange.headers.getlist("set-cookie"):
        for cookie in cookies:
            exchange.headers.append("set-cookie", cookie)


async def _sent_twice(exchange: Exchange, portal: Portal, acts: Acts) -> None:
    """Send each form on to a second address by 307, which answers by 303."""
    if exchange.path.endswith("/suite"):
        exchange.move(exchange.path.removesuffix("/suite"))
    elif exchange.scope["method"] == "POST":
        acts()
        exchange.send_on(307, f"{exchange.path}/suite")
        return
    await portal(exchange)


def _redirected(status: int) -> Change:
    def alter(answer: Answer) -> None:
        if answer.status == SEE_OTHER:
            answer.status = status

    return answers(alter)


def _by_refresh(answer: Answer) -> None:
    """A page that sends the visitor on, in the place of a redirection."""
    if answer.status == SEE_OTHER:
        location = html.escape(answer.headers["location"])
        answer.status = 200
        answer.body = _WAITING.format(location=location).encode()
        answer.headers["content-type"] = "text/html; charset=utf-8"
        del answer.headers["location"]


def _more_headers(answer: Answer) -> None:
    answer.headers.raw[:] = [(name.title(), value) for name, value in answer.headers.raw]
    answer.headers.raw.extend(
        [
            (b"SERVER", b"Apache/2.2.3 (Red Hat)"),
            (b"x-powered-BY", b"JSF/1.2"),
            (b"P3P", b'CP="NOI ADM DEV"'),
            (b"Connection", b"close"),
        ]
    )


def _scripted(answer: Answer) -> None:
    policy = answer.headers.get("content-security-policy")
    if policy:
        answer.headers["content-security-policy"] = f"{policy}; script-src 'nonce-a1b2c3'"


class _Pieces:
    """Sends each answer in pieces, without its length."""

    def __init__(self, app: ASGIApp, acts: Acts) -> None:
        self._app = app
        self._acts = acts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_pieces(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._acts()
                headers = [pair for pair in message["headers"] if pair[0] != b"content-length"]
                await send({**message, "headers": headers})
                return
            body: bytes = message.get("body", b"")
            for start in range(0, len(body), _PIECE):
                piece = body[start : start + _PIECE]
                await send({"type": message["type"], "body": piece, "more_body": True})
                await asyncio.sleep(0)
            await send({**message, "body": b""})

        await self._app(scope, receive, send_pieces)


def _in_pieces(parts: Parts, acts: Acts) -> Parts:
    return replace(parts, middleware=[*parts.middleware, lambda app: _Pieces(app, acts)])


VARIATIONS = (
    Alteration(
        "found-behind-a-page",
        ANSWERS,
        "A page of its own says that the search went well, and leads on.",
        several(*(page_between(one) for one in at.CHOICES if one.searches)),
    ),
    Alteration("slow", ANSWERS, "Pages come 300 ms later.", layer(_slowly)),
    Alteration("in-pieces", ANSWERS, "Answers come in pieces, without length.", _in_pieces),
    Alteration("compressed", ANSWERS, "Pages are compressed by gzip.", layer(_compressed)),
    Alteration("deflated", ANSWERS, "Pages are compressed by deflate.", layer(_deflated)),
    Alteration(
        "redirected-by-302", ANSWERS, "Forms are answered by 302 instead of 303.", _redirected(302)
    ),
    Alteration(
        "redirected-by-refresh",
        ANSWERS,
        "Forms are answered by a page that leads on by itself.",
        answers(_by_refresh),
    ),
    Alteration(
        "redirected-by-307",
        ANSWERS,
        "Forms are sent on to a second address by 307, then by 303.",
        layer(_sent_twice),
    ),
    Alteration(
        "answered-at-once",
        ANSWERS,
        "Refused forms are shown again at once, without redirection.",
        layer(_shown_at_once),
    ),
    Alteration(
        "more-headers",
        ANSWERS,
        "Answers have more headers, their names in odd capitals.",
        answers(_more_headers),
    ),
    Alteration(
        "script-in-the-page",
        ANSWERS,
        "A small script puts the cursor into the first field.",
        several(answers(_scripted), pages(swap("</head>", f"</head>{_SCRIPT}"))),
    ),
)
