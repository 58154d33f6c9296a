"""The flow: who is found, who gets codes, who comes in."""

import asyncio

import pytest

from reference_impl.domain import messages
from reference_impl.domain.accounts import Registration, Role
from reference_impl.domain.codes import Codes
from reference_impl.domain.flow import (
    DEFAULT_QUESTIONS,
    CodeCancelled,
    Flow,
    Login,
    LoginExpired,
    Refused,
)
from reference_impl.domain.forms import CertificationForm, LoginForm
from reference_impl.domain.mailer import MailFailed
from reference_impl.domain.store import Store
from tests.reference_impl.people import (
    ANNE,
    MARCEL,
    NAMESAKE,
    NEWCOMER,
    UNASKED,
    UNREACHABLE,
    Outbox,
    recovery_form,
    search_form,
)

ADMINISTRATOR = Role.ADMINISTRATOR


def log_in(flow: Flow, person: Registration, code: str) -> Login:
    """Log in with a code."""
    return flow.log_in(LoginForm(identifiant=person.identifier, code=code))


def certify(flow: Flow, login: Login, code: str) -> None:
    """Give a certification code."""
    flow.certify(login, CertificationForm(code=code))


def fail(flow: Flow, login: Login, times: int) -> list[str]:
    """Give wrong certification codes, and collect the messages."""
    told = []
    for _ in range(times):
        with pytest.raises(Refused) as caught:
            certify(flow, login, "WRONG")
        told.append(str(caught.value))
    return told


@pytest.mark.parametrize("numbers", [{}, {"bcr": ""}, {"contrat": ""}])
@pytest.mark.parametrize("person", [MARCEL, ANNE, NAMESAKE])
def test_everybody_is_found_by_their_own_form(
    person: Registration, numbers: dict[str, str], flow: Flow
) -> None:
    """One number or both, the namesake of another establishment too."""
    found = flow.search(person.role, search_form(person, **numbers))
    assert found.identifier == person.identifier


@pytest.mark.parametrize(
    "changes",
    [
        {"siret": "99999999999999"},
        {"siret": "123456789123"},
        {"bcr": "01xxx123"},
        {"bcr": "02YYY456"},
        {"contrat": "c0042"},
        {"contrat": "C0043"},
        {"nom": "Dupont"},
        {"prenom": "marcel"},
        {"nom": "DURAND"},
    ],
)
def test_one_wrong_field_finds_nobody(changes: dict[str, str], flow: Flow) -> None:
    """The message is the same whichever field is wrong."""
    with pytest.raises(Refused) as caught:
        flow.search(ADMINISTRATOR, search_form(MARCEL, **changes))
    assert str(caught.value) == messages.SEARCH_FAILED


def test_each_path_finds_its_own_people(flow: Flow) -> None:
    """A user is not found among administrators, an administrator not among users."""
    for person, role in ((ANNE, Role.ADMINISTRATOR), (MARCEL, Role.USER)):
        with pytest.raises(Refused, match="n'a pas abouti"):
            flow.search(role, search_form(person))


def test_missing_fields_are_told(flow: Flow) -> None:
    """What is missing has its own message: it says nothing about anybody."""
    with pytest.raises(Refused) as caught:
        flow.search(ADMINISTRATOR, search_form(MARCEL, nom=""))
    assert str(caught.value) == messages.MANDATORY_MISSING
    with pytest.raises(Refused) as caught:
        flow.search(ADMINISTRATOR, search_form(MARCEL, bcr="", contrat=""))
    assert str(caught.value) == messages.BCR_OR_CONTRACT_MISSING


def test_the_questions_hold_the_guides_own(flow: Flow) -> None:
    """The guide's question is offered, once, though an account chose it too."""
    assert flow.questions() == list(DEFAULT_QUESTIONS)


async def test_a_recovery_mails_one_code_and_shows_the_other(flow: Flow, outbox: Outbox) -> None:
    """The mail goes to the recorded address; the codes of mail and screen both work."""
    shown = await flow.regenerate(ADMINISTRATOR, recovery_form(MARCEL))
    assert [address for address, _ in outbox.sent] == [MARCEL.email]
    assert outbox.code != shown
    login = log_in(flow, MARCEL, outbox.code)
    assert login.certification_due
    certify(flow, login, shown)
    assert flow.connected(login)


@pytest.mark.parametrize(
    "changes",
    [
        {"nom": "Dupont"},
        {"prenom": "Marcelle"},
        {"identifiant": "IDENT0003"},
        {"identifiant": "IDENT9999"},
        {"courriel": "marcel@ailleurs.fr"},
        {"question": DEFAULT_QUESTIONS[1]},
        {"reponse": "durand"},
    ],
)
async def test_one_wrong_field_sends_nothing(
    changes: dict[str, str], flow: Flow, outbox: Outbox
) -> None:
    """The refusal does not tell the field, no mail leaves, the old code stays."""
    with pytest.raises(Refused) as caught:
        await flow.regenerate(ADMINISTRATOR, recovery_form(MARCEL, **changes))
    assert str(caught.value) == messages.GENERATION_FAILED
    assert outbox.sent == []
    assert not log_in(flow, MARCEL, MARCEL.confidential_code).certification_due


@pytest.mark.parametrize("person", [NEWCOMER, UNREACHABLE, UNASKED])
async def test_conditions_are_told_to_the_person_alone(
    person: Registration, flow: Flow, outbox: Outbox
) -> None:
    """The guide's advice is given when all else is right, and not to somebody guessing."""
    with pytest.raises(Refused) as caught:
        await flow.regenerate(ADMINISTRATOR, recovery_form(person))
    assert str(caught.value) == messages.MAY_NOT_RECOVER
    with pytest.raises(Refused) as caught:
        await flow.regenerate(ADMINISTRATOR, recovery_form(person, courriel="x@y.fr"))
    assert str(caught.value) == messages.GENERATION_FAILED
    assert outbox.sent == []


async def test_a_mail_that_fails_changes_nothing(flow: Flow, outbox: Outbox) -> None:
    """The old code works as before, pending certification included."""
    shown = await flow.regenerate(ADMINISTRATOR, recovery_form(MARCEL))
    first = outbox.code
    outbox.broken = True
    with pytest.raises(MailFailed):
        await flow.regenerate(ADMINISTRATOR, recovery_form(MARCEL))
    certify(flow, log_in(flow, MARCEL, first), shown)


async def test_the_old_code_is_void(flow: Flow, outbox: Outbox) -> None:
    """Once a new code is generated, the old one opens nothing."""
    await flow.regenerate(ADMINISTRATOR, recovery_form(MARCEL))
    with pytest.raises(Refused) as caught:
        log_in(flow, MARCEL, MARCEL.confidential_code)
    assert str(caught.value) == messages.LOGIN_FAILED


async def test_a_second_generation_voids_the_first(flow: Flow, outbox: Outbox) -> None:
    """Both codes of the first are void, and the count of tries starts again."""
    first_shown = await flow.regenerate(ADMINISTRATOR, recovery_form(MARCEL))
    fail(flow, log_in(flow, MARCEL, outbox.code), 2)
    first_code = outbox.code
    shown = await flow.regenerate(ADMINISTRATOR, recovery_form(MARCEL))
    with pytest.raises(Refused):
        log_in(flow, MARCEL, first_code)
    login = log_in(flow, MARCEL, outbox.code)
    with pytest.raises(Refused, match="Il vous reste 2 essais"):
        certify(flow, login, first_shown)
    certify(flow, login, shown)


async def test_certification_is_asked_once(flow: Flow, outbox: Outbox) -> None:
    """The login after the certified one goes straight in."""
    shown = await flow.regenerate(ADMINISTRATOR, recovery_form(MARCEL))
    certify(flow, log_in(flow, MARCEL, outbox.code), shown)
    assert not log_in(flow, MARCEL, outbox.code).certification_due


async def test_three_failures_cancel_the_code(flow: Flow, outbox: Outbox) -> None:
    """The third wrong code cancels; after it the right codes are refused; renewal helps."""
    shown = await flow.regenerate(ADMINISTRATOR, recovery_form(MARCEL))
    login = log_in(flow, MARCEL, outbox.code)
    assert fail(flow, login, 3) == [
        messages.wrong_certification(2),
        messages.wrong_certification(1),
        messages.CODE_CANCELLED,
    ]
    with pytest.raises(CodeCancelled):
        certify(flow, login, shown)
    with pytest.raises(Refused) as caught:
        log_in(flow, MARCEL, outbox.code)
    assert str(caught.value) == messages.LOGIN_FAILED
    renewed = await flow.regenerate(ADMINISTRATOR, recovery_form(MARCEL))
    certify(flow, log_in(flow, MARCEL, outbox.code), renewed)


async def test_two_failures_bar_nothing(flow: Flow, outbox: Outbox) -> None:
    """The right code at the third try is accepted, an empty one is not a try."""
    shown = await flow.regenerate(ADMINISTRATOR, recovery_form(MARCEL))
    login = log_in(flow, MARCEL, outbox.code)
    fail(flow, login, 2)
    with pytest.raises(Refused, match="champs obligatoires"):
        certify(flow, login, "")
    certify(flow, login, shown)


async def test_the_count_belongs_to_the_account(flow: Flow, outbox: Outbox) -> None:
    """Failures of several logins add up; somebody else's count stays apart."""
    await flow.regenerate(ADMINISTRATOR, recovery_form(MARCEL))
    marcels = outbox.code
    shown = await flow.regenerate(Role.USER, recovery_form(ANNE))
    for _ in range(2):
        fail(flow, log_in(flow, MARCEL, marcels), 1)
    assert fail(flow, log_in(flow, MARCEL, marcels), 1) == [messages.CODE_CANCELLED]
    certify(flow, log_in(flow, ANNE, outbox.code), shown)


async def test_a_login_ends_with_its_codes(flow: Flow, outbox: Outbox) -> None:
    """Neither a connected nor a pending login outlives the codes it was made with."""
    connected = log_in(flow, MARCEL, MARCEL.confidential_code)
    assert flow.connected(connected)
    await flow.regenerate(ADMINISTRATOR, recovery_form(MARCEL))
    assert flow.connected(connected) is None
    pending = log_in(flow, MARCEL, outbox.code)
    shown = await flow.regenerate(ADMINISTRATOR, recovery_form(MARCEL))
    with pytest.raises(LoginExpired):
        certify(flow, pending, shown)


async def test_a_first_login_opens_the_recovery(flow: Flow, outbox: Outbox) -> None:
    """Who logs in for the first time fulfils that condition from then on."""
    log_in(flow, NEWCOMER, NEWCOMER.confidential_code)
    await flow.regenerate(ADMINISTRATOR, recovery_form(NEWCOMER))
    assert len(outbox.sent) == 1


class SlowOutbox(Outbox):
    """A postman who lets others go on while he carries each mail."""

    async def send_code(self, address: str, code: str) -> None:
        """Keep the mail, after everybody else had a turn."""
        for _ in range(5):
            await asyncio.sleep(0)
        await super().send_code(address, code)


async def test_of_two_recoveries_at_once_the_last_mail_is_valid(store: Store) -> None:
    """One person in two windows: whatever the order, the last mail's code works."""
    outbox = SlowOutbox()
    flow = Flow(store, Codes(), outbox)
    shown = await asyncio.gather(
        *(flow.regenerate(ADMINISTRATOR, recovery_form(MARCEL)) for _ in range(3))
    )
    certify(flow, log_in(flow, MARCEL, outbox.code), shown[-1])


async def test_two_people_at_once_do_not_meet(store: Store) -> None:
    """Each gets their own codes at their own address."""
    outbox = SlowOutbox()
    flow = Flow(store, Codes(), outbox)
    marcels, annes = await asyncio.gather(
        flow.regenerate(ADMINISTRATOR, recovery_form(MARCEL)),
        flow.regenerate(Role.USER, recovery_form(ANNE)),
    )
    codes = dict(outbox.sent)
    certify(flow, log_in(flow, MARCEL, codes[MARCEL.email]), marcels)
    certify(flow, log_in(flow, ANNE, codes[ANNE.email]), annes)
