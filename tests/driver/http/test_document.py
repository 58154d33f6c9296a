"""Controls, forms and frames are tied together as a browser's parser does it."""

from hypothesis import given
from hypothesis import strategies as st

from harness.driver.http.document import Document, read_document


def read(html: str) -> Document:
    """The document at a made-up address."""
    return read_document(html, url="http://portal.test/a/b", charset="utf-8")


@given(st.text(max_size=300))
def test_any_text_is_survived(html: str) -> None:
    """Whatever a portal sends, reading it ends and nothing of it is lost."""
    read(html)


@given(
    st.lists(
        st.sampled_from(
            [
                "<form>",
                "</form>",
                "<table>",
                "<tr>",
                "<input name=a>",
                "<select>",
                "<option>x",
                "</select>",
                "<textarea>",
                "</textarea>",
                "<fieldset disabled>",
                "</fieldset>",
                "<iframe src=x>",
                "<!--",
                "-->",
                "<script>",
                "</script>",
                "<a href=x>",
                "<template>",
            ]
        ),
        max_size=30,
    )
)
def test_any_order_of_tags_is_survived(tags: list[str]) -> None:
    """Tags in any order give refs that are all different."""
    document = read("".join(tags))
    refs = [control.ref for control in document.controls]
    refs += [frame.ref for frame in document.frames]
    assert len(set(refs)) == len(refs)


def test_a_second_form_within_the_first_is_ignored() -> None:
    """A form's start tag within a form is dropped, its fields stay with the first."""
    document = read("<form id=a><form id=b><input name=x></form><input name=y>")
    assert [form.attributes["id"] for form in document.forms] == ["a"]
    assert [control.form != "" for control in document.controls] == [True, False]


def test_what_stands_in_a_textarea_is_text() -> None:
    """Tags in a textarea are words."""
    (control,) = read("<textarea name=t>\n<input name=x> &amp; y</textarea>").controls
    assert control.value == "<input name=x> & y"


def test_a_portals_own_stamps_are_dropped() -> None:
    """A portal cannot pass its attributes for the driver's."""
    document = read('<p data-cp-hidden="1"><input data-cp-ref="9" name=a>')
    html = document.html.tree.serialize()
    assert "data-cp-hidden" not in html
    assert html.count("data-cp-ref") == 1


def test_choices() -> None:
    """Options give their text, value, and what a browser selects by itself."""
    (control,) = read("<select><optgroup disabled><option>a</optgroup><option>b &amp;  c").controls
    assert [(c.text, c.value, c.selected, c.disabled) for c in control.choices] == [
        ("a", "a", False, True),
        ("b & c", "b & c", True, False),
    ]


def test_a_template_in_an_option_is_no_text_of_it() -> None:
    """Found beside Chromium: its content is sent by nobody."""
    html = "<form><select name=a><option>a<template><b>z</b>y</template></select></form>"
    control = read_document(html, url="http://portal.test/", charset="utf-8").controls[0]
    assert [(one.text, one.value) for one in control.choices] == [("a", "a")]
