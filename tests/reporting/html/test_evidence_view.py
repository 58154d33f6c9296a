"""What a report shows of one place: page, frames, mail, steps, command."""

from pathlib import Path

import pytest
from PIL import Image

from harness.model.finding import Evidence
from harness.model.journal import Journal
from harness.model.page import Box
from harness.reporting.grouping.observation import ObservationPlace
from harness.reporting.html.embedded_images import EmbeddedImages
from harness.reporting.html.evidence_view import EvidenceViews
from tests.builders import field, journal, mail, page, step
from tests.facts import verbatim

BOX = Box(x=400, y=900, width=200, height=20)


@pytest.fixture
def kept(tmp_path: Path) -> Journal:
    """A walk of two pages and a mail, with its files."""
    (tmp_path / "s").mkdir()
    Image.new("RGB", (1200, 2000)).save(tmp_path / "s" / "2.png")
    (tmp_path / "s" / "1.eml").write_bytes(b"Subject: \\xff\\r\\n\\r\\nBonjour")
    record = page(2, "search", "Vous cherchez", field("Votre Nom", "DUPONT", ref="7", box=BOX))
    return journal(
        page(1, "home"),
        record.model_copy(update={"screenshot": "s/2.png"}),
        step(1, verb="open", led_to=1),
        step(2, verb="follow", on=1, led_to=2),
        step(3, verb="press", on=2),
        mail(1, time=2.5).model_copy(update={"file": "s/1.eml"}),
    )


@pytest.fixture
def exhibits(kept: Journal, tmp_path: Path) -> EvidenceViews:
    """Of a run with that walk only."""
    return EvidenceViews({"s": kept}, tmp_path, EmbeddedImages(tmp_path))


def test_a_page_is_shown_with_its_place_framed(exhibits: EvidenceViews) -> None:
    """The close view holds the frame and lies within the picture."""
    shown = exhibits.of(
        ObservationPlace(scenario="s", evidence=Evidence(page=2, ref="7")), None, None
    )
    assert shown.screenshot
    assert shown.screenshot.frames == (BOX,)
    view = shown.screenshot.close
    assert view.x <= BOX.x - 100
    assert view.y <= BOX.y
    assert view.x + view.width >= BOX.x + BOX.width
    assert view.y + view.height >= BOX.y + BOX.height
    assert view.x >= 0
    assert view.x + view.width <= 1200
    assert shown.words == ("Vous cherchez", "Votre Nom: DUPONT")


def test_a_screenshot_of_another_scenario_is_said_to_be_one(kept: Journal, tmp_path: Path) -> None:
    """A page with the same words is taken once; its fields may hold another person's values."""
    views = EvidenceViews({"s": kept, "t": kept}, tmp_path, EmbeddedImages(tmp_path))
    for scenario, borrowed in (("s", ""), ("t", "s")):
        place = ObservationPlace(scenario=scenario, evidence=Evidence(page=2, ref="7"))
        shown = views.of(place, None, None).screenshot
        assert shown is not None
        assert shown.borrowed == borrowed


def test_what_was_recorded_is_named(exhibits: EvidenceViews, tmp_path: Path) -> None:
    """A film, traces; nothing where nothing was."""
    place = ObservationPlace(scenario="s", evidence=Evidence(page=2))
    assert exhibits.of(place, None, None).recordings == ()
    (tmp_path / "s" / "traces").mkdir()
    for name in ("film.webp", "traces/02.zip", "traces/01.zip"):
        (tmp_path / "s" / name).touch()
    assert exhibits.of(place, None, None).recordings == (
        "s/film.webp",
        "s/traces/01.zip",
        "s/traces/02.zip",
    )


def test_the_steps_up_to_the_page_are_told(exhibits: EvidenceViews) -> None:
    """The one that led there is the last, and marked."""
    shown = exhibits.of(ObservationPlace(scenario="s", evidence=Evidence(page=2)), None, None)
    assert [(stage.step.number, stage.here) for stage in shown.steps] == [(1, False), (2, True)]
    assert shown.steps[1].page
    assert shown.steps[1].page.slug == "search"


def test_a_mail_is_shown_decoded_and_raw(exhibits: EvidenceViews) -> None:
    """Bytes that are no text included; the steps are those before it came."""
    shown = exhibits.of(ObservationPlace(scenario="s", evidence=Evidence(mail=1)), None, None)
    assert shown.mail
    assert shown.mail.record.mail.subject == "Régénération de code confidentiel"
    assert "Bonjour" in shown.mail.raw
    assert [stage.step.number for stage in shown.steps] == [1, 2]
    assert shown.screenshot is None


def test_without_a_journal_the_evidence_alone_is_shown(exhibits: EvidenceViews) -> None:
    """A run that kept no journal has its pictures still."""
    place = ObservationPlace(scenario="other", evidence=Evidence(files=("s/2.html", "s/2.png")))
    shown = exhibits.of(place, None, None)
    assert shown.screenshot
    assert (shown.screenshot.frames, shown.steps, shown.words) == ((), (), ())


def test_what_shows_the_same_is_known(exhibits: EvidenceViews) -> None:
    """A picture is not shown twice for one cause; another frame on it is."""
    framed = exhibits.of(
        ObservationPlace(scenario="s", evidence=Evidence(page=2, ref="7")), None, None
    )
    again = exhibits.of(
        ObservationPlace(scenario="s", evidence=Evidence(page=2, ref="7")),
        verbatim("x"),
        verbatim("y"),
    )
    plain = exhibits.of(ObservationPlace(scenario="s", evidence=Evidence(page=2)), None, None)
    assert again.shows_no_more_than(framed)
    assert not plain.shows_no_more_than(framed)
    assert not plain.shows_no_more_than(None)
