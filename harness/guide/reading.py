"""How a portal reads what the guide leaves open, as its target file declares.

Only a statement that is our reading can be read otherwise; what the guide says cannot.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from harness.core.validation import did_you_mean
from harness.guide.claims import Destination
from harness.guide.model import Guide, Statement
from harness.model.finding import Level

OTHERWISE = "otherwise"
"""The value of a statement that the portal reads otherwise, without saying how."""
Reads = Mapping[str, str]
"""The slug of a statement to the page that it leads to, or to `OTHERWISE`."""
NO_READS: Reads = MappingProxyType({})


def as_read(guide: Guide, reads: Reads) -> Guide:
    """The guide as a portal reads it; the guide itself if it reads nothing otherwise."""
    if not reads:
        return guide
    return guide.with_chapters(
        chapter.model_copy(
            update={"statements": tuple(_as_read(one, reads) for one in chapter.statements)}
        )
        for chapter in guide.chapters
    )


def _as_read(statement: Statement, reads: Reads) -> Statement:
    read = reads.get(statement.slug, "")
    if not read or statement.level is Level.REQUIRED:
        return statement
    if read != OTHERWISE and isinstance(statement.claim, Destination):
        claim = statement.claim.model_copy(update={"page": read})
        return statement.model_copy(update={"claim": claim})
    return statement.model_copy(update={"accepted": "reading"})


def unknown_reads(guide: Guide, reads: Reads) -> Iterator[str]:
    """One sentence for each reading that cannot be declared, with what can."""
    open_ones = [one.slug for one in guide if one.level is Level.ADVISED]
    for slug, read in reads.items():
        statement = guide.by_slug.get(slug)
        if statement is None:
            yield f"{slug}: no statement of the guide; {did_you_mean(slug, open_ones)}"
        elif statement.level is Level.REQUIRED:
            yield (
                f"{slug}: the guide says it, so no reading of it can be accepted; "
                "known deviations belong in a ledger"
            )
        else:
            yield from _unknown_value(guide, statement, read)


def _unknown_value(guide: Guide, statement: Statement, read: str) -> Iterator[str]:
    leads = isinstance(statement.claim, Destination)
    if read == OTHERWISE or (leads and read in guide.pages):
        return
    pages = [slug for slug, chapter in guide.pages.items() if not (chapter.mail or chapter.profile)]
    known = [OTHERWISE, *(pages if leads else ())]
    yield f"{statement.slug}: {did_you_mean(read, known)}"
