"""The people that the tests know, and the doubles that a test hands to the portal."""

from dataclasses import dataclass, field, replace

from reference_impl.domain.accounts import Registration, Role
from reference_impl.domain.forms import RecoveryForm, SearchForm
from reference_impl.domain.mailer import MailFailed

MAIDEN_NAME = "Quel est le nom de jeune fille de votre mère ?"

MARCEL = Registration(
    identifier="IDENT0001",
    confidential_code="OLDCODE1",
    role=Role.ADMINISTRATOR,
    last_name="DUPONT",
    first_name="Marcel",
    email="marcel.dupont@commune.fr",
    siret="12345678912345",
    bcr="01XXX123",
    contract="C0042",
    question=MAIDEN_NAME,
    answer="Durand",
    first_login_done=True,
    email_valid=True,
)
ANNE = replace(
    MARCEL,
    identifier="IDENT0002",
    confidential_code="OLDCODE2",
    role=Role.USER,
    last_name="L'HÉRITIER",
    first_name="Anne-Françoise",
    email="anne@commune.fr",
    answer="Été",
)
NAMESAKE = replace(
    MARCEL,
    identifier="IDENT0003",
    siret="99999999999999",
    bcr="02YYY456",
    contract="C0043",
    email="marcel@ailleurs.fr",
)
NEWCOMER = replace(
    MARCEL,
    identifier="IDENT0004",
    last_name="NOUVEAU",
    email="n@commune.fr",
    first_login_done=False,
)
UNREACHABLE = replace(
    MARCEL, identifier="IDENT0005", last_name="PERDU", email="p@commune.fr", email_valid=False
)
UNASKED = replace(
    MARCEL, identifier="IDENT0006", last_name="MUET", email="m@commune.fr", question="", answer=""
)
PEOPLE = (MARCEL, ANNE, NAMESAKE, NEWCOMER, UNREACHABLE, UNASKED)


def search_form(person: Registration, **changes: str) -> SearchForm:
    """Fill in step 2 as this person would, but for the changes."""
    form = SearchForm(
        siret=person.siret,
        bcr=person.bcr,
        contrat=person.contract,
        nom=person.last_name,
        prenom=person.first_name,
    )
    return replace(form, **changes)


def recovery_form(person: Registration, **changes: str) -> RecoveryForm:
    """Fill in step 3 as this person would, but for the changes."""
    form = RecoveryForm(
        nom=person.last_name,
        prenom=person.first_name,
        identifiant=person.identifier,
        courriel=person.email,
        question=person.question or MAIDEN_NAME,
        reponse=person.answer or "quelconque",
    )
    return replace(form, **changes)


@dataclass
class Clock:
    """A clock that a test turns."""

    now: float = 1000.0

    def __call__(self) -> float:
        """Give the seconds."""
        return self.now


@dataclass
class Outbox:
    """A postman who keeps what he is given, or fails if told to."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    broken: bool = False

    async def send_code(self, address: str, code: str) -> None:
        """Keep the mail."""
        if self.broken:
            raise MailFailed("the server is down")
        self.sent.append((address, code))

    @property
    def code(self) -> str:
        """The code of the last mail."""
        return self.sent[-1][1]
