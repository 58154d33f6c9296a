"""Words of the guide that a page lost, or says otherwise."""

from reference_impl.alteration import Alteration
from reference_impl.altering.pages import page
from reference_impl.altering.texts import swap

KIND = "texts"

MUTANTS = (
    Alteration(
        "step-3-heading-misspelt",
        KIND,
        "The heading of step 3 is spelt as that of step 4.",
        page("regenerate", swap("<h1>Regénérer", "<h1>Régénérer")),
        breaks=("regenerate.heading",),
    ),
)
