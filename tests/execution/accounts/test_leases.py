"""Accounts are lent to one scenario at a time; what becomes of them is kept at once."""

import asyncio
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from harness.accounts.model import Account
from harness.accounts.state_file import LoginState, StateFile
from harness.execution.accounts.leases import AccountLeases
from harness.model.fact import Fact
from harness.planning.plan import Plan
from tests.builders import account
from tests.execution.fakes import home_and_login, plan_of
from tests.facts import verbatim

ME, YOU = account(), account("IDENT2")


def plan(*people: Account, name: str = "walk", blocked_reason: Fact | None = None) -> Plan:
    """A plan with people."""
    return plan_of(
        replace(home_and_login, slug=name), accounts=people, blocked_reason=blocked_reason
    )


class TestLeases:
    """Nobody is in two scenarios."""

    async def test_the_first_whose_people_are_free(self) -> None:
        """A scenario whose people are taken lets others pass."""
        roster = AccountLeases((ME, YOU))
        queue = [plan(ME, name="a"), plan(ME, name="b"), plan(YOU, name="c")]
        first = await roster.next(queue, lambda: False)
        second = await roster.next(queue, lambda: False)
        assert first
        assert second
        assert [one.scenario.slug for one in (first, second)] == ["a", "c"]
        assert roster.is_wanted(first, queue)
        assert not roster.is_wanted(second, queue)

    async def test_who_shares_an_address_waits(self) -> None:
        """A mail to it would be taken for the other's."""
        twin = account("IDENT3").model_copy(update={"email": ME.email.upper()})
        roster = AccountLeases((ME, YOU, twin))
        queue = [plan(ME, name="a"), plan(twin, name="b"), plan(YOU, name="c")]
        taken = [await roster.next(queue, lambda: False) for _ in range(2)]
        assert [one and one.scenario.slug for one in taken] == ["a", "c"]

    async def test_who_waits_is_woken(self) -> None:
        """By what is given back, or by the end of it all."""
        roster, queue = AccountLeases((ME,)), [plan(ME, name="a"), plan(ME, name="b")]
        first = await roster.next(queue, lambda: False)
        waiting = asyncio.create_task(roster.next(queue, lambda: False))
        await asyncio.sleep(0)
        assert first
        assert not waiting.done()
        await roster.give_back(first)
        assert (await waiting) is not None
        over: list[bool] = []
        queue.append(plan(ME, name="c"))
        stopped = asyncio.create_task(roster.next(queue, lambda: bool(over)))
        await asyncio.sleep(0)
        over.append(True)
        await roster.wake()
        assert await stopped is None

    async def test_who_cannot_be_played_takes_nobody(self) -> None:
        """It is told, and bars no other."""
        roster = AccountLeases((ME,))
        queue = [plan(ME, blocked_reason=verbatim("no")), plan(ME, name="b")]
        barred = await roster.next(queue, lambda: False)
        assert barred
        await roster.give_back(barred)
        assert (await roster.next(queue, lambda: False)) is not None

    @given(st.lists(st.sets(st.sampled_from("1234"), min_size=1, max_size=3), max_size=8))
    def test_distinct_and_all_served(self, wanted: list[set[str]]) -> None:
        """Whatever is asked at once: everybody is served, and nobody is held twice."""
        people = {name: account(f"IDENT{name}") for name in "1234"}
        roster, held = AccountLeases(people.values()), set[str]()
        queue = [plan(*(people[n] for n in names), name=str(i)) for i, names in enumerate(wanted)]
        served: list[str] = []

        async def worker() -> None:
            while one := await roster.next(queue, lambda: False):
                mine = {person.identifier for person in one.accounts}
                assert not mine & held
                held.update(mine)
                await asyncio.sleep(0)
                held.difference_update(mine)
                served.append(one.scenario.slug)
                await roster.give_back(one)

        async def run() -> None:
            await asyncio.gather(*(worker() for _ in range(3)))

        asyncio.run(run())
        assert sorted(served) == sorted(str(i) for i in range(len(wanted)))


class TestConditions:
    """What becomes of an account."""

    def roster(self, tmp_path: Path) -> tuple[AccountLeases, StateFile]:
        """A roster that keeps what it knows, and where."""
        state = StateFile(tmp_path / "state.json")
        return AccountLeases((ME, YOU), state), state

    def test_a_renewal_from_its_begin_to_the_login(self, tmp_path: Path) -> None:
        """Each step is on the disk when the next begins; another run goes on from there."""
        roster, state = self.roster(tmp_path)
        roster.code_requested(ME)
        assert state.read()["IDENT1"].login is LoginState.CHANGING
        roster.second_shown(ME, "CERTIF")
        roster.code_mailed(ME, "NEWCODE1")
        kept = state.read()["IDENT1"]
        assert (kept.code, kept.second, kept.login) == ("NEWCODE1", "CERTIF", "due")
        roster.logged_in(ME, "NEWCODE1")
        later = AccountLeases((ME, YOU), state)
        assert later.login_state("IDENT1") is LoginState.SETTLED
        assert later.with_present_code(ME).confidential_code == "NEWCODE1"
        assert later.with_present_codes(plan(ME, YOU)).accounts[0].confidential_code == "NEWCODE1"
        assert later.login_state("IDENT2") is LoginState.SETTLED

    def test_a_refused_request_changes_nothing(self, tmp_path: Path) -> None:
        """What was known before is known again."""
        roster, state = self.roster(tmp_path)
        before = roster.code_requested(ME)
        roster.request_refused(ME, before)
        assert state.read()["IDENT1"].login is LoginState.SETTLED
        assert roster.with_present_code(ME) == ME

    def test_a_code_that_came_though_the_portal_refused(self, tmp_path: Path) -> None:
        """The mail counts: its code is the one in force."""
        roster, _ = self.roster(tmp_path)
        before = roster.code_requested(ME)
        roster.code_mailed(ME, "NEWCODE1")
        roster.request_refused(ME, before)
        assert roster.with_present_code(ME).confidential_code == "NEWCODE1"
        assert roster.login_state("IDENT1") is LoginState.DUE

    def test_another_code_that_opens_is_not_learnt(self, tmp_path: Path) -> None:
        """A portal that takes any code must not make us forget the right one."""
        roster, _ = self.roster(tmp_path)
        roster.logged_in(ME, "WRONG")
        assert roster.with_present_code(ME) == ME
        roster.code_requested(ME)
        roster.logged_in(ME, "OPENS")
        assert roster.with_present_code(ME).confidential_code == "OPENS"

    def test_a_first_login_is_spent(self, tmp_path: Path) -> None:
        """It cannot be made twice."""
        state = StateFile(tmp_path / "state.json")
        never = account(first_login_done=False)
        AccountLeases((never,), state).logged_in(never, never.confidential_code)
        assert AccountLeases((never,), state).with_present_code(never).first_login_done

    def test_a_lost_code_and_the_owners_reset(self, tmp_path: Path) -> None:
        """A reset is the file's word again."""
        roster, state = self.roster(tmp_path)
        roster.code_mailed(ME, "NEWCODE1")
        roster.code_lost(ME)
        assert state.read()["IDENT1"].login is LoginState.LOST
        roster.reset([ME])
        assert roster.with_present_code(ME) == ME
        assert state.read()["IDENT1"].login is LoginState.SETTLED

    def test_others_are_not_forgotten(self, tmp_path: Path) -> None:
        """What is known of accounts that this run does not use stays in the file."""
        roster, state = self.roster(tmp_path)
        roster.code_mailed(YOU, "YOURCODE")
        AccountLeases((ME,), state).code_mailed(ME, "NEWCODE1")
        assert state.read()["IDENT2"].code == "YOURCODE"
