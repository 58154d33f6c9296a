"""Where each page lies, and the choices of step 1."""

from dataclasses import dataclass

from reference_impl.domain.accounts import Role

HOME = "/"
LOGIN = "/connexion"
CERTIFICATION = "/certification"
SPACE = "/espace-personnel"
LOGOUT = "/deconnexion"
LOST_CODES = "/codes-perdus"  # step 1
NEW_CODE = "/codes-perdus/code-de-certification"  # step 4
NEW_CODE_SOUND = "/codes-perdus/code-de-certification.wav"
CONDITIONS = "/conditions-generales"
HELP = "/aide-a-la-connexion"
SITE_SEARCH = "/recherche"
TOPICS = "/rubriques"
ASK = "/rubriques/poser-votre-question"


@dataclass(frozen=True)
class Choice:
    """A choice of step 1 (lines 155 to 165): who the person is, and what they lost.

    Attributes:
        slug: Its name in addresses.
        role: Among whom the person is looked for.
        searches: Whether the identifier is lost too, so that step 2 comes before step 3.
    """

    slug: str
    role: Role
    searches: bool

    @property
    def search(self) -> str:
        """The address of step 2."""
        return f"{LOST_CODES}/{self.slug}"

    @property
    def regeneration(self) -> str:
        """The address of step 3."""
        return f"{LOST_CODES}/{self.slug}/regeneration"

    @property
    def start(self) -> str:
        """The address that the choice leads to."""
        return self.search if self.searches else self.regeneration


CHOICES = (
    Choice("administrateur-code", Role.ADMINISTRATOR, searches=False),
    Choice("administrateur-identifiant", Role.ADMINISTRATOR, searches=True),
    Choice("administrateur-identifiant-et-code", Role.ADMINISTRATOR, searches=True),
    Choice("utilisateur", Role.USER, searches=True),
)
