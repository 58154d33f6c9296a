"""A page that the portal does not have and asks for on the form of another one."""

from functools import cached_property

from harness.checks.context import Case
from harness.core.identity import by_identity
from harness.core.text import fold
from harness.model.journal import PageRecord, Step
from harness.page.folded import fold_of
from harness.suite.folded_page import FoldedPage


class FoldedForm:
    """What one journal that is judged by a guide has of such a page."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._forms: dict[int, str] = {}  # by the number of the page

    @cached_property
    def form(self) -> FoldedPage | None:
        """The page that the portal does not have and asks for on another one; None for none."""
        known = self._case.guide.by_slug
        folded = (one for one in self._case.guide.folded if one.field in known)
        return next((one for one in folded if known[one.field].page != one.page), None)

    def form_of(self, record: PageRecord) -> str:
        """Slug of the page whose form a page is: its own, or the one that asks its question too."""
        if record.number not in self._forms:
            fold = fold_of(record.page, record.slug, self._case.guide)
            self._forms[record.number] = fold.into if fold else record.slug
        return self._forms[record.number]

    def fills_folded(self, step: Step) -> bool:
        """Whether a step filled in the field of a folded page."""
        name = self._case.guide.name_of_its_field(self.form.field) if self.form else ""
        return bool(name) and any(fold(entry.label) == fold(name) for entry in step.typed)

    def tries_folded(self, step: Step) -> bool:
        """Whether a step tried what the field of a folded page promises."""
        of_it = (self.form and slug.partition(".")[0] == self.form.page for slug in step.trying)
        return self.fills_folded(step) and any(of_it)


folded_form = by_identity(FoldedForm)
"""The folded form of a case, looked for once."""
