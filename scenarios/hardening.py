"""The scenarios of the hardening profile; they run only if the profile is asked for."""

from harness import Needs, Walk, scenario

from . import steps
from .steps import ADMINISTRATOR

ELSEWHERE = Needs(role="administrator", other_establishment_than=0)
STRANGER = ("Introuvable", "Personne")
FORGED = "portail-usurpe.invalid"  # a name that is never resolved (RFC 2606)
TIMES = 6
TRIES = 100  # the upper bound of NIST SP 800-63B-4, section 3.2.2
GENERATIONS = 8
CODES = (
    "hardening.codes.look-alikes",
    "hardening.codes.repetition",
    "hardening.codes.confidential",
    "hardening.codes.certification",
)


@scenario(ADMINISTRATOR, ELSEWHERE, profile="hardening")
async def hardening_enumeration_search(walk: Walk) -> None:
    """A search that fails does not reveal whether the person is registered."""
    other, about = walk.accounts[1], "hardening.enumeration.search"
    last_name, first_name = STRANGER
    await steps.open_lost_codes(walk)
    await steps.lost_both(walk)
    await steps.search(walk, bcr=other.bcr, trying=("search.bcr.own", about))
    await steps.search(
        walk,
        bcr=other.bcr,
        last_name=last_name,
        first_name=first_name,
        trying=("search.last-name.identical", about),
    )
    await steps.search(walk)


@scenario(ADMINISTRATOR, ELSEWHERE, profile="hardening")
async def hardening_enumeration_request(walk: Walk) -> None:
    """A request that fails does not reveal whether the identifier exists."""
    me, other = walk.accounts
    about = "hardening.enumeration.request"
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await steps.request_code(walk, answer=other.answer, trying=("regenerate.answer.right", about))
    await steps.request_code(
        walk, identifier=nobodys(me.identifier), trying=("regenerate.identifier.own", about)
    )


@scenario(ADMINISTRATOR, ELSEWHERE, profile="hardening")
async def hardening_enumeration_login(walk: Walk) -> None:
    """A login that fails does not reveal whether the identifier exists."""
    me, other = walk.accounts
    about = ("hardening.enumeration.login", "hardening.enumeration.timing")
    await walk.open("home")
    await walk.follow("Accès à mon espace personnalisé")
    for _ in range(TIMES):
        for identifier, trying in (
            (me.identifier, "login.wrong-code"),
            (nobodys(me.identifier), "login.unknown-identifier"),
        ):
            code = other.confidential_code
            await walk.fill({"Code identifiant": identifier, "Code confidentiel": code})
            await walk.press("Je valide", trying=(trying, *about))


@scenario(profile="hardening", labels=("lockout",))
async def hardening_tries_at_login(walk: Walk) -> None:
    """The number of wrong confidential codes is limited."""
    right = walk.account.confidential_code
    await walk.open("home")
    await walk.follow("Accès à mon espace personnalisé")
    for code in (*[steps.wrong(right)] * TRIES, right):
        await steps.log_in(walk, code, trying="hardening.tries.login")
        walk.at = "login"  # the page of a portal that sets no limit


@scenario(profile="hardening")
async def hardening_first_login(walk: Walk) -> None:
    """At the first login with a mailed code the session is renewed and the code must be changed."""
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await steps.request_code(walk)
    await walk.hear("Cliquez ici pour entendre la version sonore")
    confidential, certification = await steps.take_codes(walk)
    await steps.log_in(
        walk, confidential, trying=("certification.asked", "hardening.session.renewed")
    )
    await steps.certify(walk, certification, trying="hardening.provisional.change")


@scenario(profile="hardening")
async def hardening_codes(walk: Walk) -> None:
    """The codes of several generations are hard to guess, and easy to read."""
    for _ in range(GENERATIONS):
        await steps.open_lost_codes(walk)
        await steps.lost_confidential_code(walk)
        await steps.request_code(walk, trying=("regenerate.generated", *CODES))
        await walk.receive_mail()


@scenario(profile="hardening")
async def hardening_forged_host(walk: Walk) -> None:
    """A forged Host header reaches no page and no mail."""
    await _forge(walk, "Host")


@scenario(profile="hardening")
async def hardening_forged_forwarded_host(walk: Walk) -> None:
    """A forged X-Forwarded-Host header reaches no page and no mail."""
    await _forge(walk, "X-Forwarded-Host")


async def _forge(walk: Walk, header: str) -> None:
    await walk.override_host(header, FORGED)
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await steps.request_code(walk)
    await walk.receive_mail()


def nobodys(identifier: str) -> str:
    """An identifier of the same form that no account has: its last digit differs."""
    return identifier[:-1] + ("7" if identifier[-1:] != "7" else "8")
