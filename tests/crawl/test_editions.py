"""The bundled portal's editions are found whole: every page, every form, every label."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from typer.testing import CliRunner

from harness.cli.app import app
from harness.core.errors import TargetError
from harness.crawl.diff.crawl_diff import compare_crawls
from harness.crawl.results.inventory import inventory_entries
from harness.crawl.store import CrawlStore
from harness.driver.browser.discovery import find_browser
from harness.model.page import Page

TOPICS = frozenset(
    (
        *("employeur", "actif", "retraite", "autre-public", "actualites", "presentation"),
        *("etudes", "presse", "droit-a-l-information", "cnracl", "fiphfp", "fspoeie", "ircantec"),
        *("rafp", "retraite-des-mines", "saspa", "autres-fonds", "votre-actualite", "iheps"),
        *("campagne-dai-2010", "forum-retraite-2010", "je-suis-administrateur", "inscription"),
        *("je-suis-utilisateur", "presentation-de-l-espace", "demonstration-video"),
        *("inscription-d-un-administrateur", "inscription-d-un-utilisateur"),
    )
)
REACHABLE = frozenset(
    {f"/rubriques/{topic}" for topic in TOPICS}
    | {"/", "/connexion", "/codes-perdus", "/conditions-generales", "/aide-a-la-connexion"}
    | {f"/codes-perdus/administrateur-identifiant{rest}" for rest in ("", "-et-code")}
    | {"/codes-perdus/utilisateur", "/codes-perdus/administrateur-code/regeneration"}
)
ARIANE = "Bonjour, je m'appelle Ariane et je suis là pour vous aider"
SEARCH = ["Numéro SIRET", "Numéro BCR", "Numéro de contrat", "Votre Nom", "Prénom"]
LABELS = {
    "/connexion": ["Code identifiant", "Code confidentiel"],
    "/codes-perdus/administrateur-identifiant": SEARCH,
    "/codes-perdus/administrateur-identifiant-et-code": SEARCH,
    "/codes-perdus/utilisateur": SEARCH,
    "/codes-perdus/administrateur-code/regeneration": [
        *("Votre Nom", "Votre Prénom", "Code identifiant", "Adresse e-mail", "Question"),
        "Réponse",
    ],
}


def scrape(*arguments: str) -> None:
    """Scrape as a user would."""
    result = CliRunner().invoke(app, ["scrape", *arguments])
    assert result.exit_code == 0, result.output


def pages_of(folder: Path) -> dict[str, Page]:
    """The pages of a crawl by their paths; of several at one path, the first."""
    with CrawlStore(folder) as site:
        found: dict[str, Page] = {}
        for one in site.pages():
            found.setdefault(urlsplit(one.key).path, one.page)
    return found


def check(folder: Path) -> None:
    """All that a person can reach is there, and its labels are right."""
    pages = pages_of(folder)
    assert REACHABLE - set(pages) == set()
    for path, labels in LABELS.items():
        found = [field.label for field in pages[path].visible_fields]
        assert [label for label in found if label in labels] == labels, path
    asked = {(f.name, f.label) for page in pages.values() for f in page.visible_fields}
    assert {name for name, label in asked if not label} == set()
    assert {("mots", "RECHERCHER SUR LE SITE"), ("demande", ARIANE)} <= asked


@pytest.fixture(scope="module")
def legacy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A crawl of the legacy edition."""
    folder = tmp_path_factory.mktemp("legacy")
    scrape("legacy", "--out", str(folder))
    return folder


def test_the_legacy_edition_is_found_whole(legacy: Path) -> None:
    """Frames, popups, links of scripts and forms that ask nothing are ways on."""
    check(legacy)
    with CrawlStore(legacy) as site:
        guide = {entry.guide for entry in inventory_entries(site)}
    assert guide >= {"login", "lost-codes", "search", "regenerate", "terms", "help"}


def test_the_forms_of_two_editions_are_paired(legacy: Path, tmp_path: Path) -> None:
    """However they are built: each form of the old one, and each of its fields."""
    scrape("reference", "--out", str(tmp_path))
    with CrawlStore(legacy) as old, CrawlStore(tmp_path) as new:
        found = compare_crawls(old, new)
    assert found.forms_paired == found.forms
    assert found.fields_paired == found.fields
    codes = {one.change.code for one in found.differences}
    assert not codes & {"form-lost", "field-lost", "file-gone"}
    gone = {urlsplit(d.old).path for d in found.differences if d.change.code == "page-gone"}
    assert gone == {"/cadre/entete", "/cadre/menu", "/cadre/conseils"}


def test_what_is_behind_the_login_and_a_form_is_found_where_that_is_allowed(
    tmp_path: Path,
) -> None:
    """An account logs in, its session stays in the addresses; one form is sent."""
    target = tmp_path / "target.toml"
    target.write_text(
        """
[target]
name = "inside"
launch = ["{python}", "-m", "reference_impl", "--edition", "legacy", "--session-in-url",
  "--port", "{port}", "--smtp", "{smtp}", "--accounts", "{accounts}"]
[launch]
cwd = "{bundled}"
[mail]
source = "sink"
[accounts]
generate = true
[scrape]
login = true
[[scrape.send]]
page = "/codes-perdus/utilisateur"
button = "rechercher"
fields = { "Numéro SIRET" = "1" }
[[scrape.send]]
page = "/connexion"
button = "Je valide"
fields = { "No such field" = "1" }
""",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    scrape(str(target), "--out", str(out))
    pages = pages_of(out)
    assert "/espace-personnel" in pages
    with CrawlStore(out) as site:
        found = list(inventory_entries(site))
    sent = [entry for entry in found if entry.found_as == "sent"]
    told = {entry.address.rpartition(" [")[2]: entry for entry in sent}
    assert set(told) == {"rechercher]", "Je valide]"}
    assert told["rechercher]"].fields == len(SEARCH)
    refused = told["Je valide]"].left
    assert refused is not None
    assert refused.code == "left-form-not-sent"
    assert any(entry.left and entry.left.code == "left-would-log-out" for entry in found)
    assert not any("jsessionid" in entry.address for entry in found)


def test_a_login_without_an_account_is_refused(tmp_path: Path) -> None:
    """With the way out; the portal is not asked for anything."""
    target = tmp_path / "target.toml"
    head = '[target]\nname = "x"\nbase_url = "http://127.0.0.1:1/"\n'
    target.write_text(f"{head}[scrape]\nlogin = true\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["scrape", str(target), "--out", f"{tmp_path / 'out'}"])
    assert isinstance(result.exception, TargetError)
    assert "accounts" in result.exception.remedy


@pytest.mark.browser
def test_the_edition_of_today_is_found_whole_in_the_browser(tmp_path: Path) -> None:
    """Scripts draw each page; pictures and rules of accessibility come with them."""
    if find_browser() is None:
        pytest.skip("no browser here")
    scrape("spa", "--driver", "browser", "--out", str(tmp_path))
    check(tmp_path)
    with CrawlStore(tmp_path) as site:
        records = list(site.pages())
    assert any(record.violations is not None for record in records)
    pictures = [tmp_path / record.picture for record in records if record.picture]
    assert pictures
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in pictures)
