"""What this edition has beside the plain pages: frames, and pauses between two pages."""

from functools import partial
from http import HTTPStatus

from starlette.responses import Response

from reference_impl.routes import addresses as at
from reference_impl.routes.public import SIZES
from reference_impl.web.visit import Page, Visit

BANNER = "/cadre/entete"
MENU = "/cadre/menu"
MAIN = "/cadre/principal"
ADVICE = "/cadre/conseils"
SOUND = "/cadre/son"


async def show_frame(name: str, visit: Visit) -> Response:
    """Show what stands in a frame."""
    return visit.page(name)


async def show_main(visit: Visit) -> Response:
    """Show the main frame of the home page, in the text size asked for."""
    wanted = visit.request.query_params.get("taille", "")
    return visit.page("home_principal", size=wanted if wanted in SIZES else SIZES[1])


def pause(visit: Visit, response: Response) -> Response:
    """Show a page that refreshes itself where the plain page redirects after some forms."""
    target = response.headers.get("location", "")
    seconds = PAUSES.get((visit.request.method, visit.request.url.path, target))
    if seconds is None:
        return response
    return visit.page("patience", HTTPStatus.OK, seconds=seconds, target=target)


PAGES: dict[tuple[str, str], Page] = {
    ("GET", BANNER): partial(show_frame, "home_entete"),
    ("GET", MENU): partial(show_frame, "home_menu"),
    ("GET", MAIN): show_main,
    ("GET", ADVICE): partial(show_frame, "conseils"),
    ("GET", SOUND): partial(show_frame, "son"),
}

# Seconds to wait, by the verb and address of a form, and where it leads.
PAUSES = {
    ("POST", at.NEW_CODE, at.LOGIN): 1,
    **{("POST", choice.search, choice.regeneration): 0 for choice in at.CHOICES if choice.searches},
}
