"""Of a module that draws a view, the HTML is altered and the code is not."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright._impl._driver import compute_driver_executable

from reference_impl.altering.alteration import DidNotTake
from reference_impl.altering.templates import in_templates, is_module
from reference_impl.altering.texts import swap
from reference_impl.catalogue import CATALOGUE
from reference_impl.domain.mailer import Mailer
from reference_impl.editions.spa.shell import VIEWS, SpaViews
from reference_impl.parts import Parts

MODULE = """// It's a view.
const words = 'a "b" `c`'; // a string
export const content = ({ found }) => html`
<p class="${kind}">a ${found ? html`<b>a${"}" + `${a}`}</b>` : ""} a</p>`;
export const title = () => "a";
"""
_CHECK = """
const fs = require("fs"), vm = require("vm");
for (const file of process.argv.slice(1)) {
  try { new vm.SourceTextModule(fs.readFileSync(file, "utf8")); }
  catch (error) { console.log(file.split("/").pop(), error.message); }
}"""


def upper(text: str) -> str:
    """Each word of one letter in capitals."""
    return re.sub(r"\ba\b", "A", text)


def test_templates_within_expressions_are_altered_too() -> None:
    """All else stays to the letter: strings, comments, expressions, other templates."""
    altered = in_templates(MODULE, upper)
    assert altered == MODULE.replace("<b>a", "<b>A").replace(">a $", ">A $").replace(
        " a</p>", " A</p>"
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda html: html.replace("{{0}}", ""),
        lambda html: html.replace("{{1}}", "{{1}}{{1}}"),
        lambda html: html + "`",
        lambda html: html + "${",
    ],
)
def test_what_would_lose_an_expression_is_left_alone(change: Any) -> None:
    """Better no change than a page that does not draw itself."""
    source = "x = html`<p>${one} ${two}</p>`;"
    assert in_templates(source, change) == source


def test_what_takes_in_one_template_takes() -> None:
    """And what takes in none is told."""
    source = "x = html`<p>one</p>`; y = html`<p>two</p>`; z = 'one';"
    assert in_templates(source, swap("one", "1")) == source.replace("<p>one", "<p>1")
    with pytest.raises(DidNotTake, match="three"):
        in_templates(source, swap("three", "3"))


def test_a_page_is_no_module() -> None:
    """Whatever its words are."""
    assert not is_module("<!DOCTYPE html><p>html</p>")
    assert is_module(MODULE)


@given(st.text(alphabet="ab<>/'\"{} \n"))
def test_no_change_changes_nothing(words: str) -> None:
    """Whatever stands in the templates."""
    source = f"const x = html`{words}${{y ? html`{words}` : ''}}{words}`; // end"
    assert in_templates(source, lambda html: html) == source


def test_every_altered_module_is_one(tmp_path: Path) -> None:
    """No alteration breaks the code of a view: what it alters would not be seen."""
    plain = SpaViews()
    files = []
    for kind, alterations in CATALOGUE.items():
        for one in alterations:
            parts, _ = one.apply(Parts(mailer=Mailer("127.0.0.1", 1), views=plain), strict=False)
            for view in VIEWS:
                source = parts.views.render(view, {}) if parts.views else ""
                if source and source != plain.render(view, {}):
                    file = tmp_path / f"{kind}-{one.name}-{view}.mjs"
                    file.write_text(source, encoding="utf-8")
                    files.append(str(file))
    node, _ = compute_driver_executable()
    command = [node, "--no-warnings", "--experimental-vm-modules", "-e", _CHECK, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert len(files) > 100
