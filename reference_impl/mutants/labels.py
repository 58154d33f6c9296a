"""Labels that no longer say what the guide says, and marks of mandatory fields."""

from reference_impl.altering.alteration import Alteration
from reference_impl.altering.pages import page
from reference_impl.altering.slugs import FOUND_BY_NAMES
from reference_impl.altering.texts import TextChange, exchange, pattern, swap

LABELS = "labels"
MARKS = "marks"


def _other(label: str, instead: str) -> TextChange:
    """Put other words in the place of a label, in the markup of any edition."""
    return pattern(rf">{label}(?=[ <])", f">{instead}")


def _unmarked(label: str) -> TextChange:
    """Take the mark from a label, in the markup of any edition."""
    return pattern(rf"(>{label}(?:</B>)?) <(?:span class=\"mark\"|FONT [^>]*)>\*+</\w+>", r"\1")


def _marked(label: str, mark: str) -> TextChange:
    """Give a label another mark, in the markup of any edition."""
    return pattern(rf"(>{label}(?:</B>)? <(?:span|FONT) [^>]*>)\*+<", rf"\g<1>{mark}<")


MUTANTS = (
    Alteration(
        "login-identifier-label-shortened",
        LABELS,
        "The login window asks for « Identifiant ».",
        page("login", _other("Code identifiant", "Identifiant")),
        ("login.identifier",),
    ),
    Alteration(
        "login-code-label-password",
        LABELS,
        "The login window asks for a password.",
        page("login", _other("Code confidentiel", "Mot de passe")),
        ("login.confidential-code", "login.confidential-code.hidden"),
    ),
    Alteration(
        "step-2-siret-label-other",
        LABELS,
        "Step 2 asks for the number of the establishment.",
        page("search", _other("Numéro SIRET", "Numéro d'établissement")),
        ("search.siret",),
    ),
    Alteration(
        "step-2-contract-label-abbreviated",
        LABELS,
        "Step 2 abbreviates the label of the contract number.",
        page("search", _other("Numéro de contrat", "N° de contrat")),
        ("search.contract",),
    ),
    Alteration(
        "step-2-name-labels-exchanged",
        LABELS,
        "The labels of name and first name stand in each other's place.",
        page("search", exchange(">Votre Nom ", ">Prénom ")),
        FOUND_BY_NAMES,
    ),
    Alteration(
        "step-3-first-name-label-shortened",
        LABELS,
        "Step 3 asks for « Prénom », as step 2 does.",
        page("regenerate", _other("Votre Prénom", "Prénom")),
        ("regenerate.first-name",),
    ),
    Alteration(
        "step-3-address-label-other",
        LABELS,
        "Step 3 asks for « Courriel ».",
        page("regenerate", _other("Adresse e-mail", "Courriel")),
        ("regenerate.email",),
    ),
    Alteration(
        "certification-label-other",
        LABELS,
        "The field for the certification code is labelled « Code reçu ».",
        page("certification", swap('for="code">Code de certification', 'for="code">Code reçu')),
        ("certification.field",),
    ),
    Alteration(
        "step-2-siret-mark-lost",
        MARKS,
        "The SIRET number has lost its star.",
        page("search", _unmarked("Numéro SIRET")),
        ("search.siret.mark",),
    ),
    Alteration(
        "step-2-bcr-mark-single",
        MARKS,
        "The BCR number is marked as mandatory by itself.",
        page("search", _marked("Numéro BCR", "*")),
        ("search.bcr.mark",),
    ),
    Alteration(
        "step-2-contract-mark-lost",
        MARKS,
        "The contract number has lost its two stars.",
        page("search", _unmarked("Numéro de contrat")),
        ("search.contract.mark",),
    ),
    Alteration(
        "step-2-first-name-mark-doubled",
        MARKS,
        "The first name is marked as one of two.",
        page("search", _marked("Prénom", "**")),
        ("search.first-name.mark",),
    ),
    Alteration(
        "step-3-question-mark-lost",
        MARKS,
        "The question has lost its star.",
        page("regenerate", _unmarked("Question")),
        ("regenerate.question.mark",),
    ),
    Alteration(
        "step-3-answer-mark-lost",
        MARKS,
        "The answer has lost its star.",
        page("regenerate", _unmarked("Réponse")),
        ("regenerate.answer.mark",),
    ),
    Alteration(
        "certification-mark-lost",
        MARKS,
        "The certification code has lost its star.",
        page("certification", _unmarked("Code de certification")),
        ("certification.field.mark",),
    ),
    Alteration(
        "step-2-last-name-label-other",
        LABELS,
        "Step 2 asks for the name of birth.",
        page("search", _other("Votre Nom", "Nom de naissance")),
        ("search.last-name",),
    ),
    Alteration(
        "step-2-bcr-label-other",
        LABELS,
        "Step 2 asks for an employer's number.",
        page("search", _other("Numéro BCR", "Numéro d'employeur")),
        ("search.bcr",),
    ),
    Alteration(
        "step-3-last-name-label-other",
        LABELS,
        "Step 3 asks for the name of birth.",
        page("regenerate", _other("Votre Nom", "Nom de naissance")),
        ("regenerate.last-name",),
    ),
    Alteration(
        "step-3-identifier-label-other",
        LABELS,
        "Step 3 asks for a user name.",
        page("regenerate", _other("Code identifiant", "Nom d'utilisateur")),
        ("regenerate.identifier",),
    ),
    Alteration(
        "step-2-last-name-mark-lost",
        MARKS,
        "The name has lost its star on step 2.",
        page("search", _unmarked("Votre Nom")),
        ("search.last-name.mark",),
    ),
    Alteration(
        "step-3-person-marks-lost",
        MARKS,
        "Name, first name, identifier and address have lost their stars on step 3.",
        page(
            "regenerate",
            _unmarked("(?:Votre Nom|Votre Prénom|Code identifiant|Adresse e-mail)"),
        ),
        (
            "regenerate.last-name.mark",
            "regenerate.first-name.mark",
            "regenerate.identifier.mark",
            "regenerate.email.mark",
        ),
    ),
)
