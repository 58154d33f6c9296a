"""Notes what a walk changes of its accounts, as it happens."""

from collections.abc import Iterable

from harness.accounts.model import Account
from harness.accounts.state_file import AccountState
from harness.execution.accounts.leases import AccountLeases
from harness.execution.actor.tab_state import TabState
from harness.guide.claims import Labelled, ShownCode
from harness.guide.model import Guide

_LOGIN, _CERTIFICATION, _SPACE = "login", "certification", "space"
_REQUEST = "regenerate"
_CODE = "login.confidential-code"


class AccountTracker:
    """Sees the movements of one walk.

    Args:
        guide: tells which page shows a code.
        people: of the walk.
        roster: what is known of them.
    """

    def __init__(self, guide: Guide, people: Iterable[Account], roster: AccountLeases) -> None:
        self._people = tuple(people)
        self._roster = roster
        self._shows = {s.page for s in guide if isinstance(s.claim, ShownCode)}
        code = guide.by_slug.get(_CODE)  # a guide of one's own may have no login
        self._code = code.claim.label if code and isinstance(code.claim, Labelled) else ""
        self._before: dict[str, AccountState] = {}

    def about_to_press(self, window: TabState) -> None:
        """A form is about to be sent: whoever asks for a new code may have it changed by that."""
        page = window.record.slug if window.record else ""
        typed = {entry.value.strip() for entry in window.typed}
        if page == _REQUEST:
            self._before = {
                one.identifier: self._roster.asked(one)
                for one in self._people
                if typed & {one.email, one.identifier}
            }
        if page == _LOGIN:
            window.who = next((p.identifier for p in self._people if p.identifier in typed), "")
            window.code = next((e.value.strip() for e in window.typed if e.label == self._code), "")

    def arrived(self, window: TabState, came_from: str, page: str, code: str) -> None:
        """A form was answered by a page.

        Args:
            window: where.
            came_from: the page that the form stood on.
            page: the one that came.
            code: that it shows; "" for none.
        """
        if came_from == _REQUEST:
            self._answered(page, code)
        if person := self._person(window.who):
            self._logged_in(window, person, came_from, page)

    def _answered(self, page: str, code: str) -> None:
        before, self._before = self._before, {}
        for identifier, known in before.items():
            person = self._person(identifier)
            if person and page in self._shows:
                self._roster.shown(person, code)
            elif person:
                self._roster.refused(person, known)

    def _logged_in(self, window: TabState, person: Account, came_from: str, page: str) -> None:
        if page == _SPACE and came_from in {_LOGIN, _CERTIFICATION}:
            self._roster.entered(person, window.code)
        elif page == _LOGIN and (came_from == _CERTIFICATION or self._was_right(window, person)):
            self._roster.lost(person)

    def mailed(self, addresses: Iterable[str], code: str) -> None:
        """A mail with a code has come to somebody."""
        known = {address.lower() for address in addresses}
        for person in self._people:
            if code and person.email.lower() in known:
                self._roster.mailed(person, code)

    def _person(self, identifier: str) -> Account | None:
        return next((one for one in self._people if one.identifier == identifier), None)

    def _was_right(self, window: TabState, person: Account) -> bool:
        """Whether what was typed should have been let in, as far as anybody knows."""
        return window.code == self._roster.today(person).confidential_code
