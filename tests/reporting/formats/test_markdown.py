"""The summary is a page of Markdown that no portal can write on."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from harness.core.sanitize import visible
from harness.messages import catalogue
from harness.model.finding import Verdict
from harness.reporting.formats.markdown import code, summary
from tests.reporting.made import (
    HOSTILE,
    finding,
    finished,
    run_of,
    started,
    stopped,
    story_of,
    walk,
)


def tokens(text: str) -> list[Token]:
    """What a Markdown reader makes of a text, inline parts included."""
    blocks = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    return [token for block in blocks for token in (block, *(block.children or ()))]


@given(st.text())
def test_any_text_stays_in_its_code_span(text: str) -> None:
    """The whole text in one span, with nothing beside it that could be markup."""
    spans = [t for t in tokens(f"- seen: {code(text)} end") if t.type == "code_inline"]
    words = " ".join(visible(text).split())
    if not words or len(words) > 400:
        return
    assert [" ".join(span.content.split()) for span in spans] == [words]


def test_hostile_text_makes_no_markup() -> None:
    """No HTML, link, image or table row comes from a portal, in whatever part it stands."""
    hostile = finding(seen=HOSTILE, expected=HOSTILE, sentence=HOSTILE, files=(HOSTILE,))
    fault = finding("", Verdict.FAULT, expected=HOSTILE, seen=HOSTILE, cause=HOSTILE)
    dark = finding("dark", Verdict.UNOBSERVABLE, seen=HOSTILE)
    lost = finding("lost", Verdict.UNREACHED, cause=HOSTILE + "x")
    findings = (hostile, fault, dark, lost)
    state = story_of(
        started(), walk(*findings), stopped(HOSTILE), finished(*findings, orphans=(HOSTILE,))
    )
    found = tokens(summary(state, catalogue()))
    kinds = {token.type for token in found}
    assert not kinds & {"html_inline", "html_block", "link_open", "image", "strong_open"}
    outside = "".join(t.content for t in found if t.type == "text")
    assert "@team" not in outside
    assert "evil" not in outside


def test_a_broken_statement_is_told_with_all_that_is_needed() -> None:
    """Sentence, line, expected, seen, evidence, and what it bars."""
    text = summary(
        story_of(
            *run_of(
                finding(files=("s/pages/03.html",)),
                finding("later", Verdict.UNREACHED, cause="search.siret.mandatory"),
            )
        ),
        catalogue(),
    )
    for part in ("`search.siret.mandatory`", "guide, line 185", "`Champs obligatoires`"):
        assert part in text
    assert "blocks: `later`" in text
    assert "evidence: `s/pages/03.html`" in text


def test_the_verdict_stands_on_top() -> None:
    """A reader of one line knows."""
    first = summary(story_of(*run_of(finding())), catalogue()).splitlines()[0]
    assert (
        first
        == "# codes-perdus: the portal does not keep the guide: 1 required statement does not hold"
    )
