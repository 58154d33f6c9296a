"""Step 4: the certification code on the screen, and its audio version."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from reference_impl.routes import addresses as at
from reference_impl.web.ranges import partial_content
from reference_impl.web.visit import Page, Visit

SHOWN = "shown"


async def show_new_code(visit: Visit) -> Response:
    """Show step 4 (lines 252 to 275), until it is left by its button."""
    code = visit.recall(SHOWN)
    if code is None:
        return visit.go(at.LOST_CODES)
    return visit.form_page("step4", code=code)


async def finish(visit: Visit) -> Response:
    """Forget the code shown, and go to the login window, where it will be needed."""
    sent = await visit.fields()
    if not visit.is_trusted(sent):
        return visit.expired(at.NEW_CODE)
    visit.session.pop(SHOWN)
    return visit.go(at.LOGIN)


async def speak(visit: Visit) -> Response:
    """Give the audio version of the code shown (line 271).

    Raises:
        HTTPException: 404, no code is shown in this session.
    """
    code = visit.recall(SHOWN)
    if code is None:
        raise HTTPException(404)
    sound = visit.portal.voice.wav(code)
    return partial_content(sound, "audio/wav", visit.request.headers.get("range"))


GET: dict[str, Page] = {at.NEW_CODE: show_new_code, at.NEW_CODE_SOUND: speak}
POST: dict[str, Page] = {at.NEW_CODE: finish}
