"""The pages that this edition has beside the plain ones: frames, and pauses between two pages."""

from functools import partial
from http import HTTPStatus

from starlette.responses import Response

from reference_impl.routes import addresses as at
from reference_impl.routes import lost_codes, new_code
from reference_impl.routes.public import SIZES
from reference_impl.visit import Page, Visit

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


async def after_a_pause(plain: Page, seconds: int, target: str, visit: Visit) -> Response:
    """Show a page that refreshes itself where the plain one would redirect to the target."""
    response = await plain(visit)
    if response.headers.get("location") != target:
        return response
    return visit.page("patience", HTTPStatus.OK, seconds=seconds, target=target)


PAGES: dict[tuple[str, str], Page] = {
    ("GET", BANNER): partial(show_frame, "home_entete"),
    ("GET", MENU): partial(show_frame, "home_menu"),
    ("GET", MAIN): show_main,
    ("GET", ADVICE): partial(show_frame, "conseils"),
    ("GET", SOUND): partial(show_frame, "son"),
    ("POST", at.NEW_CODE): partial(after_a_pause, new_code.finish, 1, at.LOGIN),
    **{
        ("POST", choice.search): partial(
            after_a_pause, lost_codes.POST[choice.search], 0, choice.regeneration
        )
        for choice in at.CHOICES
        if choice.searches
    },
}
