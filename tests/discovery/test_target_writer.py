"""The proposed file can be loaded, says why, and is no place for a portal's own lines."""

import tomllib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from harness.config.suite import bundled_suite
from harness.config.target import load_target
from harness.discovery.observations import Observations
from harness.discovery.proposal import Proposal, arrange_words
from harness.discovery.target_head import target_head
from harness.discovery.target_writer import TargetDraft
from harness.discovery.word_pairing import ProposedWord, WordKind
from harness.guide.model import Guide
from harness.messages import catalogue
from harness.model.fact import fact, quote
from tests.builders import GUIDE
from tests.discovery.portal import looked, portal_in, proposed
from tests.discovery.test_proposal import OTHER

ENGLISH = catalogue("en")


async def _text(*accepted: ProposedWord, url: str = "http://portal.example/") -> str:
    pages = portal_in(OTHER)
    proposal = await proposed(pages)
    chosen = accepted or proposal.settings
    head = target_head(url, ENGLISH, bundled_suite())
    return TargetDraft(head, GUIDE, await looked(pages), proposal, chosen, ENGLISH).text()


async def test_what_is_written_is_loaded(tmp_path: Path) -> None:
    """Address, entry, pace and words come back as they were accepted."""
    path = tmp_path / "portal.toml"
    text = await _text(url="https://staging.portal.example:8443/site/accueil.do?lang=fr")
    path.write_text(text, encoding="utf-8")
    target = load_target(str(path), environ={})
    assert target.name == "staging.portal.example-8443"
    assert target.base_url == "https://staging.portal.example:8443/"
    assert target.entry["home"] == "/site/accueil.do?lang=fr"
    assert target.pace.requests_per_second == 2
    assert target.words["Adresse e-mail"] == "Courriel"
    assert target.words["search"] == {"Annuler": "Retour"}


async def test_each_word_says_how_it_was_found() -> None:
    """The line above an entry has its confidence and its reasons."""
    lines = (await _text()).splitlines()
    above = lines[lines.index('"Adresse e-mail" = "Courriel"') - 1]
    assert above.startswith("# field, ")
    assert "words of the same meaning" in above
    assert "# space was not seen: it lies behind a form, and nothing was sent" in lines


async def test_what_was_not_accepted_is_a_comment() -> None:
    """Nothing is lost of what was proposed: the tester may change their mind."""
    proposal = await proposed(portal_in(OTHER))
    text = await _text(proposal.settings[0])
    assert tomllib.loads(text)["words"] == {proposal.settings[0].guide: proposal.settings[0].portal}
    assert '# "Adresse e-mail" = "Courriel"' in text


def test_a_machine_of_ones_own_is_asked_as_fast_as_it_answers() -> None:
    """The pace is for portals elsewhere."""
    assert "[pace]" not in target_head("http://127.0.0.1:8080/", ENGLISH, bundled_suite())
    assert "[pace]" in target_head("http://portal.example/", ENGLISH, bundled_suite())


def test_a_word_holds_everywhere_only_where_everywhere_was_seen() -> None:
    """« Annuler » also stands on the page of the certification code, which nobody saw."""
    words = [
        ProposedWord(p, WordKind.ACTION, "Annuler", "Retour", 1.0, ())
        for p in ("search", "regenerate")
    ]
    wording, common = arrange_words(words, GUIDE, ("search", "regenerate"))
    assert wording == {"search": {"Annuler": "Retour"}, "regenerate": {"Annuler": "Retour"}}
    assert common == set()
    seen = ("search", "regenerate", "certification")
    both = [*words, ProposedWord("certification", WordKind.ACTION, "Annuler", "Retour", 1.0, ())]
    assert arrange_words(both, GUIDE, seen)[0] == {"Annuler": "Retour"}


async def test_one_word_of_the_guide_and_several_of_the_portal(tmp_path: Path) -> None:
    """Links of one name may have several here: one key with a list, as TOML wants it."""
    words = [
        ProposedWord("search", WordKind.ACTION, "Annuler", said, 1.0, ())
        for said in ("Retour", "Quitter", "Retour")
    ]
    path = tmp_path / "portal.toml"
    path.write_text(await _text(*words), encoding="utf-8")
    assert load_target(str(path), environ={}).words["search"] == {"Annuler": ("Retour", "Quitter")}


HOSTILE = st.text(min_size=1).filter(lambda text: text.strip())


@given(said=HOSTILE, reason=HOSTILE)
def test_a_portals_text_stays_in_its_place(said: str, reason: str) -> None:
    """Line ends, quotes, brackets: no text of a portal becomes a line of the file."""
    why = fact("link-not-opened", label=quote(said), reason=reason)
    word = ProposedWord("search", WordKind.FIELD, "Prénom", said, 1.0, (why,))
    doubt = ProposedWord("search", WordKind.FIELD, "Votre Nom", said, 0.1, (why,), why)
    proposal = Proposal({}, (word, doubt), {"search": (said,)}, {"space": why}, {})
    seen = Observations(problems=[why], ended_early=why)
    head = target_head("http://p.example/", ENGLISH, bundled_suite())
    text = TargetDraft(head, GUIDE, seen, proposal, (word,), ENGLISH).text()
    loaded = tomllib.loads(text)
    assert set(loaded) == {"target", "mail", "allow", "pace", "words"}
    assert list(loaded["words"]) == ["search"]
    assert list(loaded["words"]["search"]) == ["Prénom"]


async def test_pages_that_are_opened_by_themselves_have_their_addresses(tmp_path: Path) -> None:
    """Where the guide says that a page opens, scenarios need to know where."""
    opens = GUIDE.by_slug["home.opens"].model_copy(update={"slug": "search.opens"})
    search = GUIDE.pages["search"]
    search = search.model_copy(update={"statements": (*search.statements, opens)})
    chapters = tuple(search if one.slug == "search" else one for one in GUIDE.chapters)
    guide = Guide(chapters=chapters, digest="")
    pages = portal_in(OTHER)
    for url, entry in (
        ("http://portal.example/", {"search": "/search"}),
        ("http://portal.example/site", {"home": "/site", "search": "/search"}),
    ):
        head = target_head(url, ENGLISH, bundled_suite())
        draft = TargetDraft(head, guide, await looked(pages), await proposed(pages), (), ENGLISH)
        path = tmp_path / "portal.toml"
        path.write_text(draft.text(), encoding="utf-8")
        assert load_target(str(path), environ={}).entry == entry
