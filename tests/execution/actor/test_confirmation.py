"""A dialog of the page that asks whether to go on is answered as the browser's own are."""

import pytest

from harness.execution.actor.confirmation import answer_to, closing_of
from harness.model.page import Button, Field, Page
from tests.builders import link


def dialog(*labels: str, fields: tuple[Field, ...] = ()) -> Page:
    """A dialog with these buttons."""
    buttons = tuple(Button(label=label, ref=str(at)) for at, label in enumerate(labels))
    return Page(url="http://portal.example/", buttons=buttons, fields=fields)


@pytest.mark.parametrize(
    ("labels", "pressed", "accepting", "refusing"),
    [
        (("Non", "Oui"), "Terminer", "Oui", "Non"),
        (("OK", "Annuler"), "Annuler", "OK", "Annuler"),
        (("Oui, quitter", "Non, rester", "x"), "Se déconnecter", "Oui, quitter", "Non, rester"),
        (("Annuler la demande", "Poursuivre"), "Annuler", "Annuler la demande", None),
        (
            ("Fermer la fenêtre", "Revenir au formulaire", "Confirmer l'envoi"),
            "Générer le code confidentiel",
            "Confirmer l'envoi",
            "Revenir au formulaire",
        ),
        (("Fermer",), "rechercher", None, None),
        (("Fermer la fenêtre", "OK"), "rechercher", None, None),
        (("OK",), "rechercher", None, None),
        (("Un", "Deux"), "rechercher", None, None),
        (("Oui", "Oui aussi", "Non"), "rechercher", None, None),
    ],
)
def test_the_answer(
    labels: tuple[str, ...], pressed: str, accepting: str | None, refusing: str | None
) -> None:
    """What agrees, or has the words of what was pressed; a message to be closed is no question."""
    answers = [answer_to(dialog(*labels), pressed, accept=accept) for accept in (True, False)]
    assert [one and one.label for one in answers] == [accepting, refusing]


@pytest.mark.parametrize(
    ("labels", "closing"),
    [
        (("×", "OK"), "×"),
        (("En savoir plus", "J'ai compris"), "J'ai compris"),
        (("Oui", "Non"), None),
        (("OK", "Annuler"), None),
        (("Poursuivre",), None),
    ],
)
def test_a_message_is_closed(labels: tuple[str, ...], closing: str | None) -> None:
    """What asks a question is not."""
    found = closing_of(dialog(*labels))
    assert (found and found.label) == closing


def test_a_form_is_no_question() -> None:
    """Its fields have to be filled in."""
    field = Field(ref="9", kind="text", label="Code")
    assert answer_to(dialog("Oui", "Non", fields=(field,)), "Terminer") is None


def test_links_answer_too() -> None:
    """As buttons of old portals are links."""
    page = Page(url="http://portal.example/", links=(link("Oui", url="/o"), link("Non", url="/n")))
    found = answer_to(page, "Terminer")
    assert found is not None
    assert found.label == "Oui"
