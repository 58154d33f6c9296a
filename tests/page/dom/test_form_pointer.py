"""Controls belong to the form that the parser of the standard gives them."""

import pytest

from harness.page.dom.document import parse
from harness.page.dom.form_pointer import form_pointer


@pytest.mark.parametrize(
    ("html", "owners"),
    [
        ("<form id=a><form id=b><input></form><input>", ["a", None]),
        ("<table><form id=a><tr><td><input></form><tr><td><input></table>", ["a", None]),
        ("<div><form id=a><input></div><input></form><input>", ["a", "a", None]),
        ("<div><form id=a></div><script>'</form>'</script><input>", ["a"]),
        ("<div><form id=a></div><!-- </form> --><i title='</form>'><input>", ["a"]),
        ("<table><form id=a></table><textarea></form></textarea><input>", ["a"]),
        ("<form id=a><template></form></template><input></form>", ["a"]),
        ("<form id=a><div></form><input></div><input>", ["a", None]),
        ("<table>\r\n<form id=a>\r\r\n<tr><td>é<input>\r</form><input>", ["a", None]),
    ],
)
def test_owner(html: str, owners: list[str | None]) -> None:
    """By the form element pointer; without one by the form around."""
    document = parse(html)
    pointer = form_pointer(document)
    found = [pointer.at(control) for control in document.tree.iter_elements("input")]
    assert [form.attr("id") if form else None for form in found] == owners
