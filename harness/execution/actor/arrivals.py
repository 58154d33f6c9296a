"""Whether movements led where they must, and where a scenario was led away without ending."""

from collections.abc import Collection

from harness.checks.messages import asked
from harness.core.text import is_among
from harness.execution.actor.blocked import Blocked, Detour, NotObservable, about
from harness.execution.actor.tab_state import TabState
from harness.execution.actor.unrecognised import unrecognised
from harness.guide.claims import Leads
from harness.guide.model import Guide
from harness.model.fact import Fact, fact, quote
from harness.model.journal import PRESS_TWICE, Blocker, PageRecord, Step
from harness.page.find import find_named_field
from harness.page.news import has_news
from harness.planning.actor import Movement


class Arrivals:
    """The pages that the movements of a scenario led to, in all its windows.

    Args:
        guide: in the words of the portal.
        missing_pages: pages of the guide that the portal does not have.
    """

    def __init__(self, guide: Guide, missing_pages: Collection[str]) -> None:
        self._guide = guide
        self._missing_pages = missing_pages
        self._detours: dict[str, Detour] = {}  # by the page that a movement did not lead to
        self._pages: list[PageRecord] = []

    def check(self, window: TabState, movement: Movement, step: Step, arrived: PageRecord) -> None:
        """End the scenario if a movement led to another page than it must.

        If it only should lead there, the scenario goes on, and the detour is remembered.

        Raises:
            Blocked: it did; the one to blame is an earlier refusal that led away from the page,
                if nobody has come there since.
            NotObservable: it sent a form twice at once, which a portal may refuse; or it loaded
                again what then is not there: frames begin with their first page, dialogs close.
        """
        self._pages.append(arrived)
        for detours in (self._detours, window.detours):
            detours.pop(arrived.slug, None)
        if movement.page in {"", arrived.slug, *self._missing_pages}:
            return
        says = (one.claim for one in movement.trying if isinstance(one.claim, Leads))
        if any(asked(claim.wordings, arrived) for claim in says):
            return  # a dialog asked what the page asks elsewhere
        if movement.verb == PRESS_TWICE:  # the page that the first of the two asked for is lost
            is_asked = window.capture is not None and window.capture.front is not None
            words = quote(movement.words)
            raise NotObservable(
                fact("dialog-after-first" if is_asked else "second-answered-otherwise", words=words)
            )
        if movement.verb == "reload" and (lost := self._begins_anew(step, arrived)):
            raise NotObservable(lost)
        blocker = self._blocker(movement, step, arrived)
        earlier = self._detours.get(movement.page)
        if movement.strict or self._is_no_refusal(movement, step, arrived):
            raise Blocked(earlier.blocker if earlier and earlier.is_refusal else blocker)
        if not movement.repeats:
            detour = Detour(blocker, movement.must_be_refused, bool(movement.reading))
            self._detours[movement.page] = window.detours[movement.page] = detour

    def _blocker(self, movement: Movement, step: Step, arrived: PageRecord) -> Blocker:
        """Which page was to come, and which one came."""
        title = self._guide.pages[movement.page].title
        seen = self._guide.pages[arrived.slug].title if arrived.slug else arrived.page.title
        found = fact("page-named", title=quote(seen or arrived.page.url))
        if not arrived.slug and is_among(title, [seen]):
            found = unrecognised(arrived.page, self._guide.on(movement.page))
        expected = fact("page-named", title=quote(title))
        return Blocker(step=step.number, statement=about(movement), expected=expected, seen=found)

    def _begins_anew(self, step: Step, arrived: PageRecord) -> Fact | None:
        """What is not there any more when it is loaded again: a page in a frame or a dialog."""
        if arrived.page.is_made_of_frames:
            return fact("frames-begin-anew")
        before = next((one for one in self._pages if one.number == step.on), None)
        is_around = before is not None and before.around and before.around_slug == arrived.slug
        return fact("dialog-closed-by-reload") if is_around else None

    def _is_no_refusal(self, movement: Movement, step: Step, arrived: PageRecord) -> bool:
        """Whether a form that must refuse did what it is for, or asks what it must ask no more.

        A form that comes back with another message than before has refused.
        """
        form = movement.action.page if movement.action else ""
        if form not in self._guide.pages or not movement.must_be_refused:
            return False
        if arrived.slug in self._guide.pages[form].goals:
            return True
        again = all(
            find_named_field(arrived.page, self._guide, form, one.label) for one in step.typed
        )
        earlier = [one for one in self._pages if one.slug == form and one is not arrived]
        told_before = [text for one in earlier for text in one.dialogs]
        pages = [one.page for one in earlier]
        is_new = has_news(arrived.page, pages, arrived.dialogs, told_before)
        return arrived.slug == form and again and not is_new
