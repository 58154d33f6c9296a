"""The addresses of this edition: the shell for a person, JSON for the page, its modules."""

from functools import partial

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from reference_impl.app import PAGES as PLAIN
from reference_impl.editions.spa.json_visit import JsonVisit
from reference_impl.editions.spa.shell import VIEWS
from reference_impl.routes import addresses as at
from reference_impl.routes.new_code import SHOWN
from reference_impl.web.visit import Page, Visit

CODE = f"{at.NEW_CODE}/code"
MODULE = "/vues/{name}.js"


async def shell_or(plain: Page, visit: Visit) -> Response:
    """Give the shell to whoever opens an address, and what it shows to the page that asks."""
    if isinstance(visit, JsonVisit) and not visit.is_api:
        return visit.shell()
    return await plain(visit)


async def give_code(visit: Visit) -> Response:
    """Give the certification code of step 4.

    Raises:
        HTTPException: 404, no code is shown in this session, or it is not the page that asks.
    """
    code = visit.recall(SHOWN)
    if code is None or not (isinstance(visit, JsonVisit) and visit.is_api):
        raise HTTPException(404)
    return JSONResponse({"code": code})


async def give_module(visit: Visit) -> Response:
    """Give the module that draws a view.

    Raises:
        HTTPException: 404, there is no such view.
    """
    name = visit.request.path_params["name"]
    if name not in VIEWS:
        raise HTTPException(404)
    source = visit.portal.views.render(name, {})
    return Response(source, media_type="text/javascript")


PAGES: dict[tuple[str, str], Page] = {
    **{
        ("GET", path): partial(shell_or, page)
        for (verb, path), page in PLAIN.items()
        if verb == "GET" and path != at.NEW_CODE_SOUND
    },
    ("GET", CODE): give_code,
    ("GET", MODULE): give_module,
}
