"""The page of a run acts on nothing, shows everything, and is readable by everyone."""

import base64
import re
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from harness.core.sanitize import visible
from harness.execution.events import Event
from harness.guide.loader import load_guide
from harness.messages import Language, catalogue
from harness.model.finding import Verdict
from harness.reporting.html.layout import link
from harness.reporting.html.run import html_report
from harness.reporting.svg.flow.render import flow_svg
from tests.reporting.made import (
    HOSTILE,
    finding,
    finished,
    passed,
    run_of,
    started,
    stopped,
    story_of,
)
from tests.reporting.made import walk as walked
from tests.reporting.test_under_ledger import use

GUIDE = load_guide()
FLOW = flow_svg(GUIDE, [])


def page(*events: Event, folder: Path = Path("runs/x"), language: Language = "en") -> BeautifulSoup:
    """The page of a run, read as a browser would."""
    text = html_report(story_of(*events), GUIDE, FLOW, folder=folder, catalogue=catalogue(language))
    return BeautifulSoup(text, "lxml")


def definition(soup: BeautifulSoup, term: str) -> str:
    """What stands under a term, without the words for screen readers."""
    found = soup.find("dt", string=term)
    assert found is not None
    meaning = found.find_next("dd")
    assert isinstance(meaning, Tag)
    for hidden in meaning.find_all(class_="unseen"):
        hidden.decompose()
    return " ".join(meaning.get_text().split())


@given(st.text(min_size=1, max_size=300))
def test_any_text_is_shown_as_it_was(seen: str) -> None:
    """No character of a portal becomes markup."""
    soup = page(*run_of(finding(seen=seen)))
    assert definition(soup, "seen") == (" ".join(visible(seen).split()) or "")


def test_hostile_text_makes_no_elements() -> None:
    """In whatever part of the page it stands."""
    findings = (
        finding(seen=HOSTILE, expected=HOSTILE, sentence=HOSTILE, files=(HOSTILE, "javascript:x")),
        finding("", Verdict.FAULT, expected=HOSTILE, seen=HOSTILE, sentence=HOSTILE),
        finding("dark", Verdict.UNOBSERVABLE, seen=HOSTILE),
        finding("lost", Verdict.UNREACHED, scenario="other", cause=HOSTILE + "x"),
    )
    soup = page(
        started(), walked(*findings), stopped(HOSTILE), finished(*findings, orphans=(HOSTILE,))
    )
    assert not soup.find_all(["iframe", "object", "img", "b"])
    assert len(soup.find_all("script")) == len(soup.find_all("form")) == 1
    addresses = [str(a["href"]) for a in soup.find_all("a")]
    assert all(address.startswith(("#", "./")) for address in addresses)


def test_the_policy_forbids_all_but_our_own_styles_and_script() -> None:
    """Requests and frames have no source; each style and our script are named by digest."""
    soup = page(*run_of(finding()))
    meta = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert isinstance(meta, Tag)
    policy = str(meta["content"])
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for style in soup.find_all(["style", "script"]):
        digest = base64.b64encode(sha256(style.get_text().encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_the_page_needs_no_network() -> None:
    """Nothing is loaded from anywhere."""
    text = str(page(*run_of(finding())))
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', text)
    assert "@import" not in text


def test_pictures_stand_in_the_page_once(tmp_path: Path) -> None:
    """The file can be sent alone; a picture that several statements show is put in once."""
    (tmp_path / "s").mkdir()
    Image.new("RGB", (40, 30), "navy").save(tmp_path / "s" / "1.png")
    findings = [finding(slug, files=("s/1.png",), seen=slug) for slug in ("one", "two")]
    soup = page(*run_of(*findings), folder=tmp_path)
    (image,) = soup.find_all("image")
    assert str(image["href"]).startswith("data:image/webp;base64,")
    uses = [str(use["href"]) for use in soup.select('svg[role="img"] use')]
    assert uses == [f"#{image['id']}"] * 2 + uses[2:]
    drawn = soup.select('svg[role="img"]:has(use)')
    assert all(one["aria-label"] for one in drawn)


def test_no_file_outside_the_run_gets_into_the_page(tmp_path: Path) -> None:
    """Neither by a path that climbs, nor by a link that leads out, nor what is no picture."""
    folder = tmp_path / "run"
    folder.mkdir()
    Image.new("RGB", (40, 30)).save(tmp_path / "secret.png")
    (folder / "out.png").symlink_to(tmp_path / "secret.png")
    (folder / "text.png").write_text("no picture", encoding="utf-8")
    files = ("../secret.png", str(tmp_path / "secret.png"), "out.png", "text.png", "missing.png")
    for path in files:
        soup = page(*run_of(finding(files=(path,))), folder=folder)
        assert not soup.find_all(["img", "image"])
        linked = [str(a["href"]) for a in soup.select("dd a:not([href^='#'])")]
        assert linked == ([] if path.startswith(("/", "..")) else [f"./{path}"])


def test_addresses_of_files_are_quoted() -> None:
    """A file's name cannot be read as a scheme, a query or a fragment."""
    assert link("a b/c?d#e.png") == "./a%20b/c%3Fd%23e.png"
    assert link("javascript:alert(1)") == "./javascript%3Aalert%281%29"
    assert link("a/../../b") == link("/etc/passwd") == link("") == ""


def test_the_page_can_be_read_without_seeing_it() -> None:
    """Language, headings in order, named regions, tables with scopes, differences in words."""
    soup = page(*run_of(finding(), passed("a")), language="fr")
    assert soup.html is not None
    assert soup.html["lang"] == "fr"
    levels = [int(heading.name[1]) for heading in soup.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(cell.get("scope") for cell in soup.find_all("th"))
    named = {str(part["aria-labelledby"]) for part in soup.find_all("section")}
    assert all(soup.find(id=name) for name in named)
    hidden = [part.get_text() for part in soup.select("del .unseen")]
    assert "[mots manquants\u00a0: " in hidden


def test_the_guides_own_sentences_are_french() -> None:
    """A screen reader of an English report pronounces them rightly."""
    soup = page(*run_of(finding("search.siret.mandatory")))
    assert soup.select_one('blockquote [lang="fr"]') is not None


def test_a_run_without_an_end_has_a_page_too() -> None:
    """What is known so far is shown."""
    soup = page(started(), walked(passed("a")))
    assert "the run was not finished" in soup.get_text()


def test_the_overview_holds_each_sentence_of_a_cause() -> None:
    """The first is shown; the others are counted, and shown on demand."""
    several = [
        finding(f"a.{number}", sentence=f"Phrase {number}").model_copy(update={"group": "g"})
        for number in range(3)
    ]
    (folded,) = page(*run_of(*several)).select(".overview details")
    assert [one.get_text(strip=True) for one in folded.select("li")] == ["Phrase 1", "Phrase 2"]
    assert "2 more statements" in folded.text


def test_what_a_ledger_accepts_is_no_table() -> None:
    """Long reasons and what was seen stand under each other: a phone breaks no word of them."""
    accepted = finding("a.x", Verdict.ACCEPTED, scenario="administrator-identifier")
    read = page(started(), walked(accepted), finished(accepted, exit_code=0, uses=(use(),)))
    (entry,) = read.select("article.accepted")
    assert use().entry.owner in entry.text
    assert entry.select("table") == []
