"""A form that only a script sends is no evidence against a portal without scripts."""

import pytest

from harness.driver.http.scripted_forms import has_method, is_nowhere, taken_over_by


@pytest.mark.parametrize(
    ("form", "button", "nowhere"),
    [
        ({}, {}, True),
        ({"action": " "}, {}, True),
        ({"action": "#"}, {}, True),
        ({"action": "javascript:void(0)"}, {}, True),
        ({"action": "javascript:;"}, {}, True),
        ({"action": "javascript:location.href='/x'"}, {}, False),
        ({"action": "/x"}, {}, False),
        ({}, {"formaction": "/x"}, False),
        ({"action": "/x"}, {"formaction": ""}, True),
    ],
)
def test_address(form: dict[str, str], button: dict[str, str], nowhere: bool) -> None:
    """An address is what a browser without scripts could go to."""
    assert is_nowhere(form, button) is nowhere


def test_method() -> None:
    """The form or the button may say it."""
    assert has_method({"method": "post"}, {})
    assert has_method({}, {"formmethod": "post"})
    assert not has_method({"action": "/x"}, {"name": "method"})


@pytest.mark.parametrize(
    ("name", "value", "taken"),
    [
        ("hx-post", "/x", True),
        ("data-hx-get", "/x", True),
        ("@submit.prevent", "send", True),
        ("v-on:submit.prevent", "send", True),
        ("(ngsubmit)", "send()", True),
        ("ng-submit", "send()", True),
        ("wire:submit", "send", True),
        ("data-action", "submit->search#send", True),
        ("onsubmit", "envoyer(this); return false;", True),
        ("onsubmit", "return valide(this)", False),
        ("data-action", "click->menu#open", False),
        ("hx-target", "#main", False),
        ("data-submitted", "no", False),
        ("type", "submit", False),
    ],
)
def test_libraries(name: str, value: str, taken: bool) -> None:
    """The attributes of script libraries are known, on the form and on its button."""
    assert taken_over_by([{name: value}, {}]) == taken_over_by([{}, {name: value}])
    assert taken_over_by([{name: value}]) == (name if taken else "")
