"""Visits in JSON: what the page sends, and what it is told."""

import json
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from reference_impl.domain.forms import Fields, Form
from reference_impl.editions.spa.front import API
from reference_impl.editions.spa.shown import shown
from reference_impl.routes import addresses as at
from reference_impl.web.visit import MAX_FIELDS, TOKEN_FIELD, Visit

TOKEN_HEADER = "x-csrf-token"  # noqa: S105 - the name of a header
REFUSED = 422
VIEWS = {
    at.LOGIN: "login",
    at.CERTIFICATION: "certification",
    **{choice.search: "step2" for choice in at.CHOICES if choice.searches},
    **{choice.regeneration: "step3" for choice in at.CHOICES},
}


class JsonVisit(Visit):
    """A visit whose forms come as JSON, and whose answers tell the page what to show.

    An answer says ``view`` and its ``values``, or where to ``go``, or the words in which a form
    was ``refused``.
    """

    FORM_TYPE = "application/json"

    @property
    def is_api(self) -> bool:
        """Whether the page asks, and not a person."""
        return bool(self.request.scope.get(API))

    def pairs(self, body: bytes) -> list[tuple[str, str]]:
        """Take the body of a form apart: one JSON object of texts.

        Raises:
            HTTPException: 400, it is something else.
            ValueError: It has more fields than any form.
        """
        try:
            sent = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise HTTPException(400) from error
        if not isinstance(sent, dict):
            raise HTTPException(400)
        if len(sent) > MAX_FIELDS:
            raise ValueError(f"{len(sent)} fields")
        return [
            (_text(name), _text(value)) for name, value in sent.items() if isinstance(value, str)
        ]

    def is_trusted(self, fields: Fields) -> bool:
        """Tell whether the request bears this session's token, which no other site can send."""
        token = self.request.headers.get(TOKEN_HEADER, "")
        return super().is_trusted(Fields({**fields, TOKEN_FIELD: token}))

    def page(self, name: str, status: int = 200, **values: Any) -> Response:
        """Tell which view to draw, with what it needs to know."""
        known = {"connected": self.connected() is not None, "message": None, **values}
        told = self.portal.views.told(name, shown(name, known))
        return JSONResponse({"view": name, "values": told}, status)

    def shell(self) -> Response:
        """Show the page itself, which then asks what to draw."""
        return self.answer(self.portal.views.render("shell", {}))

    def go(self, path: str) -> Response:
        """Tell which address to go to."""
        return JSONResponse({"go": path})

    def refuse(
        self, path: str, message: str, form: type[Form] | None = None, sent: Fields | None = None
    ) -> Response:
        """Tell one message beside the form that was sent; on another page, once it is there."""
        if path != self.request.url.path:
            return super().refuse(path, message, form, sent)
        view = VIEWS.get(path, "")
        told = self.portal.views.told(view, {"message": message, "token": self.form_token()})
        return JSONResponse({"refused": told["message"], "token": told["token"]}, REFUSED)


def _text(sent: str) -> str:
    """Give a text without halves of characters, which JSON can carry and nothing else."""
    return sent.encode("utf-8", "replace").decode("utf-8")
