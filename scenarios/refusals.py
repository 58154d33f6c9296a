"""What the forms refuse: empty fields, and what does not fit the account."""

from harness import Longer, Needs, OtherThan, Walk, scenario

from . import steps
from .steps import ADMINISTRATOR, USER

ELSEWHERE = Needs(role="administrator", other_establishment_than=0)
COLLEAGUE = Needs(role="administrator", same_establishment_as=0)


@scenario()
async def search_fields_left_empty(walk: Walk) -> None:
    """A search with a mandatory field left empty is refused, each in turn."""
    await steps.open_lost_codes(walk)
    await steps.lost_both(walk)
    await steps.search(walk, siret="", trying="search.siret.mandatory")
    await steps.search(walk, bcr="", trying="search.one-of-two.mandatory")
    await steps.search(walk, last_name="", trying="search.last-name.mandatory")
    await steps.search(walk, first_name="", trying="search.first-name.mandatory")
    await steps.search(walk)


@scenario(ADMINISTRATOR, ELSEWHERE, COLLEAGUE)
async def search_of_somebody_else(walk: Walk) -> None:
    """A search that does not fit an account finds nothing, and does not say why."""
    me, other, colleague = walk.accounts
    await steps.open_lost_codes(walk)
    await steps.lost_both(walk)
    await steps.search(walk, siret=other.siret, trying="search.siret.own")
    await steps.search(walk, bcr=other.bcr, trying="search.bcr.own")
    await steps.search(walk, bcr="", contract=other.contract, trying="search.contract.own")
    await steps.search(walk, last_name=colleague.last_name, trying="search.last-name.identical")
    await steps.search(walk, first_name=colleague.first_name, trying="search.first-name.identical")
    await steps.search(walk, last_name=me.last_name)


@scenario()
async def search_with_a_part(walk: Walk) -> None:
    """A part of the right value, or the value and more, finds nothing."""
    me = walk.account
    await steps.open_lost_codes(walk)
    await steps.lost_both(walk)
    await steps.search(walk, bcr=me.bcr[:-1], trying="search.bcr.own")
    await steps.search(walk, bcr="", contract=me.contract[:-1], trying="search.contract.own")
    for last_name in filter(None, (me.last_name[:-1], f"{me.last_name}x")):
        await steps.search(walk, last_name=last_name, trying="search.last-name.identical")
    for first_name in filter(None, (me.first_name[:-1], f"{me.first_name}x")):
        await steps.search(walk, first_name=first_name, trying="search.first-name.identical")
    await steps.search(walk)


@scenario()
async def search_in_another_case(walk: Walk) -> None:
    """Capitals count: in the numbers, and in the names as they were registered."""
    me = walk.account
    await steps.open_lost_codes(walk)
    await steps.lost_both(walk)
    await steps.search(walk, bcr=me.bcr.lower(), trying="search.bcr.capitals")
    await steps.search(
        walk, bcr="", contract=me.contract.lower(), trying="search.contract.capitals"
    )
    await steps.search(walk, last_name=me.last_name.swapcase(), trying="search.last-name.case")
    await steps.search(walk, first_name=me.first_name.swapcase(), trying="search.first-name.case")
    await steps.search(walk)


@scenario(USER, ADMINISTRATOR)
async def user_on_the_administrators_path(walk: Walk) -> None:
    """A user who is no administrator finds nothing on the administrator's path.

    An administrator does, which shows where the search leads.
    """
    await steps.open_lost_codes(walk)
    await steps.lost_both(walk)
    await steps.search(walk, trying="search.administrator.only")
    await steps.search(walk.on_behalf_of(1))


@scenario()
async def request_fields_left_empty(walk: Walk) -> None:
    """A request with a field left empty is refused, each in turn; a whole one is kept on reload.

    The list comes first: where a page draws it, a choice that was made cannot be taken back.
    """
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await steps.request_code(walk, question="", trying="regenerate.question.mandatory")
    await steps.request_code(walk, last_name="", trying="regenerate.last-name.mandatory")
    await steps.request_code(walk, first_name="", trying="regenerate.first-name.mandatory")
    await steps.request_code(walk, identifier="", trying="regenerate.identifier.mandatory")
    await steps.request_code(walk, email="", trying="regenerate.email.mandatory")
    await steps.request_code(walk, answer="", trying="regenerate.answer.mandatory")
    await steps.request_code(walk)
    await walk.receive_mail()
    await walk.reload("certification-code.reload")


@scenario(ADMINISTRATOR, COLLEAGUE)
async def request_of_somebody_else(walk: Walk) -> None:
    """A request with something of a colleague is refused, and does not say why.

    A portal that takes what is anybody's takes what is a colleague's; some take only that.
    """
    me, other = walk.accounts
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await steps.request_code(walk, last_name=other.last_name, trying="regenerate.last-name.own")
    await steps.request_code(walk, first_name=other.first_name, trying="regenerate.first-name.own")
    await steps.request_code(walk, identifier=other.identifier, trying="regenerate.identifier.own")
    await steps.request_code(walk, email=other.email, trying="regenerate.email.own")
    await steps.request_code(walk, answer=other.answer, trying="regenerate.answer.right")
    await steps.request_code(
        walk, question=OtherThan(me.question), trying="regenerate.question.own"
    )
    await steps.request_code(walk)
    await walk.receive_mail()


@scenario()
async def request_with_a_part(walk: Walk) -> None:
    """A part of the right value, or the value and more, generates no code."""
    me = walk.account
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    for email in (me.email[1:], f"x{me.email}"):
        await steps.request_code(walk, email=email, trying="regenerate.email.own")
    for answer in (me.answer[:-1], f"{me.answer}x"):
        await steps.request_code(walk, answer=answer, trying="regenerate.answer.right")
    await steps.request_code(walk)
    confidential, certification = await steps.take_codes(walk)
    for code in (confidential[:-1], Longer(f"{confidential}2")):
        await steps.log_in(walk, code, trying="login.wrong-code")
    await steps.enter(walk, confidential, certification)


@scenario(ADMINISTRATOR, ELSEWHERE)
async def login_refused(walk: Walk) -> None:
    """A login with an empty field or a wrong code is refused, in the same words."""
    me, other = walk.accounts
    await walk.open("home")
    await walk.follow("Accès à mon espace personnalisé")
    for identifier, code, trying in (
        ("", me.confidential_code, "login.identifier.mandatory"),
        (me.identifier, "", "login.confidential-code.mandatory"),
        (me.identifier, other.confidential_code, "login.wrong-code"),
        (steps.wrong(me.identifier), me.confidential_code, "login.unknown-identifier"),
        (me.identifier, me.confidential_code, "space.opened"),
    ):
        await walk.fill({"Code identifiant": identifier, "Code confidentiel": code})
        await walk.press("Je valide", trying=trying)
