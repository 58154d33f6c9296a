"""The documented automaton of codes, tries and sessions, against the portal by random play.

The model knows line 267 and our reading of it: one confidential code at a time; a
generation voids what was before; three wrong certification codes, wherever they are typed,
cancel the confidential code; the right one is asked once.
"""

import asyncio
import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from reference_impl.app import Parts, build
from reference_impl.domain.flow import TRIES
from reference_impl.routes import addresses as at
from reference_impl.settings import Settings
from reference_impl.web.sessions import DEFAULT_LIFETIME
from tests.reference_impl.journey import CODE, certify, log_in, recover
from tests.reference_impl.people import MARCEL, Clock, Outbox
from tests.reference_impl.visitor import Answer, Visitor

PEOPLE = (MARCEL, replace(MARCEL, identifier="IDENT0009", last_name="AUTRE", email="a@commune.fr"))
PLACES = st.integers(0, len(PEOPLE) - 1)
BROWSERS = st.integers(0, 2)
WRONG = "ZZZZZZZZZZ"


@dataclass
class Codes:
    """What the guide says of one account.

    Attributes:
        confidential: the one code that opens the login; "" once it is cancelled.
        certification: the code still to be given; "" once it was.
        void: every code that was valid before.
        failures: wrong certification codes since the generation.
        generation: how many generations there were, cancellations included.
    """

    confidential: str
    certification: str = ""
    void: set[str] = field(default_factory=set)
    failures: int = 0
    generation: int = 0


@dataclass
class Browser:
    """What the guide says of one session: nobody, somebody half in, or somebody in."""

    place: int | None = None
    generation: int = 0
    certified: bool = False


class Recovery(RuleBasedStateMachine):
    """Two people and three browsers, in any order of doings."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = TemporaryDirectory()
        self.clock, self.outbox = Clock(), Outbox()

    @initialize()
    def open_portal(self) -> None:
        """Register the people, and let nobody in yet."""
        accounts = Path(self.folder.name) / "accounts.json"
        accounts.write_text(json.dumps([asdict(one) for one in PEOPLE]), encoding="utf-8")
        told = Settings(accounts=accounts, smtp_host="127.0.0.1", smtp_port=9)
        self.site = build(told, Parts(mailer=self.outbox, clock=self.clock))
        app = self.site.__enter__().app
        self.visitors = [Visitor(app) for _ in range(3)]
        self.codes = [Codes(one.confidential_code) for one in PEOPLE]
        self.browsers = [Browser() for _ in range(3)]

    def teardown(self) -> None:
        """Close the portal."""
        if hasattr(self, "site"):
            self.site.__exit__(None, None, None)
        self.loop.close()
        self.folder.cleanup()

    @rule(browser=BROWSERS, place=PLACES)
    def recover_codes(self, browser: int, place: int) -> None:
        """A generation sends one mail, shows one code, and voids what was before."""
        mails = len(self.outbox.sent)
        answer = self.loop.run_until_complete(recover(self.visitors[browser], PEOPLE[place]))
        assert answer.path == at.NEW_CODE
        assert len(self.outbox.sent) == mails + 1
        assert self.outbox.sent[-1][0] == PEOPLE[place].email
        codes = self.codes[place]
        codes.void |= {codes.confidential} - {""}
        codes.confidential, codes.certification = self.outbox.code, answer.shown_code
        codes.failures = 0
        codes.generation += 1

    @rule(browser=BROWSERS, place=PLACES)
    def log_in_rightly(self, browser: int, place: int) -> None:
        """The one valid code leads to the certification while it is due, else to the space."""
        codes = self.codes[place]
        if not codes.confidential:
            return
        answer = self._log_in(browser, place, codes.confidential)
        assert answer.path == (at.CERTIFICATION if codes.certification else at.SPACE)
        self.browsers[browser] = Browser(place, codes.generation, not codes.certification)

    @rule(browser=BROWSERS, place=PLACES, data=st.data())
    def log_in_wrongly(self, browser: int, place: int, data: st.DataObject) -> None:
        """No code that is void, of somebody else, or a certification code opens anything."""
        codes = self.codes[place]
        others = {one.confidential for one in self.codes} | {WRONG, codes.certification}
        wrong = sorted((codes.void | others) - {codes.confidential, ""})
        answer = self._log_in(browser, place, data.draw(st.sampled_from(wrong)))
        assert answer.path == at.LOGIN
        assert len(answer.alerts) == 1

    def _log_in(self, browser: int, place: int, code: str) -> Answer:
        going = log_in(self.visitors[browser], PEOPLE[place], code)
        return self.loop.run_until_complete(going)

    @rule(browser=BROWSERS, place=PLACES)
    def recover_and_log_in(self, browser: int, place: int) -> None:
        """What people do most: ask for new codes, then use them."""
        self.recover_codes(browser, place)
        self.log_in_rightly(browser, place)

    @precondition(lambda self: any(self.due(one) for one in self.browsers))
    @rule(data=st.data())
    def give_right_certification(self, data: st.DataObject) -> None:
        """The right code lets in, and is asked no more."""
        number, browser, codes = self._draw_due(data)
        answer = self._certify(number, codes.certification)
        assert answer.path == at.SPACE
        codes.certification = ""
        self.browsers[number] = replace(browser, certified=True)

    @precondition(lambda self: any(self.due(one) for one in self.browsers))
    @rule(data=st.data(), times=st.integers(1, TRIES))
    def give_wrong_certifications(self, data: st.DataObject, times: int) -> None:
        """A wrong code counts for the account, wherever it is typed; the third cancels."""
        for _ in range(times):
            if any(self.due(one) for one in self.browsers):
                self._fail(data)

    def _fail(self, data: st.DataObject) -> None:
        number, _, codes = self._draw_due(data)
        answer = self._certify(number, data.draw(st.sampled_from([WRONG, codes.confidential])))
        codes.failures += 1
        if codes.failures < TRIES:
            assert answer.path == at.CERTIFICATION
            return
        assert answer.path == at.LOGIN
        codes.void.add(codes.confidential)
        codes.confidential = codes.certification = ""
        codes.generation += 1
        self.browsers[number] = Browser()

    def _draw_due(self, data: st.DataObject) -> tuple[int, Browser, Codes]:
        waiting = [n for n, one in enumerate(self.browsers) if self.due(one)]
        number = data.draw(st.sampled_from(waiting))
        browser = self.browsers[number]
        assert browser.place is not None
        return number, browser, self.codes[browser.place]

    def _certify(self, number: int, code: str) -> Answer:
        return self.loop.run_until_complete(certify(self.visitors[number], code))

    @precondition(lambda self: any(self.stale(one) for one in self.browsers))
    @rule(data=st.data())
    def give_certification_too_late(self, data: st.DataObject) -> None:
        """In a window whose login is no longer the current one, no code lets in."""
        number = data.draw(
            st.sampled_from([n for n, one in enumerate(self.browsers) if self.stale(one)])
        )
        place = self.browsers[number].place
        assert place is not None
        code = self.codes[place].certification or WRONG
        answer = self.loop.run_until_complete(certify(self.visitors[number], code))
        assert answer.path == at.LOGIN
        self.browsers[number] = Browser()

    @rule(browser=BROWSERS)
    def log_out(self, browser: int) -> None:
        """Whoever logs out is nobody again."""
        self.loop.run_until_complete(self.visitors[browser].get(at.LOGOUT))
        self.browsers[browser] = Browser()

    @rule(short=st.booleans())
    def wait(self, short: bool) -> None:
        """A short pause changes nothing; a long one ends every session, and no code."""
        self.clock.now += 60.0 if short else DEFAULT_LIFETIME + 1
        if not short:
            self.browsers = [Browser() for _ in self.browsers]

    def due(self, browser: Browser) -> bool:
        """Whether a window stands where the certification code is asked, and still counts."""
        if browser.place is None or browser.certified:
            return False
        codes = self.codes[browser.place]
        return browser.generation == codes.generation and bool(codes.certification)

    def stale(self, browser: Browser) -> bool:
        """Whether a window asks for a certification code that is asked no more."""
        return browser.place is not None and not browser.certified and not self.due(browser)

    @invariant()
    def spaces_are_open_to_the_right_people(self) -> None:
        """A personal space shows itself to whoever is in with the current codes, to nobody else."""
        if not hasattr(self, "site"):
            return
        for browser, visitor in zip(self.browsers, self.visitors, strict=True):
            answer = self.loop.run_until_complete(visitor.get(at.SPACE))
            if browser.place is None or not browser.certified:
                assert answer.path != at.SPACE
                continue
            current = browser.generation == self.codes[browser.place].generation
            assert (answer.path == at.SPACE) == current
            person = PEOPLE[browser.place]
            assert not current or f"{person.first_name} {person.last_name}" in answer.text


Recovery.TestCase.settings = settings(max_examples=8, stateful_step_count=30, deadline=None)
TestRecovery = Recovery.TestCase


def test_the_choice_of_the_model_is_the_guides() -> None:
    """The automaton is played on the administrator's way with the identifier known (line 157)."""
    assert not CODE.searches
