"""The page over plain HTTP shows the controls as the visitor left them."""

from dataclasses import replace

import pytest

from harness.driver.http.client import Request, Response
from harness.driver.http.document import read_document
from harness.driver.http.form_controls import Control
from harness.driver.http.frame_tree import FrameNode, render
from harness.model.page import Field
from harness.page.extract import page_of

URL = "http://portal.test/"


def shown(html: str, ref: str, *, checked: bool) -> tuple[Field, ...]:
    """The fields of a document in which one box was ticked or not."""
    document = read_document(html, url=URL, charset="utf-8")
    node = FrameNode("", document, Response(Request(URL), URL, 200, {}, b""))
    control = node.control(ref) or Control(ref, "")
    node.edits[ref] = replace(control, checked=checked)
    return page_of(render(node, {})[0]).fields


@pytest.mark.parametrize("kind", ["checkbox", "radio"])
def test_what_is_no_longer_ticked(kind: str) -> None:
    """The mark in the HTML is only how the document began."""
    html = f"<input type={kind} name=a checked>"
    assert [field.checked for field in shown(html, "1", checked=False)] == [False]
    assert [field.checked for field in shown(html, "1", checked=True)] == [True]


def test_the_option_that_was_chosen() -> None:
    """Not the one that the HTML marks."""
    html = "<select name=a><option>un<option selected>deux</select>"
    document = read_document(html, url=URL, charset="utf-8")
    node = FrameNode("", document, Response(Request(URL), URL, 200, {}, b""))
    node.edits["1"] = document.controls[0].choose([0])
    (field,) = page_of(render(node, {})[0]).fields
    assert (field.value, [one.selected for one in field.options]) == ("un", [True, False])


def test_what_was_typed() -> None:
    """Into a text area, too, whose HTML is only what it began with."""
    html = "<textarea name=a>avant</textarea><input name=b value=avant>"
    document = read_document(html, url=URL, charset="utf-8")
    node = FrameNode("", document, Response(Request(URL), URL, 200, {}, b""))
    for control in document.controls:
        node.edits[control.ref] = replace(control, value="après")
    assert [one.value for one in page_of(render(node, {})[0]).fields] == ["après", "après"]
