"""What varies on a portal: learned from all of its journals before any is compared."""

from collections.abc import Iterator

from harness.compare.diff.actions import PagesByPath, path_of
from harness.compare.diff.hidden import ANY_PAGE, HiddenFormats, hidden_values
from harness.compare.diff.mails import MAIL
from harness.compare.diff.scenario import ComparedJournal, pair_steps
from harness.compare.noise.masked_page import MaskedPage
from harness.compare.noise.masking import Mask, mask_of
from harness.compare.noise.run_variation import RunVariation
from harness.compare.noise.value_format import format_of_values
from harness.compare.portal_runs import PortalRuns
from harness.guide.model import Guide
from harness.model.journal import Journal, MailRecord, PageRecord
from harness.suite.account_schema import AccountSchema

_NO_VARIATION = RunVariation()


def learn_variation(*portals: PortalRuns) -> RunVariation:
    """What varies from run to run, on the portals of which there are several runs."""
    variation = RunVariation()
    for runs in portals:
        for other in runs.repeats:
            for slug, journal in runs.journals.items():
                if slug in other:
                    _learn(variation, journal, other[slug], runs.accounts)
    return variation


def _learn(variation: RunVariation, one: Journal, other: Journal, accounts: AccountSchema) -> None:
    masks = mask_of(one, accounts), mask_of(other, accounts)
    for ours, theirs in pair_steps(one, other):
        pages = one.page(ours.led_to), other.page(theirs.led_to)
        if pages[0] and pages[1] and pages[0].slug == pages[1].slug:
            texts = (_texts(page, mask) for page, mask in zip(pages, masks, strict=True) if page)
            variation.learn(pages[0].slug, *texts)
    for mail, same in zip(one.mails, other.mails, strict=False):
        variation.learn(MAIL, _lines(mail, masks[0]), _lines(same, masks[1]))


def _texts(record: PageRecord, mask: Mask) -> list[str]:
    return [line.raw for line in MaskedPage(record, mask, _NO_VARIATION).lines]


def _lines(mail: MailRecord, mask: Mask) -> list[str]:
    lines = (mail.mail.subject, *mail.mail.text.splitlines())
    return [mask(line, mail.time) for line in lines if line]


def compared_journals(
    runs: PortalRuns, guide: Guide, variation: RunVariation
) -> dict[str, ComparedJournal]:
    """The journals of a portal, by scenario, with all that is needed to compare them."""
    pages, formats = _pages_by_path(runs), _hidden_formats(runs)
    return {
        slug: ComparedJournal(case, runs.masks[slug], variation, pages, formats)
        for slug, case in runs.cases(guide).items()
    }


def _pages_by_path(runs: PortalRuns) -> PagesByPath:
    """For each path the page of the guide that was observed there most often."""
    found: dict[str, dict[str, int]] = {}
    for slug, page in _pages(runs):
        if page.slug and not page.blocked:
            path = runs.masks[slug](path_of(page.page.url), page.time)
            counts = found.setdefault(path, {})
            counts[page.slug] = counts.get(page.slug, 0) + 1
    return {path: max(counts, key=lambda s: counts[s]) for path, counts in found.items()}


def _hidden_formats(runs: PortalRuns) -> HiddenFormats:
    """The formats of the hidden fields that have more than one value on this portal."""
    found: dict[tuple[str, str], set[str]] = {}
    for slug, page in _pages(runs):
        masked = MaskedPage(page, runs.masks[slug], _NO_VARIATION)
        for name, value in hidden_values(masked).items():
            found.setdefault((masked.name, name), set()).add(value)
    varying = {field: values for field, values in found.items() if len(values) > 1}
    anywhere: dict[tuple[str, str], set[str]] = {}
    for (_, name), values in varying.items():
        anywhere.setdefault((ANY_PAGE, name), set()).update(values)
    return {field: format_of_values(values) for field, values in (anywhere | varying).items()}


def _pages(runs: PortalRuns) -> Iterator[tuple[str, PageRecord]]:
    return ((slug, page) for slug, journal in runs.journals.items() for page in journal.pages)
