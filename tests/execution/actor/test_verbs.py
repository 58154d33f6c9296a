"""The verbs that other flows need, on a made-up portal."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harness.accounts.model import Account
from harness.checks.context import Case
from harness.checks.registry import subjects
from harness.config.portal import PageHint
from harness.execution.actor.blocked import NotObservable
from harness.execution.actor.portal import PortalActor
from harness.execution.evidence.store import EvidenceStore
from harness.guide.model import Guide
from harness.journal.writer import JournalWriter
from harness.model.exchange import Resource
from harness.model.page import Field, Link, Page, Text
from harness.model.upload import Upload
from harness.planning.walk import Walk
from harness.redaction.vault import Vault
from tests.builders import account, journal
from tests.execution.fakes import PORTAL, FakeEngine, context_of
from tests.two_mails import chapter, statement

GUIDE = Guide(
    digest="verbs",
    chapters=(
        chapter(
            "start",
            statement("start.opens", "Départ", {"kind": "leads", "page": "start"}),
            statement("start.heading", "Départ", {"kind": "heading", "text": "Départ"}),
            statement("start.pdf", "Relevé", {"kind": "action", "label": "Relevé"}),
            statement("start.file", "Relevé", {"kind": "download", "name": "*.pdf"}),
            statement("start.kind", "PDF", {"kind": "download", "media_type": "application/pdf"}),
            statement("start.upload", "Fichier", {"kind": "field", "label": "Fichier"}),
            statement("start.same", "le même", {"kind": "download", "unchanged": True}),
            statement("start.gone", "fermé", {"kind": "absent"}),
        ),
        chapter(
            "end",
            statement("end.heading", "Arrivée", {"kind": "heading", "text": "Arrivée"}),
            statement("end.comes", "vient", {"kind": "leads", "page": "end"}),
            statement("end.key", "Entrée", {"kind": "leads", "page": "end"}),
        ),
    ),
)
ME: Account = account()


def _page(heading: str, *links: Link, status: int = 200) -> Page:
    texts = (Text(text=heading, kind="heading", level=1),)
    return Page(url="http://portal.example/", status=status, texts=texts, links=links)


class Played:
    """A walk on the portal, with what it recorded."""

    def __init__(self, folder: Path, **target_says: Any) -> None:
        self.engine = FakeEngine()
        pdf = Link(label="Relevé", href="/r.pdf", url="http://portal.example/r.pdf")
        self.engine.told["open http://portal.example/"] = _page("Départ", pdf)
        target = PORTAL.model_copy(update={"entry": {"start": "/"}, **target_says})
        context = context_of(self.engine, target=target, guide=GUIDE)
        self.recorder = JournalWriter(folder, journal().head, Vault())
        evidence = EvidenceStore(context, self.recorder)
        self.walk = Walk(GUIDE, PortalActor(context, evidence), (ME,))

    def verdict(self, slug: str) -> bool | None:
        """What the check of a statement says of the journal."""
        case, one = Case(GUIDE, self.recorder.journal()), GUIDE.by_slug[slug]
        ((check, subject),) = subjects(one, case)
        return check(one.claim, subject, case).ok


@pytest.fixture
def played(tmp_path: Path) -> Iterator[Played]:
    """A new walk."""
    walk = Played(tmp_path / "walk")
    yield walk
    walk.recorder.close()


async def test_a_file_is_fetched_and_not_kept(played: Played) -> None:
    """Its name, type and size are; the page stays."""
    headers = {"content-type": "application/pdf", "content-disposition": 'inline; filename="a.pdf"'}
    played.engine.resource = Resource(url="", status=200, headers=headers, body=b"%PDF")
    await played.walk.open("start")
    await played.walk.download("Relevé", trying=("start.file", "start.kind"))
    (file,) = played.recorder.journal().files
    assert played.verdict("start.kind")
    assert (file.name, file.media_type, file.size) == ("a.pdf", "application/pdf", 4)
    assert played.verdict("start.file")
    assert played.walk.at == "start"


@pytest.mark.parametrize(("body", "ok"), [(b"GIF89a", True), (b"GIF89b", False)])
async def test_a_file_comes_back_as_it_was_uploaded(
    played: Played, body: bytes, *, ok: bool
) -> None:
    """Its content is not kept; what it is known by is."""
    field = Field(label="Fichier", kind="file", ref="f")
    start = played.engine.told["open http://portal.example/"]
    assert isinstance(start, Page)
    start = start.model_copy(update={"fields": (field,)})
    played.engine.told |= {"open http://portal.example/": start, "key Enter": start}
    played.engine.resource = Resource(url="", status=200, headers={}, body=body)
    await played.walk.open("start")
    await played.walk.upload("Fichier", Upload(name="a.gif", data=b"GIF89a"))
    await played.walk.press_key("Enter", trying="start.opens")
    await played.walk.download("Relevé", trying="start.same")
    assert played.verdict("start.same") is ok


async def test_an_address_that_must_not_be_there(played: Played) -> None:
    """Whatever page comes, the walk goes on."""
    played.engine.told["open http://portal.example/install"] = _page("Rien", status=404)
    await played.walk.open_address("/install", trying="start.gone")
    assert played.verdict("start.gone")


async def test_a_key_leads_to_a_page(played: Played) -> None:
    """As a link would."""
    played.engine.told["key Enter"] = _page("Arrivée")
    await played.walk.open("start")
    await played.walk.press_key("Enter", trying="end.key")
    assert played.verdict("end.key")


async def test_a_page_that_comes_by_itself(played: Played) -> None:
    """It is waited for where scripts run; elsewhere that cannot be observed."""
    await played.walk.open("start")
    with pytest.raises(NotObservable):
        await played.walk.wait_for_page("end.comes")
    played.engine.observes = frozenset({"javascript"})
    played.engine.told["watch"] = _page("Arrivée")
    await played.walk.wait_for_page("end.comes")
    assert played.verdict("end.comes")


async def test_dialogs_and_links_that_expire(played: Played) -> None:
    """The driver is told how to answer; without the target's word nobody knows how long to wait."""
    await played.walk.answer_dialogs(accept=False, text="x")
    assert "dialogs False x" in played.engine.log
    with pytest.raises(NotObservable):
        await played.walk.links_expire()


@pytest.mark.parametrize(("status", "kept"), [(404, True), (500, False)])
async def test_a_page_that_comes_with_an_error(tmp_path: Path, status: int, *, kept: bool) -> None:
    """It is the page of the guide if the target file gives it that status; another one is wrong."""
    walk = Played(tmp_path / "walk", pages={"end": PageHint(address="/new", status=404)})
    page = _page("Arrivée", status=status).model_copy(update={"url": "http://portal.example/new"})
    walk.engine.told["key Enter"] = page
    await walk.walk.open("start")
    await walk.walk.press_key("Enter", trying="end.key")
    walk.recorder.close()
    assert walk.verdict("end.key") is kept
