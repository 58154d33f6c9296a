"""Steps that many scenarios share, in the guide's words."""

from harness import Account, Needs, Walk
from harness.planning.walk import Trying

ADMINISTRATOR = Needs(role="administrator")
USER = Needs(role="user")
QUESTION = "Quel est le nom de jeune fille de votre mère ?"


async def open_lost_codes(walk: Walk) -> None:
    """From the public home page to step 1."""
    await walk.open("home")
    await walk.follow("Accès à mon espace personnalisé")
    await walk.follow("Codes perdus *", trying="login.lost-codes.recovers")


async def lost_confidential_code(walk: Walk) -> None:
    """The administrator's first choice of step 1: to the form of step 3.

    The guide does not say whether it leads there at once, or by the search of step 2.
    """
    await walk.follow(
        "cliquez ici",
        beside="Vous avez perdu votre code confidentiel",
        trying="regenerate.opened-empty",
    )
    if await walk.shows("search"):
        await search(walk)


async def lost_identifier(walk: Walk) -> None:
    """The administrator's second choice of step 1."""
    await walk.follow("cliquez ici", beside="Vous avez perdu votre code identifiant")


async def lost_both(walk: Walk) -> None:
    """The administrator's third choice of step 1."""
    await walk.follow(
        "cliquez ici", beside="Vous avez perdu votre code identifiant et votre code confidentiel"
    )


async def user_lost_codes(walk: Walk) -> None:
    """The user's one choice of step 1."""
    await walk.follow(
        "cliquez ici",
        beside="Vous avez perdu votre code identifiant et / ou votre code confidentiel",
    )


def search_form(account: Account, **changes: str) -> dict[str, str]:
    """The values for the form of step 2; `changes` by the names of the account's attributes."""
    typed = {
        "siret": account.siret,
        "bcr": account.bcr,
        "contract": "",
        "last_name": account.last_name,
        "first_name": account.first_name,
    } | changes
    return {
        "Numéro SIRET": typed["siret"],
        "Numéro BCR": typed["bcr"],
        "Numéro de contrat": typed["contract"],
        "Votre Nom": typed["last_name"],
        "Prénom": typed["first_name"],
    }


async def search(walk: Walk, *, trying: Trying = "search.found", **changes: str) -> None:
    """Fill in step 2 and send it."""
    await walk.fill(search_form(walk.account, **changes))
    await walk.press("rechercher", trying=trying)


def request_form(account: Account, **changes: str) -> dict[str, str]:
    """The values for the form of step 3; `changes` by the names of the account's attributes."""
    typed = {
        "last_name": account.last_name,
        "first_name": account.first_name,
        "identifier": account.identifier,
        "email": account.email,
        "question": account.question,
        "answer": account.answer,
    } | changes
    return {
        "Votre Nom": typed["last_name"],
        "Votre Prénom": typed["first_name"],
        "Code identifiant": typed["identifier"],
        "Adresse e-mail": typed["email"],
        "Question": typed["question"],
        "Réponse": typed["answer"],
    }


async def request_code(
    walk: Walk, *, trying: Trying = "regenerate.generated", **changes: str
) -> None:
    """Fill in step 3 and send it."""
    await walk.fill(request_form(walk.account, **changes))
    await walk.press("Générer le code confidentiel", trying=trying)


async def request_code_found(walk: Walk) -> None:
    """Fill in step 3 after a search: the identifier is there already."""
    form = request_form(walk.account)
    del form["Code identifiant"]
    await walk.fill(form)
    await walk.press("Générer le code confidentiel", trying="regenerate.generated")


async def take_codes(walk: Walk) -> tuple[str, str]:
    """Steps 4 and the mail: note one code, receive the other, finish."""
    certification = await walk.note_code()
    confidential = await walk.receive_mail()
    await walk.press("Terminer")
    return confidential, certification


async def regenerate(walk: Walk) -> tuple[str, str]:
    """From the public home page to both new codes, on the path of the account's role."""
    await open_lost_codes(walk)
    if walk.account.role == "administrator":
        await lost_confidential_code(walk)
        await request_code(walk)
    else:
        await user_lost_codes(walk)
        await search(walk, trying="search.found.user")
        await request_code_found(walk)
    return await take_codes(walk)


async def bring_back(walk: Walk) -> None:
    """A renewal and the login after it; then the account's code opens the personal space."""
    codes = await regenerate(walk)
    await enter(walk, *codes)


async def log_in(walk: Walk, code: str, *, trying: Trying) -> None:
    """Give identifier and confidential code in the login window."""
    await walk.fill({"Code identifiant": walk.account.identifier, "Code confidentiel": code})
    await walk.press("Je valide", trying=trying)


async def certify(walk: Walk, code: str, *, trying: Trying = "certification.accepted") -> None:
    """Give the certification code."""
    await walk.fill({"Code de certification": code})
    await walk.press("Je valide", trying=trying)


async def enter(walk: Walk, confidential: str, certification: str) -> None:
    """The next login, with both codes."""
    await log_in(walk, confidential, trying=("certification.asked", "certification.new-code-works"))
    await certify(walk, certification)


async def fail_twice(walk: Walk, certification: str) -> None:
    """Give a wrong certification code, twice."""
    for failure in ("certification.first-failure", "certification.second-failure"):
        await certify(walk, wrong(certification), trying=failure)


async def fail_three_times(walk: Walk, certification: str) -> None:
    """Give a wrong certification code until the confidential code must be renewed."""
    await fail_twice(walk, certification)
    await certify(
        walk,
        wrong(certification),
        trying=("certification.third-failure", "certification.third-failure.says"),
    )


def wrong(code: str) -> str:
    """A wrong code of the same form."""
    other = "3" if "2" in code else "2"
    return code[1:] + code[:1] if len(set(code)) > 1 else other * len(code)
