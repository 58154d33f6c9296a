"""The page of a scenario: its steps in order, each with what it showed and what broke there."""

from bs4 import BeautifulSoup

from harness.messages import catalogue
from harness.model.finding import Evidence, Verdict
from harness.model.journal import Journal
from harness.reporting.html.scenario import page_of, scenario_page
from harness.reporting.scenario_index import ScenarioIndex
from tests.builders import journal, mail, page, step
from tests.reporting.made import HOSTILE, finding, finished, started, story_of, walk

JOURNAL = journal(
    page(1, "home").model_copy(update={"screenshot": "a/pages/01.png", "html": "a/pages/01.html"}),
    page(2, "search", HOSTILE),
    step(1, verb="open", words="home", led_to=1),
    step(2, verb="press", words=HOSTILE, on=1, led_to=2, typed={"SIRET": "1"}).model_copy(
        update={"time": 2.0}
    ),
    mail(1, time=2.5, subject="Vos codes"),
)


def soup(story: Journal = JOURNAL) -> BeautifulSoup:
    """The page of a scenario with one statement broken on each step and one nowhere."""
    at_step = finding("search.submit", scenario="a").model_copy(
        update={"evidence": Evidence(step=2, page=2)}
    )
    at_page = finding("home.opens", Verdict.WARN, scenario="a").model_copy(
        update={"evidence": Evidence(page=1)}
    )
    at_mail = finding("mail.once", scenario="a").model_copy(update={"evidence": Evidence(mail=1)})
    findings = (at_step, at_page, at_mail, finding("cookie.secure", scenario="a"))
    state = story_of(started(), walk(*findings, scenario="a"), finished(*findings))
    (row,) = (one for one in ScenarioIndex(state).rows if one.walk.scenario == "a")
    made = scenario_page(
        row,
        story,
        title=row.walk.title,
        titles={"home": "Accueil"},
        replay="codes-perdus replay run a",
        recordings=("a/film.webp",),
        catalogue=catalogue(),
    )
    return BeautifulSoup(made, "html.parser")


def test_each_step_shows_what_is_broken_there() -> None:
    """By its step, its page or its mail; what has no place stands above."""
    read = soup()
    steps = read.select("ol.film > li")
    assert [[code.text for code in one.select("code")] for one in steps] == [
        ["home.opens"],
        ["search.submit", "mail.once"],
    ]
    assert [code.text for code in read.select("ul.members code")] == ["cookie.secure"]
    assert "Vos codes" in steps[1].text
    assert "SIRET" in steps[1].text


def test_several_windows_are_told_apart() -> None:
    """At each of their steps, the first window's too; one window alone needs no name."""
    assert "window" not in soup().select("ol.film")[0].text
    second = step(3, verb="open", words="home").model_copy(update={"visitor": "B"})
    titles = soup(journal(*JOURNAL.pages, *JOURNAL.steps, second)).select("ol.film h2")
    assert [one.text[-8:] for one in titles] == ["window A", "window A", "window B"]


def test_files_are_named_from_the_runs_folder() -> None:
    """So that the folder can be moved, and scenarios can share a picture."""
    read = soup()
    assert [str(one["src"]) for one in read.select("img")] == ["../a/pages/01.png"]
    links = [str(one["href"]) for one in read.select("a") if not str(one["href"]).startswith("#")]
    assert "../a/film.webp" in links
    assert "../a/pages/01.html" in links


def test_hostile_words_stay_words() -> None:
    """Nothing of the portal becomes markup, and no script is allowed."""
    read = soup()
    assert not read.find_all(["script", "iframe", "b"])
    policy = read.select_one("meta[http-equiv]")
    assert policy
    assert "script-src" not in str(policy["content"])


def test_a_name_that_leads_out_of_the_folder_has_no_page() -> None:
    """A folder of somebody else may hold any name."""
    assert page_of("login") == "login/steps.html"
    assert page_of("../x") == ""
    assert page_of("") == ""
