"""What a message of a page is about."""

import pytest

from harness.page.extract import extract


@pytest.mark.parametrize(
    ("around", "at_field"),
    [
        ("<div><input name=a>{}</div><div><input name=b></div>", True),
        ("<p>{}</p><div><input name=a></div><div><input name=b></div>", False),
        ("<p>{}</p><input name=a>", False),
        ("<fieldset>{}<input name=a></fieldset>", False),
    ],
)
def test_a_message_in_an_element_with_one_field_is_about_it(around: str, *, at_field: bool) -> None:
    """Above the form it is about the whole, also where the form has a single field."""
    message = "<span role=alert>Ce champ est obligatoire.</span>"
    (found,) = extract(f"<form>{around.format(message)}</form>", url="http://x/").messages
    assert found.at_field is at_field


def test_a_tooltip_is_no_message() -> None:
    """It comes with the focus and goes with it, whatever its parts are called."""
    tooltip = "<div role=tooltip aria-live=assertive><p id=f-message>Champ faux</p></div>"
    page = extract(f"{tooltip}<p role=alert>Refusé</p>", url="http://x/")
    assert [one.text for one in page.messages] == ["Refusé"]
    assert page.words == ("Champ faux", "Refusé")
