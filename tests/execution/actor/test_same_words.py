"""Fields and buttons with the same words: which one a scenario means, and a check."""

from pathlib import Path

import pytest

from harness.checks.context import Case
from harness.checks.registry import subjects
from harness.execution.actor.portal import PortalActor
from harness.execution.evidence.store import EvidenceStore
from harness.guide.model import Guide
from harness.journal.writer import JournalWriter
from harness.model.page import Button
from harness.page.extract import extract
from harness.planning.walk import Walk
from harness.redaction.vault import Vault
from tests.builders import account, journal
from tests.execution.fakes import PORTAL, FakeEngine, FakeTab, context_of
from tests.two_mails import chapter, statement

WORD = {"kind": "field", "label": "Password", "kinds": ["password"], "secret": True}
GUIDE = Guide(
    digest="same words",
    chapters=(
        chapter(
            "settings",
            statement("settings.opens", "Settings", {"kind": "leads", "page": "settings"}),
            statement("settings.heading", "Settings", {"kind": "heading", "text": "Settings"}),
            statement("settings.theme", "Theme", {"kind": "field", "label": "Theme"}),
            statement("settings.mail", "E-Mail", {"kind": "field", "label": "E-Mail"}),
            statement("settings.word", "Password", WORD),
            statement("settings.again", "Password", WORD | {"called": "Again"}),
            statement("settings.save", "Save", {"kind": "action", "label": "Save"}),
        ),
    ),
)
PAGE = """<h1>Settings</h1>
<form><label>Theme <input name=theme></label><button data-ref=b1 name=first>Save</button></form>
<form><label>E-Mail <input name=mail></label>
<label>Password <input type=password name=one></label>
<label>Password <input type=password name=two></label><button name=second>Save</button></form>"""


@pytest.mark.parametrize(
    ("filled", "pressed"), [("Theme", "first"), ("E-Mail", "second"), ("Again", "second")]
)
async def test_the_button_of_the_form_that_was_filled_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filled: str, pressed: str
) -> None:
    """It is pressed, and it is the evidence; of two fields with one label, the named one is."""
    page = extract(PAGE, url="http://portal.example/")
    refs = {f"r{n}": part for n, part in enumerate(page.buttons)}
    buttons = tuple(one.model_copy(update={"ref": ref}) for ref, one in refs.items())
    page = page.model_copy(update={"buttons": buttons})
    engine, names = FakeEngine({"open http://portal.example/": page, "press Save": page}), []

    async def press(tab: FakeTab, button: Button, *, twice: bool = False) -> object:
        names.append(button.name)
        return await engine.answer(f"press {button.label}")

    monkeypatch.setattr(FakeTab, "press", press)
    target = PORTAL.model_copy(update={"entry": {"settings": "/"}})
    context = context_of(engine, target=target, guide=GUIDE)
    recorder = JournalWriter(tmp_path / "walk", journal().head, Vault())
    walk = Walk(GUIDE, PortalActor(context, EvidenceStore(context, recorder)), (account(),))
    await walk.open("settings")
    await walk.fill({filled: "Some words"})
    await walk.press("Save", trying="settings.opens")
    recorder.close()
    wanted = {"Theme": "theme", "E-Mail": "mail", "Again": "two"}[filled]
    assert [one.field.name for one in engine.typed] == [wanted]
    assert names == [pressed]
    case, one = Case(GUIDE, recorder.journal()), GUIDE.by_slug["settings.save"]
    check, record = next(iter(subjects(one, case)))
    ref = check(one.claim, record, case).evidence.ref
    assert refs[ref].name == pressed
