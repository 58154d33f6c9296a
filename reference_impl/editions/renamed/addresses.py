"""Other addresses for the same pages, put on and taken off around the portal."""

import re
from collections.abc import Mapping

from starlette.types import ASGIApp, Receive, Scope, Send

from reference_impl.routes import addresses as at
from reference_impl.web.answers import Answer

NEW: Mapping[str, str] = {
    at.HOME: "/portail/accueil.do",
    at.LOGIN: "/portail/acces.do",
    at.CERTIFICATION: "/portail/acces/controle.do",
    at.SPACE: "/portail/prive.do",
    at.LOGOUT: "/portail/prive/sortie.do",
    at.LOST_CODES: "/portail/oubli.do",
    at.NEW_CODE: "/portail/oubli/fin.do",
    at.NEW_CODE_SOUND: "/portail/oubli/fin.wav",
    at.CONDITIONS: "/portail/mentions.do",
    at.HELP: "/portail/questions.do",
    at.SITE_SEARCH: "/portail/moteur.do",
    **{c.search: f"/portail/oubli/{n}/recherche.do" for n, c in enumerate(at.CHOICES, 1)},
    **{c.regeneration: f"/portail/oubli/{n}/demande.do" for n, c in enumerate(at.CHOICES, 1)},
}
OLD = {new: old for old, new in NEW.items()}
# What leads to the portal: its addresses in links, forms and sounds.
ADDRESS = re.compile(rb"""(?P<before>\b(?:href|action|src)=")(?P<path>/[^"?#]*)""")


class OtherAddresses:
    """Answers at the new addresses, and at no other that the portal has a page for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the wrapped portal does at the address that is meant."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = _inside(scope["path"])
        inner = {**scope, "path": path, "raw_path": path.encode()}
        answer = await Answer.of(self._app, inner, receive)
        if location := answer.headers.get("location"):
            answer.headers["location"] = NEW.get(location, location)
        if answer.is_page:
            answer.rewrite(ADDRESS.sub(_renamed, answer.body))
        await answer.send(send)


def _inside(path: str) -> str:
    if path == at.HOME:
        return path  # the bare host shows the home page as well
    return "/unknown" if path in NEW else OLD.get(path, path)


def _renamed(found: re.Match[bytes]) -> bytes:
    path = found["path"].decode()
    return found["before"] + NEW.get(path, path).encode()
