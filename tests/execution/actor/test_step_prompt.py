"""Each step is asked for before it is made, and made as it was asked for."""

import inspect
from typing import Any

import pytest

from harness.execution.actor.step_prompt import StepPrompt
from harness.guide.claims import Labelled
from harness.planning.actor import Actor, DialogAnswer, Filling, Movement
from tests.builders import GUIDE, account

FIELD = next(s for s in GUIDE if isinstance(s.claim, Labelled) and s.claim.secret)
FILLING = Filling(FIELD, "Code confidentiel", "AB12CD34", secret=True)
MOVEMENT = Movement("press", None, (), "login", "A/2")
STEPS: list[tuple[str, tuple[Any, ...], str]] = [
    ("move", (MOVEMENT,), "press « login », visitor A/2"),
    ("fill", ((FILLING,), "A"), "fill « Code confidentiel »"),
    ("note_code", (FIELD, "A"), "note the code"),
    (
        "download",
        (Movement("download", GUIDE.by_slug["certification-code.audio"], (), "", "A"),),
        "download « Cliquez ici pour entendre la version sonore »",
    ),
    ("answer_dialogs", (DialogAnswer(accept=False), "A"), "cancel the dialogs from now on"),
    ("remember", (FIELD, "ticket", "B"), "remember ticket, visitor B"),
    ("links_expire", ("A",), "wait until the links of mails are too old"),
    ("receive", ("mail", account(), "B"), "receive the mail to ident1@commune.example, visitor B"),
    ("hear", (FIELD, "A"), "hear the code"),
    ("forget", ("A",), "lose the session"),
    ("override_host", ("Host", "evil.example", "A"), "claim the host evil.example in Host"),
]


class Told:
    """Takes down what is asked and what is made, in their order."""

    def __init__(self) -> None:
        self.log: list[object] = []

    async def ask(self, what: str) -> None:
        """Somebody is asked."""
        self.log.append(what)

    def __getattr__(self, name: str) -> Any:
        async def made(*arguments: object) -> str:
            self.log.append((name, arguments))
            return "a code"

        return made


@pytest.mark.parametrize(("name", "arguments", "words"), STEPS, ids=[step[0] for step in STEPS])
async def test_a_step(name: str, arguments: tuple[Any, ...], words: str) -> None:
    """First the question, without what is secret; then the step, with what it gives."""
    told: Any = Told()
    stage: Any = StepPrompt(told, told.ask)
    given = await getattr(stage, name)(*arguments)
    assert told.log == [words, (name, arguments)]
    assert given in {"a code", None}
    if name in {"note_code", "receive"}:
        assert given == "a code"
    assert "AB12CD34" not in words


def test_no_step_is_forgotten() -> None:
    """All that a stage can do is asked for; looking at a page does nothing."""
    steps = {name for name, _ in inspect.getmembers(Actor, inspect.isfunction)} - {"shows"}
    assert {step[0] for step in STEPS} == {name for name in steps if not name.startswith("_")}
