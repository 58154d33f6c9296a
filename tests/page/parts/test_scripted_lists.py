"""Fields that only a script fills in are told from those that a person types into."""

import pytest

from harness.page.extract import extract

HIDDEN = "<input type=hidden name=question>"
FIELD = "<input id=question_text aria-label=Question readonly>"
BUTTON = "<button type=button>Liste</button>"
LISTBOX = "<label for=b>Question</label><button type=button id=b aria-haspopup=listbox>Une</button>"


def scripted(html: str) -> bool:
    """Whether only a script fills in the field « Question » of a page."""
    page = extract(html, url="https://portal.example/")
    (found,) = [field for field in page.fields if field.label == "Question"]
    return found.scripted


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{HIDDEN}{FIELD}{BUTTON}",
        f"<p>{HIDDEN}<span>{FIELD}</span><a href='#' onclick='list()'>...</a>",
        f"<p>{HIDDEN}{FIELD}<a href='javascript:void list()'><img alt=Liste></a>",
        f"<p>{LISTBOX}{HIDDEN}",
        f"<p>Question <span role=combobox tabindex=0>Une</span>{HIDDEN}",
        f"<p><label>Question <input role=combobox></label>{HIDDEN}",
        "<p><label>Question <input name=question role=combobox readonly></label>",
    ],
)
def test_a_list_that_scripts_open(html: str) -> None:
    """A button beside a field whose value a hidden one holds, or a list of no element of a form."""
    assert scripted(html)


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{HIDDEN}{FIELD}",
        f"<p>{FIELD}{BUTTON}",
        f"<p><input type=hidden name=jeton>{FIELD}{BUTTON}",
        f"<p>{HIDDEN}{FIELD.replace('readonly', '')}{BUTTON}",
        f"<p>{HIDDEN}{FIELD}<button>Envoyer</button><a href='/aide'>Aide</a>",
        f"<p>{HIDDEN}{FIELD}{BUTTON}<input name=nom>",
        "<p><label>Question <select name=question><option>Une</select></label>",
        "<p><label>Question <input name=question role=combobox></label>",
    ],
)
def test_what_works_without_scripts(html: str) -> None:
    """Nothing beside it opens a list, or its value is sent as it is typed or chosen."""
    assert not scripted(html)


def test_a_button_that_opens_a_list_is_a_field() -> None:
    """Its label names it, not what is chosen; beside a field that opens the list it is a button."""
    page = extract(f"<p>{LISTBOX}", url="https://portal.example/")
    assert [(one.label, one.kind) for one in page.fields] == [("Question", "combobox")]
    assert page.buttons == ()
    beside = "<p><label>Ville <input role=combobox></label>"
    button = "<button aria-haspopup=listbox>v</button>"
    page = extract(beside + button, url="https://portal.example/")
    assert [one.label for one in page.fields] == ["Ville"]
    assert [one.label for one in page.buttons] == ["v"]
