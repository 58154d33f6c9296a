"""The public home page with its frame, and the pages that its links lead to."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from reference_impl.routes import addresses as at
from reference_impl.routes.topics import TOPICS
from reference_impl.web.visit import Page, Visit

SIZES = ("petite", "normale", "grande", "tres-grande")


async def show_home(visit: Visit) -> Response:
    """Show the public home page (lines 22 to 80), in the text size asked for."""
    query = visit.request.query_params
    size = SIZES.index(query["taille"]) if query.get("taille") in SIZES else 1
    return visit.page(
        "home",
        size=SIZES[size],
        smaller=SIZES[max(size - 1, 0)],
        larger=SIZES[min(size + 1, len(SIZES) - 1)],
        printable=query.get("version") == "imprimable",
    )


async def show_conditions(visit: Visit) -> Response:
    """Show the general conditions."""
    return visit.page("conditions")


async def show_help(visit: Visit) -> Response:
    """Show the help for logging in."""
    return visit.page("help")


async def search_site(visit: Visit) -> Response:
    """Answer the search field of the site, which the reference has nothing to search in."""
    return visit.page("topic", topic="Rechercher sur le site", back=at.HOME)


async def ask(visit: Visit) -> Response:
    """Answer a question to Ariane by the page of that topic."""
    return visit.go(at.ASK)


async def show_topic(visit: Visit) -> Response:
    """Show a topic of the portal's frame, which the reference does not hold.

    Raises:
        HTTPException: 404, there is no such topic.
    """
    topic = TOPICS.get(visit.request.path_params["slug"])
    if topic is None:
        raise HTTPException(404)
    return visit.page("topic", topic=topic, back=at.HOME)


GET: dict[str, Page] = {
    at.HOME: show_home,
    at.CONDITIONS: show_conditions,
    at.HELP: show_help,
    at.SITE_SEARCH: search_site,
    f"{at.TOPICS}/{{slug}}": show_topic,
}
POST: dict[str, Page] = {at.ASK: ask}
