"""The window's own buttons."""

import pytest

from harness import Walk
from scenarios.windows import reload_and_back
from tests.builders import GUIDE, account
from tests.execution.stages import NotingActor


class _Reloading(NotingActor):
    """Says whether a form that was loaded again is still there."""

    def __init__(self, *, keeps_forms: bool) -> None:
        super().__init__()
        self.keeps_forms = keeps_forms

    async def shows(self, page: str, visitor: str) -> bool:
        """Whatever is looked for after a reload."""
        return self.keeps_forms and self.movements[-1].verb == "reload"


@pytest.mark.parametrize("keeps_forms", [True, False])
async def test_a_form_that_a_reload_lost_is_opened_again(*, keeps_forms: bool) -> None:
    """Its other promises are judged all the same; a form that is still there is used as it is."""
    stage = _Reloading(keeps_forms=keeps_forms)
    await reload_and_back.play(Walk(GUIDE, stage, (account(),)))
    verbs = [note.split()[1] for note in stage.notes]
    after = [verbs[at + 1] for at, verb in enumerate(verbs) if verb == "reload"]
    assert after == (["fill"] * 3 if keeps_forms else ["open", "open", "fill"])
