"""What a side is read with: learned from all of its walks before any is compared."""

from collections.abc import Iterator

from harness.compare.diff.actions import Places, path_of
from harness.compare.diff.hidden import Forms, values
from harness.compare.diff.mails import MAIL
from harness.compare.diff.scenario import Walked, pair_steps
from harness.compare.noise.masked_page import Sheet
from harness.compare.noise.masking import Mask, mask_of
from harness.compare.noise.run_variation import Noise
from harness.compare.noise.value_format import form_of_values
from harness.compare.portal_runs import Side
from harness.guide.model import Guide
from harness.model.journal import Journal, MailRecord, PageRecord

_SILENT = Noise()


def noise_of(*sides: Side) -> Noise:
    """What varies from run to run on the sides that were walked more than once."""
    noise = Noise()
    for side in sides:
        for other in side.again:
            for slug, journal in side.journals.items():
                if slug in other:
                    _learn(noise, journal, other[slug])
    return noise


def _learn(noise: Noise, one: Journal, other: Journal) -> None:
    masks = mask_of(one), mask_of(other)
    for ours, theirs in pair_steps(one, other):
        pages = one.page(ours.led_to), other.page(theirs.led_to)
        if pages[0] and pages[1] and pages[0].slug == pages[1].slug:
            noise.learn(pages[0].slug, _texts(pages[0], masks[0]), _texts(pages[1], masks[1]))
    for mail, same in zip(one.mails, other.mails, strict=False):
        noise.learn(MAIL, _lines(mail, masks[0]), _lines(same, masks[1]))


def _texts(record: PageRecord, mask: Mask) -> list[str]:
    return [line.raw for line in Sheet(record, mask, _SILENT).lines]


def _lines(mail: MailRecord, mask: Mask) -> list[str]:
    lines = (mail.mail.subject, *mail.mail.text.splitlines())
    return [mask(line, mail.time) for line in lines if line]


def walked(side: Side, guide: Guide, noise: Noise) -> dict[str, Walked]:
    """The walks of a side, by scenario, with all that is needed to read them."""
    places, forms = _places(side), _forms(side)
    return {
        slug: Walked(case, side.masks[slug], noise, places, forms)
        for slug, case in side.cases(guide).items()
    }


def _places(side: Side) -> Places:
    """Which of the guide's pages stand where: the page seen most often at each path."""
    found: dict[str, dict[str, int]] = {}
    for slug, page in _pages(side):
        if page.slug and not page.blocked:
            path = side.masks[slug](path_of(page.page.url), page.time)
            counts = found.setdefault(path, {})
            counts[page.slug] = counts.get(page.slug, 0) + 1
    return {path: max(counts, key=lambda s: counts[s]) for path, counts in found.items()}


def _forms(side: Side) -> Forms:
    """The forms of the hidden fields that have more than one value on this side."""
    seen: dict[tuple[str, str], set[str]] = {}
    for slug, page in _pages(side):
        sheet = Sheet(page, side.masks[slug], _SILENT)
        for name, value in values(sheet).items():
            seen.setdefault((sheet.name, name), set()).add(value)
    return {place: form_of_values(found) for place, found in seen.items() if len(found) > 1}


def _pages(side: Side) -> Iterator[tuple[str, PageRecord]]:
    return ((slug, page) for slug, journal in side.journals.items() for page in journal.pages)
