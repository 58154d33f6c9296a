"""Searches one account on one portal, as the suite says. Nothing else is sent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from harness.compare.noise.masking import Mask, names_of
from harness.config.target import Target
from harness.core.errors import CaptureError, NeedsBrowser
from harness.core.rate_limit import RateLimiter
from harness.core.text import fold
from harness.driver.protocol import ActionRefused, Capture, Engine, FieldInput, Tab
from harness.guide.claims import Action
from harness.guide.model import Guide
from harness.guide.portal_view import guide_for_portal
from harness.messages import catalogue
from harness.model.page import Button, Field, Link, Page
from harness.page.classify import PageClassifier
from harness.page.find import find_action, find_field
from harness.page.signatures import page_hints, signatures
from harness.population.account_list import ListedAccount, search_of
from harness.population.outcome import SearchOutcome


class _Unreachable(Exception):
    """The search cannot be reached."""


@dataclass
class Searcher:
    """Searches accounts on one portal, at its pace, by the guide in its own words."""

    target: Target
    promised: Guide
    engine: Engine
    base_url: str
    pace: RateLimiter

    def __post_init__(self) -> None:
        self._guide = guide_for_portal(self.promised, self.target.words, ())
        hints = page_hints(self.target, self.base_url)
        self._classifier = PageClassifier(signatures(self._guide, hints))
        self._plan = search_of(self.target.suite)
        self._start = self._address(self.target.entry.get(self._plan.start, ""))

    def _address(self, path: str) -> str:
        return f"{self.base_url.rstrip('/')}{path}" if path else ""

    async def search(self, account: ListedAccount) -> SearchOutcome:
        """Search one account in a session of its own; a fault is part of the outcome."""
        session = await self.engine.session()
        try:
            return await self._search(await session.tab(), account)
        except _Unreachable as error:
            return SearchOutcome(fault=str(error))
        except ActionRefused as refused:
            return SearchOutcome(
                page=self._plan.form, said=f"not sent: {catalogue().say(refused.seen)}"
            )
        except (CaptureError, NeedsBrowser) as fault:
            return SearchOutcome(fault=f"{type(fault).__name__}: {fault.seen}")
        finally:
            await session.close()

    async def _search(self, tab: Tab, account: ListedAccount) -> SearchOutcome:
        start = await self._to_start(tab)
        plan, role = self._plan, account.values.get(self.target.suite.accounts.role, "")
        choice = plan.choices.get(role) or plan.choices[""]
        form = self._require(plan.form, await self._move(tab, start, choice))
        found = ((slug, account.values[name]) for slug, name in plan.fields.items())
        await tab.fill(
            [FieldInput(field=self._field(form.page, slug), value=v) for slug, v in found]
        )
        after = await self._move(tab, form, plan.submit)
        return self._outcome(form, after, account)

    async def _to_start(self, tab: Tab) -> Capture:
        """The page where the search starts: at its last address, else by links."""
        if self._start:
            seen = await self._paced(lambda: tab.open(self._start))
            if self._slug(seen) == self._plan.start:
                return seen
        entry = self._address(self.target.entries[self.target.suite.entry])
        seen = await self._paced(lambda: tab.open(entry))
        for action in self._plan.way:
            page = self._guide.by_slug[action].page
            seen = await self._move(tab, self._require(page, seen), action)
        start = self._require(self._plan.start, seen)
        self._start = start.page.url if "?" not in start.page.url else ""
        return start

    async def _move(self, tab: Tab, seen: Capture, slug: str) -> Capture:
        statement = self._guide.by_slug[slug]
        claim = statement.claim
        assert isinstance(claim, Action)  # noqa: S101 - the slugs above are of actions
        part = find_action(seen.page, claim, self._guide.actions(statement.page))
        if isinstance(part, Link):
            return await self._paced(lambda: tab.follow(part))
        if isinstance(part, Button):
            return await self._paced(lambda: tab.press(part))
        raise _Unreachable(f"no « {claim.label} » on {statement.page}")

    async def _paced(self, move: Callable[[], Awaitable[Capture]]) -> Capture:
        await self.pace.wait()
        return await move()

    def _require(self, page: str, seen: Capture) -> Capture:
        slug = self._slug(seen)
        if slug != page:
            raise _Unreachable(
                f"{slug or seen.page.title or 'an unknown page'} in the place of {page}"
            )
        return seen

    def _slug(self, seen: Capture) -> str:
        return self._classifier.classify(seen.page).slug or ""

    def _field(self, page: Page, slug: str) -> Field:
        label = self._label(slug)
        found = find_field(page, label, self._guide.labels(self._plan.form))
        if found is None:
            raise _Unreachable(f"no field « {label} » on {self._plan.form}")
        return found

    def _label(self, slug: str) -> str:
        return str(vars(self._guide.by_slug[slug].claim)["label"])

    def _outcome(self, form: Capture, after: Capture, account: ListedAccount) -> SearchOutcome:
        mask = Mask(names_of(account.values), self.base_url, datetime.now(UTC))
        page = self._slug(after)
        return SearchOutcome(
            page=page,
            status=after.page.status,
            said=mask(_messages(form, after)),
            identifier=self._identifier(after.page, account)
            if page == self._plan.found
            else "none",
        )

    def _identifier(self, page: Page, account: ListedAccount) -> Literal["own", "another", "none"]:
        field = find_field(
            page, self._label(self._plan.shows), self._guide.labels(self._plan.found)
        )
        if field is None or not field.value:
            return "none"
        own = account.values.get(self.target.suite.accounts.key, "")
        return "own" if field.value == own or not own else "another"


def _messages(form: Capture, after: Capture) -> str:
    """What the page tells: its messages, else its lines that the form did not have."""
    told = [fold(message.text) for message in after.page.messages if message.visible]
    if after.blocked:
        told += [fold(field.problem) for field in after.page.fields if field.problem]
    if not told and after.page.title == form.page.title:
        known = {fold(text.text) for text in form.page.texts}
        told = [t for text in after.page.texts if (t := fold(text.text)) not in known]
    return " / ".join(dict.fromkeys(told))
