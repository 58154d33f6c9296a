"""Labels that no longer say what the guide says, and marks of mandatory fields."""

from reference_impl.alteration import Alteration
from reference_impl.altering.pages import page
from reference_impl.altering.texts import exchange, pattern, swap
from reference_impl.mutants.slugs import FOUND_BY_NAMES

LABELS = "labels"
MARKS = "marks"


def _unmarked(label: str) -> str:
    """Give the pattern of a label with its mark; the label alone is its first group."""
    return rf"(>{label}) <span class=\"mark\">\*+</span>"


MUTANTS = (
    Alteration(
        "login-identifier-label-shortened",
        LABELS,
        "The login window asks for « Identifiant ».",
        page("login", swap(">Code identifiant</label>", ">Identifiant</label>")),
        ("login.identifier",),
    ),
    Alteration(
        "login-code-label-password",
        LABELS,
        "The login window asks for a password.",
        page("login", swap(">Code confidentiel</label>", ">Mot de passe</label>")),
        ("login.confidential-code", "login.confidential-code.hidden"),
    ),
    Alteration(
        "step-2-siret-label-other",
        LABELS,
        "Step 2 asks for the number of the establishment.",
        page("search", swap(">Numéro SIRET", ">Numéro d'établissement")),
        ("search.siret",),
    ),
    Alteration(
        "step-2-contract-label-abbreviated",
        LABELS,
        "Step 2 abbreviates the label of the contract number.",
        page("search", swap(">Numéro de contrat", ">N° de contrat")),
        ("search.contract",),
    ),
    Alteration(
        "step-2-name-labels-exchanged",
        LABELS,
        "The labels of name and first name stand in each other's place.",
        page("search", exchange(">Votre Nom ", ">Prénom ")),
        ("search.order", *FOUND_BY_NAMES),
    ),
    Alteration(
        "step-3-first-name-label-shortened",
        LABELS,
        "Step 3 asks for « Prénom », as step 2 does.",
        page("regenerate", swap(">Votre Prénom", ">Prénom")),
        ("regenerate.first-name",),
    ),
    Alteration(
        "step-3-address-label-other",
        LABELS,
        "Step 3 asks for « Courriel ».",
        page("regenerate", swap(">Adresse e-mail", ">Courriel")),
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
        page("search", pattern(_unmarked("Numéro SIRET"), r"\1")),
        ("search.siret.mark",),
    ),
    Alteration(
        "step-2-bcr-mark-single",
        MARKS,
        "The BCR number is marked as mandatory by itself.",
        page("search", swap('BCR <span class="mark">**<', 'BCR <span class="mark">*<')),
        ("search.bcr.mark",),
    ),
    Alteration(
        "step-2-contract-mark-lost",
        MARKS,
        "The contract number has lost its two stars.",
        page("search", pattern(_unmarked("Numéro de contrat"), r"\1")),
        ("search.contract.mark",),
    ),
    Alteration(
        "step-2-first-name-mark-doubled",
        MARKS,
        "The first name is marked as one of two.",
        page("search", swap('Prénom <span class="mark">*<', 'Prénom <span class="mark">**<')),
        ("search.first-name.mark",),
    ),
    Alteration(
        "step-3-question-mark-lost",
        MARKS,
        "The question has lost its star.",
        page("regenerate", pattern(_unmarked("Question"), r"\1")),
        ("regenerate.question.mark",),
    ),
    Alteration(
        "step-3-answer-mark-lost",
        MARKS,
        "The answer has lost its star.",
        page("regenerate", pattern(_unmarked("Réponse"), r"\1")),
        ("regenerate.answer.mark",),
    ),
    Alteration(
        "certification-mark-lost",
        MARKS,
        "The certification code has lost its star.",
        page("certification", pattern(_unmarked("Code de certification"), r"\1")),
        ("certification.field.mark",),
    ),
    Alteration(
        "step-2-last-name-label-other",
        LABELS,
        "Step 2 asks for the name of birth.",
        page("search", swap(">Votre Nom ", ">Nom de naissance ")),
        ("search.last-name",),
    ),
    Alteration(
        "step-2-bcr-label-other",
        LABELS,
        "Step 2 asks for an employer's number.",
        page("search", swap(">Numéro BCR ", ">Numéro d'employeur ")),
        ("search.bcr",),
    ),
    Alteration(
        "step-3-last-name-label-other",
        LABELS,
        "Step 3 asks for the name of birth.",
        page("regenerate", swap(">Votre Nom ", ">Nom de naissance ")),
        ("regenerate.last-name",),
    ),
    Alteration(
        "step-3-identifier-label-other",
        LABELS,
        "Step 3 asks for a user name.",
        page("regenerate", swap(">Code identifiant ", ">Nom d'utilisateur ")),
        ("regenerate.identifier",),
    ),
    Alteration(
        "step-2-last-name-mark-lost",
        MARKS,
        "The name has lost its star on step 2.",
        page("search", pattern(_unmarked("Votre Nom"), r"\1")),
        ("search.last-name.mark",),
    ),
    Alteration(
        "step-3-person-marks-lost",
        MARKS,
        "Name, first name, identifier and address have lost their stars on step 3.",
        page(
            "regenerate",
            pattern(_unmarked("(?:Votre Nom|Votre Prénom|Code identifiant|Adresse e-mail)"), r"\1"),
        ),
        (
            "regenerate.last-name.mark",
            "regenerate.first-name.mark",
            "regenerate.identifier.mark",
            "regenerate.email.mark",
        ),
    ),
)
