"""The words that the guide leaves open: one message for each refusal."""

LOGIN_FAILED = "Code identifiant ou code confidentiel incorrect."
SEARCH_FAILED = "Votre requête n'a pas abouti : vérifiez votre saisie."
GENERATION_FAILED = "Votre demande n'a pas abouti : vérifiez votre saisie."
MANDATORY_MISSING = "Complétez les champs obligatoires."
BCR_OR_CONTRACT_MISSING = (
    "Complétez au moins l'un des deux champs : Numéro BCR ou Numéro de contrat."
)
MAY_NOT_RECOVER = (
    "Vous ne pouvez pas récupérer vos codes d'accès : demandez à un autre administrateur de votre "
    "établissement de régénérer votre code confidentiel."
)
CODE_CANCELLED = (
    "Vous avez fait 3 essais infructueux de saisie du code de certification : vous devez "
    "renouveler votre code confidentiel."
)
SESSION_EXPIRED = "Votre session a expiré : recommencez votre saisie."
MAIL_FAILED = (
    "Le courriel n'a pas pu être envoyé : vos codes n'ont pas changé. Recommencez dans quelques "
    "minutes."
)


def wrong_certification(left: int) -> str:
    """Tell a wrong certification code, and how many tries are left."""
    tries = "1 essai" if left == 1 else f"{left} essais"
    return f"Le code de certification saisi n'est pas reconnu. Il vous reste {tries}."
