"""Compares the sounds of two journals, and the accessibility rules that their pages break."""

from collections.abc import Iterator

from harness.checks.sounds import MIN_AUDIBLE_PEAK
from harness.compare.model import Change, DifferenceKind, Shown
from harness.model.fact import fact, quote
from harness.model.journal import AuditRecord, Journal, SoundRecord


def sound_changes(old: Journal, new: Journal) -> Iterator[Change]:
    """What differs in the sounds, paired in their order."""
    if len(old.sounds) != len(new.sounds):
        page = next(_page(journal.sounds[0], journal) for journal in (old, new) if journal.sounds)
        yield _change(page, "number", str(len(old.sounds)), str(len(new.sounds)))
    for one, other in zip(old.sounds, new.sounds, strict=False):
        before, after = _properties(one, old), _properties(other, new)
        for part in before:
            if before[part] != after[part]:
                yield _change(_page(one, old), part, before[part], after[part])


def _page(sound: SoundRecord, journal: Journal) -> str:
    page = journal.page(sound.page)
    return page.slug if page else ""


def _change(page: str, part: str, old: Shown, new: Shown) -> Change:
    return Change(kind=DifferenceKind.SOUND, page=page, part=part, old=old, new=new)


def _properties(sound: SoundRecord, journal: Journal) -> dict[str, Shown]:
    """The properties of a sound that do not depend on the code that it speaks."""
    heard, code = sound.audio, journal.secret(sound.code)
    is_spelled = code is not None and heard.segments == code.shape.length
    return {
        "status": str(sound.status),
        "type": sound.content_type.partition(";")[0].strip(),
        "format": heard.format,
        "valid": fact("yes") if heard.valid else heard.problem or fact("no"),
        "loudness": fact(
            "audible" if heard.peak >= MIN_AUDIBLE_PEAK else "inaudible-or-not-measured"
        ),
        "segments": fact("one-for-each-character" if is_spelled else "other-or-not-measured"),
    }


def accessibility_changes(
    page: str, old: AuditRecord | None, new: AuditRecord | None
) -> Iterator[Change]:
    """The accessibility rules that only one of two pages breaks."""
    if old is None or new is None or old.problem or new.problem:
        return
    ours, theirs = ({v.rule: v.help for v in audit.violations} for audit in (old, new))
    for rule in sorted(ours.keys() ^ theirs.keys()):
        broken = fact("rule-broken", help=quote((ours | theirs)[rule]))
        before, after = (broken if rule in found else fact("kept") for found in (ours, theirs))
        kind = DifferenceKind.ACCESSIBILITY
        yield Change(kind=kind, page=page, part=rule, old=before, new=after)
