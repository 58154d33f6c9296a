"""A portal that is only told, and a mailbox that is only filled: for stages and runners."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from harness.config.limits import TimeoutSettings
from harness.config.target import Target
from harness.driver.egress_policy import EgressPolicy
from harness.driver.protocol import Capture, FieldInput
from harness.execution.accounts.leases import AccountLeases
from harness.execution.run_config import RunConfig
from harness.execution.run_context import RunContext, make_context
from harness.guide.model import Guide
from harness.mail.source import MailSource
from harness.model.exchange import Resource, Violation
from harness.model.mail import Mail
from harness.model.page import Button, Link, Page
from harness.planning.plan import Plan, dry_run
from harness.planning.scenario import Scenario, scenario
from harness.planning.walk import Walk
from tests.builders import GUIDE, ME, account, guide_page, text

Answer = Page | Exception | Callable[[], "Page | Exception"]
CERTIFICATION_CODE, CONFIDENTIAL_CODE = "AB2CD3EF4G", "GHJKM345"


def step_4(code: str = CERTIFICATION_CODE) -> Page:
    """Step 4 with a code."""
    return guide_page("certification-code", text(code))


def answers() -> dict[str, Answer]:
    """A portal that keeps the guide on the short way to step 4."""
    return {
        "open http://portal.example/": guide_page("home"),
        "follow Accès à mon espace personnalisé": guide_page("login"),
        "follow Codes perdus": guide_page("lost-codes"),
        "follow cliquez ici": guide_page("regenerate"),
        "press Générer le code confidentiel": step_4(),
        "press Terminer": guide_page("login"),
    }


class FakeEngine:
    """Answers each movement as it was told to.

    Args:
        told: by movement ("press Terminer"), the page that it leads to, or what is raised.

    Attributes:
        fronts: by movement, the dialog that comes with its page.
    """

    name = "fake"
    observes = frozenset({"made-up"})
    trace: Path | None = None
    picture = b""

    def __init__(self, told: dict[str, Answer] | None = None) -> None:
        self.told = answers() if told is None else told
        self.egress = EgressPolicy("http://portal.example/")
        self.heeds_gate = False
        self.fronts: dict[str, Page] = {}
        self.log: list[str] = []
        self.typed: list[FieldInput] = []
        self.resource: Resource | Exception = Resource(url="", status=200, body=b"RIFF")

    async def session(self) -> "FakeSession":
        """Open a visit."""
        return FakeSession(self)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *details: object) -> None:
        self.log.append("closed engine")

    async def answer(self, movement: str) -> Capture:
        """What a movement leads to; others may move meanwhile."""
        if self.heeds_gate:
            self.egress.check("GET", movement.partition(" ")[2], data=False)
        self.log.append(movement)
        await asyncio.sleep(0)
        found = self.told[movement]
        page = found() if callable(found) else found
        if isinstance(page, Exception):
            raise page
        return Capture(page=page, html=_html(page), front=self.fronts.get(movement))


def _html(page: Page) -> str:
    return "".join(f"<p>{one.text}</p>" for one in page.texts)


class FakeSession:
    """One visit."""

    def __init__(self, engine: FakeEngine) -> None:
        self.trace = engine.trace
        self._engine = engine

    async def tab(self) -> "FakeTab":
        """One more window."""
        return FakeTab(self._engine)

    async def forget(self) -> None:
        """Lose the cookies."""
        self._engine.log.append("forget")

    async def close(self) -> None:
        """End it."""
        self._engine.log.append("closed session")


class FakeTab:
    """One window."""

    def __init__(self, engine: FakeEngine) -> None:
        self._engine = engine

    async def open(self, url: str) -> Capture:
        """Go to an address."""
        return await self._engine.answer(f"open {url}")

    async def follow(self, link: Link) -> Capture:
        """Click."""
        return await self._engine.answer(f"follow {link.label}")

    async def press(self, button: Button, *, twice: bool = False) -> Capture:
        """Press."""
        return await self._engine.answer(f"press {'twice ' * twice}{button.label}")

    async def fill(self, entries: Sequence[FieldInput]) -> None:
        """Type; refused where told so."""
        if isinstance(refusal := self._engine.told.get("fill"), Exception):
            raise refusal
        self._engine.typed += entries

    async def press_key(self, key: str) -> Capture:
        """Press a key."""
        return await self._engine.answer(f"key {key}")

    async def answer_dialogs(self, *, accept: bool, text: str = "") -> None:
        """Take it down."""
        self._engine.log.append(f"dialogs {accept} {text}")

    async def back(self) -> Capture:
        """Go back."""
        return await self._engine.answer("back")

    async def reload(self) -> Capture:
        """Load again."""
        return await self._engine.answer("reload")

    async def watch(self, seconds: float) -> Capture | None:
        """Nothing changes by itself, unless told so; once."""
        told = self._engine.told.pop("watch", None)
        return Capture(page=told, html=_html(told)) if isinstance(told, Page) else None

    async def fetch(self, url: str) -> Resource:
        """Fetch the sound."""
        self._engine.log.append(f"fetch {url}")
        if isinstance(self._engine.resource, Exception):
            raise self._engine.resource
        return self._engine.resource.model_copy(update={"url": url})

    async def screenshot(self, hide: Sequence[str]) -> bytes | None:
        """The picture of whatever it shows, if there is one."""
        return self._engine.picture or None

    async def audit(self) -> tuple[Violation, ...] | None:
        """No audit."""

    async def close(self) -> None:
        """Nothing to close."""


def message(code: str = CONFIDENTIAL_CODE, to: str = ME.email, mark: str = "") -> Mail:
    """The mail of the guide."""
    body = f"Votre nouveau code confidentiel est le suivant :\n\n{code}\n\nA bientôt\n"
    return Mail(
        raw=f"{mark}Subject: x\n\n{body}".encode(),
        received=datetime.now(UTC),
        envelope_to=(to,),
        recipients=(to,),
        sender_address="e-servicesinscription@caissedesdepots.fr",
        subject="Régénération de code confidentiel",
        charset="utf-8",
        text=body,
    )


@scenario()
async def home_and_login(walk: Walk) -> None:
    """From the home page to the login window."""
    await walk.open("home")
    await walk.follow("Accès à mon espace personnalisé")


PORTAL = Target(
    name="made-up", base_url="http://portal.example/", timeouts=TimeoutSettings(mail=0.1)
)


def context_of(
    engine: FakeEngine | None = None,
    mails: MailSource | None = None,
    *,
    target: Target = PORTAL,
    guide: Guide = GUIDE,
    leases: AccountLeases | None = None,
    **config: Any,
) -> RunContext:
    """What the scenarios of a run on a made-up portal share."""
    return make_context(
        guide,
        target,
        RunConfig(**config),
        base_url="http://portal.example/",
        engine=engine or FakeEngine(),
        mails=mails,
        leases=leases or AccountLeases((account(),)),
    )


_PLAN = asyncio.run(dry_run(GUIDE, home_and_login, (account(),)))


def plan_of(played: Scenario, *statements: str, **changes: Any) -> Plan:
    """A plan of a scenario that is not rehearsed, for one person."""
    changes |= {"statements": statements} if statements else {}
    return replace(_PLAN, scenario=played, **changes)


class FakeMails:
    """A mailbox; what does not lie in it does not come."""

    name = "fake"

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.settled = 0

    async def bookmark(self) -> int:
        """How many there are."""
        return len(self.mails)

    async def wait(self, address: str, since: int, timeout: float) -> Mail | None:  # noqa: ASYNC109 - the protocol
        """The first after a bookmark."""
        return next((m for m in self.mails[since:] if address.lower() in m.recipients), None)

    async def settle(self) -> None:
        """Nothing is under way."""
        self.settled += 1

    async def quiesce(self) -> None:
        """Nothing more will come."""

    async def since(self, bookmark: int) -> tuple[Mail, ...]:
        """All after a bookmark."""
        return tuple(self.mails[bookmark:])

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *details: object) -> None:
        """Nothing to close."""

    def arrive(self, mail: Mail) -> None:
        """Take a mail in, now."""
        taken = {"id": len(self.mails) + 1, "received": datetime.now(UTC)}
        self.mails.append(mail.model_copy(update=taken))

    def sent_with(self, page: Page, *mails: Mail) -> Callable[[], Page]:
        """An answer that sends mails."""

        def answer() -> Page:
            for mail in mails:
                self.arrive(mail)
            return page

        return answer
