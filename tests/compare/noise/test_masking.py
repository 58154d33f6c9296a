"""What the harness knows is replaced by what it is: people, codes, the portal, the day."""

import pytest

from harness.compare.noise.masking import mask_of
from tests.builders import GUIDE, ME, journal, page, person, step

MASK = mask_of(journal(), GUIDE.accounts)  # on 2010-09-23, at half past ten


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Bonjour Marcel DUPONT", "Bonjour ‹first name› ‹last name›"),
        ("Bonjour Dupont", "Bonjour ‹last name, other capitals›"),
        ("DUPONTEL", "DUPONTEL"),
        ("code ‹confidential-code-3›", "code ‹confidential-code›"),
        ("/reset/Mg/%E2%80%B9link-token-2%E2%80%BA/", "/reset/Mg/‹link-token›/"),
        ("http://portal.example/aide", "‹host›/aide"),
        ("le 23/09/2010", "le ‹date 00/00/0000›"),
        ("le 2010-09-23", "le ‹date 0000-00-00›"),
        ("le 14/07/1998", "le 14/07/1998"),
        ("le 99/99/9999", "le 99/99/9999"),
        ("à 12:31", "à ‹time 00:00›"),
        ("à 12 h 50", "à 12 h 50"),
        ("2010-09-23T10:30:02Z", "‹date 0000-00-00›T‹time 00:00:00›Z"),
        ("il y a 2 secondes", "‹age›"),
        ("Ouvert il y a 14 minutes, ou à l'instant", "Ouvert ‹age›, ou ‹age›"),
        ("valable 30 minutes", "valable 30 minutes"),
        ("il y a 2 heures", "il y a 2 heures"),
        ("opened a minute ago", "opened ‹age›"),
    ],
)
def test_what_is_known_is_replaced_and_nothing_else(text: str, masked: str) -> None:
    """The form stays, so that another form is seen."""
    assert MASK(text) == masked


def test_people_of_one_walk_are_told_apart() -> None:
    """A page that greets the other one differs."""
    two = mask_of(journal(people=(ME, person("IDENT2", last_name="MARTIN"))), GUIDE.accounts)
    assert two("DUPONT, MARTIN") == "‹last name 1›, ‹last name 2›"


def test_what_a_scenario_typed_is_its_own() -> None:
    """Each run may make up other words; what is short stands on many pages."""
    told = []
    for summary, other in (
        ("Tray apple jams", "candle oil"),
        ("Tray walnut violet jams", "temple"),
    ):
        typed = {"Summary: use *stars*.": summary, "Type": "bug"}
        walk = (step(1, on=1, typed=typed), step(2, on=1, typed={"Summary: use *stars*.": other}))
        mask = mask_of(journal(page(1, "space"), *walk), GUIDE.accounts)
        told.append(mask(f"#2: {summary} (bug), {other}"))
    assert told == ["#2: ‹typed Summary use stars 1› (bug), ‹typed Summary use stars 2›"] * 2
